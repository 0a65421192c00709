"""The form of a person: their name, their group, and the author they are."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from articles.models import Author, Byline
from articles.people import name_of
from newsroom.people import managing


class PersonForm(forms.ModelForm):
    last_name = forms.CharField(
        widget=AdminTextInputWidget,
        label=_("Family and middle name"),
        max_length=150,
        help_text=_("For example: Hoàng Thu"),
    )
    first_name = forms.CharField(
        widget=AdminTextInputWidget, label=_("Given name"), max_length=150, help_text=_("For example: Hà")
    )
    username = forms.CharField(
        widget=AdminTextInputWidget,
        label=_("Sign-in name"),
        max_length=150,
        required=False,
        validators=[get_user_model().username_validator],
        help_text=_("Left empty, it is made of the name: hoangthuha."),
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=Group.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    author = forms.ModelChoiceField(
        label=_("Is the author"),
        queryset=Author.objects.all(),
        required=False,
        widget=AutocompleteSelect(Byline._meta.get_field("author"), admin.site),
        help_text=_("Whose articles these are on the site: found by name or pen name."),
    )
    new_author = forms.BooleanField(
        label=_("Make them an author with this name"), required=False, help_text=_("For somebody new who signs.")
    )

    class Meta:
        model = get_user_model()
        fields = ["last_name", "first_name", "username", "email", "groups", "is_superuser"]
        labels = {"is_superuser": _("Looks after the system: may do everything")}
        help_texts = {"is_superuser": _("May do everything, without any group. For who looks after the machine.")}

    # Whoever fills the form: set on a subclass for the request at hand.
    by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = self.fields.get("groups")
        if groups:
            givable = [group.pk for group in Group.objects.all() if managing.may_give(self.by, group)]
            groups.queryset = Group.objects.filter(pk__in=givable)
            groups.required = self.instance.pk is None and not self.by.is_superuser
        if "author" in self.fields and self.instance.pk:
            self.fields["author"].initial = Author.objects.filter(user=self.instance).first()

    def clean_username(self):
        name = get_user_model().normalize_username(self.cleaned_data["username"].strip())
        if not name:
            full_name = f"{self.cleaned_data.get('last_name', '')} {self.cleaned_data.get('first_name', '')}"
            return managing.free_name(full_name)
        if get_user_model().objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("Somebody has this sign-in name already."))
        return name

    def clean_author(self):
        author = self.cleaned_data["author"]
        if author and author.user_id not in (None, self.instance.pk):
            text = gettext("%(author)s is the author of another account: %(who)s.")
            raise ValidationError(text % {"author": author, "who": name_of(author.user)})
        return author

    def clean(self):
        if self.cleaned_data.get("author") and self.cleaned_data.get("new_author"):
            self.add_error("new_author", gettext("Choose an author or make one, not both."))
        return super().clean()

    def link_author(self, user):
        """Make `user` the author chosen, or a new one of their name."""
        if self.cleaned_data.get("new_author"):
            Author.objects.filter(user=user).update(user=None)
            Author.objects.create(name=name_of(user), user=user)
        elif "author" in self.changed_data:
            Author.objects.filter(user=user).update(user=None)
            if author := self.cleaned_data["author"]:
                author.user = user
                author.save()


class HandOnForm(forms.Form):
    """To whom goes what somebody has in hand; nobody means back to the queue."""

    to = forms.ModelChoiceField(
        label=_("Hand it to"), queryset=None, required=False, empty_label=_("back to the queue")
    )

    def __init__(self, *args, able, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = get_user_model().objects.filter(pk__in=[person.pk for person in able])
        self.fields["to"].label_from_instance = name_of
