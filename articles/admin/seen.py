"""Small forms of the desk: no save overwrites in silence what somebody else changed since the page was opened."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext


class SeenForm(forms.ModelForm):
    """A form of a row that carries a mark of what the row held when the page was opened."""

    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self._mark(self.instance)

    def _mark(self, row):
        told = [(field.name, str(getattr(row, field.attname))) for field in row._meta.concrete_fields]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]

    def clean(self):
        found = super().clean()
        if self.instance.pk:
            # The instance at hand has the posted values by now.
            stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
            if stored is None or self._mark(stored) != self.cleaned_data.get("seen"):
                text = gettext("Somebody else changed this a moment ago. Open it again; what you typed stands below.")
                raise ValidationError(text)
        return found


def plain(field):
    """Return a form field of the admin without the buttons beside it that open other rows."""
    for may in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
        if field is not None and hasattr(field.widget, may):
            setattr(field.widget, may, False)
    return field
