"""Pictures that a feed item names outside its text: Media RSS, enclosures, `image` and their like."""

import re
from dataclasses import dataclass
from html import escape

from articles.formats.addresses import joined
from articles.formats.markup import plain
from articles.formats.xml.names import child, child_text, children, name, text

MAX_PICTURES = 60
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:$|[?#])", re.IGNORECASE)
_NO_PICTURE = re.compile(r"gravatar\.com/avatar|/pixel\.|feedburner\.com/~|doubleclick\.net", re.IGNORECASE)
_DETAILS = ("media:description", "media:title", "media:credit")


@dataclass(frozen=True)
class Picture:
    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""

    def figure(self):
        caption = f"<figcaption>{escape(self.caption)}</figcaption>" if self.caption else ""
        return f'<figure><img src="{escape(self.url)}" alt="{escape(self.alt)}">{caption}</figure>'


def pictures(item, base_url):
    """Return the pictures of a feed item, each once and in its largest copy; a thumbnail where nothing else is."""
    found = [_largest(children(group, "media:content"), group) for group in children(item, "media:group")]
    found += [_media_content(content, item) for content in children(item, "media:content")]
    found += [Picture(element.get("url", "")) for element in children(item, "enclosure") if _is_picture(element, "url")]
    found += [Picture(link.get("href", "")) for link in children(item, "atom:link") if _is_enclosed_picture(link)]
    found += [Picture(text(child(image, "url")) or _bare(image)) for image in children(item, "image")]
    found = [picture for picture in found if picture and picture.url] or _small(item)
    unique = {}
    for picture in found[:MAX_PICTURES]:
        url = joined(base_url, picture.url.strip())
        if not _NO_PICTURE.search(url):
            unique.setdefault(url, Picture(url, picture.caption, picture.credit, picture.alt))
    return list(unique.values())


def _small(item):
    thumbnail = next((node for node in item.iter() if name(node) == "media:thumbnail"), None)
    return [] if thumbnail is None else [Picture(thumbnail.get("url", ""))]


def _bare(image):
    return "" if len(image) else text(image)


def _is_picture(element, attribute):
    kind = element.get("type", "").lower()
    if element.get("medium"):
        return element.get("medium") == "image"
    return kind.startswith("image/") if kind else bool(PICTURE_FILE.search(element.get(attribute, "")))


def _is_enclosed_picture(link):
    return link.get("rel") == "enclosure" and _is_picture(link, "href")


def _largest(contents, group):
    found = [content for content in contents if _is_picture(content, "url")]
    if not found:
        return None
    return _media_content(max(found, key=_width), group)


def _width(content):
    width = content.get("width", "")
    return int(width) if width.isdecimal() and len(width) < 7 else 0


def _media_content(content, parent):
    """Return the picture; what it does not say of itself, its group may say, and the item only in `media:` words."""
    if not _is_picture(content, "url"):
        return None
    description, title, credit = (
        child_text(content, field) or (child_text(parent, field) if parent is not content else "") for field in _DETAILS
    )
    return Picture(content.get("url", ""), caption=plain(description), credit=plain(credit), alt=plain(title))
