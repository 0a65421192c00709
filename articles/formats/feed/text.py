"""Text in feeds: what each dialect's `type` and `mode` mean, as HTML. Atom 1.0 (RFC 4287, 3.1 and 4.1.3), Atom 0.3."""

import base64
import binascii
import copy
import re
from html import escape

from lxml import etree

from articles.formats.xml.names import name, text
from newsroom.vietnamese import same_word_key

_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}")
_HTML_TYPES = {"html", "text/html", "application/xhtml+xml"}
_XML_TYPE = re.compile(r"xhtml$|.{1,80}[+/]xml$")
# text that is declared plain, yet plainly holds markup
_LOOKS_LIKE_HTML = re.compile(
    r"</(?:p|div|a|b|i|em|strong|span|li|h[1-6]|blockquote|td)>|<(?:br|img|p)[\s/>]", re.IGNORECASE
)
# "…", "[…]", "[...]", "... Xem tiếp" at the end of a summary that a machine cut
_CUT = re.compile(
    r"(?:\s?\[(?:…|\.{3})\]|\s?…|\s?\.{3})(?:\s?(?:xem tiếp|xem thêm|đọc tiếp|read more).{0,20})?$", re.IGNORECASE
)


def as_html(element, *, trust_type=False):
    """Return the content of a text construct of any feed as HTML.

    `trust_type` takes text that is declared plain as plain even where it looks like markup, as titles do.
    """
    kind, mode = element.get("type", "").strip().lower(), element.get("mode", "").strip().lower()
    if mode == "base64" or _is_binary(element, kind):
        return _plain_or_html(_from_base64(text(element)), kind or "text/html", trust_type=trust_type)
    if len(element) and (mode in ("", "xml") or _XML_TYPE.match(kind)):
        return inner_html(element)
    if not name(element).startswith("atom:"):
        return text(element)
    if mode == "escaped" and not kind:
        kind = "text/html"
    return _plain_or_html(text(element), kind, trust_type=trust_type)


def _is_binary(element, kind):
    """Tell whether Atom 1.0 wants this type in base64: a media type that is neither text nor XML."""
    if not name(element).startswith("atom:") or element.get("mode") or len(element):
        return False
    return "/" in kind and not kind.startswith("text/") and not _XML_TYPE.match(kind)


def _from_base64(coded):
    try:
        return base64.b64decode("".join(coded.split()), validate=True).decode("utf-8", errors="replace")
    except (binascii.Error, ValueError):
        return coded


def _plain_or_html(content, kind, *, trust_type):
    if kind in _HTML_TYPES or _XML_TYPE.match(kind) or kind == "application/octet-stream":
        return content
    if not trust_type and _LOOKS_LIKE_HTML.search(content):
        return content
    return escape(content, quote=False)


def _local_name(tag):
    """Return the name of an element without its namespace; `span` for what a mended parse leaves as a name: `A:`."""
    name = tag.rpartition("}")[2].rpartition(":")[2]
    return name if _NAME.fullmatch(name) else "span"


def inner_html(element):
    """Return what stands inside `element` as HTML, without namespaces."""
    inside = copy.deepcopy(element)
    for node in inside.iter(etree.Element):
        node.tag = _local_name(node.tag)
        for attribute in list(node.attrib):
            if attribute[0] == "{":
                del node.attrib[attribute]
    etree.cleanup_namespaces(inside)
    parts = [escape(inside.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in inside]
    return "".join(parts).strip()


def opens(lead, body):
    """Tell whether the summary `lead` is only the beginning of the plain text `body`, cut off by a machine."""
    start = same_word_key(" ".join(_CUT.sub("", lead[-200_000:]).split()))
    return same_word_key(" ".join(body.split())[: 2 * len(lead) + 100]).startswith(start)
