"""One document at the desk: its facts, its relations, and the sentences that cite it."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, gettext_lazy as _
from js_asset import Script

from directives import registry
from directives.admin import desk
from directives.exchange import write_csv
from directives.identity import FACT_FIELDS
from directives.models import Directive, Relation
from directives.numbering import Facts

CITING_SHOWN = 50


class DirectiveForm(forms.ModelForm):
    class Meta:
        model = Directive
        fields = [*FACT_FIELDS, "title", "subject", "status", "verified", "slug", "tags"]

    def clean(self):
        """Refuse a second record of one document, and name the first."""
        data = super().clean()
        key = registry.key_of(Facts(**{name: data.get(name) for name in FACT_FIELDS}))
        if key and key.directive_id != self.instance.pk:
            raise forms.ValidationError(
                gettext("This document is in the register already: %(directive)s.")
                % {"directive": key.directive.full_name}
            )
        return data


class RelationInline(admin.TabularInline):
    model = Relation
    fk_name = "source"
    extra = 0
    fields = ["verb", "target", "since", "state"]
    autocomplete_fields = ["target"]
    verbose_name_plural = _("What it does to other documents")


class DoneToInline(admin.TabularInline):
    model = Relation
    fk_name = "target"
    extra = 0
    fields = ["source", "verb", "since", "state"]
    autocomplete_fields = ["source"]
    verbose_name_plural = _("What other documents do to it")


@admin.register(Directive)
class DirectiveAdmin(admin.ModelAdmin):
    form = DirectiveForm
    list_display = ["name", "issuer", "issued_on", "term", "title_or_subject", "cited", "status", "verified"]
    list_filter = ["verified", "kind", "term", "status"]
    search_fields = ["symbol"]
    search_help_text = _("Symbol, name or title, with or without marks: 36 ct tw.")
    show_full_result_count = False
    readonly_fields = ["citing"]
    inlines = [RelationInline, DoneToInline]
    actions = ["verify", "export"]
    change_list_template = "admin/directives/directive/change_list.html"
    fieldsets = [
        (None, {"fields": ["kind", ("number", "symbol", "year"), "issuer", ("issued_on", "term", "plenum")]}),
        (None, {"fields": ["title", "subject", "tags", ("status", "verified"), "slug", "citing"]}),
    ]

    class Media:
        js = [Script("newsroom/tags.js", type="module")]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("viec/", wrap(desk.review), name="directives_review"),
            path("ke-hoach/", wrap(desk.planning), name="directives_planning"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citing_articles=Count("citations__article", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return queryset.matching(search_term), False

    @admin.display(description=_("name"))
    def name(self, directive):
        return directive.name

    @admin.display(description=_("title or subject"))
    def title_or_subject(self, directive):
        return directive.title or directive.subject

    @admin.display(description=_("articles"), ordering="citing_articles")
    def cited(self, directive):
        return directive.citing_articles

    @admin.display(description=_("articles that cite it"))
    def citing(self, directive):
        citations = directive.citations.select_related("article").order_by("-article__published_at", "id")
        rows = [
            (reverse("admin:articles_article_change", args=[row.article_id]), row.article, row.sentence)
            for row in citations[:CITING_SHOWN]
        ]
        return (
            format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a>: {}</li>', rows)) if rows else "–"
        )

    def save_model(self, request, obj, form, change):
        """A person's entry counts as checked: articles add to it no more."""
        if set(form.changed_data) & {*FACT_FIELDS, "title", "subject"}:
            obj.verified = True
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        registry.enter(form.instance)

    @admin.action(description=_("Checked: mark as verified"), permissions=["change"])
    def verify(self, request, queryset):
        queryset.update(verified=True)

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export(self, request, queryset):
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="van-ban.csv"'
        response.write("\ufeff")  # so that spreadsheets read the table as UTF-8
        write_csv(queryset.order_by("pk"), response)
        return response
