"""The run of an import: batches in transactions, so that it can be stopped at any moment and begun again."""

import io
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext

from articles.finishing import finish
from articles.formats import capture
from articles.formats.record import ArticleRecord, Refusal, Source
from articles.importing import rows
from articles.importing.sources import digest
from articles.models import Article, ArticlePhoto, Byline, ImportedItem, SourceFile

BATCH = 100
MAX_SIZE = 50 * 1024 * 1024

NEW, CHANGED, UNCHANGED, KEPT, REFUSED = "new", "changed", "unchanged", "kept", "refused"


@dataclass
class Outcome:
    """What became of one source: `KEPT` is a changed source whose article a person has edited since."""

    source: str
    outcome: str
    reason: str = ""
    record: ArticleRecord | None = None

    def as_json(self):
        """Return the line of the report: the record's dates are ISO, to the month where only that is known."""
        line = {"source": self.source, "outcome": self.outcome, "reason": self.reason, "record": None}
        if self.record:
            line["record"] = {
                "headline": self.record.headline,
                "agency": self.record.agency or None,
                "standfirst": self.record.standfirst,
                "captured_on": self.record.captured_on and self.record.captured_on.isoformat(),
                "published_on": self.record.published_on,
                "published_on_reason": self.record.published_on_reason,
                "captions": [photo.caption for photo in self.record.photos],
                "bylines": [{"name": byline.name, "role": byline.role} for byline in self.record.bylines],
                "credits": self.record.credits,
                "paragraphs": self.record.paragraphs,
                "noise": self.record.noise,
                "doubts": [asdict(doubt) for doubt in self.record.doubts],
            }
        return json.dumps(line, ensure_ascii=False)


@dataclass
class _Read:
    """One item as read, on its way into the database."""

    source: object
    data: bytes
    sha256: str
    record: ArticleRecord
    record_hash: str = ""
    item: ImportedItem | None = None


@dataclass
class Importer:
    """Imports sources and counts what became of them.

    `on_outcome` is called with each `Outcome` after its batch is written.
    """

    on_outcome: object = lambda outcome: None
    counts: Counter = field(default_factory=Counter)

    def run(self, sources, *, dry_run=False):
        """Import `sources`; a dry run does exactly the same, and takes it back at the end."""
        if dry_run:
            with transaction.atomic():
                self._run(sources)
                transaction.set_rollback(True)
        else:
            self._run(sources)

    def _run(self, sources):
        remaining = iter(sources)
        while batch := list(islice(remaining, BATCH)):
            with transaction.atomic():
                outcomes = self._import(batch)
            for outcome in outcomes:
                self.counts[outcome.outcome] += 1
                self.on_outcome(outcome)

    def _import(self, batch):
        outcomes = {}
        read = []
        for source in batch:
            result = _read(source)
            if isinstance(result, Outcome):
                outcomes[source.key] = result
            else:
                read.append(result)
        self._compare(read, outcomes)
        self._write([each for each in read if each.source.key not in outcomes], outcomes)
        return [outcomes[source.key] for source in batch]

    def _compare(self, read, outcomes):
        """Settle what needs no writing: sources that are unchanged, and those whose article an editor changed."""
        items = ImportedItem.objects.select_related("article").in_bulk(
            [each.source.key for each in read], field_name="key"
        )
        twins = dict(
            ImportedItem.objects.filter(file__sha256__in=[each.sha256 for each in read]).values_list(
                "file__sha256", "key"
            )
        )
        for each in read:
            each.item = items.get(each.source.key)
            name = str(each.source.path)
            if each.item is None:
                if twin := twins.get(each.sha256):
                    reason = gettext("The same file is here already as %(name)s.") % {"name": twin}
                    outcomes[each.source.key] = Outcome(name, UNCHANGED, reason, each.record)
                else:
                    twins[each.sha256] = each.source.key
            elif each.item.record_hash == each.record_hash:
                outcomes[each.source.key] = Outcome(name, UNCHANGED, record=each.record)
            elif each.item.article is None:
                reason = gettext("Its article was deleted here; the source is not imported again.")
                outcomes[each.source.key] = Outcome(name, KEPT, reason, each.record)
            elif each.item.article.edited_at:
                reason = gettext("A person has edited this article since the import: it is not overwritten.")
                outcomes[each.source.key] = Outcome(name, KEPT, reason, each.record)

    def _write(self, read, outcomes):
        if not read:
            return
        sections = rows.Sections()
        signatures = rows.Signatures([each.record for each in read])
        articles, bylines, places = [], [], []
        for each in read:
            article = each.item.article if each.item else Article()
            section, doubt = sections.of(each.record, each.source.folder)
            rows.fill(article, each.record, section=section, doubts=[doubt] if doubt else [])
            articles.append(article)
        Article.objects.bulk_create([article for article in articles if article.pk is None])
        known = [article for article, each in zip(articles, read, strict=True) if each.item]
        for article in known:
            article.version += 1
            article.save()
        Byline.objects.filter(article__in=known).delete()
        ArticlePhoto.objects.filter(article__in=known).delete()
        for article, each in zip(articles, read, strict=True):
            bylines += signatures.of(article, each.record)
            places += rows.photo_places(article, each.record)
        Byline.objects.bulk_create(bylines)
        ArticlePhoto.objects.bulk_create(places)
        for article, each in zip(articles, read, strict=True):
            article.tags.set(each.record.tags) if each.record.tags else None
            self._remember(article, each)
            outcomes[each.source.key] = Outcome(
                str(each.source.path), CHANGED if each.item else NEW, record=each.record
            )
        finish(articles)

    def _remember(self, article, each):
        file, is_new = SourceFile.objects.get_or_create(
            sha256=each.sha256, defaults={"name": each.source.key, "size": len(each.data)}
        )
        if is_new:
            file.keep(io.BytesIO(each.data))
        ImportedItem.objects.update_or_create(
            key=each.source.key,
            defaults={
                "file": file,
                "format": each.record.format,
                "article": article,
                "record": _state(each.record),
                "record_hash": each.record_hash,
            },
        )


def _read(source):
    """Return what the file `source` holds, or the `Outcome` that refuses it."""
    name = str(source.path)
    try:
        size = source.path.stat().st_size
        if size > MAX_SIZE:
            return Outcome(name, REFUSED, gettext("Larger than 50 MB: split the file."))
        data = source.read()
    except OSError as error:
        return Outcome(name, REFUSED, gettext("Cannot be read: %(error)s.") % {"error": error.strerror})
    if not capture.sniff(data[:4096], source.path.name):
        return Outcome(name, REFUSED, gettext("No format that we read: not a text file."))
    [result] = capture.read(io.BytesIO(data), Source(name=source.key, size=size))
    if isinstance(result, Refusal):
        return Outcome(name, REFUSED, result.reason)
    state = json.dumps(_state(result), ensure_ascii=False, sort_keys=True)
    return _Read(source, data, digest(data), result, digest(state.encode()))


def _state(record):
    """Return a record as JSON values: the last imported state, to compare the next run with."""
    return json.loads(json.dumps(asdict(record), default=str, ensure_ascii=False))
