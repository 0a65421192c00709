"""A second import as a three-way merge: what only the source changed comes in, what only an editor changed stays.

The base is what the source said the last time. Both sides are compared field by field as the database would hold
them; what both changed is kept as the editor has it, and reported with both texts.
"""

from dataclasses import dataclass

from articles.importing import rows
from articles.markup import plain_text
from articles.models import Byline

FIELDS = ("headline", "kicker", "agency", "standfirst", "body", "published_at", "date_precision")
LISTS = ("bylines", "photos", "tags")


@dataclass
class Merged:
    """`values` are the fields to take from the source; `lists` the child rows to make anew; `conflicts` what both
    sides changed, as {"field", "base", "here", "source"} for people to read.
    """

    values: dict
    lists: set
    conflicts: list


def comparable(record):
    """Return what a record makes of an article, in a form that compares with `stored`."""
    values = {name: value for name, value in rows.values_of(record).items() if name in FIELDS}
    values["bylines"] = [(" ".join(each.name.split())[:120], each.role) for each in record.bylines]
    values["photos"] = [(each.caption, each.credit) for each in record.photos]
    values["tags"] = sorted(" ".join(tag.split()) for tag in record.tags)
    return values


def stored(article):
    values = {name: getattr(article, name) for name in FIELDS}
    values["bylines"] = list(Byline.objects.filter(article=article).order_by("order", "id").values_list("name", "role"))
    values["photos"] = list(article.photos.order_by("order", "id").values_list("caption", "credit"))
    values["tags"] = sorted(article.tags.values_list("name", flat=True))
    return values


def merge(article, base, record):
    """Return the `Merged` of what `record` says now, what it said before (`base`), and what the article holds."""
    before, here, now = comparable(base), stored(article), comparable(record)
    changed_there = {name for name in now if now[name] != before[name]}
    changed_here = {name for name in now if here[name] != before[name]}
    clashes = {name for name in changed_there & changed_here if here[name] != now[name]}
    take = changed_there - changed_here
    everything = rows.values_of(record)
    values = {name: everything[name] for name in take if name in FIELDS}
    conflicts = [
        {"field": name, "base": _shown(before[name]), "here": _shown(here[name]), "source": _shown(now[name])}
        for name in sorted(clashes)
    ]
    return Merged(values, take & set(LISTS), conflicts)


def _shown(value):
    if isinstance(value, str):
        return plain_text(value) if value.startswith("<") else value
    return (
        "; ".join(" ".join(map(str, each)) if isinstance(each, tuple) else str(each) for each in value)
        if isinstance(value, list)
        else str(value)
    )
