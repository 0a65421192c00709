"""Who signs what is being written: the form of a byline, and the one that a writer finds filled in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.models import Byline
from articles.people import name_of


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["order", "author", "name", "role"]
        widgets = {"name": forms.TextInput(attrs={"class": "vTextField", "placeholder": _("name as signed")})}

    def has_changed(self):
        """Say whether there is something to keep: of a new row, a name, be it only the one that was proposed."""
        if self.instance.pk:
            return super().has_changed()
        return any(self[name].value() for name in ("name", "author") if name in self.fields)


def own_byline(user):
    """Return the rows, one or none, with which an article begins that `user` writes.

    Somebody known as an author signs as that; a reporter with the name of the account. Who edits others' copy as a
    rule and is no author signs nothing by himself.
    """
    author = getattr(user, "author", None)
    if author:
        return [{"author": author.pk, "name": author.name}]
    is_writer = not user.has_perm(workflow.EDIT) and (user.first_name or user.last_name)
    return [{"name": name_of(user)}] if is_writer else []
