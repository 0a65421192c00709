"""The interface for other papers: what it gives, what it refuses, and that its description is true."""

import io
import json
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from articles.api import items as ninjs_items
from articles.finishing import finish
from articles.formats import ninjs
from articles.formats.record import ArticleRecord, Source
from articles.models import Author, Section
from directives.models import Directive

SITE = "http://127.0.0.1:8000"
LIST = "/api/articles/"


@pytest.fixture
def story(make_article, make_photo, hanoi):
    article = make_article(
        "Quán triệt Chỉ thị 36",
        kicker="Học tập",
        agency="LSO",
        body="<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p><p>[ảnh 1]</p><p>Hết.</p>",
        captions=["Chú thích ảnh"],
        tags=["Đảng bộ"],
        published_at=hanoi(2018, 6, 12, 10, 30),
    )
    article.bylines.update(author=Author.objects.create(name="Hoàng Thu Hà"))
    article.photos.update(photo=make_photo(credit="Nông Minh"))
    finish([article])
    return article


def headlines(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200, response.content.decode()
    return [item["headlines"][0]["value"] for item in response.json()["items"]]


def one(client, article):
    return client.get(f"{LIST}{article.pk}/")


# What is said about the answers, and the answers


def complaints(value, schema, names, place="$"):
    """Yield where `value` breaks `schema`: the part of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = names[schema["$ref"].rpartition("/")[2]]
    unknown = schema.keys() - {"type", "properties", "required", "additionalProperties", "items", "enum", "format",
                               "description"}  # fmt: skip
    assert not unknown, unknown
    if not any(TYPES[name](value) for name in _listed(schema["type"])):
        yield f"{place} is {value!r}, not {schema['type']}"
    elif isinstance(value, dict):
        yield from (f"{place} lacks {name}" for name in schema["required"] if name not in value)
        for name, inner in value.items():
            if name not in schema["properties"]:
                yield f"{place} has {name}"
            else:
                yield from complaints(inner, schema["properties"][name], names, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from complaints(inner, schema["items"], names, f"{place}[{number}]")
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{place} is {value!r}"
    elif isinstance(value, str) and not FORMATS.get(schema.get("format"), bool)(value):
        yield f"{place} is no {schema.get('format')}: {value!r}"


TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str) and value != "",
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
FORMATS = {
    "uri": lambda text: re.fullmatch(r"(?:https?://|tag:)[!-~]+", text),
    "date-time": lambda text: datetime.fromisoformat(text).tzinfo,
}


def _listed(value):
    return value if isinstance(value, list) else [value]


@pytest.fixture
def document(client, db):
    return client.get("/api/openapi.json").json()


def held_against(document, response, path):
    """Return what is wrong with `response` by the description of `path`."""
    answer = document["paths"][path]["get"]["responses"][str(response.status_code)]
    ((media_type, described),) = answer["content"].items()
    assert response["Content-Type"] == media_type
    return list(complaints(response.json(), described["schema"], document["components"]["schemas"]))


def test_the_description_is_true_of_every_kind_of_answer(story, make_article, document, client, now):
    sparse = make_article("Bài cũ", date_precision="unknown", standfirst="", bylines=(), body="")
    gone = make_article("Bài gỡ", status="withdrawn")
    group = make_article("Bài của nhóm")
    group.bylines.update(author=Author.objects.create(name="Nhóm phóng viên", is_organisation=True))
    assert held_against(document, client.get(LIST), LIST) == []
    assert held_against(document, client.get(f"{LIST}?limit=1"), LIST) == []
    assert held_against(document, client.get(f"{LIST}?limit=0"), LIST) == []
    for article in (story, sparse, gone, group, SimpleNamespace(pk=10**17)):
        assert held_against(document, one(client, article), "/api/articles/{id}/") == []


def test_every_parameter_described_is_taken_and_no_other(story, document, client):
    described = [each["name"] for each in document["paths"][LIST]["get"]["parameters"]]
    assert described == ["section", "tag", "author", "directive", "from", "to", "q", "limit", "cursor"]
    for name in described:
        assert client.get(f"{LIST}?{name}=").status_code == 200
    assert client.get(f"{LIST}?chuyen-muc=x").status_code == 400


def test_the_description_refers_only_to_what_it_has(document):
    text = json.dumps(document)
    assert document["openapi"].startswith("3.1")
    named = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert named == set(document["components"]["schemas"])


# ninjs


def test_every_field_is_one_of_ninjs_own(document, shared):
    official = json.loads((shared / "formats/ninjs/newsinjson__specification__ninjs-schema_3.1.json").read_text())
    assert ninjs_items.STANDARD["schema"].removeprefix("https") in official["$id"]
    ours, fields = document["components"]["schemas"], official["$defs"]["ninjsType"]["properties"]
    picture = fields["associations"]["items"]["properties"].keys() | fields.keys()
    members = {name: picture if name == "associations" else _members(field, official) for name, field in fields.items()}
    for name, field in ours["Item"]["properties"].items():
        assert name in fields
        inner = field.get("items", field).get("$ref", "").rpartition("/")[2]
        assert not inner or ours[inner]["properties"].keys() <= members[name], name
    assert ours["Rendition"]["properties"].keys() <= members["renditions"]


def _members(field, official):
    described = field.get("items", field)
    if "$ref" in described:
        described = official["$defs"][described["$ref"].rpartition("/")[2]]
    return described.get("properties", {}).keys()


def test_an_article_is_told_whole(story, client):
    item = one(client, story).json()
    directive = Directive.objects.get(symbol="36-CT/TW")
    assert item["uri"] == f"tag:127.0.0.1,2026:bai/{story.pk}"
    assert item["standard"]["version"] == "3.1"
    assert item["headlines"][0] == {"role": "main", "contentType": "text/plain", "value": "Quán triệt Chỉ thị 36"}
    assert item["firstCreated"] == "2018-06-12T10:30:00+07:00"
    assert item["by"] == "Hoàng Thu Hà"
    assert item["people"] == [{"name": "Hoàng Thu Hà", "rel": "author", "uri": f"{SITE}/tac-gia/hoang-thu-ha/"}]
    assert item["infoSources"] == [{"name": "LSO", "role": "agency"}]
    assert [(each["rel"], each["name"]) for each in item["subjects"]] == [
        ("section", "Xây dựng Đảng"),
        ("about", "Đảng bộ"),
    ]
    assert item["objects"] == [
        {
            "name": directive.full_name,
            "rel": "cites",
            "uri": SITE + directive.get_absolute_url(),
            "literal": "36-CT/TW",
        }
    ]
    assert {each["role"]: each["value"] for each in item["altIds"]} == {
        "web": SITE + story.get_absolute_url(),
        "ninjs": f"{SITE}/api/articles/{story.pk}/",
        "published": "2018-06-12T10:30:00+07:00",
    }
    rich, plain = item["bodies"]
    assert f'href="{SITE}{directive.get_absolute_url()}"' in rich["value"]
    assert f'src="{SITE}/anh/' in rich["value"]
    assert plain["value"] == "Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.\nHết."
    assert rich["wordCount"] == len(plain["value"].split())


def test_photos_come_with_caption_credit_and_addresses_that_answer(story, client):
    (photo,) = one(client, story).json()["associations"]
    assert (photo["type"], photo["name"], photo["by"]) == ("picture", "Chú thích ảnh", "Nông Minh")
    for rendition in photo["renditions"]:
        assert client.get(rendition["href"].removeprefix(SITE))["Content-Type"] == rendition["contentType"]


@pytest.mark.parametrize(("precision", "told"), [("day", "2018-06-12"), ("month", "2018-06"), ("unknown", None)])
def test_no_instant_is_made_up(make_article, hanoi, client, precision, told):
    item = one(client, make_article(published_at=hanoi(2018, 6, 12), date_precision=precision)).json()
    assert not {"firstCreated", "versionCreated", "contentCreated"} & item.keys()
    assert {each["role"]: each["value"] for each in item["altIds"]}.get("published") == told


def test_our_own_import_reads_what_the_interface_gives(story, client):
    data = json.dumps({"items": [one(client, story).json()]}).encode()
    (record,) = ninjs.read(io.BytesIO(data), Source(name="bao.json"))
    assert isinstance(record, ArticleRecord)
    assert record.headline == story.headline
    assert record.standfirst == story.standfirst
    assert record.published_at == story.published_at
    assert [byline.name for byline in record.bylines] == ["Hoàng Thu Hà"]
    assert [photo.caption for photo in record.photos] == ["Chú thích ảnh"]
    assert "Chỉ thị số 36-CT/TW</a>, ngày 30/5/2014 của Bộ Chính trị.</p><p>[ảnh 1]</p><p>Hết.</p>" in record.body


def test_lists_leave_out_texts(story, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5) as log:
        (item,) = client.get(LIST).json()["items"]
    assert item["representationType"] == "partial"
    assert "bodies" not in item
    assert not [query for query in log.captured_queries if '"body"' in query["sql"] or '"body_html"' in query["sql"]]


def test_the_number_of_queries_does_not_grow(make_article, client, django_assert_max_num_queries):
    for number in range(10):
        make_article(f"Bài {number}", tags=["Một", f"Chủ đề {number}"])
    with django_assert_max_num_queries(5):
        assert len(headlines(client, "?limit=100")) == 10


# Choosing


def test_filters_narrow_and_combine(story, make_article, section, hanoi, client):
    inner = Section.objects.create(name="Học và làm theo Bác", parent=section)
    other = Section.objects.create(name="Kinh tế")
    make_article("Bài mục con", section=inner, published_at=hanoi(2018, 6, 13))
    make_article("Giá hồi tăng", section=other, published_at=hanoi(2018, 7, 1), tags=["Đảng bộ"])
    directive = Directive.objects.get(symbol="36-CT/TW")
    assert headlines(client) == ["Giá hồi tăng", "Bài mục con", "Quán triệt Chỉ thị 36"]
    assert headlines(client, "?section=xay-dung-dang") == ["Bài mục con", "Quán triệt Chỉ thị 36"]
    assert headlines(client, "?section=kinh-te&q=quan triet") == []
    assert headlines(client, "?tag=dang-bo") == ["Giá hồi tăng", "Quán triệt Chỉ thị 36"]
    assert headlines(client, "?author=hoang-thu-ha") == ["Quán triệt Chỉ thị 36"]
    assert headlines(client, "?author=hoang-thu-ha&section=kinh-te") == []
    assert headlines(client, "?tag=dang-bo&from=2020-01-01") == []
    assert headlines(client, f"?directive={directive.slug}") == ["Quán triệt Chỉ thị 36"]
    assert headlines(client, '?q="gia hoi"') == ["Giá hồi tăng"]
    assert headlines(client, "?from=2018-06-12&to=2018-06-12") == ["Quán triệt Chỉ thị 36"]
    assert headlines(client, "?from=2018-06-13") == ["Giá hồi tăng", "Bài mục con"]
    assert headlines(client, "?to=2018-06-12&tag=dang-bo") == ["Quán triệt Chỉ thị 36"]


def test_days_are_chosen_only_where_they_are_surely_within(make_article, hanoi, client):
    make_article("Bài tháng sáu", published_at=hanoi(2018, 6, 1), date_precision="month")
    make_article("Bài không ngày", published_at=hanoi(1900, 1, 1, 7), date_precision="unknown")
    assert headlines(client, "?from=2018-06-01&to=2018-06-30") == ["Bài tháng sáu"]
    assert headlines(client, "?from=2018-06-02&to=2018-07-30") == []
    assert headlines(client, "?from=2018-06-01&to=2018-06-29") == []
    assert headlines(client, "?to=2019-01-01") == ["Bài tháng sáu"]
    assert headlines(client) == ["Bài tháng sáu", "Bài không ngày"]


def test_pages_follow_one_another_without_gap_or_repetition(make_article, now, client):
    for number in range(7):
        make_article(f"Bài {number}", published_at=now - timedelta(hours=10 - number // 2))
    found, address = [], f"{LIST}?limit=2&q=bài"
    while address:
        response = client.get(address)
        found += [item["headlines"][0]["value"] for item in response.json()["items"]]
        address = response.json()["next"]
        assert response.headers.get("Link") == (f'<{address}>; rel="next"' if address else None)
        make_article("Tin chen ngang", published_at=now - timedelta(minutes=1))
        address = address and address.removeprefix(SITE)
    assert found == [f"Bài {number}" for number in range(6, -1, -1)]


# Refusing


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?section=khong-co", "section"),
        ("?tag=khong-co", "tag"),
        ("?author=%00", "author"),
        ("?directive=khong-co", "directive"),
        ("?from=12/06/2018", "from"),
        ("?to=2018-02-30", "to"),
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=٣", "limit"),
        ("?cursor=la", "cursor"),
        ("?cursor=99999999999999999999_1", "cursor"),
        ("?trang=2", "trang"),
    ],
)
def test_a_wrong_parameter_is_named_in_a_problem_document(story, client, query, parameter):
    response = client.get(LIST + query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["parameter"]) == (400, parameter)


@pytest.mark.parametrize(
    "query", ["?from=0001-01-01", "?to=9999-12-31", "?q=%00", "?q=%22", "?q=-bai", "?cursor=-5_-3"]
)
def test_odd_but_possible_wishes_are_answered(story, client, query):
    assert client.get(LIST + query).status_code == 200


def test_only_reading_is_possible_and_from_any_site(story, client):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(Client(enforce_csrf_checks=True), method)(LIST)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Content-Type"] == "application/problem+json"
    for response in (
        client.get(LIST),
        one(client, story),
        client.get("/api/khong-co/"),
        client.get("/api/openapi.json"),
    ):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
    preflight = client.options(LIST, headers={"Access-Control-Request-Method": "GET"})
    assert (preflight.status_code, preflight["Access-Control-Allow-Headers"]) == (204, "If-None-Match")


def test_what_has_not_changed_is_not_sent_again(story, client):
    for address in (LIST, f"{LIST}{story.pk}/", "/api/openapi.json"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        assert "max-age=60" in first["Cache-Control"]


# What must not be told


def test_what_is_not_public_is_in_no_answer(make_article, now, client):
    shown = make_article("Bài công khai", tags=["Đảng bộ"])
    hidden = [
        make_article("Bài zukin", status="draft", tags=["Đảng bộ"]),
        make_article("Bài zukin hẹn", status="scheduled", published_at=now + timedelta(days=1), tags=["Đảng bộ"]),
        make_article("Bài zukin cấm", embargo_until=now + timedelta(days=1), tags=["Đảng bộ", "Chủ đề zukin"]),
    ]
    hidden[0].bylines.update(author=Author.objects.create(name="Người zukin"))
    for query in ("", "?tag=dang-bo", "?q=bai", "?q=zukin", "?section=xay-dung-dang", f"?from={date.min}"):
        assert headlines(client, query) in ([shown.headline], [])
    for article in hidden:
        response = one(client, article)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
        assert response.json() == client.get(f"{LIST}{10**17}/").json()
    for query in ("?tag=chu-de-zukin", "?author=nguoi-zukin"):
        told = client.get(LIST + query)
        assert told.status_code == 400
        assert told.json() == client.get(query.partition("=")[0].join([LIST, "=khong-co"])).json()


def test_who_took_over_a_withdrawn_article_is_told_that_it_is_gone(make_article, client):
    response = one(client, make_article("Bài zukin", status="withdrawn"))
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert "zukin" not in response.content.decode()


# For people


def test_the_guide_tells_people_all_of_it_without_a_script_or_a_foreign_address(document, client):
    html = client.get("/api/").content.decode()
    for each in document["paths"][LIST]["get"]["parameters"]:
        assert f"<code>{each['name']}</code>" in html
    for name in ("firstCreated", "altIds", "bodies"):
        assert f"<code>{name}</code>" in html
    addresses = re.findall(r'(?:href|src|action)="(https?://[^"]+)"', html)
    assert {address.split("/")[2] for address in addresses} == {"127.0.0.1:8000"}
    assert 'href="/api/openapi.json"' in html
