"""The citation grammar, rule by rule of the labelling guide. Every text is invented."""

import unicodedata

import pytest

from directives.citations import JSON_KEYS, find_citations, to_json

PARTY = "Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương Đảng khóa X về tổ chức cơ sở đảng"


def only(text):
    found = find_citations(text)
    assert len(found) == 1, [citation.surface for citation in found]
    return found[0]


def surfaces(text):
    return [citation.surface for citation in find_citations(text)]


def issuer(text):
    return only(text).issuer


def test_a_party_resolution_tells_all_about_itself():
    citation = only(f"Hội nghị tổng kết {PARTY}.")
    assert citation.surface == "Nghị quyết số 22-NQ/TW"
    assert (citation.kind, citation.number, citation.year, citation.symbol) == ("NQ", "22", None, "22-NQ/TW")
    assert (citation.issuer, citation.issued_on, citation.term) == ("Ban Chấp hành Trung ương", "2008-02-02", "X")
    assert citation.subject == "tổ chức cơ sở đảng"


def test_json_has_the_keys_of_the_guide_in_order():
    assert tuple(to_json(only(PARTY))) == JSON_KEYS
    assert JSON_KEYS[:4] == ("id", "start", "end", "surface")
    assert JSON_KEYS[-1] == "short_for"


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("Nghị quyết số 22- NQ/TW", "22-NQ/TW"),
        ("Nghị quyết 22 –NQ/TW", "22-NQ/TW"),
        ("Nghị quyết 22\u2011NQ/TW", "22-NQ/TW"),
        ("Nghị quyết số 22 -\nNQ/TW", "22-NQ/TW"),
        ("Nghị\u00a0quyết\u00a0số\u00a022-NQ/TW", "22-NQ/TW"),
        ("Quy định số 37QĐ/TW", "37-QĐ/TW"),
        ("Quyết định 217 QĐ/ TW", "217-QĐ/TW"),
        ("Chỉ thị số 22/CT-TW", "22-CT/TW"),
        ("Nghị quyết 05/NQ-TU", "05-NQ/TU"),
        ("Chỉ thị 15-CT/TTg", "15/CT-TTg"),
        ("Chỉ thị 03-CT/TƯ", "03-CT/TW"),
        ("Chỉ thị 03-CT/T.Ư", "03-CT/TW"),
        ("Chỉ thị 03-CT/Tw", "03-CT/TW"),
        ("Quy định 08-QĐi/TW", "08-QĐi/TW"),
        ("Công điện 1478⁄CĐ-TTg", "1478/CĐ-TTg"),
        ("Quyết định 5/QĐ-UBND", "05/QĐ-UBND"),
        ("Quyết định số 877/ĐQ-TTg", "877/ĐQ-TTg"),
        ("CHỈ THỊ SỐ 16/CT-TTG", "16/CT-TTg"),
        ("Nghị quyết 30a/2008/NQ-CP", "30a/2008/NQ-CP"),
        ("Hướng dẫn số 12 HD/TWĐTN-BTC", "12-HD/TWĐTN-BTC"),
        ("Kế hoạch số 45-KH/TĐTN", "45-KH/TĐTN"),
        ("Nghị định 04/CP", "04/CP"),
        ("Nghị định số 64-CP", "64/CP"),
        ("Nghị quyết 07/NQNT", "07/NQNT"),
        ("Chỉ thị 100/TTg", "100/TTg"),
        ("Quyết định số 45/2006/QĐ/BTC", "45/2006/QĐ-BTC"),
        ("Thông tư 45/2006/TT-BGD&ĐT", "45/2006/TT-BGD&ĐT"),
        ("Công văn 123-UBND/VX", "123/UBND-VX"),
        ("Công văn số 4506/BGDĐT-GDTrH", "4506/BGDĐT-GDTrH"),
    ],
)
def test_print_variants_give_one_canonical_symbol(printed, symbol):
    citation = only(f"Theo {printed}, các cấp đã làm tốt.")
    assert (citation.surface, citation.symbol) == (printed, symbol)


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Nghị quyêt số 22-NQ/TW", "NQ"),
        ("Quyếtđịnhsố 180/2004/QĐ-TTg", "QĐ"),
        ("Nghị đinh số 4010/QĐ-UBND", "QĐ"),
        ("Quy định số 126-QĐ/TW", "QĐi"),
        ("Thông báo Kết luận số 26-TB/TW", "TB"),
        ("Thông tri số 28/TTr-MTTW-BTT", "TTri"),
        ("Tờ trình 178/TTr-SNV", "TTr"),
        ("Thông tư liên tịch số 01/2015/TTLT-VPCP-BNV", "TTLT"),
        ("Nghị quyết liên tịch số 01/2002/NQLT", "NQLT"),
        ("Chương trình hành động số 20-CTr/TU", "CTr"),
        ("Công văn hỏa tốc số 123/UBND-NC", "CV"),
        ("văn bản số 1442/UBND-KGVX", "CV"),
        ("văn bản 579/HD-TBTT", "HD"),
        ("Luật số 59/2020/QH14", "Luật"),
        ("Bộ luật Lao động số 45/2019/QH14", "Luật"),
        ("Luật Doanh nghiệp 59/2020/QH14", "Luật"),
        ("Nghị quyết số 973/2020/UBTVQH14", "NQ"),
        ("Báo cáo thẩm tra số 635/BC-KTNS", "BC"),
        ("NQ 01", "NQ"),
        ("NĐ49", "NĐ"),
        ("TT36/2017", "TT"),
        ("sắc lệnh 14/SL", "SL"),
        ("Quyết định của Bộ Chính trị số 31-QĐ/TW", "QĐ"),
    ],
)
def test_the_span_runs_from_the_kind_word_to_the_symbol(printed, kind):
    citation = only(f"Căn cứ {printed}, tỉnh triển khai.")
    assert (citation.surface, citation.kind) == (printed, kind)


def test_a_number_that_looks_like_a_year_is_a_number():
    citation = only("Quyết định số 2002/QĐ-UBND ngày 12/07/2010 của UBND tỉnh Bình Dương")
    assert (citation.number, citation.year, citation.symbol) == ("2002", None, "2002/QĐ-UBND")


def test_without_a_kind_word_the_span_begins_at_the_sign_or_the_number():
    assert surfaces("Các Nghị định: Số 78/2025/NĐ-CP; số 187/2025/NĐ-CP.") == ["Số 78/2025/NĐ-CP", "số 187/2025/NĐ-CP"]
    assert surfaces("Số: 04-HD/UBKTTW") == ["04-HD/UBKTTW"]


def test_a_footnote_mark_stays_outside():
    assert only("Nghị định số 34/2016/NĐ-CP[1] của Chính phủ").surface == "Nghị định số 34/2016/NĐ-CP"


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Chỉ thị số 36 của Bộ Chính trị", "36-CT/TW"),
        ("Quy định 22 của Ban Chấp hành Trung ương", "22-QĐ/TW"),
        ("Ban Thường vụ Tỉnh ủy đã ban hành Chỉ thị số 17", "17-CT/TU"),
        ("Nghị định 91/2017 của Chính phủ", "91/2017/NĐ-CP"),
        ("Nghị quyết 68 của Chính phủ", None),
        ("Chỉ thị 16 của Thủ tướng", None),
        ("Nghị quyết 15 của Thành ủy", None),
        ("Hướng dẫn 36 của Ban Tổ chức Trung ương", None),
        ("Quyết định 23", None),
        ("Nghị định 91/2017", None),
    ],
)
def test_a_symbol_is_derived_only_where_it_is_certain(text, symbol):
    assert only(text + ", xã đã triển khai.").symbol == symbol


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kế hoạch số 12-KH/TU của Ban thường vụ Tỉnh uỷ Lạng Sơn", "Ban Thường vụ Tỉnh ủy Lạng Sơn"),
        ("Quyết định 55/2022/QĐ-UBND của UBND huyện Chi Lăng, tỉnh Lạng Sơn", "Ủy ban nhân dân huyện Chi Lăng"),
        ("công văn 12/SGDĐT-VP của Sở GD&ĐT TP.HCM", "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh"),
        ("Thông tư 03/2020/TT-BLĐTBXH của Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội"),
        ("Thông tư 12/2019/TT-BNV của Bộ trưởng Bộ Nội vụ", "Bộ trưởng Bộ Nội vụ"),
        ("Hướng dẫn 169-HD/BTGTW của Ban Tuyên giáo Trung ương", "Ban Tuyên giáo Trung ương"),
        ("Thông tri 28 của Trung ương MTTQ Việt Nam", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
        ("Quyết định 149/QĐ-TANDTC của Chánh án TAND tối cao", "Chánh án Tòa án nhân dân tối cao"),
        ("Nghị quyết 03/2024/NQ-HĐTP của Hội đồng Thẩm phán", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
        ("Kế hoạch 12/KH-BCH của Bộ CHQS tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("Chỉ thị số 40-CT/TW của Ban Bí thư Trung ương Đảng", "Ban Bí thư"),
        ("Kết luận số 7 của Ban Bí thư Trung ương Đoàn", "Ban Bí thư Trung ương Đoàn"),
        ("Nghị quyết 68/NQ-CP", "Chính phủ"),
        ("Nghị quyết 43/2022/QH15", "Quốc hội"),
        ("Nghị quyết 22-NQ/TW", None),
        ("UBND tỉnh vừa có Công văn số 672/UBND-KGVX", "Ủy ban nhân dân tỉnh"),
        ("Chủ tịch UBND tỉnh Nông Văn Ba ký Công điện 06/CĐ-CTUBND", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("Phó Thủ tướng ký thay Thủ tướng Chính phủ ban hành Quyết định số 23/2021/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Thay mặt Ban Bí thư, đồng chí Lý Văn Tư đã ký ban hành Chỉ thị số 08-CT/TW", "Ban Bí thư"),
        ("Quyết định 2231/QĐ-UBND vừa được Chủ tịch UBND tỉnh ký", "Chủ tịch Ủy ban nhân dân tỉnh"),
        ("Đề án được UBND tỉnh phê duyệt tại Quyết định số 12/QĐ-UBND", "Ủy ban nhân dân tỉnh"),
        ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 178/TTr-SNV", "Sở Nội vụ"),
        ("Tại Công văn 4506/BGDĐT-VP, Bộ Giáo dục và Đào tạo yêu cầu rà soát", "Bộ Giáo dục và Đào tạo"),
        ("Thông tư liên tịch 11/2014/TTLT-BNV-BTC của liên Bộ Nội vụ - Tài chính", "Bộ Nội vụ, Bộ Tài chính"),
        ("Tỉnh ủy triển khai Quy chế ban hành kèm theo Quyết định số 217-QĐ/TW", None),
        ("CHỈ THỊ 36 CỦA BỘ CHÍNH TRỊ", "Bộ Chính trị"),
        ("BỘ CHÍNH TRỊ BAN HÀNH NGHỊ QUYẾT SỐ 57-NQ/TW", "Bộ Chính trị"),
        ("Hội nghị Trung ương 6 khóa XII đã ban hành Nghị quyết số 18-NQ/TW", "Ban Chấp hành Trung ương"),
        ("HĐND tỉnh khóa XVII, kỳ họp thứ 10 đã thông qua Nghị quyết số 25/NQ-HĐND", "Hội đồng nhân dân tỉnh"),
        ("UBND tỉnh ban hành nhiều văn bản, trong đó có Kế hoạch số 12/KH-UBND", "Ủy ban nhân dân tỉnh"),
        ("Nghị quyết số 765-NQ/ĐU của Đảng ủy Quân khu 1", "Đảng ủy Quân khu 1"),
        ("Kết luận số 12 của BTV TU", "Ban Thường vụ Tỉnh ủy"),
        ("Nghị quyết 22 của Trung ương", None),
        ("việc ban hành Quyết định số 12/QĐ-UBND", None),
    ],
)
def test_issuers_are_named_in_canonical_words(text, name):
    assert issuer(text + ".") == name


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("ngày 2/2/2008", "2008-02-02"),
        (", ngày 14-5-2011", "2011-05-14"),
        ("(ngày 2.1.2020)", "2020-01-02"),
        ("ngày 1.11. 2011", "2011-11-01"),
        ("ngày 22/1//2009", "2009-01-22"),
        ("ngày 02\ntháng 11 năm 2010", "2010-11-02"),
        ("ban hành ngày mùng 3 tháng 2 năm 2020", "2020-02-03"),
        ("ngày hai mươi lăm tháng mười năm hai nghìn không trăm mười bảy", "2017-10-25"),
        ("ngày 12/7", None),
        ("tháng 5/2016", None),
        ("ngày 31/2/2016", None),
        ("(có hiệu lực từ ngày 1/1/2020)", None),
    ],
)
def test_only_a_full_day_printed_for_it_is_its_day(printed, day):
    assert only(f"Theo Chỉ thị 05-CT/TW {printed}, chi bộ đã làm.").issued_on == day


def test_the_day_may_stand_before_and_belongs_to_its_own_clause():
    text = "Thực hiện Kết luận 21-KL/TW của Ban Bí thư, ngày 5/1/2022, Huyện ủy ban hành Kế hoạch số 55-KH/HU."
    assert [c.issued_on for c in find_citations(text)] == [None, "2022-01-05"]


def test_the_day_that_opens_a_sentence_reaches_over_what_is_carried_out():
    text = "Ngày 5/6/2020, thực hiện Nghị quyết số 22-NQ/TW, Tỉnh ủy ban hành Kế hoạch số 7-KH/TU."
    assert [c.issued_on for c in find_citations(text)] == [None, "2020-06-05"]


def test_a_title_is_what_stands_in_quotes_character_for_character():
    after = only('Quy định số 126-QĐ/TW của Bộ Chính trị “Một số  vấn đề về "bảo vệ" Đảng”.')
    assert after.title == 'Một số  vấn đề về "bảo vệ" Đảng'
    assert only("Theo Nghị quyết số 22-NQ/TW: “Chi bộ là nền tảng của Đảng”.").title is None
    before = only("Cuộc vận động “Làm theo tấm gương của Bác” (Chỉ thị 05-CT/TW) được hưởng ứng.")
    assert before.title == "Làm theo tấm gương của Bác"
    assert only("Nghị quyết số 68-NQ/TW về kinh tế tư nhân").title is None


def test_plenum_resolutions_are_named_by_plenum_and_term():
    found = find_citations("Thực hiện Nghị quyết Trung ương 4 khóa XI, XII và Kết luận Hội nghị Trung ương 4.")
    assert [(c.surface, c.kind, c.plenum, c.term, c.symbol) for c in found] == [
        ("Nghị quyết Trung ương 4", "NQ", 4, "XI", None),
        ("XII", "NQ", 4, "XII", None),
        ("Kết luận Hội nghị Trung ương 4", "KL", 4, None, None),
    ]
    assert {c.issuer for c in found} == {"Ban Chấp hành Trung ương"}


@pytest.mark.parametrize(
    ("printed", "rest", "plenum"),
    [
        ("Nghị quyết T.Ư 7", " về dân vận", 7),
        ("Nghị quyết TƯ 5", " (khóa VIII)", 5),
        ("NQTW4", " khóa 12", 4),
        ("Nghị quyết Hội nghị lần thứ tư", " BCH TW", 4),
        ("Nghị quyết Trung ương tám", " khóa XI", 8),
        ("Nghị quyết Trung ương 6", " (lần 2) khóa VIII", 6),
    ],
)
def test_wordings_of_plenum_resolutions(printed, rest, plenum):
    citation = only(f"Học {printed}{rest}.")
    assert (citation.surface, citation.plenum) == (printed, plenum)


def test_a_numbered_resolution_keeps_its_number_and_knows_its_plenum():
    citation = only("Nghị quyết số 19-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII")
    assert (citation.symbol, citation.plenum, citation.term) == ("19-NQ/TW", 6, "XII")
    assert citation.issuer == "Ban Chấp hành Trung ương"


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết Đại hội XII; Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII; nghị quyết kỳ họp thứ 8.",
        "Nghị quyết Hội nghị lần thứ 5 Ban Chấp hành Đảng bộ tỉnh khóa XVI; Hội nghị Trung ương 6 khóa XII.",
        "Luật Đất đai 2013, Bộ luật Hình sự 2015, Pháp lệnh Dân số 2003, Hiến pháp 2013.",
        "Tỉnh quyết định 12 xã về đích, quy định 20 km/h, kết luận 15 vụ, hướng dẫn 25 hộ, chỉ thị 3 ngành.",
        "Báo cáo 6 tháng, kế hoạch 5 năm 2021-2025, thông báo 30 ca, công văn 5 trang, nghị quyết 10 điểm.",
        "Đề án 06, Đề án 06/CP, Đề án 1956, Chương trình 135, Dự án 661, Quy chế 3 công khai, Chương trình 30a.",
        "Quyết định số phận 3 người; con số 12; dân số 45; quyết định 1.200 tỷ đồng; quyết định 20-30 người.",
        "Số:      /KH-UBND; quy định 5K; kết luận 2/3 số vụ; nghị quyết 50/50; nghị định 15 điều.",
        "Nhà số 16/CT Trần Phú, xe 98A-123.45, km 42+600 QL1, điện thoại (0205) 3.810.222, bão số 3.",
        "Bà Chị Thi 36 tuổi; Nghị quyết 1325 của Hội đồng Bảo an; Hợp đồng số 12/2023/HĐ-XD; giấy phép số 34/GP-BTTTT.",
        "Điều 5, khoản 2, Phụ lục 1 kèm theo Quyết định; Quy định ngày 2/2/2018; Thông báo kết luận của Thủ tướng.",
    ],
)
def test_false_friends_stay_unlinked(text):
    assert surfaces(text) == []


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_composition_and_the_wrong_d_make_no_difference(form):
    text = f"Theo {PARTY}, Quy định 08-QĐi/TW và Quyết định 12/QĐ-UBND của UBND tỉnh Hòa Bình"
    expected = [to_json(citation) for citation in find_citations(text)]
    assert len(expected) == 3
    misprinted = unicodedata.normalize(form, text.replace("Đ", "\u00d0").replace("đ", "\u00f0"))
    assert [to_json(citation) for citation in find_citations(misprinted)] == expected
