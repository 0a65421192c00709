"""What TCVN3 lost, capitals with tones and the horn: put back on proof, else named."""

from articles.formats.encodings import decode, decode_text
from articles.formats.encodings.conversion import encode


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
