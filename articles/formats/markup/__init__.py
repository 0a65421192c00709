"""Source HTML of any age → the semantic HTML of `articles.markup`, with the pictures taken out as photo places.

One pass over lxml's tree, without recursion: time and memory grow with the length of the source, not with its nesting.
"""

import re

from articles.formats.markup.builder import Builder
from articles.formats.markup.text import clean, one_line, parse, plain, split_credit
from articles.markup import MarkupError, sanitise

__all__ = ["MarkupError", "clean", "one_line", "parse", "plain", "semantic", "semantic_tree", "split_credit"]

_CAPTION = re.compile(r"\[(/)?(?:wp_)?caption\b([^\[\]]{0,2000})\]", re.IGNORECASE)
_CAPTION_ATTRIBUTE = re.compile(r"\bcaption=\"([^\"]{0,1500})\"|\bcaption='([^']{0,1500})'")
# page builders of WordPress wrap a text in these
_BUILDER_SHORTCODE = re.compile(r"\[/?(?:vc|et_pb|fusion|av)_\w{1,60}(?:\s[^\[\]]{0,2000})?\]")

# galleries are lists of pictures in old WordPress
_PHOTO_LIST = re.compile(r"<(ul|ol)>((?:<li>(?:<p>\[ảnh \d{1,3}\]</p>)+</li>)+)</\1>")
_ITEM = re.compile(r"</?li>")


def semantic(html, *, base_url="", blank_lines=False):
    """Return `(body, photos)`: `html` as allowed semantic HTML, and a `PhotoRecord` for each `<p>[ảnh n]</p>` in it.

    An `<img>` may bring its credit as `data-credit`. References are joined to `base_url` where one is given. With
    `blank_lines`, a blank line in bare text parts paragraphs and a line end breaks the line, as WordPress does. Raises
    `articles.markup.MarkupError` on markup that is too long (2 million characters without embedded pictures) or too
    deeply nested.
    """
    root = parse(_shortcodes(html))
    if root is None:
        return "", []
    return semantic_tree(root, base_url=base_url, blank_lines=blank_lines)


def semantic_tree(root, *, base_url="", blank_lines=False, without=frozenset()):
    """Do as `semantic` does for an element of a tree made by `parse`, leaving out the elements in `without`."""
    builder = Builder(root, base_url=base_url, blank_lines=blank_lines, without=without)
    builder.walk()
    return sanitise(_PHOTO_LIST.sub(_without_items, builder.html())), [photo.record for photo in builder.photos]


def _without_items(match):
    return _ITEM.sub("", match[2])


def _shortcodes(html):
    """Turn `[caption]…[/caption]` into an element; one that lacks its partner only goes away."""
    parts, end, opening = [], 0, None
    for match in _CAPTION.finditer(html):
        parts.append(html[end : match.start()])
        end = match.end()
        if not match[1]:
            opening = len(parts)
            parts.append("")
            attributes = match[2]
        elif opening is not None:
            parts[opening] = _caption_element(attributes)
            parts.append("</photo-holder>")
            opening = None
    return _BUILDER_SHORTCODE.sub("", "".join([*parts, html[end:]]))


def _caption_element(attributes):
    caption = _CAPTION_ATTRIBUTE.search(attributes)
    text = (caption[1] or caption[2] or "") if caption else ""
    return "<photo-holder>" + (f"<figcaption>{text}</figcaption>" if text else "")
