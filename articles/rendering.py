"""From a stored body to the HTML that readers get: photos in their places, citations linked. Done once, at save."""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.markup import PHOTO_PLACE, runs
from articles.models.citation import Citation
from newsroom.addresses import address

REGION = '<div class="table-region" role="region" tabindex="0" aria-label="Bảng">'
WIDTHS = (320, 480, 640, 960, 1280, 1920)
FORMS = ("avif", "webp", "jpg")
IN_TEXT = "(min-width: 50rem) 44rem, 100vw"


def rendition_widths(photo):
    """Return the widths a photo is served in: the fixed ones up to its own, never larger."""
    return [width for width in WIDTHS if width <= photo.width] or [WIDTHS[0]]


def rendition_url(photo, width, form="webp"):
    return address("photo", photo.pk, width, form)


def srcset(photo, form="webp", widest=WIDTHS[-1]):
    """Return the `srcset` of a photo in one `form`, up to the width `widest` that its place can use."""
    widths = rendition_widths(photo)
    widths = [width for width in widths if width <= widest] or widths[:1]
    return ", ".join(f"{rendition_url(photo, width, form)} {width}w" for width in widths)


def sources(photo, sizes, widest=WIDTHS[-1]):
    """Return the `<source>`s of a photo's `<picture>`: AVIF, then WebP; its `<img>` is JPEG, for old browsers."""
    return format_html_join(
        "",
        '<source type="image/{}" srcset="{}" sizes="{}">',
        [(form, srcset(photo, form, widest), sizes) for form in ("avif", "webp")],
    )


def fall_back_url(photo, wished=960):
    """Return the address of the JPEG of about the width `wished`."""
    return rendition_url(photo, min(rendition_widths(photo), key=lambda width: abs(width - wished)), "jpg")


def render(article, *, citations, places):
    """Set `standfirst_html` and `body_html` of `article`; `citations` and `places` are its rows, directives joined."""
    article.standfirst_html = _linked(article.standfirst, _of(citations, Citation.Part.STANDFIRST))
    figures = {
        place.order: _figure(place, _of(citations, Citation.Part.CAPTION, number), eager=number == 1)
        for number, place in enumerate(places, 1)
        if place.is_shown
    }
    body = _with_regions(_linked_markup(article.body, _of(citations, Citation.Part.BODY)))
    article.body_html = _with_figures(body, figures)


def _of(citations, part, place=0):
    return sorted(
        (row for row in citations if row.part == part and row.place == place and row.state == "settled"),
        key=lambda row: row.start,
    )


def _linked(text, citations, offset=0):
    """Return plain `text`, which begins `offset` characters into its part, escaped and with its citations linked."""
    pieces, position = [], 0
    for citation in citations:
        start, end = max(citation.start - offset, 0), min(citation.end - offset, len(text))
        if start >= end or start < position:
            continue
        pieces.append(escape(text[position:start], quote=False))
        pieces.append(_link(citation, text[start:end]))
        position = end
    pieces.append(escape(text[position:], quote=False))
    return "".join(pieces)


def _link(citation, text):
    directive = citation.directive
    return f"{_opening(directive.slug, directive.full_name)}{escape(text, quote=False)}</a>"


@lru_cache(maxsize=4096)
def _opening(slug, name):
    """Return the opening tag of the links to one document; an archive links the same ones again and again."""
    return format_html('<a class="citation" href="{}" title="{}">', reverse("directive", args=[slug]), name)


def _linked_markup(html, citations):
    """Return sanitised `html` with its citations linked; one inside a link of the editor's own is left alone."""
    if not citations:
        return html
    pieces, copied, offset, inside_link = [], 0, 0, False
    for text, start, end in runs(html):
        between = html[copied:start]
        inside_link = "<a " in between or (inside_link and "</a>" not in between)
        pieces.append(between)
        here = [] if inside_link else [row for row in citations if row.start < offset + len(text) and row.end > offset]
        pieces.append(_linked(text, here, offset) if here else html[start:end])
        copied, offset = end, offset + len(text)
    pieces.append(html[copied:])
    return "".join(pieces)


def _with_regions(html):
    """Return sanitised `html` with each table in a region of its own that scrolls, by finger or keyboard."""
    return html.replace("<table>", REGION + "<table>").replace("</table>", "</table></div>")


def _with_figures(html, figures):
    """Return `html` with `[ảnh n]` replaced by the figures; the first one not placed leads, the others close."""
    left = dict(figures)
    html = PHOTO_PLACE.sub(lambda match: left.pop(int(match[1]), ""), html)
    ordered = [left[order] for order in sorted(left)]
    if len(left) < len(figures):
        return html + "".join(ordered)
    return "".join(ordered[:1]) + html + "".join(ordered[1:])


def _figure(place, citations, *, eager):
    caption = mark_safe(_linked(place.caption, citations))
    photo = place.photo
    credit = place.credit or (photo.credit if photo else "")
    credit_html = format_html(' <span class="credit">Ảnh: {}</span>', credit) if credit else ""
    if photo is None:
        return format_html(
            '<figure class="photo photo-awaited"><p class="photo-place" aria-hidden="true">Ảnh đang được bổ sung</p>'
            "<figcaption>{}{}</figcaption></figure>",
            caption,
            credit_html,
        )
    return format_html(
        '<figure class="photo"><picture>{}<img src="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async">'
        "</picture><figcaption>{}{}</figcaption></figure>",
        sources(photo, IN_TEXT),
        fall_back_url(photo),
        str(photo.width),
        str(photo.height),
        place.alt or photo.alt or place.caption,
        "eager" if eager else "lazy",
        caption,
        credit_html,
    )
