"""Citations that belong together: lists, clauses that govern several, short mentions, relations. Texts are invented."""

from directives.citations import find_citations

PARTY = "Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương Đảng khóa X về tổ chức cơ sở đảng"


def surfaces(text):
    return [citation.surface for citation in find_citations(text)]


def symbols(text):
    return [citation.symbol for citation in find_citations(text)]


def test_lists_share_suffix_issuer_and_term():
    text = "Học tập các Nghị quyết số 18, 19-NQ/TW của Ban Chấp hành Trung ương khóa XII."
    first, second = find_citations(text)
    assert (first.surface, second.surface) == ("Nghị quyết số 18", "19-NQ/TW")
    assert (first.symbol, second.symbol) == ("18-NQ/TW", "19-NQ/TW")
    assert first.issuer == second.issuer == "Ban Chấp hành Trung ương"
    assert first.term == second.term == "XII"


def test_a_list_without_spaces_has_three_elements():
    assert surfaces("Áp dụng Chỉ thị 15,16,19 tùy nơi.") == ["Chỉ thị 15", "16", "19"]


def test_across_kinds_a_trailing_issuer_belongs_to_the_last():
    assert symbols("Thực hiện Nghị quyết 22, Chỉ thị 36 của Bộ Chính trị tại đảng bộ.") == [None, "36-CT/TW"]


def test_an_element_with_its_own_phrase_keeps_it():
    text = "Quy định số 114-QĐ/TW, ngày 11/7/2023; Quy định số 117-QĐ/TW, ngày 18/8/2023 của Ban Chấp hành Trung ương."
    assert [c.issued_on for c in find_citations(text)] == ["2023-07-11", "2023-08-18"]
    assert {c.issuer for c in find_citations(text)} == {"Ban Chấp hành Trung ương"}


def test_a_leading_clause_speaks_of_all_it_governs():
    text = "Ngày 3/4/2021, Huyện ủy Cao Lộc đã ra Nghị quyết số 20 và Chỉ thị số 15 về rừng hồi."
    assert [(c.symbol, c.issuer, c.issued_on) for c in find_citations(text)] == [
        ("20-NQ/HU", "Huyện ủy Cao Lộc", "2021-04-03"),
        ("15-CT/HU", "Huyện ủy Cao Lộc", "2021-04-03"),
    ]


def test_a_headline_points_forward_and_takes_over_what_it_lacks():
    short, full = find_citations(f"Sơ kết Nghị quyết 22\n{PARTY}.")
    assert (short.short_for, full.short_for) == (full.id, None)
    assert (short.symbol, short.issuer) == ("22-NQ/TW", "Ban Chấp hành Trung ương")
    assert (short.issued_on, short.term, short.title) == ("2008-02-02", "X", None)


def test_an_alias_in_brackets_is_a_short_mention_and_no_title():
    full, alias = find_citations("Nghị quyết số 68-NQ/TW ngày 4/5/2025 (sau đây gọi tắt là “Nghị quyết 68”) mở đường.")
    assert (full.title, alias.surface, alias.short_for) == (None, "Nghị quyết 68", full.id)


def test_a_short_mention_that_fits_two_documents_is_ambiguous():
    text = (
        "Nghị quyết 18-NQ/TW ngày 25/10/2017 khóa XII nói về bộ máy. Nghị quyết 18-NQ/TW ngày 16/6/2022 khóa XIII nói"
        " về đất đai. Theo Nghị quyết 18, tỉnh đã làm. Nghị quyết 18 khóa XIII thì mới học."
    )
    vague, told = find_citations(text)[2:]
    assert (vague.ambiguous, vague.short_for, vague.symbol) == (True, None, None)
    assert (told.ambiguous, told.short_for) == (False, "c2")


def test_issuers_tell_equal_numbers_apart():
    text = (
        "Nghị quyết số 11-NQ/TW của Bộ Chính trị và Nghị quyết số 11/NQ-CP của Chính phủ cùng được học. "
        "Nghị quyết 11 của Chính phủ giúp làm đường."
    )
    assert find_citations(text)[2].short_for == "c2"


def test_a_short_mention_of_another_body_is_not_linked():
    text = "Nghị quyết số 35-NQ/TW được quán triệt; còn Nghị quyết 35 của HĐND tỉnh nói về học phí."
    assert [(c.symbol, c.short_for) for c in find_citations(text)] == [("35-NQ/TW", None), (None, None)]


def test_relations_follow_the_verbs_between():
    text = (
        "Kế hoạch số 25-KH/TU thực hiện Kết luận số 100-KL/TW. Thông tư 15/2023/TT-BYT sửa đổi, bổ sung một số điều của"
        " Thông tư 10/2020/TT-BYT. Quyết định 5/2024/QĐ-UBND thay thế Quyết định 12/2019/QĐ-UBND."
    )
    found = find_citations(text)
    relations = {citation.id: citation.relations for citation in found if citation.relations}
    assert relations == {"c1": [("implements", "c2")], "c3": [("amends", "c4")], "c5": [("replaces", "c6")]}
    assert found[0].implements == "c2"


def test_what_opens_with_carrying_out_implements_too():
    text = "Thực hiện Nghị quyết số 20-NQ/TW, Tỉnh ủy ban hành Kế hoạch số 7-KH/TU."
    assert find_citations(text)[1].relations == [("implements", "c1")]
