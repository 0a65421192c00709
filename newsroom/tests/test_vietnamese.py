import random
import unicodedata

import pytest
from hypothesis import given, strategies as st

from newsroom.vietnamese import fold, name_sort_key, nfc, same_word_key, slugify, sort_key

ALPHABETICAL = "An Ánh Ăn Ân Ba Dung Dũng Dụng Điệp Đức Em Êm Ha Hà Hả Hã Há Hạ Ô Ơn Tư Tự Ưng Xuân".split()


def test_every_vietnamese_letter_folds_to_plain_ascii():
    letters = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    for letter in letters + letters.upper():
        assert fold(letter) in "aeiouyd"
        assert fold(unicodedata.normalize("NFD", letter)) == fold(letter)


def test_the_icelandic_eth_that_old_papers_print_becomes_d_with_stroke():
    assert nfc("\u00d0ảng bộ, quy \u00f0ịnh") == "Đảng bộ, quy định"


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoà"), ("Thúy", "thuý"), ("ỦY", "uỷ"), ("khỏe", "khoẻ")])
def test_both_places_of_a_tone_mark_are_one_word(one, other):
    assert same_word_key(one) == same_word_key(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "má"), ("quý", "quy"), ("hoàn", "hoan"), ("của", "cứa")])
def test_other_words_stay_apart(one, other):
    assert same_word_key(one) != same_word_key(other)


def test_alphabetical_order_is_the_dictionarys():
    shuffled = ALPHABETICAL[:]
    random.Random(36).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ALPHABETICAL


def test_people_are_sorted_by_given_name():
    names = ["Vi Thị An", "Nguyễn Văn Ánh", "Lê Bá Dũng", "Đỗ Đức", "Hà Đức", "Trần Xuân"]
    shuffled = names[3:] + names[:3]
    assert sorted(shuffled, key=name_sort_key) == names


def test_slugs_keep_every_word():
    assert slugify("Đường đến Đồng Đăng: Bộ Quốc phòng") == "duong-den-dong-dang-bo-quoc-phong"


def test_long_slugs_are_cut_between_words():
    assert slugify("một hai ba bốn", max_length=9) == "mot-hai"


@given(st.text(max_size=60))
def test_keys_of_any_text_are_plain_and_the_same_for_every_composition(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert slugify(text).isascii()
    assert sort_key(text) == sort_key(decomposed)
    assert sort_key(text).isalnum()
    assert fold(text) == fold(decomposed)
    assert same_word_key(same_word_key(text)) == same_word_key(text)
