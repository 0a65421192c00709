"""When a captured story was published: the day the page bears out, and no other."""

import pytest

from articles.formats import capture
from articles.formats.record import Source


def read(text, name="trang.txt"):
    return capture.read_text(text, source=Source(name=name))


def codes(record):
    return {doubt.code for doubt in record.doubts}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sáng 31/8/2015, huyện họp bàn việc trồng rừng.", "2015-08-31"),
        ("Sáng ngày 19 tháng 8 năm 2011, huyện mở hội.", "2011-08-19"),
        ("date 2025-09-21 Sau 3 ngày làm việc, chiều 17/9/2025, đại hội bế mạc.", "2025-09-17"),
        ("date 2019-09 Chiều 16/9, công an huyện bắt một người chở hàng lậu.", "2019-09-16"),
        ("Số báo 12, ra ngày thứ Tư 18-5-2022, gồm 8 trang.", "2022-05-18"),
        ("Mừng 93 năm thành lập (3/2/1930 – 3/2/2023), sáng nay 25/1, xã mở hội xuân năm 2023.", "2023-01-25"),
        ("Sáng mùng 5 tháng Giêng năm Giáp Thìn, xã mở hội cày đầu năm.", "2024-02-14"),
        ("Tối qua (3/5/2017), huyện mở đêm nhạc.", "2017-05-04"),
        ("Trong 2 ngày 11 và 12/6/2018, huyện mở hội thi.", "2018-06-12"),
        ("Thực hiện Kế hoạch số 134/KH-UBND, ngày 10/6/2022 của UBND tỉnh, ngày 20/6, huyện họp.", "2022-06-20"),
    ],
)
def test_the_day_is_found_where_the_text_tells_it(text, day):
    assert read(text).published_on == day


@pytest.mark.parametrize(
    "text",
    [
        "Chiều 18-9, đồn biên phòng tổ chức lễ nhận huân chương.",
        "Sáng nay (12/6), huyện họp bàn việc trồng rừng.",
        "Năm học 2016 - 2017, huyện cấp gạo cho học sinh vùng khó.",
        "Nhân 74 năm Ngày Thương binh (27/7/1947 – 27/7/2021), xã thăm các gia đình.",
        "Thực hiện Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương, huyện có nhiều đổi mới.",
        "Kỳ họp thứ 6, HĐND huyện khóa IX (nhiệm kỳ 2016-2021) có 77/86 đại biểu dự.",
        "Ngày 19/8/1945, nhân dân huyện giành chính quyền.",
        "Ngày 30/6/2021, tỉnh sẽ khởi công tuyến đường mới.",
    ],
)
def test_no_day_is_invented(text):
    record = read(text)
    assert record.published_on is None
    assert record.published_on_reason
    assert "date-unknown" in codes(record)


def test_a_date_line_with_a_time_of_day_is_the_publication_though_the_event_was_the_day_before():
    record = read("Trao quà Tết ở xã vùng cao\n25/01/2019 - 09:12\nChiều nay (24/1), huyện trao quà cho các hộ nghèo.")
    assert record.published_on == "2019-01-25"
    assert record.published_at.isoformat() == "2019-01-25T09:12:00+07:00"
    assert record.captured_on is None


def test_the_line_after_the_headline_wins_over_the_clock_at_the_top():
    record = read(
        "Thứ hai, 28/11/2022\n\nChợ quê nói không với túi nhựa\n\nThứ 5, 17/11/2022 | 17:32:05\n2.318 lượt xem\n\n"
        "Sáng ngày 17/11, hội phụ nữ xã ra mắt mô hình chợ không túi nhựa."
    )
    assert (record.published_on, record.captured_on.isoformat()) == ("2022-11-17", "2022-11-28")


def test_the_clock_of_the_visit_alone_gives_no_day():
    record = read("Thứ hai, 28/11/2022\n\nChợ quê nói không với túi nhựa\n\nHội phụ nữ xã ra mắt mô hình mới.")
    assert record.published_on is None
    assert record.captured_on.isoformat() == "2022-11-28"


def test_the_address_of_another_story_dates_nothing():
    story = "Xã trồng rừng trên đất trống, đồi trọc.\n\nHoàng Lan\n"
    own = "https://bao.example/rung-20170428173247857.htm"
    assert read(f"{own}\n{story}").published_on == "2017-04-28"
    assert read(f"{own}\n{story}").url == own
    assert read(f"{story}{own}\nhttps://bao.example/khac-20180501080000123.htm").published_on is None


def test_tomorrow_in_the_text_is_not_the_day_of_the_story():
    text = (
        "Khai mạc giải đua thuyền\n30/06/2018 10:15\n"
        "Sáng nay (30-6), giải khai mạc. Sáng mai (1-7) các đội thi vòng một."
    )
    assert read(text).published_on == "2018-06-30"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Xã trồng rừng trên đất trống, đồi trọc.", "bao/201506/trong-rung.txt", "2015-06"),
        ("Xã trồng rừng trên đất trống, đồi trọc.", "trong-rung-20170428173247857.txt", "2017-04-28"),
        ("Sáng nay 4-7, xã trồng rừng trên đất trống.", "bao/201807/trong-rung.txt", "2018-07-04"),
        ("date 2020-07 Xã trồng rừng trên đất trống, đồi trọc.", "x.txt", "2020-07"),
        ("BẢN TIN NỘI BỘ THÁNG 7/2020\nXã trồng rừng trên đất trống, đồi trọc.", "x.txt", "2020-07"),
        ("Xã trồng rừng trên đất trống, đồi trọc.", "2019-01-20/x.txt", None),
    ],
)
def test_addresses_and_stamps_give_a_month_or_a_moment(text, name, found):
    assert read(text, name).published_on == found
