from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePhoto, Section


class SectionFilter(SimpleListFilter):
    """Sections in menu order; one of the first level includes those within it."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request, model_admin):
        lookups = []
        for section in Section.objects.top().prefetch_related("subsections"):
            lookups.append((section.pk, section.name))
            lookups += [(sub.pk, f"– {sub.name}") for sub in section.subsections.all()]
        return lookups

    def queryset(self, request, queryset):
        section = Section.objects.filter(pk=self.value()).first() if (self.value() or "").isdigit() else None
        return queryset.within(section) if section else queryset


class DoubtFilter(SimpleListFilter):
    """Articles with a doubt of one cause; offered by links, not in the column of filters."""

    title = _("doubts")
    parameter_name = "doubt"

    def has_output(self):
        return bool(self.value())

    def lookups(self, request, model_admin):
        value = request.GET.get(self.parameter_name)
        return [(value, value)] if value else []

    def queryset(self, request, queryset):
        return queryset.filter(doubts__icontains=f'"{self.value()}"') if self.value() else queryset


class AttentionFilter(SimpleListFilter):
    title = _("to look at")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [
            ("photos", _("photos awaited")),
            ("doubts", _("doubts")),
            ("dates", _("date not sure")),
            ("headline", _("no headline")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "photos":
                return queryset.filter(Exists(ArticlePhoto.objects.filter(article=OuterRef("pk"), photo=None)))
            case "doubts":
                return queryset.doubtful()
            case "dates":
                return queryset.with_doubtful_dates()
            case "headline":
                return queryset.filter(headline="")
        return queryset


class WithdrawnFilter(SimpleListFilter):
    """Photos that readers may see, or those taken from them."""

    title = _("Photo withdrawn")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("1", _("Withdrawn")), ("0", _("Not withdrawn"))]

    def queryset(self, request, queryset):
        return queryset.filter(withdrawn_at__isnull=self.value() == "0") if self.value() in ("0", "1") else queryset
