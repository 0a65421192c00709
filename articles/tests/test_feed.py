"""Feeds of every dialect, made here after their specifications."""

import base64
import io
from datetime import datetime
from pathlib import Path

import feedparser
import pytest
from hypothesis import example, given, strategies as st

from articles.formats import feed
from articles.formats.dates import HANOI
from articles.formats.markup import plain
from articles.formats.record import ArticleRecord, Refusal, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "formats"
SOURCE = Source(name="tin.xml")
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
RSS = (
    f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel><title>Báo thử</title>'
    "<link>https://bao.example.vn/</link><language>vi-vn</language>{}</channel></rss>"
)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi" xml:base="https://bao.example.vn/">'
    "<title>Báo thử</title><author><name>Tòa soạn</name></author>{}</feed>"
)
ATOM_03 = '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Báo thử</title>{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://bao.example.vn/"><title>Báo thử</title>'
    "<items><rdf:Seq><rdf:li resource='https://bao.example.vn/1'/></rdf:Seq></items></channel>{}</rdf:RDF>"
)


def read(markup):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return list(feed.read(io.BytesIO(data), SOURCE))


def rss(inside):
    (record,) = read(RSS.format(f"<item>{inside}</item>"))
    return record


def atom(inside, frame=ATOM):
    (record,) = read(frame.format(f"<entry>{inside}</entry>"))
    return record


def codes(record):
    return [doubt.code for doubt in record.doubts]


def test_an_rss_item_with_all_it_can_have():
    record = rss(
        "<title>Được mùa na</title><link>https://bao.example.vn/na.html</link>"
        '<guid isPermaLink="false">bao-77</guid><pubDate>Tue, 12 Jun 2018 10:30:00 +0700</pubDate>'
        "<dc:creator>Nông Thị Yến</dc:creator><category>Kinh tế/Nông nghiệp</category><category>cây na</category>"
        "<description>Giá na năm nay cao.</description>"
        "<content:encoded><![CDATA[<p>Vụ na <b>được mùa</b>.</p><p>Giá tốt.</p>]]></content:encoded>"
    )
    assert (record.headline, record.source_id) == ("Được mùa na", "bao-77")
    assert (record.url, record.alternate_urls) == ("https://bao.example.vn/na.html", [])
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert [byline.name for byline in record.bylines] == ["Nông Thị Yến"]
    assert (record.sections, record.tags) == (["Kinh tế", "Nông nghiệp"], ["cây na"])
    assert record.standfirst == "Giá na năm nay cao."
    assert record.body == "<p>Vụ na <strong>được mùa</strong>.</p><p>Giá tốt.</p>"
    assert (record.language, record.doubts) == ("vi", [])


def test_an_atom_entry_with_all_it_can_have():
    record = atom(
        '<title type="html">Được &amp;lt;mùa&amp;gt; na</title><id>tag:bao.example.vn,2018:77</id>'
        '<link rel="self" href="/77.atom"/><link rel="alternate" type="text/html" href="na.html"/>'
        "<published>2018-06-12T03:30:00Z</published><updated>2018-06-13T03:30:00Z</updated>"
        "<author><name>Nông Thị Yến</name><email>yen@example.vn</email></author>"
        '<category term="kinh-te" label="Kinh tế"/><summary>Giá na cao.</summary>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Vụ na <em>tốt</em>.</p></div></content>'
    )
    assert record.headline == "Được <mùa> na"
    assert record.source_id == "tag:bao.example.vn,2018:77"
    assert record.url == "https://bao.example.vn/na.html"
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 13, 10, 30, tzinfo=HANOI)
    assert [(byline.name, byline.email) for byline in record.bylines] == [("Nông Thị Yến", "yen@example.vn")]
    assert record.sections == ["Kinh tế"]
    assert (record.standfirst, record.body) == ("Giá na cao.", "<p>Vụ na <em>tốt</em>.</p>")


def test_an_rdf_item():
    (record,) = read(
        RDF.format(
            '<item rdf:about="https://bao.example.vn/1"><title>Lễ hội</title><link>https://bao.example.vn/1</link>'
            "<description>Khai hội.</description><dc:date>2018-06-12T10:30:00+07:00</dc:date></item>"
        )
    )
    assert (record.source_id, record.url) == ("https://bao.example.vn/1", "https://bao.example.vn/1")
    assert (record.headline, record.published_on) == ("Lễ hội", "2018-06-12")


def test_a_summary_alone_becomes_the_body_with_a_doubt():
    record = rss("<title>Tin</title><description>Một.\n\nHai\ndòng.</description>")
    assert record.body == "<p>Một.</p><p>Hai dòng.</p>"
    assert record.standfirst == ""
    assert "summary-only" in codes(record)


def test_a_summary_that_is_the_cut_beginning_of_the_text_is_no_standfirst():
    whole = "Sáng nay, hội nghị khai mạc tại thành phố."
    body = f"<content:encoded>&lt;p&gt;{whole}&lt;/p&gt;</content:encoded>"
    for summary in ("Sáng nay, hội nghị […]", "Sáng nay, hội nghị khai mạc...", whole):
        assert rss(f"<title>T</title><description>{summary}</description>{body}").standfirst == ""
    assert rss(f"<title>T</title><description>Khác hẳn.</description>{body}").standfirst == "Khác hẳn."


CODED = base64.b64encode("<p>Chữ</p>".encode()).decode()
XHTML = '<p xmlns="http://www.w3.org/1999/xhtml">Chữ</p>'


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<content>Chữ &lt; thường</content>", "<p>Chữ &lt; thường</p>"),
        ('<content type="html">&lt;p&gt;Chữ&lt;/p&gt;</content>', "<p>Chữ</p>"),
        ('<content type="text/html"><![CDATA[<p>Chữ</p>]]></content>', "<p>Chữ</p>"),
        ('<content type="text">&lt;p&gt;Chữ&lt;/p&gt;</content>', "<p>Chữ</p>"),
        (f'<content type="application/xhtml+xml">{XHTML}</content>', "<p>Chữ</p>"),
        (f'<content type="application/octet-stream">{CODED}</content>', "<p>Chữ</p>"),
    ],
)
def test_each_type_of_atom_content_is_read_as_it_says(content, body):
    assert atom(f"<title>T</title>{content}").body == body


@pytest.mark.parametrize(
    "content",
    [
        '<content type="text/html" mode="escaped">&lt;p&gt;Chữ&lt;/p&gt;</content>',
        f'<content type="application/xhtml+xml">{XHTML}</content>',
        f'<content type="text/html" mode="base64">{CODED}</content>',
        "<content>Chữ</content>",
    ],
)
def test_each_mode_of_atom_0_3_is_read_as_it_says(content):
    known = "<title>T</title><issued>2004-06-12</issued><link rel='alternate' href='http://x.vn/1'/>"
    record = atom(known + content, ATOM_03)
    assert (record.body, record.published_on, record.url) == ("<p>Chữ</p>", "2004-06-12", "http://x.vn/1")


def test_xhtml_in_rss_is_read():
    record = rss("<title>T</title><xhtml:body><xhtml:p>Chữ <xhtml:strong>đậm</xhtml:strong></xhtml:p></xhtml:body>")
    assert record.body == "<p>Chữ <strong>đậm</strong></p>"


@pytest.mark.parametrize(
    ("signed", "name", "email"),
    [
        ("<author>ha@example.vn (Lâm Thu Hà)</author>", "Lâm Thu Hà", "ha@example.vn"),
        ("<author>Lâm Thu Hà &lt;ha@example.vn&gt;</author>", "Lâm Thu Hà", "ha@example.vn"),
        ("<author>Lâm Thu Hà</author>", "Lâm Thu Hà", ""),
        ("<author>ha@example.vn</author>", "ha@example.vn", "ha@example.vn"),
        ("<dc:creator><![CDATA[Lâm Thu Hà]]></dc:creator><author>bbt@example.vn</author>", "Lâm Thu Hà", ""),
    ],
)
def test_who_signed_an_rss_item(signed, name, email):
    (byline,) = rss(f"<title>T</title>{signed}").bylines
    assert (byline.name, byline.email) == (name, email)


def test_an_atom_entry_inherits_the_feeds_author():
    assert [byline.name for byline in atom("<title>T</title>").bylines] == ["Tòa soạn"]


@pytest.mark.parametrize(
    ("addresses", "url", "others"),
    [
        ("<guid>https://bao.example.vn/1</guid>", "https://bao.example.vn/1", []),
        ("<link>https://a.vn/1?x=1&amp;y=2</link>", "https://a.vn/1?x=1&y=2", []),
        ("<link>https://a.vn/1</link><guid>https://b.vn/1</guid>", "https://a.vn/1", ["https://b.vn/1"]),
        ('<guid isPermaLink="false">https://b.vn/?p=1</guid>', "", []),
        (
            "<link>https://feed.vn/~r/1</link><feedburner:origLink>https://a.vn/1</feedburner:origLink>",
            *("https://a.vn/1", ["https://feed.vn/~r/1"]),
        ),
    ],
)
def test_the_address_of_an_rss_item(addresses, url, others):
    record = rss(f"<title>T</title>{addresses}")
    assert (record.url, record.alternate_urls) == (url, others)


def test_only_an_update_is_known_and_that_is_told():
    record = atom("<title>T</title><updated>2018-06-12T03:30:00Z</updated>")
    assert record.published_on == "2018-06-12"
    assert "ngày cập nhật" in record.published_on_reason
    assert codes(record) == ["date-updated"]


def test_a_bad_date_is_no_date():
    record = rss("<title>T</title><pubDate>hôm qua</pubDate>")
    assert (record.published_on, record.published_at) == (None, None)
    assert codes(record) == ["date-unreadable", "date-unknown"]


def test_named_pictures_become_photos_with_caption_and_credit():
    record = rss(
        "<title>T</title><description>Chữ.</description>"
        '<media:content url="https://a.vn/1.jpg" medium="image"><media:description>Chợ đông</media:description>'
        "<media:credit>Thu Hà</media:credit></media:content>"
        '<enclosure url="https://a.vn/2.jpg" type="image/jpeg" length="1"/>'
        '<enclosure url="https://a.vn/3.mp3" type="audio/mpeg" length="1"/>'
        '<media:thumbnail url="https://a.vn/nho.jpg"/>'
    )
    assert record.body == "<p>[ảnh 1]</p><p>Chữ.</p><p>[ảnh 2]</p>"
    assert [photo.reference for photo in record.photos] == ["https://a.vn/1.jpg", "https://a.vn/2.jpg"]
    assert (record.photos[0].caption, record.photos[0].credit) == ("Chợ đông", "Thu Hà")
    assert record.credits == ["Thu Hà"]


def test_of_a_group_the_largest_copy_is_taken_and_a_picture_in_the_text_not_twice():
    record = rss(
        "<title>T</title><description>&lt;p&gt;Chữ&lt;/p&gt;&lt;img src='https://a.vn/2.jpg'&gt;</description>"
        '<media:group><media:content url="https://a.vn/1-s.jpg" width="80" medium="image"/>'
        '<media:content url="https://a.vn/1-l.jpg" width="800" medium="image"/></media:group>'
        '<enclosure url="http://a.vn/2.jpg?w=9" type="image/jpeg"/>'
    )
    assert [photo.reference for photo in record.photos] == ["https://a.vn/1-l.jpg", "https://a.vn/2.jpg"]


def test_a_thumbnail_serves_where_nothing_else_does():
    record = rss('<title>T</title><media:thumbnail url="/nho.jpg"/>')
    assert [photo.reference for photo in record.photos] == ["https://bao.example.vn/nho.jpg"]


def test_relative_addresses_in_the_text_follow_xml_base():
    content = '<content type="html" xml:base="https://c.vn/thu-muc/">&lt;img src="1.jpg"&gt;</content>'
    assert atom(f"<title>T</title>{content}").photos[0].reference == "https://c.vn/thu-muc/1.jpg"


def test_an_items_image_does_not_give_its_title_or_link():
    record = rss(
        "<image><title>Sai</title><link>http://sai.vn</link></image><title>Đúng</title><link>http://dung.vn</link>"
    )
    assert (record.headline, record.url) == ("Đúng", "http://dung.vn")


def test_scripts_and_events_do_not_come_in():
    hostile = "<![CDATA[<p onclick='x()'>Chữ<script>x()</script></p>]]>"
    assert rss(f"<title>T</title><description>{hostile}</description>").body == "<p>Chữ</p>"


def test_an_item_without_words_is_refused_and_keeps_what_it_had():
    refusal = rss("<author>Lâm Thu Hà</author>")
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.lines) == ("no-text", ["Lâm Thu Hà"])


def test_an_empty_feed_says_so():
    assert [result.code for result in read(RSS.format(""))] == ["no-records"]


def test_unescaped_markup_and_named_entities_are_read():
    record = rss("<title>Na&nbsp;& hồi</title><description><p>Một<br>hai</p></description><link>https://a.vn/1</link>")
    assert (record.headline, record.body) == ("Na & hồi", "<p>Một<br>hai</p>")
    assert record.url == "https://a.vn/1"
    assert "damaged" not in codes(record)


@pytest.mark.parametrize(
    ("head", "is_feed"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?><rss version="2.0"><channel>', True),
        (b"<!-- tin --><rss><item>", True),
        (ATOM.encode(), True),
        (ATOM_03.encode("utf-16"), True),
        (RDF.encode(), True),
        (b'<rdf:RDF xmlns:rdf="x" xmlns:foaf="http://xmlns.com/foaf/0.1/">', False),
        (b"<nitf><head/></nitf>", False),
        (b"<html><body>rss</body></html>", False),
        (b"rss,feed\n", False),
    ],
)
def test_feeds_are_known_by_their_root(head, is_feed):
    assert feed.sniff(head, "tin.bin") is is_feed


@given(st.text(max_size=150))
@example("<A:")
def test_any_title_is_read_or_refused(title):
    for record in read(RSS.format(f"<item><title>{title}</title><description>Chữ</description></item>")):
        assert isinstance(record, ArticleRecord | Refusal)


def test_feedparser_reads_the_same():
    markup = RSS.format(
        "<item><title>Được mùa</title><link>https://a.vn/1</link><guid>x1</guid><category>Kinh tế</category>"
        "<category>na</category><pubDate>Tue, 12 Jun 2018 10:30:00 +0700</pubDate></item>"
    )
    (theirs,) = feedparser.parse(markup.encode()).entries
    (ours,) = read(markup)
    assert (ours.headline, ours.url, ours.source_id) == (theirs.title, theirs.link, theirs.id)
    assert ours.published_at.timestamp() == datetime(*theirs.published_parsed[:6], tzinfo=HANOI).timestamp() + 7 * 3600
    assert ours.sections + ours.tags == [tag.term for tag in theirs.tags]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public samples are not here")
def test_public_samples_give_the_titles_and_addresses_that_feedparser_finds():
    for path in sorted([*SHARED.glob("feeds/*.xml"), *SHARED.glob("ghost-migrate-xml/*libsyn*.xml")]):
        data = path.read_bytes()
        assert feed.sniff(data[:65536], path.name)
        found = {record.source_id: record for record in read(data) if isinstance(record, ArticleRecord)}
        for entry in feedparser.parse(data).entries:
            record = found.get(entry.get("id") or entry.get("link") or "")
            if record and entry.get("title"):
                assert record.headline in (entry.title, plain(entry.title))
                assert record.url in (entry.get("link", ""), entry.get("id"), "")
