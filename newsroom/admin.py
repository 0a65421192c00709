import taggit.models
from django.contrib import admin
from django.db.models import Q

from newsroom.models import Tag
from newsroom.people import desk  # noqa: F401  registers groups and sign-ins
from newsroom.vietnamese import fold


class FoldedSearchMixin:
    """Admin search that ignores marks: looks for the folded words in `folded_search_fields`."""

    folded_search_fields = ("folded",)
    search_fields = ("pk",)
    search_help_text = None

    def get_search_results(self, request, queryset, search_term):
        for word in fold(search_term).split():
            condition = Q()
            for field in self.folded_search_fields:
                condition |= Q(**{f"{field}__contains": word})
            queryset = queryset.filter(condition)
        return queryset, False


# taggit registers its own tag model, which this newsroom does not use
admin.site.unregister(taggit.models.Tag)


@admin.register(Tag)
class TagAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["name", "slug"]
    fields = ["name", "slug", "introduction"]
    show_full_result_count = False

    def get_readonly_fields(self, request, obj=None):
        return [] if obj else ["slug"]
