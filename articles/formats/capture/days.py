"""The day of a story as its prose tells it, and from that the day of publication. No Django.

A day is never made up: without a year from the text, a date line or an address, the answer is a month or nothing.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from articles.formats.capture.clock import calendar_day
from articles.formats.capture.lines import UPPER
from articles.formats.capture.lunar import find_lunar_day, lunar_day, named_year, tet

_D = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_Y = r"(?P<y>(?:19|20)\d\d)"
_NUMERIC = rf"{_D}\s?[/.–-]\s?{_M}(?:\s?[/.–-]\s?{_Y})?(?![\d%])(?![/.–-]\d)"
_WORDED = rf"{_D} tháng {_M}(?!\d)(?:,? (?:năm )?{_Y}(?!\d))?"
for _part in "dmy":
    _WORDED = _WORDED.replace(f"<{_part}>", f"<{_part}w>")
_DAY = rf"(?:{_NUMERIC}|{_WORDED})"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s?[,(]?\s?"
_TIME_OF_DAY = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|đêm|tối|khuya)"
# `Sáng nay (12/6)`, `Chiều nay, thứ Ba 12-6`, `Tối hôm qua, ngày 12.6`
_RELATIVE = re.compile(
    rf"(?<!\w)(?:(?:{_TIME_OF_DAY}|hôm|ngày)|{_TIME_OF_DAY} (?:ngày )?hôm) (?P<when>nay|qua|mai)"
    rf"\s?[,(]?\s?(?:{_WEEKDAY})?(?:tức |nhằm )?(?:ngày )?\(?{_DAY}",
    re.IGNORECASE,
)
# `trong 2 ngày 11 và 12/6`: the last day counts
_SEVERAL = (
    r"(?:(?:trong|qua|sau) )?(?:hai|ba|bốn|năm|\d{1,2}|các) ngày,? (?:\(|từ )?(?:ngày )?"
    r"(?:\d{1,2}(?:/\d{1,2})?(?:, | và |, và |\s?[-–]\s?| đến )(?:ngày )?){1,3}"
)
# `Hồi 19 giờ 30 phút ngày 12/6`
_HOUR = (
    r"(?:hồi|lúc|khoảng|vào|vào lúc|vào hồi) (?P<hour>\d{1,2})\s?(?:giờ|h|:|g)\s?\d{0,2}(?: phút)?,? ?"
    r"(?:(?:cùng|của) )?"
)
_OPENING = re.compile(
    rf"(?:^|[,;.(] ?|\b(?:vào|trong|đã|vừa|tỉnh|huyện) )(?:(?P<several>{_SEVERAL})|(?:{_HOUR})?"
    rf"(?:(?P<part>{_TIME_OF_DAY})(?: ngày)?,?|(?:trong |ra |số ra )?ngày) (?:{_WEEKDAY})?\(?){_DAY}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"\((?:tức |nhằm )?(?:ngày )?{_DAY}\)", re.IGNORECASE)
_ANY_FULL = re.compile(rf"(?<![\d/.,–-]){_D}\s?[/.–-]\s?{_M}\s?[/.–-]\s?{_Y}(?!\d)|{_WORDED}", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?:tháng |(?<![\d/.–-])){_M}\s?(?:[/–-]|,? năm )\s?{_Y}(?!\d)", re.IGNORECASE)
# `134/KH-UBND, ngày 10/6/2022`, `Nghị quyết số 22 ngày …`: the day of a document, not of the story
_DOCUMENT_BEFORE = re.compile(
    rf"(?:[/-][{UPPER}]{{2,8}}(?:-[{UPPER}Đđg]{{2,8}})?|\bsố\s?:?\s?\d[\w/.-]{{0,20}}),?\s?\(?$"
)
_DOCUMENT_AFTER = re.compile(
    r"\)? của (?:Ban|Bộ|Chính phủ|Thủ tướng|Quốc hội|Trung ương|UBND|Ủy ban|HĐND|Tỉnh ủy|Ban Bí thư)"
)
_FUTURE = re.compile(r"\b(?:sẽ|dự kiến)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,–-])(?<!- )(?<!– )(?P<y>20[0-4]\d)(?!\d|/\w|\s?[-–]\s?\d)")
_NOT_OF_STORY = re.compile(
    r"(?:đến|từ|trước|sau|sinh|sn|khóa|khoá|nhiệm kỳ|giai đoạn|thành lập|mục tiêu|tầm nhìn|hết|cuối|đầu|so với|số)"
    r"(?: năm| cuối năm| đầu năm)?\s?$",
    re.IGNORECASE,
)
_REVIEW = re.compile(r"(?:tổng kết|kết quả|tổng kết công tác|nhìn lại)\b.{0,60}$", re.IGNORECASE)
_PLAN = re.compile(r"(?:triển khai|nhiệm vụ|kế hoạch|phương hướng|dự toán|đón|chào|chuẩn bị)\b.{0,60}$", re.IGNORECASE)
NEAR = timedelta(days=150)


@dataclass(frozen=True)
class Mention:
    """A day the prose names: `when` is `nay`, `qua`, `mai`, or ``""`` for an event told without such a word."""

    words: str
    day: int
    month: int
    year: int | None = None
    when: str = ""
    lunar: bool = False  # the words give the day by the lunar calendar only
    late: bool = False  # the event is of the evening or the night: papers report it the day after

    def on(self, year):
        return calendar_day(year, self.month, self.day)


def _whole(words):
    return f"{words})" if "(" in words and ")" not in words else words


def _mention(match, *, when="", late=False):
    groups = match.groupdict()
    year = groups["y"] or groups["yw"]
    return Mention(
        words=_whole(match[0].strip(" ,;.(")),
        day=int(groups["d"] or groups["dw"]),
        month=int(groups["m"] or groups["mw"]),
        year=int(year) if year else None,
        when=when,
        late=late,
    )


def relative_mention(text):
    """Return the first `Mention` such as `sáng nay (12/6)`, today's before yesterday's before tomorrow's, or None."""
    found = {}
    for match in _RELATIVE.finditer(text):
        when = match["when"].lower()
        found.setdefault(when, _mention(match, when=when))
    return next((found[when] for when in ("nay", "qua", "mai") if when in found), None)


def event_mention(text, *, reach=200):
    """Return the first `Mention` of an event's day in the first `reach` characters, or None.

    Days of documents, of anniversaries and of what is still to come are passed over.
    """
    for match in _OPENING.finditer(text[: reach + 60]):
        if match.start() > reach:
            return None
        before, after = text[max(0, match.start() - 40) : match.start() + 2], text[match.end() : match.end() + 40]
        if _DOCUMENT_BEFORE.search(before.rstrip(" ,(")) or _DOCUMENT_AFTER.match(after) or _FUTURE.search(after):
            continue
        mention = _mention(match, late=_is_late(match))
        if mention.year is None or mention.year >= 2000:
            return mention
    return None


def lunar_mention(text):
    """Return the `Mention` of a day of the first lunar month that opens `text`, or None.

    The calendar day in brackets behind it counts; without one the year must be told by name or number.
    """
    match = find_lunar_day(text[:120])
    if not match:
        return None
    solar = _IN_BRACKETS.search(text, match.end(), match.end() + 60)
    years = years_of_story(text[:400], 2)
    year = named_year(text[match.end() : match.end() + 40]) or (years.pop() if len(years) == 1 else None)
    if solar:
        mention = _mention(solar)
        return mention if mention.year or not year else Mention(mention.words, mention.day, mention.month, year)
    day = lunar_day(int(match["n"]), year) if year else None
    return Mention(match[0], day.day, day.month, day.year, lunar=True) if day else None


def _is_late(match):
    part = (match["part"] or "").lower()
    hour = int(match["hour"]) if match["hour"] else 0
    return part in ("tối", "chiều tối", "đêm", "khuya") or 17 <= hour <= 24


def full_days(text):
    """Return every date with day, month and year in `text`, in order; documents' days too."""
    days = []
    for match in _ANY_FULL.finditer(text):
        year = match["y"] or match["yw"]
        if year:
            days.append(calendar_day(year, match["m"] or match["mw"], match["d"] or match["dw"]))
    return [day for day in days if day]


def months_named(text):
    """Return (year, month) of every `tháng 7/2019` in `text`."""
    return [(int(match["y"]), int(match["m"])) for match in _MONTH_YEAR.finditer(text)]


def years_of_story(text, month):
    """Return the set of years that `text` gives an event of `month`.

    Terms, plans and birth years are passed over; `tổng kết năm 2019` in January speaks of 2020.
    """
    years = set()
    for match in _YEAR.finditer(text):
        before = text[max(0, match.start() - 70) : match.start()]
        if _NOT_OF_STORY.search(before):
            continue
        year = int(match["y"])
        if month <= 3 and _REVIEW.search(before) and not _PLAN.search(before):
            year += 1
        elif month >= 11 and _PLAN.search(before):
            year -= 1
        years.add(year)
    return years


def year_by_name(text, mention):
    """Return the day of `mention` in the spring of the lunar year that `text` names, or None."""
    year = named_year(text)
    day = mention.on(year) if year else None
    return day if day and tet(year) <= day <= tet(year) + NEAR else None


def latest_on_or_before(mention, limit):
    """Return the latest such day of any year that is not after `limit`, or None (30 February)."""
    for year in (limit.year, *range(limit.year - 1, limit.year - 9, -1)):
        day = mention.on(year)
        if day and day <= limit:
            return day
    return None


def nearby_year(mention, days, months):
    """Return the day of `mention` that closely follows the latest full date of the text, or None."""
    known = [*days, *(date(year, month, 1) for year, month in months)]
    if not known:
        return None
    latest = max(known)
    for year in (latest.year, latest.year + 1):
        day = mention.on(year)
        if day and latest <= day <= latest + NEAR:
            return day
    return None
