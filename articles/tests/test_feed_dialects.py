"""The rarer dialects of feeds: JSON Feed, channel definitions, podcasts, and files that say what they are not."""

import io
import json

import pytest

from articles.formats import feed
from articles.formats.recognition import recognise
from articles.formats.record import Source

ITEM = {
    "id": "1",
    "url": "https://bao.example/1",
    "title": "Tít &amp; phụ",
    "content_html": "<p>(TTXVN) - Chiều nay, mưa to.</p>",
    "summary": "Tóm tắt khác hẳn",
    "image": "https://bao.example/a.jpg",
    "date_published": "2018-06-12T10:00:00+07:00",
    "date_modified": "2018-06-13T10:00:00+07:00",
    "authors": [{"name": "An"}],
    "tags": ["mưa", "mưa", 3],
}
FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Báo", "language": "vi", "items": [ITEM]}


def read(text):
    data = text.encode()
    assert recognise(data, "tệp") is feed
    return list(feed.read(io.BytesIO(data), Source(name="tệp")))


def test_a_json_feed_is_read_whole():
    (record,) = read(json.dumps(FEED))
    assert (record.source_id, record.url, record.headline) == ("1", "https://bao.example/1", "Tít & phụ")
    assert (record.agency, record.standfirst) == ("TTXVN", "Tóm tắt khác hẳn")
    assert record.body == "<p>[ảnh 1]</p><p>Chiều nay, mưa to.</p>"
    assert record.photos[0].reference == "https://bao.example/a.jpg"
    assert [byline.name for byline in record.bylines] == ["An"]
    assert record.tags == ["mưa"]
    assert (record.published_on, record.modified_at.day) == ("2018-06-12", 13)


def test_a_json_feed_of_version_1_has_one_author_and_plain_text():
    item = {"id": 7, "title": "T", "content_text": "Một & hai\n\nBa"}
    (record,) = read(json.dumps({**FEED, "items": [item], "author": {"name": "Bình"}}))
    assert record.body == "<p>Một &amp; hai</p><p>Ba</p>"
    assert record.bylines[0].name == "Bình"


@pytest.mark.parametrize("items", [[], None, "x", [{}], [{"id": "1"}]])
def test_a_json_feed_without_stories_says_so(items):
    (refusal,) = read(json.dumps({**FEED, "items": items}))
    assert refusal.code in ("no-records", "no-text")


def test_a_channel_definition_is_read_like_rss():
    (record,) = read(
        '<CHANNEL HREF="http://bao.example/"><TITLE>Báo</TITLE><ITEM HREF="http://bao.example/1" LASTMOD="2002-11-10">'
        "<TITLE>Tít</TITLE><ABSTRACT>Tóm tắt</ABSTRACT></ITEM></CHANNEL>"
    )
    assert (record.headline, record.body, record.url) == ("Tít", "<p>Tóm tắt</p>", "http://bao.example/1")
    assert record.published_on == "2002-11-10"


def test_a_podcast_s_own_words_are_known_however_its_namespace_is_written():
    (record,) = read(
        '<rss version="2.0" xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd"><channel><item><title>T</title>'
        "<itunes:author>An</itunes:author><itunes:summary>Tóm tắt</itunes:summary></item></channel></rss>"
    )
    assert (record.body, record.bylines[0].name) == ("<p>Tóm tắt</p>", "An")


def test_a_marked_section_within_a_title_loses_no_word():
    title = "<![CDATA[A <![CDATA[ B ]]]]><![CDATA[> C]]>"
    (record,) = read(f"<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>")
    assert record.headline == "A B C"


def test_a_feed_that_declares_entities_is_known_and_refused_by_its_cause():
    item = "<item><title>&a;</title></item>"
    (refusal,) = read(f'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel>{item}</channel></rss>')
    assert refusal.code == "entities"
