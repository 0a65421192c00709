"""Captures: what is a caption, whose credit it has, and what only looks like one."""

import pytest

from articles.tests.captured import captions, read


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
