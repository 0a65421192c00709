"""Attachments of a WordPress export, and what they tell of the pictures in a post's HTML."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape, unescape

from articles.formats.markup import plain, split_credit
from articles.formats.xml.names import child_text, children

ALT_KEY = "_wp_attachment_image_alt"
CREDIT_KEYS = ("_media_credit", "media_credit", "photo_credit", "credit", "_credit_text", "image_credit")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic|svg|jfif)(?:$|[?#])", re.IGNORECASE)

# WordPress names its smaller copies cho-phien-300x200.jpg, and cho-phien-scaled.jpg what it shrank at upload
_COPY = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated|-e\d{9,14})(?=\.[A-Za-z]{3,5}$)")
_UPLOADS = re.compile(r".{0,500}?/(?:uploads|files)/(?=.)", re.DOTALL)
_EXIF_CREDIT = re.compile(r's:6:"credit";s:\d{1,5}:"([^"]{1,300})"')
_EXIF_TIME = re.compile(r's:17:"created_timestamp";(?:s:\d{1,2}:"|i:)(\d{1,11})')

_IMG = re.compile(r"<img\b[^<>]{0,8000}>", re.IGNORECASE)
_SRC = re.compile(r"""\ssrc\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,4000})""", re.IGNORECASE)
_ID = re.compile(r"""(?:wp-image-|data-id=["']?|attachment_id=["']?)(\d{1,18})""")
_GALLERY = re.compile(r"\[gallery\b([^\[\]]{0,4000})\]", re.IGNORECASE)
_GALLERY_IDS = re.compile(r"""\b(?:ids|include)\s{0,5}=\s{0,5}["'“”″]?([\d,\s]{1,3500})""")


@dataclass(frozen=True, slots=True)
class Attachment:
    url: str
    parent: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    taken_on: date | None = None


def file_key(url):
    """Return what all copies of one uploaded picture share: the path below `uploads/` without the size."""
    path = url.partition("?")[0].partition("#")[0]
    return _COPY.sub("", _UPLOADS.sub("", path, count=1)).casefold()


def meta(item):
    """Return the post's custom fields as `{key: value}`; of several values of one key, the first that is not empty."""
    found = {}
    for field_element in children(item, "wp:postmeta"):
        key = child_text(field_element, "wp:meta_key")
        value = child_text(field_element, "wp:meta_value")
        if key and not found.get(key):
            found[key] = value
    return found


def attachment(item):
    """Return the `Attachment` that an `<item>` of the type attachment describes."""
    fields = meta(item)
    caption, credit = split_credit(plain(child_text(item, "excerpt:encoded")))
    exif = fields.get("_wp_attachment_metadata", "")
    by_key = next((fields[key] for key in CREDIT_KEYS if fields.get(key)), "")
    by_exif = _EXIF_CREDIT.search(exif)
    parent = child_text(item, "wp:post_parent")
    return Attachment(
        url=child_text(item, "wp:attachment_url", "guid", "link"),
        parent="" if parent == "0" else parent,
        caption=caption,
        credit=plain(credit or by_key or (by_exif[1] if by_exif else "")),
        alt=plain(fields.get(ALT_KEY, "")),
        taken_on=_taken_on(exif),
    )


def _taken_on(exif):
    match = _EXIF_TIME.search(exif)
    seconds = int(match[1]) if match else 0
    # the camera's clock, stored as if it were UTC
    return datetime.fromtimestamp(seconds, UTC).date() if 0 < seconds < 4_000_000_000 else None


@dataclass
class Library:
    """All attachments of an export that have been seen, by number, by file and by the post they hang on."""

    by_id: dict[str, Attachment] = field(default_factory=dict)
    by_file: dict[str, str] = field(default_factory=dict)
    by_parent: dict[str, list[str]] = field(default_factory=dict)

    def add(self, number, attached):
        if number in self.by_id:
            return
        self.by_id[number] = attached
        self.by_file.setdefault(file_key(attached.url), number)
        if attached.parent:
            self.by_parent.setdefault(attached.parent, []).append(number)

    def of_post(self, post_id):
        return [number for number in self.by_parent.get(post_id, []) if PICTURE.search(self.by_id[number].url)]


def _figure(attached):
    return f'\n\n<figure><img src="{escape(attached.url)}" alt=""></figure>\n\n'


def with_galleries(html, post_id, library):
    """Return `html` with the pictures of each `[gallery]` in its place, and the numbers that the file lacks."""
    missing = []

    def pictures(match):
        listed = _GALLERY_IDS.search(match[1])
        numbers = re.findall(r"\d+", listed[1]) if listed else library.of_post(post_id)
        missing.extend(number for number in numbers if number not in library.by_id)
        return "".join(_figure(library.by_id[number]) for number in numbers if number in library.by_id)

    return _GALLERY.sub(pictures, html), missing


def with_thumbnail(html, number, library):
    """Return `html` with the post's own picture before it, unless the text shows that picture already."""
    attached = library.by_id.get(number)
    if attached is None or not PICTURE.search(attached.url):
        return html
    shown = _numbers_by_file(html)
    if number in shown.values() or file_key(attached.url) in shown:
        return html
    return _figure(attached) + html


def _numbers_by_file(html):
    """Return `{file key: attachment number or ""}` of the pictures that `html` shows."""
    found = {}
    for tag in _IMG.findall(html):
        source, number = _SRC.search(tag), _ID.search(tag)
        if source:
            found[file_key(unescape(source[1]))] = number[1] if number else ""
    return found


def describe(photos, html, library):
    """Fill in what the library knows of the `photos` taken from `html`; what the text itself says goes before it."""
    numbers = _numbers_by_file(html)
    for photo in photos:
        key = file_key(photo.reference)
        attached = library.by_id.get(numbers.get(key, "")) or library.by_id.get(library.by_file.get(key, ""))
        if attached is None:
            continue
        photo.reference = attached.url or photo.reference
        photo.caption = photo.caption or attached.caption
        photo.credit = photo.credit or attached.credit
        photo.alt = photo.alt or attached.alt
        photo.taken_on = photo.taken_on or attached.taken_on
