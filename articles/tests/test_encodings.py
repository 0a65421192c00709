"""Old Vietnamese encodings: tables both ways, detection sentence by sentence, mixed files, and what is left alone."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from articles.formats.encodings import LABELS, NAMES, UnknownEncoding, decode, decode_text
from articles.formats.encodings.conversion import encode, read
from articles.formats.encodings.syllables import COMMON, is_syllable, syllables
from articles.formats.encodings.tables import (
    LETTERS,
    PLAIN_PUNCTUATION,
    TABLES,
    TCVN3_LOST_CAPITALS,
    VIQR_CODES,
    VNI_CODES,
)

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "encodings"

# Invented for these tests
PARAGRAPHS = """\
Sáng 14/3, Ủy ban nhân dân huyện Bình Phú tổ chức hội nghị triển khai kế hoạch trồng rừng năm 2009. Ông Nguyễn Văn \
Khải, Phó Chủ tịch huyện, cho biết diện tích trồng mới đạt gần 1.200 ha. Nhiều hộ dân đã chủ động chuẩn bị cây giống \
từ cuối năm ngoái. Tuy nhiên, giá phân bón tăng cao khiến bà con gặp không ít khó khăn.
Thầy giáo Lê Quang Hưởng dạy học ở bản Nà Khuổi đã mười bảy năm. Mỗi tuần hai lần, thầy vượt quãng đường đèo dốc để \
đến điểm trường lẻ. “Ngày mưa, xe máy phải gửi lại dưới chân núi rồi đi bộ”, thầy kể. Học sinh của thầy có em nay đã \
thành kỹ sư, bác sĩ.
Cơn lũ đêm 22/8 cuốn trôi ba cầu tạm và làm ngập hơn bốn mươi ngôi nhà ven suối. Lực lượng dân quân cùng bộ đội biên \
phòng giúp người dân di chuyển tài sản lên chỗ cao. Đến trưa hôm sau, nước rút dần – giao thông trở lại bình thường. \
Chưa có thiệt hại về người…
Chợ phiên Pò Mỏ họp vào các ngày mùng hai và mùng bảy âm lịch. Thổ cẩm, mật ong, măng khô và lợn giống là những mặt \
hàng được ưa chuộng. Từ khi con đường nhựa hoàn thành, khách từ thành phố lên đông gấp đôi. Chị Hoàng Thị Út bán xôi \
ngũ sắc, mỗi phiên lãi vài trăm nghìn đồng.
Đội bóng chuyền nữ của xã vừa giành giải nhì cụm thi đua phía bắc. Trận chung kết kéo dài năm hiệp, tỷ số 3–2 nghiêng \
về đội chủ nhà. Huấn luyện viên khen các cầu thủ trẻ giữ vững tinh thần. Mùa giải tới, xã sẽ đầu tư thêm sân tập và \
dụng cụ.
"""
SENTENCES = [sentence for sentence in re.split(r"\n|(?<=[.…”])\s+(?=[A-ZĐÔĂÂƯƠ“])", PARAGRAPHS) if sentence.strip()]
PLAIN = {"tcvn5712", "viscii", "vps", "viqr"}
BYTE_ENCODINGS = [*TABLES, "vni"]
MISREAD = ["utf8-as-cp1252", "tcvn3-as-cp1252", "vni-as-cp1252"]
DECOMPOSED_HALFWAY = "".join(
    unicodedata.normalize("NFC", letters[:-1]) + letters[-1]
    if len(letters) > 2
    else unicodedata.normalize("NFC", letters)
    for letters in (unicodedata.normalize("NFD", char) for char in PARAGRAPHS)
)


def expected(text, name):
    """What can come back at best: an encoding without typographic punctuation has lost it."""
    return text.translate(PLAIN_PUNCTUATION) if name in PLAIN else text


def same(found, wanted, name):
    """TCVN3 may have lost capitals; nothing else may differ."""
    return found.lower() == wanted.lower() if name.startswith("tcvn3") else found == wanted


def read_back(data, name):
    if name in BYTE_ENCODINGS:
        text, unmapped = read(data, name)
        assert not unmapped
        return unicodedata.normalize("NFC", text)
    return decode(data, forced=name).text


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


class TestRecovery:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_whole_text_comes_back_exactly(self, name):
        decoded = decode(encode(PARAGRAPHS, name))
        assert decoded.encoding == name
        assert same(decoded.text, expected(PARAGRAPHS, name), name)
        assert decoded.confidence > 0.95

    @pytest.mark.parametrize("name", NAMES)
    def test_nearly_every_single_sentence_comes_back(self, name):
        assert len(SENTENCES) >= 20
        failed = [sentence for sentence in SENTENCES if not self._comes_back(sentence, name)]
        assert len(failed) <= len(SENTENCES) * 0.05, failed

    def _comes_back(self, sentence, name):
        try:
            return same(decode(encode(sentence, name)).text, expected(sentence, name), name)
        except UnknownEncoding:
            return False

    @pytest.mark.parametrize("name", MISREAD)
    def test_text_pasted_in_a_form_is_converted(self, name):
        decoded = decode_text(encode(PARAGRAPHS, name).decode())
        assert decoded.converted
        assert decoded.encoding == name
        assert same(decoded.text, PARAGRAPHS, name)

    def test_one_pasted_paragraph_of_a_story_is_converted_and_the_others_stay(self):
        paragraphs = [f"<p>{line}</p>" for line in PARAGRAPHS.splitlines()]
        pasted = encode(paragraphs[1], "vni-as-cp1252").decode()
        decoded = decode_text(paragraphs[0] + pasted + paragraphs[2])
        assert decoded.text == "".join(paragraphs[:3])
        assert decoded.paragraph_encodings == [(1, 1, "utf-8"), (2, 2, "vni-as-cp1252"), (3, 3, "utf-8")]

    def test_half_composed_text_is_composed_and_needs_no_question(self):
        decoded = decode(DECOMPOSED_HALFWAY.encode())
        assert (decoded.text, decoded.encoding, decoded.converted) == (PARAGRAPHS, "decomposed", False)

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_unicode_is_read_with_and_without_its_mark(self, codec):
        assert decode(PARAGRAPHS.encode(codec)).text == PARAGRAPHS

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("name", ["utf-8", "vni", "viscii", "viqr", "decomposed", "utf8-as-cp1252"])
    def test_newlines_stay_as_they_were(self, name, newline):
        text = expected(PARAGRAPHS, name).replace("\n", newline)
        assert decode(encode(text, name)).text == text

    @pytest.mark.parametrize("name", NAMES)
    def test_a_forced_encoding_is_obeyed(self, name):
        sentence = SENTENCES[1]
        assert same(decode(encode(sentence, name), forced=name).text, expected(sentence, name), name)

    def test_a_forced_name_that_is_none_lists_those_that_are(self):
        with pytest.raises(UnknownEncoding, match="tcvn3"):
            decode(b"x", forced="latin-9")

    def test_a_spaced_no_break_space_of_misread_utf8_is_understood(self):
        misread = "Tỉnh và cả nước là một nhà".encode().decode("cp1252").replace("\u00a0", " ")
        assert decode_text(misread).text == "Tỉnh và cả nước là một nhà"


class TestMixedFiles:
    @pytest.mark.parametrize(("first", "second"), [("tcvn3", "utf-8"), ("vni", "tcvn3"), ("viscii", "windows-1258")])
    def test_each_paragraph_is_judged_by_itself(self, first, second):
        paragraphs = PARAGRAPHS.splitlines(keepends=True)
        names = [first if place % 2 else second for place in range(len(paragraphs))]
        decoded = decode(b"".join(map(encode, paragraphs, names)))
        wanted = "".join(map(expected, paragraphs, names))
        assert decoded.encoding == "mixed"
        assert decoded.text.lower() == wanted.lower()
        assert [name for _, _, name in decoded.paragraph_encodings] == names

    def test_misread_paragraphs_among_good_ones_are_found(self):
        paragraphs = PARAGRAPHS.splitlines(keepends=True)
        data = paragraphs[0].encode() + encode(paragraphs[1], "vni-as-cp1252") + encode(paragraphs[2], "ncr")
        decoded = decode(data)
        assert decoded.text == "".join(paragraphs[:3])
        assert decoded.paragraph_encodings == [(1, 1, "utf-8"), (2, 2, "vni-as-cp1252"), (3, 3, "ncr")]

    def test_a_short_line_goes_the_way_of_its_file(self):
        text = PARAGRAPHS + "\nPhùng Khiêm\n"
        for name in ("vni", "vps", "viqr", "tcvn3-as-cp1252"):
            assert decode(encode(text, name)).text.endswith("\nPhùng Khiêm\n")

    def test_a_foreign_name_in_an_old_file_is_named_as_lost(self):
        decoded = decode(encode(PARAGRAPHS, "vni") + "Taùc giaû: Fran\u00e7ois\n".encode("cp1252"))
        assert decoded.text.endswith("Tác giả: François\n")
        assert [(line, "ç" in what) for line, what in decoded.lost] == [(6, True)]

    def test_a_line_of_references_to_signs_only_goes_with_those_of_letters(self):
        data = b"12/6&#160;2018\nT&#7881;nh &#7911;y h&#7885;p\n"
        assert decode(data).text == "12/6\u00a02018\nTỉnh ủy họp\n"
        assert decode(b"12/6&#160;2018 &#169;\n").text == "12/6&#160;2018 &#169;\n"

    def test_references_within_an_old_encoding_are_read_too(self):
        assert decode(encode(SENTENCES[1], "vni") + b" T&#7881;nh &#7911;y").text == SENTENCES[1] + " Tỉnh ủy"

    def test_markup_around_the_words_does_not_hide_them(self):
        page = '<p class="x"><span lang="vi">Tỉnh ủy họp</span></p>\n<p>Ông Hùng dự</p>\n'
        for name in ("tcvn3", "vni", "viscii", "tcvn3-as-cp1252", "vni-as-cp1252", "ncr"):
            assert decode(encode(page, name)).text == page

    def test_the_end_mark_of_dos_files_changes_nothing(self):
        decoded = decode(encode(PARAGRAPHS, "vni") + b"\x1a")
        assert (decoded.encoding, decoded.text) == ("vni", PARAGRAPHS + "\x1a")

    def test_a_unicode_file_cut_within_a_letter_keeps_all_that_is_whole(self):
        whole = PARAGRAPHS + "Tỉnh đã có kết quả"
        decoded = decode(whole.encode()[:-1])
        assert decoded.text.startswith(whole[:-1])
        assert decoded.encoding == "utf-8"
        assert [line for line, _ in decoded.lost] == [6]

    def test_a_western_name_in_eight_bits_within_a_unicode_file_is_read_and_named(self):
        decoded = decode(PARAGRAPHS.encode() + "Ông Müller cũng dự.\n".encode().replace(b"\xc3\xbc", b"\xfc"))
        assert decoded.text.endswith("Ông Müller cũng dự.\n")
        assert decoded.lost == [(6, "không có trong bảng mã, để như Windows-1252: “ü” (0xFC)")]

    def test_a_question_mark_in_place_of_a_space_is_named(self):
        decoded = decode(encode("Chủ nhật,?20/01/2019\n" + PARAGRAPHS, "vni"))
        assert decoded.lost[0][0] == 1
        assert "?" in decoded.lost[0][1]


class TestCapitals:
    def test_words_and_sentences_that_prove_a_capital_get_it_back(self):
        text = "ỦY BAN NHÂN DÂN TỈNH HÀ AN\n\nẤn phẩm mới ra mắt. Ở xã bên, dân đã đọc. “Ảnh rất đẹp”, ông Ân nói.\n"
        decoded = decode(encode(text, "tcvn3"))
        assert decoded.text == text
        assert decoded.notes[0] == (1, "viết hoa lại: ỦY, TỈNH, HÀ")
        assert decoded.notes[1] == (3, "viết hoa lại: Ấn, Ở, Ảnh")

    def test_names_within_a_sentence_stay_small_and_are_named(self):
        decoded = decode(encode("Bà Phan Thị Ánh, Ủy viên, thăm Ấn Độ; khóa XII và HĐND đều gửi lời mừng.\n", "tcvn3"))
        assert decoded.text == "Bà Phan Thị ánh, ủy viên, thăm ấn Độ; khóa XII và HĐND đều gửi lời mừng.\n"
        assert [line for line, _ in decoded.lost] == [1]
        assert decoded.lost[0][1].endswith("ánh, ủy, ấn")

    def test_a_line_that_goes_on_the_sentence_above_gets_no_capital(self):
        decoded = decode(encode("Hội nghị có lãnh đạo Tỉnh\nủy và các sở, ngành của tỉnh cùng dự.\n", "tcvn3"))
        assert decoded.text == "Hội nghị có lãnh đạo Tỉnh\nủy và các sở, ngành của tỉnh cùng dự.\n"

    def test_the_horn_that_left_with_a_soft_hyphen_is_put_back(self):
        text = "Trường học và nước sạch được đem đến phường Hương Sơn, ÔNG TRƯỞNG PHƯỜNG nói với người dân.\n"
        pasted = encode(text, "tcvn3-as-cp1252").decode().replace("\u00ad", "")
        decoded = decode_text(pasted)
        assert decoded.text == text.replace("người", "ngời")
        assert (1, "thêm lại chữ ư: Trường, nước, được, phường, Hương") in decoded.notes
        assert (1, "có thể mất chữ ư: ngời") in decoded.lost

    def test_capitals_that_an_encoding_has_are_never_touched(self):
        text = "Tỉnh ủy họp. ấn phẩm mới.\n" * 3
        assert decode(encode(text, "viscii")).text == text


class TestLeftAlone:
    WESTERN = [
        "5 µm ± 2°, 12 m², 35 °C, § 4, © 2019, ½ giá",
        "L’été dernier à Paris, où le président a déclaré : « Ça va très bien, déjà ! »",
        "Où va-t-on ? Où ça ? Là où il a dû aller.",
        "Die Größe der Übung für Mädchen und Jäger änderte sich plötzlich. Straße, Äpfel, Öl.",
        "El niño comió más piñas aquí; así está él.",
        "Não é só isto: as informações são públicas, amanhã há reunião.",
        "Är det här så svårt? Øre og ære på én gang.",
        "Plain English, isn't it? I don't know. E-mail: a.b@c.vn, http://x.vn/a?b=c",
    ]

    @pytest.mark.parametrize("text", WESTERN)
    def test_western_text_in_unicode_stays_as_it_is(self, text):
        for decoded in (decode(text.encode()), decode_text(text), decode(f"{PARAGRAPHS}{text}\n".encode())):
            assert text in decoded.text
            assert not decoded.converted

    @pytest.mark.parametrize("text", WESTERN[:-1])
    def test_western_text_in_eight_bits_is_reported_with_line_byte_and_mend(self, text):
        data = f"Hello\n{text}\n".encode("cp1252")
        with pytest.raises(UnknownEncoding, match=r"Dòng 2, byte thứ \d+ \(0x[0-9A-F]{2}\).*UTF-8") as caught:
            decode(data)
        assert caught.value.line == 2

    @pytest.mark.parametrize(
        "text",
        [
            "Toi? Vâng.",
            "So? I'm here. You? Me? He's ok. Go? No.",
            "Lien he: toa.soan@bao.vn, vu.an@tinh.gov.vn, http://bao.vn/a?o=u.i",
            "x^2 + y^2 = z^2 (a+b) a(b) o+ u+ e.g. i.e. a.m.",
            "Tom & Jerry &amp; AT&T &lt;3 &#38; &#60;",
            "Perche' no? E' cosi', piu' o meno.",
        ],
    )
    def test_marks_that_are_punctuation_are_not_eaten(self, text):
        assert decode(text.encode()).text == text

    def test_addresses_inside_viqr_are_kept(self):
        text = expected(SENTENCES[0], "viqr") + " Thư về toa.soan@bao.vn hoặc http://bao.vn/thu?a.b"
        data = encode(SENTENCES[0], "viqr") + b" Thu+ ve^` toa.soan@bao.vn hoa(.c http://bao.vn/thu?a.b"
        assert decode(data).text == text

    def test_an_unescaped_stop_after_a_bare_vowel_is_told_by_use_and_noted(self):
        decoded = decode(b"Ho^m nay to^i dde^'n nha`. Ca^u lo^ng la` trao cho ba. DDo' la` ho^.i nghi.\n")
        assert decoded.text == "Hôm nay tôi đến nhà. Câu lông là trao cho ba. Đó là hội nghị\n"
        assert decoded.notes[0][0] == 1

    def test_plain_vietnamese_is_returned_untouched(self):
        decoded = decode(PARAGRAPHS.encode())
        assert (decoded.text, decoded.encoding, decoded.confidence) == (PARAGRAPHS, "utf-8", 1.0)
        assert not decoded.lost + decoded.notes
        assert decoded.paragraph_encodings == [(1, 5, "utf-8")]

    def test_an_empty_file_is_empty_text(self):
        assert decode(b"").text == ""

    def test_a_binary_file_is_refused_by_name(self):
        with pytest.raises(UnknownEncoding, match=r"Dòng 2, byte thứ 3 \(0x00\).*nhị phân"):
            decode(b"PK\x03\x04\nab\x00cd\xff")

    def test_four_byte_unicode_is_refused_as_binary(self):
        with pytest.raises(UnknownEncoding, match="nhị phân"):
            decode("Tỉnh ủy".encode("utf-32"))

    def test_letters_of_other_languages_in_valid_unicode_are_kept(self):
        for text in ("'ǧ', 'ǩ', 'ǻ'", "ߞߊ ߞߏ", "Rə ĕ č ơ̆ ŏ ƀ", "Ελληνικά, русский, 中文"):
            assert decode(text.encode()).text == text

    @pytest.mark.parametrize(("name", "text"), [("viscii", "Trường"), ("vps", "Thay đổi"), ("vps", "đời người")])
    def test_short_words_that_happen_to_be_valid_unicode_are_told_from_it(self, name, text):
        assert decode(encode(text, name)).text == text

    def test_unicode_text_cannot_be_forced_into_a_misreading(self):
        with pytest.raises(UnknownEncoding, match="đã là Unicode"):
            decode_text("Tỉnh ủy", forced="tcvn3")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are beside the checkout only")
class TestSamples:
    def seed(self):
        return (SAMPLES / "seed.utf-8.txt").read_bytes().decode()

    @pytest.mark.parametrize(
        ("form", "name"),
        [
            ("cp1258", "windows-1258"),
            ("ncr", "ncr"),
            ("nfd", "decomposed"),
            ("uni-comp", "decomposed"),
            ("utf-8", "utf-8"),
            ("utf8-as-cp1252", "utf8-as-cp1252"),
        ],
    )
    def test_a_sample_that_kept_everything_is_the_seed(self, form, name):
        decoded = decode((SAMPLES / f"seed.{form}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed(), name)

    @pytest.mark.parametrize("name", ["tcvn5712", "viscii", "vps", "viqr"])
    def test_a_sample_that_lost_its_typography_is_the_seed_but_for_that(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed().translate(PLAIN_PUNCTUATION), name)

    @pytest.mark.parametrize("name", ["vni", "vni-as-cp1252"])
    def test_the_vni_samples_are_the_seed_but_for_the_spaces_that_they_lost(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        assert (decoded.text, decoded.encoding) == (self.seed().replace("\u00a0", "?"), name)
        assert [line for line, _ in decoded.lost] == [1, 5]

    @pytest.mark.parametrize("name", ["tcvn3", "tcvn3-as-cp1252"])
    def test_the_tcvn3_samples_differ_in_named_capitals_only(self, name):
        decoded = decode((SAMPLES / f"seed.{name}.txt").read_bytes())
        seed = self.seed().translate(PLAIN_PUNCTUATION)
        assert decoded.encoding == name
        assert decoded.text.lower() == seed.lower()
        lost = dict(decoded.lost)
        for number, (found, wanted) in enumerate(zip(decoded.text.split("\n"), seed.split("\n"), strict=True), 1):
            for one, other in zip(found.split(), wanted.split(), strict=True):
                assert one == other or one.strip(",.") in lost[number]


class TestAnyInput:
    @settings(max_examples=300, deadline=None)
    @given(st.binary(max_size=400))
    def test_random_bytes_decode_or_are_refused(self, data):
        try:
            decoded = decode(data)
        except UnknownEncoding:
            return
        assert unicodedata.is_normalized("NFC", decoded.text)

    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=200).filter(lambda text: "\0" not in text))
    def test_any_text_passes_through_decode_text(self, text):
        assert unicodedata.is_normalized("NFC", decode_text(text).text)

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=200), st.sampled_from(list(NAMES)))
    def test_any_bytes_under_a_forced_name_decode_or_are_refused(self, data, name):
        try:
            decoded = decode(data, forced=name)
        except UnknownEncoding:
            return
        assert unicodedata.is_normalized("NFC", decoded.text)

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(st.sampled_from(sorted(word for word in COMMON if len(word) > 1 and not word.isascii())), min_size=9),
        st.sampled_from(list(NAMES)),
    )
    def test_sentences_of_common_words_come_back_from_every_encoding(self, words, name):
        sentence = " ".join(words).capitalize() + "."
        assert same(decode(encode(sentence, name)).text, sentence, name)
