"""The form in which an article is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import pasting
from articles.admin.changes import ChangeForm
from articles.admin.editor import BodyWidget
from articles.admin.merging import MergingFormMixin
from articles.admin.photo_upload import ManyFilesField
from articles.markup import MarkupError, sanitise
from articles.models import Article


class ArticleForm(MergingFormMixin, ChangeForm):
    body = forms.CharField(
        label=_("body"),
        required=False,
        widget=BodyWidget,
        help_text=_("Write [ảnh 1] in a paragraph of its own where the first photo belongs."),
    )
    photo_files = ManyFilesField()
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
            body = self.cleaned_data["body"]
            return pasting.clean(body)[0] if pasting.is_foreign(body) else sanitise(body)
        except MarkupError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self):
        """Merge with what somebody saved since this form was opened; refuse what clashes, showing both texts."""
        data = super().clean()
        if self.instance.pk:
            self.meet(data)
            self.check_change(data)
        return data
