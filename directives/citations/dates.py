"""Days, ordinals and Roman numerals as Vietnamese papers print them. Patterns run on folded text."""

import re
from datetime import date

_UNITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "nhat": 1,
    "gieng": 1,
}
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_ROMAN_DIGITS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

_COUNT_WORD = r"(?:khong|mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin|muoi|linh|le|nhat|gieng)(?![a-z])"
_COUNT = rf"{_COUNT_WORD}(?:\s{_COUNT_WORD}){{0,2}}?"
_YEAR_WORDS = rf"(?:hai|mot)\s(?:nghin|ngan)(?:\s(?:{_COUNT_WORD}|tram(?![a-z]))){{1,7}}"
_GAP = r"\s{0,2}[/.\-]{1,2}\s{0,2}"

_FIGURES = re.compile(rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}}){_GAP}(?P<year>\d{{4}}|\d\d)(?!\d)")
_LONG = re.compile(
    rf"(?:mung\s+|mong\s+)?(?P<day>\d{{1,2}}|{_COUNT}),?\s{{0,3}}[-/]?\s{{0,3}}thang\s{{1,3}}(?P<month>\d{{1,2}}|{_COUNT})"
    rf"\s{{0,3}}(?:,\s{{0,3}}|-\s{{0,3}}|/\s{{0,3}})?(?:nam\s{{0,3}})?(?P<year>\d{{4}}(?!\d)|{_YEAR_WORDS})"
)
_HALF = re.compile(
    rf"(?P<day>\d{{1,2}}){_GAP}(?P<month>\d{{1,2}})\s{{0,3}},?\s{{0,2}}(?:nam\s{{1,3}}(?P<year>\d{{4}}))?(?![\d])"
)
_VAGUE = re.compile(r"\d{1,2}\s{0,3}thang\s{1,3}\d{1,2}(?!\d)|\d{1,2}(?![\d/])")
_MONTH = re.compile(r"thang\s{1,3}\d{1,2}\s{0,2}(?:[/.\-]\s{0,2}|,?\s{0,2}nam\s{1,2})\d{4}(?!\d)")


def read_date(folded, pos):
    """Return (end, ISO day or None) of the date at `pos`, or None when there is none. Partial dates give no day."""
    for pattern in (_FIGURES, _LONG, _HALF):
        match = pattern.match(folded, pos)
        if match:
            return match.end(), _iso(match["day"], match["month"], match["year"])
    match = _MONTH.match(folded, pos) or _VAGUE.match(folded, pos)
    return (match.end(), None) if match else None


def _iso(day, month, year):
    if not year:
        return None
    numbers = [_value(part) for part in (year, month, day)]
    if numbers[0] is not None and numbers[0] < 100:
        numbers[0] += 2000 if numbers[0] < 50 else 1900
    try:
        return date(*numbers).isoformat()
    except (TypeError, ValueError):
        return None


def _value(words):
    return int(words) if words.isdigit() else count_of(words)


def count_of(words):
    """Return the number that folded `words` name (`hai nghin khong tram hai muoi` is 2020), or None."""
    total, group, seen = 0, 0, False
    for word in words.split():
        seen = True
        if word in {"nghin", "ngan"}:
            total, group = total + group * 1000, 0
        elif word == "tram":
            total, group = total + group * 100, 0
        elif word == "muoi":
            group = group * 10 if group else 10
        elif word in {"linh", "le"}:
            continue
        elif word in _UNITS:
            group += _UNITS[word]
        else:
            return None
    return total + group if seen else None


def roman_of(words):
    """Return the Roman numeral that `words` (`xii`, `XII` or `12`) name, or None when they name none below 60."""
    if words.isdigit():
        return to_roman(int(words))
    value = roman_value(words)
    return to_roman(value) if value else None


def roman_value(words):
    """Return the value of the Roman numeral `words` in either case, None when it is not well formed."""
    values = [_ROMAN_VALUES.get(char) for char in words.lower()]
    if not values or None in values:
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    value = sum(-a if a < b else a for a, b in pairs)
    return value if to_roman(value) == words.upper() else None


def to_roman(value):
    """Return `value` (1 to 59) as a Roman numeral, None outside."""
    if not 0 < value < 60:
        return None
    digits = ""
    for worth, letters in _ROMAN_DIGITS:
        while value >= worth:
            digits, value = digits + letters, value - worth
    return digits
