import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from articles.formats import newsml, newsml1
from articles.formats.record import ArticleRecord, Refusal, Source

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"'
XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
NITF = '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content>{}</body.content></body></nitf>'
BODY = XHTML.format("<p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>")


def read(text, reader=newsml):
    return list(reader.read(io.BytesIO(text.encode()), Source(name="tin.xml")))


def one(text, reader=newsml):
    (item,) = read(text, reader)
    return item


def text_item(*, guid="urn:tin:1", content=BODY, item="", meta="", version=1, status="usable"):
    return f"""<newsItem {NAMESPACE} guid="{guid}" version="{version}" xml:lang="vi"><itemMeta>
    <itemClass qcode="ninat:text"/><provider literal="TTX"/><versionCreated>2018-06-12T12:00:00+07:00</versionCreated>
    <firstCreated>2018-06-12T10:30:00+07:00</firstCreated><pubStatus qcode="stat:{status}"/>{item}</itemMeta>
    <contentMeta><headline>Khánh thành cầu treo</headline>{meta}</contentMeta>
    <contentSet><inlineXML contenttype="application/xhtml+xml">{content}</inlineXML></contentSet></newsItem>"""


def picture_item(*, guid="urn:anh:1", item="", kind="picture"):
    return f"""<newsItem {NAMESPACE} guid="{guid}"><itemMeta><itemClass qcode="ninat:{kind}"/>{item}</itemMeta>
    <contentMeta><contentCreated>2018-06-11T08:00:00+07:00</contentCreated><creator><name>Lê Hà</name></creator>
    <headline>Cầu</headline><description role="drol:caption">Cầu treo nhìn từ bờ nam</description></contentMeta>
    <contentSet><remoteContent href="nho.jpg" width="200" contenttype="image/jpeg"/>
    <remoteContent href="to.jpg" width="1200" contenttype="image/jpeg"/></contentSet></newsItem>"""


def message(*items):
    return f"<newsMessage {NAMESPACE}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"


def test_a_text_item_is_read_whole():
    meta = """<by>Bởi Nguyễn Văn An</by><dateline>BẮC HÀ, 12/6 (TTX)</dateline><slugline>cầu</slugline>
    <description role="drol:summary">Nối hai bờ sau mùa lũ.</description><keyword>cầu treo</keyword>
    <subject qcode="medtop:04000000"><name xml:lang="en">economy</name><name xml:lang="vi">kinh tế</name></subject>
    <subject qcode="medtop:20000337"><name>giao thông</name></subject>"""
    record = one(f'<?xml version="1.0"?>{text_item(meta=meta)}')
    assert (record.headline, record.standfirst) == ("Khánh thành cầu treo", "Nối hai bờ sau mùa lũ.")
    assert record.body == "<p>BẮC HÀ, 12/6 - Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>"
    assert [signed.name for signed in record.bylines] == ["Nguyễn Văn An"]
    assert (record.agency, record.sections, record.tags) == ("TTX", ["kinh tế"], ["cầu treo", "giao thông"])
    assert (record.source_id, record.language) == ("urn:tin:1", "vi")
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 12, 12, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    "content",
    [NITF.format("<p>Một.</p><hl2>Hai</hl2>"), XHTML.format("<p>Một.</p><h3>Hai</h3>"), "<p>Một.</p><h3>Hai</h3>"],
)
def test_the_text_is_read_from_nitf_and_xhtml(content):
    assert one(text_item(content=content)).body == "<p>Một.</p><h3>Hai</h3>"


def test_plain_inline_data_becomes_paragraphs():
    item = text_item().replace("inlineXML", "inlineData").replace("application/xhtml+xml", "text/plain")
    assert one(item.replace(BODY, "Một.\nHai.\n")).body == "<p>Một.</p><p>Hai.</p>"


@pytest.mark.parametrize(
    ("status", "stored"), [("usable", "published"), ("canceled", "withdrawn"), ("withheld", "draft")]
)
def test_the_publishing_status_becomes_the_articles(status, stored):
    assert one(text_item(status=status)).status == stored


def test_an_embargo_is_the_time_of_publication_and_doubted():
    record = one(text_item(item="<embargoed>2018-07-01T05:00:00Z</embargoed>"))
    assert record.published_at == datetime(2018, 7, 1, 12, 0, tzinfo=HANOI)
    assert "embargoed" in [doubt.code for doubt in record.doubts]


def test_the_time_of_a_later_version_is_not_that_of_publication():
    item = text_item(version=3, meta="<contentCreated>2018-06-01</contentCreated>")
    item = item.replace("<firstCreated>2018-06-12T10:30:00+07:00</firstCreated>", "")
    assert one(item).published_on == "2018-06-01"


def test_pictures_join_the_text_that_links_to_them():
    linked = text_item(item='<link rel="irel:hasPicture" residref="urn:anh:2"/>')
    items = read(message(picture_item(), linked, text_item(guid="urn:tin:2"), picture_item(guid="urn:anh:2")))
    first, second, refused = items
    assert first.photos[0].caption == "Cầu treo nhìn từ bờ nam"
    assert (first.photos[0].credit, first.photos[0].reference) == ("Lê Hà", "to.jpg")
    assert first.photos[0].taken_on == date(2018, 6, 11)
    assert first.body.startswith("<p>[ảnh 1]</p>")
    assert second.photos == []
    assert (refused.code, len(refused.lines)) == ("not-text", 1)


def test_pictures_join_the_text_before_them_in_a_package():
    group = """<groupSet root="G"><group id="G"><itemRef residref="urn:tin:2"><itemClass qcode="ninat:text"/></itemRef>
    <itemRef residref="urn:anh:1"><itemClass qcode="ninat:picture"/></itemRef></group></groupSet>"""
    package = f'<packageItem {NAMESPACE} guid="g">{group}</packageItem>'
    items = read(message(text_item(), text_item(guid="urn:tin:2"), picture_item(), package))
    assert [len(item.photos) for item in items if isinstance(item, ArticleRecord)] == [0, 1]
    assert [item.code for item in items if isinstance(item, Refusal)] == ["not-article"]


def test_all_pictures_of_a_message_join_its_only_text():
    (record,) = read(message(text_item(), picture_item(), picture_item(guid="urn:anh:2")))
    assert len(record.photos) == 2


def test_items_that_are_no_articles_are_counted_by_kind():
    concept = f'<conceptItem {NAMESPACE} guid="c"><itemMeta/></conceptItem>'
    items = read(message(concept, concept, picture_item(kind="video"), picture_item(guid="urn:anh:2")))
    assert [(item.code, len(item.lines)) for item in items] == [("not-article", 2), ("not-text", 1), ("not-text", 1)]
    assert "2 mục" in items[0].reason


def test_an_older_version_in_the_same_file_is_superseded():
    items = read(message(text_item(version=1), text_item(version=2)))
    assert [getattr(item, "code", "article") for item in items] == ["superseded", "article"]


def test_text_kept_in_another_file_is_named():
    item = text_item().replace("<inlineXML", '<remoteContent href="bai.xml"/><x').replace("</inlineXML>", "</x>")
    refused = one(item)
    assert refused.code == "remote-text"
    assert "bai.xml" in refused.reason


REVISION = """<NewsItem xml:lang="vi"><Identification><NewsIdentifier><ProviderId>hang.example</ProviderId>
<DateId>20180612</DateId><NewsItemId>{id}</NewsItemId><RevisionId PreviousRevision="0" Update="N">1</RevisionId>
<PublicIdentifier>urn:newsml:hang.example:20180612:{id}:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20180612T103000+0700</FirstCreated>
<ThisRevisionCreated>20180612T120000+0700</ThisRevisionCreated><Status FormalName="{status}"/></NewsManagement>
{component}</NewsItem>"""

LINES = """<NewsLines><HeadLine>Khánh thành cầu treo</HeadLine><ByLine>Bởi Nguyễn Văn An</ByLine>
<DateLine>BẮC HÀ, 12/6 (TTX)</DateLine><KeywordLine>cầu treo</KeywordLine></NewsLines>"""

PHOTO = """<NewsComponent Duid="anh"><Role FormalName="Photo"/><NewsLines><HeadLine>Cầu</HeadLine></NewsLines>
<NewsComponent><Role FormalName="Caption"/><ContentItem><MediaType FormalName="Text"/>
<DataContent><p>Cầu treo nhìn từ bờ nam. Ảnh: Lê Hà</p></DataContent></ContentItem></NewsComponent>
<NewsComponent EquivalentsList="yes"><ContentItem Href="nho.jpg"><MediaType FormalName="Photo"/>
<Characteristics><Property FormalName="Width" Value="200"/></Characteristics></ContentItem>
<ContentItem Href="to.jpg"><MediaType FormalName="Photo"/>
<Characteristics><Property FormalName="Width" Value="1200"/></Characteristics></ContentItem></NewsComponent>
</NewsComponent>"""


def text_component(content, *, lines="", duid="chu"):
    return f"""<NewsComponent Duid="{duid}">{lines}<ContentItem><MediaType FormalName="Text"/><Format FormalName="x"/>
    <DataContent>{content}</DataContent></ContentItem></NewsComponent>"""


def newsml_1(*components, status="Usable"):
    items = "".join(
        REVISION.format(id=f"TX{n}", status=status, component=component) for n, component in enumerate(components, 1)
    )
    doctype = '<!DOCTYPE NewsML SYSTEM "http://hang.example/NewsML_1.2.dtd" [<!ATTLIST a b CDATA #IMPLIED>]>'
    return f'<?xml version="1.0"?>{doctype}<NewsML Version="1.2"><NewsEnvelope/>{items}</NewsML>'


def component(*parts, lines=LINES):
    return f'<NewsComponent Essential="no"><Role FormalName="Main"/>{lines}{"".join(parts)}</NewsComponent>'


@pytest.mark.parametrize(
    "content",
    [
        "<p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>",
        NITF.format("<p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>"),
        "<html><body><p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p></body></html>",
        "&lt;p&gt;Cầu dài 120 mét.&lt;/p&gt;&lt;p&gt;Vốn 4 tỉ đồng.&lt;/p&gt;",
        "Cầu dài 120 mét.\nVốn 4 tỉ đồng.\n",
    ],
)
def test_newsml_1_stories_are_read_whatever_holds_their_text(content):
    record = one(newsml_1(component(text_component(content), PHOTO)), newsml1)
    assert record.headline == "Khánh thành cầu treo"
    assert record.body == "<p>[ảnh 1]</p><p>BẮC HÀ, 12/6 - Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>"
    photo = record.photos[0]
    assert (photo.caption, photo.credit, photo.reference) == ("Cầu treo nhìn từ bờ nam.", "Lê Hà", "to.jpg")
    assert [signed.name for signed in record.bylines] == ["Nguyễn Văn An"]
    assert (record.agency, record.tags, record.source_id) == ("TTX", ["cầu treo"], "hang.example:20180612:TX1")
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 12, 12, 0, tzinfo=HANOI)


def test_two_headlines_in_one_newsml_1_item_are_two_articles():
    second = text_component("<p>Hai.</p>", lines="<NewsLines><HeadLine>Tin thứ hai</HeadLine></NewsLines>", duid="b")
    first = text_component("<p>Một.</p>", lines="<NewsLines><HeadLine>Tin đầu</HeadLine></NewsLines>", duid="a")
    records = read(newsml_1(component(first, second, lines="")), newsml1)
    assert [(record.headline, record.body) for record in records] == [
        ("Tin đầu", "<p>Một.</p>"),
        ("Tin thứ hai", "<p>Hai.</p>"),
    ]
    assert [record.source_id for record in records] == ["hang.example:20180612:TX1#a", "hang.example:20180612:TX1#b"]


def test_of_equivalent_texts_the_vietnamese_one_is_taken():
    language = "<DescriptiveMetadata><Language FormalName='{}'/></DescriptiveMetadata>"
    words = (("Bridge", "en"), ("Cầu", "vi"))
    parts = [text_component(f"<p>{word}</p>", lines=language.format(tag)) for word, tag in words]
    whole = component(*parts, lines="<NewsLines><HeadLine>Tít</HeadLine></NewsLines>")
    record = one(newsml_1(whole.replace("Essential", 'EquivalentsList="yes" Essential')), newsml1)
    assert record.body == "<p>Cầu</p>"


def test_a_newsml_1_story_in_parts_is_put_together():
    texts = {"Title": "Khánh thành cầu treo", "Lead": "Nối hai bờ.", "Body": "<p>Một.</p><p>Hai.</p>"}
    parts = [
        f'<NewsComponent><Role FormalName="{role}"/><ContentItem><DataContent>{text}</DataContent></ContentItem>'
        "</NewsComponent>"
        for role, text in texts.items()
    ]
    record = one(newsml_1(component(*parts, lines="")), newsml1)
    assert (record.headline, record.standfirst) == ("Khánh thành cầu treo", "Nối hai bờ.")
    assert record.body == "<p>Một.</p><p>Hai.</p>"


@pytest.mark.parametrize(
    ("status", "stored"), [("Usable", "published"), ("Canceled", "withdrawn"), ("Withheld", "draft")]
)
def test_the_newsml_1_status_becomes_the_articles(status, stored):
    assert one(newsml_1(component(text_component("<p>Một.</p>")), status=status), newsml1).status == stored


def test_newsml_1_items_without_text_are_refused_by_kind():
    pictures = component('<ContentItem Href="a.jpg"><MediaType FormalName="Photo"/></ContentItem>')
    items = read(newsml_1(pictures, "<TopicSet><Topic/></TopicSet>"), newsml1)
    assert [item.code for item in items] == ["not-text", "not-article"]
    assert "a.jpg" in items[0].lines


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (text_item(), newsml),
        (message(text_item()), newsml),
        (newsml_1(component()), newsml1),
        ("<NewsML><NewsItem/></NewsML>", newsml1),
        ('<rss version="2.0"><channel/></rss>', None),
        ('<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body/></nitf>', None),
    ],
)
def test_the_two_newsml_are_told_apart(text, known):
    assert [module for module in (newsml, newsml1) if module.sniff(text.encode(), "tin.xml")] == [known] * bool(known)


@given(
    st.text(alphabet=st.sampled_from("<>/pnewsItm contSXML=\"'&.-"), max_size=200),
    st.sampled_from([newsml, newsml1]),
)
def test_any_text_inside_gives_articles_or_refusals(text, reader):
    whole = message(text_item(content=text)) if reader is newsml else newsml_1(component(text_component(text)))
    assert all(isinstance(item, ArticleRecord | Refusal) for item in read(whole, reader))
