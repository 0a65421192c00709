"""What readers see of cropped photos, wide tables and cited sentences."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.templatetags.reading import focus, marked, with_scrolling_tables


@pytest.mark.parametrize(
    ("across", "down", "classes"), [(50, 50, "x50 y50"), (0, 100, "x0 y100"), (40, 62, "x50 y50"), (30, 90, "x25 y100")]
)
def test_a_cropped_photo_keeps_the_part_nearest_its_focus(across, down, classes):
    assert focus(SimpleNamespace(focal_x=across, focal_y=down)) == classes


def test_each_table_scrolls_in_a_region_that_the_keyboard_reaches():
    html = with_scrolling_tables("<p>Giá</p><table><tbody><tr><td>1</td></tr></tbody></table><table></table>")
    assert html.count('role="region" tabindex="0"') == 2
    assert html.count("</table></div>") == 2


def test_the_words_that_cite_are_marked_once():
    citation = SimpleNamespace(sentence="Theo Chỉ thị 05, làm theo Chỉ thị 05.", surface="Chỉ  thị\n05")
    assert marked(citation) == "Theo <mark>Chỉ thị 05</mark>, làm theo Chỉ thị 05."


@given(sentence=st.text(max_size=80), surface=st.text(min_size=1, max_size=20).filter(str.strip))
def test_no_text_of_an_article_becomes_markup(sentence, surface):
    html = marked(SimpleNamespace(sentence=sentence, surface=surface))
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")
