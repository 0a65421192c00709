"""What an upload is: a picture within bounds, with what it tells of itself, or a file refused with a reason."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from articles.picture_metadata import told_by
from articles.pixels import fingerprint

pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 30 * 1024 * 1024
# By the header, before anything is decoded: a 10 kB file can hold 437 MB of pixels.
MAX_PIXELS = 40_000_000
MIN_SIDE = 100
MAX_SIDE = 20_000
# Format, as Pillow names it → how its stored original ends. MPO is how some phones write JPEG.
SUFFIXES = {
    "JPEG": ".jpg",
    "MPO": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "GIF": ".gif",
    "TIFF": ".tif",
    "AVIF": ".avif",
    "HEIF": ".heic",
}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIF")
# Names a picture may come under, whatever kind of picture it is; none at all is all right too.
NAMED = (*SUFFIXES.values(), ".jpeg", ".jpe", ".jfif", ".mpo", ".tiff", ".heif", ".hif", ".apng", "")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)


class PictureError(ValueError):
    """A file that is not taken as a picture; the message tells the editor why and what to do."""


@dataclass(frozen=True)
class Picture:
    """A picture as it stands upright; `notices` tell what will not be shown of it."""

    width: int
    height: int
    perceptual_hash: str
    format: str = "JPEG"
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None
    taken_in: str = ""
    notices: tuple = ()

    @property
    def suffix(self):
        return SUFFIXES[self.format]

    @property
    def measures(self):
        """What the row of a photo keeps of its pixels."""
        return {"width": self.width, "height": self.height, "perceptual_hash": self.perceptual_hash}


def inspect(file):
    """Return the `Picture` in an open binary `file`, which is left at its beginning; raises `PictureError`."""
    _check_file(file)
    try:
        image = Image.open(file, formats=FORMATS)
        _check_size(*image.size)
        told, notices = told_by(image), _notices(image)
        width, height = _upright(image)
        image.seek(0)
        print_of_it = fingerprint(image)
    except Image.DecompressionBombError as error:
        raise PictureError(_("The picture has more than 40 million pixels: make it smaller.")) from error
    except PictureError:
        raise
    except (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, TypeError, RuntimeError) as error:
        raise PictureError(_unreadable(file)) from error
    except (ArithmeticError, LookupError, AttributeError, MemoryError) as error:
        # What decoders raise for bytes nobody thought of is a broken file all the same.
        raise PictureError(_unreadable(file)) from error
    finally:
        file.seek(0)
    return Picture(width, height, print_of_it, image.format, **told, notices=notices)


def _check_file(file):
    if not file.size:
        raise PictureError(_("The file is empty: copy it from the camera again."))
    if file.size > MAX_BYTES:
        raise PictureError(_("The file is larger than 30 MB: make the picture smaller."))
    suffix = PurePosixPath(str(file.name or "")).suffix.lower()
    if suffix == ".svg":
        raise PictureError(_("SVG is a program that draws, not a photo: save it as PNG."))
    if suffix not in NAMED:
        raise PictureError(_("A file named %(suffix)s is no picture.") % {"suffix": suffix[:12]})


def _check_size(width, height):
    size = {"width": width, "height": height}
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise PictureError(_("The picture has %(width)s×%(height)s pixels, over 40 million: make it smaller.") % size)
    if min(width, height) < MIN_SIDE:
        raise PictureError(_("The picture has only %(width)s×%(height)s pixels, too few to print.") % size)


def _upright(image):
    width, height = image.size
    return (height, width) if image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE else (width, height)


def _notices(image):
    if image.format == "MPO" or not getattr(image, "is_animated", False):
        return ()
    if image.format == "TIFF":
        return (_("Of its pages only the first is shown."),)
    return (_("It moves: readers get its first picture only."),)


# How other files begin that people take for pictures, and what to do with them.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "ZIP, Word, Excel"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel"),
    (b"BM", "BMP"),
    (b"\x1aE\xdf\xa3", "video"),
)


def _unreadable(file):
    """Return why a file that no decoder takes is refused, in the words of what it seems to be."""
    file.seek(0)
    head = file.read(1024)
    kind = next((kind for start, kind in _OTHERS if head.startswith(start)), "")
    if head[4:8] == b"ftyp" and head[8:12] in (b"isom", b"mp42", b"mp41", b"avc1", b"qt  "):
        kind = "video"
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<svg" in text:
        return _("SVG is a program that draws, not a photo: save it as PNG.")
    if text.startswith((b"<!doctype", b"<html", b"<?php")):
        kind = "HTML"
    if kind:
        return _("This is no picture but %(kind)s: save the photo as JPEG and send that.") % {"kind": kind}
    return _("The picture cannot be read: broken, cut short, or not JPEG, PNG, WebP, GIF, TIFF, AVIF or HEIC.")
