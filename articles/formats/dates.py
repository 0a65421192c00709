"""Dates as feeds, exports and spreadsheets write them → a day, and a moment where the source tells a time of day.

Read: RFC 822 and its misspellings, ISO 8601 (calendar, ordinal, compact), asctime, JavaScript's form, seconds and
milliseconds since 1970, and Vietnamese: `Thứ Ba, 12/06/2018 - 10:30`, `15h30 ngày 9/2/2024`, `12 tháng 6 năm 2018`,
`tháng 6/2018`. Numbers are day before month, as Vietnamese is written; `04/13/2018` is not read at all. Without a zone
the clock is Asia/Ho_Chi_Minh. Midnight without a zone, the unset `0000-00-00` and second 0 of 1970 tell no time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from articles.formats.record import Doubt
from newsroom.vietnamese import fold, nfc

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_LENGTH = 200

ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VIETNAMESE_MONTHS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
VIETNAMESE_MONTHS = dict(zip(_VIETNAMESE_MONTHS, range(1, 13), strict=True)) | {"gieng": 1, "chap": 12}
_AMERICAN_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
ZONE_HOURS = dict.fromkeys(("z", "ut", "utc", "gmt"), 0) | {"ict": 7} | _AMERICAN_ZONES

_EN = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_VI = r"(?:thang|thg)\.? ?(?P<vi>\d{1,2}|muoi mot|muoi hai|[a-z]{2,5})"
_Y4 = r"(?P<y>\d{4})"
_Y = r"(?P<y>\d{4}|\d\d)"
_DAY = r"(?P<d>\d{1,2})"
_DATES = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_Y4}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_DAY}[-/.](?P<m>\d{{1,2}})[-/.]{_Y}(?!\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th)?[-., ]{{0,3}}\b{_EN}[-., ]{{1,3}}{_Y}(?!\d)",
        rf"\b{_EN}[., ]{{1,3}}{_DAY}(?:st|nd|rd|th)?[, ]{{1,4}}{_Y4}(?!\d)",
        rf"(?<!\d){_DAY} ?{_VI},?(?: nam)?[ ,/]{{1,3}}{_Y4}(?!\d)",
        rf"\b{_VI} {_DAY},? {_Y4}(?!\d)",
        rf"\b{_VI}(?: nam)? ?[ ,/-] ?{_Y4}(?!\d)",
        rf"^(?P<m>\d{{1,2}})[-/.]{_Y4}$",
        rf"^{_Y4}[-/](?P<m>\d{{1,2}})$",
        rf"^{_EN}[., ]{{1,3}}{_Y4}$",
        rf"(?<!\d){_Y4}-(?P<ordinal>\d{{3}})(?!\d)",
    )
]
_FULL_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-]\d\d:\d\d)$")
_COMPACT = re.compile(
    rf"{_Y4}(?P<m>\d\d)(?P<d>\d\d)(?:t?(?P<h>\d\d)(?P<mi>\d\d)(?P<s>\d\d)?(?:[.,]\d{{1,9}})?(?P<zone>z|[+-]\d\d:?\d\d)?)?$"
)
_ZONES = "|".join(sorted(ZONE_HOURS, key=len, reverse=True))
_TIME = re.compile(
    r"(?<![\d:])(?P<h>\d{1,2})"
    r"(?: ?[:h] ?(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?!\d)| ?h\b| gio(?: (?P<mi2>\d{1,2})(?: phut)?)?)"
    r"(?: ?(?P<half>am|pm|sa|ch)\b)?"
    rf"(?: ?\(?(?P<zone>(?:gmt|utc)? ?[+-]\d{{1,2}}(?::?\d\d)?(?![\d/.-])|(?:{_ZONES})(?![a-z])))?"
)
_TRAILING_ZONE = re.compile(r"\(?(?P<zone>(?:gmt|utc) ?[+-]\d{1,2}(?::?\d\d)?)\)?$")
_WEEKDAY = re.compile(r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b")
_FOLDED_WEEKDAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|cn|t[2-7]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)(?=[\s,.:;|(-]|$)"
)
_COMMENT = re.compile(r"\((?! ?(?:gmt|utc))[^()]{0,60}\)")
_WORDS = re.compile(r"\b(?:ngay|luc|hoi|cap nhat|dang|xuat ban|vao)\b")
_REST = re.compile(r"[\s,;|().:t–—-]*$")
_UNKNOWN_ZONE = re.compile(r"[\s,;|().:t–—-]*[a-z]{1,5}[\s,;|().:–—-]*$")


@dataclass(frozen=True)
class When:
    """`on` is "2018-06-12" or "2018-06", in Vietnam; `at` is aware, None where the source gives no time of day."""

    on: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Publication:
    """The fields of `ArticleRecord` that tell the day: `published_on`, `published_at`, `published_on_reason`."""

    on: str | None
    at: datetime | None
    reason: str
    doubts: list[Doubt] = field(default_factory=list)


def parse(text) -> When | None:
    """Return what the date `text` tells, or None where it is empty, impossible, or can be read in two ways."""
    if isinstance(text, str) and _FULL_ISO.match(text) and (quick := _from_iso(text)):
        return quick
    plain = " ".join(nfc(str(text or "")[:MAX_LENGTH]).casefold().split())
    if plain.isdigit() and len(plain) in (10, 13):
        return _from_epoch(int(plain) / (1 if len(plain) == 10 else 1000))
    folded = fold(_WEEKDAY.sub(" ", plain))
    if match := _COMPACT.match(folded):
        return _when(match.groupdict(), match.groupdict())
    folded = " ".join(_WORDS.sub(" ", _COMMENT.sub(" ", _FOLDED_WEEKDAY.sub(" ", folded))).split()).strip(" ,;|-–")
    time = _TIME.search(folded)
    rest = folded if time is None else f"{folded[: time.start()]} {folded[time.end() :]}"
    zone = None
    if time and (trailing := _TRAILING_ZONE.search(rest.strip())):
        zone, rest = trailing["zone"], rest.strip()[: trailing.start()]
    return _dated(" ".join(rest.split()).strip(" ,;|-–"), time, zone)


def _from_iso(text):
    """Return the quick reading of a full ISO moment with its zone, the commonest form; None leaves it to the others."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    usual = abs(moment.utcoffset()) <= timedelta(hours=14) and FIRST_YEAR < moment.year < LAST_YEAR
    if not usual or not moment.timestamp():
        return None
    moment = moment.astimezone(HANOI)
    return When(moment.date().isoformat(), moment.replace(microsecond=0))


def _dated(rest, time, zone):
    for pattern in _DATES:
        match = pattern.search(rest)
        if not match:
            continue
        around = rest[: match.start()] + rest[match.end() :]
        parts = time.groupdict() if time else {}
        if zone:
            parts["zone"] = zone
        if _REST.match(around):
            return _when(match.groupdict(), parts)
        # a zone that nobody knows: the day stands, the time cannot be told
        return _when(match.groupdict(), {}) if time and _UNKNOWN_ZONE.match(around) else None
    return None


def _from_epoch(seconds):
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(HANOI)
    return When(moment.date().isoformat(), moment) if seconds and moment.year <= LAST_YEAR else None


def _when(day_parts, time_parts):
    year, month = _year(day_parts["y"]), _month(day_parts)
    if not FIRST_YEAR <= year <= LAST_YEAR or month is None:
        return None
    if day_parts.get("ordinal"):
        day = date(year, 1, 1) + timedelta(days=int(day_parts["ordinal"]) - 1)
        return When(day.isoformat()) if day.year == year else None
    if not day_parts.get("d"):
        return When(f"{year}-{month:02}") if 1 <= month <= 12 else None
    try:
        midnight = datetime(year, month, int(day_parts["d"]))
        return _at(midnight, time_parts)
    except (ValueError, OverflowError):
        return None


def _year(text):
    year = int(text)
    # RFC 2822, 4.3: two digits from 00 to 49 are of this century
    return year if len(text) == 4 else year + (2000 if year < 50 else 1900)


def _month(parts):
    if parts.get("month"):
        return ENGLISH_MONTHS.index(parts["month"]) + 1
    if vietnamese := parts.get("vi"):
        return int(vietnamese) if vietnamese.isdigit() else VIETNAMESE_MONTHS.get(vietnamese)
    return int(parts.get("m") or 1)


def _at(midnight, parts):
    if not parts.get("h"):
        return When(midnight.date().isoformat())
    hour, minute, second = int(parts["h"]), int(parts.get("mi") or parts.get("mi2") or 0), int(parts.get("s") or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half in ("pm", "ch") else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        raise ValueError(hour)
    clock = midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    if not parts.get("zone"):
        tells_time = hour % 24 or minute or second
        return When(clock.date().isoformat(), clock.replace(tzinfo=HANOI) if tells_time else None)
    moment = clock.replace(tzinfo=_zone(parts["zone"])).astimezone(HANOI)
    if moment == datetime(1970, 1, 1, tzinfo=UTC):
        raise ValueError(moment)
    return When(moment.date().isoformat(), moment)


def _zone(text):
    text = text.replace(" ", "")
    if text in ZONE_HOURS:
        return timezone(timedelta(hours=ZONE_HOURS[text]))
    sign = -1 if "-" in text else 1
    digits = "".join(filter(str.isdigit, text))
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def moment(text) -> datetime | None:
    """Return the aware moment that `text` tells; None where it tells no time of day."""
    found = parse(text)
    return found.at if found else None


def publication(candidates: Iterable[tuple[str, str]]) -> Publication:
    """Return the first readable of `candidates`, pairs of a field's name and its text, with the reason in Vietnamese.

    Texts that cannot be read become doubts; when none can, the day stays None and the reason says so.
    """
    doubts = []
    for label, text in candidates:
        if found := parse(text):
            return Publication(on=found.on, at=found.at, reason=f"theo trường {label} của tệp", doubts=doubts)
        if str(text or "").strip(" 0-:TZ"):
            doubts.append(Doubt("date-unreadable", f"Trường {label} ghi “{str(text)[:80]}”, không đọc được ngày."))
    doubts.append(Doubt("date-unknown", "Tệp không cho biết ngày đăng."))
    return Publication(on=None, at=None, reason="tệp không ghi ngày đăng đọc được", doubts=doubts)
