"""Pixels: any picture we take as upright, scaled 8-bit sRGB, and the fingerprint by which its like is found."""

import io

from PIL import Image, ImageCms, ImageOps

# Modes that can be scaled as they are; the others are made plain first.
_SCALABLE = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")
_DEEP_TOP = 65_535
_HASH_SOURCE = 128  # pixels: as good as the whole for 72 means, and quickly made


def scaled(image, size):
    """Return an opened `image` upright in plain colours, at most `size` (width, height) of its upright self.

    Raises `ValueError` for a kind of colours that cannot be shown.
    """
    image.draft(None, (2 * max(size), 2 * max(size)))
    image = ImageOps.exif_transpose(image)
    if image.mode not in _SCALABLE or "transparency" in image.info:
        image = plain(image)
    image.thumbnail(size, Image.Resampling.LANCZOS)
    return plain(image)


def plain(image):
    """Return `image` in 8-bit sRGB: "RGBA" where it is transparent, else "RGB"."""
    profile = image.info.get("icc_profile")
    image = _eight_bits(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "L" and not profile:
        return image.convert("RGB")
    if profile:
        image = _by_profile(image, profile) or image
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _eight_bits(image):
    if not (image.mode.startswith("I") or image.mode == "F"):
        return image
    top = _DEEP_TOP
    if image.mode == "F" or image.mode == "I":
        top = max(image.getextrema()[1], 1)
    factor = 255 / top
    return image.convert("I" if image.mode != "F" else "F").point(lambda value: value * factor + 0).convert("L")


def _by_profile(image, profile):
    """Return `image` converted from its own colour `profile` to sRGB; None where the profile is no good for it."""
    output = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=output)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    converted.info.pop("icc_profile", None)
    return converted


def difference_hash(image):
    """Return 64 bits, in hex, that stay about the same when a picture is scaled or saved again (dHash).

    `image` is a plain one. Source: Neal Krawetz, “Kind of Like That”, 2013.
    """
    if image.mode == "RGBA":
        image = on_white(image)
    pixels = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return f"{bits:016x}"


def on_white(image):
    """Return a plain `image` without transparency, on white paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def fingerprint(image):
    """Return the `difference_hash` of an opened `image`, which is decoded no finer than that needs."""
    return difference_hash(scaled(image, (_HASH_SOURCE, _HASH_SOURCE)))
