"""Front page, section and article."""

import secrets
from functools import partial

from django.db.models import Count, OuterRef
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from articles import own_links, placing, whole
from articles.models import Article, Citation, Section, Status
from articles.models.article import DatePrecision
from articles.related import beside, related
from directives.models import Directive
from newsroom import fragments
from newsroom.context import menu, section_named
from newsroom.paging import AFTER, BEFORE, FirstPage, page_of
from newsroom.rows import Rows
from newsroom.slugs import FormerSlug

PAGE_SIZE = 20
SECONDS, RECENT, OF_SECTION, OF_DOCUMENTS = 5, 10, 6, 6
RELATED = 4
PLACE_OF_TEXT = secrets.token_hex(16)  # which nothing in the page can be


@require_safe
def front(request):
    shown = fragments.of_edition("front page", front_page)
    return render(request, "articles/front.html", shown | {"of_edition": "front"})


def front_page(at=None):
    """Return what the front page shows at the instant `at` (now, if None).

    The lead and its seconds, the most recent, then each section with what is not above already. Stories that editors
    placed come first, in their order; the rest fills by time.
    """
    placed = placing.leads_of(None, at)
    dated = Article.objects.published(at).exclude(date_precision=DatePrecision.UNKNOWN).cards()
    latest = [*placed, *placing.without(dated, placed)[: 1 + SECONDS + RECENT - len(placed)]]
    pictured = next((article for article in latest[:SECONDS] if article.lead_photo), latest[0] if latest else None)
    lead = placed[0] if placed else pictured
    others = [article for article in latest if article != lead]
    shown = {article.pk for article in latest}
    return {
        "lead": lead,
        "newest": max(latest, key=lambda article: article.published_at, default=None),
        "seconds": others[:SECONDS],
        "recent": others[SECONDS:],
        "sections": _by_section(shown, at),
        "documents": _documents_in_the_news(),
    }


def _by_section(shown, at=None):
    """Return [(section, its newest articles)] without those `shown`; two queries, however many sections there are."""
    of_one = Article.objects.published(at).filter(section=OuterRef("pk")).newest_first()[: OF_SECTION + len(shown)]
    newest = dict(Section.objects.order_by("pk").values_list("pk", Rows(of_one, ("published_at", "id"))))
    chosen = {}
    for section in menu():
        branch = (section, *section.subsections.all())
        rows = sorted((row for each in branch for row in newest.get(each.pk) or ()), reverse=True)
        chosen[section] = [pk for _published_at, pk in rows if pk not in shown][:OF_SECTION]
    cards = Article.objects.cards().in_bulk([pk for pks in chosen.values() for pk in pks])
    return [(section, [cards[pk] for pk in pks]) for section, pks in chosen.items()]


def _documents_in_the_news():
    """Return the documents that the latest articles cite most; what the archive says of them is counted for those."""
    latest = list(Article.objects.published().newest_first().values_list("pk", flat=True)[:200])
    cited = Citation.objects.filter(article__in=latest, state=Citation.State.SETTLED).values_list("directive")
    most = cited.annotate(n=Count("article", distinct=True)).order_by("-n", "-directive__issued_on", "directive")
    chosen = [pk for pk, _number in most[:OF_DOCUMENTS]]
    found = Directive.objects.for_readers().with_public_articles().in_bulk(chosen)
    return [found[pk] for pk in chosen if pk in found]


@require_safe
def section(request, slug):
    found = section_named(slug)
    if found is None:
        target = FormerSlug.objects.current("articles.section", slug)
        return HttpResponsePermanentRedirect(get_object_or_404(Section, pk=target).get_absolute_url())
    context = _kept_page(request, f"section {found.pk}", partial(section_page, found))
    return render(request, "articles/section.html", {"section": found, **context})


def section_page(section, parameters, at=None):
    """Return the `Page` of a section that `parameters` ask for at `at`; what editors placed heads the first."""
    placed = placing.leads_of(section, at)
    rest = placing.without(Article.objects.published(at).within(section).cards(), placed)
    page = page_of(rest, parameters, size=PAGE_SIZE)
    if page.is_first:
        page.rows = [*placed, *page.rows]
    return page


def first_page(request, name, articles):
    """Return the context of a list: its `page`, and the name under which the edition keeps it if it is the first.

    `articles` gives the queryset, in the order that `newsroom.paging` asks for.
    """
    return _kept_page(request, name, lambda parameters: page_of(articles(), parameters, size=PAGE_SIZE))


def _kept_page(request, name, make):
    """Return the context of the page that `make` gives for the parameters of `request`."""
    if BEFORE in request.GET or AFTER in request.GET:
        return {"page": make(request.GET)}
    return {"page": FirstPage(lambda: make({})), "of_edition": name}


@require_safe
def article(request, section, slug, pk):
    """One article; an old slug or section redirects for good, a withdrawn one says it is gone."""
    found = whole.find(int(pk))
    if found is None:
        raise Http404
    if found.status == Status.WITHDRAWN:
        return render(request, "articles/withdrawn.html", {"note": found.withdrawal_note}, status=410)
    if not found.is_published():
        raise Http404
    if request.path != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    before, after = fragments.of_edition(f"around article {found.pk}", lambda: _around(request, found))
    return HttpResponse(before + _text(found).encode() + after)


def _text(article):
    """Return the text as readers get it; where it links to other articles of ours, as they stand in this edition."""
    if not own_links.are_in(article.body_html):
        return article.body_html
    return fragments.of_edition(f"text of article {article.pk}", lambda: own_links.for_readers(article.body_html)[0])


def _around(request, found):
    """Return the bytes of the page of `found` before and after its text."""
    earlier, later = beside(found)
    context = {
        "article": found,
        **whole.rows_of(found),
        "related": list(related(found, limit=RELATED)),
        "earlier": earlier,
        "later": later,
        "text": PLACE_OF_TEXT,
    }
    html = render_to_string("articles/article.html", context, request)
    before, _, after = html.partition(PLACE_OF_TEXT)
    return before.encode(), after.encode()
