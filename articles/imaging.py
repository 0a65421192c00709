"""Pictures: what an upload is, what it tells of itself, and the smaller ones that readers get."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, IptcImagePlugin, UnidentifiedImageError

from newsroom.vietnamese import nfc

MAX_BYTES = 30 * 1024 * 1024
# By the header, before anything is decoded: a 10 kB file can hold 437 MB of pixels.
MAX_PIXELS = 40_000_000
MIN_SIDE = 100
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
IPTC_CAPTION, IPTC_BYLINE, IPTC_CREDIT, IPTC_DATE = (2, 120), (2, 80), (2, 110), (2, 55)


class PictureError(ValueError):
    """A file that is not taken as a picture; the message tells the editor why and what to do."""


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    perceptual_hash: str
    format: str = "JPEG"
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None


def inspect(file):
    """Return the `Picture` in an open binary `file`, which is left at its beginning; raises `PictureError`."""
    if file.size > MAX_BYTES:
        raise PictureError("Tệp ảnh lớn hơn 30 MB: hãy giảm kích thước rồi gửi lại.")
    try:
        image = Image.open(file, formats=FORMATS)
        _check_size(*image.size)
        told = _metadata(image)
        image.load()
    except Image.DecompressionBombError as error:
        raise PictureError("Ảnh quá 40 triệu điểm: hãy giảm kích thước.") from error
    except PictureError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("Không đọc được ảnh: tệp hỏng hoặc không phải JPEG, PNG, WebP, GIF, TIFF, AVIF.") from error
    finally:
        file.seek(0)
    upright = ImageOps.exif_transpose(image)
    return Picture(upright.width, upright.height, _difference_hash(upright), image.format, **told)


def _check_size(width, height):
    if width * height > MAX_PIXELS:
        raise PictureError(f"Ảnh {width}×{height} điểm, quá 40 triệu điểm: hãy giảm kích thước.")
    if min(width, height) < MIN_SIDE:
        raise PictureError(f"Ảnh chỉ {width}×{height} điểm, quá nhỏ để in.")


def _metadata(image):
    iptc = IptcImagePlugin.getiptcinfo(image) or {}
    caption, byline, credit = (_text(iptc.get(tag)) for tag in (IPTC_CAPTION, IPTC_BYLINE, IPTC_CREDIT))
    return {"caption": caption[:1000], "credit": (byline or credit)[:200], "taken_on": _day(image, iptc)}


def _text(value):
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, bytes):
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("cp1258", errors="replace")
    return " ".join(nfc(text).replace("\x00", " ").split())


def _day(image, iptc):
    raw = _text(iptc.get(IPTC_DATE)) or str(image.getexif().get_ifd(0x8769).get(0x9003, ""))[:10].replace(":", "")
    try:
        return datetime.strptime(raw, "%Y%m%d").date()
    except ValueError:
        return None


def _difference_hash(image):
    """Return 64 bits, in hex, that stay about the same when a picture is scaled or saved again (dHash)."""
    small = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    pixels = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return f"{bits:016x}"


def rendition_path(photo, width):
    return f"renditions/{photo.sha256[:2]}/{photo.sha256}-{width}.webp"


def rendition(photo, width):
    """Return the stored name of `photo` scaled to `width`, without any metadata; made at the first call."""
    name = rendition_path(photo, width)
    if not default_storage.exists(name):
        with photo.file.open("rb") as file:
            image = ImageOps.exif_transpose(Image.open(file, formats=FORMATS))
            image = image.convert("RGBA" if "A" in image.getbands() else "RGB")
        height = max(1, round(image.height * width / image.width))
        buffer = io.BytesIO()
        image.resize((width, height), Image.Resampling.LANCZOS).save(buffer, "WEBP", quality=78, method=4)
        return default_storage.save(name, ContentFile(buffer.getvalue()))
    return name
