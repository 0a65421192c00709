"""When a captured story was published: its date lines, its prose and its addresses weighed. No Django.

A date line before the headline without a time of day is the clock of the visit. An answer that the capture does not
carry is never made up: a month, or None, is then right.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from articles.formats.capture.clock import Stamp
from articles.formats.capture.days import (
    NEAR,
    event_mention,
    full_days,
    latest_on_or_before,
    lunar_mention,
    months_named,
    nearby_year,
    relative_mention,
    year_by_name,
    years_of_story,
)
from articles.formats.record import Doubt

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
_SHIFT = {"nay": 0, "qua": 1, "mai": -1}


@dataclass
class Clues:
    """What one page says of time; `clocks` are its date lines as (DateLine, after the headline or the text)."""

    clocks: list = field(default_factory=list)
    headline: str = ""
    standfirst: str = ""
    paragraphs: list[str] = field(default_factory=list)
    crawler: object = None  # Stamp
    issue: object = None  # Stamp of a bulletin's issue
    address: object = None  # Stamp of the page's own address
    pictures: object = None  # Stamp of a picture's address: a bound for the year only


@dataclass
class Publication:
    """The answer: `published_on` as in `ArticleRecord`, with its reason."""

    published_on: str | None = None
    reason: str = ""
    published_at: datetime | None = None
    captured_on: date | None = None
    doubts: list[Doubt] = field(default_factory=list)


@dataclass
class _Case:
    """The clues after a first look: what day the prose names, and which date line is whose."""

    clues: Clues
    mention: object = None  # Mention
    own: object = None  # DateLine of the publication
    visit: object = None  # DateLine of the visit


def date_publication(clues):
    """Return the `Publication` that `clues` bear."""
    mention = _mention(clues)
    own, visit = _sort_clocks(clues.clocks, mention)
    case = _Case(clues, mention, own, visit)
    for way in (_by_own_clock, _by_address_day, _by_mention, _by_month):
        result = way(case)
        if result:
            break
    else:
        result = _unknown(case)
    result.captured_on = visit.day if visit else None
    return result


def _unknown(case):
    told = f"; bài chỉ nói “{case.mention.words}”, không rõ năm" if case.mention and not case.mention.year else ""
    top = f"; ngày {_day(case.visit.day)} ở đầu trang là ngày sao chụp" if case.visit else ""
    reason = f"Không thấy ngày đăng trong bản chụp{told}{top}."
    return Publication(reason=reason, doubts=[Doubt("date-unknown", reason)])


def _day(day):
    return f"{day.day}/{day.month}/{day.year}"


def _mention(clues):
    texts = [clues.standfirst, *clues.paragraphs, clues.headline]
    for text in texts:
        mention = relative_mention(text)
        if mention:
            return mention
    mention = event_mention(clues.standfirst) or lunar_mention(clues.standfirst)
    if mention:
        return mention
    for text in clues.paragraphs[:2]:
        mention = event_mention(text, reach=10)
        if mention:
            return mention
    return event_mention(clues.headline, reach=10)


def _sort_clocks(clocks, mention):
    """Return (the line of publication, the line of the visit), either None."""
    own = [
        (after * 2 + bool(line.time) + line.views, n) for n, (line, after) in enumerate(clocks) if _is_own(line, after)
    ]
    best = clocks[max(own)[1]] if own else None
    if best and not best[1] and not best[0].views and mention and mention.when:
        told = latest_on_or_before(mention, best[0].day)
        if mention.when == "nay" and told and best[0].day - told > timedelta(days=7):
            best = None
    visits = [line for line, after in clocks if not best or line is not best[0]]
    return (best[0] if best else None), (visits[0] if visits else None)


def _is_own(line, after):
    return line.is_publication or (after and not line.visit)


def _by_own_clock(case):
    own = case.own
    if not own:
        return None
    moment = datetime(own.day.year, own.day.month, own.day.day, *own.time, tzinfo=CLOCK) if own.time else None
    reason = f"Dòng ngày giờ của trang ghi {_day(own.day)}."
    return Publication(own.day.isoformat(), reason, moment)


def _by_address_day(case):
    address = case.clues.address
    if not (address and address.day):
        return None
    return Publication(str(address), f"Địa chỉ của bài mang ngày {address}.")


def _by_mention(case):
    mention = case.mention
    event, ground, sure = _resolve(case) if mention else (None, "", False)
    if not event:
        return None
    published = event + timedelta(days=_SHIFT.get(mention.when, int(mention.late)))
    moved = f"; việc lúc tối nên ngày đăng có lẽ là {_day(published)}" if mention.late else ""
    result = Publication(published.isoformat(), f"Bài viết “{mention.words}”; {ground}{moved}.")
    if not sure or mention.late or not mention.when:
        result.doubts.append(Doubt("date-guess", f"Ngày đăng {_day(published)} là suy ra: {result.reason}"))
    return result


def _resolve(case):
    """Return (day of the mention, ground in Vietnamese, whether it is sure), or (None, "", False)."""
    mention, clues = case.mention, case.clues
    if mention.year:
        day = mention.on(mention.year)
        ground = f"đổi ngày âm lịch là {_day(day)}" if mention.lunar else "ngày ghi đủ năm"
        return (day, ground, True) if day and _fits(day, case) else (None, "", False)
    named = years_of_story(f"{clues.headline}. {clues.standfirst}", mention.month)
    for limit, ground, sure in _limits(case):
        day = latest_on_or_before(mention, limit)
        if day:
            fits = case.visit or _near(day, clues.address or clues.crawler or clues.pictures)
            return (day, ground.format(_day(day)), sure and named <= {day.year}) if fits else (None, "", False)
    return _year_from_text(mention, clues, named)


def _fits(day, case):
    """Whether a full date can be the story's: not after the visit, nor long before other days the story tells of."""
    clues = case.clues
    if case.visit and day > case.visit.day:
        return False
    if any(not _near(day, stamp) for stamp in (clues.address, clues.crawler) if stamp):
        return False
    later = [other for text in clues.paragraphs for other in full_days(text) if other - day > NEAR]
    return len(later) == 0


def _near(day, stamp):
    """Whether a story of `day` can have been published at `stamp`; a crawler's month may lag behind by some weeks."""
    return day <= _end(stamp) <= day + NEAR


def _limits(case):
    """Yield (last possible day, ground, sure) of whatever bounds the year from outside the prose."""
    clues, visit = case.clues, case.visit
    if visit:
        ground = f"ngày gần nhất không sau ngày sao chụp {_day(visit.day)} là {{}}"
        yield visit.day, ground, case.mention.when == "nay"
    for stamp, what in (
        (clues.address, "địa chỉ bài"),
        (clues.crawler, "dấu của máy thu thập"),
        (clues.pictures, "địa chỉ ảnh"),
    ):
        if stamp:
            yield _end(stamp), f"{what} ghi {stamp} nên ngày ấy là {{}}", stamp is clues.address


def _end(stamp):
    return date(stamp.year, stamp.month, stamp.day or monthrange(stamp.year, stamp.month)[1])


def _year_from_text(mention, clues, named):
    if len(named) == 1:
        return mention.on(min(named)), "năm lấy từ tít và sapo", bool(mention.when)
    if named:
        return None, "", False
    day = year_by_name(f"{clues.headline} {clues.standfirst}", mention)
    if day:
        return day, "năm lấy từ tên năm âm lịch", bool(mention.when)
    texts = [clues.standfirst, *clues.paragraphs]
    days = [day for text in texts for day in full_days(text)]
    months = [month for text in texts for month in months_named(text)]
    return nearby_year(mention, days, months), "năm lấy từ ngày gần đó trong bài", False


def _by_month(case):
    clues = case.clues
    grounds = (
        (clues.address, "Địa chỉ của bài"),
        (clues.issue, "Tên số báo"),
        (clues.crawler, "Dấu của máy thu thập"),
        (_month_told(clues), "Sapo hoặc tít"),
    )
    stamp, what = next(((stamp, what) for stamp, what in grounds if stamp), (None, ""))
    if not stamp:
        return None
    reason = f"{what} chỉ cho biết tháng {stamp.month}/{stamp.year}."
    return Publication(
        f"{stamp.year}-{stamp.month:02d}", reason, doubts=[Doubt("date-guess", f"Chỉ biết tháng đăng: {reason}")]
    )


def _month_told(clues):
    months = [*months_named(clues.standfirst[:80]), *months_named(clues.headline)]
    return Stamp(*months[0]) if months and months[0][0] >= 2000 else None
