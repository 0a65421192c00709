"""The picture that Zalo, Facebook and others show with a link to an article without photos: its headline, drawn.

Made at the first request and kept; its address holds a hash of all that is drawn, so a new headline has a new picture.
"""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageColor, ImageDraw, ImageFont

from articles.models import Article

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, BAND = 80, 28
PAPER, INK, QUIET = "#fdfbf6", "#1f1a17", "#6b625c"
FALL_BACK_COLOUR = "#9d1c20"
# Sizes are tried from the largest until the headline fits; (points, lines).
HEADLINE_SIZES = ((84, 3), (68, 4), (56, 5), (46, 6))
LINE_HEIGHT = 1.28  # two marks over a capital need it
FONT = Path(__file__).resolve().parent / "fonts" / "Newsreader-SemiBold-subset.ttf"
DRAWING = 1  # counted up when the drawing changes
COLOURS = 48
A_WEEK = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class Poster:
    """All that a share picture shows."""

    kicker: str
    headline: str
    paper: str
    colour: str

    @property
    def key(self):
        told = "\x1f".join((str(DRAWING), *astuple(self)))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def poster_of(article):
    return Poster(article.section.name, article.headline, settings.PAPER["name"], settings.PAPER["colour"])


def poster_of_paper():
    paper = settings.PAPER
    return Poster("", paper["tagline"] or paper["name"], paper["name"], paper["colour"])


def path_of(article):
    """Return the path of the share picture of `article`, which needs no picture to exist yet."""
    return reverse("share-picture", args=[article.pk, poster_of(article).key])


def path_of_paper():
    return reverse("paper-picture", args=[poster_of_paper().key])


@require_safe
def of_article(request, pk, key):
    article = get_object_or_404(Article.objects.published().cards(), pk=pk)
    if key != poster_of(article).key:
        return HttpResponsePermanentRedirect(path_of(article))
    return _picture(poster_of(article))


@require_safe
def of_paper(request, key):
    if key != poster_of_paper().key:
        return HttpResponsePermanentRedirect(path_of_paper())
    return _picture(poster_of_paper())


def _picture(poster):
    response = FileResponse(default_storage.open(stored(poster)), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={A_WEEK}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def stored(poster):
    """Return the stored name of the drawn `poster`; drawn at the first call."""
    name = f"share/{poster.key[:2]}/{poster.key}.png"
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(draw(poster)))


def draw(poster):
    """Return `poster` as the bytes of a PNG of 1200 by 630 pixels."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    colour = _colour(poster.colour)
    pen.rectangle((0, 0, WIDTH, BAND), fill=colour)
    top = BAND + 50
    if poster.kicker:
        pen.text((MARGIN, top), _cut(poster.kicker, _font(38), WIDTH - 2 * MARGIN), font=_font(38), fill=colour)
    _headline(pen, poster.headline, top + 74)
    pen.line((MARGIN, HEIGHT - 104, WIDTH - MARGIN, HEIGHT - 104), fill=QUIET, width=2)
    pen.text((MARGIN, HEIGHT - 90), _cut(poster.paper, _font(42), WIDTH - 2 * MARGIN), font=_font(42), fill=colour)
    buffer = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _headline(pen, text, top):
    for points, most in HEADLINE_SIZES:
        lines = wrap(text, _font(points), WIDTH - 2 * MARGIN)
        if len(lines) <= most:
            break
    else:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]} …", _font(points), WIDTH - 2 * MARGIN)]
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + round(number * points * LINE_HEIGHT)), line, font=_font(points), fill=INK)


def wrap(text, font, width):
    """Return `text` in lines of at most `width` pixels, broken between words; a longer word is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font, width))
    return [line for line in lines if line]


def _cut(text, font, width):
    """Return as much of `text` as fits `width` pixels, with an ellipsis where something is left out."""
    if font.getlength(text) <= width:
        return text
    kept = text.rstrip(" …")
    while kept and font.getlength(f"{kept}…") > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _colour(name):
    try:
        return ImageColor.getrgb(name)
    except ValueError:
        return ImageColor.getrgb(FALL_BACK_COLOUR)


@lru_cache(maxsize=16)
def _font(points):
    return ImageFont.truetype(str(FONT), points)
