from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.models import ImportedItem, SourceFile


class ReadOnlyMixin:
    """Rows that the machine keeps and people only look at."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportedItem)
class ImportedItemAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["key", "format", "article", "imported_at"]
    list_filter = ["format", "imported_at"]
    list_select_related = ["article"]
    search_fields = ["key"]
    fields = ["key", "format", "file", "article", "imported_at", "as_read"]
    show_full_result_count = False

    @admin.display(description=_("as read"))
    def as_read(self, item):
        rows = ((key, value) for key, value in item.record.items() if value not in ("", None, []))
        return format_html('<dl class="record">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["name", "size", "received_at"]
    search_fields = ["name"]
    fields = ["name", "sha256", "size", "received_at"]
    show_full_result_count = False
