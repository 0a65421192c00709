import taggit.models
from django.contrib import admin

from newsroom.admin_search import FoldedSearchMixin
from newsroom.models import Tag
from newsroom.people import desk  # noqa: F401  registers groups and sign-ins

# taggit registers its own tag model, which this newsroom does not use
admin.site.unregister(taggit.models.Tag)


@admin.register(Tag)
class TagAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    fields = ["name", "slug", "introduction"]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [] if obj else ["slug"]
