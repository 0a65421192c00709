import pytest
from hypothesis import given, strategies as st

from articles.markup import MarkupError, flow_text, plain_text, sanitise


def test_scripts_handlers_and_foreign_elements_go_and_the_text_stays():
    dirty = '<div onclick="x()"><p style="color:red">Đồng <b>chí</b><script>alert(1)</script></p><h1>Mục</h1></div>'
    assert sanitise(dirty) == "<p>Đồng <strong>chí</strong></p><h2>Mục</h2>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " JaVaScRiPt:x"])
def test_no_address_that_runs_code(address):
    assert "href" not in sanitise(f'<p><a href="{address}">bấm</a></p>')


def test_tables_keep_their_cells_and_spans():
    table = '<table><tbody><tr><th scope="row">Xã</th><td colspan="2">Hải Yến</td></tr></tbody></table>'
    assert sanitise(table) == table


def test_too_much_markup_is_refused_with_the_mend():
    with pytest.raises(MarkupError, match="chia bài"):
        sanitise("x" * 2_000_001)
    with pytest.raises(MarkupError, match="lồng nhau"):
        sanitise("<div>" * 5000)


def test_plain_text_is_one_line_a_block_without_photo_places():
    html = (
        "<p>Một &amp; hai</p><p>[ảnh 1]</p><ul><li>ba</li><li>bốn</li></ul><table><tr><td>5</td><td>6</td></tr></table>"
    )
    assert plain_text(html) == "Một & hai\nba\nbốn\n5 6"


@given(st.text(max_size=300))
def test_sanitising_any_text_is_stable_and_leaves_no_active_markup(text):
    clean = sanitise(text)
    assert sanitise(clean) == clean
    assert "<script" not in clean.lower()
    assert isinstance(flow_text(clean), str)
