"""What the public pages need of pictures, tables and citations to be read well on any screen."""

from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()

SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
FOCUS_STEP = 25


@register.filter
def short_weekday(day):
    """Return the weekday of a date as calendars head their columns: T2 for Thứ Hai, CN for Chủ Nhật."""
    return SHORT_WEEKDAYS[day.weekday()]


@register.filter
def focus(photo):
    """Return the CSS classes that keep a photo's focal point in sight when it is cropped.

    Classes, in steps of 25 %, because the content security policy allows no inline styles.
    """
    across, down = (round(percent / FOCUS_STEP) * FOCUS_STEP for percent in (photo.focal_x, photo.focal_y))
    return f"x{across} y{down}"


@register.filter
def with_scrolling_tables(html):
    """Return sanitised `html` with each table in a region of its own that scrolls on narrow screens."""
    region = f'<div class="table-region" role="region" tabindex="0" aria-label="{escape(_("Table"))}"><table>'
    return html.replace("<table>", region).replace("</table>", "</table></div>")


@register.filter
def marked(citation):
    """Return the sentence of a citation as HTML, the words that cite marked."""
    before, found, after = citation.sentence.partition(" ".join(citation.surface.split()))
    return mark_safe(f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(before))
