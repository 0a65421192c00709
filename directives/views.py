"""The public register of documents."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Min
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directives.filters import DirectiveFilter
from directives.models import Directive, Relation
from directives.models.relation import Verb
from newsroom.slugs import FormerSlug

PAGE_SIZE = 30
CITING_SIZE = 20
TOGETHER = 8


@require_safe
def directives(request):
    register = Directive.objects.for_readers().with_public_articles().order_by("-issued_on", "kind", "symbol", "pk")
    filters = DirectiveFilter(request.GET, queryset=register)
    page = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    return render(request, "directives/directives.html", {"filter": filters, "page": page, "query": query.urlencode()})


@require_safe
def directive(request, slug):
    found = Directive.objects.for_readers().with_public_articles().filter(slug=slug).first()
    if found is None:
        target = FormerSlug.objects.current("directives.directive", slug)
        return HttpResponsePermanentRedirect(
            get_object_or_404(Directive.objects.for_readers(), pk=target).get_absolute_url()
        )
    page = Paginator(_citing(found), CITING_SIZE).get_page(request.GET.get("trang"))
    return render(
        request,
        "directives/directive.html",
        {
            "directive": found,
            "page": page,
            "tags": found.tags.all(),
            "relations": relations_of(found),
            "coverage": coverage_of(found),
            "together": cited_together(found),
            "legislation": legislation(found),
        },
    )


def legislation(found):
    """Return the document as schema.org `Legislation`."""
    relations = found.relations.shown().filter(verb__in=[Verb.REPLACES, Verb.AMENDS]).select_related("target")
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": found.name,
        "url": settings.SITE_URL + found.get_absolute_url(),
        "legislationIdentifier": found.symbol,
        "legislationType": found.get_kind_display(),
        "legislationDate": found.issued_on and found.issued_on.isoformat(),
        "legislationPassedBy": found.issuer and {"@type": "Organization", "name": found.issuer},
        "alternativeHeadline": found.title or found.subject,
        "legislationChanges": [settings.SITE_URL + each.target.get_absolute_url() for each in relations],
        "inLanguage": "vi",
    }


def relations_of(found):
    """Return [(what, directive, since)] of the relations that readers see, from either side."""
    shown = Relation.objects.shown().select_related("source", "target")
    does = [(each.get_verb_display(), each.target, each.since) for each in shown.filter(source=found)]
    done = [(each.passive, each.source, each.since or each.source.issued_on) for each in shown.filter(target=found)]
    return does + done


def coverage_of(found):
    """Return the years from the first to the last citing article, each with its count and its bar of the chart.

    A bar is (x, y, width, height) in a drawing of 100 by 40 units.
    """
    rows = (
        found.citations.for_readers()
        .exclude(article__date_precision="unknown")
        .values_list("article__published_at__year")
        .annotate(n=Count("article", distinct=True))
    )
    counts = dict(rows.order_by())
    if not counts:
        return []
    years = range(min(counts), max(counts) + 1)
    step, most = 100 / len(years), max(counts.values())
    return [
        {
            "year": year,
            "count": counts.get(year, 0),
            "x": f"{place * step + step * 0.1:.2f}",
            "y": f"{38 - 36 * counts.get(year, 0) / most:.2f}",
            "width": f"{step * 0.8:.2f}",
            "height": f"{36 * counts.get(year, 0) / most:.2f}",
        }
        for place, year in enumerate(years)
    ]


def cited_together(found):
    """Return the documents that public articles cite along with `found`, the most frequent first."""
    articles = found.citations.for_readers().values("article")
    beside = found.citations.model.objects.for_readers().filter(article__in=articles).exclude(directive=found)
    counts = beside.values("directive").annotate(n=Count("article", distinct=True)).order_by("-n", "directive")
    shared = {row["directive"]: row["n"] for row in counts[:TOGETHER]}
    directives = Directive.objects.in_bulk(shared)
    return [(directives[pk], n) for pk, n in shared.items()]


def _citing(found):
    """Return the first citation of the document in each public article, the newest article first."""
    citations = found.citations.for_readers()
    first = citations.order_by().values("article").annotate(first=Min("id")).values("first")
    return (
        found.citations.filter(pk__in=first)
        .select_related("article__section")
        .defer("article__body", "article__body_html", "article__standfirst_html")
        .order_by("-article__published_at", "-article")
    )
