"""The form in which an article is written."""

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles.markup import MarkupError, plain_text, sanitise
from articles.models import Article

EDITOR = {
    "Heading": {"levels": [2, 3]},
    "Bold": True,
    "Italic": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
}
TEXT_FIELDS = ("headline", "kicker", "agency", "standfirst", "body", "section")


class ArticleForm(forms.ModelForm):
    body = ProseEditorFormField(
        label=_("body"),
        required=False,
        config={"extensions": EDITOR},
        preset="configurable",
        widget=AdminProseEditorWidget(attrs={"lang": "vi"}),
        help_text=_("Write [ảnh 1] in a paragraph of its own where the first photo belongs."),
    )
    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False, localize=False)

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "class": "headline", "maxlength": 300}),
            "standfirst": forms.Textarea(attrs={"rows": 4, "class": "standfirst"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "opened_version" in self.fields:
            self.fields["opened_version"].initial = str(self.instance.version)

    def clean_body(self):
        try:
            return sanitise(self.cleaned_data["body"])
        except MarkupError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self):
        """Refuse to overwrite what somebody saved since this form was opened, and show both texts instead.

        The row stays locked until the save commits, so that no third save can slip in between.
        """
        data = super().clean()
        if not self.instance.pk:
            return data
        stored = Article.objects.select_for_update(of=("self",)).select_related("section", "edited_by").get(
            pk=self.instance.pk
        )
        opened = data.get("opened_version")
        if opened is not None and opened != stored.version:
            self._refuse(stored, data)
        return data

    def _refuse(self, stored, data):
        when = date_format(localtime(stored.edited_at or stored.updated_at), "H:i d/m/Y")
        message = gettext(
            "%(who)s saved this article at %(when)s, after you had opened it. Your text is still here, unsaved. Compare "
            "what is stored below; save again to keep yours."
        ) % {"who": stored.edited_by or gettext("Somebody"), "when": when}
        self.add_error(None, message)
        for field in TEXT_FIELDS:
            theirs = getattr(stored, field)
            if field in data and data[field] != theirs and field in self.fields:
                text = plain_text(theirs) if field == "body" else str(theirs or "")
                self.add_error(field, gettext("Stored now: %(text)s") % {"text": text or "–"})
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = str(stored.version)
