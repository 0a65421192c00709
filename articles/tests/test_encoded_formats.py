"""Old Vietnamese encodings inside feeds, exports, tables and wire files: judged by paragraph, and told."""

import io
import json

import pytest

from articles.formats.encodings import LABELS, NAMES, Fields
from articles.formats.encodings.conversion import encode
from articles.formats.recognition import recognise
from articles.formats.record import Source

HEADLINE = "Chính trị - Xây dựng Đảng ở Lạng Sơn"
SHORT = "Tin ngắn ở Đình Lập"
SECTION = "Kinh tế"
PARAGRAPHS = (
    "LSO-Sáng nay (12/6), đồng chí Nguyễn Văn Thưởng đã dự hội nghị tổng kết công tác xây dựng Đảng ở Hữu Lũng.",
    "Nhân dân các dân tộc thiểu số trong tỉnh phấn khởi trước những đổi mới của đất nước.",
)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ENCODINGS = ["tcvn3", "vni", "vps", "viscii", "windows-1258", "tcvn3-as-cp1252", "vni-as-cp1252", "utf8-as-cp1252"]
WP = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def _json(data):
    return json.dumps(data, ensure_ascii=False)


FILES = {
    "feed": f"<rss version='2.0'><channel><item><title>{HEADLINE}</title><category>{SECTION}</category>"
    f"<description><![CDATA[{HTML}]]></description></item>"
    f"<item><title>{SHORT}</title><category>{SECTION}</category><description>x</description></item></channel></rss>",
    "wxr": f"<rss version='2.0' {WP}><channel><wp:wxr_version>1.2</wp:wxr_version><wp:category><wp:category_nicename>kt"
    f"</wp:category_nicename><wp:cat_name><![CDATA[{SECTION}]]></wp:cat_name></wp:category><item><title>{HEADLINE}</title>"
    f"<category domain='category' nicename='kt'><![CDATA[{SECTION}]]></category><content:encoded><![CDATA[{HTML}]]>"
    f"</content:encoded><wp:post_id>1</wp:post_id></item><item><title>{SHORT}</title><content:encoded>x</content:encoded>"
    f"<category domain='category' nicename='kt'><![CDATA[{SECTION}]]></category><wp:post_id>2</wp:post_id></item>"
    "</channel></rss>",
    "ghost": _json({"posts": [{"title": HEADLINE, "html": HTML}, {"title": SHORT, "html": "<p>x</p>"}]}),
    "tabular": f'Tiêu đề;Nội dung;Chuyên mục\n{HEADLINE};"{HTML}";{SECTION}\n{SHORT};x;{SECTION}\n',
    "ninjs": _json({"uri": "urn:1", "versioncreated": "2018", "headline": HEADLINE, "body_xhtml": HTML}),
    "nitf": f"<nitf><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head><body.content>{HTML}"
    "</body.content></body></nitf>",
    "newsml1": f"<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>{HEADLINE}</HeadLine></NewsLines><ContentItem>"
    f"<DataContent>{HTML}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "html": f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{HTML}</body></html>",
}


def read(data, *, encoding=None, name="tệp"):
    module = recognise(data, name)
    return list(module.read(io.BytesIO(data), Source(name=name, encoding=encoding)))


def told(record):
    return [doubt.detail for doubt in record.doubts if doubt.code == "encoding"]


def assert_read(records, encoding):
    first, *others = records
    # TCVN3 has no capitals with tones: nothing else may differ
    assert first.headline.lower() == HEADLINE.lower()
    assert PARAGRAPHS[1] in first.body
    assert first.encoding == encoding
    assert LABELS[encoding] in told(first)[0]
    assert [other.headline for other in others] == [SHORT] * len(others)
    assert all(record.sections in ([], [SECTION]) for record in records)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("format", FILES)
def test_each_format_is_read_in_each_old_encoding_without_being_told(format, encoding):
    assert_read(read(encode(FILES[format], encoding)), encoding)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1252", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_declaration_out_of_habit_is_not_believed(declared, encoding):
    assert_read(read(encode(f'<?xml version="1.0" encoding="{declared}"?>{FILES["feed"]}', encoding)), encoding)


@pytest.mark.parametrize("encoding", [name for name in ENCODINGS if name != "utf8-as-cp1252"])
@pytest.mark.parametrize("format", FILES)
def test_a_forced_encoding_is_obeyed_in_each_format(format, encoding):
    first = read(encode(FILES[format], encoding), encoding=encoding)[0]
    assert first.headline.lower() == HEADLINE.lower()
    assert PARAGRAPHS[1] in first.body


def test_forced_utf8_ends_all_guessing():
    first, _ = read(encode(FILES["feed"], "tcvn3-as-cp1252"), encoding="utf-8")
    assert first.headline.startswith("ChÝnh trÞ")
    assert not told(first)


@pytest.mark.parametrize("format", ["html", "feed"])
def test_letters_written_as_references_show_their_old_encoding(format):
    misread = encode(FILES[format], "tcvn3-as-cp1252").decode()
    data = "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in misread).encode()
    assert_read(read(data), "tcvn3-as-cp1252")


def test_a_paragraph_of_another_encoding_is_judged_by_itself():
    old = encode(f"<p>{PARAGRAPHS[1]}</p>", "tcvn3")
    start, end = FILES["feed"].split(f"<p>{PARAGRAPHS[1]}</p>")
    first, second = read(start.encode() + old + end.encode())
    assert first.headline == HEADLINE
    assert PARAGRAPHS[1] in first.body
    assert first.encoding == "mixed"
    assert "nhiều bảng mã" in told(first)[0]
    assert not told(second)


@pytest.mark.parametrize("format", FILES)
def test_good_unicode_is_left_alone_and_raises_no_question(format):
    for record in read(FILES[format].encode()):
        assert record.encoding == "utf-8"
        assert not told(record)


@pytest.mark.parametrize(
    "text", ["Le président français a déclaré été déçu à Orléans", "5 µm ± 2° à ½ §", "Göteborg – Ålesund"]
)
def test_western_text_is_never_made_vietnamese(text):
    for data in (text.encode(), text.encode("cp1252", "replace")):
        (record,) = read(b"<rss version='2.0'><channel><item><title>" + data + b"</title></item></channel></rss>")
        assert record.headline == text
        assert not told(record)


def test_what_cannot_be_recovered_is_named():
    text = FILES["feed"].replace(HEADLINE, "Phiên họp của Ủy ban ở Đồng Đăng với ông Ấn")
    record, _ = read(encode(text, "tcvn3"))
    assert "TCVN3 không có chữ hoa có dấu thanh, có thể phải viết hoa" in told(record)[0]
    assert "ấn" in told(record)[0]


def test_addresses_stay_byte_for_byte():
    address = "http://x.vn/tin/Ba\u0300i-mot.html"  # decomposed, as the old server had it
    feed = encode(FILES["feed"], "tcvn3-as-cp1252").decode().replace("</title>", f"</title><link>{address}</link>")
    first, _ = read(feed.encode())
    assert first.headline.lower() == HEADLINE.lower()
    assert first.url == address


def test_undecodable_bytes_of_an_address_are_escaped():
    fields = Fields()
    assert fields.read(["/tin/caf\udce9.html", "x"]) == ["/tin/caf%E9.html", "x"]


@pytest.mark.parametrize("name", NAMES)
def test_as_many_texts_come_back_as_went_in(name):
    texts = ["", "Đảng\nbộ\r\ntỉnh", "a\rb", "<p>một</p><p>hai</p>", "\udcff\udc80 x\n", "/a/\udce9", "\ud800", "\n\n"]
    for forced in (None, name):
        read = Fields(forced=forced).read(texts)
        assert len(read) == len(texts)
        assert "".join(read).encode()
