"""The plain-text capture reader: what a careful editor would import from the text of one old page."""

import io
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from articles.formats import capture
from articles.formats.capture.lines import clean, word_keys
from articles.formats.encodings import decode_text
from articles.formats.record import Refusal, Role, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEED = SHARED / "seeds" / "000_4f79c2bbafd55109.txt"
LABELLED = [
    pytest.param(Path(__file__).parent / "captures", id="our-captures"),
    pytest.param(
        SHARED / "captures",
        id="shared-captures",
        marks=pytest.mark.skipif(not (SHARED / "captures").exists(), reason="shared captures are not here"),
    ),
]


def read(text, name="trang.txt"):
    return capture.read_text(text, source=Source(name=name))


def captions(record):
    return [photo.caption for photo in record.photos]


def names(record):
    return [byline.name for byline in record.bylines]


def codes(record):
    return {doubt.code for doubt in record.doubts}


STORY = """Chủ nhật, 20/01/2019

Huyện Bình Gia tổng kết phong trào trồng rừng

LSO-Sáng nay (12/6), Huyện ủy Bình Gia mở hội nghị tổng kết mười năm trồng rừng trên đất trống.


Lãnh đạo huyện trao giấy khen cho các hộ trồng rừng

Mười năm qua, các xã trồng mới hơn 4.000 ha keo và hồi, đưa độ che phủ lên gần bảy mươi phần trăm.

Nhiều hộ đã có thu nhập ổn định từ rừng, con em được học hành đến nơi đến chốn.


Các đại biểu thăm vườn ươm

Hội nghị giao các xã giữ diện tích rừng đã có, trồng bổ sung trên đất đồi bỏ hoang.

Nông Văn Phúc
"""


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


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed is not here")
def test_the_seed_is_read_to_the_letter():
    text = SEED.read_text(encoding="utf-8-sig")
    record = read(text, SEED.name)
    printed = [clean(line) for line in text.splitlines() if line.strip()]
    assert record.headline == printed[1]
    assert record.agency == "LSO"
    assert record.standfirst == printed[2].removeprefix("LSO-")
    assert record.captured_on.isoformat() == "2019-01-20"
    assert record.published_on == "2018-06-12"
    assert record.published_on_reason
    assert captions(record) == [printed[3], printed[7]]
    assert record.body.split("\n")[0] == "<p>[ảnh 1]</p>"
    assert record.body.split("\n")[4] == "<p>[ảnh 2]</p>"
    assert record.paragraphs == 4
    assert [(byline.name, byline.role) for byline in record.bylines] == [("Phùng Khiêm", Role.TEXT)]


@pytest.mark.parametrize("folder", LABELLED)
def test_labelled_captures_are_read_as_a_careful_editor_would(folder):
    marks, pairs, invented = Counter(), {"captions": Counter(), "bylines": Counter()}, []
    labels = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line]
    for label in labels:
        record = read((folder / label["file"]).read_text(encoding="utf-8-sig"), label["file"])
        marks["headline"] += _same(record.headline, label["headline"])
        marks["date"] += record.published_on == label["published_on"]
        marks["agency"] += (record.agency or None) == label["dateline_agency"]
        if len(record.published_on or "") == 10 and len(label["published_on"] or "") < 10:
            invented.append(label["file"])
        _compare(pairs["captions"], captions(record), label["captions"])
        _compare(pairs["bylines"], names(record), label["bylines"])
    assert invented == []
    assert marks["headline"] >= 0.97 * len(labels)
    assert marks["date"] >= 0.94 * len(labels)
    assert marks["agency"] >= 0.97 * len(labels)
    assert _f1(pairs["captions"]) >= 0.93
    assert _f1(pairs["bylines"]) >= 0.97


def _plain(text):
    return " ".join((text or "").casefold().split()).rstrip(".")


def _same(found, wanted):
    return _plain(found) == _plain(wanted)


def _compare(counter, found, wanted):
    found, wanted = Counter(map(_plain, found)), Counter(map(_plain, wanted))
    counter.update(right=(found & wanted).total(), all=found.total() + wanted.total())


def _f1(counter):
    return 2 * counter["right"] / counter["all"]


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


def test_a_credit_is_cut_off_its_caption_and_the_glued_paragraph_stands_alone():
    record = read(
        "Xã vùng cao trồng rừng\n\nXã trồng rừng vụ xuân trên đất trống.\n\nBà con chăm cây giống. Ảnh: Đ.T.\n\n"
        "Đồi keo ba tuổi. Ảnh: Hoàng Lan Theo cán bộ xã, rừng đã khép tán từ năm ngoái và giữ được nước.\n\nHoàng Lan"
    )
    assert [(photo.caption, photo.credit) for photo in record.photos] == [
        ("Bà con chăm cây giống.", "Đ.T."),
        ("Đồi keo ba tuổi.", "Hoàng Lan"),
    ]
    assert "<p>Theo cán bộ xã, rừng đã khép tán" in record.body
    assert record.credits == ["Đ.T.", "Hoàng Lan"]


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Hai xe tải nằm giữa đèo (Ảnh Lê Văn Tám)", "Hai xe tải nằm giữa đèo", "Lê Văn Tám"),
        ("Hai xe tải nằm giữa đèo. Ảnh Lê Văn Tám", "Hai xe tải nằm giữa đèo.", "Lê Văn Tám"),
        ("Hai xe tải nằm giữa đèo (Ảnh do Công an xã cung cấp).", "Hai xe tải nằm giữa đèo", "Công an xã"),
        ("Hai xe tải nằm giữa đèo. Nguồn ảnh: Bạn đọc", "Hai xe tải nằm giữa đèo.", "Bạn đọc"),
        ("Hai xe tải nằm giữa đèo - Ảnh: CTVNgười đi đường", "Hai xe tải nằm giữa đèo", "CTVNgười đi đường"),
        (
            "Hai xe tải nằm giữa đèo - Ảnh: CTVNgười đi đường phải chờ đến trưa mới qua được.",
            "Hai xe tải nằm giữa đèo",
            "CTV",
        ),
    ],
)
def test_credits_are_known_with_and_without_their_colon(printed, caption, credit):
    record = read(f"Đèo tắc sáu giờ\n\nSáng nay, hai xe tải đâm nhau làm đèo tắc sáu giờ.\n\n{printed}\n\nVăn Tạo")
    assert [(photo.caption, photo.credit) for photo in record.photos] == [(caption, credit)]


def test_a_credit_on_its_own_line_belongs_to_the_caption_above():
    record = read(
        "Bắt hai người chở pháo\n\nSáng nay, công an huyện bắt hai người chở pháo trên đường mòn.\n\n"
        "Hai người cùng tang vật\n\n(Ảnh do Công an huyện cung cấp)\n\nVụ việc đang được điều tra, làm rõ thêm./."
    )
    assert [(photo.caption, photo.credit) for photo in record.photos] == [("Hai người cùng tang vật", "Công an huyện")]


TERSE = """Huyện vùng cao sơ kết công tác khuyến học

Ngày 16/7/2018, Hội Khuyến học huyện sơ kết sáu tháng đầu năm.

Dự hội nghị có lãnh đạo huyện và 80 đại biểu.

Hội nghị nghe hai báo cáo tham luận.

Ông Bế Văn Thuận, chủ tịch hội, cho biết quỹ đã có 400 triệu đồng.

{}

Hội sẽ trao học bổng vào tháng chín.

Nông Thị Xuyến
"""


@pytest.mark.parametrize(
    "caption",
    [
        "Ông Bế Văn Thuận trao học bổng cho học sinh.",
        "Quang cảnh hội nghị sơ kết công tác khuyến học huyện.",
        "Học sinh Trường Nội trú nhận xe đạp",
    ],
)
def test_in_terse_news_a_caption_is_told_from_paragraphs_as_short(caption):
    record = read(TERSE.format(caption))
    assert captions(record) == [caption]
    assert record.paragraphs == 4


@pytest.mark.parametrize(
    "paragraph",
    [
        "Các chi hội xã đã góp thêm 200 triệu đồng.",
        "Theo ông Thuận, nhiều xã còn chưa có quỹ.",
        "Người đứng đầu các chi hội khẳng định sẽ làm tiếp.",
    ],
)
def test_a_short_paragraph_about_people_is_no_caption(paragraph):
    record = read(TERSE.format(paragraph))
    assert captions(record) == []
    assert record.paragraphs == 5


def test_a_caption_with_a_stop_may_stand_before_the_standfirst():
    record = read(
        "Bàn giao cầu treo bản Nà Tàu\n\nLãnh đạo huyện và bà con đi qua cầu treo bản Nà Tàu.\n\n"
        "Sáng 12/6/2018, cầu treo bản Nà Tàu được bàn giao sau bảy tháng thi công, thay cho bè mảng bao năm.\n\n"
        "Cầu dài 60 mét, do công nhân một đơn vị bộ đội làm giúp trong hai mùa khô.\n\nVi Thị Pụ"
    )
    assert captions(record) == ["Lãnh đạo huyện và bà con đi qua cầu treo bản Nà Tàu."]
    assert record.standfirst.startswith("Sáng 12/6/2018, cầu treo")


def test_a_picture_without_a_caption_does_not_make_a_caption_of_the_paragraph_below():
    record = read(
        "Giúp dân gặt lúa\n\nBộ đội giúp dân bản gặt lúa trước mưa bão.\n\n![]() |\n"
        "Bản có 5 ha lúa nước. Bộ đội gặt, tuốt rồi chở thóc về tận nhà cho bà con.\n\nL.Chi"
    )
    assert captions(record) == []
    assert record.paragraphs == 1


def test_a_caption_printed_twice_or_over_two_lines_or_in_a_table_cell_is_one_caption():
    record = read(
        "Xã vùng cao trồng rừng\n\nXã trồng rừng vụ xuân trên đất trống.\n\n"
        "Đoàn viên xã đào hố trồng cây.\nĐoàn viên xã đào hố trồng cây.\n\n"
        "Rừng keo đã khép tán, nước suối chảy quanh năm.\n\nBà con chăm cây\ngiống ở vườn ươm\n\n"
        "|  Đồi keo ba tuổi.  |\n\nMỗi hộ nhận khoán năm héc-ta, được vay vốn ưu đãi trong mười năm.\n\nHoàng Lan"
    )
    assert captions(record) == [
        "Đoàn viên xã đào hố trồng cây.",
        "Bà con chăm cây giống ở vườn ươm",
        "Đồi keo ba tuổi.",
    ]
    assert record.paragraphs == 2


def test_a_photo_story_is_mostly_captions():
    record = read(
        "Chùm ảnh: Ngày mùa ở bản\n\nMùa này lúa chín vàng trên các thửa ruộng bậc thang.\n\nGặt lúa từ sớm.\n\n"
        "Tuốt lúa ngay tại ruộng.\n\nGánh thóc về nhà.\n\nCơm mới dâng tổ tiên.\n\nNgàn Hương (thực hiện)"
    )
    assert len(record.photos) == 4
    assert record.paragraphs == 0


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


CIPHER = "Ứ2Ạ;Ọ9Ễ,Ũ6Ỵ/ẤỒ3ỘẺ;Ụ2ỂÕỮ,Ộ9/ỪẠ6;Ê3ỒỌ,Ụ9Ễ2/ÍỴẺ;ÕỘ3Ũ6,ẤẠ9ỨỒ/Ễ2;Ọ3Ụ6"


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


FRAGMENTS = st.sampled_from(
    [
        *(
            "LSO-",
            "Sáng nay (12/6), ",
            "UBND tỉnh họp bàn việc trồng rừng.",
            "Ảnh: Hoàng Vũ",
            "Phùng Khiêm",
            "20/01/2019",
        ),
        *(
            " 10:30",
            "Tác giả: ",
            "Theo ",
            "(SGGP)",
            "![]() |",
            "<image>x</image>",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "\u00a0",
        ),
        *(" – Báo Lạng Sơn: Tin tức", "date 2017-04 ", "Các đại biểu dự hội nghị", "Tin liên quan", "Bình luận 0", "|"),
        *("Chính trị", "BBT", "a@b.vn", " A – B", ".", "(thực hiện)", "NDO -", "/VOV4", "chết.Người", "Lượt xem: 12"),
        *(
            "https://x.vn/201506/a.html",
            "Tháng 6/2025",
            "Lạng Sơn",
            "Kỷ niệm:",
            CIPHER,
            "các đại biểu",
            "(Ảnh Lê Tám)",
            "Ảnh do Công an xã cung cấp",
            "Nguồn ảnh: A",
            "Tác giả: Huyện đoàn",
            "Trang chủ › Y tế",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=30).map("".join))


def _words_of(item):
    if isinstance(item, Refusal):
        return set(word_keys(" ".join(item.lines)))
    body = unescape(re.sub(r"<[^>]*>", " ", item.body))
    parts = [item.headline or "", item.kicker, item.agency, item.standfirst, body, *item.credits, *item.noise]
    parts += [f"{photo.caption} {photo.credit} {photo.reference}" for photo in item.photos]
    parts += [f"{byline.name} {byline.email}" for byline in item.bylines]
    return set(word_keys(" ".join(map(clean, parts))))


def _kept(word, kept):
    """A word that lost the space inside it may have been parted again."""
    return word in kept or any(word[:n] in kept and word[n:] in kept for n in range(1, len(word)))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
@example("0:Ảnh:0 aA 0 0 0 0 0")
@example("0:0:0\r1:1:00:1")
def test_nothing_of_a_capture_is_lost(text):
    item = read(text)
    printed = text if "\x00" in text else decode_text(text).text
    words = {word for line in printed.splitlines() for word in word_keys(clean(line))} - {"ảnh", "photo"}
    kept = _words_of(item)
    assert [word for word in words if not _kept(word, kept)] == []


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_photo_of_the_record_has_its_place_and_the_date_its_reason(text):
    item = read(text)
    if isinstance(item, Refusal):
        assert item.reason
        return
    assert re.findall(r"<p>\[ảnh (\d+)\]</p>", item.body)[: len(item.photos)] == [
        str(n + 1) for n in range(len(item.photos))
    ]
    assert item.published_on_reason
    assert item.published_on is None or re.fullmatch(r"\d{4}-\d\d(-\d\d)?", item.published_on)


@pytest.mark.parametrize(
    "line", ["Các đại biểu dự hội nghị", "Huyện họp bàn việc trồng rừng vụ xuân.", "Ảnh: A ", "LÊ AN – "]
)
def test_one_line_repeated_without_end_is_read_in_one_pass(line):
    assert read(f"{line}\n" * 20_000)
    assert read(line * 20_000)
