"""The people of the newsroom, made for a secretary: one form a person, and how their account stands."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import handing
from articles.admin.person_form import HandOnForm, PersonForm
from articles.people import name_of
from newsroom.admin_search import ShortTableSearchMixin
from newsroom.people import factor, lockout, managing, sessions
from newsroom.people.records import DeskSession

User = get_user_model()
admin.site.unregister(User)

# Session key of a link just made for somebody, shown on the next page and never again.
LINK = "password_link"


def _unlock(user):
    lockout.unlock(user.get_username())


# What may be done to an account by one button: how, and what is said and written down then.
ACTS = {
    "factor": (managing.reset_factor, _("Second step reset")),
    "sessions": (sessions.end_all, _("Signed out on every device")),
    "unlock": (_unlock, _("Unlocked")),
    "reopen": (managing.reopen, _("Account opened again")),
}


@admin.register(User)
class PersonAdmin(ShortTableSearchMixin, admin.ModelAdmin):
    class Media:
        css = {"all": ["newsroom/people.css"]}

    form = PersonForm
    change_form_template = "admin/people/person.html"
    list_display = ["full_name", "username", "group_names", "is_in", "has_phone", "last_login"]
    list_display_links = ["full_name", "username"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["-is_active", "first_name", "last_name", "username"]
    show_full_result_count = False

    # ---- list

    def get_queryset(self, request):
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people = super().get_queryset(request).prefetch_related("groups")
        return people.annotate(with_phone=Exists(phones))

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": gettext("People"), **(extra_context or {})})

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user):
        return name_of(user)

    @admin.display(description=_("groups"))
    def group_names(self, user):
        names = [group.name for group in user.groups.all()]
        return ", ".join([gettext("everything"), *names] if user.is_superuser else names)

    @admin.display(description=_("may sign in"), boolean=True, ordering="is_active")
    def is_in(self, user):
        return user.is_active

    @admin.display(description=_("second step"), boolean=True)
    def has_phone(self, user):
        return user.with_phone

    def lookup_allowed(self, lookup, value, request):
        # a filter in the address would tell the hash of a password letter by letter
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    # ---- who may

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or managing.may_manage(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and obj is not None and managing.may_manage(request.user, obj) and not managing.has_worked(obj)

    def delete_view(self, request, object_id, extra_context=None):
        person = self.get_object(request, object_id)
        if person and request.user.has_perm("auth.delete_user") and managing.has_worked(person):
            text = gettext("%(who)s has worked here: their name stays with what they did. Close the account instead.")
            self.message_user(request, text % {"who": name_of(person)}, messages.ERROR)
            return self._back(person)
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """An account that nobody worked with takes only its own sign-ins along, which need no right of their own."""
        told, counts, _needed, protected = super().get_deleted_objects(objs, request)
        return told, counts, set(), protected

    # ---- form

    def get_fieldsets(self, request, obj=None):
        who = ["last_name", "first_name", "username", "email"]
        rights = ["groups", "is_superuser"] if request.user.is_superuser else ["groups"]
        sets = [(None, {"fields": who}), (_("Rights"), {"fields": rights})]
        if request.user.has_perm("articles.change_author") and self._may_fill(request, obj):
            sets.append((_("Signs as"), {"fields": ["author", "new_author"]}))
        return sets

    def _may_fill(self, request, obj):
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "author" in form.fields:
            form.link_author(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        request.session[LINK] = [obj.pk, managing.password_link(obj)]
        text = gettext("%(who)s has an account: their sign-in name is %(name)s.")
        self.message_user(request, text % {"who": name_of(obj), "name": obj.get_username()}, messages.SUCCESS)
        return self._back(obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if obj and obj.pk:
            context |= {"person": self._state(request, obj), "title": name_of(obj), "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _state(self, request, user):
        """Return how an account stands, for the panel above its form."""
        link = request.session.pop(LINK, [None, ""]) if request.session.get(LINK, [None])[0] == user.pk else [None, ""]
        return {
            "name": name_of(user),
            "may": user != request.user and managing.may_manage(request.user, user),
            "link": link[1],
            "waits": not user.has_usable_password(),
            "phone": factor.phone_of(user),
            "must_have": factor.must_have(user),
            "locks": lockout.locks_of(user.get_username()),
            "sessions": DeskSession.objects.open().filter(user=user),
            "held": handing.held_by(user),
            "begun": handing.begun_by(user),
            "worked": managing.has_worked(user),
        }

    # ---- buttons

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", view(self.link_view), name="auth_user_link"),
            path("<int:pk>/close/", view(self.close_view), name="auth_user_close"),
            path("<int:pk>/<slug:act>/now/", view(self.act_view), name="auth_user_act"),
            *super().get_urls(),
        ]

    def _managed(self, request, pk, *, post=True):
        """Return the account that `request.user` is about to act on: never their own, and only one they may manage."""
        person = User.objects.filter(pk=pk).first()
        if person is None:
            raise Http404
        if person == request.user or not managing.may_manage(request.user, person):
            raise PermissionDenied
        if post and request.method != "POST":
            raise PermissionDenied
        return person

    def link_view(self, request, pk):
        person = self._managed(request, pk)
        if not person.is_active:
            raise PermissionDenied
        request.session[LINK] = [person.pk, managing.password_link(person)]
        self.log_change(request, person, gettext("Link for a new password made"))
        return self._back(person)

    def act_view(self, request, pk, act):
        person = self._managed(request, pk)
        if act not in ACTS:
            raise Http404
        do, said = ACTS[act]
        do(person)
        self.log_change(request, person, str(said))
        self.message_user(request, f"{name_of(person)}: {said}.", messages.SUCCESS)
        return self._back(person)

    def close_view(self, request, pk):
        """Ask what becomes of what somebody has in hand, hand it on, and close their account."""
        person = self._managed(request, pk, post=False)
        form = HandOnForm(request.POST or None, able=handing.may_take_over(person))
        if request.method == "POST" and form.is_valid():
            try:
                handing.close(person, by=request.user, to=form.cleaned_data["to"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.log_change(request, person, gettext("Account closed"))
                self.message_user(request, gettext("%(who)s can sign in no more.") % {"who": name_of(person)})
                return self._back(person)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Close the account of %(who)s") % {"who": name_of(person)},
            "person": person,
            "form": form,
            "held": handing.held_by(person),
            "begun": handing.begun_by(person),
        }
        return render(request, "admin/people/close.html", context)

    def _back(self, person):
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[person.pk]))
