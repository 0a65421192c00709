"""Dates of feeds, exports and tables: what is read, what is left unread, and that nothing is invented."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from articles.formats.dates import FIRST_YEAR, HANOI, LAST_YEAR, moment, parse, publication

MORNING = datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 12 Jun 2018 10:30:00 +0700",
        "Tue, 12 Jun 2018 03:30:00 GMT",
        "12 Jun 18 03:30 UT",
        "Fri, 12 June 2018 10:30 ICT",  # a wrong weekday is passed over
        "Mon, 11 Jun 2018 22:30:00 EST",
        "Tue Jun 12 10:30:00 2018",
        "Tue Jun 12 2018 10:30:00 GMT+0700 (Giờ Đông Dương)",
        "2018-06-12T10:30:00+07:00",
        "2018-06-12T03:30:00.000Z",
        "2018-06-12 10:30:00",
        "2018-06-12 03:30:00 UTC",
        "20180612T033000Z",
        "2018/06/12 10:30",
        "1528774200",
        "1528774200000",
        "Thứ Ba, 12/06/2018 - 10:30",
        "Cập nhật, 10:30, Thứ Ba, 12/06/2018 (GMT+7)",
        "Thứ ba: 10:30 ngày 12/06/2018",
        "10h30 ngày 12/6/2018",
        "10 giờ 30 phút ngày 12 tháng 6 năm 2018",
        "12.6.2018 10:30",
        "12/06/2018 10:30 SA",
        "Tháng Sáu 12, 2018 10:30",
    ],
)
def test_all_these_are_half_past_ten_in_hanoi(text):
    found = parse(text)
    assert found is not None
    assert (found.on, found.at) == ("2018-06-12", MORNING)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-06-12", "2018-06-12"),
        ("12/6/2018", "2018-06-12"),
        ("12-06-18", "2018-06-12"),
        ("June 12, 2018", "2018-06-12"),
        ("12 thg 6, 2018", "2018-06-12"),
        ("ngày 12 tháng sáu năm 2018", "2018-06-12"),
        ("Chủ nhật, 20/01/2019", "2019-01-20"),
        ("2018-163", "2018-06-12"),
        ("2018-06", "2018-06"),
        ("tháng 6 năm 2018", "2018-06"),
        ("Tháng Mười Hai 2018", "2018-12"),
        ("06/2018", "2018-06"),
    ],
)
def test_a_date_without_a_time_of_day_has_no_moment(text, day):
    found = parse(text)
    assert (found.on, found.at) == (day, None)


@pytest.mark.parametrize("text", ["12/06/2018 00:00", "2018-06-12 00:00:00", "12/06/2018 0:00:00"])
def test_midnight_without_a_zone_tells_no_time(text):
    assert parse(text).on == "2018-06-12"
    assert parse(text).at is None


def test_the_day_is_the_day_in_hanoi():
    assert parse("Tue, 12 Jun 2018 20:00:00 GMT").on == "2018-06-13"
    assert parse("2018-06-12T18:00:00-05:00").on == "2018-06-13"


def test_an_unknown_zone_leaves_the_day_and_drops_the_time():
    found = parse("Thu, 01 Jan 2004 19:48:21 BRT")
    assert (found.on, found.at) == ("2004-01-01", None)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "hôm qua", "2018", "0000-00-00 00:00:00", "1970-01-01T00:00:00Z", "-0001-11-30T00:00:00+00:00"),
        *("04/13/2018", "31/02/2018", "12/06/2018 25:00", "2003-12-31T10:14:55+25:00", "trước 12/06/2018"),
        *("12/06/0018", "12/06/9018", "tháng 13 năm 2018", "12/06/2018 và 13/06/2018"),
    ],
)
def test_what_is_no_date_is_not_made_one(text):
    assert parse(text) is None


def test_a_month_is_no_moment():
    assert moment("2018-06") is None
    assert moment("2018-06-12T03:30:00Z") == MORNING


def test_the_first_readable_field_tells_the_day_and_the_others_become_doubts():
    found = publication([("pubDate", "hôm kia"), ("dc:date", "2018-06-12"), ("date", "2019-01-01")])
    assert found.on == "2018-06-12"
    assert "dc:date" in found.reason
    assert [doubt.code for doubt in found.doubts] == ["date-unreadable"]
    assert "hôm kia" in found.doubts[0].detail


def test_no_field_gives_no_day_and_says_so():
    found = publication([("pubDate", ""), ("dc:date", "0000-00-00 00:00:00")])
    assert (found.on, found.at) == (None, None)
    assert found.reason
    assert [doubt.code for doubt in found.doubts] == ["date-unknown"]


@given(st.text(max_size=300))
def test_any_text_is_read_or_left(text):
    found = parse(text)
    assert found is None or found.on[:4].isdecimal()


@given(st.text(alphabet="0123456789/:-. TZ+hthngnămtháng", max_size=40))
def test_a_moment_read_is_aware_and_of_its_own_day(text):
    found = parse(text)
    if found and found.at:
        assert found.at.utcoffset() is not None
        assert found.at.date().isoformat() == found.on


@given(
    st.datetimes(datetime(FIRST_YEAR + 1, 1, 2), datetime(LAST_YEAR - 1, 12, 30)),
    st.integers(-14 * 60, 14 * 60),
)
def test_iso_moments_come_back_to_the_second(clock, minutes):
    written = clock.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    if written.timestamp() == 0:
        return
    assert parse(written.isoformat()).at.astimezone(UTC) == written
