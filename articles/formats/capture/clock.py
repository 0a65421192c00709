"""Date lines and date stamps of a capture: what the site or the crawler printed about time. No Django."""

import re
from dataclasses import dataclass
from datetime import date

from articles.formats.capture.bylines import is_desk
from newsroom.vietnamese import fold

_DAY = r"(0?[1-9]|[12]\d|3[01])"
_MONTH = r"(1[0-2]|0?[1-9])"
_YEAR = r"((?:19|20)\d\d)"
# each way of writing a day, with the places of day, month and year among its groups
_FULL_DAYS = (
    (re.compile(rf"(?<![\d/.,]){_DAY}\s?[/.–-]\s?{_MONTH}\s?[/.–-]\s?{_YEAR}(?!\d)"), "dmy"),
    (re.compile(rf"(?<![\d/.,]){_DAY},? th[áa]ng {_MONTH},? (?:n[ăa]m )?{_YEAR}(?!\d)", re.IGNORECASE), "dmy"),
    (re.compile(rf"tháng {_MONTH} {_DAY}, {_YEAR}(?!\d)", re.IGNORECASE), "mdy"),
    (re.compile(rf"(?<![\d/.,]){_YEAR}[-/]{_MONTH}[-/]{_DAY}(?!\d)"), "ymd"),
)
_TIME = re.compile(
    r"(?<![\d:/.])(?P<h>[01]?\d|2[0-3])\s?(?::|h|giờ)\s?(?P<min>[0-5]\d)(?::[0-5]\d)?(?!\d)['’]?"
    r"(?:\s?(?P<half>am|pm|sa|ch|sáng|chiều|tối)\b)?",
    re.IGNORECASE,
)
_AFTERNOON = ("pm", "ch", "chiều", "tối")
_COUNTED = "lượt xem|lượt đọc|lượt|views?"
_VIEWS = re.compile(
    rf"(?:{_COUNTED}|đã xem|số lần xem|lượt truy cập|xem)\W{{0,3}}[\d.,]{{1,12}}|[\d.,]{{1,12}}\s(?:{_COUNTED})",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])\b|chủ nhật|chúa nhật|\bcn\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|ngày (?:đăng|xuất bản|cập nhật)|cập nhật(?: lúc| lần cuối| ngày)?|(?:đăng|gửi) (?:lúc|ngày)|đã đăng|xuất bản"
    r"|hôm nay|bây giờ|posted on|date|lúc|vào|hồi|ngày|thời gian|\b(?:gmt|utc|am|pm|ict|sa|ch)\b|07:00|\+0?7\b"
    r"|người đăng|(?:đăng |viết )?bởi|\bby\b|tác giả|(?:phản hồi|bình luận)\W{0,3}\d{0,6}",
    re.IGNORECASE,
)
_TODAY = re.compile(r"hôm nay|bây giờ", re.IGNORECASE)
_POSTED = re.compile(r"ngày đăng|đăng lúc|đăng ngày|đã đăng|xuất bản|cập nhật|posted", re.IGNORECASE)
_REST = re.compile(r"[^\W\d_][\w./&-]*", re.UNICODE)
_CRAWLER = re.compile(
    r"date\s+(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)\s*", re.IGNORECASE
)
_ADDRESS_STAMP = re.compile(
    r"(?<![0-9a-z])(?P<y>20[0-3]\d)(?:(?P<m>0[1-9]|1[0-2])(?:(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4,9})?)?"
    r"|[/-](?P<m2>0?[1-9]|1[0-2])(?:[/-](?P<d2>0[1-9]|[12]\d|3[01]))?)(?![0-9a-z])"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_MOMENT = re.compile(
    r"(?<!\d)(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d\d{0,4}(?!\d)"
)
_MONTH_FOLDER = re.compile(r"/(?P<y>20[0-3]\d)/?(?P<m>0[1-9]|1[0-2])/")
_ISSUE_MONTH = re.compile(r"(?<!\d)(?P<m>1[0-2]|0?[1-9])\s?/\s?(?P<y>20[0-3]\d)(?!\d)")
_STEP = re.compile(r"\s?[›»>]\s|\s?→\s?")
_MONTH_LINE = re.compile(r"tháng (?P<m>1[0-2]|0?[1-9])\s?(?:[/-]|,? năm |, )\s?(?P<y>20[0-3]\d)", re.IGNORECASE)
_SECTIONS = {
    fold(name): name
    for name in (
        *("Chính trị", "Xã hội", "Kinh tế", "Văn hóa", "Thể thao", "Giáo dục", "Y tế", "Pháp luật", "Thời sự"),
        *("Đời sống", "Quốc phòng", "An ninh", "Quốc phòng - An ninh", "An ninh - Quốc phòng", "Xây dựng Đảng"),
        *("Thế giới", "Quốc tế", "Trong nước", "Trong tỉnh", "Tin trong tỉnh", "Khoa học", "Khoa học - Công nghệ"),
        *("Công nghệ", "Bạn đọc", "Nông nghiệp", "Nông thôn mới", "Môi trường", "Giao thông", "Văn hóa - Xã hội"),
        *("Văn hóa - Thể thao", "Văn hóa – Thể thao", "Tin tức - Sự kiện", "Tin tức sự kiện", "Thời sự - Chính trị"),
        *("Chính trị - Xã hội", "Kinh tế - Xã hội", "Sức khỏe", "Giải trí", "Phóng sự", "Phóng sự ảnh", "Tin mới"),
        *("Tin tức", "Tin địa phương", "Du lịch", "Thể thao - Du lịch", "Quốc phòng – An ninh"),
    )
}


@dataclass
class DateLine:
    """A line the site printed for the day: its own clock or the time of publication."""

    day: date
    time: tuple[int, int] | None = None
    views: bool = False
    section: str = ""
    signature: str = ""  # what else stands on the line, perhaps a name
    labelled: bool = False  # the line says that this is the day of posting
    visit: bool = False  # the line says that this is today, whenever it is read

    @property
    def is_publication(self):
        """Whether the line itself shows that it tells the publication and is not the clock of a visit."""
        return not self.visit and bool(self.time or self.views or self.section or self.labelled)


@dataclass(frozen=True)
class Stamp:
    """A year, month and perhaps day found outside the prose, as the crawler or an address gives it."""

    year: int
    month: int
    day: int | None = None

    def __str__(self):
        return f"{self.year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def calendar_day(year, month, day):
    """Return the date, or None where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def find_full_day(text):
    """Return (date, match) of the first day, month and year in `text`, or None."""
    for pattern, order in _FULL_DAYS:
        match = pattern.search(text)
        day = calendar_day(*(match[order.index(part) + 1] for part in "ymd")) if match else None
        if day:
            return day, match
    return None


def section_name(text):
    """Return the usual name of a section whose heading `text` is, or ``""``."""
    return _SECTIONS.get(fold(text).strip(" :>»-–|"), "") if len(text) <= 40 else ""


def section_path(text):
    """Return the sections of a heading such as `Kinh tế` or `Trang chủ › Kinh tế › Cửa khẩu`, outermost first."""
    name = section_name(text)
    if name:
        return [name]
    steps = [step.strip() for step in _STEP.split(text)] if len(text) <= 120 else []
    if len(steps) < 2 or any(len(step.split()) > 6 or step.endswith(".") for step in steps):
        return []
    return [section_name(step) or step for step in steps if fold(step) not in ("", "trang chu", "home")]


def read_time(text):
    """Return (hour, minute) of a line that is only a time of day, or None."""
    match = _TIME.search(text) if len(text) <= 40 else None
    return _clock_time(match) if match and not _REST.search(_LABELS.sub(" ", _TIME.sub(" ", text))) else None


def reads_views(text):
    """Whether the line counts views."""
    return len(text) <= 60 and bool(_VIEWS.search(text)) and not _REST.search(_VIEWS.sub(" ", text))


def read_date_line(text, *, alone=True):
    """Return the `DateLine` that the whole line is, or None when it is prose or has no full day.

    An unknown section's name may stand before the day unless the line comes first: then it may be a headline.
    """
    if len(text) > 160:
        return None
    found = find_full_day(text)
    if not found:
        return None
    day, match = found
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    if find_full_day(rest):
        return None
    views = bool(_VIEWS.search(rest))
    rest = _VIEWS.sub(" ", rest)
    clock = _TIME.search(rest)
    rest = " ".join(_LABELS.sub(" ", _TIME.sub(" ", rest)).split()).strip(" .,:;|-–—()[]+/•·")
    line = DateLine(day=day, time=_clock_time(clock), views=views, section=section_name(rest))
    line.labelled, line.visit = bool(_POSTED.search(text)), bool(_TODAY.search(text))
    if line.section or not _REST.search(rest) or is_desk(rest):
        return line
    if len(rest.split()) <= 5 and rest[:1].isupper() and rest.istitle() and text.find(rest) != -1:
        line.signature = rest
        return line
    dated = match.end() == len(text) and not _LABELS.search(text[: match.start()])
    if alone and dated and len(rest.split()) <= 4 and rest[:1].isupper():
        line.section = rest
        return line
    return None


def _clock_time(match):
    if not match:
        return None
    hour = int(match["h"])
    half = (match["half"] or "").lower()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    return hour % 24, int(match["min"])


def read_crawler_stamp(text):
    """Return (Stamp, stamp as printed, rest of the line) of a line that opens with `date 2019-09`, or None."""
    match = _CRAWLER.match(text)
    if not match:
        return None
    day = int(match["d"]) if match["d"] else None
    return Stamp(int(match["y"]), int(match["m"]), day), match[0].strip(), text[match.end() :].strip()


def read_month_line(text):
    """Return the `Stamp` of a line that is only a month, such as `Tháng 6/2025`, or None."""
    match = _MONTH_LINE.fullmatch(text.strip(" .()-–|"))
    return Stamp(int(match["y"]), int(match["m"])) if match else None


def month_in(text):
    """Return the `Stamp` of the first `7/2020` in `text`, or None."""
    match = _ISSUE_MONTH.search(text)
    return Stamp(int(match["y"]), int(match["m"])) if match else None


def address_stamp(address):
    """Return the `Stamp` in an address or path such as `/201506/` or `…20170428173247857.htm`, or None."""
    best = None
    for match in _ADDRESS_STAMP.finditer(address[:2000]):
        month, day = match["m"] or match["m2"], match["d"] or match["d2"]
        if not month or (day and not calendar_day(match["y"], month, day)):
            continue
        stamp = Stamp(int(match["y"]), int(month), int(day) if day else None)
        if best is None or (stamp.day and not best.day):
            best = stamp
    return best


def is_address(text):
    """Whether the whole of `text` is one web address of a page, not of a picture."""
    return bool(_ADDRESS.fullmatch(text)) and not text.lower().endswith(_PICTURES)


def page_stamp(text):
    """Return the `Stamp` of a page's own address in `text`: a folder of a month, or a moment of 14 and more digits.

    A day alone in a name is not trusted: archivists name folders for the day of capture.
    """
    address = _ADDRESS.search(text)
    text = address[0] if address else text
    moment = _MOMENT.search(text)
    if moment and calendar_day(moment["y"], moment["m"], moment["d"]):
        return Stamp(int(moment["y"]), int(moment["m"]), int(moment["d"]))
    month = _MONTH_FOLDER.search(text)
    return Stamp(int(month["y"]), int(month["m"])) if month else None
