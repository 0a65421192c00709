"""The citations of articles: found in their text, given to documents of the register, kept with what editors decided."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.markup import flow_text
from articles.models import Article, ArticlePhoto, Citation
from articles.models.article import DatePrecision
from articles.rendering import render
from directives import registry
from directives.citations import find_citations
from directives.numbering import Facts, slot_of
from newsroom.vietnamese import same_word_key

GAP = "\n\n"
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
SENTENCE_LENGTH = 400


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One citation as found: its part of the article, its place in that part, and the facts it gives."""

    part: str
    place: int
    start: int
    end: int
    surface: str
    sentence: str
    facts: Facts
    ambiguous: bool = False


def parts_of(article, captions):
    """Return [(part, place, text)] in reading order: what the finder reads as one text."""
    parts = [
        (Citation.Part.HEADLINE, 0, article.headline),
        (Citation.Part.STANDFIRST, 0, article.standfirst),
        (Citation.Part.BODY, 0, flow_text(article.body)),
    ]
    return parts + [(Citation.Part.CAPTION, number, caption) for number, caption in enumerate(captions, 1)]


def find(article, captions):
    """Return the mentions in an article's text; short ones carry what a fuller mention beside them tells."""
    parts = [part for part in parts_of(article, captions) if part[2]]
    found = find_citations(GAP.join(text for _part, _place, text in parts))
    mentions, offset = [], 0
    for part, place, text in parts:
        for citation in found:
            start, end = citation.start - offset, citation.end - offset
            if 0 <= start and end <= len(text):
                mentions.append(
                    Mention(
                        part=part,
                        place=place,
                        start=start,
                        end=end,
                        surface=citation.surface[:300],
                        sentence=sentence_around(text, start, end),
                        facts=registry.facts_of(citation),
                        ambiguous=citation.ambiguous,
                    )
                )
        offset += len(text) + len(GAP)
    return mentions


def sentence_around(text, start, end):
    """Return the sentence of `text` that holds characters start to end, cut at word ends to some 400 characters."""
    window = max(0, start - SENTENCE_LENGTH // 2)
    begin = window
    for match in _SENTENCE_END.finditer(text, window, start):
        begin = match.end()
    if begin == window and window:
        begin = text.find(" ", window, start) + 1 or window
    match = _SENTENCE_END.search(text, end, end + SENTENCE_LENGTH // 2)
    if match:
        return " ".join(text[begin : match.end()].split())
    stop = min(len(text), end + SENTENCE_LENGTH // 2)
    cut = text.rfind(" ", end, stop) if stop < len(text) else stop
    return " ".join(text[begin : cut if cut > end else stop].split())


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
    evidence = registry.enter_evidence({mention.facts for found in mentions.values() for mention in found})
    stored = _stored(articles)
    registry.count_articles(_changes(mentions, stored, evidence))
    cohorts = {registry.cohort_of(mention.facts) for found in mentions.values() for mention in found}
    cohorts |= {registry.cohort_of(row.evidence) for rows in stored.values() for row in rows if row.evidence}
    settled = registry.settle(cohorts)
    new = []
    for article in articles:
        new += _rows(article, mentions[article.pk], stored[article.pk], evidence, settled.register)
    Citation.objects.filter(article__in=articles).delete()
    Citation.objects.bulk_create(new)
    _render(articles, places)
    return look_again(settled, except_for=articles)


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


def _changes(mentions, stored, evidence):
    """Return {evidence pk: change in the number of articles that print it}."""
    changes = Counter()
    for pk, found in mentions.items():
        now = {evidence[registry.fingerprint(mention.facts)].pk for mention in found}
        before = {row.evidence_id for row in stored[pk] if row.evidence_id}
        changes.update({key: 1 for key in now - before})
        changes.update({key: -1 for key in before - now})
    return changes


def _context(facts_list, register):
    """Return the directives that an article names in full: what its shorter mentions probably mean."""
    context = set()
    for facts in facts_list:
        if slot_of(facts, home=registry.home()) is not None:
            document = registry.choose(facts, register[registry.cohort_of(facts)])
            if isinstance(document, registry.Document):
                context.add(document.directive_id)
    return context


def _verdict(facts, register, day, context):
    """Return (directive pk or None, state) for one mention."""
    document = registry.choose(facts, register[registry.cohort_of(facts)], mentioned_on=day, context=context)
    if isinstance(document, registry.Document):
        return document.directive_id, Citation.State.SETTLED
    return None, Citation.State(document)


def _rows(article, found, stored, evidence, register):
    context = _context([mention.facts for mention in found], register)
    day = mentioned_on(article)
    decisions = [row for row in stored if row.decided]
    rows = []
    for mention in found:
        row = Citation(
            article=article,
            evidence=evidence[registry.fingerprint(mention.facts)],
            part=mention.part,
            place=mention.place,
            start=mention.start,
            end=mention.end,
            surface=mention.surface,
            sentence=mention.sentence,
        )
        if decision := _decision(mention, decisions):
            decisions.remove(decision)
            row.decided, row.directive_id, row.state = True, decision.directive_id, decision.state
        elif mention.ambiguous:
            row.state = Citation.State.AMBIGUOUS
        else:
            row.directive_id, row.state = _verdict(mention.facts, register, day, context)
        rows.append(row)
    return rows


def _decision(mention, decisions):
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


def _render(articles, places):
    cited = {article.pk: [] for article in articles}
    for row in Citation.objects.filter(article__in=articles).select_related("directive"):
        cited[row.article_id].append(row)
    for article in articles:
        render(article, citations=cited[article.pk], places=places[article.pk])
    Article.objects.bulk_update(articles, ["standfirst_html", "body_html"])


def look_again(settled, *, except_for=()):
    """Give the undecided citations of what `settled` moved to the documents there are now, and mend their links.

    Returns how many articles changed.
    """
    register = dict(settled.register)
    done = {article.pk for article in except_for}
    changed = set(
        Citation.objects.filter(directive__in=settled.renamed).values_list("article", flat=True).distinct()
    )
    for cohort in sorted(settled.moved):
        kinds, number = registry.kinds_and_number(cohort)
        of_evidence = {f"evidence__{field}": value for field, value in number.items()}
        rows = Citation.objects.filter(decided=False, evidence__kind__in=kinds, **of_evidence)
        changed |= _settle_again(set(rows.values_list("article", flat=True).distinct()) - done, register)
    rerender(changed - done)
    return len(changed - done)


def _settle_again(pks, register):
    changed = set()
    by_article = defaultdict(list)
    rows = Citation.objects.filter(article__in=pks).select_related("evidence", "article")
    for row in rows.defer("article__body", "article__body_html"):
        by_article[row.article_id].append(row)
    for pk, rows in by_article.items():
        facts = {row.pk: registry.facts_of_evidence(row.evidence) for row in rows if row.evidence}
        missing = {registry.cohort_of(each) for each in facts.values()} - register.keys()
        register.update(registry.known(missing))
        context = _context(facts.values(), register)
        day = mentioned_on(rows[0].article)
        for row in rows:
            if row.decided or row.pk not in facts:
                continue
            verdict = _verdict(facts[row.pk], register, day, context)
            if verdict != (row.directive_id, row.state):
                row.directive_id, row.state = verdict
                row.save(update_fields=["directive", "state"])
                changed.add(pk)
    return changed


def rerender(pks):
    """Make the public HTML of the articles `pks` anew, a few hundred at a time."""
    pks = sorted(pks)
    for start in range(0, len(pks), 200):
        articles = list(Article.objects.filter(pk__in=pks[start : start + 200]))
        _render(articles, _places(articles))
