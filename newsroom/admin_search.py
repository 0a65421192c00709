"""Search at the desk that ignores marks: `xay dung` finds `Xây dựng Đảng` on either database."""

from django.db.models import Q

from newsroom.vietnamese import fold


class FoldedSearchMixin:
    """For tables that store what is searched folded: looks for the words in `folded_search_fields`."""

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


class ShortTableSearchMixin:
    """For tables of some hundred rows: folds the plain text fields in `search_fields` when it is asked."""

    def get_search_results(self, request, queryset, search_term):
        words = fold(search_term).split()
        rows = queryset.values_list("pk", *self.search_fields) if words else ()
        texts = {pk: fold(" ".join(str(value or "") for value in values)) for pk, *values in rows}
        found = [pk for pk, text in texts.items() if all(word in text for word in words)]
        return (queryset.filter(pk__in=found) if words else queryset), False
