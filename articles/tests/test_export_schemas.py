"""What goes out is what the public specifications ask for."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from articles.formats.record import PhotoRecord, photo_place
from articles.tests.exports import a_record, written

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "formats"
SCHEMA = SHARED / "ninjs" / "newsinjson__specification__ninjs-schema_3.1.json"
PHOTO = PhotoRecord(caption="Phơi hồi.", credit="Lê Hà", alt="Sân phơi", reference="anh/phơi hồi.jpg")
RECORDS = (
    a_record(kicker="Vụ hồi", agency="LSO", photos=[PHOTO, PhotoRecord(caption="Chờ ảnh.")]),
    a_record(key="b", headline=None, standfirst="", photos=[], bylines=[], tags=[], sections=[], published_at=None),
    a_record(key="c d", published_at=None, published_on="2018-06", status="withdrawn", body=""),
)

# ninjs 3.1, https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json: the properties that we write, and their members
TEXTS = {"role", "contentType", "value"}
NINJS = {
    **dict.fromkeys(("headlines", "descriptions"), TEXTS),
    "bodies": TEXTS | {"charCount", "wordCount"},
    "people": {"name", "rel", "uri", "literal", "contactInfo"},
    "subjects": {"name", "rel", "uri", "literal", "creator", "relevance", "confidence"},
    "infoSources": {"name", "role", "uri", "literal", "contactInfo"},
    "altIds": {"role", "value"},
    "standard": {"name", "version", "schema"},
    "renditions": {"name", "href", "contentType", "title", "width", "height", "sizeInBytes"},
}
WORDS = {
    *("uri", "type", "representationType", "firstCreated", "versionCreated", "contentCreated", "embargoedUntil"),
    *("pubStatus", "language", "copyrightNotice", "slugline", "by"),
}
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def items():
    return json.loads(written("ninjs", *RECORDS))


def everything(item):
    return [item, *item.get("associations", [])]


def test_ninjs_items_have_only_what_the_schema_allows():
    for item in items():
        for one in everything(item):
            is_part = one is not item
            assert one["uri"]
            assert set(one) <= WORDS | set(NINJS) | ({"name", "rel"} if is_part else {"associations"})
            for name, members in NINJS.items():
                parts = one.get(name, [])
                for part in [parts] if isinstance(parts, dict) else parts:
                    assert set(part) <= members
            texts = [text for name in ("headlines", "bodies", "descriptions") for text in one.get(name, ())]
            assert all("value" in text for text in texts)


def test_ninjs_values_are_of_the_kinds_the_schema_names():
    for item in items():
        for one in everything(item):
            assert one["type"] in {"text", "picture"}
            assert one.get("pubStatus", "usable") in {"usable", "withheld", "canceled"}
            assert re.fullmatch(r"[a-z]+:[!-~]+", one["uri"])
            for name in ("firstCreated", "versionCreated", "contentCreated", "embargoedUntil"):
                assert name not in one or DATE_TIME.fullmatch(one[name])
            assert not [value for value in one.values() if value in ("", [], None)]
            assert all(re.fullmatch("[!-~]+", rendition["href"]) for rendition in one.get("renditions", ()))


@pytest.mark.skipif(not SCHEMA.exists(), reason="../shared is not here")
def test_ninjs_items_are_valid_by_the_public_schema():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for item in items():
        assert faults(item, schema, schema) == []


def faults(value, rules, schema, where="", seen=()):
    """Return what `value` does against `rules`: the part of JSON Schema 2020-12 that ninjs uses."""
    rules = _resolved(rules, schema)
    found = []
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
    if "type" in rules and not isinstance(value, kinds[rules["type"]]):
        found.append(f"{where}: not {rules['type']}")
    if "enum" in rules and value not in rules["enum"]:
        found.append(f"{where}: {value!r} is not in the list")
    if rules.get("format") == "date-time" and not DATE_TIME.fullmatch(value):
        found.append(f"{where}: {value!r} is no moment")
    if isinstance(value, dict):
        known = rules.get("properties", {})
        found += [f"{where}: lacks {name}" for name in rules.get("required", ()) if name not in value]
        is_closed = rules.get("additionalProperties", rules.get("unevaluatedProperties", True)) is False
        found += [f"{where}.{name}: not known" for name in value if is_closed and name not in known]
        for name in value.keys() & known.keys():
            found += faults(value[name], known[name], schema, f"{where}.{name}")
    if isinstance(value, list) and "items" in rules:
        for number, part in enumerate(value):
            found += faults(part, rules["items"], schema, f"{where}[{number}]")
    return found


def _resolved(rules, schema):
    """Return `rules` with what it refers to taken in."""
    while "$ref" in rules:
        target = schema
        for step in rules["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        own = {name: value for name, value in rules.items() if name != "$ref"}
        merged = target | own
        merged["properties"] = target.get("properties", {}) | own.get("properties", {})
        rules = merged
    return rules


# The order of NITF's DTD, 3.x: children of the elements that we write
NITF = {
    "nitf": ["head", "body"],
    "head": ["title", "meta", "tobject", "iim", "docdata", "pubdata", "revision-history"],
    "body": ["body.head", "body.content", "body.end"],
    "body.head": ["hedline", "note", "rights", "byline", "distributor", "dateline", "abstract", "series"],
    "hedline": ["hl1", "hl2"],
    "media": ["media-metadata", "media-reference", "media-caption", "media-producer"],
    "docdata": ["doc-id", "date.release", "doc.copyright", "key-list"],
}
BLOCKS = {"p", "hl2", "table", "media", "ol", "ul", "dl", "bq", "fn", "note", "hr", "pre", "block"}
INLINE = {"a", "br", "em", "lang", "person", "org", "location", "num", "q"}
REQUIRED = {"media": ["media-type"], "media-reference": ["mime-type"], "meta": ["name", "content"], "keyword": ["key"]}
RICH = (
    "Chữ trần <strong>đậm</strong><p>Một <em>hai</em><br>ba</p><h2>Mục</h2><blockquote><p>Trích</p></blockquote>"
    f"{photo_place(1)}<ol><li>một</li></ol><table><caption>Bảng</caption><tbody><tr><th>a</th><td>b</td></tr>"
    "</tbody></table>trần nữa"
)


def test_nitf_keeps_the_order_and_the_places_of_the_dtd():
    record = a_record(body=RICH, kicker="Vụ hồi", agency="LSO", photos=[PHOTO])
    root = etree.fromstring(written("nitf", record).encode())
    assert root.tag == "nitf"
    assert root.getroottree().docinfo.doctype.startswith("<!DOCTYPE nitf PUBLIC")
    for element in root.iter():
        places = [NITF[element.tag].index(child.tag) for child in element] if element.tag in NITF else []
        assert places == sorted(places), element.tag
        assert not [name for name in REQUIRED.get(element.tag, ()) if not element.get(name)]
    (content,) = root.iter("body.content")
    assert {child.tag for child in content} <= BLOCKS
    assert not (content.text or "").strip()
    assert not [child.tail for child in content if (child.tail or "").strip()]
    for paragraph in content.iter("p", "hl2"):
        assert {child.tag for child in paragraph} <= INLINE


def test_nitf_stories_stand_in_one_document():
    root = etree.fromstring(written("nitf", *RECORDS).encode())
    assert [child.tag for child in root] == ["nitf"] * 3


WP = "{http://wordpress.org/export/1.2/}"


def test_wxr_has_what_wordpress_asks_of_a_file():
    root = etree.fromstring(written("wxr", *RECORDS).encode())
    channel = root.find("channel")
    assert channel.findtext(f"{WP}wxr_version") == "1.2"
    assert channel.findtext(f"{WP}base_site_url") == "https://bao.example.vn"
    items = channel.findall("item")
    for item in items:
        for name in ("post_id", "post_date", "post_date_gmt", "post_name", "status", "post_parent", "post_type"):
            assert item.find(f"{WP}{name}") is not None
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", item.findtext(f"{WP}post_date"))
    numbers = [item.findtext(f"{WP}post_id") for item in items]
    assert len(set(numbers)) == len(numbers)


def test_wxr_declares_every_author_and_term_once_and_before_use():
    root = etree.fromstring(written("wxr", a_record(), a_record(key="b")).encode())
    channel = root.find("channel")
    logins = [author.findtext(f"{WP}author_login") for author in channel.findall(f"{WP}author")]
    slugs = [one.findtext(f"{WP}category_nicename") for one in channel.findall(f"{WP}category")]
    tags = [one.findtext(f"{WP}tag_slug") for one in channel.findall(f"{WP}tag")]
    assert (logins, slugs) == (["hoang-thu-ha", "le-duc-minh"], ["kinh-te", "nong-nghiep"])
    assert channel.findall(f"{WP}category")[1].findtext(f"{WP}category_parent") == "kinh-te"
    for item in channel.findall("item"):
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") in logins
        named = {(term.get("domain"), term.get("nicename")) for term in item.findall("category")}
        assert {slug for domain, slug in named if domain == "category"} <= set(slugs)
        assert {slug for domain, slug in named if domain == "post_tag"} <= set(tags)


def test_wxr_pictures_are_attachments_of_their_story():
    root = etree.fromstring(written("wxr", a_record()).encode())
    attachment, post = root.find("channel").findall("item")
    assert attachment.findtext(f"{WP}post_type") == "attachment"
    assert attachment.findtext(f"{WP}post_parent") == post.findtext(f"{WP}post_id")
    assert attachment.findtext(f"{WP}attachment_url") == "https://bao.example.vn/anh/hoi.jpg"
    content = post.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert f"wp-image-{attachment.findtext(f'{WP}post_id')}" in content
