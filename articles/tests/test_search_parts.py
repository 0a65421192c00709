"""The pure parts of the search: conditions among the words, excerpts of the original, guesses at slips."""

import re
from html import unescape

import pytest
from hypothesis import given, strategies as st

from articles.search import excerpts, operators, spelling
from articles.search.query import parse
from newsroom.vietnamese import nfc


@pytest.mark.parametrize(
    ("typed", "words", "conditions"),
    [
        ("lúa mới", "lúa mới", {}),
        ('lúa tac gia:"Hà An" mới', "lúa mới", {"tac_gia": "Hà An"}),
        ("TÁC GIẢ:Hà lúa", "lúa", {"tac_gia": "Hà"}),
        ("tác-giả: “Hà An”", "", {"tac_gia": "Hà An"}),
        ("lúa tu:2018 den:2018", "lúa", {"tu": "2018-01-01", "den": "2018-12-31"}),
        ("từ:6/2018 đến:2/2020", "", {"tu": "2018-06-01", "den": "2020-02-29"}),
        ("tu ngay:12.6.2018", "", {"tu": "2018-06-12"}),
        ("den:2018-06", "", {"den": "2018-06-30"}),
        ("tu:hôm qua", "tu:hôm qua", {}),
        ("den:31/2/2020", "den:31/2/2020", {}),
        ("văn bản:36-CT/TW", "", {"van_ban": "36-CT/TW"}),
        ("giá trị:cao", "giá trị:cao", {}),
        ("chuyen muc:kinh te lúa", "te lúa", {"chuyen_muc": "kinh"}),
        ("tac gia:", "tac gia:", {}),
    ],
)
def test_conditions_are_told_from_words(typed, words, conditions):
    assert operators.split(typed) == (words, conditions)


def test_the_longest_beginning_that_names_something_is_the_value():
    asked = []

    def longest(field, candidates):
        asked.extend(candidates)
        return "kinh tế"

    assert operators.split("chuyen muc:kinh tế lúa tac gia:Hà", longest=longest)[1]["chuyen_muc"] == "kinh tế"
    assert asked[:4] == ["kinh tế lúa tac", "kinh tế lúa", "kinh tế", "kinh"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_conditions(typed):
    words, conditions = operators.split(typed)
    assert len(words) <= len(nfc(typed))
    assert all(conditions.values())


def shown(text, typed):
    return excerpts.excerpt([text], parse(typed))


def test_an_excerpt_keeps_the_marks_of_the_original():
    assert shown("Các đồng chí dự.", "dong chi") == "Các <mark>đồng</mark> <mark>chí</mark> dự."


def test_a_long_text_is_cut_at_words_with_an_ellipsis():
    html = shown(f"{'đầu ' * 200}hoa hồi khô{' cuối' * 200}", "hoa hồi")
    assert html.startswith("… đầu ")
    assert html.endswith(" cuối …")
    assert "<mark>hoa</mark> <mark>hồi</mark> khô" in html
    assert len(html) < 300


def test_words_far_apart_are_shown_in_two_pieces():
    html = shown(f"Hoa đào nở. {'xa ' * 300}Rừng thông cháy.", "đào thông")
    assert re.fullmatch(r".*<mark>đào</mark>.* … .*<mark>thông</mark>.*", html)


def test_of_words_typed_together_the_pair_is_marked_and_not_the_single_one():
    html = shown("Chỉ có đồng chí Hà trên cánh đồng, chi phí tự lo.", "đồng chí")
    assert re.findall("<mark>(.*?)</mark>", html) == ["đồng", "chí"]


def test_marks_as_typed_are_preferred_where_the_text_has_them():
    assert re.findall("<mark>(.*?)</mark>", shown("Mạ non, má lúa, ma xó.", "má")) == ["má"]
    assert re.findall("<mark>(.*?)</mark>", shown("Mạ non, ma xó.", "má")) == ["Mạ", "ma"]


def test_a_phrase_is_marked_as_one():
    assert shown("Hộ nghèo và nghèo hộ.", '"hộ nghèo"') == "<mark>Hộ nghèo</mark> và nghèo hộ."


@given(text=st.text(max_size=300), typed=st.text(max_size=40))
def test_an_excerpt_is_of_the_text_and_never_markup(text, typed):
    plain = shown(text, typed).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    for piece in re.split("… | … | …", unescape(plain)):
        assert piece.strip() in nfc(text)


@given(text=st.text(alphabet="aá đ<&ơ̆", max_size=80), typed=st.text(alphabet="aáđơ ", max_size=10))
def test_a_headline_is_whole_however_much_is_marked(text, typed):
    html = excerpts.highlighted(text, parse(typed))
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == nfc(text)


HELD = {"nghi", "quyet", "lang", "son", "hoa", "dao", "thu", "vien", "tinh"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("quyeets", ["quyet"]),
        ("quye61t", ["quyet"]),
        ("tirnh", ["tinh"]),
        ("ddaof", ["dao"]),
        ("langson", ["lang", "son"]),
        ("quyte", ["quyet"]),
        ("qyet", ["quyet"]),
        ("vienn", ["vien"]),
        ("thi", ["thu"]),
        ("zzzzzz", None),
        ("x" * 500, None),
    ],
)
def test_slips_of_keyboard_finger_and_space(typed, first):
    found = spelling.proposals(typed, lambda words: HELD & words)
    assert (found[0] if found else None) == first


@given(st.text(max_size=60))
def test_few_words_are_asked_for_whatever_was_typed(word):
    asked = []

    def known(words):
        asked.append(len(words))
        return words

    assert len(spelling.proposals(word, known)) <= spelling.MOST
    assert sum(asked) < 1200
