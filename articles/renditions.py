"""The pictures that readers get: scaled, or cut around the focus, made once from an original, nothing else kept of it.

A rendition is made at the first request, by one process at a time, and stored whole under a name that says all it is
made from: another focus or a better recipe has another name.
"""

import fcntl
import io
import zlib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from articles.imaging import FORMATS
from articles.pixels import on_white, scaled

RECIPE = 2  # counted up when renditions of the same original come out otherwise
SHARE_WIDTH, SHARE_HEIGHT = 1200, 630  # what Facebook and Zalo ask for
# How the address ends → Pillow's format and its options. AVIF: speed 8 takes a quarter of the time of the default.
ENCODERS = {
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 2}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
LOCKS = 64


def rendition(photo, width, form="webp"):
    """Return the stored name of `photo` scaled to `width`; raises `FileNotFoundError` where the original is gone."""
    return _once(_name(photo, str(width), form), lambda: _encoded(_scaled_to(photo, width), form))


def share_size(photo):
    """Return (width, height) of what is cut out of `photo` for links: of the wanted shape, never larger than it."""
    width = min(SHARE_WIDTH, photo.width, photo.height * SHARE_WIDTH // SHARE_HEIGHT)
    return width, max(1, round(width * SHARE_HEIGHT / SHARE_WIDTH))


def share(photo):
    """Return the stored name of what is cut out of `photo` for links, as a JPEG, its focus kept in sight."""
    name = _name(photo, f"chia-se-{photo.focal_x}x{photo.focal_y}", "jpg")
    return _once(name, lambda: _encoded(_cut(photo), "jpg"))


def opened(name):
    return default_storage.open(name)


def _name(photo, what, form):
    return f"renditions/{photo.sha256[:2]}/{photo.sha256}-{RECIPE}-{what}.{form}"


def _scaled_to(photo, width):
    height = max(1, round(photo.height * width / photo.width))
    with photo.file.open("rb") as file:
        image = scaled(Image.open(file, formats=FORMATS), (width, height))
    return image if image.width == width else image.resize((width, height), Image.Resampling.LANCZOS)


def _cut(photo):
    size = share_size(photo)
    factor = max(size[0] / photo.width, size[1] / photo.height)
    image = _scaled_to(photo, max(size[0], round(photo.width * factor)))
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(photo.focal_x / 100, photo.focal_y / 100))


def _encoded(image, form):
    """Return the bytes of a plain `image`; a new one is saved, so that nothing but pixels can come along."""
    name, options = ENCODERS[form]
    bare = on_white(image) if form == "jpg" else image
    bare.info.clear()
    buffer = io.BytesIO()
    bare.save(buffer, name, **options)
    return buffer.getvalue()


def _once(name, make):
    """Return `name` when it is stored, after storing what `make` returns if it was not; a stampede makes it once."""
    if not default_storage.exists(name):
        with _lock_of(name):
            if not default_storage.exists(name):
                stored = default_storage.save(name, ContentFile(make()))
                if stored != name:  # another machine was as quick: its file is as good
                    default_storage.delete(stored)
    return name


@contextmanager
def _lock_of(name):
    """Hold one of a few locks that all processes of this machine share; it goes with the process, however it ends."""
    folder = Path(settings.DATA_DIR) / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"rendition-{zlib.crc32(name.encode()) % LOCKS}").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
