"""Rows of bylines and photos that two people changed: merged row by row and box by box, as they were sent."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from articles.merging_text import Merge, merge3

# The inlines as snapshots keep them, by the prefix of their formset: what people call them, which boxes are a row.
LABELS = {"bylines": _("Bylines"), "photos": _("Photos")}
ROWS = {"bylines": ("order", "author", "name", "role"), "photos": ("order", "photo", "caption", "credit", "alt")}
MAX_ROWS = 1000


@dataclass
class RowsMerge:
    """What becomes of each row both had opened (None: out), what I added, and where both clash."""

    became: dict = field(default_factory=dict)
    added: list = field(default_factory=list)
    took: bool = False
    clashes: list = field(default_factory=list)


def as_rows(values, prefix):
    """Return rows of a snapshot, or of stored objects' values, as text in the boxes that are compared."""
    return [{box: "" if row[box] is None else str(row[box]) for box in ROWS[prefix]} for row in values]


def stored_rows(article, prefix):
    """Return {id: row} of the rows stored now, in order."""
    values = list(getattr(article, prefix).order_by("order", "id").values("id", *ROWS[prefix]))
    return dict(zip((str(row["id"]) for row in values), as_rows(values, prefix), strict=True))


def sent_rows(data, prefix):
    """Return the rows of a sent formset as {box: text}, in the order sent."""
    total = data.get(f"{prefix}-TOTAL_FORMS") or ""
    rows = [{} for _number in range(min(int(total), MAX_ROWS) if total.isdecimal() and len(total) < 6 else 0)]
    for name in data:
        number, _dash, box = name.removeprefix(f"{prefix}-").partition("-")
        if name.startswith(f"{prefix}-") and number.isdecimal() and len(number) < 6 and int(number) < len(rows):
            rows[int(number)][box] = data[name]
    return rows


def merge_rows(base, there, sent, prefix):
    """Merge the rows `sent` with those stored `there` ({id: row}); `base` is what the sent form had opened, in order.

    Where the base does not fit the rows that were opened, every difference is a clash.
    """
    merge = RowsMerge()
    opened = [row for row in sent if row.get("id")]
    bases = as_rows(base, prefix)
    if len(bases) != len(opened):
        bases = [None] * len(opened)
    for row, was in zip(opened, bases, strict=True):
        mine = None if row.get("DELETE") else _boxes(row, prefix)
        one = _merge_row(was, mine, there.get(row["id"]))
        merge.became[row["id"]] = one.value
        merge.took |= one.value != mine
        merge.clashes += one.clashes
    theirs = [row for pk, row in there.items() if pk not in merge.became]
    new = [row for row in sent if not row.get("id") and not row.get("DELETE") and _is_written(row, prefix)]
    merge.added = [row for row in new if _boxes(row, prefix) not in theirs]
    merge.took |= bool(theirs)
    return merge


def _boxes(row, prefix):
    return {box: row.get(box, "").strip() for box in ROWS[prefix]}


def _is_written(row, prefix):
    return any(row.get(box, "").strip() for box in ROWS[prefix] if box not in ("order", "role"))


def _merge_row(base, mine, theirs):
    whole = merge3(base, mine, theirs)
    if not whole.clashes or None in (base, mine, theirs):
        return whole
    boxes = {box: merge3(base[box], mine[box], theirs[box]) for box in mine}
    merged = {box: merge.value for box, merge in boxes.items()}
    return Merge(merged, whole.clashes if any(merge.clashes for merge in boxes.values()) else ())


def merged_data(merge, data, prefix, stored):
    """Return the data an inline is saved from or shown again from; `stored` is an untouched formset of its rows.

    The stored rows come in their order, so that the next merge finds what was opened, then what is new.
    """
    if not merge.took and not merge.clashes:
        return data
    sent = sent_rows(data, prefix)
    mine = {row["id"]: row for row in sent if row.get("id")}
    known, there = [], set()
    for row in _untouched(stored):
        there.add(row["id"])
        value = merge.became.get(row["id"], {})
        known.append(row | {"DELETE": "on"} if value is None else row | mine.get(row["id"], {}) | value)
    back = [mine[pk] | {"id": ""} for pk, value in merge.became.items() if pk not in there and value is not None]
    new = back + merge.added
    renewed = {f"{prefix}-TOTAL_FORMS": str(len(known) + len(new)), f"{prefix}-INITIAL_FORMS": str(len(known))}
    for number, row in enumerate([*known, *new]):
        renewed |= {f"{prefix}-{number}-{box}": value for box, value in row.items()}
    return renewed


def _untouched(formset):
    """Yield what a browser would send back of each row of an untouched formset."""
    for form in formset.initial_forms:
        values = {name: form[name].value() for name in form.fields}
        yield {name: "" if value is None else str(value) for name, value in values.items() if value is not False}
