"""What an open article form asks the desk while somebody writes. Nothing here writes anything.

Every address needs the right to see the article (or to write one, where it is new), a POST with its token and a body
within bounds; the answers are kept by nobody.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.urls import path, reverse

from articles.admin.writing_answers import ANSWERS
from articles.admin.writing_bounds import Refused, read_json
from articles.markup import MarkupError
from articles.models.article import WORDS_A_MINUTE


class WritingMixin:
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("add/writing/<slug:what>/", view(self.writing_view), name="articles_article_new_writing"),
            path("<path:object_id>/writing/<slug:what>/", view(self.writing_view), name="articles_article_writing"),
            *super().get_urls(),
        ]

    def writing_view(self, request, what, object_id=None):
        article = self.seen(request, object_id) if object_id else None
        if article is None and not self.has_add_permission(request):
            raise PermissionDenied
        if what not in ANSWERS:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            response = ANSWERS[what](request, article, read_json(request))
        except Refused as refused:
            response = JsonResponse({}, status=refused.status)
        except MarkupError as error:
            response = JsonResponse({"error": str(error)}, status=422)
        response["Cache-Control"] = "no-store, private"
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        name, args = ("articles_article_writing", [obj.pk]) if obj else ("articles_article_new_writing", [])
        context["writing"] = {
            "url": reverse(f"admin:{name}", args=[*args, "reading"]).removesuffix("reading/"),
            "words_a_minute": WORDS_A_MINUTE,
            "headline": settings.HEADLINE_LENGTH,
            "standfirst": settings.STANDFIRST_LENGTH,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)
