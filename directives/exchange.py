"""The register as CSV and JSON lines, out and in, so that an official list can be loaded."""

import csv
import json
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from directives import registry
from directives.identity import cohort_of
from directives.models import Directive, DirectiveKey, Kind
from directives.numbering import Facts, series_of, slot_of

COLUMNS = ("kind", "number", "symbol", "year", "issuer", "issued_on", "term", "plenum", "title", "subject", "status")
_NUMBERS = ("year", "plenum")
# Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(queryset):
    """Yield each directive of `queryset` as {column: text}."""
    for directive in queryset.iterator(chunk_size=500):
        values = {name: getattr(directive, name) for name in COLUMNS}
        values["issued_on"] = directive.issued_on.isoformat() if directive.issued_on else ""
        yield {name: "" if value is None else str(value) for name, value in values.items()}


def write_csv(queryset, stream):
    """Write a UTF-8 table with a header; cells that a spreadsheet would run as formulas begin with an apostrophe."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows(queryset):
        writer.writerow({name: f"'{text}" if text.startswith(_FORMULA) else text for name, text in row.items()})


def write_json_lines(queryset, stream):
    for row in rows(queryset):
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(stream):
    """Yield (line number, {column: text}) of CSV or JSON lines, told apart by the first character."""
    first = stream.read(1)
    stream.seek(0)
    if first == "{":
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                yield number, row if isinstance(row, dict) else None
    else:
        reader = csv.DictReader(stream)
        for row in reader:
            yield reader.line_num, {key: (value or "").removeprefix("'") for key, value in row.items() if key}


@dataclass
class Loaded:
    """What became of an official list; `errors` are (line, reason); the rest is for `registry.revise`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list = field(default_factory=list)
    cohorts: set = field(default_factory=set)
    renamed: set = field(default_factory=set)


def load(stream):
    """Enter an official list into the register as verified records; returns `Loaded`. A wrong line stops no other."""
    loaded = Loaded()
    for number, row in read(stream):
        try:
            with transaction.atomic():
                _enter(row, loaded)
        except (ValidationError, ValueError) as error:
            reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            loaded.errors.append((number, reason))
    return loaded


def _enter(row, loaded):
    if row is None:
        raise ValueError("dòng không phải một đối tượng JSON: hãy sửa dấu ngoặc, dấu phẩy")
    values = _values(row)
    facts = Facts(**{name: values[name] for name in Facts.__dataclass_fields__})
    series, slot = series_of(facts), slot_of(facts, home=registry.home())
    if not series:
        raise ValueError("thiếu số, ký hiệu hoặc cơ quan ban hành: không biết là văn bản nào")
    key = DirectiveKey.objects.select_related("directive").filter(series=series, slot__in={slot or "", ""}).first()
    directive = key.directive if key else Directive()
    before = {name: getattr(directive, name) for name in COLUMNS}
    for name, value in values.items():
        if value not in (None, ""):
            setattr(directive, name, value)
    same = key is not None and directive.verified and before == {name: getattr(directive, name) for name in COLUMNS}
    directive.verified = True
    if not same:
        directive.slug = ""
        directive.full_clean(exclude=["slug", "search", "tags"])
        directive.save()
        loaded.cohorts.add(cohort_of(facts))
        loaded.renamed.add(directive.pk)
    if key is None:
        registry.add_key(directive, facts)
        loaded.new += 1
    elif key.slot != (slot or "") and slot:
        key.slot = slot
        key.save()
        loaded.changed += 1
    elif same:
        loaded.unchanged += 1
    else:
        loaded.changed += 1


def _values(row):
    kinds = {label.casefold(): value for value, label in Kind.choices} | {
        value.casefold(): value for value in Kind.values
    }
    values = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    kind = kinds.get(values["kind"].casefold())
    if kind is None:
        raise ValueError(f"không có loại văn bản “{values['kind']}”: ghi như {', '.join(Kind.labels[:4])} …")
    values["kind"] = kind
    for name in _NUMBERS:
        if values[name] and not values[name].isdecimal():
            raise ValueError(f"cột {name} phải là số, không phải “{values[name]}”")
        values[name] = int(values[name]) if values[name] else None
    try:
        values["issued_on"] = date.fromisoformat(values["issued_on"]) if values["issued_on"] else None
    except ValueError as error:
        raise ValueError(f"ngày “{values['issued_on']}” không đúng dạng NNNN-TT-NN") from error
    values["status"] = values["status"] or "unknown"
    return values
