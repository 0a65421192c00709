"""Pictures in source HTML: where the file is, what is an icon, what is a caption."""

import re
from dataclasses import dataclass

from articles.formats.markup.text import split_credit
from articles.formats.record import PhotoRecord

LONGEST_CAPTION = 400

_CAPTION_CLASS = re.compile(
    r"caption|chu-?_?thich|(?:img|image|photo|pic|anh)[-_]?(?:desc|note|title|cap)\b|(?:note|desc)[-_]?(?:img|photo|anh)",
    re.IGNORECASE,
)
_ICON_CLASS = re.compile(r"\b(?:emoji|wp-smiley|icon|avatar|tracking)\b", re.IGNORECASE)
_ICON_FILE = re.compile(r"(?:^|/)(?:spacer|blank|pixel|transparent|1x1|clear)\.(?:gif|png)", re.IGNORECASE)
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:$|\?)", re.IGNORECASE)
_LAZY = ("data-original", "data-lazy-src", "data-src", "data-original-src", "data-full-url", "data-photo-original-src")
_BYLINE_LABEL = re.compile(r"(?:tin|bài|thực hiện|theo|tổng hợp|bài viết)\b[^:]{0,30}:|theo\s", re.IGNORECASE)


@dataclass
class Photo:
    """A photo while its caption is looked for; `printed` is the caption line as the source has it."""

    record: PhotoRecord
    printed: str = ""

    def give(self, text):
        self.printed = text
        self.record.caption, credit = split_credit(text)
        self.record.credit = credit or self.record.credit


def looks_like_caption(text, states):
    """Whether a paragraph right below a photo is its caption: italic, centred or with a credit, and no signature."""
    if len(text) > LONGEST_CAPTION or states[0].name != "p" or _BYLINE_LABEL.match(text):
        return False
    if all(state.em for state in states):
        return True
    if all(state.strong for state in states):
        return False
    return states[0].centred or bool(split_credit(text)[1])


def has_caption_class(element):
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_CAPTION_CLASS.search(names[:300]))


def is_icon(element):
    sizes = [element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    if all(size.isdecimal() and int(size[:6]) <= 32 for size in sizes):
        return True
    return bool(_ICON_CLASS.search(element.get("class", "")) or _ICON_FILE.search(element.get("src", "")))


def picture_source(element):
    source = element.get("src", "").strip()
    for name in _LAZY:
        if element.get(name):
            return element.get(name)
    if source and not source.startswith("data:"):
        return source
    candidates = [element.get("srcset"), element.get("data-srcset")]
    # the parser knows no <source>: the <img> behind it lies within it
    ancestors = [ancestor for ancestor, _ in zip(element.iterancestors(), range(4), strict=False)]
    if any(ancestor.tag == "picture" for ancestor in ancestors):
        candidates += [ancestor.get("srcset") for ancestor in reversed(ancestors) if ancestor.tag == "source"]
    first = next((candidate for candidate in candidates if candidate), "")
    return first.split(",")[0].strip().split(" ")[0]
