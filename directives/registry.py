"""Citations become documents: which mentions speak of the same one.

The register is a function of all the evidence there is, never of the order in which it came: the documents of one
number are worked out anew from every fact printed about it (`documents`), then each mention is given to the one that
fits (`choose`). What a person verified is taken as it is.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import F

from directives.models import Directive, DirectiveKey, Evidence
from directives.numbering import Facts, central_term, is_central, same_series, series_of, slot_of
from newsroom.vietnamese import same_word_key

AMBIGUOUS = "ambiguous"
UNKNOWN = "unknown"

# A bare `Chỉ thị 16` speaks of a recent document or of none that we can name.
RECENT = timedelta(days=2 * 365)

FACT_FIELDS = tuple(Facts.__dataclass_fields__)


@dataclass
class Settled:
    """What settling cohorts came to: their documents, the cohorts whose mentions must be looked at again, and the
    directives whose address or name changed."""

    register: dict
    moved: set
    renamed: set


@dataclass(kw_only=True)
class Document:
    """One document as the evidence describes it; `directive_id` once it has a row."""

    series: str
    slot: str
    facts: Facts
    directive_id: int | None = None
    evidence: list[int] = field(default_factory=list)


def fingerprint(facts):
    """Return a digest that is equal for equal facts."""
    return hashlib.sha256(json.dumps(asdict(facts), default=str, sort_keys=True).encode()).hexdigest()


def facts_of(citation):
    """Return the facts of a citation as `directives.citations` finds it."""
    return Facts(
        kind=citation.kind,
        number=citation.number or "",
        year=citation.year,
        symbol=citation.symbol or "",
        issuer=citation.issuer or "",
        issued_on=date.fromisoformat(citation.issued_on) if citation.issued_on else None,
        term=citation.term or "",
        plenum=citation.plenum,
        title=(citation.title or "")[:1000],
        subject=(citation.subject or "")[:1000],
    )


def cohort_of(facts):
    """Return what all evidence that can bear on one document shares: kind and number, or kind and plenum."""
    return same_series(facts.kind), facts.number or f"TW{facts.plenum or 0}"


def home():
    """Return the paper's own province: documents of `UBND tỉnh` without a name are its."""
    return settings.PAPER["place"]


def kinds_and_number(cohort):
    """Return the kinds of a cohort, and the conditions on its number or plenum."""
    kind, number = cohort
    kinds = ["QĐ", "QĐi"] if kind == "QĐ" else [kind]
    if number.startswith("TW"):
        return kinds, {"number": "", "plenum": int(number[2:])}
    return kinds, {"number": number}


def facts_of_evidence(row):
    """Return the facts that an evidence row, or a directive, holds."""
    return Facts(**{name: getattr(row, name) for name in FACT_FIELDS})


def _most_printed(weighted):
    """Return the value printed by most articles; of equals the longest, then the first in the alphabet."""
    counts = defaultdict(int)
    for value, weight in weighted:
        if value:
            counts[value] += weight
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(str(value)), str(value)))


def _consensus(rows, slot):
    """Return the facts that most articles print of one document."""
    values = {
        name: _most_printed((getattr(facts, name), weight) for _pk, facts, weight in rows) for name in FACT_FIELDS
    }
    if values["issued_on"] and is_central(values["symbol"] or ""):
        values["term"] = central_term(values["issued_on"]) or values["term"]
    elif not values["number"]:
        values["term"] = slot
    texts = ("number", "symbol", "issuer", "term", "title", "subject")
    return Facts(**{name: (value or "") if name in texts else value for name, value in values.items()})


def documents(rows):
    """Return the documents that the evidence of one cohort describes, in an order of their own.

    `rows` are (primary key, Facts, number of articles). Evidence with a symbol makes documents first; evidence with
    an issuer but no symbol joins one of those that fits, and makes its own only where none does.
    """
    with_symbol, without = defaultdict(list), defaultdict(list)
    for row in sorted(rows, key=lambda row: fingerprint(row[1])):
        facts = row[1]
        if series := series_of(facts):
            (with_symbol if facts.symbol or not facts.number else without)[series].append(row)
    found = []
    for series, members in sorted(with_symbol.items()):
        found += _documents_of_series(series, members)
    for series, members in sorted(without.items()):
        homeless = [row for row in members if not _fitting(row[1], found)]
        if homeless:
            found += _documents_of_series(series, homeless)
    return found


def _documents_of_series(series, members):
    slots = defaultdict(list)
    for row in members:
        slots[slot_of(row[1], home=home())].append(row)
    undated = slots.pop(None, [])
    if not slots:
        slots[""] = undated
    elif len(slots) == 1:
        # the only document there is: what undated mentions add (a title, an issuer) is about it
        next(iter(slots.values())).extend(undated)
    return [
        Document(series=series, slot=slot, facts=_consensus(rows, slot), evidence=[row[0] for row in rows])
        for slot, rows in sorted(slots.items())
    ]


def _same_issuer(one, other):
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
        and _same_issuer(facts.issuer, document.facts.issuer)
        and document.facts.issuer
        and (facts.issued_on is None or facts.issued_on == document.facts.issued_on)
        and (not facts.term or not document.facts.term or facts.term == document.facts.term)
    ]


def choose(facts, found, *, mentioned_on=None, context=()):
    """Return the document a mention speaks of, `AMBIGUOUS` where several fit, `UNKNOWN` where nothing tells.

    `found` are the documents of its cohort, `mentioned_on` the day of the article, `context` the primary keys of the
    directives that the same article names in full.
    """
    series, slot = series_of(facts), slot_of(facts, home=home())
    fitting = [document for document in found if document.series == series] if series else []
    if not fitting and series and not facts.symbol:
        fitting = _fitting(facts, found)
    if not series:
        return _recent(facts, found, mentioned_on, context)
    if slot is not None and (exact := [document for document in fitting if document.slot == slot]):
        return exact[0]
    for narrower in (
        lambda document: document.directive_id in context,
        lambda document: _same_issuer(facts.issuer, document.facts.issuer),
        lambda document: not facts.term or facts.term == document.facts.term,
        lambda document: not mentioned_on or not document.facts.issued_on or document.facts.issued_on <= mentioned_on,
    ):
        fitting = [document for document in fitting if narrower(document)] or fitting
    if len(fitting) == 1:
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
        if document.facts.issued_on and mentioned_on - RECENT <= document.facts.issued_on <= mentioned_on
        and (not facts.year or document.facts.issued_on.year == facts.year)
    ]
    if len(recent) == 1:
        return recent[0]
    return AMBIGUOUS if recent else UNKNOWN


def enter_evidence(all_facts):
    """Return {fingerprint: Evidence} for `all_facts`, with rows made for what was never printed before."""
    wanted = {fingerprint(facts): facts for facts in all_facts}
    known = Evidence.objects.in_bulk(wanted, field_name="fingerprint")
    new = [
        Evidence(fingerprint=print_, series=series_of(facts), **asdict(facts))
        for print_, facts in sorted(wanted.items())
        if print_ not in known
    ]
    if new:
        Evidence.objects.bulk_create(new, ignore_conflicts=True)
        known |= Evidence.objects.in_bulk([row.fingerprint for row in new], field_name="fingerprint")
    return known


def count_articles(changes):
    """Add to the number of articles that print each evidence; `changes` is {primary key: difference}."""
    for pk, difference in sorted(changes.items()):
        if difference:
            Evidence.objects.filter(pk=pk).update(articles=F("articles") + difference)


def settle(cohorts):
    """Bring the rows of the register up to date with the evidence of `cohorts`; returns `Settled`.

    Records nobody speaks of any more go, unless a person verified them.
    """
    settled = Settled({}, set(), set())
    for cohort in sorted(cohorts):
        keys = list(_registered(cohort))
        before = {_identity(key.series, key.slot, key.directive) for key in keys}
        settled.register[cohort] = _settle(cohort, keys, settled.renamed)
        after = {_identity(found.series, found.slot, found) for found in settled.register[cohort]}
        if before != after:
            settled.moved.add(cohort)
    return settled


def _identity(series, slot, one):
    """Return what of a directive or a document decides which mentions are its."""
    facts = one.facts if isinstance(one, Document) else one
    pk = one.directive_id if isinstance(one, Document) else one.pk
    return series, slot, pk, facts.issuer, facts.term, facts.issued_on


def known(cohorts):
    """Return {cohort: [Document]} as the register stands, changing nothing."""
    return {
        cohort: [
            Document(
                series=key.series,
                slot=key.slot,
                facts=facts_of_evidence(key.directive),
                directive_id=key.directive_id,
            )
            for key in _registered(cohort)
        ]
        for cohort in cohorts
    }


def _rows(cohort):
    kinds, number = kinds_and_number(cohort)
    rows = Evidence.objects.filter(kind__in=kinds, articles__gt=0, **number)
    return [
        (row["pk"], Facts(**{name: row[name] for name in FACT_FIELDS}), row["articles"])
        for row in rows.values("pk", "articles", *FACT_FIELDS)
    ]


def _registered(cohort):
    """Return the keys of the register that bear on `cohort`, with their directives."""
    kinds, number = kinds_and_number(cohort)
    of_directive = {f"directive__{field}": value for field, value in number.items()}
    return DirectiveKey.objects.select_related("directive").filter(directive__kind__in=kinds, **of_directive)


def _settle(cohort, registered, renamed):
    found = documents(_rows(cohort))
    keys = {(key.series, key.slot): key for key in registered}
    wanted = {(document.series, document.slot) for document in found}
    spare = [key for identity, key in sorted(keys.items()) if identity not in wanted]
    for document in found:
        key = keys.get((document.series, document.slot)) or _completed(document, spare)
        document.directive_id = _keep(document, key, renamed).pk
    for key in spare:
        if (known := _document_of(key)) is not None:
            found.append(known)
        else:
            _forget(key)
    return found


def _completed(document, spare):
    """Return the thin record that `document` now completes: same series, and nobody had said which one."""
    for key in spare:
        if key.series == document.series and not key.slot and not key.directive.verified:
            spare.remove(key)
            key.slot = document.slot
            key.save(update_fields=["slot"])
            return key
    return None


def _document_of(key):
    """Return the document of a record that stands without evidence, because a person vouches for it."""
    directive = key.directive
    if not directive.verified:
        return None
    facts = facts_of_evidence(directive)
    return Document(series=key.series, slot=key.slot, facts=facts, directive_id=directive.pk)


def _keep(document, key, renamed):
    values = {name: getattr(document.facts, name) for name in FACT_FIELDS}
    if key is None:
        directive = Directive(**values)
        directive.save()
        DirectiveKey.objects.create(series=document.series, slot=document.slot, directive=directive)
        return directive
    directive = key.directive
    if directive.verified:
        document.facts = facts_of_evidence(directive)
    elif any(getattr(directive, name) != value for name, value in values.items()):
        before = directive.slug, directive.full_name
        for name, value in values.items():
            setattr(directive, name, value)
        directive.slug = ""
        directive.save()
        if (directive.slug, directive.full_name) != before:
            renamed.add(directive.pk)
    return directive


def _forget(key):
    """Drop a key, and its record when that was its last; citations that pointed there are looked at again."""
    directive = key.directive
    key.delete()
    if directive.keys.exists():
        return
    directive.citations.update(directive=None, state=UNKNOWN)
    directive.delete()


def enter(directive):
    """Give a record that a person entered or changed its key, and return the cohort to look at again."""
    facts = facts_of_evidence(directive)
    series = series_of(facts)
    if series:
        DirectiveKey.objects.get_or_create(
            series=series, slot=slot_of(facts, home=home()) or "", defaults={"directive": directive}
        )
    return cohort_of(facts)
