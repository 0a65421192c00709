"""Old encodings: what comes back of whole texts, of mixed files, and what is left alone."""

import pytest

from articles.formats.encodings import NAMES, UnknownEncoding, decode, decode_text
from articles.formats.encodings.conversion import encode
from articles.tests.encoded import DECOMPOSED_HALFWAY, MISREAD, PARAGRAPHS, SENTENCES, expected, same


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
