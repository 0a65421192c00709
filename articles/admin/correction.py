"""Corrections and sealed versions at the desk: to be read; they are made by changing and publishing articles."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Correction, Seal


class ReadOnlyAdmin(admin.ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("article"))
    def of_article(self, row):
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[row.article_id]), row.article
        )


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ["published_at", "kind", "of_article", "by"]
    list_filter = ["kind", "published_at"]
    list_select_related = ["article", "by"]
    fields = [
        *("kind", "title", "of_article", "work", "section_name", "printed_at", "version"),
        *("wrong", "right", "decision", "by", "published_at"),
    ]
    readonly_fields = fields


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    list_display = ["public_from", "of_article", "number", "version", "digest"]
    list_filter = ["public_from"]
    list_select_related = ["article"]
    fields = ["of_article", "number", "version", "public_from", "sealed_at", "previous", "digest"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).without_text()
