"""Versions of articles: kept at every save, compared with each other, merged with, brought back."""

import hashlib
import json
import zlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles import workflow
from articles.corrections import Change
from articles.models import (
    Article,
    ArticlePhoto,
    Author,
    Byline,
    Citation,
    Correction,
    Photo,
    Section,
    TaggedArticle,
    Version,
)
from directives.models import Directive
from newsroom.bulk import insert_each

PLAIN = ("headline", "kicker", "agency", "standfirst", "body", "language", "ai_use", "ai_note")
# What is not the text: where the article stands, when it is to be seen, where it came from. A restore leaves it alone.
STATE = ("status", "published_at", "date_precision", "embargo_until", "source_url")


def snapshots(articles):
    """Return {article pk: the whole article as JSON values}, in five queries however many there are."""
    found = {article.pk: _own_fields(article) for article in articles}
    for key, rows in (
        ("tags", _tags(articles)),
        ("bylines", _bylines(articles)),
        ("photos", _photos(articles)),
        ("citations", _decisions(articles)),
    ):
        for content in found.values():
            content[key] = []
        for pk, row in rows:
            found[pk][key].append(row)
    names = dict(Section.objects.filter(pk__in={article.section_id for article in articles}).values_list("pk", "name"))
    for article in articles:
        pk = article.section_id
        found[article.pk]["section"] = {"id": pk, "name": names.get(pk, "")} if pk else None
    return found


def _own_fields(article):
    content = {field: getattr(article, field) for field in (*PLAIN, *STATE)}
    for field in ("published_at", "embargo_until"):
        content[field] = content[field] and content[field].isoformat()
    return content | {field: str(content[field]) for field in ("status", "date_precision")}


def _tags(articles):
    rows = TaggedArticle.objects.filter(content_object__in=articles).order_by("tag__sort_key", "tag__name")
    return rows.values_list("content_object", "tag__name")


def _bylines(articles):
    rows = Byline.objects.filter(article__in=articles).order_by("order", "id")
    for pk, *values in rows.values_list("article", "order", "author", "name", "role"):
        yield pk, dict(zip(("order", "author", "name", "role"), values, strict=True))


def _photos(articles):
    fields = ("order", "photo", "caption", "credit", "alt", "reference")
    rows = ArticlePhoto.objects.filter(article__in=articles).order_by("order", "id")
    for pk, *values in rows.values_list("article", *fields):
        yield pk, dict(zip(fields, values, strict=True))


def _decisions(articles):
    for row in Citation.objects.filter(article__in=articles, decided=True).select_related("directive").order_by("id"):
        yield (
            row.article_id,
            {
                "part": row.part,
                "place": row.place,
                "start": row.start,
                "surface": row.surface,
                "state": row.state,
                "directive": row.directive_id,
                "means": row.directive.full_name if row.directive else "",
            },
        )


def _packed(content):
    """Return (digest of the text, digest of all, compressed JSON) of a snapshot."""
    whole = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    text = {key: value for key, value in content.items() if key not in STATE}
    text = json.dumps(text, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(text).hexdigest(), hashlib.sha256(whole).hexdigest(), zlib.compress(whole)


@transaction.atomic
def keep(articles, *, by=None):
    """Keep what `articles` are now as new versions; an article that is as its last version keeps none.

    A version has the number of its article. Text that changed without a new number, as by a command, gets one, so
    that no number ever means two texts. Returns the new versions.
    """
    last = _last(articles)
    new = []
    for pk, content in snapshots(articles).items():
        text_digest, digest, data = _packed(content)
        before = last.get(pk)
        if before is None or before.digest != digest:
            row = Version(article_id=pk, text_digest=text_digest, digest=digest, data=data, by=by)
            row.status = content["status"]
            new.append((row, content, before))
    by_pk = {article.pk: article for article in articles}
    rows = [row for row, content, before in new if _number(row, by_pk[row.article_id], before, content)]
    insert_each(rows)
    mark_public(articles)
    return rows


def _last(articles):
    """Return {article pk: its last version}, the text of none of them loaded."""
    rows = Version.objects.filter(article__in=articles).without_text().order_by("article", "number")
    return {row.article_id: row for row in rows}


def _number(row, article, before, content):
    """Number a new version and tell what it changed; returns whether it is to be kept at all."""
    if before is None:
        row.number = article.version
        return True
    if article.version <= before.number:
        if row.text_digest == before.text_digest:
            return False
        article.version = before.number + 1
        Article.objects.filter(pk=article.pk).update(version=article.version)
    row.number = article.version
    row.changed = changed_fields(before.content, content)
    return True


def changed_fields(old, new):
    """Return the names of what differs between two snapshots, in the order of the form."""
    order = (*PLAIN, "section", "tags", "bylines", "photos", "citations", *STATE)
    return [field for field in order if old.get(field) != new.get(field)]


def mark_public(articles):
    """Note that readers see the current versions of those of `articles` that are public now."""
    public = [article for article in articles if article.is_published()]
    last = _last(public)
    Version.objects.filter(pk__in=[row.pk for row in last.values() if not row.was_public]).update(was_public=True)


@transaction.atomic
def restore(article, version, *, by, change=None):
    """Bring the text of `version` back as a new version of `article`; returns that, None when nothing differs.

    Status, dates and embargo stay as they are: where the article stands is the workflow's. Raises
    `PermissionDenied` when `by` may not edit the article where it stands. Bringing back a text of an article that
    readers have seen is told to them as an update, unless `change` says more.
    """
    from articles.finishing import finish

    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if version.article_id != article.pk or not workflow.may_edit(by, article):
        raise PermissionDenied(gettext("You may not do this with the article where it stands now."))
    before, content = article.versions.newest_first().first().number, version.content
    if _packed(snapshots([article])[article.pk])[0] == version.text_digest:
        return None
    _bring_back(article, content)
    article.version += 1
    article.edited_at, article.edited_by = timezone.now(), by
    article.save()
    _bring_back_rows(article, content)
    _bring_back_decisions(article, content["citations"])
    finish([article], by=by, change=change or Change(kind=Correction.Kind.UPDATE))
    made = article.versions.filter(number__gt=before)
    made.update(restored_from=version.number)
    return made.newest_first().first()


def _bring_back(article, content):
    # A field that is younger than the version stays as it is.
    for field in PLAIN:
        setattr(article, field, content.get(field, getattr(article, field)))
    # A section that was deleted since cannot come back with the text.
    if content["section"] is None or Section.objects.filter(pk=content["section"]["id"]).exists():
        article.section_id = content["section"] and content["section"]["id"]


def _bring_back_rows(article, content):
    """Bring tags, signatures and photos back; a person or a picture that is gone since leaves the place empty."""
    article.tags.set(content["tags"])
    for model, manager, field, rows in (
        (Author, article.bylines, "author", content["bylines"]),
        (Photo, article.photos, "photo", content["photos"]),
    ):
        there = model.objects.in_bulk([row[field] for row in rows])
        manager.all().delete()
        manager.bulk_create(manager.model(article=article, **row | {field: there.get(row[field])}) for row in rows)


def _bring_back_decisions(article, decisions):
    """Put what people had decided where `finish` finds it and gives it to the mentions of the text."""
    surfaces = [decision["surface"] for decision in decisions]
    article.citations.filter(surface__in=surfaces, decided=True).update(decided=False)
    directives = Directive.objects.in_bulk([decision["directive"] for decision in decisions])
    for decision in decisions:
        directive = directives.get(decision["directive"])
        if directive is None and decision["state"] != Citation.State.REJECTED:
            continue
        values = {key: decision[key] for key in ("surface", "state")}
        values |= {"directive": directive, "decided": True, "end": decision["start"] + len(decision["surface"])}
        place = {key: decision[key] for key in ("part", "place", "start")}
        article.citations.update_or_create(**place, defaults=values)
