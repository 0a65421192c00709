"""What the public pages need of pictures and citations to be read well on any screen."""

import base64
import json
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from newsroom.addresses import address

register = template.Library()

SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
FOCUS_STEP = 5
FACE = 320  # pixels; every photo has a rendition of this width
# A kept sentence shorter than this was not cut.
CUT = 200


@register.filter
def short_weekday(day):
    """Return the weekday of a date as calendars head their columns: T2 for Thứ Hai, CN for Chủ Nhật."""
    return SHORT_WEEKDAYS[day.weekday()]


@register.filter
def focus(photo):
    """Return the CSS classes that keep a photo's focal point in sight when it is cropped.

    Classes, in steps of 5 %, because the content security policy allows no inline styles.
    """
    across, down = (round(percent / FOCUS_STEP) * FOCUS_STEP for percent in (photo.focal_x, photo.focal_y))
    return f"x{across} y{down}"


@register.simple_tag
def zalo_share(url):
    """Return the address of Zalo's form for sharing the page at `url`: the one that its own button opens.

    It takes JSON as Base64. Spaces fill that up, because `=` would arrive encoded once or twice, as the server likes.
    """
    told = json.dumps({"url": url}).encode()
    packed = base64.b64encode(told + b" " * (-len(told) % 3)).decode()
    return f"https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&d={packed}&shareType=0"


@register.filter
def face_url(author):
    """Return the address of the smallest rendition of an author's portrait; the photo itself is not read for it."""
    return address("photo", author.portrait_id, FACE, "webp")


@register.filter
def marked(citation):
    """Return the sentence of a citation as HTML, the words that cite marked."""
    before, found, after = citation.sentence.partition(" ".join(citation.surface.split()))
    html = f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(before)
    begin, end = "" if _begins(citation.sentence) else "… ", "" if _ends(citation.sentence) else " …"
    return mark_safe(f"{begin}{html}{end}")


def _begins(sentence):
    """Say whether a kept sentence has its beginning; a long one may have been cut at a word."""
    first = next((char for char in sentence if char.isalnum()), "A")
    return len(sentence) < CUT or not first.islower()


def _ends(sentence):
    return len(sentence) < CUT or sentence.rstrip("”\"’') ").endswith((".", "!", "?", "…", ":", ";"))


@register.simple_tag
def reference(article, bylines, paper):
    """Return how an article is cited: `Hoàng Thu Hà (2018), “Tít bài”, Báo Xứ Lạng, ngày 12/6/2018`."""
    signed = ", ".join(byline.name for byline in bylines if byline.role != "photo") or paper
    local = timezone.localtime(article.published_at)
    if article.date_precision == "unknown":
        return f"{signed}, “{article.headline}”, {paper}"
    day = "tháng " if article.date_precision == "month" else f"ngày {local.day}/"
    return f"{signed} ({local.year}), “{article.headline}”, {paper}, {day}{local.month}/{local.year}"
