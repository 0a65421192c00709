from django.contrib import admin
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy as _

from articles.admin import archive
from articles.models import ImportedItem, ImportRun, SectionAlias, SourceFile
from newsroom.admin_search import ShortTableSearchMixin

OUTCOMES = {
    "new": _("new"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "kept": _("kept as edited"),
    "refused": _("refused"),
    "left_out": _("left out"),
}


class ReadOnlyMixin:
    """Rows that the machine keeps and people only look at."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["pk", "began_at", "ended_at", "what", "result", "undone_at"]
    fields = ["began_at", "ended_at", "what", "result", "undone_at"]
    change_list_template = "admin/articles/importrun/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("ten-ky/", wrap(archive.signatures), name="articles_signatures"),
            path("diem-ngo/", wrap(archive.doubts), name="articles_doubts"),
            *super().get_urls(),
        ]

    @admin.display(description=_("asked for"))
    def what(self, run):
        return " ".join(run.arguments)

    @admin.display(description=_("came to"))
    def result(self, run):
        return " · ".join(f"{number} {OUTCOMES.get(key, key)}" for key, number in run.counts.items())


@admin.register(SectionAlias)
class SectionAliasAdmin(ShortTableSearchMixin, admin.ModelAdmin):
    list_display = ["name", "section"]
    list_select_related = ["section"]
    search_fields = ["name"]


@admin.register(ImportedItem)
class ImportedItemAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["key", "read_as", "article", "run", "imported_at"]
    list_filter = ["format", "imported_at"]
    list_select_related = ["article", "run"]
    search_fields = ["key"]
    fields = ["key", "format", "file", "run", "article", "imported_at", "both_changed", "as_read"]
    show_full_result_count = False

    @admin.display(description=_("format"), ordering="format")
    def read_as(self, item):
        return gettext("capture") if item.format == "capture" else item.format

    @admin.display(description=_("changed on both sides"))
    def both_changed(self, item):
        rows = [(each["field"], each["here"], each["source"]) for each in item.conflicts]
        if not rows:
            return "–"
        return format_html(
            "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table>",
            _("field"), _("here"), _("in the source"),
            format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", rows),
        )  # fmt: skip

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
