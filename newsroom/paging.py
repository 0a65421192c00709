"""Pages of a long list by place, not by number: page 10,000 costs what page 1 costs."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.db.models import Q

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEFORE, AFTER = "truoc", "sau"  # query parameters: what is older than, newer than, a place


@dataclass
class Page:
    """Some rows of a list, newest first, and the query strings of the pages beside it (empty at the ends)."""

    rows: list
    older: str = ""
    newer: str = ""
    is_first: bool = True


class FirstPage:
    """The first page of a list, asked for (`ask` returns the `Page`) when something of it is shown."""

    is_first = True

    def __init__(self, ask):
        self.ask = ask

    @cached_property
    def page(self):
        return self.ask()

    def __getattr__(self, name):
        return getattr(self.page, name)


def place_of(row):
    """Return the place of `row` in a list ordered by publication and key, as a query value."""
    microseconds = (row.published_at - EPOCH) // timedelta(microseconds=1)
    return f"{microseconds}_{row.pk}"


def _parse(value):
    """Return (instant, key) of a place, or None when `value` is no place."""
    microseconds, _, pk = value.partition("_")
    try:
        return EPOCH + timedelta(microseconds=int(microseconds[:20])), int(pk[:18])
    except (ValueError, OverflowError):
        return None


def first_of_all(queryset, **bound):
    """Return `queryset` within `bound`, told first: of two bounds of a column SQLite searches by the first alone."""
    found = queryset.filter(**bound)
    conditions = found.query.where.children
    conditions.insert(0, conditions.pop())
    return found


def page_of(queryset, parameters, *, size):
    """Return the `Page` of `queryset` that `parameters` (a GET) ask for; a wrong place gives the first page.

    `queryset` is ordered by `-published_at, -id`.
    """
    before, after = _parse(parameters.get(BEFORE, "")), _parse(parameters.get(AFTER, ""))
    if before:
        instant, pk = before
        older = Q(published_at__lt=instant) | Q(published_at=instant, pk__lt=pk)
        rows = list(first_of_all(queryset, published_at__lte=instant).filter(older)[: size + 1])
        has_older, has_newer = len(rows) > size, True
        rows = rows[:size]
    elif after:
        instant, pk = after
        newer = Q(published_at__gt=instant) | Q(published_at=instant, pk__gt=pk)
        rows = list(queryset.filter(published_at__gte=instant).filter(newer).reverse()[: size + 1])
        has_older, has_newer = True, len(rows) > size
        rows = rows[:size][::-1]
    else:
        rows = list(queryset[: size + 1])
        has_older, has_newer = len(rows) > size, False
        rows = rows[:size]
    return Page(
        rows=rows,
        older=f"{BEFORE}={place_of(rows[-1])}" if rows and has_older else "",
        newer=f"{AFTER}={place_of(rows[0])}" if rows and has_newer else "",
        is_first=not (before or after),
    )
