"""Ghost's two editor formats → HTML, for posts that were exported without it: Lexical (Ghost 5+) and Mobiledoc 0.3."""

import json
from html import escape

from articles.formats.ghost.cards import card, figure

MAX_DEPTH = 60

_BOLD, _ITALIC = 1, 2  # bits of Lexical's `format`
_LISTS = {"number": "ol", "ordered": "ol", "ol": "ol"}


def from_lexical(source):
    """Return the HTML of a Lexical document, given as JSON text. Raises `ValueError` where it is none."""
    root = json.loads(source)
    if not isinstance(root, dict) or not isinstance(root.get("root"), dict):
        raise ValueError("no Lexical document")
    return _children(root["root"], 0)


def _children(node, depth):
    children = node.get("children")
    if depth > MAX_DEPTH or not isinstance(children, list):
        return ""
    return "".join(_lexical(child, depth + 1) for child in children if isinstance(child, dict))


def _lexical(node, depth):
    kind = str(node.get("type", "")).removeprefix("extended-")
    writer = _LEXICAL.get(kind)
    return writer(node, depth) if writer else _children(node, depth) or card(kind, node)


def _text(node, _depth):
    text, bits = escape(str(node.get("text", "")), quote=False), node.get("format")
    bits = bits if isinstance(bits, int) else 0
    text = f"<strong>{text}</strong>" if bits & _BOLD else text
    return f"<em>{text}</em>" if bits & _ITALIC else text


def _wrapped(tag):
    return lambda node, depth: f"<{tag}>{_children(node, depth)}</{tag}>"


def _heading(node, depth):
    tag = node.get("tag") if node.get("tag") in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
    return f"<{tag}>{_children(node, depth)}</{tag}>"


def _link(node, depth):
    return f'<a href="{escape(str(node.get("url", "")))}">{_children(node, depth)}</a>'


def _list(node, depth):
    tag = _LISTS.get(node.get("listType") or node.get("tag"), "ul")
    return f"<{tag}>{_children(node, depth)}</{tag}>"


_LEXICAL = {
    "text": _text,
    "linebreak": lambda node, depth: "<br>",
    "paragraph": _wrapped("p"),
    "heading": _heading,
    "link": _link,
    "list": _list,
    "listitem": _wrapped("li"),
    "quote": _wrapped("blockquote"),
    "aside": _wrapped("blockquote"),
}


def from_mobiledoc(source):
    """Return the HTML of a Mobiledoc 0.3 document, given as JSON text. Raises `ValueError` where it is none."""
    document = json.loads(source)
    if not isinstance(document, dict) or not isinstance(document.get("sections"), list):
        raise ValueError("no Mobiledoc document")
    return "".join(_section(section, document) for section in document["sections"] if isinstance(section, list))


def _section(section, document):
    match section:
        case [1, str(tag), list(markers), *_]:
            tag = tag if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside") else "p"
            return f"<{tag}>{_markers(markers, document)}</{tag}>"
        case [2, str(source), *_]:
            return figure({"src": source})
        case [3, str(tag), list(items), *_]:
            rows = "".join(f"<li>{_markers(item, document)}</li>" for item in items if isinstance(item, list))
            tag = "ol" if tag == "ol" else "ul"
            return f"<{tag}>{rows}</{tag}>"
        case [10, int(number), *_]:
            return _numbered_card(document.get("cards"), number)
    return ""


def _numbered_card(cards, number):
    match cards[number] if isinstance(cards, list) and 0 <= number < len(cards) else None:
        case [str(kind), dict(values), *_]:
            return card(kind, values)
    return ""


def _markers(markers, document):
    """Return the text of the markers with bold, italics and links; markups open and close across markers."""
    parts, opened = [], []
    known = document.get("markups") if isinstance(document.get("markups"), list) else []
    for marker in markers:
        match marker:
            case [0, list(opening), int(closing), str(text)]:
                for number in opening:
                    start, end = _markup(known[number] if isinstance(number, int) and number < len(known) else None)
                    parts.append(start)
                    opened.append(end)
                parts.append(escape(text, quote=False))
                parts += [opened.pop() for _ in range(min(closing, len(opened)))]
            case [1, *_]:
                parts.append("<br>")
    return "".join(parts + opened[::-1])


def _markup(markup):
    match markup:
        case ["a", list(attributes), *_]:
            pairs = dict(zip(attributes[::2], attributes[1::2], strict=False))
            return f'<a href="{escape(str(pairs.get("href", "")))}">', "</a>"
        case [("strong" | "em" | "b" | "i") as tag, *_]:
            return f"<{tag}>", f"</{tag}>"
    return "", ""
