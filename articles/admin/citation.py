"""Citations to settle: which document a mention means, decided once and kept."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _

from articles.citing import decide
from articles.models import Article, Citation
from directives.merging import candidates
from directives.models import Directive

QUEUE_SIZE = 30


@admin.register(Citation)
class CitationAdmin(admin.ModelAdmin):
    list_display = ["surface", "state", "directive", "in_sentence", "cited_in"]
    list_filter = ["state", "decided", "part"]
    list_select_related = ["directive", "article"]
    search_fields = ["surface", "sentence"]
    autocomplete_fields = ["directive"]
    fields = ["cited_in", "surface", "in_sentence", "directive", "state", "decided"]
    readonly_fields = ["cited_in", "surface", "in_sentence", "state", "decided"]
    actions = ["reject"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        queue = path("viec/", self.admin_site.admin_view(self.queue_view), name="articles_citation_queue")
        return [queue, *super().get_urls()]

    @admin.display(description=_("article"), ordering="article")
    def cited_in(self, citation):
        return citation.article

    @admin.display(description=_("sentence"))
    def in_sentence(self, citation):
        return _marked(citation)

    def save_model(self, request, obj, form, change):
        decide(obj, obj.directive)

    @admin.action(description=_("This is not a citation"), permissions=["change"])
    def reject(self, request, queryset):
        for citation in queryset.select_related("article"):
            decide(citation, None)

    def queue_view(self, request):
        """The mentions nobody settled, each with the documents it may mean as buttons."""
        if not request.user.has_perm("articles.change_citation"):
            raise PermissionDenied
        if request.method == "POST":
            citation = get_object_or_404(Citation.objects.open(), pk=request.POST.get("citation"))
            chosen = request.POST.get("directive")
            decide(citation, get_object_or_404(Directive, pk=chosen) if chosen else None)
            messages.success(request, gettext("Settled: “%(surface)s”.") % {"surface": citation.surface})
            return HttpResponseRedirect(reverse("admin:articles_citation_queue"))
        visible = Article.objects.visible_to(request.user)
        citations = Citation.objects.open().filter(article__in=visible).select_related("article", "evidence")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Citations to settle"),
            "items": [
                (row, _marked(row), _candidates(row)) for row in citations.order_by("-article_id", "id")[:QUEUE_SIZE]
            ],
            "count": citations.count(),
        }
        return render(request, "admin/articles/citation/queue.html", context)


def _marked(citation):
    before, found, after = citation.sentence.partition(citation.surface)
    return format_html("{}<mark>{}</mark>{}", before, found, after)


def _candidates(citation):
    return candidates(citation.evidence.facts)[:6] if citation.evidence else []
