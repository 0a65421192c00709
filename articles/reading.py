"""What the documents in an unsaved text are, worked out as a save would, without writing anything."""

from dataclasses import dataclass

from articles.citing import context_of, decision_on, mentioned_on, verdict_on
from articles.mentions import Mention, find
from articles.models import Citation
from directives import registry
from directives.identity import Document, cohort_of
from directives.models import Directive
from directives.numbering import series_of, slot_of

NEW = "new"


@dataclass(frozen=True)
class Reading:
    """One mention and what it resolves to: `state` is one of `Citation.State` or `NEW`, which a save would enter."""

    mention: Mention
    state: str
    directive: Directive | None = None

    def as_citation(self):
        """Return an unsaved `Citation` for `articles.rendering`."""
        mention = self.mention
        row = Citation(part=mention.part, place=mention.place, start=mention.start, end=mention.end, state=self.state)
        row.directive = self.directive
        return row


def read(article, captions):
    """Return the `Reading`s of an `article` as it stands in memory, in reading order; a person's decisions hold."""
    mentions = find(article, captions)
    register = registry.known({cohort_of(mention.facts) for mention in mentions})
    facts = [mention.facts for mention in mentions]
    context = context_of(facts, register)
    decided = list(Citation.objects.filter(article=article.pk, decided=True)) if article.pk else []
    told = [_told(mention, register, mentioned_on(article), context, decided) for mention in mentions]
    directives = Directive.objects.defer("search").in_bulk({pk for pk, _state in told} - {None})
    return [
        Reading(mention, str(state), directives.get(pk)) for mention, (pk, state) in zip(mentions, told, strict=True)
    ]


def _told(mention, register, day, context, decided):
    if decision := decision_on(mention, decided):
        decided.remove(decision)
        return decision.directive_id, decision.state
    if mention.ambiguous:
        return None, Citation.State.AMBIGUOUS
    found = register[cohort_of(mention.facts)]
    if _is_new(mention.facts, found):
        return None, NEW
    return verdict_on(mention.facts, register, day, context)


def _is_new(facts, found):
    """Say whether the save would enter a document that the register does not have yet."""
    series = series_of(facts)
    if not series:
        return False
    slot = slot_of(facts, home=registry.home())
    same = [document for document in found if document.series == series]
    if slot is None or not facts.symbol:
        return not isinstance(registry.choose(facts, found), Document) and not found
    return all(document.slot not in (slot, "") for document in same)
