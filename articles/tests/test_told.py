"""Corrections reach those who take our stories by feed or interface; every date is as exact as it is known, no more."""

import json

import pytest

from articles.models import Correction
from articles.tests.exports import a_record, read_back, written


@pytest.fixture
def corrected(make_article, now):
    article = make_article("Bảng giá đất mới")
    common = {"article": article, "work": article.headline, "version": 1}
    Correction.objects.create(kind="correction", wrong="12 tỷ < 13", right="14 tỷ đồng", **common)
    Correction.objects.create(kind="slip", wrong="chử", right="chữ in", **common)
    return article


def test_every_feed_tells_the_correction_and_no_slip_of_the_pen(corrected, client):
    for form in ("rss.xml", "atom.xml", "feed.json"):
        text = client.get(f"/{form}").content.decode()
        assert "Thông tin cải chính, xin lỗi" in text
        assert "14 tỷ đồng" in text
        assert "chữ in" not in text


def test_the_json_feed_has_corrections_as_text_of_their_own(corrected, client):
    (item,) = client.get("/feed.json").json()["items"]
    (note,) = item["_corrections"]["notes"]
    assert "12 tỷ < 13" in note
    assert "12 tỷ &lt; 13" in item["content_html"]
    assert item["_corrections"]["about"].endswith("/cai-chinh/")


def test_the_interface_tells_it_in_lists_and_alone(corrected, client):
    alone = client.get(f"/api/articles/{corrected.pk}/").json()
    (listed,) = client.get("/api/articles/").json()["items"]
    assert alone["edNote"] == listed["edNote"]
    assert "14 tỷ đồng" in alone["edNote"]


def test_what_was_never_corrected_has_no_note(make_article, client):
    article = make_article()
    assert "edNote" not in client.get(f"/api/articles/{article.pk}/").json()
    assert "_corrections" not in client.get("/feed.json").json()["items"][0]


def test_corrections_cost_one_query_however_many_stories_have_them(
    corrected, make_article, django_assert_max_num_queries, client
):
    for number in range(5):
        article = make_article(f"Bài {number}")
        Correction.objects.create(article=article, kind="update", work=article.headline, version=1, right="Thêm.")
    with django_assert_max_num_queries(12):
        assert client.get("/feed.json").content.decode().count("Cập nhật (") == 10


@pytest.mark.parametrize("day", ["2018-06-12", "2018-06"])
def test_an_export_claims_no_hour_that_nobody_knows_and_is_read_back_as_exact_as_it_was(day):
    text = written("ninjs", a_record(published_on=day, published_at=None))
    (item,) = json.loads(text)
    assert "firstCreated" not in item
    assert {"role": "published", "value": day} in item["altIds"]
    (after,) = read_back("ninjs", text)
    assert after.published_on == day
    assert after.published_at is None


@pytest.mark.parametrize("kind", ["missing", "withdrawn"])
def test_what_is_not_here_names_no_canonical_address_and_stays_out_of_indexes(make_article, client, kind):
    address = make_article(status="withdrawn").get_absolute_url() if kind == "withdrawn" else "/khong-co/"
    html = client.get(address).content.decode()
    assert 'rel="canonical"' not in html
    assert 'content="noindex"' in html
