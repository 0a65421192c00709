"""Sitemaps: an index, a file a month, files for what has no day, and the news of two days; robots.txt.

Protocol: sitemaps.org; Google's extensions for news and images. Files lie at the root, because a sitemap speaks only
for addresses below its own. An index names only files that hold something, for an empty one is an error.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles.exporting.figures import legal
from articles.models import Article, Section
from articles.models.article import UNDATED, DatePrecision
from articles.syndication import (
    DAY_KNOWN,
    absolute,
    known_change,
    known_date,
    public_authors,
    public_tags,
    wide_rendition,
)
from directives.models import Directive

MOST = 50_000  # of the protocol, addresses a file
BLOCK = 20_000  # keys a file, where no month parts the rows
NEWS_MOST, NEWS_DAYS = 1000, timedelta(days=2)
CHANGES = 500  # latest changes that an index tells of
ROOMS = ("front", "directives", "photo-stories", "authors", "archive", "corrections", "api")

_cached = cache_control(public=True, max_age=300)


@dataclass(frozen=True)
class Entry:
    """One address, when it last changed (ISO 8601, or empty) and the address of its picture."""

    address: str
    changed: str = ""
    picture: str = ""


def _undated():
    return Article.objects.published().filter(date_precision=DatePrecision.UNKNOWN)


BLOCKS = {
    "khong-ngay": _undated,
    "van-ban": Directive.objects.for_readers,
    "chu-de": public_tags,
    "tac-gia": public_authors,
}


@require_safe
@_cached
@conditional_page
def index(request):
    changes, bounds = _latest_changes(), _bounds()
    files = [(reverse("sitemap-pages"), "")]
    places = [*_months(bounds), *_blocks(bounds)]
    filled = _filled([queryset for _name, _arguments, queryset in places])
    for (name, arguments, _queryset), some in zip(places, filled, strict=True):
        if some:
            files.append((reverse(name, args=arguments), changes.get(arguments, "")))
    return _xml("sitemaps/index.xml", {"files": [(absolute(path), changed) for path, changed in files]})


def _bounds():
    """Return {"first", "last": the earliest and latest known day; kind: the last key of its rows}, in one query."""
    instants = _dated(published_at__gt=UNDATED).values("published_at")
    asked = {"first": instants.order_by("published_at")[:1], "last": instants.order_by("-published_at")[:1]}
    asked |= {kind: rows().model.objects.order_by("-pk").values("pk")[:1] for kind, rows in BLOCKS.items()}
    found = Section.objects.order_by("pk").values_list(*(Subquery(each) for each in asked.values()))[:1]
    return dict(zip(asked, next(iter(found), [None] * len(asked)), strict=True))


def _months(bounds):
    """Return (name, arguments, queryset) of the file of each month there may be one of, the latest first."""
    if bounds["first"] is None:
        return []
    months = range(_number(bounds["last"]), _number(bounds["first"]) - 1, -1)
    return [
        ("sitemap-month", _named(month), _dated(published_at__gte=_start(month), published_at__lt=_start(month + 1)))
        for month in months
    ]


def _blocks(bounds):
    """Return (name, arguments, queryset) of the file of each block of keys."""
    return [
        ("sitemap-block", (kind, number), _block(rows(), number))
        for kind, rows in BLOCKS.items()
        if bounds[kind] is not None
        for number in range(bounds[kind] // BLOCK + 1)
    ]


def _dated(**bounds):
    """Return the public articles within `bounds`, which come first: SQLite searches by the first bound it is given."""
    return Article.objects.filter(**bounds).published().exclude(date_precision=DatePrecision.UNKNOWN)


def _number(instant):
    """Return the number of the month of `instant`, counted on the paper's calendar from the year 0."""
    day = timezone.localdate(instant)
    return day.year * 12 + day.month - 1


def _start(month):
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=timezone.get_default_timezone())


def _named(month):
    return f"{month // 12:04}", f"{month % 12 + 1:02}"


def _filled(querysets):
    """Return of each of `querysets` whether it holds a row, in one query."""
    names = {f"has_{place}": Exists(queryset.order_by()) for place, queryset in enumerate(querysets)}
    any_row = Section.objects.order_by("pk").annotate(**names).values_list(*names)[:1]
    return next(iter(any_row), (False,) * len(names)) if names else ()


def _block(rows, number):
    return rows.filter(pk__gte=number * BLOCK, pk__lt=(number + 1) * BLOCK)


def _latest_changes():
    """Return {("2018", "06"): when something of that month last changed}, as far as the latest changes tell."""
    latest = Article.objects.published().order_by("-updated_at", "-id").values_list("published_at", "updated_at")
    changes = {}
    for published_at, updated_at in latest[:CHANGES]:
        moment = timezone.localtime(max(published_at, updated_at))
        month = _named(_number(published_at))
        changes[month] = max(changes.get(month, moment), moment)
    return {month: moment.isoformat(timespec="seconds") for month, moment in changes.items()}


@require_safe
@_cached
@conditional_page
def month(request, year, month):
    try:
        first = date(int(year), int(month), 1)
    except ValueError as error:
        raise Http404 from error
    if not UNDATED.year <= first.year <= timezone.localdate().year:
        raise Http404
    return _addresses(_articles(Article.objects.on(first.year, first.month).published()))


@require_safe
@_cached
@conditional_page
def block(request, kind, number):
    """Addresses of one block of keys of the rows that no month parts."""
    if kind not in BLOCKS:
        raise Http404
    rows = _block(BLOCKS[kind](), int(number)).order_by("pk")
    if kind == "khong-ngay":
        return _addresses(_articles(rows))
    return _addresses([Entry(absolute(row.get_absolute_url())) for row in rows.only("slug")])


@require_safe
@_cached
@conditional_page
def pages(request):
    """The paper's standing pages: rooms and sections."""
    paths = [reverse(name) for name in ROOMS]
    paths += [section.get_absolute_url() for section in Section.objects.only("slug", "order")]
    return _addresses([Entry(absolute(path)) for path in paths])


@require_safe
@_cached
@conditional_page
def news(request):
    """Google's news sitemap: the articles of the last two days, as far as their day is known."""
    recent = Article.objects.published().filter(published_at__gte=timezone.now() - NEWS_DAYS)
    articles = recent.filter(date_precision__in=DAY_KNOWN).cards()[:NEWS_MOST]
    stories = [(absolute(article.get_absolute_url()), known_date(article), article.headline) for article in articles]
    return _xml("sitemaps/news.xml", {"paper": settings.PAPER, "stories": stories})


def _articles(articles):
    rows = articles.select_related("section", "lead_photo").only(
        *("slug", "status", "published_at", "date_precision", "edited_at", "section__slug"),
        *("lead_photo__width", "lead_photo__height"),
    )
    return [_entry(row) for row in rows.newest_first()[:MOST]]


def _entry(article):
    picture = wide_rendition(article.lead_photo)[0] if article.lead_photo else ""
    return Entry(absolute(article.get_absolute_url()), _changed(article), picture)


def _changed(article):
    change = known_change(article)
    return change.isoformat(timespec="seconds") if change else known_date(article)


def _addresses(entries):
    if not entries:
        raise Http404
    return _xml("sitemaps/addresses.xml", {"entries": entries})


def _xml(template, context):
    return HttpResponse(legal(render_to_string(template, context)), content_type="application/xml; charset=utf-8")


@require_safe
@_cached
def robots(request):
    return render(request, "sitemaps/robots.txt", content_type="text/plain; charset=utf-8")
