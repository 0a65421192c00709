"""What two people made of one text becomes one text, and nothing of either is lost in silence."""

from hypothesis import given, strategies as st

from articles.differences import split_blocks
from articles.merging_text import Clash, merge3, merge_bodies, merge_sets

WORDS = ("Sáng nay mưa", "Sáng nay nắng", "Hội nghị bế mạc", "Hội nghị khai mạc", "Ba", "Bốn bốn", "Năm năm năm")
PARAGRAPHS = st.lists(st.sampled_from(WORDS), max_size=6)
VALUES = st.sampled_from(["", "một", "hai", "ba", None])


def body(paragraphs):
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


BODIES = PARAGRAPHS.map(body)


@given(VALUES, VALUES)
def test_what_only_one_person_changed_is_that_person_s(base, other):
    assert merge3(base, base, other).value == other
    assert merge3(base, other, base).value == other
    assert not merge3(base, other, other).clashes


@given(VALUES, VALUES, VALUES)
def test_a_clash_is_one_from_either_side(base, mine, theirs):
    one, other = merge3(base, mine, theirs), merge3(base, theirs, mine)
    assert [(c.mine, c.theirs) for c in one.clashes] == [(c.theirs, c.mine) for c in other.clashes]


@given(BODIES, BODIES)
def test_a_body_that_only_one_person_changed_is_that_person_s(base, other):
    assert merge_bodies(base, base, other).value == other
    assert merge_bodies(base, other, base).value == other
    assert not merge_bodies(base, base, other).clashes


@given(BODIES, BODIES, BODIES)
def test_bodies_clash_alike_from_either_side(base, mine, theirs):
    one, other = merge_bodies(base, mine, theirs), merge_bodies(base, theirs, mine)
    assert [(c.base, c.mine, c.theirs) for c in one.clashes] == [(c.base, c.theirs, c.mine) for c in other.clashes]


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_that_somebody_added_is_lost(base, mine, theirs):
    merge = merge_bodies(body(base), body(mine), body(theirs))
    kept = set(split_blocks(merge.value))
    kept |= {block for clash in merge.clashes for block in (clash.mine, clash.theirs)}
    for paragraph in (set(mine) | set(theirs)) - set(base):
        assert f"<p>{paragraph}</p>" in kept


@given(BODIES, BODIES, BODIES)
def test_a_merge_is_made_only_of_what_somebody_wrote(base, mine, theirs):
    written = {*split_blocks(base), *split_blocks(mine), *split_blocks(theirs)}
    assert set(split_blocks(merge_bodies(base, mine, theirs).value)) <= written


FIRST, SECOND, THIRD = "Sáng nay, hội nghị khai mạc.", "Các đại biểu thảo luận sôi nổi.", "Chiều nay, hội nghị bế mạc."


def test_changes_in_different_paragraphs_merge():
    merge = merge_bodies(
        body([FIRST, SECOND, THIRD]),
        body(["Sáng nay, hội nghị đã khai mạc.", SECOND, THIRD]),
        body([FIRST, SECOND, "Chiều nay, hội nghị đã bế mạc."]),
    )
    assert merge.value == body(["Sáng nay, hội nghị đã khai mạc.", SECOND, "Chiều nay, hội nghị đã bế mạc."])
    assert not merge.clashes


def test_a_paragraph_added_by_each_stays():
    merge = merge_bodies(body([FIRST]), body([FIRST, "Của tôi."]), body([FIRST, "Của người kia."]))
    assert merge.value == body([FIRST, "Của người kia.", "Của tôi."])
    assert not merge.clashes


def test_the_same_paragraph_added_by_both_is_in_once():
    merge = merge_bodies(body([FIRST, SECOND]), body(["Mới.", FIRST, SECOND]), body([FIRST, SECOND, "Mới."]))
    assert merge.value == body([FIRST, SECOND, "Mới."])


def test_one_paragraph_changed_by_both_is_asked_about():
    mine, theirs = "Hôm nay, hội nghị khai mạc.", "Sáng 12/6, hội nghị khai mạc."
    merge = merge_bodies(body([FIRST, SECOND]), body([mine, SECOND]), body([theirs, SECOND]))
    assert merge.clashes == (Clash(body([FIRST]), body([mine]), body([theirs])),)


def test_a_paragraph_rewritten_wholly_by_both_is_asked_about():
    merge = merge_bodies(body([FIRST, SECOND]), body(["Mưa lớn ở xã.", SECOND]), body(["Giá hồi tăng cao.", SECOND]))
    assert len(merge.clashes) == 1


def test_a_paragraph_taken_out_by_one_and_changed_by_the_other_is_asked_about():
    merge = merge_bodies(body([FIRST, SECOND]), body([SECOND]), body([FIRST + " Đông đủ.", SECOND]))
    [clash] = merge.clashes
    assert (clash.mine, clash.theirs) == (None, f"<p>{FIRST} Đông đủ.</p>")


def test_different_items_of_one_list_merge():
    html = "<ul><li>Một {}</li><li>Hai {}</li></ul>"
    merge = merge_bodies(html.format("", ""), html.format("mới", ""), html.format("", "cũ"))
    assert (merge.value, merge.clashes) == (html.format("mới", "cũ"), ())


@given(*[st.sets(st.sampled_from("abcd"))] * 3)
def test_tags_of_both_are_kept_and_those_taken_out_are_gone(base, mine, theirs):
    merged = merge_sets(base, mine, theirs).value
    assert (mine - base) | (theirs - base) <= merged
    assert not merged & ((base - mine) | (base - theirs))
