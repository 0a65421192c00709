import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from articles.formats import ninjs
from articles.formats.record import ArticleRecord, Refusal, Source

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

VERSION_1 = {
    "uri": "urn:tin:1",
    "type": "text",
    "language": "vi-VN",
    "pubstatus": "usable",
    "firstcreated": "2018-06-12T10:30:00+07:00",
    "versioncreated": "2018-06-12T12:00:00+07:00",
    "headline": "Khánh thành cầu treo",
    "byline": "Bởi Nguyễn Văn An",
    "description_text": "Nối hai bờ sau mùa lũ.",
    "body_text": "Chữ thường không dùng.",
    "body_xhtml": "<div><p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p></div>",
    "subject": [{"name": "giao thông", "code": "1"}],
    "service": [{"name": "Kinh tế"}],
    "infosource": [{"name": "TTX"}],
    "associations": {
        "featuremedia": {
            "uri": "urn:anh:1",
            "type": "picture",
            "byline": "Lê Hà",
            "description_text": "Cầu treo nhìn từ bờ nam",
            "renditions": {
                "thumb": {"href": "https://hang.example/nho.jpg", "mimetype": "image/jpeg", "width": 100},
                "main": {"href": "https://hang.example/to.jpg", "mimetype": "image/jpeg", "width": 1200},
            },
        }
    },
}

VERSION_3 = {
    "uri": "urn:tin:1",
    "type": "text",
    "language": "vi",
    "pubStatus": "usable",
    "firstCreated": "2018-06-12T10:30:00+07:00",
    "versionCreated": "2018-06-12T12:00:00+07:00",
    "headlines": [{"role": "short", "value": "Cầu mới"}, {"role": "main", "value": "Khánh thành cầu treo"}],
    "by": "Bởi Nguyễn Văn An",
    "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "Nối hai bờ sau mùa lũ."}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "Chữ thường không dùng."},
        {"role": "main", "contentType": "text/html", "value": "<p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>"},
    ],
    "subjects": [{"name": "giao thông", "uri": "x"}],
    "services": [{"name": "Kinh tế"}],
    "infoSources": [{"name": "TTX"}],
    "infosources": [{"name": "TTX"}],
    "associations": [
        {
            "name": "featuremedia",
            "uri": "urn:anh:1",
            "type": "picture",
            "by": "Lê Hà",
            "descriptions": [{"role": "caption", "value": "Cầu treo nhìn từ bờ nam"}],
            "renditions": [
                {"name": "thumb", "href": "https://hang.example/nho.jpg", "contentType": "image/jpeg", "width": 100},
                {"name": "main", "href": "https://hang.example/to.jpg", "contentType": "image/jpeg", "width": 1200},
            ],
        }
    ],
}


def read(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return list(ninjs.read(io.BytesIO(text.encode()), Source(name="tin.json")))


def one(value):
    (item,) = read(value)
    return item


@pytest.mark.parametrize("item", [VERSION_1, VERSION_3], ids=["1", "3"])
def test_a_text_item_of_each_version_is_read_whole(item):
    record = one(item)
    assert (record.headline, record.standfirst) == ("Khánh thành cầu treo", "Nối hai bờ sau mùa lũ.")
    assert record.body == "<p>[ảnh 1]</p><p>Cầu dài 120 mét.</p><p>Vốn 4 tỉ đồng.</p>"
    assert [signed.name for signed in record.bylines] == ["Nguyễn Văn An"]
    assert (record.sections, record.tags, record.agency) == (["Kinh tế"], ["giao thông"], "TTX")
    assert (record.source_id, record.language, record.status) == ("urn:tin:1", "vi", "published")
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 12, 12, 0, tzinfo=HANOI)
    photo = record.photos[0]
    assert (photo.caption, photo.credit, photo.reference) == (
        "Cầu treo nhìn từ bờ nam",
        "Lê Hà",
        "https://hang.example/to.jpg",
    )


def test_a_picture_shown_in_the_body_stands_where_it_is_shown():
    body = '<p>Một.</p><figure><img src="https://hang.example/to.jpg"></figure><p>Hai.</p>'
    record = one({**VERSION_1, "body_xhtml": body})
    assert record.body == "<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p>"
    assert (len(record.photos), record.photos[0].caption) == (1, "Cầu treo nhìn từ bờ nam")


def test_plain_text_becomes_paragraphs():
    item = {key: value for key, value in VERSION_1.items() if key not in ("body_xhtml", "associations")}
    assert one({**item, "body_text": "Một.\nHai < ba.\n"}).body == "<p>Một.</p><p>Hai &lt; ba.</p>"


@pytest.mark.parametrize(
    ("status", "stored"), [("usable", "published"), ("withheld", "draft"), ("canceled", "withdrawn")]
)
def test_the_publishing_status_becomes_the_articles(status, stored):
    assert one({**VERSION_1, "pubstatus": status}).status == stored


def test_an_embargo_is_the_time_of_publication_and_doubted():
    record = one({**VERSION_1, "embargoed": "2018-07-01T05:00:00Z"})
    assert record.published_at == datetime(2018, 7, 1, 12, 0, tzinfo=HANOI)
    assert "embargoed" in [doubt.code for doubt in record.doubts]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([VERSION_1, VERSION_3]),
        json.dumps({"items": [VERSION_1, VERSION_3]}),
        json.dumps(VERSION_1) + "\n" + json.dumps(VERSION_3) + "\n",
        "\ufeff" + json.dumps(VERSION_1, indent=2) + "\r\n\r\n" + json.dumps(VERSION_3, indent=2),
    ],
    ids=["list", "wrapper", "lines", "pretty"],
)
def test_many_items_come_one_by_one(text):
    assert [item.headline for item in read(text)] == ["Khánh thành cầu treo"] * 2


def test_a_broken_line_is_named_and_the_next_one_read():
    first, broken, last = read(f'{json.dumps(VERSION_1)}\n{{"uri": "hỏng", "headline": }}\n{json.dumps(VERSION_1)}\n')
    assert first.headline == last.headline == "Khánh thành cầu treo"
    assert broken.code == "not-json"
    assert "Dòng 2" in broken.reason


def test_a_broken_indented_file_is_refused_once():
    broken = json.dumps([VERSION_1, VERSION_3], indent=2).replace('"type":', '"type"', 1)
    assert [item.code for item in read(broken)] == ["not-json"]


def test_a_file_that_ends_too_early_is_refused():
    assert one(json.dumps(VERSION_1)[:200]).code == "not-json"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"uri": "a", "type": "picture", "headline": "Cầu", "body_text": "chú thích"}, "not-text"),
        ({"uri": "a", "type": "video"}, "not-text"),
        ({"uri": "a", "type": "event"}, "not-article"),
        ({"uri": "a", "type": "text", "headline": "Cầu"}, "no-text"),
        ({"headline": "không có uri"}, "not-article"),
        ("chỉ là chữ", "not-article"),
    ],
)
def test_items_that_are_no_articles_are_refused(item, code):
    assert one([item]).code == code


def test_a_text_within_a_text_is_an_article_of_its_own():
    side = {"uri": "urn:tin:2", "type": "text", "headline": "Bên lề", "body_text": "Chữ."}
    whole = {**VERSION_1, "associations": {"sidebar": side}}
    assert [record.source_id for record in read(whole)] == ["urn:tin:1", "urn:tin:2"]


def test_nesting_beyond_reason_is_refused_in_words():
    assert one("[" * 100_000).code == "not-json"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (json.dumps(VERSION_1), True),
        (json.dumps([VERSION_3]), True),
        ('{"$schema": "http://json-schema.org/schema#", "properties": {"uri": "x", "versioncreated": 1}}', False),
        ('{"db": [{"data": {}}]}', False),
        ('{"uri": "x"}', False),
        ("uri", False),
    ],
)
def test_ninjs_is_told_by_its_fields(text, known):
    assert ninjs.sniff(text.encode(), "tin.json") is known


NAMES = st.sampled_from([*VERSION_1, *VERSION_3])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner),
    max_leaves=20,
)


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_fields_of_any_kind_give_articles_or_refusals(item):
    assert all(isinstance(found, ArticleRecord | Refusal) for found in read(item))


def test_version_3_names_its_parts_in_its_own_words():
    record = one(
        VERSION_3
        | {
            "headlines": [{"role": "main", "value": "Khánh thành cầu"}, {"role": "subheadline", "value": "Giao thông"}],
            "infoSources": [{"name": "Trần Bình", "role": "writer"}, {"name": "TTX", "role": "source"}],
            "by": "",
            "infosources": None,
            "located": "Lạng Sơn",
            "subjects": [{"name": "Kinh tế", "rel": "section"}, {"name": "cầu", "rel": "about"}],
            "usageTerms": "Chỉ dùng trong nước",
            "edNote": "Sẽ có bản sửa",
        }
    )
    assert (record.headline, record.kicker, record.agency) == ("Khánh thành cầu", "Giao thông", "TTX")
    assert [byline.name for byline in record.bylines] == ["Trần Bình"]
    assert record.sections == ["Kinh tế"]
    assert record.tags == ["cầu"]
    assert record.body.startswith("<p>Lạng Sơn - Cầu dài") or "<p>Lạng Sơn - Cầu dài" in record.body
    assert {"usageTerms: Chỉ dùng trong nước", "edNote: Sẽ có bản sửa"} <= set(record.noise)


@pytest.mark.parametrize("opening", ["LẠNG SƠN, 12/6 (TTXVN) -- Cầu", "HÀ NỘI (TTXVN) - Cầu", "Lạng Sơn - Cầu"])
def test_a_place_that_the_text_names_is_not_put_before_it_again(opening):
    body = f"<p>{opening} dài 120 mét.</p>"
    assert one(VERSION_1 | {"located": "Lạng Sơn", "body_xhtml": body, "associations": {}}).body == body


def test_rich_text_without_paragraphs_keeps_its_letters():
    bodies = [{"contentType": "text/html", "value": "Cầu<sup>®</sup> mới"}]
    assert one(VERSION_3 | {"bodies": bodies, "associations": []}).body == "<p>Cầu® mới</p>"
