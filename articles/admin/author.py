from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.models import Author, PenName
from newsroom.admin_search import FoldedSearchMixin


class PenNameInline(admin.TabularInline):
    model = PenName
    extra = 0
    fields = ["name"]


@admin.register(Author)
class AuthorAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["name", "articles_signed", "is_organisation", "user"]
    list_filter = ["is_organisation"]
    list_select_related = ["user"]
    folded_search_fields = ("folded",)
    fields = ["name", "slug", "is_organisation", "biography", "portrait", "user"]
    autocomplete_fields = ["portrait", "user"]
    inlines = [PenNameInline]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(signed=Count("bylines"))

    @admin.display(description=_("articles signed"), ordering="signed")
    def articles_signed(self, author):
        return author.signed
