"""The tables of the old encodings, letter by letter, and what a syllable is."""

import pytest

from articles.formats.encodings import LABELS, NAMES
from articles.formats.encodings.conversion import encode, read
from articles.formats.encodings.syllables import COMMON, is_syllable, syllables
from articles.formats.encodings.tables import (
    LETTERS,
    TABLES,
    TCVN3_LOST_CAPITALS,
    VIQR_CODES,
    VNI_CODES,
)
from articles.tests.encoded import read_back


class TestTables:
    def test_there_are_sixty_seven_letters_in_both_cases(self):
        assert len(LETTERS) == len(set(LETTERS)) == 134
        assert LETTERS[67:] == LETTERS[:67].upper()

    @pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("tcvn3")])
    def test_every_letter_comes_back_from_its_own_code(self, name):
        for letter in LETTERS:
            assert read_back(encode(letter, name), name) == letter

    @pytest.mark.parametrize("name", ["tcvn3", "tcvn3-as-cp1252"])
    def test_tcvn3_has_seventy_four_letters_and_makes_sixty_capitals_small(self, name):
        assert len(TCVN3_LOST_CAPITALS) == 60
        for letter in LETTERS:
            small = letter.lower() if letter in TCVN3_LOST_CAPITALS else letter
            text, unmapped = read(encode(letter, "tcvn3"), "tcvn3")
            assert (text, unmapped) == (small, "")

    @pytest.mark.parametrize("name", ["tcvn5712", "viscii", "vps"])
    def test_a_byte_stands_for_one_letter_and_a_letter_has_one_byte(self, name):
        assert all(TABLES[name].count(letter) == 1 for letter in LETTERS)
        assert TABLES[name][0x20:0x7F] == bytes(range(0x20, 0x7F)).decode()
        assert TABLES[name][9:11] == "\t\n"
        assert TABLES[name][13] == "\r"

    @pytest.mark.parametrize(
        ("name", "data", "text"),
        [
            ("tcvn3", "TØnh ®oµn".encode("cp1252"), "Tỉnh đoàn"),
            ("tcvn5712", b"\x9ey ban", "Ủy ban"),
            ("tcvn5712", b"\x01t", "Út"),
            ("vni", "Tænh ñoaøn".encode("cp1252"), "Tỉnh đoàn"),
            ("vni", "AÉ AÈ aé aè".encode("cp1252"), "Ắ Ằ ắ ằ"),
            ("vni", "Uûy ban".encode("cp1252"), "Ủy ban"),
            ("vps", b"\x99 \x87 \x1d", "Ỗ ỗ Ữ"),
            ("viscii", b"Tr\xdf\xb6ng S\xbdn \x02", "Trường Sơn Ẳ"),
            ("windows-1258", b"Ti\xd2nh \xf0oa\xccn", "Tỉnh đoàn"),
            ("windows-1258", b"\xe0 \xed", "à í"),
            ("viqr", b"Ti?nh ddoa`n, a(' DD Dd", "Tỉnh đoàn, ắ Đ Đ"),
            ("ncr", b"T&#7881;nh &#x111;o&agrave;n &lt;b&gt; &#38; &#150;", "Tỉnh đoàn &lt;b&gt; &#38; –"),
        ],
    )
    def test_known_bytes_read_as_the_standard_says(self, name, data, text):
        assert read_back(data, name) == text

    def test_vni_and_viqr_have_a_code_of_its_own_for_every_letter(self):
        assert len(set(VNI_CODES.values())) == len(set(VIQR_CODES.values())) == 134

    def test_every_name_has_a_label_for_editors(self):
        assert set(LABELS) == {*NAMES, "mixed"}


class TestSyllables:
    @pytest.mark.parametrize(
        "word",
        [
            *("Nguyễn", "khuỷu", "nghiêng", "quốc", "giếng", "gì", "quý", "thuở", "yến", "Đắk"),
            *("hòa", "hoà", "thúy", "XOÀI", "uống", "Ỷ"),
        ],
    )
    def test_what_is_spelt_as_vietnamese_is_a_syllable(self, word):
        assert is_syllable(word)

    @pytest.mark.parametrize(
        "word",
        [
            *("ngịch", "kà", "nguểt", "hoac", "bát̉", "cấc̀", "cả́", "fủr", "été", "Größe"),
            *("nhaân", "töùc", "hOà", "lãp"),
        ],
    )
    def test_what_breaks_the_spelling_is_none(self, word):
        assert not is_syllable(word)

    def test_common_words_are_possible_words(self):
        assert set(COMMON) <= syllables() | {"đ"}
