"""The citations of articles: found in their text, given to documents, kept with what editors decided."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.mentions import find
from articles.models import Article, ArticlePhoto, Citation, CitationRelation
from articles.models.article import DatePrecision
from articles.rendering import render
from directives import registry
from directives.identity import FACT_FIELDS, Document, cohort, cohort_of, fingerprint
from directives.models import Directive, Evidence, Relation, Wording
from directives.numbering import slot_of
from newsroom.bulk import insert_each, update_each
from newsroom.vietnamese import same_word_key

# Articles looked at again in one go.
AT_ONCE = 200
_SETTLED_BY = ("article", "directive", "state", "decided", *(f"evidence__{name}" for name in FACT_FIELDS))


def mentioned_on(article):
    """Return the day on which an article speaks, or None where it is not known."""
    if article.published_at is None or article.date_precision == DatePrecision.UNKNOWN:
        return timezone.localdate() if article.published_at is None else None
    return timezone.localdate(article.published_at)


@transaction.atomic
def cite(articles, *, mentions=None):
    """Find and store the citations of saved `articles`, and make their public HTML anew.

    `mentions` gives {article pk: [Mention]} where they were found elsewhere already. What a person decided of a
    citation is kept, wherever its text moved. Returns the number of other articles whose links changed because the
    register knows more now.
    """
    places = _places(articles)
    if mentions is None:
        mentions = {article.pk: find(article, [place.caption for place in places[article.pk]]) for article in articles}
    stored = _stored(articles)
    evidence, wordings = _enter(mentions, stored)
    cohorts = {cohort_of(mention.facts) for found in mentions.values() for mention in found}
    cohorts |= {cohort_of(row.evidence) for rows in stored.values() for row in rows if row.evidence}
    settled = registry.settle(cohorts)
    before = _cited(articles)
    new = {
        article.pk: _rows(article, mentions[article.pk], stored[article.pk], evidence, wordings, settled.register)
        for article in articles
    }
    Citation.objects.filter(article__in=articles).delete()
    insert_each([row for rows in new.values() for row in rows])
    _relate(mentions, new)
    _load_directives([row for rows in new.values() for row in rows])
    _render(articles, places, new)
    changed = look_again(settled, except_for=articles)
    sync_relations(before | _cited(articles))
    return changed


def _cited(articles):
    """Return the directives whose relations the texts of `articles` speak of."""
    rows = CitationRelation.objects.filter(source__article__in=articles)
    return set(rows.values_list("source__directive", flat=True)) - {None}


def _relate(mentions, new):
    rows = []
    for pk, found in mentions.items():
        for place, mention in enumerate(found):
            for verb, target in mention.relations:
                if target < len(new[pk]) and target != place:
                    rows.append(CitationRelation(source=new[pk][place], verb=verb, target=new[pk][target]))
    CitationRelation.objects.bulk_create(rows, ignore_conflicts=True)


def sync_relations(directives):
    """Make the relations found in texts what the texts of all articles say now; a person's word stands."""
    settled = CitationRelation.objects.filter(source__directive__in=directives, target__directive__isnull=False)
    said = set(settled.values_list("source__directive", "verb", "target__directive").distinct())
    said = {row for row in said if row[0] != row[2]}
    known = {
        (relation.source_id, relation.verb, relation.target_id): relation
        for relation in Relation.objects.filter(source__in=directives)
    }
    for identity, relation in known.items():
        if relation.state == Relation.State.FOUND and identity not in said:
            relation.delete()
    Relation.objects.bulk_create(
        Relation(source_id=source, verb=verb, target_id=target, state=Relation.State.FOUND)
        for source, verb, target in sorted(said - known.keys())
    )


def _places(articles):
    places = {article.pk: [] for article in articles}
    for place in ArticlePhoto.objects.filter(article__in=articles).select_related("photo").order_by("order", "id"):
        places[place.article_id].append(place)
    return places


def _stored(articles):
    stored = {article.pk: [] for article in articles}
    for row in Citation.objects.filter(article__in=articles).select_related("evidence"):
        stored[row.article_id].append(row)
    return stored


def _enter(mentions, stored):
    """Enter what `mentions` print into the evidence, and count the articles that print it.

    Returns {fingerprint: evidence pk} and {(evidence pk, kind, text): wording pk}.
    """
    evidence = registry.enter_evidence({mention.facts for found in mentions.values() for mention in found})
    printed = {
        pk: {(evidence[fingerprint(each.facts)], *each.wording) for each in found if each.wording}
        for pk, found in mentions.items()
    }
    wordings = registry.enter_wordings({wording for found in printed.values() for wording in found})
    registry.count_articles(
        Evidence,
        _differences(
            {pk: {evidence[fingerprint(each.facts)] for each in found} for pk, found in mentions.items()},
            {pk: {row.evidence_id for row in rows} for pk, rows in stored.items()},
        ),
    )
    registry.count_articles(
        Wording,
        _differences(
            {pk: {wordings[wording] for wording in found} for pk, found in printed.items()},
            {pk: {row.wording_id for row in rows} for pk, rows in stored.items()},
        ),
    )
    return evidence, wordings


def _differences(now, before):
    """Return {key: change in the number of articles}; both sides are {article: set of keys}."""
    changes = Counter()
    for article, keys in now.items():
        changes.update(keys - before[article])
        changes.subtract(key for key in before[article] - keys if key)
    return changes


def context_of(facts_list, register):
    """Return the directives that an article names in full: what its shorter mentions probably mean."""
    context = set()
    for facts in facts_list:
        if slot_of(facts, home=registry.home()) is not None:
            document = registry.choose(facts, register[cohort_of(facts)])
            if isinstance(document, Document):
                context.add(document.directive_id)
    return context


def verdict_on(facts, register, day, context):
    """Return (directive pk or None, state) for one mention."""
    document = registry.choose(facts, register[cohort_of(facts)], mentioned_on=day, context=context)
    if isinstance(document, Document):
        return document.directive_id, Citation.State.SETTLED
    return None, Citation.State(document)


def _rows(article, found, stored, evidence, wordings, register):
    context = context_of([mention.facts for mention in found], register)
    day = mentioned_on(article)
    decisions = [row for row in stored if row.decided]
    rows = []
    for mention in found:
        known = evidence[fingerprint(mention.facts)]
        row = Citation(
            article_id=article.pk,
            evidence_id=known,
            wording_id=wordings[known, *mention.wording] if mention.wording else None,
            part=mention.part,
            place=mention.place,
            start=mention.start,
            end=mention.end,
            surface=mention.surface,
            sentence=mention.sentence,
        )
        if decisions and (decision := decision_on(mention, decisions)):
            decisions.remove(decision)
            row.decided, row.directive_id, row.state = True, decision.directive_id, decision.state
        elif mention.ambiguous:
            row.state = Citation.State.AMBIGUOUS
        else:
            row.directive_id, row.state = verdict_on(mention.facts, register, day, context)
        rows.append(row)
    return rows


def decision_on(mention, decisions):
    """Return the decision that was taken about this mention: same words, the most alike sentence, the nearest place."""
    key = same_word_key(mention.surface)
    same = [row for row in decisions if same_word_key(row.surface) == key]
    words = set(mention.sentence.split())
    return max(
        same,
        key=lambda row: (
            len(words & set(row.sentence.split())),
            row.part == mention.part,
            -abs(row.start - mention.start),
        ),
        default=None,
    )


def _load_directives(rows):
    """Give unsaved citations their directives with one query instead of reading them all back."""
    directives = Directive.objects.defer("search", "title", "subject").in_bulk(
        {row.directive_id for row in rows} - {None}
    )
    for row in rows:
        if row.directive_id:
            row.directive = directives[row.directive_id]


def _render(articles, places, cited):
    for article in articles:
        render(article, citations=cited[article.pk], places=places[article.pk])
    update_each(articles, ["standfirst_html", "body_html"])


def look_again(settled, *, except_for=()):
    """Give the undecided citations of what `settled` moved to the documents there are now, and mend their links.

    Returns how many articles changed.
    """
    done = {article.pk for article in except_for}
    changed = set(Citation.objects.filter(directive__in=settled.renamed).values_list("article", flat=True).distinct())
    speaking, register = sorted(_speaking_of(settled.moved) - done), dict(settled.register)
    for start in range(0, len(speaking), AT_ONCE):
        changed |= _settle_again(speaking[start : start + AT_ONCE], register)
    sync_relations(_cited(list(changed)))
    rerender(changed - done)
    return len(changed - done)


def _speaking_of(cohorts):
    """Return the articles with an undecided citation of one of `cohorts`."""
    plenums = {int(number[2:]) for _kind, number in cohorts if number.startswith("TW")}
    bearing = Q(evidence__number__in={number for _kind, number in cohorts}) | Q(
        evidence__number="", evidence__plenum__in=plenums
    )
    rows = Citation.objects.filter(bearing, decided=False) if cohorts else Citation.objects.none()
    rows = rows.values_list("article", "evidence__kind", "evidence__number", "evidence__plenum").distinct()
    return {pk for pk, kind, *number in rows if cohort(kind, *number) in cohorts}


def _settle_again(pks, register):
    """Give the citations of the articles `pks` what `register` says now; returns the articles that changed."""
    by_article = defaultdict(list)
    rows = Citation.objects.filter(article__in=pks).select_related("evidence", "article").order_by("id")
    for row in rows.only("article__published_at", "article__date_precision", *_SETTLED_BY):
        by_article[row.article_id].append(row)
    facts = {row.pk: row.evidence.facts for rows in by_article.values() for row in rows if row.evidence}
    if missing := {cohort_of(each) for each in facts.values()} - register.keys():
        register.update(registry.known(missing))
    changed = []
    for rows in by_article.values():
        known = [row for row in rows if row.pk in facts]
        context = context_of([facts[row.pk] for row in known], register)
        for row in known:
            verdict = verdict_on(facts[row.pk], register, mentioned_on(row.article), context)
            if not row.decided and verdict != (row.directive_id, row.state):
                row.directive_id, row.state = verdict
                changed.append(row)
    update_each(changed, ["directive", "state"])
    return {row.article_id for row in changed}


def rerender(pks):
    """Make the public HTML of the articles `pks` anew, a few hundred at a time."""
    pks = sorted(pks)
    for start in range(0, len(pks), AT_ONCE):
        articles = list(Article.objects.filter(pk__in=pks[start : start + AT_ONCE]))
        cited = {article.pk: [] for article in articles}
        for row in Citation.objects.filter(article__in=articles).select_related("directive"):
            cited[row.article_id].append(row)
        _render(articles, _places(articles), cited)


@transaction.atomic
def decide(citation, directive):
    """Keep a person's word on one mention: it means `directive`, or, if None, it is no citation."""
    citation.directive = directive
    citation.state = Citation.State.SETTLED if directive else Citation.State.REJECTED
    citation.decided = True
    citation.save(update_fields=["directive", "state", "decided"])
    rerender([citation.article_id])


@transaction.atomic
def forget(articles):
    """Take what `articles` say out of the register, before they are deleted."""
    stored = _stored(articles)
    cohorts = {cohort_of(row.evidence) for rows in stored.values() for row in rows if row.evidence}
    _enter({article.pk: [] for article in articles}, stored)
    before = _cited(articles)
    Citation.objects.filter(article__in=articles).delete()
    look_again(registry.settle(cohorts), except_for=articles)
    sync_relations(before)
