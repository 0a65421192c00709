"""Sitemaps, the news of two days, robots.txt."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.finishing import finish
from articles.models import Author

# The protocol's rules (sitemaps.org) and Google's for news and pictures, as a RELAX NG grammar.
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.sitemaps.org/schemas/sitemap/0.9"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><choice>
    <element name="sitemapindex"><oneOrMore><element name="sitemap"><ref name="place"/></element></oneOrMore></element>
    <element name="urlset">
      <zeroOrMore><element name="url">
        <ref name="place"/>
        <optional><choice><ref name="picture"/><ref name="story"/></choice></optional>
      </element></zeroOrMore>
    </element>
  </choice></start>
  <define name="place">
    <element name="loc"><ref name="address"/></element>
    <optional><element name="lastmod"><ref name="moment"/></element></optional>
  </define>
  <define name="address">
    <data type="anyURI">
      <param name="pattern">http://127\\.0\\.0\\.1:8000/.*</param>
      <param name="maxLength">2047</param>
    </data>
  </define>
  <define name="moment">
    <choice>
      <data type="dateTime"><param name="pattern">.*[+]07:00</param></data>
      <data type="date"/>
      <data type="gYearMonth"/>
    </choice>
  </define>
  <define name="picture">
    <element name="image" ns="http://www.google.com/schemas/sitemap-image/1.1">
      <element name="loc"><ref name="address"/></element>
    </element>
  </define>
  <define name="story">
    <element name="news" ns="http://www.google.com/schemas/sitemap-news/0.9">
      <element name="publication">
        <element name="name"><data type="string"><param name="minLength">1</param></data></element>
        <element name="language"><value>vi</value></element>
      </element>
      <element name="publication_date"><choice><data type="dateTime"/><data type="date"/></choice></element>
      <element name="title"><data type="string"><param name="minLength">1</param></data></element>
    </element>
  </define>
</grammar>
"""
LOC = ".//{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def read(client, address):
    """Return the addresses in a sitemap, after holding it against its schema."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    document = etree.fromstring(response.content)
    schema = etree.RelaxNG(etree.fromstring(GRAMMAR))
    assert schema.validate(document), schema.error_log
    return [found.text.removeprefix("http://127.0.0.1:8000") for found in document.findall(LOC)]


def all_addresses(client):
    return {address for file in read(client, "/sitemap.xml") for address in read(client, file)}


@pytest.fixture
def paper(make_article, make_photo, hanoi):
    """Articles of several months, one of an unknown day, with an author, a topic and a document."""
    body = "<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>"
    articles = [
        make_article("Bài tháng sáu", published_at=hanoi(2018, 6, 30, 23, 59), captions=["Ảnh"], body=body),
        make_article("Bài tháng bảy", published_at=hanoi(2018, 7, 1), date_precision="day", tags=["Nông thôn mới"]),
        make_article("Bài tháng chín", published_at=hanoi(2019, 9, 1), date_precision="month"),
        make_article("Bài không ngày", published_at=hanoi(1900, 1, 1, 7), date_precision="unknown"),
    ]
    articles[0].photos.update(photo=make_photo())
    articles[0].bylines.update(author=Author.objects.create(name="Hoàng Thu Hà"))
    finish(articles[:1])
    return articles


def test_every_public_page_is_in_the_index_once(paper, client):
    found = all_addresses(client)
    assert {article.get_absolute_url() for article in paper} <= found
    assert {"/", "/van-ban/", "/xay-dung-dang/", "/tac-gia/hoang-thu-ha/", "/chu-de/nong-thon-moi/"} <= found
    assert any(address.startswith("/van-ban/chi-thi-36-ct-tw") for address in found)


def test_every_address_in_a_sitemap_is_a_page(paper, client):
    for address in all_addresses(client):
        assert client.get(address).status_code == 200, address


def test_the_index_names_only_months_that_hold_something(paper, client):
    months = [file for file in read(client, "/sitemap.xml") if file.startswith("/sitemap-20")]
    assert months == ["/sitemap-2019-09.xml", "/sitemap-2018-07.xml", "/sitemap-2018-06.xml"]


def test_months_end_at_midnight_of_the_papers_own_clock(paper, client):
    assert read(client, "/sitemap-2018-06.xml") == [paper[0].get_absolute_url()]
    assert read(client, "/sitemap-2018-07.xml") == [paper[1].get_absolute_url()]


def test_changes_are_told_no_more_exactly_than_they_are_known(paper, client):
    def changed(address):
        text = client.get(address).content.decode()
        return text.partition("<lastmod>")[2].partition("</lastmod>")[0]

    assert changed("/sitemap-2018-06.xml") == "2018-06-30T23:59:00+07:00"
    assert changed("/sitemap-2018-07.xml") == "2018-07-01"
    assert changed("/sitemap-2019-09.xml") == "2019-09"
    assert changed("/sitemap-khong-ngay-0.xml") == ""


@pytest.mark.parametrize("address", ["2018-13", "2017-01", "1800-01", "9999-01", "la-0", "van-ban-7"])
def test_a_sitemap_that_would_be_empty_is_not_there(paper, client, address):
    assert client.get(f"/sitemap-{address}.xml").status_code == 404


def test_what_is_not_public_is_in_no_sitemap(make_article, client, now):
    hidden = [
        make_article("Bài nháp", status="draft"),
        make_article("Bài hẹn giờ", status="scheduled", published_at=now + timedelta(days=40)),
        make_article("Bài cấm vận", embargo_until=now + timedelta(days=1), tags=["Chủ đề kín"]),
        make_article("Bài gỡ", status="withdrawn", published_at=now - timedelta(days=90)),
    ]
    hidden[0].bylines.update(author=Author.objects.create(name="Nông Văn Kín"))
    found = all_addresses(client) | set(read(client, "/sitemap-tin-moi.xml"))
    assert not {article.get_absolute_url() for article in hidden} & found
    assert not {"/chu-de/chu-de-kin/", "/tac-gia/nong-van-kin/"} & found
    assert [file for file in read(client, "/sitemap.xml") if file.startswith("/sitemap-20")] == []


def test_the_news_sitemap_has_the_last_two_days_only(make_article, client, now):
    fresh = make_article("Tin mới & nóng", published_at=now - timedelta(hours=47))
    make_article("Tin cũ", published_at=now - timedelta(hours=49))
    make_article("Tin tháng này", date_precision="month")
    assert read(client, "/sitemap-tin-moi.xml") == [fresh.get_absolute_url()]
    assert "<news:title>Tin mới &amp; nóng</news:title>" in client.get("/sitemap-tin-moi.xml").content.decode()


def test_an_empty_paper_has_an_index_and_no_news(section, client):
    assert read(client, "/sitemap.xml") == ["/sitemap-trang.xml"]
    assert read(client, "/sitemap-tin-moi.xml") == []


def test_the_number_of_queries_does_not_grow(make_article, client, hanoi, django_assert_max_num_queries):
    for month in range(1, 13):
        make_article(f"Bài tháng {month}", published_at=hanoi(2018, month, 5), tags=[f"Chủ đề {month}"])
    with django_assert_max_num_queries(13):
        client.get("/sitemap.xml")
    for address in ("/sitemap-2018-06.xml", "/sitemap-chu-de-0.xml", "/sitemap-tin-moi.xml", "/sitemap-trang.xml"):
        with django_assert_max_num_queries(2):
            client.get(address)


def test_the_picture_of_an_article_is_beside_its_address(paper, client):
    picture = f"<image:loc>http://127.0.0.1:8000/anh/{paper[0].lead_photo_id}-640.webp</image:loc>"
    assert picture in client.get("/sitemap-2018-06.xml").content.decode()


def test_no_sitemap_loads_a_text(paper, client):
    with CaptureQueriesContext(connection) as log:
        all_addresses(client)
    assert not [query["sql"] for query in log.captured_queries if '"articles_article"."body"' in query["sql"]]


def test_robots_are_kept_from_the_desk_and_the_search_and_told_the_sitemaps(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/",
        "",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
        "Sitemap: http://127.0.0.1:8000/sitemap-tin-moi.xml",
    ]
