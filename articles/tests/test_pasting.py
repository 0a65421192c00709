"""Text pasted from Word and from Google Docs."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from articles.markup import sanitise
from articles.pasting import clean, is_foreign

PASTED = Path(__file__).parent / "pasted"


def pasted(name):
    return (PASTED / name).read_text(encoding="utf-8")


def test_what_word_pastes_comes_clean():
    body, pictures = clean(pasted("word.html"))
    assert body == (
        "<h2>Kết quả nổi bật</h2>"
        "<p>Sáng 12/6, tại Lạng Sơn, <strong>đồng chí Bí thư</strong> và <em>các đại biểu</em> dự hội nghị.</p>"
        "<ul><li>Thu ngân sách tăng 12,5%<ul><li>Riêng cửa khẩu tăng <strong>20%</strong></li></ul></li>"
        "<li>Xây 9 cây cầu</li></ul>"
        "<p>[ảnh 1]</p>"
        "<ol><li>Việc thứ nhất</li><li>Việc thứ hai</li></ol>"
        "<table><tbody><tr><td><strong>Huyện</strong></td><td>Số xã</td></tr>"
        "<tr><td>Bắc Sơn</td><td>18</td></tr></tbody></table>"
        "<p>Bấm</p>"
    )
    assert pictures == 1


def test_what_google_docs_pastes_comes_clean():
    body, pictures = clean(pasted("docs.html"))
    assert body == (
        "<h2>Kết quả nổi bật</h2>"
        "<p>Sáng nay, <strong>đồng chí Bí thư</strong> và <em>các đại biểu</em> dự. "
        '<a href="https://example.vn/tin" rel="noopener">Xem</a></p>'
        "<ul><li>Một</li><li>Hai</li></ul>"
        "<table><tbody><tr><td>A</td><td>B</td></tr><tr><td>C</td><td>D</td></tr></tbody></table>"
    )
    assert pictures == 1


@pytest.mark.parametrize("name", ["word.html", "docs.html"])
def test_both_are_told_from_our_own_markup_and_what_comes_out_is_our_own(name):
    body = clean(pasted(name))[0]
    assert is_foreign(pasted(name))
    assert not is_foreign(body)
    assert sanitise(body) == body


@given(st.lists(st.sampled_from([
    "<p style='mso-list:l0 level1 lfo1'>", "<p style='mso-list:l0 level3 lfo1'>", "</p>", "<li>", "<ul>", "a", "</ul>",
    "<span style='mso-list:Ignore'>1.", "</span>", "<![if !supportLists]>", "<table>", "<td>", "<img>", "<b>",
    "<aside>",
]), max_size=30))  # fmt: skip
def test_hostile_markup_is_reduced_to_what_a_body_may_hold(pieces):
    body, _pictures = clean("".join(pieces))
    assert sanitise(body) == body
