"""What readers see of cropped photos and cited sentences, and how an article is cited."""

import base64
import json
import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from newsroom.templatetags.reading import focus, marked, reference, zalo_share


@pytest.mark.parametrize(
    ("across", "down", "classes"), [(50, 50, "x50 y50"), (0, 100, "x0 y100"), (42, 63, "x40 y65"), (33, 98, "x35 y100")]
)
def test_a_cropped_photo_keeps_the_part_nearest_its_focus(across, down, classes):
    assert focus(SimpleNamespace(focal_x=across, focal_y=down)) == classes


def test_the_words_that_cite_are_marked_once():
    citation = SimpleNamespace(sentence="Theo Chỉ thị 05, làm theo Chỉ thị 05.", surface="Chỉ  thị\n05")
    assert marked(citation) == "Theo <mark>Chỉ thị 05</mark>, làm theo Chỉ thị 05."


def test_a_sentence_that_was_cut_shows_it():
    middle = "và các xã vùng cao tiếp tục thực hiện " * 6
    citation = SimpleNamespace(sentence=f"{middle}Chỉ thị 05 ở từng thôn bản", surface="Chỉ thị 05")
    assert marked(citation).startswith("… và các xã")
    assert marked(citation).endswith("thôn bản …")
    whole = SimpleNamespace(sentence=f"Hôm nay, {middle}Chỉ thị 05.", surface="Chỉ thị 05")
    assert "…" not in marked(whole)


@given(sentence=st.text(max_size=80), surface=st.text(min_size=1, max_size=20).filter(str.strip))
def test_no_text_of_an_article_becomes_markup(sentence, surface):
    html = marked(SimpleNamespace(sentence=sentence, surface=surface))
    assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("minute", "Hoàng Thu Hà (2018), “Tít bài”, Báo Xứ Lạng, ngày 12/6/2018"),
        ("month", "Hoàng Thu Hà (2018), “Tít bài”, Báo Xứ Lạng, tháng 6/2018"),
        ("unknown", "Hoàng Thu Hà, “Tít bài”, Báo Xứ Lạng"),
    ],
)
def test_an_article_is_cited_with_what_is_known_of_its_date(precision, expected):
    published = datetime(2018, 6, 12, 3, tzinfo=UTC)
    article = SimpleNamespace(headline="Tít bài", published_at=published, date_precision=precision)
    bylines = [SimpleNamespace(name="Hoàng Thu Hà", role="text"), SimpleNamespace(name="Vi Anh", role="photo")]
    assert reference(article, bylines, "Báo Xứ Lạng") == expected


@given(st.from_regex(r"https://[a-z]{1,20}\.vn/[-a-z0-9]{1,60}-[0-9]{1,9}\.html", fullmatch=True))
def test_zalo_gets_the_address_whole_and_without_signs_that_need_encoding(url):
    packed = re.search(r"[?&]d=([^&]*)&", zalo_share(url))[1]
    assert re.fullmatch(r"[A-Za-z0-9]+", packed)
    assert json.loads(base64.b64decode(packed)) == {"url": url}
