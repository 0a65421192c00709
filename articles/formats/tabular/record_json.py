"""An `ArticleRecord` as one line of JSON, without loss: our own export, read back by `tabular`.

Keys are the record's fields, sorted; fields with nothing in them are left out. The key `newsroom` holds the version of
this form. Dates are ISO 8601.
"""

import json
from dataclasses import MISSING, fields
from datetime import date, datetime

from articles.formats.record import ArticleRecord, BylineRecord, Doubt, PhotoRecord, PictureRecord

VERSION = 1
MARK = "newsroom"

_PARTS = {"photos": PhotoRecord, "bylines": BylineRecord, "doubts": Doubt}
_SINGLE = {"picture": PictureRecord}
_DAYS, _MOMENTS = ("captured_on", "taken_on"), ("published_at", "modified_at", "embargo_until", "withdrawn_at")
_DATES = dict.fromkeys(_DAYS, date) | dict.fromkeys(_MOMENTS, datetime)


def _default(field):
    return field.default_factory() if field.default_factory is not MISSING else field.default


_KINDS = (ArticleRecord, *_PARTS.values(), *_SINGLE.values())
_DEFAULTS = {kind: {field.name: _default(field) for field in fields(kind)} for kind in _KINDS}


def _type(name, default):
    return _DATES.get(name) or (str if default in (None, MISSING) else type(default))


_TYPES = {kind: {name: _type(name, value) for name, value in known.items()} for kind, known in _DEFAULTS.items()}


def record_to_json(record):
    """Return `record` as one line of JSON, without the line end."""
    data = _plain(record)
    data[MARK] = VERSION
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(thing):
    defaults = _DEFAULTS[type(thing)]
    data = {name: value for name, value in vars(thing).items() if value != defaults[name]}
    for name, value in data.items():
        if name in _PARTS:
            data[name] = [_plain(part) for part in value]
        elif name in _SINGLE:
            data[name] = _plain(value)
        elif name in _DATES:
            data[name] = value.isoformat()
    return data


def record_from_json(line):
    """Return the `ArticleRecord` of a line that `record_to_json` wrote. Raises `ValueError` on anything else.

    The body comes back byte for byte: who reads a file that others may have touched sanitises it.
    """
    data = json.loads(line)
    if not isinstance(data, dict) or data.pop(MARK, None) != VERSION:
        raise ValueError(f"dòng không có khóa “{MARK}”: {VERSION}")
    return record_from_data(data)


def record_from_data(data):
    """Return the `ArticleRecord` of the decoded JSON object `data`, without the mark. Raises `ValueError`."""
    return _built(ArticleRecord, data)


def _built(kind, data):
    if not isinstance(data, dict):
        raise ValueError(f"{kind.__name__} không phải là đối tượng JSON")
    types = _TYPES[kind]
    values = {}
    for name, value in data.items():
        if name not in types:
            raise ValueError(f"khóa “{name}” không có trong {kind.__name__}")
        values[name] = _value(name, value, types[name])
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(str(error)) from None


def _value(name, value, wanted):
    if name in _PARTS:
        return [_built(_PARTS[name], part) for part in _listed(name, value, dict)]
    if name in _SINGLE:
        return _built(_SINGLE[name], value)
    if name in _DATES:
        return _date(name, value, wanted)
    if wanted is list:
        return _listed(name, value, str)
    if not isinstance(value, wanted):
        raise ValueError(f"khóa “{name}” phải là {wanted.__name__}")
    return value


def _listed(name, value, wanted):
    if not isinstance(value, list) or not all(isinstance(part, wanted) for part in value):
        raise ValueError(f"khóa “{name}” phải là danh sách")
    return value


def _date(name, value, wanted):
    try:
        found = wanted.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"khóa “{name}” không phải ngày giờ ISO 8601") from None
    if wanted is datetime and found.tzinfo is None:
        raise ValueError(f"khóa “{name}” thiếu múi giờ")
    return found
