"""The archive by date: years, months, days of the paper's own calendar."""

import calendar
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import ExtractDay, ExtractMonth
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.article import UNDATED, DatePrecision
from articles.views.pages import PAGE_SIZE
from newsroom.paging import page_of

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
    counts = _counts(Article.objects.on(first.year), ExtractMonth)
    months = [(date(first.year, number, 1), counts.get(number, 0)) for number in range(1, 13)]
    return _listing(request, Article.objects.on(first.year), {"first": first, "months": months, "level": "year"})


@require_safe
def month(request, year, month):
    first = _day(year, month, "01")
    on_days = Article.objects.on(first.year, first.month).exclude(date_precision=DatePrecision.MONTH)
    counts = _counts(on_days, ExtractDay)
    weeks = [
        [(day, counts.get(day.day, 0) if day.month == first.month else 0) for day in week]
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
    earlier = dated.filter(published_at__lt=start).values_list("published_at", flat=True).first()
    later = dated.filter(published_at__gte=end).reverse().values_list("published_at", flat=True).first()
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


def _counts(articles, part):
    """Return {number: public articles} by the `part` of their date, a database function. One query."""
    rows = articles.published().order_by().annotate(part=part("published_at")).values("part").annotate(n=Count("pk"))
    return dict(rows.values_list("part", "n"))


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
