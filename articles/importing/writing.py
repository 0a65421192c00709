"""Records into rows, a batch at a time: new articles made in bulk, known ones merged with what people changed."""

import json
from collections import defaultdict

from django.utils.translation import gettext

from articles.exporting.identity import articles_written_here
from articles.finishing import finish
from articles.formats import addresses
from articles.importing import rows
from articles.importing.merge import merge
from articles.importing.outcome import CHANGED, KEPT, NEW, UNCHANGED, Outcome
from articles.importing.preparing import record_of
from articles.importing.sections import Sections
from articles.models import Article, ImportedItem, OldAddress, TaggedArticle
from newsroom.bulk import insert_each
from newsroom.models import Tag
from newsroom.vietnamese import same_word_key


class Writer:
    def __init__(self, run, pictures):
        self.run, self.pictures = run, pictures
        self.sections = Sections()

    def write(self, items):
        """Write the prepared `items` and give each its outcome. Call it in a transaction."""
        known = ImportedItem.objects.select_related("article__section").in_bulk(
            [item.key for item in items], field_name="key"
        )
        here = articles_written_here([item.key for item in items if item.key not in known])
        new, changed = [], []
        for item in items:
            item.known = known.get(item.key)
            if item.key in here:
                item.outcome = Outcome(item.shown, KEPT, gettext("It was written here, and is here."), item.record)
            elif item.known is None:
                new.append(item)
            elif item.known.record_hash == item.prepared.state_hash:
                item.outcome = Outcome(item.shown, UNCHANGED, record=item.record)
            else:
                changed.append(item)
        self._create(new)
        self._update(changed)

    # ---- new articles

    def _create(self, items):
        if not items:
            return
        signatures = rows.Signatures([item.record for item in items])
        for item in items:
            item.article = self._new_article(item)
        insert_each([item.article for item in items])
        bylines, places = [], []
        for item in items:
            bylines += signatures.of(item.article, item.record)
            photos, problems = self.pictures.of(item.record, item.source.found.name)
            places += rows.photo_places(item.article, item.record, photos)
            item.outcome = Outcome(item.shown, NEW, "; ".join(problems), item.record)
        insert_each(bylines)
        insert_each(places)
        _tag(items)
        insert_each([self._state(item) for item in items], ready=["record"])
        _remember_addresses(items)
        finish(
            [item.article for item in items],
            mentions={item.article.pk: item.prepared.mentions for item in items},
            words={item.article.pk: item.prepared.search for item in items},
        )

    def _new_article(self, item):
        section, doubt = self.sections.of(item.record, item.source.folder)
        return Article(
            **rows.values_of(item.record),
            section=section,
            status=rows.status_of(item.record) if section else "draft",
            doubts=rows.doubts_of(item.record) + ([doubt] if doubt else []),
            slug=item.prepared.slug,
            reading_minutes=item.prepared.reading_minutes,
        )

    def _state(self, item):
        return ImportedItem(
            key=item.key,
            file=item.file,
            run=self.run,
            format=item.record.format,
            article=item.article,
            record=item.prepared.state,
            record_hash=item.prepared.state_hash,
        )

    # ---- known articles

    def _update(self, items):
        finished = []
        for item in items:
            if item.known.article is None:
                reason = gettext("Its article was deleted here; the source is not imported again.")
                item.outcome = Outcome(item.shown, KEPT, reason, item.record)
                continue
            if self._merge(item):
                finished.append(item.known.article)
        if finished:
            finish(finished)

    def _merge(self, item):
        """Merge one changed source into its article; return whether the article changed."""
        article, state = item.known.article, item.known
        merged = merge(article, record_of(state.record), item.record)
        took = bool(merged.values or merged.lists)
        if took:
            for name, value in merged.values.items():
                setattr(article, name, value)
            named = article.headline and article.section_id and "headline" in merged.values
            if named and article.status == "draft" and not article.edited_at:
                article.status = rows.status_of(item.record)
            article.version += 1
            article.save()
            self._renew(article, item, merged.lists)
        state.previous, state.record = state.record, json.loads(item.prepared.state)
        state.record_hash = item.prepared.state_hash
        state.conflicts, state.file, state.run = merged.conflicts, item.file, self.run
        state.save()
        kept = ", ".join(conflict["field"] for conflict in merged.conflicts)
        reason = gettext("Changed by a person and in the source, kept as the person has it: %(fields)s.") % {
            "fields": kept
        }
        item.outcome = Outcome(
            item.shown, CHANGED if took else KEPT, reason if kept else "", item.record, merged.conflicts
        )
        if not took and not kept:
            item.outcome.outcome = UNCHANGED
        return took

    def _renew(self, article, item, lists):
        if "bylines" in lists:
            article.bylines.all().delete()
            insert_each(rows.Signatures([item.record]).of(article, item.record))
        if "photos" in lists:
            article.photos.all().delete()
            photos, _problems = self.pictures.of(item.record, item.source.found.name)
            insert_each(rows.photo_places(article, item.record, photos))
        if "tags" in lists:
            article.tags.set(item.record.tags)


def _tag(items):
    """Give new articles their tags, with as few queries as there are new tags."""
    printed = [(item.article.pk, " ".join(name.split())) for item in items for name in item.record.tags if name.strip()]
    keys = {name: same_word_key(name)[:200] for _article, name in printed}
    names = {keys[name]: name[:100] for _article, name in reversed(printed)}
    if not names:
        return
    tags = dict(Tag.objects.filter(key__in=names).values_list("key", "pk"))
    for key in sorted(names.keys() - tags.keys()):
        tags[key] = Tag.objects.get_or_create(key=key, defaults={"name": names[key]})[0].pk
    links = defaultdict(set)
    for article, name in printed:
        links[article].add(tags[keys[name]])
    insert_each(
        [
            TaggedArticle(tag_id=tag, content_object_id=article)
            for article, found in links.items()
            for tag in sorted(found)
        ]
    )


def _remember_addresses(items):
    found = [
        OldAddress(address=key, article=item.article)
        for item in items
        for url in (item.record.url, *item.record.alternate_urls)
        if (key := addresses.request_key(url))
    ]
    OldAddress.objects.bulk_create(found, ignore_conflicts=True)
