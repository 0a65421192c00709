"""The public register of documents."""

from collections import Counter

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from directives.filters import DirectiveFilter
from directives.models import Directive, Relation
from directives.models.relation import Verb
from newsroom import fragments
from newsroom.models import Tag
from newsroom.rows import Rows, columns, instances
from newsroom.slugs import FormerSlug

PAGE_SIZE = 30
CITING_SIZE = 20
TOGETHER = 8
CHANGING = (Verb.REPLACES, Verb.AMENDS)
TAGS = columns(Tag)


@require_safe
def directives(request):
    register = Directive.objects.for_readers().with_public_articles().order_by("-issued_on", "kind", "symbol", "pk")
    filters = DirectiveFilter(request.GET, queryset=register)
    query = request.GET.copy()
    query.pop("trang", None)
    pages = Paginator(filters.qs, PAGE_SIZE)
    if not query:
        pages.count = fragments.of_edition("register count", register.count)
    page = pages.get_page(request.GET.get("trang"))
    return render(request, "directives/directives.html", {"filter": filters, "page": page, "query": query.urlencode()})


@require_safe
def directive(request, slug):
    shown = Directive.objects.for_readers().filter(slug=slug).values_list("pk", flat=True)
    found = fragments.of_edition(("directive", slug), shown.first)
    if found is None:
        target = FormerSlug.objects.current("directives.directive", slug)
        return HttpResponsePermanentRedirect(
            get_object_or_404(Directive.objects.for_readers(), pk=target).get_absolute_url()
        )
    if "trang" in request.GET:
        return HttpResponse(_page_of(request, found))
    return HttpResponse(fragments.of_edition(f"page of directive {found}", lambda: _page_of(request, found)))


def _page_of(request, pk):
    """Return the HTML of a document's page, with that page of its articles which `request` asks for."""
    found = _with_tags(Directive.objects.all()).get(pk=pk)
    citing = _citing(found)
    page = Paginator(citing, CITING_SIZE).get_page(request.GET.get("trang"))
    page.object_list = _citations(found, page.object_list)
    relations = list(_shown_relations(found))
    context = {
        "directive": found,
        "page": page,
        "tags": instances(Tag, TAGS, found.tag_rows),
        "relations": relations_of(found, relations),
        "coverage": fragments.of_edition(f"coverage of directive {pk}", lambda: coverage_of(citing)),
        "together": fragments.of_edition(f"cited with directive {pk}", lambda: cited_together(found)),
        "legislation": legislation(found, relations),
    }
    return render_to_string("directives/directive.html", context, request)


def _with_tags(directives):
    tags = Tag.objects.filter(tagged_directives__content_object=OuterRef("pk"))
    return directives.annotate(tag_rows=Rows(tags, TAGS))


def _shown_relations(found):
    """Return the relations from and to the document that readers see."""
    either = Q(source=found) | Q(target=found)
    return Relation.objects.shown().filter(either).select_related("source", "target").order_by("id")


def legislation(found, relations):
    """Return the document, with its `relations`, as schema.org `Legislation`."""
    changed = [each.target for each in relations if each.source_id == found.pk and each.verb in CHANGING]
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
        "legislationChanges": [settings.SITE_URL + each.get_absolute_url() for each in changed],
        "inLanguage": "vi",
    }


def relations_of(found, relations):
    """Return [(what, directive, since)] of `relations` as they look from the document, what it does first."""
    does = [(each.get_verb_display(), each.target, each.since) for each in relations if each.source_id == found.pk]
    done = [
        (each.passive, each.source, each.since or each.source.issued_on)
        for each in relations
        if each.target_id == found.pk
    ]
    return does + done


def coverage_of(citing):
    """Return the years from the first to the last of the articles `citing`, each with its count and its bar.

    A bar is (x, y, width, height) in a drawing of 100 by 40 units.
    """
    counts = Counter(localtime(at).year for _pk, at, precision in citing if precision != "unknown")
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
    """Return the documents that public articles cite along with `found`, with how many do, the most frequent first."""
    articles = found.citations.for_readers().values("article")
    beside = Q(citations__article__in=articles, citations__state="settled")
    others = Directive.objects.exclude(pk=found.pk).filter(beside)
    counted = others.annotate(n=Count("citations__article", distinct=True)).order_by("-n", "pk")
    return [(directive, directive.n) for directive in counted[:TOGETHER]]


def _citing(found):
    """Return (key, instant, precision of that) of each public article that cites the document, the newest first."""
    fields = ("article", "article__published_at", "article__date_precision")
    rows = found.citations.for_readers().order_by().values_list(*fields).distinct()
    return sorted(rows, key=lambda row: (row[1], row[0]), reverse=True)


def _citations(found, citing):
    """Return the first citation of the document in each of the articles `citing`, in their order."""
    rows = (
        found.citations.filter(article__in=[pk for pk, *_rest in citing], state="settled")
        .select_related("article__section")
        .defer("article__body", "article__body_html", "article__standfirst_html")
        .order_by("-id")
    )
    first = {citation.article_id: citation for citation in rows}
    return [first[pk] for pk, *_rest in citing if pk in first]
