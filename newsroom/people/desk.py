"""Groups with their rights, and the record of sign-ins, at the desk."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.people import managing
from newsroom.people.giving import permissions_named
from newsroom.people.records import GivenRights, SignIn

ACTIONS = {"view": _("see"), "add": _("add"), "change": _("change"), "delete": _("delete")}

admin.site.unregister(Group)


def offered_rights(user):
    """Return the rights that `user` has and may therefore give, each kind of thing the paper's table names together."""
    named = {name for given in GivenRights.objects.all() for name in given.codenames}
    kinds_named = permissions_named(named).values("content_type")
    shown = Permission.objects.filter(content_type__in=kinds_named).select_related("content_type")
    own = None if user.is_superuser else user.get_all_permissions()
    kinds = {}
    for right in shown.order_by("content_type__app_label", "content_type__model", "pk"):
        model = right.content_type.model_class()
        if model is None or (own is not None and f"{right.content_type.app_label}.{right.codename}" not in own):
            continue
        kinds.setdefault(model, []).append((right.pk, _label(right, model)))
    return [(str(capfirst(model._meta.verbose_name_plural)), rights) for model, rights in kinds.items()]


def _label(right, model):
    for action, label in ACTIONS.items():
        if right.codename == f"{action}_{model._meta.model_name}":
            return str(label)
    return gettext(right.name)


class RightsTable(forms.CheckboxSelectMultiple):
    """The rights as a table: a line for each kind of thing, the boxes of what may be done with it beside it."""

    template_name = "admin/people/rights.html"

    def _render(self, template_name, context, renderer=None):
        return render_to_string(template_name, context)


class GroupForm(forms.ModelForm):
    rights = forms.TypedMultipleChoiceField(label=_("Rights"), coerce=int, required=False, widget=RightsTable)

    class Meta:
        model = Group
        fields = ["name"]

    # Whoever fills the form: set on a subclass for the request at hand.
    by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "rights" not in self.fields:
            return
        self.fields["rights"].choices = offered_rights(self.by)
        if self.instance.pk:
            self.fields["rights"].initial = list(self.instance.permissions.values_list("pk", flat=True))

    def save_rights(self, group):
        """Give and take what the table showed; rights that it did not show stay as they are."""
        offered = {pk for _kind, rights in self.fields["rights"].choices for pk, _label in rights}
        wanted = set(self.cleaned_data["rights"])
        group.permissions.add(*wanted)
        group.permissions.remove(*(offered - wanted))


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    form = GroupForm
    change_form_template = "admin/people/group.html"
    list_display = ["name", "members"]
    ordering = ["pk"]
    search_fields = ["name"]

    @admin.display(description=_("members"))
    def members(self, group):
        return group.user_set.filter(is_active=True).count()

    def get_fields(self, request, obj=None):
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return ["name", "rights"] if may else ["name"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or managing.may_give(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and obj is not None and not obj.user_set.exists()

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["fields"] = ["name"]
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def get_readonly_fields(self, request, obj=None):
        # the paper's own table finds its groups by name
        return ["name"] if obj and managing.is_of_the_table(obj) else []

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "rights" in form.fields:
            form.save_rights(form.instance)


@admin.register(SignIn)
class SignInAdmin(admin.ModelAdmin):
    """One's own sign-ins; everybody's for who answers for them. Nobody changes a record."""

    class Media:
        css = {"all": ["newsroom/people.css"]}

    list_display = ["when", "who", "result", "device", "address"]
    list_display_links = None
    list_filter = ["outcome", "at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "address"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"), ordering="at")
    def when(self, row):
        return date_format(localtime(row.at), "H:i d/m/Y")

    @admin.display(description=_("who"), ordering="user__first_name")
    def who(self, row):
        return f"{row.user.last_name} {row.user.first_name}".strip() or row.user.get_username() if row.user else "–"

    @admin.display(description=_("outcome"), ordering="outcome")
    def result(self, row):
        return row.get_outcome_display()

    @admin.display(description=_("device"))
    def device(self, row):
        return row.device
