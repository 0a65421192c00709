"""Ghost exports, made here after the structure that Ghost documents."""

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from articles.formats import ghost
from articles.formats.dates import HANOI
from articles.formats.record import ArticleRecord, Refusal, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "formats" / "ghost-migrate-json"
SOURCE = Source(name="ghost.json")
POST = {
    "id": "5c1",
    "title": "Được mùa hồi",
    "slug": "duoc-mua-hoi",
    "html": "<p>Vụ hồi <b>được mùa</b>.</p>",
    "status": "published",
    "type": "post",
    "published_at": "2018-06-12T03:30:00.000Z",
    "updated_at": "2018-06-13T03:30:00.000Z",
    "custom_excerpt": "Giá hồi năm nay cao.",
}
TABLES = {
    "users": [
        {"id": "1", "name": "Lâm Thu Hà", "slug": "ha", "email": "ha@example.vn"},
        {"id": "2", "name": "Vi Đức Minh", "slug": "minh"},
    ],
    "tags": [
        {"id": "t1", "name": "Kinh tế"},
        {"id": "t2", "name": "cây hồi"},
        {"id": "t3", "name": "#an", "visibility": "internal"},
    ],
    "posts_authors": [
        {"post_id": "5c1", "author_id": "1", "sort_order": 1},
        {"post_id": "5c1", "author_id": "2", "sort_order": 0},
    ],
    "posts_tags": [
        {"post_id": "5c1", "tag_id": "t2", "sort_order": 1},
        {"post_id": "5c1", "tag_id": "t3", "sort_order": 2},
        {"post_id": "5c1", "tag_id": "t1", "sort_order": 0},
    ],
}


def read(document):
    data = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    return list(ghost.read(io.BytesIO(data), SOURCE))


def export(*posts, **tables):
    return {"db": [{"meta": {"version": "5.2"}, "data": {"posts": list(posts), **tables}}]}


def one(**changes):
    (record,) = read(export(POST | changes, **TABLES))
    return record


def codes(record):
    return [doubt.code for doubt in record.doubts]


def test_a_post_with_its_tables():
    record = one()
    assert (record.source_id, record.headline, record.url) == ("5c1", "Được mùa hồi", "/duoc-mua-hoi/")
    assert record.standfirst == "Giá hồi năm nay cao."
    assert record.body == "<p>Vụ hồi <strong>được mùa</strong>.</p>"
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 13, 10, 30, tzinfo=HANOI)
    assert [(byline.name, byline.email) for byline in record.bylines] == [
        ("Vi Đức Minh", ""),
        ("Lâm Thu Hà", "ha@example.vn"),
    ]
    assert record.tags == ["Kinh tế", "cây hồi"]
    assert (record.status, record.doubts) == ("published", [])


@pytest.mark.parametrize(
    "wrap",
    [
        lambda data: {"db": [{"data": data}]},
        lambda data: {"data": data},
        lambda data: data,
        lambda data: {"result": data},
        lambda data: data["posts"],
    ],
)
def test_posts_are_found_wherever_a_version_keeps_them(wrap):
    (record,) = read(wrap({"posts": [POST]}))
    assert record.headline == "Được mùa hồi"


def test_a_plain_file_nests_people_and_tags():
    nested = {"author": {"data": {"name": "Lâm Thu Hà"}}, "tags": [{"data": {"name": "Kinh tế"}}, "cây hồi"]}
    (record,) = read({"posts": [{"url": "https://cu.example.vn/1", "data": POST | nested}]})
    assert record.url == "https://cu.example.vn/1"
    assert [byline.name for byline in record.bylines] == ["Lâm Thu Hà"]
    assert record.tags == ["Kinh tế", "cây hồi"]


@pytest.mark.parametrize("status", ["draft", "scheduled"])
def test_what_is_not_out_yet_is_a_draft(status):
    assert one(status=status).status == "draft"


def test_a_draft_without_a_day_is_no_doubtful_article():
    record = one(status="draft", published_at=None)
    assert (record.published_on, record.doubts) == (None, [])
    assert record.published_on_reason


@pytest.mark.parametrize("mark", [{"type": "page"}, {"page": True}, {"page": 1}])
def test_a_page_is_told(mark):
    assert codes(one(**mark)) == ["page"]


def test_the_feature_image_comes_first_with_what_posts_meta_says():
    meta = {"post_id": "5c1", "feature_image_alt": "rừng hồi", "feature_image_caption": "Rừng hồi. Ảnh: <i>Thu Hà</i>"}
    (record,) = read(export(POST | {"feature_image": "__GHOST_URL__/content/images/hoi.jpg"}, posts_meta=[meta]))
    (photo,) = record.photos
    assert record.body.startswith("<p>[ảnh 1]</p>")
    assert (photo.reference, photo.alt) == ("/content/images/hoi.jpg", "rừng hồi")
    assert (photo.caption, photo.credit) == ("Rừng hồi.", "Thu Hà")


LEXICAL = {
    "root": {
        "children": [
            {"type": "extended-heading", "tag": "h2", "children": [{"type": "extended-text", "text": "Mở đầu"}]},
            {
                "type": "paragraph",
                "children": [
                    {"type": "text", "text": "Vụ <hồi> ", "format": 0},
                    {"type": "text", "text": "được mùa", "format": 3},
                    {"type": "link", "url": "https://a.vn/", "children": [{"type": "text", "text": " xem"}]},
                ],
            },
            {
                "type": "list",
                "listType": "number",
                "children": [
                    {"type": "listitem", "children": [{"type": "text", "text": "một"}]},
                ],
            },
            {"type": "image", "src": "__GHOST_URL__/content/images/hoi.jpg", "alt": "hồi", "caption": "Rừng hồi"},
            {"type": "html", "html": "<p>Thẻ</p>"},
            {"type": "horizontalrule"},
        ]
    }
}
TEXT = (
    "<h2>Mở đầu</h2><p>Vụ &lt;hồi&gt; <strong><em>được mùa</em></strong>"
    ' <a href="https://a.vn/" rel="noopener">xem</a></p><ol><li>một</li></ol><p>[ảnh 1]</p><p>Thẻ</p>'
)


def test_lexical_is_read_where_html_is_missing():
    record = one(html=None, lexical=json.dumps(LEXICAL))
    assert record.body == TEXT
    assert (record.photos[0].reference, record.photos[0].caption) == ("/content/images/hoi.jpg", "Rừng hồi")


def test_mobiledoc_is_read_where_html_is_missing():
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "https://a.vn/"]]],
        "atoms": [],
        "cards": [["image", {"src": "/content/images/hoi.jpg"}], ["markdown", {"markdown": "Một\n\nhai"}]],
        "sections": [
            [1, "p", [[0, [], 0, "Vụ hồi "], [0, [0, 1], 2, "được mùa"]]],
            [3, "ul", [[[0, [], 0, "một"]]]],
            [10, 0],
            [10, 1],
            [10, 7],
        ],
    }
    body = one(html="", mobiledoc=json.dumps(document)).body
    assert body.startswith("<p>Vụ hồi <")
    assert body.endswith("<ul><li>một</li></ul><p>[ảnh 1]</p><p>Một</p><p>hai</p>")


def test_a_broken_editor_document_is_told():
    assert "damaged" in codes(one(html=None, lexical="{hỏng"))


def test_wordpress_rest_posts_are_read():
    post = {
        "id": 12,
        "date": "2018-06-12T10:30:00",
        "date_gmt": "2018-06-12T03:30:00",
        "link": "https://bao.example.vn/hoi/",
        "status": "publish",
        "title": {"rendered": "Hồi &#8220;vàng&#8221;"},
        "content": {"rendered": "<p>Vụ hồi.</p>"},
        "excerpt": {"rendered": "<p>Vụ hồi. [&hellip;]</p>"},
        "_embedded": {
            "author": [{"name": "Lâm Thu Hà"}],
            "wp:featuredmedia": [{"source_url": "https://bao.example.vn/hoi.jpg", "caption": {"rendered": "Rừng"}}],
            "wp:term": [[{"name": "Kinh tế", "taxonomy": "category"}], [{"name": "hồi", "taxonomy": "post_tag"}]],
        },
    }
    data = json.dumps([post]).encode()
    assert ghost.sniff(data, "x")
    (record,) = read(data)
    assert (record.headline, record.standfirst) == ("Hồi “vàng”", "")
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.body == "<p>[ảnh 1]</p><p>Vụ hồi.</p>"
    assert [byline.name for byline in record.bylines] == ["Lâm Thu Hà"]
    assert record.tags == ["Kinh tế", "hồi"]


def test_a_post_without_words_is_refused():
    (refusal,) = read(export({"id": "9", "title": "", "html": None}))
    assert (refusal.code, refusal.source_id) == ("no-text", "9")


def test_broken_json_is_refused_by_line():
    (refusal,) = read(b'{"db": [\n{"data": {"posts": [}\n]}')
    assert refusal.code == "not-json"
    assert refusal.reason.startswith("Dòng 2")


def test_a_file_without_posts_says_so():
    assert [result.code for result in read({"db": []})] == ["no-records"]
    assert [result.code for result in read([1, 2])] == ["no-records"]


def test_a_file_too_large_to_hold_is_refused_with_the_mend(monkeypatch):
    monkeypatch.setattr(ghost, "MAX_BYTES", 100)
    (refusal,) = read(export(POST))
    assert refusal.code == "too-large"
    assert "từng phần" in refusal.reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_unicode_forms_are_read(encoding):
    (record,) = read(json.dumps(export(POST), ensure_ascii=False).encode(encoding))
    assert record.headline == "Được mùa hồi"


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b'{"db":[{"meta":{"exported_on":1}', True),
        (b'{"meta":{"exported_on":1,"version":"4.0"},"data":{"posts":[', True),
        (b'{"posts": [{"title"', True),
        (b'{"uri": "a", "headline": "b"}', False),
        (b'{"headline": "a", "body": []}\n', False),
        (b"<rss/>", False),
    ],
)
def test_exports_are_known_by_their_first_keys(head, known):
    assert ghost.sniff(head, "ghost.json") is known


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3))
KEYS = [*POST, "lexical", "mobiledoc", "tags", "authors", "author", "data", "url"]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_posts_of_any_shape_are_read_or_refused(post):
    for result in read({"posts": [post]}):
        assert isinstance(result, ArticleRecord | Refusal)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public samples are not here")
def test_public_samples_are_read_or_refused_by_name():
    for path in sorted(SHARED.glob("*.json")):
        data = path.read_bytes()
        results = read(data)
        assert results
        if ghost.sniff(data[:65536], path.name):
            assert all(isinstance(result, ArticleRecord) for result in results), path.name


def test_cards_keep_their_words_and_addresses():
    cards = [
        {"type": "bookmark", "url": "https://y.example", "metadata": {"title": "Bài Y", "description": "mô tả"}},
        {"type": "toggle", "heading": "Hỏi", "content": "<p>Đáp</p>"},
        {"type": "codeblock", "code": "x<y"},
        {"type": "button", "buttonText": "Bấm", "buttonUrl": "https://z.example"},
        {"type": "markdown", "markdown": "**Đậm**\n\n- một"},
        {"type": "horizontalrule"},
        {"type": "signup", "header": "Đăng ký"},
    ]
    (record,) = read(export({"id": 1, "title": "T", "lexical": json.dumps({"root": {"children": cards}})}))
    for kept in (
        "Bài Y – mô tả",
        "https://y.example",
        "Hỏi",
        "Đáp",
        "x&lt;y",
        "Bấm",
        "<strong>Đậm</strong>",
        "<li>một</li>",
    ):
        assert kept in record.body
    assert "Đăng ký" not in record.body


def test_posts_of_the_first_versions_are_markdown():
    (record,) = read(export({"id": 1, "title": "T", "markdown": "Một **đậm**\n\nHai", "html": None}))
    assert record.body == "<p>Một <strong>đậm</strong></p><p>Hai</p>"
