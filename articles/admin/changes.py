"""The boxes in which a change of published text says what it is, and the declaration of AI."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import corrections, versions
from articles.admin import merging
from articles.admin.merging_rows import ROWS, as_rows, stored_rows
from articles.corrections import Change
from articles.models import Article, Correction
from articles.models.article import AIUse

FIELDS = ["change_kind", "change_wrong", "change_right", "change_decision"]
DATES = ("published_at", "embargo_until")
FIELDSET = (
    _("Change after publication"),
    {
        "fields": FIELDS,
        "classes": ["change-after"],
        "description": _(
            "Readers have seen this text: whoever changes it says what the change is. "
            "A correction is titled “Thông tin cải chính, xin lỗi” "
            "and stands on the article and on the page of corrections."
        ),
    },
)


class ChangeForm(forms.ModelForm):
    ai_use = forms.MultipleChoiceField(
        label=_("use of AI"), required=False, choices=AIUse.choices, widget=forms.CheckboxSelectMultiple
    )
    change_kind = forms.ChoiceField(
        label=_("What kind of change is it?"),
        required=False,
        choices=[("", _("(the text stays as it is)")), *Correction.Kind.choices],
        # Never silent, and nobody is held up at night: what is not called otherwise is told to readers as an update.
        initial=Correction.Kind.UPDATE,
    )
    change_wrong = forms.CharField(
        label=_("What was wrong"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    change_right = forms.CharField(
        label=_("What is right, or new"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    change_decision = forms.CharField(
        label=_("Decision"),
        required=False,
        max_length=300,
        help_text=_("Number and date of the document that asks it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.instance.pk and corrections.was_seen(self.instance)):
            for name in FIELDS:
                self.fields.pop(name, None)

    def clean_ai_use(self):
        chosen = self.cleaned_data["ai_use"]
        if AIUse.NONE in chosen and len(chosen) > 1:
            raise ValidationError(_("“No AI” and a use of AI exclude each other."))
        return chosen

    @property
    def change(self):
        """What the person says of the change, as a `Change`; None where they say nothing."""
        values = {name.removeprefix("change_"): self.cleaned_data.get(name, "") for name in FIELDS}
        return Change(**values) if values["kind"] else None

    def check_change(self, data):
        """Refuse a change of text that readers have seen unless it says what it is."""
        if self.errors or "change_kind" not in self.fields:
            return
        self._check_dates(data)
        met = merging.meeting(self.instance, data.get(merging.NEWEST)) or self._untouched()
        old = met.theirs | {prefix: as_rows(met.theirs[prefix], prefix) for prefix in ROWS}
        new = old | {field: data[field] for field in corrections.TEXT if field in data}
        new |= {prefix: self._rows(met, prefix) for prefix in ROWS if f"{prefix}-TOTAL_FORMS" in self.data}
        for name, message in corrections.problems(self.change, old, new).items():
            self.add_error(f"change_{name}", message)

    def _check_dates(self, data):
        """Refuse dates that would hide what readers see: taking an article down is a move of its own."""
        then = Article(status=self.instance.status)
        for name in DATES:
            setattr(then, name, data.get(name) if name in self.fields else getattr(self.instance, name))
        if self.instance.is_published() and not then.is_published():
            wrong = next((name for name in DATES if name in self.changed_data), None)
            self.add_error(wrong, _("This would hide what readers see now. Withdraw the article instead."))

    def _untouched(self):
        stored = Article.objects.get(pk=self.instance.pk)
        content = versions.snapshots([stored])[stored.pk]
        return merging.Meeting(stored, content, content)

    def _rows(self, met, prefix):
        """Return the rows of an inline as they will be saved, merged with the other person's."""
        merge = met.rows(self.data, prefix)
        theirs = [row for pk, row in stored_rows(met.article, prefix).items() if pk not in merge.became]
        added = [{box: row.get(box, "").strip() for box in ROWS[prefix]} for row in merge.added]
        rows = [*(row for row in merge.became.values() if row is not None), *theirs, *added]
        return sorted(rows, key=lambda row: int(row["order"]) if row["order"].isdecimal() else 0)
