"""The archive by date: years, months, days of the paper's own calendar."""

import calendar
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.article import UNDATED, DatePrecision
from articles.views.pages import PAGE_SIZE
from newsroom.paging import first_of_all, page_of

FIRST_YEAR = 1945
PRECISIONS = (DatePrecision.MINUTE, DatePrecision.DAY, DatePrecision.MONTH)


@require_safe
def years(request):
    dated = Article.objects.published().filter(published_at__gt=UNDATED)
    oldest = dated.order_by("published_at").values_list("published_at", flat=True).first()
    newest = dated.order_by("-published_at").values_list("published_at", flat=True).first()
    span = range(timezone.localtime(newest).year, timezone.localtime(oldest).year - 1, -1) if oldest else []
    return render(request, "articles/archive.html", {"years": list(span)})


@require_safe
def year(request, year):
    first = _day(year, "01", "01")
    firsts = [date(first.year, number, 1) for number in range(1, 13)]
    months = list(zip(firsts, _counts(Article.objects.on(first.year), firsts, "month"), strict=True))
    return _listing(request, Article.objects.on(first.year), {"first": first, "months": months, "level": "year"})


@require_safe
def month(request, year, month):
    first = _day(year, month, "01")
    on_days = Article.objects.on(first.year, first.month).exclude(date_precision=DatePrecision.MONTH)
    days = [first + timedelta(days=number) for number in range((_after(first, "month") - first).days)]
    counts = dict(zip(days, _counts(on_days, days, "day"), strict=True))
    weeks = [
        [(day, counts.get(day, 0)) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    context = {"first": first, "weeks": weeks, "level": "month"}
    return _listing(request, Article.objects.on(first.year, first.month), context)


@require_safe
def day(request, year, month, day):
    first = _day(year, month, day)
    return _listing(request, Article.objects.on(first.year, first.month, first.day), {"first": first, "level": "day"})


def _beside(first, level):
    """Return [(rel, day)] of the nearest years, months or days before and after with public articles."""
    known = PRECISIONS[:2] if level == "day" else PRECISIONS
    dated = Article.objects.published().filter(date_precision__in=known, published_at__gt=UNDATED).newest_first()
    start, end = _midnight(first), _midnight(_after(first, level))
    earlier = first_of_all(dated, published_at__lt=start).values_list("published_at", flat=True).first()
    later = first_of_all(dated, published_at__gte=end).reverse().values_list("published_at", flat=True).first()
    return [(rel, timezone.localdate(instant)) for rel, instant in (("prev", earlier), ("next", later)) if instant]


def _midnight(day):
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _after(first, level):
    """Return the first day after the year, month or day that begins with `first`."""
    if level == "year":
        return date(first.year + 1, 1, 1)
    if level == "month":
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=1)


def _counts(articles, firsts, level):
    """Return how many of `articles` are public of each month or day (`level`) that begins with one of `firsts`.

    One query; the bounds are told, since asking each instant for its day in our time zone takes a hundred times longer.
    """
    bounds = {
        f"n{number}": Q(published_at__gte=_midnight(first), published_at__lt=_midnight(_after(first, level)))
        for number, first in enumerate(firsts)
    }
    counts = {name: Count("pk", filter=bound) for name, bound in bounds.items()}
    return list(articles.published().order_by().aggregate(**counts).values())


def _day(year, month, day):
    try:
        found = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404 from error
    if not FIRST_YEAR <= found.year <= timezone.localdate().year:
        raise Http404
    return found


def _listing(request, articles, context):
    page = page_of(articles.published().cards(), request.GET, size=PAGE_SIZE)
    beside = _beside(context["first"], context["level"])
    return render(request, "articles/archive.html", {**context, "page": page, "beside": beside})
