"""What differs between two texts is shown as a person would tell it."""

from hypothesis import given, strategies as st

from articles.differences import (
    ADDED,
    CHANGED,
    FORMAT,
    MAX_WORDS,
    MOVED,
    REMOVED,
    SAME,
    align,
    block_text,
    body_rows,
    split_blocks,
    word_pieces,
)

TEXT = st.text(alphabet="aăâeêđ \n.,;", max_size=60)
PARAGRAPHS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn năm sáu", "bốn năm bảy", ""]), max_size=8)


def body(paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def marked(pieces):
    signs = {SAME: "{}", ADDED: "[+{}]", REMOVED: "[-{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def test_one_changed_word_is_the_only_mark():
    pieces = word_pieces("Hội nghị tổng kết công tác năm", "Hội nghị sơ kết công tác năm")
    assert marked(pieces) == "Hội nghị[- tổng][+ sơ] kết công tác năm"


def test_a_space_before_a_comma_is_a_difference_of_its_own():
    assert marked(word_pieces("Tỉnh ủy , hôm nay", "Tỉnh ủy, hôm nay")) == "Tỉnh ủy[- ,][+,] hôm nay"


def test_a_tone_put_right_is_seen():
    assert marked(word_pieces("uỷ ban", "ủy ban")) == "[-uỷ][+ủy] ban"


@given(TEXT, TEXT)
def test_both_texts_can_be_read_off_the_pieces(old, new):
    pieces = word_pieces(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new


def test_a_text_too_long_to_compare_is_shown_as_replaced():
    pieces = word_pieces("a " * (MAX_WORDS + 1), "b " * (MAX_WORDS + 1))
    assert [piece.kind for piece in pieces] == [REMOVED, ADDED, SAME]


PARTS = ("<p>a</p>", "<ul><li>a</li><li><p>b</p></li></ul>", "chữ", " ", "<table><tr><td>", "</p>")


@given(st.lists(st.sampled_from(PARTS), max_size=7))
def test_the_blocks_of_a_body_are_the_body(parts):
    assert "".join(split_blocks("".join(parts))) == "".join(parts)


def test_lists_quotes_and_tables_are_one_block_each():
    html = "<p>a</p><blockquote><p>b</p><p>c</p></blockquote><ul><li>d</li></ul><table><tr><td>e</td></tr></table>"
    assert len(split_blocks(html)) == 4


def test_the_text_of_a_block_keeps_its_lines_and_cells():
    assert block_text("<ul><li>Một &amp;  hai</li><li>Ba</li></ul>") == "Một & hai\nBa"
    assert block_text("<table><tr><td>Một</td><td>Hai</td></tr></table>") == "Một | Hai |"


@given(PARAGRAPHS, PARAGRAPHS)
def test_an_alignment_goes_through_both_texts_in_order(old, new):
    a, b = split_blocks(body(old)), split_blocks(body(new))
    pairs = align(a, b)
    assert [i for i, _j in pairs if i is not None] == list(range(len(a)))
    assert [j for _i, j in pairs if j is not None] == list(range(len(b)))


def kinds(old, new):
    return [row.kind for row in body_rows(body(old), body(new))]


def test_a_new_paragraph_is_marked_and_its_neighbours_are_not():
    assert kinds(["Một việc.", "Hai việc."], ["Một việc.", "Chen vào giữa.", "Hai việc."]) == [SAME, ADDED, SAME]


def test_a_reworded_paragraph_is_compared_with_itself_though_one_came_before_it():
    old = ["Mở đầu.", "Đồng chí Bí thư phát biểu kết luận hội nghị."]
    new = ["Mở đầu.", "Chiều cùng ngày, trời mưa.", "Đồng chí Bí thư Tỉnh ủy phát biểu kết luận hội nghị."]
    rows = body_rows(body(old), body(new))
    assert [row.kind for row in rows] == [SAME, ADDED, CHANGED]
    assert marked(rows[2].pieces) == "Đồng chí Bí thư[+ Tỉnh ủy] phát biểu kết luận hội nghị."


def test_a_paragraph_put_elsewhere_is_told_as_moved():
    rows = body_rows(body(["Một.", "Hai hai.", "Ba ba ba."]), body(["Ba ba ba.", "Một.", "Hai hai."]))
    here, away = [row for row in rows if row.kind != SAME]
    assert (here.kind, away.kind, here.gone, away.gone) == (MOVED, MOVED, False, True)
    assert (here.old, away.new) == ([], [])
    assert here.new == away.old


def test_two_unlike_paragraphs_are_not_read_as_one():
    assert kinds(["Trời mưa to ở miền núi."], ["Kinh tế phát triển nhanh."]) == [REMOVED, ADDED]


def test_emphasis_and_the_target_of_a_link_are_differences_too():
    link = '<p><a href="{}">Nghị quyết</a></p>'
    [row] = body_rows(link.format("https://a.example/"), link.format("https://b.example/"))
    assert (row.kind, row.links) == (FORMAT, (("https://a.example/",), ("https://b.example/",)))
    [row] = body_rows("<p>Nghị quyết</p>", "<p><strong>Nghị quyết</strong></p>")
    assert (row.kind, row.links) == (FORMAT, ())


@given(PARAGRAPHS)
def test_a_body_does_not_differ_from_itself(paragraphs):
    assert all(row.kind == SAME for row in body_rows(body(paragraphs), body(paragraphs)))
