"""Which mentions speak of the same document: pure rules over facts, independent of the order they came in.

The documents of one number are worked out from everything printed about it (`documents`); a mention is then given to
the one that fits (`choose`).
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import lru_cache

from directives.numbering import Facts, central_term, is_central, same_series, series_of, slot_of
from newsroom.vietnamese import same_word_key

FACT_FIELDS = tuple(Facts.__dataclass_fields__)
AMBIGUOUS = "ambiguous"
UNKNOWN = "unknown"

# A bare `Chỉ thị 16` speaks of a recent document or of none that we can name.
RECENT = timedelta(days=2 * 365)


@dataclass(kw_only=True)
class Document:
    """One document as the evidence describes it; `directive_id` once it has a row."""

    series: str
    slot: str
    facts: Facts
    directive_id: int | None = None
    evidence: list[int] = field(default_factory=list)


@lru_cache(maxsize=50_000)
def fingerprint(facts):
    """Return a digest that is equal for equal facts."""
    return hashlib.sha256(json.dumps(asdict(facts), default=str, sort_keys=True).encode()).hexdigest()


def cohort_of(facts):
    """Return what all evidence that can bear on one document shares: kind and number, or kind and plenum."""
    return cohort(facts.kind, facts.number, facts.plenum)


def cohort(kind, number, plenum):
    return same_series(kind), number or f"TW{plenum or 0}"


def most_printed(weighted):
    """Return the value printed by most articles; of equals the longest, then the first in the alphabet."""
    counts = defaultdict(int)
    for value, weight in weighted:
        if value:
            counts[value] += weight
    if len(counts) < 2:
        return next(iter(counts), None)
    return min(counts, key=lambda value: (-counts[value], -len(str(value)), str(value)))


def _consensus(rows, slot):
    """Return the facts that most articles print of one document."""
    values = {name: most_printed((getattr(facts, name), weight) for _pk, facts, weight in rows) for name in FACT_FIELDS}
    if values["issued_on"] and is_central(values["symbol"] or ""):
        values["term"] = central_term(values["issued_on"]) or values["term"]
    elif not values["number"]:
        values["term"] = slot
    texts = ("number", "symbol", "issuer", "term")
    return Facts(**{name: (value or "") if name in texts else value for name, value in values.items()})


def documents(rows, *, standing=(), home=""):
    """Return the documents of one cohort: those that the evidence describes, and those that stand without it.

    `rows` are (primary key, Facts, number of articles); `standing` are the documents that a person verified; `home`
    is the paper's own province. Evidence with a symbol makes documents first. Evidence with an issuer but no symbol
    joins one that fits, and makes its own only where none does; so does evidence that cannot tell which of a series
    it means.
    """
    with_symbol, without = defaultdict(list), defaultdict(list)
    for row in sorted(rows, key=lambda row: fingerprint(row[1])):
        facts = row[1]
        if series := series_of(facts):
            (with_symbol if facts.symbol or not facts.number else without)[series].append(row)
    found = []
    for series, members in sorted(with_symbol.items()):
        found += _documents_of_series(series, members, home, standing)
    for series, members in sorted(without.items()):
        homeless = [row for row in members if not _fitting(row[1], [*found, *standing])]
        if homeless:
            found += _documents_of_series(series, homeless, home, standing)
    known = {(document.series, document.slot) for document in found}
    return found + [document for document in standing if (document.series, document.slot) not in known]


def _documents_of_series(series, members, home, standing):
    slots = defaultdict(list)
    for row in members:
        slots[slot_of(row[1], home=home)].append(row)
    undated = slots.pop(None, [])
    if not slots:
        if any(document.series == series for document in standing):
            return []
        slots[""] = undated
    elif len(slots) == 1:
        # the only document there is: what undated mentions add (a title, an issuer) is about it
        next(iter(slots.values())).extend(undated)
    return [
        Document(series=series, slot=slot, facts=_consensus(rows, slot), evidence=[row[0] for row in rows])
        for slot, rows in sorted(slots.items())
    ]


def same_issuer(one, other):
    """Say whether two issuers can be one; `Ban Thường vụ Tỉnh ủy` and `Tỉnh ủy` are, as papers print either."""
    if not one or not other:
        return True
    one, other = same_word_key(one), same_word_key(other)
    return one == other or one.endswith(other) or other.endswith(one) or one.startswith(other) or other.startswith(one)


def _fitting(facts, found):
    """Return the documents among `found` that a mention without symbol can be of."""
    return [
        document
        for document in found
        if same_series(document.facts.kind) == same_series(facts.kind)
        and document.facts.number == facts.number
        and facts.issuer
        and same_issuer(facts.issuer, document.facts.issuer)
        and document.facts.issuer
        and (facts.issued_on is None or facts.issued_on == document.facts.issued_on)
        and (not facts.term or not document.facts.term or facts.term == document.facts.term)
    ]


def choose(facts, found, *, mentioned_on=None, context=(), home=""):
    """Return the document a mention speaks of, `AMBIGUOUS` where several fit, `UNKNOWN` where nothing tells.

    `found` are the documents of its cohort, `mentioned_on` the day of the article, `context` the primary keys of the
    directives that the same article names in full.
    """
    series, slot = series_of(facts), slot_of(facts, home=home)
    fitting = [document for document in found if document.series == series] if series else []
    if not fitting and series and not facts.symbol:
        fitting = _fitting(facts, found)
    if not series:
        return _recent(facts, found, mentioned_on, context)
    if slot is not None and (exact := [document for document in fitting if document.slot == slot]):
        return exact[0]
    for narrower in (
        lambda document: document.directive_id in context,
        lambda document: same_issuer(facts.issuer, document.facts.issuer),
        lambda document: not facts.term or facts.term == document.facts.term,
        lambda document: not mentioned_on or not document.facts.issued_on or document.facts.issued_on <= mentioned_on,
    ):
        fitting = [document for document in fitting if narrower(document)] or fitting
    return _only(fitting)


def _only(fitting):
    """Return the one document among `fitting`; two keys of one directive are one document."""
    if len({document.directive_id or id(document) for document in fitting}) == 1:
        return fitting[0]
    return AMBIGUOUS if fitting else UNKNOWN


def _recent(facts, found, mentioned_on, context):
    named = [document for document in found if document.directive_id in context]
    if len(named) == 1:
        return named[0]
    if not mentioned_on:
        return UNKNOWN
    recent = [
        document
        for document in found
        if document.facts.issued_on
        and mentioned_on - RECENT <= document.facts.issued_on <= mentioned_on
        and (not facts.year or document.facts.issued_on.year == facts.year)
    ]
    return _only(recent)
