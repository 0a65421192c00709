"""Who signs a captured story, and what comes after the signature."""

import pytest

from articles.formats import capture
from articles.formats.record import Role, Source


def read(text, name="trang.txt"):
    return capture.read_text(text, source=Source(name=name))


def names(record):
    return [byline.name for byline in record.bylines]


def captions(record):
    return [photo.caption for photo in record.photos]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Phùng Khiêm", ["Phùng Khiêm"]),
        ("Vũ Nguyên – Nhật Quân", ["Vũ Nguyên", "Nhật Quân"]),
        ("Vũ Nguyên –Nhật Quân", ["Vũ Nguyên", "Nhật Quân"]),
        ("VŨ NGUYÊN - NHẬT QUÂN", ["Vũ Nguyên", "Nhật Quân"]),
        ("Tác giả bài viết: Quang Dương", ["Quang Dương"]),
        ("Tin, ảnh: Quốc Khánh (TTXVN)", ["Quốc Khánh"]),
        ("VINH HIÊN (thực hiện)", ["Vinh Hiên"]),
        ("Theo KH.NGUYÊN (SGGP)", ["KH.NGUYÊN"]),
        ("Siu Hoan/VOV4", ["Siu Hoan"]),
        ("Bế Văn Lợi (Văn Lợi)", ["Bế Văn Lợi"]),
        ("Trương Văn An", ["Trương Văn An"]),
        ("Bảo Ngọc", ["Bảo Ngọc"]),
        ("BBT", []),
        ("P.V", []),
        ("Nhóm PV", []),
        ("Báo Sơn La", []),
        ("Theo TTXVN", []),
        ("Nguồn tin:", []),
    ],
)
def test_signatures_are_people_and_not_desks_or_papers(line, people):
    record = read(
        "Xã vùng cao trồng rừng\n\nXã trồng rừng vụ xuân.\n\n"
        f"Bà con mừng vì rừng đã khép tán, nước suối lại trong.\n\n{line}\n"
    )
    assert names(record) == people
    assert record.paragraphs == 1


def test_translators_and_compilers_have_their_roles():
    body = (
        "Tin nước ngoài\n\nBão lớn đổ vào bờ biển miền đông.\n\n"
        "Hàng nghìn người dân đã được đưa đến nơi trú ẩn an toàn.\n\n"
    )
    assert read(body + "Hoàng Lan (dịch)").bylines[0].role == Role.TRANSLATION
    assert read(body + "Hoàng Lan (tổng hợp)").bylines[0].role == Role.COMPILATION


def test_what_follows_the_signature_is_of_the_page():
    record = read(
        "Hai người chở pháo bị giữ\nCông an xã vừa giữ hai người đang chở 33 kg pháo nổ.\n"
        "![]() |\nHai người cùng tang vật.\nVụ việc đang được điều tra.\nXuân Nguyên\n"
        "Tin bài liên quan\nLễ hội hoa đào mở cửa đón khách\nBình luận 0"
    )
    assert names(record) == ["Xuân Nguyên"]
    assert captions(record) == ["Hai người cùng tang vật."]
    assert record.paragraphs == 1
    assert "Lễ hội hoa đào mở cửa đón khách" in record.noise
