"""From one `ArticleRecord` to the article, its bylines and its photo places."""

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, ArticlePhoto, Author, Byline, PenName, Section, Status
from articles.models.article import UNDATED, DatePrecision
from newsroom.vietnamese import fold, same_word_key, slugify


def publication(record):
    """Return (instant, precision) of what a record knows of its publication; an unknown day is never made up."""
    if record.published_at:
        return record.published_at, DatePrecision.MINUTE
    if not record.published_on:
        return UNDATED, DatePrecision.UNKNOWN
    precision = DatePrecision.DAY if len(record.published_on) == 10 else DatePrecision.MONTH
    day = date.fromisoformat(f"{record.published_on}-01"[:10])
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone()), precision


class Sections:
    """Finds the section of a record: named by it, by the folder it lay in, or given away by its words."""

    def __init__(self):
        sections = list(Section.objects.order_by("order", "id"))
        self.by_name = {same_word_key(section.name): section for section in sections}
        self.by_slug = {section.slug: section for section in sections}
        self.keywords = {
            section: [f" {' '.join(fold(line).split())} " for line in section.keywords.splitlines() if line.strip()]
            for section in sections
        }
        self.fallback = sections[0] if sections else None

    def of(self, record, folder):
        """Return (section, doubt or None)."""
        for name in reversed(record.sections):
            if section := self.by_name.get(same_word_key(name)) or self.by_slug.get(slugify(name)):
                return section, None
        if section := self.by_slug.get(slugify(folder)):
            return section, None
        guess = self._guess(record)
        if guess:
            detail = gettext("Section “%(name)s” guessed from the words of the text.") % {"name": guess.name}
            return guess, {"code": "section-guess", "detail": detail}
        return self.fallback, {"code": "section-unknown", "detail": gettext("Nothing tells the section.")}

    def _guess(self, record):
        head = _spaced(f"{record.headline or ''} {record.standfirst}")
        text = _spaced(record.body)
        scores = Counter()
        for section, phrases in self.keywords.items():
            for phrase in phrases:
                scores[section] += 3 * head.count(phrase) + text.count(phrase)
        best = scores.most_common(1)
        return best[0][0] if best and best[0][1] > 1 else None


def _spaced(text):
    return f" {' '.join(''.join(char if char.isalnum() else ' ' for char in fold(text)).split())} "


def fill(article, record, *, section, doubts):
    """Set the fields of `article` from `record`; a record without a headline waits as a draft for one."""
    article.headline = (record.headline or "")[:300]
    article.kicker = record.kicker[:100]
    article.agency = record.agency[:40]
    article.standfirst = record.standfirst
    article.body = record.body
    article.section = section
    article.published_at, article.date_precision = publication(record)
    article.published_on_reason = record.published_on_reason[:500]
    article.captured_on = record.captured_on
    article.source_url = record.url[:1000]
    article.language = record.language
    article.doubts = [asdict(doubt) for doubt in record.doubts] + doubts
    article.status = _status(record)
    article.prepare()
    return article


def _status(record):
    if record.status == "withdrawn":
        return Status.WITHDRAWN
    return Status.PUBLISHED if record.headline and record.status == "published" else Status.DRAFT


def photo_places(article, record):
    return [
        ArticlePhoto(
            article=article,
            order=number,
            caption=photo.caption[:1000],
            credit=photo.credit[:200],
            alt=photo.alt[:300],
            reference=photo.reference[:1000],
        )
        for number, photo in enumerate(record.photos, 1)
    ]


class Signatures:
    """Bylines of records, each with the author whose name or pen name it is; new people are entered."""

    def __init__(self, records):
        names = {byline.name for record in records for byline in record.bylines}
        keys = {same_word_key(name) for name in names}
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
            author = self._author(name)
            rows.append(Byline(article=article, author=author, name=name, role=byline.role, order=len(rows) + 1))
        return rows

    def _author(self, name):
        key = same_word_key(name)
        known = self.authors.get(key)
        if known is None and _is_full_name(name):
            author = Author(name=name)
            author.save()
            known = self.authors[key] = {author}
        return next(iter(known)) if known and len(known) == 1 else None


def _is_full_name(name):
    """Say whether `name` is more than initials: two words of letters at least."""
    words = name.split()
    return len(words) > 1 and all(len(word) > 1 and word.replace("-", "").isalpha() for word in words)
