"""The HTML that a body may hold: what the editor makes, what imports are reduced to. No Django.

Allowed: p h2 h3 blockquote ul ol li table (caption thead tbody tr th td) a strong em br, and `<aside class="box">`, a
box beside the story. A photo place is a paragraph that holds only `[ảnh n]`. Everything else loses its tag and keeps
its text; scripts and styles lose both.
"""

import re
from html import unescape

import nh3

from newsroom.vietnamese import nfc

# 2 MB of markup is thirty times the longest story; beyond it nh3's time on nested tags is no longer linear
MAX_LENGTH = 2_000_000
MAX_DEPTH = 100

TAGS = {
    *("p", "h2", "h3", "blockquote", "aside", "ul", "ol", "li", "a", "strong", "em", "br"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}

_RENAMED = re.compile(r"<(/?)(b|i|h1|h4|h5|h6)(?=[\s>])", re.IGNORECASE)
_NEW_NAMES = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_VOID = {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "source", "area", "embed", "track", "base"}
_BLOCK_END = re.compile(r"</(?:p|h2|h3|blockquote|aside|li|tr|caption)>|<br>", re.IGNORECASE)
# How a box is told from the `aside` of a page builder, which imports flatten
BOX = '<aside class="box">'
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
PHOTO_PLACE = re.compile(r"<p>\s*(?:<(?:strong|em)>)?\[ảnh (\d{1,3})\](?:</(?:strong|em)>)?\s*</p>", re.IGNORECASE)


class MarkupError(ValueError):
    """Markup that is refused as a whole; the message is for the person who sent it."""


def sanitise(html):
    """Return `html` reduced to the allowed elements, NFC. Idempotent.

    Raises `MarkupError` on more than `MAX_LENGTH` characters or elements nested more than `MAX_DEPTH` deep.
    """
    if len(html) > MAX_LENGTH:
        raise MarkupError(f"Nội dung dài {len(html)} ký tự, quá giới hạn {MAX_LENGTH}; hãy chia bài.")
    _check_depth(html)
    renamed = _RENAMED.sub(lambda match: f"<{match[1]}{_NEW_NAMES[match[2].lower()]}", nfc(html))
    clean = nh3.clean(
        renamed,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener",
        strip_comments=True,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"},
    )
    return _EMPTY_PARAGRAPH.sub("", clean).replace("<aside>", BOX).replace(f"{BOX}</aside>", "").strip()


def _check_depth(html):
    depth = 0
    for match in _TAG.finditer(html):
        if match[2].lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > 5 * MAX_DEPTH:
            raise MarkupError("Nội dung có quá nhiều thẻ HTML lồng nhau; hãy dán lại dạng văn bản thường.")


def runs(html):
    """Yield (text, start, end) for every run of text in sanitised `html` at characters start to end.

    A line break, with an empty place, comes after each block. Joined, the texts are `flow_text(html)`, in which
    citations are counted.
    """
    position = 0
    for match in _TAG.finditer(html):
        if match.start() > position:
            yield unescape(html[position : match.start()]), position, match.start()
        position = match.end()
        if _BLOCK_END.match(match[0]):
            yield "\n", position, position
        elif match[0] in {"</td>", "</th>"}:
            yield " ", position, position
    if position < len(html):
        yield unescape(html[position:]), position, len(html)


def flow_text(html):
    """Return the text of sanitised `html` with its white space as it is, one line a block."""
    return "".join(text for text, _start, _end in runs(html))


def plain_text(html):
    """Return the text of sanitised `html` for people: one trimmed line a block, photo places left out."""
    lines = (" ".join(line.split()) for line in flow_text(PHOTO_PLACE.sub("", html)).splitlines())
    return "\n".join(line for line in lines if line)
