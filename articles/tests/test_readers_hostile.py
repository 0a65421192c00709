"""Any bytes at all, given to the recogniser and to every reader, end with records or with refusals that say why."""

import io
import json

import pytest
from hypothesis import given, settings, strategies as st

from articles.formats.encodings import NAMES
from articles.formats.recognition import FORMATS, reader, recognise
from articles.formats.record import ArticleRecord, Refusal, Source
from articles.formats.tabular import record_to_json

OPENINGS = {
    "nitf": b"<nitf><head><title>T</title></head><body><body.content><p>",
    "newsml": b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="a" version="1">',
    "newsml1": b"<NewsML><NewsItem><NewsComponent><ContentItem><DataContent><p>",
    "wxr": b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><wp:post_id>1</wp:post_id><title>',
    "feed": b"<rss version='2.0'><channel><item><title>T</title><description><![CDATA[",
    "ninjs": b'{"uri": "urn:1", "versioncreated": "2018-06-12", "headline": "T", "body_xhtml": "',
    "ghost": b'{"db": [{"data": {"posts": [{"title": "T", "html": "',
    "html": b"<html><body><h1>T</h1><table><tr><td><p>",
    "tabular": b'title,body\nT,"',
    "capture": "Tít\n\nLSO-Sáng nay ".encode(),
}
CLOSINGS = [
    b"",
    b'"}]}}]}',
    b"</p></title></item></channel></rss>",
    b"]]></description></item></channel></rss>",
    b'"\n',
]
PIECES = st.sampled_from(
    [
        *(b"<", b">", b"&", b"&#0;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"<!DOCTYPE x ["),
        *(
            b'"',
            b"\\ud800",
            b"\\",
            b"{",
            b"[",
            b"}",
            b"]",
            b",",
            b";",
            b"\t",
            b"\r",
            b"\n\n",
            b"\x85",
            b"\xff\xfe",
            b"\0",
        ),
        *(b"</p>", b"<td>", b"<img src=x>", b"[gallery ids=1]", b"\xef\xbb\xbf", b"---\n", b"\xc4", b"\xe1\xbb"),
        *("Đảng bộ tỉnh".encode(), "ViÖt Nam §¶ng".encode("cp1252"), "Tiếng Việt".encode("utf-16"), b"\xed\xa0\x80"),
        b"Co^.ng hoa` xa~ ho^.i",
    ]
)
BYTES = st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=40).map(b"".join)
BOUNDED = settings(max_examples=60)


def outcome(module, data, encoding=None):
    source = Source(name="tệp", size=len(data), encoding=encoding)
    results = list(module.read(io.BytesIO(data), source))
    for result in results:
        assert isinstance(result, (ArticleRecord, Refusal))
        if isinstance(result, Refusal):
            assert result.reason.strip()
            assert result.code
        else:
            assert result.published_on_reason
            record_to_json(result).encode()  # no half of a character is left
            assert result.body.count("<p>[ảnh ") == len(result.photos)
    return results


@pytest.mark.parametrize("name", FORMATS)
@given(data=BYTES, closing=st.sampled_from(CLOSINGS))
@BOUNDED
def test_what_begins_like_a_format_and_goes_on_anyhow_is_read_or_refused(name, data, closing):
    outcome(reader(name), OPENINGS[name] + data + closing)


@pytest.mark.parametrize("name", FORMATS)
@given(data=BYTES)
@BOUNDED
def test_any_bytes_are_read_or_refused_by_each_reader(name, data):
    outcome(reader(name), data)


@given(data=BYTES, name=st.sampled_from(["a.txt", "a.html", "a.xml", "a.json", "a.csv", "a"]))
@BOUNDED
def test_the_recogniser_knows_or_does_not_know_any_bytes(data, name):
    module = recognise(data, name)
    if module is not None:
        outcome(module, data)


@pytest.mark.parametrize("encoding", NAMES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_encoding_can_be_forced_on_every_format(name, encoding):
    for text in ("Đảng bộ tỉnh", "ViÖt Nam §¶ng", "café \udcff"):
        outcome(reader(name), OPENINGS[name] + text.encode("utf-8", "surrogateescape") + b"</p>", encoding)


DEEP = 30_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("feed", b"<rss version='2.0'><channel><item><title>T</title><description>" + b"<b>" * DEEP),
        (
            "feed",
            b"<rss version='2.0'><channel><item><title>T</title><description><![CDATA[" + b"<div>" * DEEP + b"]]>",
        ),
        ("feed", b"<rss version='2.0'><channel>" + b"<item>" * DEEP),
        ("html", b"<html><body>" + b"<table><tr><td>" * DEEP),
        ("html", b"<html><body>" + b"<p>x<font>" * DEEP),
        ("nitf", b"<nitf><body><body.content>" + b"<block>" * DEEP),
        ("newsml1", b"<NewsML><NewsItem>" + b"<NewsComponent>" * DEEP),
        ("ninjs", b'{"uri":"u","versioncreated":"2018","associations":' + b"[" * DEEP),
        ("ghost", b'{"db":[{"data":{"posts":[{"title":"T","lexical":' + b'{"root":' * DEEP),
        ("tabular", b'{"title":"T","body":' + b"[" * DEEP),
        ("tabular", b"title,body\n" + b'"' * (4 * DEEP)),
        ("tabular", b"title,body\n" + b"a," * DEEP),
        ("wxr", b'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>' + b"<wp:postmeta>" * DEEP),
        ("capture", "Tít\n".encode() + b"\n" * DEEP + b"x" * DEEP),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value[-12:]),
)
def test_nesting_and_length_without_end_are_read_or_refused(name, data):
    assert outcome(reader(name), data)


@pytest.mark.parametrize("value", [None, True, 1, 1.5, "x", [], {}, [[]], [{}], {"name": 1}, {"name": None}, [None, 3]])
@pytest.mark.parametrize("name", ["ninjs", "ghost", "tabular", "feed"])
def test_a_field_of_json_may_hold_anything(name, value):
    fields = (
        *(
            "title",
            "headline",
            "headlines",
            "body",
            "bodies",
            "html",
            "content",
            "authors",
            "author",
            "tags",
            "keywords",
        ),
        *("associations", "renditions", "subjects", "infoSources", "people", "links", "photos", "published_at"),
        *(
            "url",
            "lexical",
            "mobiledoc",
            "status",
            "language",
            "version",
            "items",
            "attachments",
            "_embedded",
            "slug",
            "id",
        ),
    )
    for field in fields:
        item = {"uri": "u", "title": "T", "body_xhtml": "<p>x</p>", "content_html": "<p>x</p>", field: value}
        wrapped = {
            "ninjs": item,
            "ghost": {"db": [{"data": {"posts": [item], "users": value, "tags": value, "posts_tags": value}}]},
            "tabular": item,
            "feed": {"version": "https://jsonfeed.org/version/1.1", "items": [item], field: value}
            if field not in ("version", "items")
            else {"version": "https://jsonfeed.org/version/1.1", "items": value},
        }[name]
        outcome(reader(name), json.dumps(wrapped).encode())
