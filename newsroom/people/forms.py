"""Small forms of signing in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _


class CodeForm(forms.Form):
    """One code, of a phone or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false", "class": "one-time-code"}
        ),
    )

    def refuse(self, answer):
        """Say why a code was not taken: the `factor.Answer`."""
        if answer.wait_until:
            seconds = max(1, round((answer.wait_until - timezone.now()).total_seconds()))
            text = gettext("Too many wrong codes: wait %(n)s seconds.")
            self.add_error("code", text % {"n": seconds})
        else:
            self.add_error("code", gettext("This code is not right. A code of the phone is good for half a minute."))


class OwnPasswordForm(forms.Form):
    """The password once more, before something that weakens the account."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(gettext("This is not your password."))
        return self.cleaned_data["password"]
