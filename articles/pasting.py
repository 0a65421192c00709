"""What Word and Google Docs put on the clipboard, as the markup of a body. Pure; no Django.

Their lists that are only paragraphs become lists, bold and italic styles become emphasis, pictures are left out: they
belong into the photos of the article, with caption and credit.
"""

import re

from lxml import etree

from articles.formats.markup import parse, semantic_tree
from articles.markup import PHOTO_PLACE

_FOREIGN = re.compile(
    r"class=[\"']?Mso|\bmso-|<o:p\b|docs-internal-guid|urn:schemas-microsoft-com|<(?:w|st1):|font-weight\s*:|<img\b"
    r"|data-(?:pm|sheets)-|<google-sheets|<meta\b|font-style\s*:",
    re.IGNORECASE,
)
# Word's declarations that are no comments; real comments the parser takes out
_CONDITION = re.compile(r"<!\[(?:if|endif)[^\]>]{0,200}\]>")
_LIST = re.compile(r"mso-list\s*:\s*l\d{1,4}\s+level(\d)", re.IGNORECASE)
_BULLET = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_ORDERED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]{1,4})[.)]", re.IGNORECASE)
_KEPT = {"[": "\ue000", "]": "\ue001"}
_TYPED_PLACE = re.compile(r"\[(ảnh \d{1,3})\]", re.IGNORECASE)
_BLANK = str.maketrans({"\ue000": None, "\ue001": None})


def is_foreign(html):
    """Say whether `html` bears the marks of Word, Google Docs or another program."""
    return _FOREIGN.search(html) is not None


def clean(html):
    """Return (`html` as the markup of a body, how many pictures were left out).

    Raises `MarkupError` where it is too long or too deeply nested.
    """
    text = _TYPED_PLACE.sub(rf"{_KEPT['[']}\1{_KEPT[']']}", _CONDITION.sub("", html.translate(_BLANK)))
    root = parse(text)
    if root is None:
        return "", 0
    _make_lists(root)
    body, photos = semantic_tree(root)
    body = PHOTO_PLACE.sub("", body)
    return body.replace(_KEPT["["], "[").replace(_KEPT["]"], "]"), len(photos)


def _make_lists(root):
    """Turn each run of Word's list paragraphs into lists, the deeper levels inside the item before them."""
    open_lists, last = [], None
    for paragraph in list(root.iter("p", "h1", "h2", "h3", "li")):
        match = _LIST.search(paragraph.get("style", ""))
        if not match or paragraph.tag == "li":
            last = None
            continue
        if last is None or not _follows(last, paragraph):
            open_lists = []
        last = _to_item(paragraph, open_lists, max(int(match[1]), 1))


def _follows(last, paragraph):
    """Say whether only blank text stands between the list that `last` closes and `paragraph`."""
    return paragraph.getprevious() is last and not (last.tail or "").strip()


def _to_item(paragraph, open_lists, level):
    tag = "ol" if _ORDERED.match(_take_bullet(paragraph)) else "ul"
    item = etree.Element("li")
    item.text, paragraph.text = paragraph.text, None
    item.extend(list(paragraph))
    while open_lists and open_lists[-1][0] > level:
        open_lists.pop()
    if not open_lists or open_lists[-1][0] < level:
        made = etree.Element(tag)
        if open_lists:
            open_lists[-1][1][-1].append(made)
            _remove(paragraph)
        else:
            made.tail, paragraph.tail = paragraph.tail, None
            paragraph.getparent().replace(paragraph, made)
        open_lists.append((level, made))
    else:
        _remove(paragraph)
    open_lists[-1][1].append(item)
    return open_lists[0][1]


def _remove(element):
    """Take `element` out, its tail kept at the element before it."""
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + (element.tail or "")
    element.getparent().remove(element)


def _take_bullet(paragraph):
    """Take the printed bullet or number out of a list paragraph, and return it."""
    for span in paragraph.iter("span"):
        if _BULLET.search(span.get("style", "")):
            printed = "".join(span.itertext())
            previous, tail = span.getprevious(), span.tail or ""
            if previous is not None:
                previous.tail = (previous.tail or "") + tail
            else:
                parent = span.getparent()
                parent.text = (parent.text or "") + tail
            span.getparent().remove(span)
            return printed
    return ""
