"""Conditions that readers type among the words: `tac gia:"Hà An"`, `chuyen muc:kinh te`, `tu:2018`, `den:30/6/2018`."""

import re
from calendar import monthrange
from datetime import date

from newsroom.vietnamese import nfc

# As typed, with or without marks, run together or apart. The field names are those of `articles.filters`.
_NAMES = {
    "tac_gia": "t[aá]c[ _-]?gi[aả]",
    "chuyen_muc": "chuy[eê]n[ _-]?m[uụ]c",
    "van_ban": "v[aă]n[ _-]?b[aả]n",
    "tu": "t[uừ](?:[ _-]?ng[aà]y)?",
    "den": "[dđ][eế]n(?:[ _-]?ng[aà]y)?",
}
_NAMED = ("tac_gia", "chuyen_muc")  # whose values may be several words
_DAYS = ("tu", "den")
_OPERATOR = re.compile(
    rf"(?<!\S)(?:{'|'.join(f'(?P<{field}>{name})' for field, name in _NAMES.items())}):[ ]?"
    r'(?:["“”](?P<quoted>[^"“”]{1,120})["“”]?|(?P<bare>[^\s"“”:]{1,60}))',
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
MAX_WORDS = 6
_FOLLOWING = re.compile(rf'(?:\s{{1,3}}[^\s"“”:]{{1,60}}(?![^\s"“”])){{0,{MAX_WORDS - 1}}}')


def split(text, *, longest=lambda field, candidates: candidates[-1]):
    """Return (words, {field: value}): `text` without the conditions in it, and the conditions.

    A value without quotes may run on for several words: `longest(field, candidates)` is asked which of the
    candidates, the longest first, names something; it returns one of them.
    """
    text, kept, conditions, position = nfc(text), [], {}, 0
    for match in _OPERATOR.finditer(text):
        field, end = _field_of(match), match.end()
        value = match["quoted"] or match["bare"]
        if match["bare"] and field in _NAMED:
            value = longest(field, _beginnings(value + _FOLLOWING.match(text, end)[0]))
            end = match.start("bare") + len(value)
        value = day_of(value, last=field == "den") if field in _DAYS else " ".join(value.split())
        if value and match.start() >= position:
            kept.append(text[position : match.start()])
            conditions[field], position = value, end
    kept.append(text[position:])
    return " ".join(" ".join(kept).split()), conditions


def _field_of(match):
    return next(field for field in _NAMES if match[field])


def _beginnings(run):
    """Return the beginnings of `run` that end with a word, the longest first."""
    ends = [match.end() for match in re.finditer(r"\S+", run)]
    return [run[:end] for end in reversed(ends)]


def day_of(text, *, last=False):
    """Return the ISO day that `2018-06-12`, `12/6/2018`, `6/2018` or `2018` names; empty when it names none.

    Of a month or a year it is the first day, or the `last`.
    """
    match = _ISO.fullmatch(text.strip()) or _DAY.fullmatch(text.strip())
    if not match:
        return ""
    year, month = int(match["year"]), int(match["month"] or (12 if last else 1))
    try:
        day = int(match["day"] or (monthrange(year, month)[1] if last else 1))
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
