"""Articles at the desk: the list an editor scans, the page a reporter writes in."""

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy as _
from js_asset import Script
from js_asset.media import Media

from articles import corrections, search, turns, workflow
from articles.admin import changes
from articles.admin.fieldsets import shown_fieldsets
from articles.admin.filters import AttentionFilter, DoubtFilter, SectionFilter
from articles.admin.forms import ArticleForm
from articles.admin.history import HistoryMixin
from articles.admin.moves import MovesMixin
from articles.admin.photo_files import PhotoFilesMixin
from articles.admin.previews import PreviewsMixin
from articles.admin.signing import BylineForm, own_byline
from articles.admin.together import TogetherMixin
from articles.admin.writing import WritingMixin
from articles.finishing import finish
from articles.models import Approval, Article, ArticlePhoto, Byline, Citation, Status
from articles.people import name_of
from articles.rendering import rendition_url
from articles.templatetags.paper import publication_date
from directives.models import Relation
from newsroom import edition
from newsroom.rows import Rows

FOUND = 1000
TEXTS = ("body", "body_html", "standfirst", "standfirst_html")
# What the list shows of an article, and what tells whom it waits for.
LISTED = (
    *("headline", "status", "published_at", "date_precision", "embargo_until", "doubts", "held_by", "created_by"),
    *("section__name", "section__approvals", "section__parent__approvals"),
)


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    fields = ["order", "author", "name", "role"]
    autocomplete_fields = ["author"]
    verbose_name_plural = _("Bylines")
    form = BylineForm

    def get_extra(self, request, obj=None, **kwargs):
        return len(own_byline(request.user)) if obj is None else 0


class PhotoInline(admin.StackedInline):
    model = ArticlePhoto
    extra = 0
    fields = ["picture", "caption", "alt", "credit", ("order", "photo"), "waived"]
    autocomplete_fields = ["photo"]
    verbose_name_plural = _("Photos")

    def get_readonly_fields(self, request, obj=None):
        """Letting an article out without its picture is an editor's word."""
        return ["picture"] if request.user.has_perm(workflow.EDIT) else ["picture", "waived"]

    def get_fields(self, request, obj=None):
        return self.fields if request.user.has_perm(workflow.EDIT) else self.fields[:-1]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("what it shows"))
    def picture(self, place):
        return (
            format_html('<img class="thumbnail" src="{}" alt="">', rendition_url(place.photo, 320))
            if place.photo
            else "–"
        )


class CitationInline(admin.TabularInline):
    """What the text cites, in order; found by the machine, settled in the list of citations."""

    model = Citation
    extra = 0
    fields = readonly_fields = ["surface", "means", "state", "part", "settle"]
    ordering = ["id"]
    can_delete = False
    verbose_name_plural = _("Citations found")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        ends = Relation.objects.ends().select_related("source")
        prefetch = Prefetch("directive__relations_to", queryset=ends, to_attr="ended_by")
        return super().get_queryset(request).select_related("directive").prefetch_related(prefetch)

    @admin.display(description=_("directive"))
    def means(self, citation):
        if citation.directive is None:
            return "–"
        url = reverse("admin:directives_directive_change", args=[citation.directive_id])
        ends = [(end.passive, end.source.full_name) for end in citation.directive.ended_by]
        warning = format_html_join("", '<strong class="mark">{} {}</strong>', ends)
        return format_html('<a href="{}">{}</a> {}', url, citation.directive.full_name, warning)

    @admin.display(description="")
    def settle(self, citation):
        url = reverse("admin:articles_citation_change", args=[citation.pk])
        return format_html('<a href="{}">{}</a>', url, _("settle"))


@admin.register(Article)
class ArticleAdmin(
    HistoryMixin, TogetherMixin, WritingMixin, PreviewsMixin, MovesMixin, PhotoFilesMixin, admin.ModelAdmin
):
    form = ArticleForm
    list_display = ["title", "state", "section", "signed", "time"]
    list_filter = ["status", SectionFilter, AttentionFilter, "date_precision", DoubtFilter]
    list_select_related = ["section__parent"]
    list_per_page = 50
    search_fields = ["headline"]
    search_help_text = _("Words of the text or the headline, with or without marks.")
    show_full_result_count = False
    ordering = ["-updated_at", "-id"]
    autocomplete_fields = ["section"]
    inlines = [BylineInline, PhotoInline, CitationInline]
    readonly_fields = [
        "status_now",
        "provenance_of",
        "doubts_found",
        "published_on_reason",
        "captured_on",
        "log",
        "text",
    ]
    change_form_template = "admin/articles/article/change_form.html"
    actions = ["doubts_are_settled"]
    fieldsets = [
        (None, {"fields": ["status_now", "headline", "standfirst", "body", "opened_version"]}),
        (_("Place"), {"fields": [("section", "kicker", "agency"), "tags"]}),
        (_("Time"), {"fields": [("published_at", "date_precision"), "embargo_until", "published_on_reason"]}),
        (_("Use of AI"), {"fields": ["ai_use", "ai_note"]}),
        (_("Provenance"), {"fields": ["doubts_found", "provenance_of", "captured_on", "source_url", "log"]}),
    ]

    class Media:
        css = {
            "all": [
                f"newsroom/{name}.css"
                for name in ("desk", "desk_widths", "together", "moves", "photos", "article_form")
            ]
        }
        js = [
            Script("newsroom/desk.js", type="module"),
            Script("newsroom/together.js", type="module"),
            Script("newsroom/tags.js", type="module"),
            Script("newsroom/moves.js", type="module"),
            Script("newsroom/photo_drop.js", type="module"),
        ]

    # ---- what the list shows

    def get_queryset(self, request):
        waiting = ArticlePhoto.objects.filter(article=OuterRef("pk"), photo=None).order_by()
        count = waiting.values("article").annotate(n=Count("pk")).values("n")
        queryset = super().get_queryset(request).visible_to(request.user)
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            queryset = _listed(queryset) if request.method == "GET" else queryset.defer(*TEXTS)
        given = Approval.objects.in_force().filter(article=OuterRef("pk")).order_by()
        given = given.values("article").annotate(n=Count("pk")).values("n")
        return queryset.annotate(
            photos_awaited=Coalesce(Subquery(count), 0), approvals_given=Coalesce(Subquery(given), 0)
        )

    def get_search_results(self, request, queryset, search_term):
        """Find the latest `FOUND` that hold the words: nobody reads further, and no word is too common."""
        if not search_term.strip():
            return queryset, False
        everything = Article.objects.visible_to(request.user)
        return queryset.filter(pk__in=search.newest(everything, search_term, limit=FOUND)), False

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, article):
        """The box of Django's own list, without a template for each: that was an eighth of the page."""
        label = escape(gettext("Select this object for an action - {}").format(article))
        return mark_safe(
            f'<input type="checkbox" name="{admin.helpers.ACTION_CHECKBOX_NAME}" value="{article.pk}" '
            f'class="action-select" aria-label="{label}">'
        )

    @admin.display(description=_("headline"), ordering="headline")
    def title(self, article):
        """The headline, and below it what an editor should look at."""
        marks = [doubt["detail"] for doubt in article.doubts[:2]]
        if article.photos_awaited:
            marks.insert(0, gettext("photos awaited: %(n)s") % {"n": article.photos_awaited})
        return mark_safe(escape(article) + "".join(f' <span class="mark">{escape(mark)}</span>' for mark in marks))

    @admin.display(description=_("status"), ordering="status")
    def state(self, article):
        """Where it stands, and below that whose turn it is."""
        shown, waits = self.status_now(article), turns.waits_for(article)
        return format_html('{}<span class="turn">{} {}</span>', shown, _("Waiting for"), waits) if waits else shown

    @admin.display(description=_("byline"))
    def signed(self, article):
        return ", ".join(name for (name,) in article.names or ()) or "–"

    @admin.display(description=_("publication"), ordering="published_at")
    def time(self, article):
        return publication_date(article) or "–"

    # ---- the page

    def get_readonly_fields(self, request, obj=None):
        fields = list(self.readonly_fields)
        if not request.user.has_perm(workflow.PUBLISH):
            fields += ["published_at", "date_precision", "embargo_until"]
        elif obj and workflow.stands_at(obj) == Status.SCHEDULED:
            # Its hour is set by the move that schedules it, which is logged.
            fields += ["published_at", "date_precision"]
        return fields

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [*self.fieldsets[:2], self.fieldsets[-2]]
        fieldsets = shown_fieldsets(self.fieldsets, obj, may_change=self.has_change_permission(request, obj))
        asks = corrections.was_seen(obj) and workflow.may_edit(request.user, obj)
        return [*fieldsets[:1], changes.FIELDSET, *fieldsets[1:]] if asks else fieldsets

    def get_inlines(self, request, obj):
        return self.inlines if obj else self.inlines[:2]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        new = isinstance(inline, BylineInline) and not obj.pk
        return kwargs | {"initial": own_byline(request.user)} if new else kwargs

    @admin.display(description=_("body"))
    def text(self, article):
        """The text as readers get it, for whoever may read and not change it."""
        return mark_safe(article.body_html) if article.body_html else "–"

    @admin.display(description=_("status"))
    def status_now(self, article):
        label = Status(article.status).label
        return mark_safe(f'<span class="state state-{article.status}">{escape(label)}</span>') if article.pk else label

    @admin.display(description=_("source"))
    def provenance_of(self, article):
        item = getattr(article, "provenance", None)
        if item is None:
            return _("written here")
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_importeditem_change", args=[item.pk]), item.key
        )

    @admin.display(description=_("doubts"))
    def doubts_found(self, article):
        if not article.doubts:
            return "–"
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", [(d["detail"],) for d in article.doubts]))

    @admin.display(description=_("log"))
    def log(self, article):
        rows = [
            (timezone.localtime(move.at).strftime("%d/%m/%Y %H:%M"), name_of(move.by) or "–", turns.account_of(move))
            for move in article.moves.select_related("by", "to")[:20]
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} · {} · {}</li>", rows)) if rows else "–"

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or workflow.may_edit(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """What readers have seen is kept; only what never was public can be deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and obj.status in workflow.OPEN and not hasattr(obj, "provenance")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["public_url"] = obj.get_absolute_url() if obj and obj.is_published() else ""
        context["show_save_and_add_another"] = False
        if add:
            context["title"] = _("Write an article")
        return super().render_change_form(request, context, add, change, form_url, obj)

    # ---- saving and moving

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        is_number = object_id is not None and str(object_id).isdecimal()
        known = is_number and Article.objects.filter(pk=object_id, status__in=Article.KNOWN_STATUSES).exists()
        with edition.quiet(not known):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        obj.edited_at, obj.edited_by = timezone.now(), request.user
        if change:
            obj.version += 1
            obj.doubts = [doubt for doubt in obj.doubts if not _settled(doubt["code"], form.changed_data)]
        else:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        for row in formset.forms if formset.model is ArticlePhoto else ():
            if "waived" in row.changed_data:
                row.instance.waived_by = request.user if row.instance.waived else None
        super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        finish([form.instance], by=request.user, change=form.change)

    @admin.action(description=_("Checked: the doubts are settled"), permissions=["change"])
    def doubts_are_settled(self, request, queryset):
        allowed = [article.pk for article in queryset if workflow.may_edit(request.user, article)]
        Article.objects.filter(pk__in=allowed).update(doubts=[], edited_at=timezone.now(), edited_by=request.user)
        self.message_user(request, gettext("Done for %(n)s articles.") % {"n": len(allowed)}, messages.SUCCESS)


def _listed(queryset):
    """Return `queryset` with no more of each article than the list shows; `names` are those it is signed with."""
    names = Rows(Byline.objects.filter(article=OuterRef("pk")), ["name"])
    return queryset.only(*LISTED).annotate(names=names).prefetch_related("held_by", "created_by")


def _settled(code, changed):
    """Say whether a person's change answers the doubt `code`."""
    fields = {"headline": {"headline"}, "date": {"published_at", "date_precision"}, "section": {"section"}}
    return bool(fields.get(code.split("-")[0], set()) & set(changed))
