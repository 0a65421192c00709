"""Corrections asked for at the desk, with the day by which the law wants the answer, and the table of those days."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from articles import correcting
from articles.admin.seen import SeenForm, plain
from articles.models import Correction, CorrectionDeadline, CorrectionRequest
from articles.people import name_of


def left(row):
    """Return how long is left for an open request, as a phrase; empty where no rule tells it."""
    days = row.days_left
    if days is None:
        return ""
    if days < 0:
        return ngettext("overdue by %(n)s day", "overdue by %(n)s days", -days) % {"n": -days}
    if days == 0:
        return gettext("today is the last day")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


class OpenFilter(admin.SimpleListFilter):
    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("open", _("not answered")), *CorrectionRequest.Answer.choices]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(answer="" if self.value() == "open" else self.value())


class RequestForm(SeenForm):
    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("It cannot have been received on a day to come."))
        return day


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(admin.ModelAdmin):
    form = RequestForm
    list_display = ["asked", "of_article", "kind", "received", "due", "answered"]
    list_filter = [OpenFilter, "kind"]
    list_select_related = ["article"]
    search_fields = ["asked_by", "document"]
    autocomplete_fields = ["article"]
    show_full_result_count = False
    actions = None
    change_form_template = "admin/articles/correctionrequest/change_form.html"
    fields = ["article", "kind", "asked_by", "received_on", "claim", "document", "seen"]
    view_on_site = False

    class Media:
        css = {"all": ["newsroom/correcting.css"]}

    # ---- who may

    def has_view_permission(self, request, obj=None):
        return correcting.may_see(request.user)

    def has_add_permission(self, request):
        return correcting.may_record(request.user)

    def has_change_permission(self, request, obj=None):
        return correcting.may_record(request.user) and (obj is None or obj.is_open)

    def has_delete_permission(self, request, obj=None):
        """What was asked of the paper is kept; a mistaken record is refused with its reason."""
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).with_deadlines()

    # ---- the list

    @admin.display(description=_("name, office, address"), ordering="asked_by")
    def asked(self, row):
        return row.asked_by

    @admin.display(description=_("article"))
    def of_article(self, row):
        return row.article

    @admin.display(description=_("received on"), ordering="received_on")
    def received(self, row):
        return date_format(row.received_on, "d/m/Y")

    @admin.display(description=_("due"))
    def due(self, row):
        if not row.is_open:
            return "–"
        if row.due_on is None:
            return gettext("no rule for that day")
        urgency = "late" if row.days_left < 0 else "soon" if row.days_left <= 1 else "calm"
        return format_html('<span class="due due-{}">{} · {}</span>', urgency, f"{row.due_on:%d/%m/%Y}", left(row))

    @admin.display(description=_("answer"), ordering="answer")
    def answered(self, row):
        return row.get_answer_display() or "–"

    # ---- one request

    def get_urls(self):
        view = self.admin_site.admin_view(self.answer_view)
        return [path("<int:pk>/answer/", view, name="articles_correctionrequest_answer"), *super().get_urls()]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return plain(super().formfield_for_dbfield(db_field, request, **kwargs))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_add_another"] = context["show_save_and_continue"] = False
        if obj:
            context |= {
                "due": self.due(obj),
                "unchecked": obj.is_open and obj.due_on and not obj.deadline_checked,
                "may_answer": correcting.may_answer(request.user, obj),
                "kinds": [(kind.value, kind.label) for kind in Correction.TELLING],
                "fitting": list(correcting.fitting(obj)[:10]) if obj.is_open else [],
                "answered_by": name_of(obj.answered_by),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def answer_view(self, request, pk):
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if request.method != "POST":
            raise PermissionDenied
        try:
            told = _answer(row, request.user, request.POST)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
        else:
            self.log_change(request, row, told)
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_correctionrequest_change", args=[pk]) + "#answer")


def _answer(row, user, data):
    """Answer a request as the pressed button says; return what to tell the person."""
    if "refuse" in data:
        correcting.refuse(row, data.get("refusal", ""), user=user)
        return gettext("Refused, with the reason.")
    if "link" in data:
        number = data["link"]
        chosen = get_object_or_404(Correction, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
        correcting.link(row, chosen, user=user)
        return gettext("Answered by the correction.")
    given = {name: data.get(name, "") for name in ("kind", "wrong", "right")}
    correcting.correct(row, user=user, **given)
    return gettext("The correction is made: readers see it on the article and on the page of corrections.")


@admin.register(CorrectionDeadline)
class CorrectionDeadlineAdmin(admin.ModelAdmin):
    form = SeenForm
    list_display = ["kind", "valid_from", "days", "is_checked", "source"]
    actions = None
    fields = ["kind", "valid_from", "days", "source", "is_checked", "seen"]

    def has_view_permission(self, request, obj=None):
        return correcting.may_record(request.user)

    def has_add_permission(self, request):
        return correcting.may_set_deadlines(request.user)

    def has_change_permission(self, request, obj=None):
        return correcting.may_set_deadlines(request.user)

    has_delete_permission = has_change_permission
