"""The HTML of a body as NITF's `body.content`: its elements, blocks only at the top, pictures as `<media>`.

NITF knows one level of headings within the text (`hl2`), one emphasis (`em`, told apart by its class), and quotations
(`bq`) of blocks.
"""

from html import escape

from lxml import etree, html

from articles.exporting.figures import is_withheld, legal, placed
from articles.exporting.markup import around, element
from articles.markup import PHOTO_PLACE

_NAMES = {
    **{name: name for name in ("p", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a")},
    "h2": "hl2",
    "h3": "hl2",
    "em": "em",
    "strong": "em",
    "br": "br",
}
_ATTRIBUTES = {"a": ("href",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_CLASSES = {"strong": "bold"}
_INLINE = {"a", "em", "strong", "br"}
_PLACE = "media-place"
# The suffix tells the kind of the picture; the attribute is required.
_KINDS = {".png": "image/png", ".webp": "image/webp", ".gif": "image/gif", ".tif": "image/tiff", ".avif": "image/avif"}


def content(record):
    """Return the inside of `body.content` for the body and photos of `record`."""
    marked = PHOTO_PLACE.sub(rf'<div class="{_PLACE}" id="\1"></div>', placed(record))
    return _Writer(record.photos).written(legal(marked))


class _Writer:
    """Walks the HTML without recursion; bare text at the top is gathered into paragraphs."""

    def __init__(self, photos):
        self.photos, self.parts, self.depth, self.in_bare = photos, [], 0, False

    def written(self, markup):
        if not markup.strip():
            return ""
        root = html.fragment_fromstring(markup, create_parent="div")
        self._text(root.text)
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if node is root:
                continue
            if event == "start":
                self._start(node)
                self._text(node.text)
            else:
                self._end(node)
                self._text(node.tail)
        self._close_bare()
        return "".join(self.parts)

    def _start(self, node):
        if self.depth == 0:
            self._open_bare() if node.tag in _INLINE else self._close_bare()
        if node.get("class") == _PLACE:
            photo = self.photos[int(node.get("id")) - 1]
            self.parts.append("" if is_withheld(photo) else _media(photo))
        elif node.tag == "blockquote":
            self.parts.append("<bq><block>")
        elif node.tag == "aside":
            self.parts.append('<block class="box">')
        elif name := _NAMES.get(node.tag):
            kept = {key: node.get(key) for key in _ATTRIBUTES.get(node.tag, ()) if node.get(key)}
            if css := _CLASSES.get(node.tag):
                kept["class"] = css
            values = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
            self.parts.append(f"<{name}{values}{'/' if name == 'br' else ''}>")
        self.depth += 1

    def _end(self, node):
        self.depth -= 1
        if node.tag == "blockquote":
            self.parts.append("</block></bq>")
        elif node.tag == "aside":
            self.parts.append("</block>")
        elif node.get("class") != _PLACE and node.tag in _NAMES and node.tag != "br":
            self.parts.append(f"</{_NAMES[node.tag]}>")

    def _text(self, text):
        if not text:
            return
        if self.depth == 0 and text.strip():
            self._open_bare()
        if self.depth or self.in_bare:
            self.parts.append(escape(text, quote=False))

    def _open_bare(self):
        if not self.in_bare:
            self.parts.append("<p>")
            self.in_bare = True

    def _close_bare(self):
        if self.in_bare:
            self.parts.append("</p>")
            self.in_bare = False


def _media(photo):
    suffix = photo.reference.rpartition("/")[2].rpartition(".")
    kind = _KINDS.get(f".{suffix[2].lower()}" if suffix[1] else "", "image/jpeg")
    reference = element(
        "media-reference", source=photo.reference, mime_type=kind, alternate_text=photo.alt, source_credit=photo.credit
    )
    caption = around("media-caption", element("p", photo.caption) if photo.caption else "")
    producer = element("media-producer", photo.credit) if photo.credit else ""
    return f'<media media-type="image">{reference}{caption}{producer}</media>'
