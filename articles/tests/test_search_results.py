"""How many results there are is told honestly and cheaply, and every link of the page keeps what was asked."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.search import RANKED, count, parse
from articles.views import searching


@pytest.fixture
def many(make_article):
    for number in range(45):
        make_article(f"Vụ hồi thứ {number}")


def told(html):
    return re.search(r'<p class="found-count">([^<]*)</p>', html)[1]


@pytest.mark.parametrize("page", ["1", "2", "3"])
def test_the_number_is_exact_on_every_page(many, client, page):
    answer = client.get("/tim-kiem/", {"q": "hồi", "trang": page})
    assert told(answer.content.decode()) == "45 bài"


def test_where_nobody_counts_further_it_says_more_than(many, client, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", 40)
    answer = client.get("/tim-kiem/", {"q": "hồi"})
    assert told(answer.content.decode()) == "hơn 40 bài"


def test_a_thousand_is_written_as_in_vietnamese(many, client, monkeypatch):
    monkeypatch.setattr(searching.index, "count", lambda *_arguments, **_options: 2001)
    assert told(client.get("/tim-kiem/", {"q": "hồi", "xep": "moi"}).content.decode()) == "hơn 2.000 bài"


@pytest.mark.parametrize("order", ["", "moi", "cu"])
def test_turning_pages_comes_to_every_hit_once(many, client, order):
    numbers, address = [], f"/tim-kiem/?q=hồi&xep={order}"
    while address:
        html = client.get(address).content.decode()
        numbers += [int(each) for each in re.findall(r"Vụ <mark>hồi</mark> thứ (\d+)", html)]
        following = re.search(r'rel="next"[^>]*href="([^"]*)"', html)
        address = following and unescape(following[1])
    assert sorted(numbers) == list(range(45))


def test_as_many_hits_are_ranked_as_pages_can_be_turned_to():
    assert searching.COUNTED < RANKED


def test_counting_stops_at_the_bound(many):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert count(Article.objects.published(), parse("hồi"), bound=30) == 31
    assert len(queries) == 1
    assert "LIMIT 31" in queries[0]["sql"]


def test_a_list_that_fits_on_its_page_is_not_counted_again(make_article, client, monkeypatch):
    make_article("Vụ hồi")
    monkeypatch.setattr(searching.index, "count", None)
    assert told(client.get("/tim-kiem/", {"q": "hồi"}).content.decode()) == "1 bài"


def test_conditions_and_order_stay_in_every_link(many, client):
    html = client.get("/tim-kiem/", {"q": "hồi", "chuyen_muc": "xay-dung-dang", "xep": "moi"}).content.decode()
    following = re.search(r'rel="next"[^>]*href="([^"]*)"', html)[1]
    assert "chuyen_muc=xay-dung-dang" in following
    assert "xep=moi" in following
    orders = re.search(r'<nav class="orders".*?</nav>', html, re.DOTALL)[0]
    assert orders.count("chuyen_muc=xay-dung-dang") == 3
    assert re.search(r'aria-current="true">Mới nhất', orders)
    assert '<input type="hidden" name="xep" value="moi">' in html


def test_conditions_without_words_begin_with_the_newest_and_offer_the_oldest(many, client):
    html = client.get("/tim-kiem/", {"chuyen_muc": "xay-dung-dang"}).content.decode()
    orders = re.search(r'<nav class="orders".*?</nav>', html, re.DOTALL)[0]
    assert re.findall(r">([^<>]+)</a>", orders) == ["Mới nhất", "Cũ nhất"]
    assert re.search(r'aria-current="true">Mới nhất', orders)


def test_a_story_without_a_day_stands_last_among_the_oldest(make_article, client, hanoi):
    make_article("Hồi không ngày", date_precision="unknown", published_at=hanoi(1, 1, 2))
    make_article("Hồi năm cũ", published_at=hanoi(2010, 1, 1))
    make_article("Hồi năm nay")
    found = client.get("/tim-kiem/", {"q": "hồi", "xep": "cu"}).context["articles"]
    assert [article.headline for article in found] == ["Hồi năm cũ", "Hồi năm nay", "Hồi không ngày"]
