"""Found with marks, without marks, as a phrase, without what is excluded; exact marks first."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from articles import search
from articles.models import Article


@pytest.fixture
def found(db):
    return lambda text: [Article.objects.get(pk=pk).headline for pk in search.find(Article.objects.published(), text)]


@pytest.fixture
def stories(make_article):
    make_article("Đồng chí Bí thư thăm xã biên giới", body="<p>Đoàn tặng quà hộ nghèo.</p>")
    make_article("Má lúa đầu mùa", body="<p>Bà con gieo mạ sớm.</p>")
    make_article("Chuyện ma ở bản", body="<p>Đồng bào kể chuyện.</p>")
    make_article("Hoà thuận xóm giềng", body="<p>Thuý kể chuyện hoà giải.</p>")


@pytest.mark.parametrize(
    "typed",
    [
        "Đồng chí",
        "dong chi",
        "DONG CHI",
        "đồng chí",
        "ĐỒNG CHÍ",
        "Đo\u0302\u0300ng chi\u0301",
        '"dong chi"',
        "bi thu dong chi",
    ],
)
def test_found_however_it_is_typed(stories, found, typed):
    assert found(typed) == ["Đồng chí Bí thư thăm xã biên giới"]


def test_exact_marks_come_before_mere_letters(stories, found):
    assert found("má")[0] == "Má lúa đầu mùa"
    assert found("ma")[0] == "Chuyện ma ở bản"
    assert len(found("ma")) == 2


def test_both_placements_of_the_tone_mark_are_one_word(stories, found):
    assert found("hòa giải") == found("hoà giải") == ["Hoà thuận xóm giềng"]


def test_a_phrase_is_found_in_order_only(stories, found):
    assert found('"hộ nghèo"') == ["Đồng chí Bí thư thăm xã biên giới"]
    assert found('"nghèo hộ"') == []


def test_what_is_excluded_is_not_found(stories, found):
    assert found("chuyện -ma") == ["Hoà thuận xóm giềng"]


def test_a_headline_hit_comes_before_a_hit_in_the_text(make_article, found):
    make_article("Tin vắn", body="<p>Lễ hội xuân ở xã.</p>")
    make_article("Lễ hội xuân khai mạc", body="<p>Đông người dự.</p>")
    assert found("lễ hội xuân")[0] == "Lễ hội xuân khai mạc"


def test_captions_and_signatures_are_found_too(make_article, found):
    make_article("Tin vắn", captions=["Toàn cảnh cầu Kỳ Cùng"], bylines=["Nông Thị Diễm"])
    assert found("cau ky cung") == found("nong thi diem") == ["Tin vắn"]


def test_an_edit_replaces_what_was_found(make_article, found):
    from articles.finishing import finish

    article = make_article("Tít cũ")
    article.headline = "Đầu đề khác"
    article.save()
    finish([article])
    assert found("tít cũ") == []
    assert found("đầu đề khác") == ["Đầu đề khác"]


def test_drafts_are_not_found_by_readers(make_article, found):
    make_article("Bí mật", status="draft")
    assert found("bí mật") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(max_size=80))
def test_nothing_that_is_typed_breaks_the_search(db, text):
    assert isinstance(search.find(Article.objects.published(), text), list)
    assert search.matching(Article.objects.all(), text).count() >= 0
