"""The addresses of the interface."""

from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.api import description, items
from articles.api.doors import for_machines
from articles.api.problems import Problem
from articles.api.selection import page, selected
from articles.models import Article, Status
from articles.syndication import absolute, with_all_told
from directives.models import Directive

TEXTS = ("body", "body_html", "standfirst_html", "doubts", "published_on_reason")


@require_safe
def guide(request):
    """The interface for people: what can be asked, and what comes."""
    return render(request, "api/guide.html", {"guide": description.guide(), "json": reverse("api-openapi")})


@for_machines
def openapi(request):
    return _json(description.openapi())


@for_machines
def articles(request):
    """A page of public articles, the newest first, without their texts."""
    found = _with_all(selected(request.GET))
    rows, cursor = page(found.defer(*TEXTS).newest_first(), request.GET)
    kept = {name: value for name, value in request.GET.items() if name != "cursor"}
    following = absolute(f"{request.path}?{urlencode(kept | {'cursor': cursor})}") if cursor else None
    response = _json({"items": [items.brief(row) for row in rows], "next": following})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@for_machines
def article(request, pk):
    """One public article, whole; of a withdrawn one only that it is gone."""
    found = _with_all(Article.objects.filter(pk=pk)).first()
    if found and found.status == Status.WITHDRAWN:
        raise Problem(410, _("This article has been withdrawn."), _("Please take it down as well."))
    if not found or not found.is_published():
        raise Problem(404, _("There is no such article."))
    cited = Directive.objects.filter(citations__article=found, citations__state="settled").distinct()
    places = found.photos.shown().select_related("photo")
    return _json(items.whole(found, places=places, directives=cited.order_by("kind", "symbol", "pk")))


@for_machines
def nothing(request, rest):
    raise Problem(404, _("There is nothing at this address."), _("Every address here ends with a slash; see /api/."))


def _with_all(articles):
    """Return the queryset `articles` with all that an item tells of them, in a fixed number of queries."""
    return with_all_told(articles.select_related("section", "lead_photo"))


def _json(document):
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})
