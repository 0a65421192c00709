"""Citations to settle: which document a mention means, decided once and kept."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.citing import rerender
from articles.models import Citation


@admin.register(Citation)
class CitationAdmin(admin.ModelAdmin):
    list_display = ["surface", "state", "directive", "in_sentence", "article"]
    list_filter = ["state", "decided", "part"]
    list_select_related = ["directive", "article"]
    search_fields = ["surface", "sentence"]
    autocomplete_fields = ["directive"]
    fields = ["article", "surface", "in_sentence", "directive", "state", "decided"]
    readonly_fields = ["article", "surface", "in_sentence", "decided"]
    actions = ["reject"]
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("sentence"))
    def in_sentence(self, citation):
        before, found, after = citation.sentence.partition(citation.surface)
        return format_html("{}<mark>{}</mark>{}", before, found, after)

    def save_model(self, request, obj, form, change):
        obj.decided = True
        if obj.directive_id and obj.state != Citation.State.REJECTED:
            obj.state = Citation.State.SETTLED
        elif not obj.directive_id and obj.state == Citation.State.SETTLED:
            obj.state = Citation.State.UNKNOWN
        super().save_model(request, obj, form, change)
        rerender([obj.article_id])

    @admin.action(description=_("This is not a citation"), permissions=["change"])
    def reject(self, request, queryset):
        articles = set(queryset.values_list("article", flat=True))
        queryset.update(state=Citation.State.REJECTED, decided=True)
        rerender(articles)
