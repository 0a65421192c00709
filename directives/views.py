"""The public register of documents."""

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from directives.filters import DirectiveFilter
from directives.models import Directive
from newsroom.slugs import FormerSlug

PAGE_SIZE = 30
CITING_SIZE = 20


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
    return render(request, "directives/directive.html", {"directive": found, "page": page, "tags": found.tags.all()})


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
