"""Which articles a request asks for: filters, and a cursor into a list that new articles do not shift."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import search
from articles.api.problems import Problem
from articles.models import Article, Section
from articles.models.article import DatePrecision
from articles.syndication import public_authors, public_tags
from directives.models import Directive
from newsroom.paging import BEFORE, page_of

SIZE, MOST = 30, 100
FILTERS = ("section", "tag", "author", "directive", "from", "to", "q")
PARAMETERS = (*FILTERS, "limit", "cursor")
FIRST_DAY, LAST_DAY = date(1900, 1, 2), date(9999, 11, 30)


def selected(parameters):
    """Return the public articles that `parameters` (a GET) choose, without order; raises `Problem`."""
    for name in parameters:
        if name not in PARAMETERS:
            raise _refused(name, _("There is no such parameter."))
    articles = _within_days(_day(parameters, "from"), _day(parameters, "to")).published()
    for name, narrow in ROWS.items():
        if slug := parameters.get(name):
            articles = narrow(articles, slug)
    if words := _words(parameters):
        articles = search.matching(articles, words)
    return articles


def page(articles, parameters):
    """Return (rows, cursor of what follows or "") of `articles`, the newest first."""
    cursor = parameters.get("cursor", "")
    found = page_of(articles, {BEFORE: cursor}, size=_limit(parameters))
    if cursor and found.is_first:
        raise _refused("cursor", _("Not a cursor of this interface."))
    return found.rows, found.older.partition("=")[2]


def _refused(name, why):
    return Problem(400, _("The request is not understood."), f"{name}: {why}", parameter=name)


def _row(rows, slug, name):
    row = rows.filter(slug=slug).first() if "\x00" not in slug else None
    if row is None:
        raise _refused(name, _("Nothing here has this address."))
    return row


def _of_section(articles, slug):
    return articles.within(_row(Section.objects, slug, "section"))


def _of_author(articles, slug):
    return articles.filter(pk__in=_row(public_authors(), slug, "author").bylines.values("article"))


def _of_tag(articles, slug):
    return articles.filter(pk__in=_row(public_tags(), slug, "tag").tagged_articles.values("content_object"))


def _of_directive(articles, slug):
    citations = _row(Directive.objects.for_readers(), slug, "directive").citations.for_readers()
    return articles.filter(pk__in=citations.values("article"))


ROWS = {"section": _of_section, "author": _of_author, "tag": _of_tag, "directive": _of_directive}


def _day(parameters, name):
    if not parameters.get(name):
        return None
    try:
        day = date.fromisoformat(parameters[name])
    except ValueError as error:
        raise _refused(name, _("Days are written 2018-06-12.")) from error
    return min(max(day, FIRST_DAY), LAST_DAY)


def _within_days(first, last):
    """Return the articles surely published from `first` to `last`: those of a month only if all of it is within.

    The days come first, because SQLite searches by the first bound it is given.
    """
    articles = Article.objects.all()
    if first:
        articles = articles.filter(published_at__gte=_midnight(first))
    if last:
        end = last + timedelta(days=1)
        whole_month = ~Q(date_precision=DatePrecision.MONTH) | Q(published_at__lt=_midnight(end.replace(day=1)))
        articles = articles.filter(published_at__lt=_midnight(end)).filter(whole_month)
    return articles.exclude(date_precision=DatePrecision.UNKNOWN) if first or last else articles


def _midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _words(parameters):
    return parameters.get("q", "").replace("\x00", " ").strip()[:200]


def _limit(parameters):
    text = parameters.get("limit") or str(SIZE)
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST):
        raise _refused("limit", _("A number from 1 to %(most)s.") % {"most": MOST})
    return int(text)
