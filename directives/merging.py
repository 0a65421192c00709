"""Two records found to be one, and mentions that a person settles."""

import itertools
from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Count

from directives import registry
from directives.identity import FACT_FIELDS, cohort_of, same_issuer
from directives.models import Directive, Relation
from directives.numbering import same_series, series_of
from newsroom.models import FormerSlug


def candidates(facts):
    """Return the directives a person may choose from for a mention: same kind and number, the likeliest first."""
    cohort = cohort_of(facts)
    found = registry.known([cohort])[cohort]
    found.sort(
        key=lambda document: (document.series != series_of(facts), -(document.facts.issued_on or date.min).toordinal())
    )
    pks = list(dict.fromkeys(document.directive_id for document in found))
    rows = Directive.objects.in_bulk(pks)
    return [rows[pk] for pk in pks]


@transaction.atomic
def merge(keep, drop):
    """Make one record of two, with every citation kept; returns how many articles changed.

    `keep` takes the facts it lacked, the keys, citations, tags, relations and address of `drop`, and counts as
    verified.
    """
    for name in (*FACT_FIELDS, "title", "subject"):
        if not getattr(keep, name):
            setattr(keep, name, getattr(drop, name))
    drop.keys.update(directive=keep)
    drop.citations.update(directive=keep)
    keep.tags.add(*drop.tags.all())
    _take_relations(keep, drop)
    cohorts = {cohort_of(one.facts) for one in (keep, drop)}
    slug = drop.slug
    drop.delete()
    keep.verified = True
    keep.save()
    FormerSlug.objects.update_or_create(kind="directives.directive", slug=slug, defaults={"target": keep.pk})
    return registry.revise(cohorts, renamed={keep.pk})


def _take_relations(keep, drop):
    for relation in drop.relations.exclude(target=keep):
        _relate(keep, relation.verb, relation.target, relation.state)
    for relation in drop.relations_to.exclude(source=keep):
        _relate(relation.source, relation.verb, keep, relation.state)


def _relate(source, verb, target, state):
    Relation.objects.get_or_create(source=source, verb=verb, target=target, defaults={"state": state})


def likely_twins():
    """Return [(fuller, thinner)] pairs of records that may be one document: nothing but what they lack differs."""
    twins = []
    groups = defaultdict(list)
    shared = (
        Directive.objects.exclude(number="").values("number").annotate(n=Count("pk")).filter(n__gt=1).values("number")
    )
    for directive in Directive.objects.filter(number__in=shared).order_by("pk"):
        groups[same_series(directive.kind), directive.number].append(directive)
    for members in groups.values():
        for one, other in itertools.combinations(members, 2):
            if _may_be_one(one, other):
                twins.append((other, one) if _thinness(one) > _thinness(other) else (one, other))
    return twins


def _thinness(directive):
    return sum(not getattr(directive, name) for name in ("symbol", "issuer", "issued_on", "term"))


def _may_be_one(one, other):
    if one.verified and other.verified:
        return False
    for name in ("symbol", "issued_on", "term", "year"):
        first, second = getattr(one, name), getattr(other, name)
        if first and second and first != second:
            return False
    return bool(one.issuer and other.issuer) and same_issuer(one.issuer, other.issuer)
