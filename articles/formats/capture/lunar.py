"""Days by the lunar calendar, as far as papers use it: the first month, Tết, and years by their names. No Django."""

import re
from datetime import date, timedelta

# month/day of the first day of the lunar years from 2000 in Vietnam (UTC+7); China's differ in 2007 and 2030
_FIRST_DAYS = (
    "2/5 1/24 2/12 2/1 1/22 2/9 1/29 2/17 2/7 1/26 2/14 2/3 1/23 2/10 1/31 2/19 2/8 1/28 2/16 2/5 1/25 2/12 2/1"
    " 1/22 2/10 1/29 2/17 2/6 1/26 2/13 2/2"
)
_TET = {year: tuple(map(int, day.split("/"))) for year, day in enumerate(_FIRST_DAYS.split(), start=2000)}
_STEMS = ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"]
_BRANCHES = ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"]
_SPELLINGS = {"kỉ": "kỷ", "quí": "quý", "tí": "tý", "tị": "tỵ", "mẹo": "mão"}
_YEAR_NAME = re.compile(
    rf"\b(?P<stem>{'|'.join(_STEMS)}|kỉ|quí) (?P<branch>{'|'.join(_BRANCHES)}|tí|tị|mẹo)\b", re.IGNORECASE
)
_FIRST_MONTH = re.compile(
    r"\b(?:mùng|mồng|ngày|sáng|chiều|tối) (?:mùng |mồng |ngày )?(?P<n>[12]?\d|30)"
    r" (?:tháng giêng|tết|tháng 1 âm lịch)\b(?: \(?âm lịch\)?)?",
    re.IGNORECASE,
)


def tet(year):
    """Return the first day of the lunar year that begins in `year` (2000 to 2030), or None."""
    return date(year, *_TET[year]) if year in _TET else None


def named_year(text):
    """Return the year between 2000 and 2030 whose lunar name, such as `Giáp Thìn`, stands in `text`, or None."""
    for match in _YEAR_NAME.finditer(text):
        stem, branch = (_SPELLINGS.get(word.lower(), word.lower()) for word in match.groups())
        wanted = _STEMS.index(stem), _BRANCHES.index(branch)
        for year in _TET:
            if ((year - 4) % 10, (year - 4) % 12) == wanted:
                return year
    return None


def find_lunar_day(text):
    """Return the match of a day of the first lunar month; `match["n"]` counts from Tết, or None.

    `30 Tết` is the eve, of the month before.
    """
    match = _FIRST_MONTH.search(text)
    return None if match and match[0].lower().endswith("tết") and int(match["n"]) > 10 else match


def lunar_day(number, year):
    """Return the calendar date of day `number` of the first lunar month of `year`, or None."""
    first = tet(year)
    return first + timedelta(days=number - 1) if first and 1 <= number <= 30 else None
