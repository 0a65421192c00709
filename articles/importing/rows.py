"""From a record to the article, its bylines and its photo places."""

from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone

from articles.models import Article, ArticlePhoto, Author, Byline, PenName, Status
from articles.models.article import UNDATED, DatePrecision
from newsroom.vietnamese import same_word_key


def publication(record):
    """Return (instant, precision) of what a record knows of its publication; an unknown day is never made up."""
    if record.published_at:
        return _instant(record.published_at), DatePrecision(record.date_precision or DatePrecision.MINUTE)
    if not record.published_on and record.key and not record.date_precision:
        return None, DatePrecision.MINUTE  # our own export of a story that was never published
    if not record.published_on:
        return UNDATED, DatePrecision.UNKNOWN
    precision = DatePrecision.DAY if len(record.published_on) == 10 else DatePrecision.MONTH
    day = date.fromisoformat(f"{record.published_on}-01"[:10])
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone()), precision


def _instant(value):
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _day(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def status_of(record):
    """Return the status a record gets: one without a headline waits as a draft for it."""
    if record.stage in Status.values and (record.headline or record.stage not in Article.PUBLIC_STATUSES):
        return Status(record.stage)
    if record.status == "withdrawn" and record.headline:
        return Status.WITHDRAWN
    return Status.PUBLISHED if record.headline and record.status == "published" else Status.DRAFT


def values_of(record):
    """Return what a record makes of the fields of an article, section and rows below it apart."""
    published_at, precision = publication(record)
    return {
        "headline": record.headline or "",
        "kicker": record.kicker[:100],
        "agency": record.agency[:40],
        "standfirst": record.standfirst,
        "body": record.body,
        "published_at": published_at,
        "date_precision": precision,
        "published_on_reason": record.published_on_reason[:500],
        "embargo_until": record.embargo_until and _instant(record.embargo_until),
        "captured_on": _day(record.captured_on),
        "source_url": record.url[:1000],
        "language": record.language[:12],
    }


def doubts_of(record):
    return [asdict(doubt) for doubt in record.doubts]


def photo_places(article, record, pictures):
    """Return the photo places of a new article; `pictures` are the `Photo`s found, None where one is awaited."""
    places = []
    for number, (photo, picture) in enumerate(zip(record.photos, pictures, strict=True), 1):
        places.append(
            ArticlePhoto(
                article_id=article.pk,
                order=number,
                photo=picture,
                caption=photo.caption or (picture.caption if picture and not record.key else ""),
                credit=photo.credit,
                alt=photo.alt[:300],
                reference=(photo.source_reference or photo.reference)[:1000],
            )
        )
    return places


class Signatures:
    """Bylines of records, each with the author whose name or pen name it is; new people are entered."""

    def __init__(self, records):
        keys = {
            same_word_key(name)
            for record in records
            for byline in record.bylines
            for name in (byline.name, byline.author)
        }
        self.authors = {}
        for pen_name in PenName.objects.filter(key__in=keys).select_related("author"):
            self.authors.setdefault(pen_name.key, set()).add(pen_name.author)

    def of(self, article, record):
        rows, seen = [], set()
        for byline in record.bylines:
            name = " ".join(byline.name.split())[:120]
            if not name or (name, byline.role) in seen:
                continue
            seen.add((name, byline.role))
            author = self._known_by(byline.author) if record.key else self._author(name)
            rows.append(Byline(article_id=article.pk, author=author, name=name, role=byline.role, order=len(rows) + 1))
        return rows

    def _known_by(self, name):
        """Return the person of that very name, entered where there is none: our own export has settled who signed."""
        if not name:
            return None
        people = self.authors.setdefault(same_word_key(name), set())
        found = next((author for author in sorted(people, key=lambda each: each.pk) if author.name == name), None)
        if found is None:
            found = Author(name=name)
            found.save()
            people.add(found)
        return found

    def _author(self, name):
        key = same_word_key(name)
        known = self.authors.get(key)
        if known is None and is_full_name(name):
            author = Author(name=name)
            author.save()
            known = self.authors[key] = {author}
        return next(iter(known)) if known and len(known) == 1 else None


def is_full_name(name):
    """Say whether `name` is more than initials: two to five words of letters."""
    words = name.split()
    return 2 <= len(words) <= 5 and all(len(word) > 1 and word.replace("-", "").isalpha() for word in words)
