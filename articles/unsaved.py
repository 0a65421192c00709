"""An article as it stands in an open form: built in memory, rendered as a save would, written nowhere."""

import re
from dataclasses import dataclass, field

from articles import pasting
from articles.markup import sanitise
from articles.models import Article, ArticlePhoto, Photo, Section
from articles.reading import read
from articles.rendering import render

_ROW = re.compile(r"photos-(\d{1,4})-(order|photo|caption|credit|alt|waived|DELETE)")
_BYLINE = re.compile(r"bylines-(\d{1,4})-(order|name|DELETE)")
TEXTS = ("headline", "kicker", "agency", "standfirst")


@dataclass
class Unsaved:
    """The article, its photo places and the names that sign it."""

    article: Article
    places: list = field(default_factory=list)
    names: list = field(default_factory=list)


def from_form(fields, stored=None):
    """Return the `Unsaved` of `fields`, {name: text} as the form sends them; `stored` is the article that is edited.

    Raises `articles.markup.MarkupError` on a body that a save would refuse.
    """
    body = fields.get("body", "")
    article = Article(pk=stored.pk if stored else None, language=stored.language if stored else "vi")
    if stored:
        article.published_at, article.date_precision = stored.published_at, stored.date_precision
    for name in TEXTS:
        setattr(article, name, fields.get(name, ""))
    article.body = pasting.clean(body)[0] if pasting.is_foreign(body) else sanitise(body)
    article.clean()
    article.section = Section.objects.filter(pk=_number(fields.get("section"))).first()
    return Unsaved(article, _places(fields), _names(fields))


def rendered(unsaved):
    """Render an `Unsaved` in memory, citations linked and photos in their places; returns its article."""
    readings = read(unsaved.article, [place.caption for place in unsaved.places])
    render(unsaved.article, citations=[reading.as_citation() for reading in readings], places=unsaved.places)
    return unsaved.article


def _places(fields):
    rows = _rows(_ROW, fields)
    photos = Photo.objects.in_bulk({_number(row.get("photo")) for row in rows} - {None})
    places = [
        ArticlePhoto(
            order=_number(row.get("order")) or number,
            photo=photos.get(_number(row.get("photo"))),
            caption=" ".join(row.get("caption", "").split()),
            credit=row.get("credit", ""),
            alt=row.get("alt", ""),
            waived=row.get("waived") == "on",
        )
        for number, row in enumerate(rows, 1)
        if row.get("photo") or row.get("caption")
    ]
    return sorted(places, key=lambda place: place.order)


def _names(fields):
    rows = sorted(_rows(_BYLINE, fields), key=lambda row: _number(row.get("order")) or 0)
    return [row["name"].strip() for row in rows if row.get("name", "").strip()]


def _rows(pattern, fields):
    rows = {}
    for name, value in fields.items():
        if match := pattern.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = value
    return [row for _number, row in sorted(rows.items()) if not row.get("DELETE")]


def _number(text):
    """Return the number that a box holds, with or without marks of thousands; None for anything else."""
    digits = (text or "").replace(".", "")
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 10 else None
