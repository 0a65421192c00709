"""A whole import taken back: its new articles go, its changes are reversed, what people touched since stays."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles import search
from articles.citing import forget
from articles.finishing import finish
from articles.importing import rows
from articles.importing.merge import merge
from articles.importing.preparing import hash_of, json_of, record_of
from articles.models import Article, Byline, CorrectionRequest, SourceFile, Version

BATCH = 200


@dataclass
class Undone:
    deleted: int = 0
    reversed: int = 0
    kept: list = field(default_factory=list)  # articles that a person edited since, or that a correction is asked of


def undo(run):
    """Take back everything of `run` that nobody edited since; returns `Undone`."""
    undone = Undone()
    pks = list(run.items.values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            asked = CorrectionRequest.objects.filter(article=OuterRef("article"))
            items = run.items.select_related("article", "file").annotate(is_asked_about=Exists(asked))
            for item in list(items.filter(pk__in=pks[start : start + BATCH])):
                _undo_item(item, undone)
    run.undone_at = timezone.now()
    run.save(update_fields=["undone_at"])
    return undone


def _undo_item(item, undone):
    article = item.article
    SourceFile.objects.filter(pk=item.file_id).update(outcomes={})
    if article is None:
        item.delete()
    elif article.edited_at or item.is_asked_about:
        undone.kept.append(article)
    elif item.previous is None:
        _delete(article)
        item.delete()
        undone.deleted += 1
    else:
        _reverse(article, item)
        undone.reversed += 1


def _delete(article):
    """Delete an article that came by mistake; its versions are the archivist's, not yet the paper's."""
    forget([article])
    search.remove([article.pk])
    versions = Version.objects.filter(article=article)
    versions._raw_delete(versions.db)
    Article.objects.filter(pk=article.pk).delete()


def _reverse(article, item):
    before = record_of(item.previous)
    merged = merge(article, record_of(item.record), before)
    for name, value in merged.values.items():
        setattr(article, name, value)
    article.version += 1
    article.save()
    if "bylines" in merged.lists:
        article.bylines.all().delete()
        Byline.objects.bulk_create(rows.Signatures([before]).of(article, before))
    if "tags" in merged.lists:
        article.tags.set(before.tags)
    item.record, item.record_hash, item.previous = item.previous, hash_of(json_of(item.previous)), None
    item.save()
    finish([article])
