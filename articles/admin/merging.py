"""The second save of two people: what the other saved meanwhile is merged in, and only a real clash asks."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles import versions
from articles.admin.merging_rows import LABELS, ROWS, merge_rows, sent_rows, stored_rows
from articles.markup import plain_text
from articles.merging_text import merge3, merge_bodies, merge_sets
from articles.models import Article, Section, Version
from articles.people import name_of
from newsroom.vietnamese import same_word_key

MERGERS = {"body": merge_bodies, "tags": merge_sets}
INSTANTS = ("published_at", "embargo_until")
LISTS = ("ai_use",)
# The workflow alone moves an article; everything else of a snapshot that a form has is merged.
MERGED = ("section", "tags", *versions.PLAIN, *versions.STATE[1:])
NEWEST = "opened_version"


@dataclass(frozen=True)
class Meeting:
    """Two people's work on one article: the snapshot both opened, and the one stored since."""

    article: Article
    base: dict
    theirs: dict

    def rows(self, data, prefix):
        """Return the `RowsMerge` of one inline of the sent `data`."""
        there = stored_rows(self.article, prefix)
        return merge_rows(self.base.get(prefix, []), there, sent_rows(data, prefix), prefix)


def meeting(article, opened):
    """Return the `Meeting` of a form opened at version `opened`, None when nobody saved since.

    The row stays locked until the save commits, so that no third save can slip in between.
    """
    stored = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if opened is None or opened == stored.version:
        return None
    base = Version.objects.filter(article=article).in_force(opened)
    theirs = versions.snapshots([stored])[stored.pk]
    return Meeting(stored, base.content if base else {}, theirs)


def comparable(field, value):
    """Return a value of a snapshot or of the form in the shape that is compared and merged."""
    if field == "section" and value:
        return value["id"] if isinstance(value, dict) else value.pk
    if field == "tags":
        return frozenset(value or ())
    if field in INSTANTS:
        return Article._meta.get_field(field).to_python(value)
    return value or ""


def as_form(field, merged):
    """Return a merged value as cleaned data has it."""
    if field == "section":
        return Section.objects.filter(pk=merged).first() if merged else None
    if field == "tags":
        return sorted(merged)
    return list(merged) if field in LISTS else merged


def shown(field, value):
    """Return a merged value as words for a person."""
    if field == "body":
        return plain_text(value or "")
    if field == "section" and value:
        return Section.objects.values_list("name", flat=True).filter(pk=value).first() or ""
    return str(value or "")


def merge_fields(met, data):
    """Return {field: `Merge`} of those fields of cleaned `data` that the other person changed."""
    merges = {}
    for field in MERGED:
        if field not in data:
            continue
        base, theirs = (comparable(field, side.get(field)) for side in (met.base, met.theirs))
        mine = comparable(field, data[field])
        if field == "tags":
            mine = _as_named(mine, base | theirs)
        if theirs not in (base, mine):
            merges[field] = MERGERS.get(field, merge3)(base, mine, theirs)
    return merges


def _as_named(tags, known):
    """Return the tags as the register spells them, so that `đại hội` and `Đại hội` are one."""
    names = {same_word_key(name): name for name in known}
    return frozenset(names.get(same_word_key(name), name) for name in tags)


def opened_version(data):
    """Return the number of the version a sent form was opened at, None where it does not tell."""
    text = data.get(NEWEST, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


class MergingFormMixin:
    """An article's form that merges; `merged_in` names what came from the other person."""

    def meet(self, data):
        """Merge into cleaned `data` what somebody saved since this form was opened; errors where both clash."""
        self.merged_in = []
        met = meeting(self.instance, data.get(NEWEST))
        if met is None:
            return
        clashes = []
        for field, merge in merge_fields(met, data).items():
            if merge.clashes:
                clashes.append((field, merge))
            else:
                self.merged_in.append(self.fields[field].label)
            data[field] = as_form(field, merge.value)
        rows = {prefix: met.rows(self.data, prefix) for prefix in ROWS if f"{prefix}-TOTAL_FORMS" in self.data}
        self.merged_in += [LABELS[prefix] for prefix, merge in rows.items() if merge.took]
        if clashes or any(merge.clashes for merge in rows.values()):
            self._refuse(clashes, rows)

    def _refuse(self, clashes, rows):
        """Show both texts and ask; what does not clash is merged already, so that a second save loses nothing."""
        self._show_merged(dict(self.cleaned_data))
        self.add_error(None, self._who_saved())
        for prefix, merge in rows.items():
            for clash in merge.clashes:
                text = " · ".join(value for value in (clash.theirs or {}).values() if value)
                message = gettext("%(what)s: both of you changed them. Stored now: %(text)s")
                self.add_error(None, message % {"what": LABELS[prefix], "text": text or "–"})
        for field, merge in clashes:
            stored = [shown(field, clash.theirs) or "–" for clash in merge.clashes]
            self.add_error(field, [gettext("Stored now: %(text)s") % {"text": text} for text in stored])

    def _who_saved(self):
        stored = Article.objects.select_related("edited_by").get(pk=self.instance.pk)
        when = date_format(localtime(stored.edited_at or stored.updated_at), "H:i d/m/Y")
        return gettext(
            "%(who)s saved this article at %(when)s, after you had opened it. Your text is still here, unsaved. "
            "Compare what is stored below; save again to keep yours."
        ) % {"who": name_of(stored.edited_by) or gettext("Somebody"), "when": when}

    def _show_merged(self, values):
        """Put the merged values into the boxes of the form that goes back to the person."""
        self.data = self.data.copy()
        newest = Article.objects.values_list("version", flat=True).get(pk=self.instance.pk)
        self.data[self.add_prefix(NEWEST)] = str(newest)
        for field in set(values) & set(MERGED):
            widget, value = self.fields[field].widget, values[field]
            if field in LISTS:
                self.data.setlist(self.add_prefix(field), value)
            elif hasattr(widget, "widgets"):
                for number, part in enumerate(widget.decompress(value)):
                    self.data[self.add_prefix(f"{field}_{number}")] = widget.widgets[number].format_value(part) or ""
            else:
                self.data[self.add_prefix(field)] = _as_typed(field, value)


def _as_typed(field, value):
    if field == "tags":
        return ", ".join(f'"{name}"' for name in value)
    return value.pk if field == "section" and value else value or ""
