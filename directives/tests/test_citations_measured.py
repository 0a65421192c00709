"""How well and how safely citations are found: labelled passages, real input, any text at all, and hostile lengths."""

import json
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from directives.citations import find_citations, to_json
from newsroom.vietnamese import nfc

PASSAGES = Path(__file__).with_name("passages.jsonl")
ATTRIBUTES = ("kind", "number", "year", "issuer", "issued_on", "term", "title", "plenum")


def read_passages(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def f1(right, predicted, labelled):
    return 2 * right / (predicted + labelled) if predicted + labelled else 1.0


def measure(passages):
    """Return F1 of spans, symbols and both, false alarms on clean passages, and the accuracy of each attribute."""
    right, made, wanted, alarms, attributes = Counter(), Counter(), Counter(), 0, Counter()
    for passage in passages:
        found = [to_json(citation) for citation in find_citations(passage["text"])]
        labels = passage["citations"]
        alarms += len(found) if not labels else 0
        for key in (("start", "end"), ("symbol",), ("start", "end", "symbol")):
            ours = Counter(tuple(c[k] for k in key) for c in found if key != ("symbol",) or c["symbol"])
            gold = Counter(tuple(c[k] for k in key) for c in labels if key != ("symbol",) or c["symbol"])
            right[key] += (ours & gold).total()
            made[key] += ours.total()
            wanted[key] += gold.total()
        by_span = {(c["start"], c["end"]): c for c in found}
        for label in labels:
            ours = by_span.get((label["start"], label["end"]), {})
            attributes["all"] += 1
            attributes.update(name for name in ATTRIBUTES if name in ours and ours[name] == label.get(name))
    scores = ["+".join(key) for key in right]
    return {
        **dict(zip(scores, (f1(right[key], made[key], wanted[key]) for key in right), strict=True)),
        "alarms": alarms,
        **{name: attributes[name] / attributes["all"] for name in ATTRIBUTES},
    }


def assert_good(scores):
    assert scores["start+end"] >= 0.97, scores
    assert scores["symbol"] >= 0.97, scores
    assert scores["start+end+symbol"] >= 0.95, scores
    assert scores["alarms"] == 0, scores
    assert min(scores[name] for name in ATTRIBUTES) >= 0.95, scores


def test_our_own_labelled_passages_are_read_well():
    assert_good(measure(read_passages(PASSAGES)))


def test_the_shared_labelled_passages_are_read_well(shared):
    assert_good(measure(read_passages(shared / "citations" / "dev.jsonl")))


def test_the_seed_article_cites_what_it_cites(shared):
    found = find_citations((shared / "seeds" / "000_4f79c2bbafd55109.txt").read_text(encoding="utf-8"))
    dated = {(c.symbol, c.issued_on, c.issuer, c.term) for c in found}
    assert {
        ("22-NQ/TW", "2008-02-02", "Ban Chấp hành Trung ương", "X"),
        ("36-CT/TW", "2014-05-30", "Bộ Chính trị", "XI"),
        ("126-QĐ/TW", "2018-02-28", "Bộ Chính trị", None),
        ("10-CT/TW", "2007-03-30", "Ban Bí thư", None),
    } <= dated
    assert [c.term for c in found if c.plenum == 4] == ["XI", "XII"]
    by_id = {c.id: c for c in found}
    short = [c for c in found if c.surface in {"Nghị quyết 22", "Nghị quyết số 22", "Chỉ thị số 36", "Chỉ thị 36"}]
    assert len(short) == 6
    assert all(by_id[c.short_for].issued_on in {"2008-02-02", "2014-05-30"} for c in short)


# --- any text


WORDS = st.sampled_from(
    "Nghị quyết|Chỉ thị|Quy định|QĐ|số|số:|22|05|2002|30a|-NQ/TW|/2021/NĐ-CP|/QĐ-UBND|- CT/TW|,|;|và|của|“|”|(|)|[1]"
    "|liên tịch|Bộ Chính trị|UBND tỉnh|Lạng Sơn|ngày 2/2/2008|khóa XI, XII|Trung ương 4|TƯ|Hội nghị|lần thứ tư|ban hành"
    "|về việc|\n|\n\n|\u00a0".split("|")
)
MIXED = st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS | st.text(max_size=4), max_size=25).map("".join)


@given(st.text(max_size=300) | MIXED)
def test_offsets_point_at_the_surface_and_spans_are_ordered_and_disjoint(text):
    composed, end = nfc(text), 0
    for number, citation in enumerate(find_citations(text), 1):
        assert citation.id == f"c{number}"
        assert end <= citation.start < citation.end
        assert composed[citation.start : citation.end] == citation.surface
        end = citation.end


@given(MIXED)
def test_links_point_at_other_citations_of_the_same_text(text):
    found = find_citations(text)
    ids = {citation.id for citation in found}
    for citation in found:
        assert citation.short_for != citation.id
        assert citation.short_for is None or citation.short_for in ids
        assert {target for _, target in citation.relations} <= ids


@given(MIXED)
def test_decomposed_text_gives_the_same_citations(text):
    decomposed = unicodedata.normalize("NFD", nfc(text))
    assert [to_json(c) for c in find_citations(decomposed)] == [to_json(c) for c in find_citations(nfc(text))]


@pytest.mark.parametrize(
    "unit",
    [
        "số ",
        "7",
        "“",
        '"',
        "Nghị quyết ",
        "1/2/3/",
        "1 ",
        "1,",
        "A",
        "NQ/TW-",
        " ",
        "\n",
        "(",
        "ngày ",
        "của Bộ Chính trị ",
    ],
)
def test_a_megabyte_of_nothing_is_read_through(unit):
    assert find_citations(unit * (1_000_000 // len(unit))) == []


@pytest.mark.parametrize(
    "unit",
    [
        "Chỉ thị 05, ",
        "22-NQ/TW ",
        "Nghị quyết Trung ương 4 khóa XI, XII, ",
        "số 1 ",
        "Chỉ thị 05-CT/TW về “a ",
        "UBND và Bộ Y tế ban hành Kế hoạch số 5 của ",
        "Chỉ thị 05 của Bộ Y tế; ",
        "NQ 12 và ",
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(unit, count_steps):
    short, long = (count_steps(lambda size=size: find_citations(unit * size)) for size in (100, 400))
    assert long < 5 * short


@pytest.fixture
def count_steps():
    """Return a counter of the lines of Python that a piece of work runs, a measure that no other load disturbs."""

    def count(work):
        lines = 0

        def trace(frame, event, argument):
            nonlocal lines
            lines += event == "line"
            return trace

        sys.settrace(trace)
        try:
            work()
        finally:
            sys.settrace(None)
        return lines

    return count
