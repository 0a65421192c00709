"""The editorial calendar at the desk: by week and by day, planned stories beside what is on the timer and out."""

from datetime import date, datetime, timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy as _

from articles import planning
from articles.admin.seen import SeenForm, plain
from articles.models import PlannedStory
from articles.people import name_of

VIEWS = {"week": planning.WEEK, "day": 1}
FIRST_YEAR, LAST_YEAR = 1950, 2200


class PlannedStoryForm(SeenForm):
    def clean_day(self):
        day = self.cleaned_data["day"]
        if "day" in self.changed_data:
            planning.check_day(day)
        return day


def _day(text):
    """Return the day that `text` names, None where it names none that the calendar shows."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _time(text):
    try:
        return parse_time(text or "")
    except ValueError:
        return None


def _instant(text):
    try:
        return parse_datetime(text or "")
    except ValueError:
        return None


def address_of(view, day, key=""):
    query = urlencode({"view": view, "day": day.isoformat()})
    return f"{reverse('admin:articles_plannedstory_changelist')}?{query}{f'#{key}' if key else ''}"


@admin.register(PlannedStory)
class PlannedStoryAdmin(admin.ModelAdmin):
    form = PlannedStoryForm
    fields = ["idea", "day", "person", "section", "note", "seen"]
    view_on_site = False

    # ---- who may

    def has_view_permission(self, request, obj=None):
        return planning.may_see(request.user)

    def has_add_permission(self, request):
        return planning.may_plan(request.user)

    def has_change_permission(self, request, obj=None):
        return planning.may_plan(request.user) if obj is None else planning.may_change(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return obj is not None and planning.may_change(request.user, obj)

    def get_fields(self, request, obj=None):
        """Who only writes plans for themselves."""
        return [name for name in self.fields if name != "person" or planning.may_assign(request.user)]

    # ---- the calendar

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("move/", view(self.move_view), name="articles_plannedstory_move"),
            path("<int:pk>/begin/", view(self.begin_view), name="articles_plannedstory_begin"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        if not planning.may_see(request.user):
            raise PermissionDenied
        view = request.GET.get("view") if request.GET.get("view") in VIEWS else "week"
        day = _day(request.GET.get("day")) or timezone.localdate()
        first = planning.week_of(day) if view == "week" else day
        step = timedelta(days=VIEWS[view])
        days = planning.days(request.user, first, VIEWS[view])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Editorial calendar"),
            "view": view,
            "day": day,
            "days": days,
            "last": days[-1].date,
            "today": timezone.localdate(),
            "may_plan": planning.may_plan(request.user),
            "earlier": address_of(view, first - step),
            "later": address_of(view, first + step),
            "now_url": address_of(view, timezone.localdate()),
            "week_url": address_of("week", day),
            "day_url": address_of("day", day),
            "may_move_any": any(card.may_move for each in days for card in each.cards),
        }
        return render(request, "admin/articles/plannedstory/calendar.html", context)

    def move_view(self, request):
        """Move one card to the day and hour that its form names; dragging sends the same form."""
        if request.method != "POST" or not planning.may_see(request.user):
            raise PermissionDenied
        data = request.POST
        kind, _dash, number = data.get("card", "").partition("-")
        pk = int(number) if number.isdecimal() and len(number) < 18 else 0
        view = data.get("view") if data.get("view") in VIEWS else "week"
        shown = _day(data.get("shown")) or timezone.localdate()
        try:
            day = _day(data.get("day"))
            if day is None:
                raise ValidationError(gettext("The day cannot be read."))
            told = self._move_story(request, pk, day) if kind == "story" else self._move_article(request, pk, day)
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
        else:
            shown = day
            self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(address_of(view, shown, f"{kind}-{pk}" if kind in ("story", "article") else ""))

    def _move_story(self, request, pk, day):
        story = get_object_or_404(PlannedStory, pk=pk)
        seen = _day(request.POST.get("seen")) or date.min
        planning.move_story(story, day, user=request.user, seen=seen)
        self.log_change(request, story, [{"changed": {"fields": [str(_("day"))]}}])
        return gettext("“%(story)s” is planned for %(day)s now.") % {"story": story, "day": f"{day:%d/%m/%Y}"}

    def _move_article(self, request, pk, day):
        seen, version = _instant(request.POST.get("seen")), request.POST.get("version", "")
        hour = _time(request.POST.get("time")) or (timezone.localtime(seen).time() if seen else None)
        if seen is None or hour is None:
            raise ValidationError(gettext("The time cannot be read."))
        article = planning.move_article(
            pk,
            timezone.make_aware(datetime.combine(day, hour.replace(tzinfo=None))),
            user=request.user,
            seen=seen,
            version=int(version) if version.isdecimal() and len(version) < 10 else None,
            reason=request.POST.get("reason", ""),
        )
        told = {"article": article, "time": f"{timezone.localtime(article.published_at):%H:%M %d/%m/%Y}"}
        return gettext("“%(article)s” goes out at %(time)s now.") % told

    def begin_view(self, request, pk):
        story = get_object_or_404(PlannedStory.objects.select_related("person", "section"), pk=pk)
        if request.method != "POST":
            raise PermissionDenied
        try:
            article = planning.begin(story, user=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(address_of("week", story.day, f"story-{pk}"))
        self.message_user(request, _("The article has begun; the calendar follows it from here."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    # ---- one story

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {**(extra_context or {}), "title": _("Plan a story")})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return plain(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_changeform_initial_data(self, request):
        return {"day": _day(request.GET.get("day")) or timezone.localdate(), "person": request.user.pk}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "person" and field is not None:
            field.label_from_instance = name_of
            field.queryset = field.queryset.order_by("last_name", "first_name", "username")
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            if not planning.may_assign(request.user):
                obj.person = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, **kwargs):
        context["show_save_and_add_another"] = context["show_save_and_continue"] = False
        return super().render_change_form(request, context, **kwargs)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(address_of("week", obj.day, f"story-{obj.pk}"))

    response_post_save_change = response_post_save_add
