"""Rows of bylines and photos that two people changed become one list, and a clash is never decided in silence."""

from hypothesis import given, strategies as st

from articles.admin.merging_rows import MAX_ROWS, merge_rows, sent_rows

NAMES = st.sampled_from(["Hoàng Thu Hà", "Lý Văn Tài", "Vi Văn Sơn"])
LISTS = st.lists(st.tuples(NAMES, st.sampled_from(["text", "photo"])), max_size=4)


def row(order, name, role="text"):
    return {"order": str(order), "author": "", "name": name, "role": role}


def as_kept(people):
    return [
        {"order": number, "author": None, "name": name, "role": role} for number, (name, role) in enumerate(people, 1)
    ]


def with_ids(people):
    return {str(number): row(number, name, role) for number, (name, role) in enumerate(people, 1)}


def as_sent(people, *, opened):
    rows = [{"id": key} | value for key, value in with_ids(people).items()]
    for extra in rows[opened:]:
        extra["id"] = ""
    gone = [{"id": str(number), "DELETE": "on"} for number in range(len(rows) + 1, opened + 1)]
    return rows[:opened] + gone + rows[opened:]


def merged(base, mine, theirs):
    return merge_rows(as_kept(base), with_ids(theirs), as_sent(mine, opened=len(base)), "bylines")


@given(LISTS, LISTS)
def test_what_only_i_changed_is_mine(base, mine):
    merge = merged(base, mine, base)
    assert (merge.took, merge.clashes) == (False, [])
    assert [each for each in merge.became.values() if each] == list(with_ids(mine).values())[: len(base)]
    assert len(merge.added) == max(0, len(mine) - len(base))


@given(LISTS, LISTS)
def test_what_only_the_other_changed_is_theirs(base, theirs):
    merge = merged(base, base, theirs)
    assert merge.clashes == []
    stays = {key: each for key, each in with_ids(theirs).items() if key in merge.became}
    assert {key: each for key, each in merge.became.items() if each} == stays
    assert merge.took is (theirs != base)


@given(LISTS, LISTS, LISTS)
def test_rows_clash_alike_from_either_side(base, mine, theirs):
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert [(c.mine, c.theirs) for c in one.clashes] == [(c.theirs, c.mine) for c in other.clashes]


def test_different_boxes_of_one_row_merge():
    base, mine, theirs = [("Hoàng Thu Hà", "text")], [("Hoàng Thu Hà", "photo")], [("Lý Văn Tài", "text")]
    merge = merged(base, mine, theirs)
    assert (merge.became, merge.clashes) == ({"1": row(1, "Lý Văn Tài", "photo")}, [])


def test_a_base_that_does_not_fit_lets_nothing_through_unasked():
    merge = merge_rows([], {"1": row(1, "Lý Văn Tài")}, [{"id": "1"} | row(1, "Vi Văn Sơn")], "bylines")
    assert len(merge.clashes) == 1


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=5), max_size=6), st.text(max_size=8))
def test_whatever_is_sent_is_read_within_bounds(data, total):
    assert len(sent_rows(data | {"bylines-TOTAL_FORMS": total}, "bylines")) <= MAX_ROWS
