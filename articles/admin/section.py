from django.contrib import admin

from articles.models import Section


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "parent", "order", "slug"]
    list_editable = ["order"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "parent", "order", "description"]}),
        (None, {"fields": ["keywords"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("parent__order", "parent_id", "order")
