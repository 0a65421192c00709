from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.admin_search import ShortTableSearchMixin


@admin.register(Section)
class SectionAdmin(ShortTableSearchMixin, admin.ModelAdmin):
    list_display = ["name", "parent", "order", "approvals_asked", "slug"]
    list_editable = ["order"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "parent", "order", "approvals", "description"]}),
        (None, {"fields": ["keywords"], "classes": ["collapse"]}),
    ]

    @admin.display(description=_("approvals needed"))
    def approvals_asked(self, section):
        return section.approvals_needed

    def get_readonly_fields(self, request, obj=None):
        """How many approvals a section needs is the editor-in-chief's word."""
        return [] if request.user.has_perm("articles.set_approvals") else ["approvals"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("parent__order", "parent_id", "order")
