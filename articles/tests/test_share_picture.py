"""The picture that is shown with a link to an article without photos."""

import io
from itertools import pairwise

import pytest
from django.core.files.storage import default_storage
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageChops

from articles.share_picture import (
    MARGIN,
    SIZE,
    WIDTH,
    Poster,
    _font,
    draw,
    path_of,
    path_of_paper,
    poster_of,
    stored,
    wrap,
)

SHORT = Poster("Xây dựng Đảng", "Đồng chí, đồng bào", "Báo Xứ Lạng", "#9d1c20")


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_public_article_has_a_png_of_the_size_that_previews_ask_for(make_article, client):
    article = make_article("Hội nghị tổng kết công tác năm 2018")
    response = client.get(path_of(article))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    data = b"".join(response.streaming_content)
    assert Image.open(io.BytesIO(data)).size == SIZE
    assert len(data) < 60_000


def test_it_is_drawn_once_and_kept(make_article, client, monkeypatch):
    article = make_article()
    client.get(path_of(article))
    assert default_storage.exists(stored(poster_of(article)))
    monkeypatch.setattr("articles.share_picture.draw", lambda poster: pytest.fail("drawn again"))
    assert client.get(path_of(article)).status_code == 200


def test_a_changed_headline_has_another_picture_and_the_old_address_redirects(make_article, client):
    article = make_article("Tít cũ của bài")
    before = path_of(article)
    article.headline = "Tít mới của bài"
    article.save()
    assert path_of(article) != before
    response = client.get(before)
    assert response.status_code == 301
    assert response["Location"] == path_of(article)


@pytest.mark.parametrize("status", ["draft", "awaiting_approval", "withdrawn"])
def test_an_article_that_is_not_public_has_none(make_article, client, status):
    article = make_article("Tít chưa ai được biết", status=status)
    assert client.get(path_of(article)).status_code == 404
    assert not default_storage.exists(f"share/{poster_of(article).key[:2]}/{poster_of(article).key}.png")


def test_the_paper_has_one_of_its_own(client, db):
    assert client.get(path_of_paper()).status_code == 200
    assert client.get("/anh/bao-0123456789abcdef.png")["Location"] == path_of_paper()


def test_the_font_tells_every_vietnamese_letter_from_a_missing_one():
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    missing = bytes(_font(60).getmask("\u4e00"))
    for letter in letters + letters.upper() + "–—“”‘’…₫°%№"[:10]:
        assert bytes(_font(60).getmask(letter)) != missing, letter


def test_marks_over_capitals_do_not_touch_the_line_above():
    picture = opened(draw(Poster("", "GỆGỆGỆ " * 12, "", "#9d1c20"))).convert("L").crop((0, 140, WIDTH, 520))
    rows = [min(picture.crop((0, y, WIDTH, y + 1)).tobytes()) < 128 for y in range(picture.height)]
    assert sum(after and not before for before, after in pairwise(rows)) >= 3


def test_different_headlines_look_different():
    other = Poster("Xây dựng Đảng", "Đồng chí, đồng bảo", "Báo Xứ Lạng", "#9d1c20")
    assert ImageChops.difference(opened(draw(SHORT)), opened(draw(other))).getbbox()


def test_a_colour_that_only_browsers_know_does_not_stop_the_drawing():
    assert opened(draw(Poster("", "Tít", "Báo", "oklch(40% 0.2 20)"))).size == SIZE


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_headline_stays_within_the_picture(headline):
    lines = wrap(headline, _font(60), WIDTH - 2 * MARGIN)
    assert all(_font(60).getlength(line) <= WIDTH - 2 * MARGIN for line in lines)
    assert opened(draw(Poster("", headline, "", "#9d1c20"))).size == SIZE
