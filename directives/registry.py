"""The register, kept in step with the evidence: citations become rows of documents.

It is a function of all the evidence there is, never of the order in which it came (`identity.documents`). What a
person verified is taken as it is.
"""

import hashlib
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Q, Window
from django.db.models.functions import Length, RowNumber

from directives import identity
from directives.identity import FACT_FIELDS, Document, cohort_of, fingerprint
from directives.models import Directive, DirectiveKey, Evidence, Wording
from directives.numbering import Facts, series_of, slot_of
from directives.records import Records
from directives.signals import register_changed

# Of each set of facts only the most printed wordings are weighed against those of others.
WORDINGS = 3


@dataclass
class Settled:
    """What settling cohorts came to: their documents, the cohorts whose mentions must be looked at again, and the
    directives whose address or name changed."""

    register: dict
    moved: set
    renamed: set


def home():
    """Return the paper's own province: documents of `UBND tỉnh` without a name are its."""
    return settings.PAPER["place"]


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
    )


def choose(facts, found, **context):
    """Return `identity.choose` for this paper's province."""
    return identity.choose(facts, found, home=home(), **context)


def enter_evidence(all_facts):
    """Return {fingerprint: pk} of the evidence of `all_facts`, with rows made for what was never printed before."""
    wanted = {fingerprint(facts): facts for facts in all_facts}
    known = _known_evidence(wanted)
    new = [
        Evidence(fingerprint=print_, series=series_of(facts), **asdict(facts))
        for print_, facts in sorted(wanted.items())
        if print_ not in known
    ]
    if new:
        Evidence.objects.bulk_create(new, ignore_conflicts=True)
        known |= _known_evidence([row.fingerprint for row in new])
    return known


def _known_evidence(fingerprints):
    rows = Evidence.objects.filter(fingerprint__in=fingerprints)
    return dict(rows.values_list("fingerprint", "pk"))


def wording_of(citation):
    """Return (kind, text) of how a citation words what its document is about, or None."""
    if citation.title:
        return Wording.Kind.TITLE, citation.title[:1000]
    return (Wording.Kind.SUBJECT, citation.subject[:1000]) if citation.subject else None


def enter_wordings(wanted):
    """Return {(evidence pk, kind, text): pk} for the wordings `wanted`, with rows made for new ones."""
    digests = {(pk, kind, _digest(text)): (pk, kind, text) for pk, kind, text in wanted}
    known = _known_wordings(digests)
    new = [
        Wording(evidence_id=pk, kind=kind, digest=digest, text=digests[pk, kind, digest][2])
        for pk, kind, digest in sorted(digests.keys() - known.keys())
    ]
    if new:
        Wording.objects.bulk_create(new, ignore_conflicts=True)
        known = _known_wordings(digests)
    return {digests[key]: pk for key, pk in known.items()}


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _known_wordings(digests):
    rows = Wording.objects.filter(digest__in={digest for _pk, _kind, digest in digests})
    found = {
        (evidence, kind, digest): pk
        for pk, evidence, kind, digest in rows.values_list("pk", "evidence", "kind", "digest")
    }
    return {key: pk for key, pk in found.items() if key in digests}


def count_articles(model, changes):
    """Add to the number of articles of `Evidence` or `Wording` rows; `changes` is {primary key: difference}."""
    by_difference = defaultdict(list)
    for pk, difference in sorted(changes.items()):
        by_difference[difference].append(pk)
    for difference, pks in sorted(by_difference.items()):
        if difference:
            model.objects.filter(pk__in=pks).update(articles=F("articles") + difference)


def settle(cohorts):
    """Bring the rows of the register up to date with the evidence of `cohorts`; returns `Settled`.

    Records nobody speaks of any more go, unless a person verified them.
    """
    settled = Settled({}, set(), set())
    evidence, registered = _rows(cohorts), _registered(cohorts)
    wordings = _wordings([row[0] for rows in evidence.values() for row in rows])
    before = {
        cohort: {_identity(key.series, key.slot, key.directive) for key in keys} for cohort, keys in registered.items()
    }
    records = Records()
    for cohort in sorted(cohorts):
        settled.register[cohort] = _settle(evidence[cohort], registered[cohort], wordings, records)
    records.store()
    settled.renamed |= records.renamed
    for cohort, documents in settled.register.items():
        if before[cohort] != {_identity(found.series, found.slot, found) for found in documents}:
            settled.moved.add(cohort)
    return settled


def revise(cohorts, *, renamed=()):
    """Settle `cohorts` after people changed the register, and let what cites the documents follow.

    `renamed` are the directives whose address or name the people changed. Returns how many articles changed.
    """
    settled = settle(cohorts)
    settled.renamed |= set(renamed)
    return sum(number for _receiver, number in register_changed.send(sender=Directive, settled=settled))


def _identity(series, slot, one):
    """Return what of a directive or a document decides which mentions are its."""
    facts = one.facts if isinstance(one, Document) else one
    pk = one.directive_id if isinstance(one, Document) else one.pk
    return series, slot, pk, facts.issuer, facts.term, facts.issued_on


def known(cohorts):
    """Return {cohort: [Document]} as the register stands, changing nothing."""
    return {cohort: [_document(key) for key in keys] for cohort, keys in _registered(cohorts).items()}


def _document(key):
    facts = key.directive.facts
    return Document(series=key.series, slot=key.slot, facts=facts, directive_id=key.directive_id)


def _rows(cohorts):
    """Return {cohort: [(primary key, Facts, number of articles)]} of the evidence that counts."""
    found = {cohort: [] for cohort in cohorts}
    numbers = {number for _kind, number in cohorts if not number.startswith("TW")}
    plenums = {int(number[2:]) for _kind, number in cohorts if number.startswith("TW")}
    rows = Evidence.objects.filter(Q(number__in=numbers) | Q(number="", plenum__in=plenums), articles__gt=0)
    for row in rows.values_list("pk", "articles", *FACT_FIELDS).iterator():
        facts = Facts(**dict(zip(FACT_FIELDS, row[2:], strict=True)))
        if (cohort := cohort_of(facts)) in found:
            found[cohort].append((row[0], facts, row[1]))
    return found


def _wordings(evidence):
    """Return {evidence pk: [(kind, text, number of articles)]}, the few most printed of each."""
    rank = Window(
        RowNumber(),
        partition_by=["evidence", "kind"],
        order_by=[F("articles").desc(), Length("text").desc(), F("digest").asc()],
    )
    rows = Wording.objects.filter(evidence__in=evidence, articles__gt=0).annotate(rank=rank).filter(rank__lte=WORDINGS)
    found = defaultdict(list)
    for pk, *wording in rows.values_list("evidence", "kind", "text", "articles"):
        found[pk].append(wording)
    return found


def _wording(document, wordings):
    """Return the title and the subject that most articles print of one document."""
    printed = [wording for pk in document.evidence for wording in wordings.get(pk, ())]
    return {
        wanted.value: identity.most_printed((text, weight) for kind, text, weight in printed if kind == wanted) or ""
        for wanted in Wording.Kind
    }


def _registered(cohorts):
    """Return {cohort: keys of the register that bear on it, with their directives}."""
    found = {" ".join(cohort): [] for cohort in cohorts}
    keys = DirectiveKey.objects.select_related("directive").filter(cohort__in=found)
    for key in keys.order_by("pk"):
        found[key.cohort].append(key)
    return {cohort: found[" ".join(cohort)] for cohort in cohorts}


def add_key(directive, facts):
    """Register `directive` under the key of `facts`."""
    return DirectiveKey.objects.create(
        series=series_of(facts),
        slot=slot_of(facts, home=home()) or "",
        cohort=" ".join(cohort_of(facts)),
        directive=directive,
    )


def _settle(evidence, registered, wordings, records):
    standing = [_document(key) for key in registered if key.directive.verified]
    found = identity.documents(evidence, standing=standing, home=home())
    keys = {(key.series, key.slot): key for key in registered}
    wanted = {(document.series, document.slot) for document in found}
    spare = [keys[place] for place in sorted(keys.keys() - wanted)]
    for document in found:
        key = keys.get((document.series, document.slot)) or _completed(document, spare)
        records.keep(document, key, _wording(document, wordings))
    for key in spare:
        _forget(key)
    return found


def _completed(document, spare):
    """Return the thin record that `document` now completes: same series, and nobody had said which one."""
    for key in spare:
        if key.series == document.series and not key.slot:
            spare.remove(key)
            key.slot = document.slot
            key.save(update_fields=["slot"])
            return key
    return None


def _forget(key):
    """Drop a key, and its record when that was its last; citations that pointed there are looked at again."""
    directive = key.directive
    key.delete()
    if directive.keys.exists():
        return
    directive.citations.update(directive=None, state=identity.UNKNOWN)
    directive.delete()


def key_of(facts):
    """Return the key under which the document of `facts` is registered, or None."""
    keys = DirectiveKey.objects.select_related("directive")
    return keys.filter(series=series_of(facts), slot=slot_of(facts, home=home()) or "").first()


def enter(directive):
    """Give a record that a person entered or changed its key; returns how many articles changed."""
    facts = directive.facts
    if series_of(facts) and key_of(facts) is None:
        add_key(directive, facts)
    return revise({cohort_of(facts)}, renamed={directive.pk})
