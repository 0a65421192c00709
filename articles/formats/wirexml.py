"""The agencies' XML as the readers see it: local names only, whatever the namespace; bodies as HTML."""

import re
from html import escape

from articles.formats.markup import one_line

_HEAD = 64 * 1024
_PARAMETER_ENTITY = re.compile(rb"<!ENTITY\s{1,50}%\s[^<>]{0,1000}>")

# NITF's and XHTML's elements as HTML; those not named here lose their tag and keep their text
_AS_HTML = {
    **{name: name for name in ("p", "br", "hr", "ol", "ul", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "pre")},
    **{name: name for name in ("caption", "thead", "tbody", "tfoot", "blockquote", "div", "figure", "figcaption")},
    **{name: name for name in ("h1", "h2", "h3", "h4", "h5", "h6", "b", "i", "em", "strong", "section", "article")},
    "hl1": "h2",
    "hl2": "h3",
    "block": "div",
    "bq": "blockquote",
    "note": "div",
    "credit": "p",
    "hedline": "div",
    "media-caption": "figcaption",
    "nitf-table": "div",
}
_WITHOUT_TEXT = {
    *("media-metadata", "media-object", "nitf-table-metadata", "custom-table", "script", "style", "copyrite", "head"),
    *("media-producer", "nitf-colgroup", "virtloc"),
}
_VOID = {"br", "hr", "img"}
_KEPT_ATTRIBUTES = {
    "a": ("href",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "img": ("src", "alt", "title", "width", "height", "class", "srcset", "data-src"),
}
_CLASSED = {"div", "p", "figure", "table", "td", "section"}
MEDIA_IMAGES = {"", "image", "photo", "picture", "graphic", "other"}


class WithoutModules:
    """A binary stream less the parameter entities by which agencies pull modules into their DTD.

    No DTD is ever read, so these do no harm; the entities that do are left for `xml` to refuse.
    """

    def __init__(self, stream):
        self._head = _PARAMETER_ENTITY.sub(lambda found: b"\n" * found[0].count(b"\n"), stream.read(_HEAD))
        self._stream = stream

    def read(self, size=-1):
        if not self._head:
            return self._stream.read(size)
        head, self._head = self._head, b""
        return head


def local(element):
    """Return the name of `element` without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element, *path):
    """Return the element down the `path` of local names, or None (also for None); a step looks at children only."""
    for name in path:
        element = next(iter(children(element, name)), None)
    return element


def children(element, *names):
    """Return the children whose local name is one of `names`; empty for None."""
    return [] if element is None else [candidate for candidate in element if local(candidate) in names]


def descendants(element, *names):
    """Return the descendants whose local name is one of `names`, in document order; empty for None."""
    found = [] if element is None else element.iter()
    return [candidate for candidate in found if candidate is not element and local(candidate) in names]


def text(element):
    """Return all text within `element` on one line; empty for None."""
    return "" if element is None else one_line(" ".join(element.itertext()))


def inline_text(element):
    """Return the text within `element` on one line, inline elements not parted by spaces; empty for None."""
    return "" if element is None else one_line("".join(element.itertext()))


def attribute(element, name):
    """Return the attribute whose local name is `name`; empty when there is none."""
    if element is None:
        return ""
    return next((value.strip() for key, value in element.items() if key.rpartition("}")[2] == name), "")


def content_language(element):
    """Return the nearest `xml:lang` at or above `element`."""
    while element is not None:
        found = element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("lang")
        if found:
            return found
        element = element.getparent()
    return ""


def as_html(element):
    """Return what `element` holds as HTML for `markup.semantic`. XML parsed without `huge_tree` is 256 deep at most."""
    parts = [escape(element.text or "", quote=False)]
    for node in element:
        parts.append(_node_html(node))
        parts.append(escape(node.tail or "", quote=False))
    return "".join(parts)


def _node_html(node):
    name = local(node)
    if not name or name in _WITHOUT_TEXT:
        return ""
    if name == "media":
        return media_html(node)
    if name == "fn":
        return f" ({as_html(node)})"
    if name == "a" or name == "img" or name in _AS_HTML:
        return _element_html(node, _AS_HTML.get(name, name))
    return as_html(node)


def _element_html(node, name):
    kept = [*_KEPT_ATTRIBUTES.get(name, ()), *(["class"] if name in _CLASSED else [])]
    values = "".join(f' {key}="{escape(node.get(key))}"' for key in kept if node.get(key))
    return f"<{name}{values}>" if name in _VOID else f"<{name}{values}>{as_html(node)}</{name}>"


def media_html(media):
    """Return NITF's `<media>` as a figure; empty for sound and film."""
    if media.get("media-type", "").lower() not in MEDIA_IMAGES:
        return ""
    references = children(media, "media-reference")
    reference = max(references, key=_width, default=None)
    producer = inline_text(child(media, "media-producer"))
    caption = "".join(as_html(found) for found in children(media, "media-caption"))
    source, alternate = attribute(reference, "source"), attribute(reference, "alternate-text")
    credit = f' data-credit="{escape(producer)}"' if producer else ""
    image = f'<img src="{escape(source)}" alt="{escape(alternate)}"{credit}>'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def _width(reference):
    width = reference.get("width", "")
    return int(width) if width.isdecimal() and len(width) < 7 else 0
