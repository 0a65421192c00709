"""RSS, Atom and JSON Feed: what feed readers and other papers get."""

import json
import re
from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from articles.finishing import finish
from articles.models import Author, Section
from articles.syndication import portable_html
from directives.models import Directive
from newsroom.models import Tag

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("rss.xml", "atom.xml", "feed.json")
CITES = "<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>"


@pytest.fixture
def story(make_article, make_photo, hanoi):
    """A story with everything a feed can print."""
    article = make_article(
        "Tít có dấu & “ngoặc” <không phải thẻ>",
        agency="LSO",
        body=CITES + '<p>Xem <a href="/kinh-te/">mục này</a> và <a href="mailto:toasoan@bao.example">thư</a>.</p>',
        captions=["Chú thích ảnh"],
        tags=["Đảng bộ"],
        published_at=hanoi(2018, 6, 12, 10, 30),
    )
    article.bylines.update(author=Author.objects.create(name="Hoàng Thu Hà"))
    article.photos.update(photo=make_photo(alt="Toàn cảnh"))
    finish([article])
    article.refresh_from_db()
    return article


@pytest.fixture
def pages(story):
    """The page of each thing that has feeds, with whatever it is of."""
    return {
        "paper": "/",
        "section": story.section.get_absolute_url(),
        "tag": Tag.objects.get().get_absolute_url(),
        "author": Author.objects.get().get_absolute_url(),
        "directive": Directive.objects.get(symbol="36-CT/TW").get_absolute_url(),
    }


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    headers = {"content-type": response["Content-Type"], "content-location": f"http://127.0.0.1:8000{address}"}
    return feedparser.parse(
        response.content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


@pytest.mark.parametrize("form", ["rss.xml", "atom.xml"])
def test_a_feed_reader_finds_nothing_wrong_and_reads_the_story(pages, story, client, form):
    for page in pages.values():
        feed = parsed(client, page + form)
        assert not feed.bozo, (page, feed.get("bozo_exception"))
        assert feed.feed.language == "vi"
        assert feed.feed.title.endswith("Báo Xứ Lạng")
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"http://127.0.0.1:8000{page}{form}"]
        (entry,) = feed.entries
        assert entry.title == story.headline
        assert entry.link == f"http://127.0.0.1:8000{story.get_absolute_url()}"
        assert entry.published_parsed[:5] == (2018, 6, 12, 3, 30)
        assert entry.authors[0].name == "Hoàng Thu Hà"
        assert {tag.term for tag in entry.tags} == {"Xây dựng Đảng", "Đảng bộ"}
        assert entry.summary == story.standfirst


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_text_comes_with_pictures_and_links_that_work_anywhere(pages, story, client, form):
    if form == "feed.json":
        html = client.get("/feed.json").json()["items"][0]["content_html"]
    else:
        html = parsed(client, f"/{form}").entries[0].content[0].value
    assert "LSO – Sáng nay, Tỉnh ủy tổ chức hội nghị tổng kết." in html
    assert "Chú thích ảnh" in html
    assert 'href="http://127.0.0.1:8000/kinh-te/"' in html
    assert 'href="mailto:toasoan@bao.example"' in html
    assert f'href="http://127.0.0.1:8000{pages["directive"]}"' in html
    assert f'src="http://127.0.0.1:8000/anh/{story.lead_photo_id}-' in html
    assert not re.search(r'(?:href|src)="/|srcset|loading', html)


def test_a_standfirst_with_signs_of_markup_is_read_as_written(make_article, client):
    make_article(standfirst="Giá < 5 triệu & <b>rẻ</b>")
    assert "&lt;b&gt;rẻ" in parsed(client, "/rss.xml").entries[0].summary
    assert parsed(client, "/atom.xml").entries[0].summary == "Giá < 5 triệu & <b>rẻ</b>"


def test_rss_keeps_the_rules_of_its_specification(pages, client):
    for page in pages.values():
        channel = etree.fromstring(client.get(f"{page}rss.xml").content).find("channel")
        assert [channel.findtext(name) for name in ("title", "link", "description")].count(None) == 0
        item = channel.find("item")
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("guid").startswith("tag:127.0.0.1,2026:bai/")
        assert item.findtext("pubDate") == "Tue, 12 Jun 2018 10:30:00 +0700"
        assert channel.findtext("lastBuildDate") == "Tue, 12 Jun 2018 10:30:00 +0700"


def test_atom_keeps_the_rules_of_its_specification(pages, client):
    for page in pages.values():
        feed = etree.fromstring(client.get(f"{page}atom.xml").content)
        for element in (feed, feed.find(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"{ATOM}{name}")) == 1
        assert feed.findtext(f"{ATOM}updated") == "2018-06-12T10:30:00+07:00"
        assert feed.find(f"{ATOM}author") is not None
        relations = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
        assert sorted(relations) == ["alternate", "self"]


def test_json_feed_has_what_version_1_1_asks_for(pages, story, client):
    for page in pages.values():
        response = client.get(f"{page}feed.json")
        assert response["Content-Type"] == "application/feed+json"
        feed = json.loads(response.content)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"http://127.0.0.1:8000{page}feed.json"
        assert feed["language"] == "vi"
        (item,) = feed["items"]
        assert item["date_published"] == "2018-06-12T10:30:00+07:00"
        assert item["authors"] == [{"name": "Hoàng Thu Hà", "url": f"http://127.0.0.1:8000{pages['author']}"}]
        assert item["image"].endswith(".webp")
        assert item["tags"] == ["Xây dựng Đảng", "Đảng bộ"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("precision", ["month", "unknown"])
def test_what_has_no_day_is_no_news(make_article, client, form, precision):
    make_article("Bài cũ không rõ ngày", date_precision=precision, tags=["Chuyện cũ"])
    for page in ("/", "/xay-dung-dang/", "/chu-de/chuyen-cu/"):
        response = client.get(page + form)
        assert response.status_code == 200
        assert "Bài cũ" not in response.content.decode()
        if form != "feed.json":
            assert not feedparser.parse(response.content).bozo


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_paper_still_has_valid_feeds(section, client, form):
    response = client.get(f"/{form}")
    assert response.status_code == 200
    if form != "feed.json":
        assert not feedparser.parse(response.content).bozo


@pytest.mark.parametrize("form", FORMS)
def test_people_and_topics_of_hidden_articles_have_no_feed(make_article, client, form):
    article = make_article("Tít kín", status="draft", tags=["Chủ đề kín"], body="<p>Kế hoạch số 701/KH-UBND.</p>")
    article.bylines.update(author=Author.objects.create(name="Nông Văn Kín"))
    assert client.get(f"/chu-de/chu-de-kin/{form}").status_code == 404
    assert client.get(f"/tac-gia/nong-van-kin/{form}").status_code == 404
    for directive in Directive.objects.all():
        assert client.get(directive.get_absolute_url() + form).status_code == 404


def test_the_feed_of_a_renamed_section_redirects_for_good(section, client):
    section.slug = "dang-bo-tinh"
    section.save()
    response = client.get("/xay-dung-dang/rss.xml")
    assert response.status_code == 301
    assert response["Location"] == "/dang-bo-tinh/rss.xml"


def test_the_feed_of_a_section_has_its_subsections(make_article, section, client):
    inner = Section.objects.create(name="Học và làm theo Bác", parent=section)
    make_article("Bài ở mục con", section=inner)
    assert "Bài ở mục con" in client.get("/xay-dung-dang/rss.xml").content.decode()


def test_a_feed_holds_the_thirty_newest(make_article, now, client):
    for number in range(32):
        make_article(f"Bài số {number:02}", published_at=now - timedelta(hours=40 - number))
    titles = [entry.title for entry in parsed(client, "/atom.xml").entries]
    assert titles == [f"Bài số {number:02}" for number in range(31, 1, -1)]


def test_the_number_of_queries_does_not_grow_with_the_articles(make_article, client, django_assert_max_num_queries):
    for number in range(12):
        make_article(f"Bài số {number}", tags=["Một", "Hai"])
    for form in FORMS:
        with django_assert_max_num_queries(5):
            client.get(f"/{form}")


def test_nothing_new_is_answered_without_a_text(story, client):
    first = client.get("/rss.xml")
    again = client.get("/rss.xml", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    story.headline = "Tít đã sửa"
    story.save()
    assert client.get("/rss.xml", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_correction_moves_the_change_not_the_publication(story, client, hanoi):
    story.edited_at = hanoi(2018, 6, 13, 8, 0)
    story.save()
    (entry,) = parsed(client, "/atom.xml").entries
    assert entry.published == "2018-06-12T10:30:00+07:00"
    assert entry.updated == "2018-06-13T08:00:00+07:00"


@pytest.mark.parametrize("form", ["rss.xml", "atom.xml"])
def test_characters_that_xml_cannot_hold_are_left_out(story, client, form):
    type(story).objects.update(headline="Tít\x01 lạ\x0b", body_html="<p>Chữ\x02 lạ\ufffe</p>")
    (entry,) = parsed(client, f"/{form}").entries
    assert entry.title == "Tít lạ"
    assert "Chữ lạ" in entry.content[0].value


def test_addresses_are_made_absolute_wherever_they_stand():
    html = '<p>href="/x" <a href="../y?a=1&amp;b=2">y</a> <a href="#z">z</a> <a href="http://[hỏng">w</a></p>'
    assert portable_html(html, "http://bao.example/a/b.html") == (
        '<p>href="/x" <a href="http://bao.example/y?a=1&amp;b=2">y</a> <a href="http://bao.example/a/b.html#z">z</a>'
        ' <a href="http://[hỏng">w</a></p>'
    )


def test_every_page_names_its_feeds(pages, client):
    for page in pages.values():
        html = client.get(page).content.decode()
        for form in FORMS:
            assert f'href="{page}{form}"' in html
