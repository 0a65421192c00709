import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from articles.formats import nitf
from articles.formats.record import ArticleRecord, Refusal, Source

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

HEAD = """<head><title>Khánh thành cầu</title>
<tobject tobject.type="news"><tobject.subject tobject.subject.matter="giao thông"/></tobject>
<docdata management-status="usable"><doc-id id-string="TTX-0612-01"/>
<date.issue norm="20180612T103000+0700"/><key-list><keyword key="cầu treo"/><keyword key="Bắc Hà"/></key-list></docdata>
<pubdata type="web" position.section="Kinh tế" ex-ref="https://hang.example/1"/></head>"""

BODY = """<body><body.head><hedline><hl1>Khánh thành cầu treo Bắc Hà</hl1><hl2>Nối hai bờ sau mùa lũ</hl2></hedline>
<byline>Bởi <person>Nguyễn Văn An</person>, <byttl>phóng viên</byttl></byline>
<distributor>TTX</distributor>
<dateline><location>BẮC HÀ</location>, <story.date norm="20180612">12/6</story.date> (TTX)</dateline>
<abstract><p>Cầu dài 120 mét vừa được đưa vào sử dụng.</p></abstract></body.head>
<body.content>
<media media-type="image"><media-reference mime-type="image/jpeg" source="nho.jpg" width="200"/>
<media-reference mime-type="image/jpeg" source="anh/cau.jpg" width="1200" alternate-text="Cầu treo"/>
<media-caption><p>Cầu treo nhìn từ bờ nam</p></media-caption><media-producer>Lê Hà</media-producer></media>
<block><p lede="true">Sáng 12/6, <org>UBND huyện</org> khánh thành <em>cầu treo</em>.</p>
<hl2>Vốn từ hai nguồn</hl2><p>Tổng vốn <money unit="đồng">4,5 tỉ</money> đồng.</p></block>
<table><tr><td>Nguồn</td><td>Số</td></tr><tr><td>Huyện</td><td>2</td></tr></table>
<media media-type="video"><media-reference mime-type="video/mp4" source="phim.mp4"/></media>
</body.content><body.end><tagline>Hãng tin giữ bản quyền</tagline></body.end></body>"""

STORY = f'<nitf xml:lang="vi">{HEAD}{BODY}</nitf>'


def read(text, encoding="utf-8"):
    return list(nitf.read(io.BytesIO(text.encode(encoding)), Source(name="tin.xml")))


def one(text):
    (item,) = read(text)
    return item


def test_a_story_is_read_whole():
    record = one(f'<?xml version="1.0" encoding="UTF-8"?>\n{STORY}')
    assert record.headline == "Khánh thành cầu treo Bắc Hà"
    assert record.kicker == "Nối hai bờ sau mùa lũ"
    assert record.standfirst == "Cầu dài 120 mét vừa được đưa vào sử dụng."
    assert [signed.name for signed in record.bylines] == ["Nguyễn Văn An"]
    assert record.agency == "TTX"
    assert record.source_id == "TTX-0612-01"
    assert record.url == "https://hang.example/1"
    assert record.sections == ["Kinh tế"]
    assert record.tags == ["cầu treo", "Bắc Hà", "giao thông"]
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert (record.status, record.language) == ("published", "vi")


def test_the_body_opens_with_the_dateline_and_keeps_headings_and_tables():
    body = one(STORY).body
    assert body.startswith("<p>[ảnh 1]</p><p>BẮC HÀ, 12/6 - Sáng 12/6, UBND huyện khánh thành <em>cầu treo</em>.</p>")
    assert "<h3>Vốn từ hai nguồn</h3><p>Tổng vốn 4,5 tỉ đồng.</p>" in body
    assert "<td>Huyện</td><td>2</td>" in body


def test_the_largest_picture_is_taken_with_its_caption_and_credit():
    (photo,) = one(STORY).photos
    assert (photo.reference, photo.caption, photo.credit, photo.alt) == (
        "anh/cau.jpg",
        "Cầu treo nhìn từ bờ nam",
        "Lê Hà",
        "Cầu treo",
    )


def test_a_dateline_that_the_text_repeats_is_not_printed_twice():
    record = one(STORY.replace("Sáng 12/6, <org>", "BẮC HÀ (TTX) - Sáng 12/6, <org>"))
    assert record.body.count("BẮC HÀ") == 1


@pytest.mark.parametrize(
    ("managed", "status"), [("usable", "published"), ("withheld", "draft"), ("canceled", "withdrawn")]
)
def test_the_management_status_becomes_the_articles(managed, status):
    assert one(STORY.replace('"usable"', f'"{managed}"')).status == status


def test_an_embargo_is_published_at_its_end_and_doubted():
    release = '<date.release norm="20180701T050000Z"/><date.issue'
    record = one(STORY.replace('"usable"', '"embargoed"').replace("<date.issue", release))
    assert record.published_at == datetime(2018, 7, 1, 12, 0, tzinfo=HANOI)
    assert "embargoed" in [doubt.code for doubt in record.doubts]


def test_several_stories_in_one_file_come_one_by_one_and_an_empty_one_is_refused():
    items = read(f"<stories>{STORY}<nitf><head><title>Trống</title></head><body/></nitf>{STORY}</stories>")
    assert [type(item) for item in items] == [ArticleRecord, Refusal, ArticleRecord]
    assert items[1].code == "no-text"
    assert "Trống" in items[1].reason


def test_namespaces_and_doctypes_do_not_matter():
    declared = STORY.replace("<nitf", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"')
    assert one(declared).headline == "Khánh thành cầu treo Bắc Hà"
    prefixed = STORY.replace("<nitf", '<n:nitf xmlns:n="urn:x"').replace("</nitf", "</n:nitf")
    assert one(prefixed).headline == "Khánh thành cầu treo Bắc Hà"
    typed = f'<?xml version="1.0"?><!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "nitf-3-2.dtd">{STORY}'
    assert one(typed).headline == "Khánh thành cầu treo Bắc Hà"


def test_modules_of_the_dtd_are_passed_over_and_entities_refused():
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE nitf [\n<!ENTITY {} SYSTEM "x">\n]>\n'
    assert one(doctype.format("% bang") + STORY).headline == "Khánh thành cầu treo Bắc Hà"
    assert one(doctype.format("bom") + STORY).code == "entities"


def test_a_lead_paragraph_that_the_full_text_repeats_is_left_out():
    lead = '<block class="lead_paragraph"><p>LEAD: Một.</p></block>'
    whole = '<block class="full_text"><p>Một.</p><p>Hai.</p></block>'
    assert one(f"<nitf><body><body.content>{lead}{whole}</body.content></body></nitf>").body == "<p>Một.</p><p>Hai.</p>"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By ANNA LUND and PETER HOLM", ["Anna Lund", "Peter Holm"]),
        ("By Anna Lund, Staff Reporter", ["Anna Lund"]),
        ("Von Anna Lund, dpa", ["Anna Lund"]),
        ("By ANNA LUND Associated Press Writer", ["Anna Lund"]),
        ("By Anna Lund\nStaff Writer", ["Anna Lund"]),
        ("By The Associated Press", []),
        ("Nông Văn Hậu - Lê Hà", ["Nông Văn Hậu", "Lê Hà"]),
        ("Lê Hà/TTXVN", ["Lê Hà"]),
        ("TTXVN", []),
        ("A.B.", ["A.B."]),
        ("Tin, ảnh: Nông Văn Hậu", ["Nông Văn Hậu"]),
    ],
)
def test_signatures_of_agencies_are_read(line, names):
    head = f"<body.head><byline>{line}</byline></body.head>"
    story = f"<nitf><body>{head}<body.content><p>Chữ.</p></body.content></body></nitf>"
    assert [signed.name for signed in one(story).bylines] == names


def test_paragraphs_marked_as_the_lede_are_the_standfirst_where_there_is_no_abstract():
    head = "<body.head><dateline><location>BẮC HÀ</location></dateline></body.head>"
    content = '<p lede="true">Cầu nối hai bờ.</p><p>Một.</p>'
    record = one(f"<nitf><body>{head}<body.content>{content}</body.content></body></nitf>")
    assert (record.standfirst, record.body) == ("BẮC HÀ - Cầu nối hai bờ.", "<p>Một.</p>")


@pytest.mark.parametrize(
    "content",
    ["&lt;p&gt;Một.&lt;/p&gt;&lt;p&gt;Hai.&lt;/p&gt;", "<![CDATA[<p>Một.</p><p>Hai.</p>]]>", "Một.\n\nHai.\n"],
)
def test_text_without_elements_is_read_as_markup_or_lines(content):
    assert one(f"<nitf><body><body.content>{content}</body.content></body></nitf>").body == "<p>Một.</p><p>Hai.</p>"


def test_a_heading_that_repeats_the_headline_is_left_out():
    head = "<body.head><hedline><hl1>Khánh thành cầu</hl1></hedline></body.head>"
    content = "<hl1>Khánh thành cầu</hl1><p>Một.</p>"
    assert one(f"<nitf><body>{head}<body.content>{content}</body.content></body></nitf>").body == "<p>Một.</p>"


def test_paragraphs_without_body_content_are_kept():
    assert one("<nitf><body><p>Một.</p><p>Hai.</p></body></nitf>").body == "<p>Một.</p><p>Hai.</p>"


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (STORY, True),
        ('<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY % x "y">]><nitf>', True),
        ("<stories><nitf><head/>", True),
        ('<NewsML Version="1.2"><NewsItem><nitf>', False),
        ("<html><body>nitf</body></html>", False),
        ("nitf", False),
    ],
)
def test_nitf_is_told_by_its_root(head, known):
    assert nitf.sniff(head.encode(), "tin.xml") is known


def test_a_broken_story_does_not_lose_the_others():
    broken = "<nitf><body><body.content><p>Hỏng & <b>dở</p></body.content></body></nitf>"
    first, _, last = read(f"<stories>{STORY}{broken}{STORY}</stories>")
    assert first.headline == last.headline == "Khánh thành cầu treo Bắc Hà"


@given(st.text(alphabet=st.sampled_from("<>/pnitfbodymea .=\"'&[]!-"), max_size=200))
def test_any_text_inside_gives_an_article_or_a_refusal(text):
    for item in read(f"<nitf><body><body.content><p>{text}</p></body.content></body></nitf>"):
        assert isinstance(item, ArticleRecord | Refusal)


def test_what_is_said_to_editors_is_kept_as_noise():
    record = one(
        '<nitf><head><docdata><ed-msg info="Giữ lại một giờ"/><doc.copyright year="2018" holder="TTXVN"/></docdata>'
        '<revision-history name="Lê B" norm="20180612T110000+0700" comment="sửa lỗi"/></head><body><body.head>'
        "<hedline><hl1>Tít</hl1></hedline><note><body.content><p>Ghi chú</p></body.content></note>"
        "<rights>Bản quyền</rights></body.head><body.content><p>Chữ<fn>chú</fn> của tin.</p></body.content>"
        "<body.end><bibliography>Sách</bibliography></body.end></body></nitf>"
    )
    kept = {"Giữ lại một giờ", "2018 TTXVN", "Ghi chú", "Bản quyền", "Sách"}
    assert kept <= set(record.noise)
    assert record.modified_at.hour == 11
    assert record.body == "<p>Chữ (chú) của tin.</p>"
