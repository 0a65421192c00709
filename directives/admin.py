"""The register at the desk."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from directives import registry
from directives.models import Directive


@admin.register(Directive)
class DirectiveAdmin(admin.ModelAdmin):
    list_display = ["name", "issuer", "issued_on", "term", "title_or_subject", "cited", "verified"]
    list_filter = ["verified", "kind", "term", "status"]
    search_fields = ["symbol"]
    search_help_text = _("Symbol, name or title, with or without marks: 36 ct tw.")
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["kind", ("number", "symbol", "year"), "issuer", ("issued_on", "term", "plenum")]}),
        (None, {"fields": ["title", "subject", "tags", ("status", "verified"), "slug"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citing=Count("citations__article", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=_("title or subject"))
    def title_or_subject(self, directive):
        return directive.title or directive.subject

    @admin.display(description=_("articles"), ordering="citing")
    def cited(self, directive):
        return directive.citing

    def save_model(self, request, obj, form, change):
        """A person's entry is taken as checked: articles add to it no more."""
        if form.changed_data:
            obj.verified = obj.verified or "verified" not in form.changed_data
        super().save_model(request, obj, form, change)
        registry.enter(obj)
