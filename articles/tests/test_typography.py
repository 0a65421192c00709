"""Typography put right on request."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from articles.typography import NEW, apply, edits, mend, place_tone
from newsroom.vietnamese import fold, same_word_key

VIETNAMESE = st.text(alphabet='hoàòaúyý quQuỳnh "“”-–.,;:!?()1250/NĐCPđĐ\u0300\u0301\u031b\n', max_size=80)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Ông nói: "Rất tốt".', "Ông nói: “Rất tốt”."),
        ("Dự có các đồng chí : A , B .", "Dự có các đồng chí: A, B."),
        ("Lạng Sơn - Cao Bằng", "Lạng Sơn – Cao Bằng"),
        ("lúa, ngô, khoai...", "lúa, ngô, khoai…"),
        ("hai  khoảng   trắng", "hai khoảng trắng"),
        ("xã Hoà Bình khoẻ, thuý", "xã Hòa Bình khỏe, thúy"),
        ("( xem thêm )", "(xem thêm)"),
        ('("Đúng")', "(“Đúng”)"),
    ],
)
def test_what_a_sub_editor_would_mend_is_mended(typed, printed):
    assert mend(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Đồng chí Nguyễn Quý, bà Quỳnh và Quỳ Châu",
        "Nghị quyết số 22 - NQ/TW, 20/2021/NĐ-CP, 1.234,5 tỷ và 12,5%",
        "https://baolangson.vn/a--b...c?x=hoà và toa-soan@bao.vn",
        "mã DN-2019...x, v.v. và S_01",
        "giai đoạn 2020 - 2025",
        'Chọn tab, fax và màn hình 15"',
        "Ia Mơr, chữ ơ\u0306 của người Ê-đê",
        "toàn thể, ngoài, khuya, khuỷu, thuở",
    ],
)
def test_what_has_a_form_of_its_own_stays(text):
    assert mend(text) == text


def test_the_paper_chooses_where_the_tone_stands():
    assert [place_tone(word, NEW) for word in ("hòa", "THÚY", "quý", "tòa")] == ["hoà", "THUÝ", "quý", "toà"]


def test_letters_typed_apart_are_composed_and_each_change_has_its_place():
    typed = unicodedata.normalize("NFD", 'Tỉnh uỷ "khoá" XVII')
    found = edits(typed)
    assert apply(typed, found) == "Tỉnh ủy “khóa” XVII"
    assert {edit.kind for edit in found} >= {"composition", "quote"}
    assert len(found) > 3


@given(VIETNAMESE)
def test_mending_twice_is_mending_once_and_no_word_changes(text):
    mended = mend(text)
    assert mend(mended) == mended

    def letters(value):
        return [char for char in fold(value) if char.isalnum()]

    assert letters(mended) == letters(text)


@given(st.text(max_size=200))
def test_any_text_can_be_mended(text):
    found = edits(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert mend(mend(text)) == mend(text)


def test_words_stay_the_same_words():
    text = "Hoà Bình, Thuỷ Nguyên, quý II, khoẻ mạnh"
    assert same_word_key(mend(text)) == same_word_key(text)
