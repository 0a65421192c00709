"""The plain-text capture reader: what a careful editor would import from the text of one old page."""

import io

import pytest

from articles.formats import capture
from articles.formats.record import Refusal, Source
from articles.tests.captured import CIPHER, STORY, captions, codes, names, read


def test_a_story_under_the_clock_of_the_visit_is_read_whole():
    record = read(STORY)
    assert record.headline == "Huyện Bình Gia tổng kết phong trào trồng rừng"
    assert record.agency == "LSO"
    assert record.standfirst.startswith("Sáng nay (12/6), Huyện ủy Bình Gia mở hội nghị")
    assert record.captured_on.isoformat() == "2019-01-20"
    assert record.published_on == "2018-06-12"
    assert "12/6" in record.published_on_reason
    assert captions(record) == ["Lãnh đạo huyện trao giấy khen cho các hộ trồng rừng", "Các đại biểu thăm vườn ươm"]
    assert names(record) == ["Nông Văn Phúc"]
    assert record.paragraphs == 3
    assert record.noise == ["Chủ nhật, 20/01/2019"]


def test_photo_places_stand_where_the_captions_stood():
    chunks = read(STORY).body.split("\n")
    assert chunks[0] == "<p>[ảnh 1]</p>"
    assert chunks[3] == "<p>[ảnh 2]</p>"
    assert chunks[4].startswith("<p>Hội nghị giao các xã")


@pytest.mark.parametrize(
    ("opening", "agency", "rest"),
    [
        ("LSO-Sáng 12/6, huyện họp.", "LSO", "Sáng 12/6, huyện họp."),
        ("LSO – Chiều nay, huyện họp.", "LSO", "Chiều nay, huyện họp."),
        ("(BTĐKT)-Sáng 12/6, huyện họp.", "BTĐKT", "Sáng 12/6, huyện họp."),
        ("(Baonghean.vn) - Huyện họp.", "Baonghean.vn", "Huyện họp."),
        ("(SGGP).- Huyện họp.", "SGGP", "Huyện họp."),
        ("(TNO) Huyện họp.", "TNO", "Huyện họp."),
        ("(HNM) - Huyện họp.", "HNM", "Huyện họp."),
        ("TPO - Huyện họp.", "TPO", "Huyện họp."),
        ("VOV4.VN - Huyện họp.", "VOV4.VN", "Huyện họp."),
        ("Biên phòng - Huyện họp.", "Biên phòng", "Huyện họp."),
        ("(Ngày Nay) - Huyện họp.", "Ngày Nay", "Huyện họp."),
        ("Hà Nội (TTXVN 12/6) - Huyện họp.", "TTXVN", "Huyện họp."),
        (" – Ngày 12/6, huyện họp.", "", "Ngày 12/6, huyện họp."),
        ("-Trong tuần, huyện họp.", "", "Trong tuần, huyện họp."),
        ("UBND - HĐND huyện họp.", "", "UBND - HĐND huyện họp."),
        ("COVID-19 lan tới huyện.", "", "COVID-19 lan tới huyện."),
    ],
)
def test_agency_marks_of_every_form_are_taken_out_of_the_standfirst(opening, agency, rest):
    record = read(f"Tin của huyện vùng cao\n\n{opening}\n\nCuộc họp kéo dài đến trưa, nhiều ý kiến được ghi lại./.")
    assert (record.agency, record.standfirst) == (agency, rest)


def test_an_agency_mark_alone_on_its_line_is_not_the_standfirst():
    record = read("Tin của huyện vùng cao\n\nNDO -\n\nHuyện họp bàn việc trồng rừng vụ xuân.")
    assert record.agency == "NDO"
    assert record.standfirst == "Huyện họp bàn việc trồng rừng vụ xuân."


def test_sub_headings_are_headings():
    record = read(
        "Xã vùng cao trồng rừng\n\nXã trồng rừng vụ xuân trên đất trống, đồi trọc.\n\n"
        "Năm qua bà con trồng thêm bảy mươi héc-ta keo, hồi và quế trên đồi.\n\nCòn nhiều khó khăn\n\n"
        "Giống cây phải chở từ xa về, đường trơn nên tỉ lệ cây chết còn cao.\n\nHoàng Lan"
    )
    assert "<h3>Còn nhiều khó khăn</h3>" in record.body
    assert record.photos == []


def test_an_agency_and_a_section_may_have_lines_of_their_own_below_a_crawler_s_stamp():
    record = read(
        "date 2026-02-04 Xã hội\n\nTặng quà Tết đến người dân vùng biên\n\nSGGPO\n\n"
        "Ngày 4-2, bộ đội tặng quà Tết cho người dân ba xã vùng biên của tỉnh."
    )
    assert (record.headline, record.agency) == ("Tặng quà Tết đến người dân vùng biên", "SGGPO")
    assert record.sections == ["Xã hội"]
    assert record.published_on == "2026-02-04"


def test_a_page_that_opens_with_a_stamp_or_a_place_has_lost_its_headline():
    for opening in ("date 2018-03 Cao Bằng\n\n", "Cao Bằng\n\n"):
        record = read(
            f"{opening}Hai đối tượng cùng xe chở thuốc lá lậu\n\n"
            "Công an huyện chặn hai xe máy chở 1.500 bao thuốc lá không giấy tờ trên tỉnh lộ.\n\nVăn Tạo"
        )
        assert record.headline is None
        assert "headline-missing" in codes(record)
        assert captions(record) == ["Hai đối tượng cùng xe chở thuốc lá lậu"]


def test_a_slogan_a_kicker_and_a_menu_are_not_the_headline():
    story = (
        "\n\nLSO-Tờ báo của tỉnh đã đi cùng bạn đọc suốt bảy mươi năm qua.\n\n"
        "Tòa soạn lúc đầu chỉ có ba người, máy in đặt dưới hầm."
    )
    slogan = read(f"Bảy mươi năm một tờ báo – Báo Lạng Sơn: Tin tức mới nhất về kinh tế, xã hội{story}")
    kicker = read(f"Kỷ niệm ngày thành lập báo:\nBảy mươi năm một tờ báo{story}")
    menu = read(f"Giới thiệu\nThời tiết\nLịch công tác\nBảy mươi năm một tờ báo{story}")
    assert {record.headline for record in (slogan, kicker, menu)} == {"Bảy mươi năm một tờ báo"}
    assert kicker.kicker == "Kỷ niệm ngày thành lập báo"


def test_sections_above_the_headline_are_kept_outermost_first():
    record = read("Trang chủ › Kinh tế › Cửa khẩu\n\nCửa khẩu thông xe\n\nSáng nay, cửa khẩu thông xe trở lại.")
    assert record.sections == ["Kinh tế", "Cửa khẩu"]
    assert record.headline == "Cửa khẩu thông xe"


def test_a_ciphered_body_is_set_aside_and_never_imported():
    record = read(f"Vùng than phủ màu xanh\nNhững khai trường cũ nay phủ kín keo và thông.\n{CIPHER}")
    assert record.headline == "Vùng than phủ màu xanh"
    assert record.body == ""
    assert record.noise == [CIPHER]
    assert "ciphered" in codes(record)
    assert read(CIPHER).code == "ciphered"


def test_a_standfirst_printed_twice_is_kept_once():
    line = "Sáng ngày 19 tháng 8 năm 2011, huyện mở ngày hội hiến máu."
    record = read(f"{line}\n{line}")
    assert (record.standfirst, record.body, record.noise) == (line, "", [line])


def test_lost_paragraph_breaks_are_mended_only_where_they_are_sure():
    record = read(
        "Yên BáiÔtô khách lật trên tỉnh lộ khiến hai người chết.Người bị thương được đưa đến bệnh viện huyện."
        "Công an đang khám nghiệm hiện trường."
    )
    assert record.standfirst == "Ôtô khách lật trên tỉnh lộ khiến hai người chết."
    assert record.paragraphs == 2
    once = read("Tin của huyện\n\nHuyện họp bàn.\n\nĐường sá đã đầy đủ.Trong năm tới, xã làm thêm cầu treo qua suối.")
    assert once.paragraphs == 1
    assert "break-lost" in codes(once)


def test_a_last_line_cut_off_by_the_capture_is_set_aside():
    record = read(
        "Tin của huyện\n\nHuyện họp bàn việc trồng rừng.\n\nTrước đó, ngày 13-3, tại xã, bộ đội bắt một người đang chở"
    )
    assert record.body == ""
    assert "truncated" in codes(record)


def test_markup_in_the_text_is_escaped():
    record = read(
        "Tin của huyện\n\nHuyện họp bàn.\n\nMột đoạn có <script>alert(1)</script> & dấu nhọn trong bài của huyện nhà."
    )
    assert "&lt;script&gt;" in record.body


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "no-text"),
        (b"\xef\xbb\xbf\n \n", "no-text"),
        ("Bình luận 0\nChia sẻ\nĐọc nhiều\n".encode(), "no-article"),
        ("Huyện họp bàn việc trồng rừng.\n".encode() * 70_000, "too-long"),
        (b"GIF89a\x00\x01\x02\x00", "binary"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(data, code):
    [item] = capture.read(io.BytesIO(data), Source(name="x.txt"))
    assert isinstance(item, Refusal)
    assert item.code == code
    assert item.reason


def test_a_byte_order_mark_and_crlf_do_no_harm():
    [record] = capture.read(io.BytesIO(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()), Source(name="x.txt"))
    assert record.headline == "Huyện Bình Gia tổng kết phong trào trồng rừng"
    assert record.encoding == "utf-8"


def test_an_unknown_forced_encoding_is_refused():
    [item] = capture.read(io.BytesIO(STORY.encode()), Source(name="x.txt", encoding="klingon"))
    assert item.code == "encoding"


@pytest.mark.parametrize(
    ("head", "name", "ours"),
    [
        (STORY.encode(), "a/b.txt", True),
        (b"<image>x</image>\n", "b.TXT", True),
        (b"<?xml version='1.0'?>", "b.txt", False),
        (STORY.encode(), "b.html", False),
    ],
)
def test_sniffing_knows_captures_by_name_and_beginning(head, name, ours):
    assert capture.sniff(head, name) is ours
