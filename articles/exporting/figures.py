"""Bodies for other systems: `[ảnh n]` replaced by figures that show the picture, its caption and its credit."""

import re
from html import escape

from articles.formats.markup import one_line, plain, split_credit
from articles.formats.record import PhotoRecord, photo_place
from articles.markup import PHOTO_PLACE, MarkupError

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def legal(text):
    """Return `text` without the characters that XML forbids and no reader shows."""
    return _CONTROL.sub("", text)


def for_html_readers(text):
    """Return plain `text` so that who takes it for HTML, as many do, reads the same: escaped only where it matters."""
    if "<" not in text and "&" not in text:
        return text
    try:
        same = plain(text) == one_line(text)
    except MarkupError:
        same = False
    return text if same else escape(text, quote=False)


def with_figures(record, make=None):
    """Return the body of `record` as HTML with a figure for every photo, in the places where readers see them.

    `make(number, photo)` returns the HTML of photo `number`, from 1; without it the figure is plain HTML.
    """
    make = make or figure
    photos = dict(enumerate(record.photos, 1))

    def put(match):
        photo = photos[int(match[1])]
        return "" if is_withheld(photo) else make(int(match[1]), photo)

    return legal(PHOTO_PLACE.sub(put, placed(record)))


def is_withheld(photo):
    """Say whether nothing of a photo goes out, because it was withdrawn: only the number of its place is kept."""
    return photo == PhotoRecord()


def placed(record):
    """Return the body of `record` with one place for each of its photos, and none for a photo it has not.

    As on the public page, a photo without a place stands at the end; if none has one, the first opens the story.
    """
    left = {number: photo_place(number) for number in range(1, len(record.photos) + 1)}
    body = PHOTO_PLACE.sub(lambda match: left.pop(int(match[1]), ""), record.body)
    late = list(left.values())
    if late and len(late) == len(record.photos):
        return late[0] + body + "".join(late[1:])
    return body + "".join(late)


def figure(number, photo, *, attributes=""):
    """Return photo `number` as an HTML figure; the image bears its credit as `data-credit`, and `attributes`."""
    credit = f' data-credit="{escape(photo.credit)}"' if photo.credit else ""
    image = f'<img src="{escape(photo.reference)}" alt="{escape(photo.alt)}"{credit}{attributes}>'
    line = caption_line(photo)
    caption = f"<figcaption>{escape(line, quote=False)}</figcaption>" if line else ""
    return f"<figure>{image}{caption}</figure>"


def caption_line(photo):
    """Return the caption as papers print it, `Toàn cảnh hội nghị. Ảnh: Lê Hà`, so that readers part it again."""
    if not photo.credit:
        return photo.caption
    for line in (f"{photo.caption} Ảnh: {photo.credit}".strip(), f"{photo.caption} (Ảnh: {photo.credit})".strip()):
        if split_credit(line) == (photo.caption, photo.credit):
            return line
    return photo.caption
