"""Tables and JSON lines: columns in two languages, separators, encodings, bad lines, and our own lossless export."""

import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from articles.formats import tabular
from articles.formats.dates import HANOI
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, PhotoRecord, Refusal, Source
from articles.formats.tabular import record_from_json, record_to_json

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "formats" / "csv"
SOURCE = Source(name="bai.csv")
MORNING = datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)


def read(text, source=SOURCE):
    data = text if isinstance(text, bytes) else text.encode()
    return list(tabular.read(io.BytesIO(data), source))


def one(text):
    (record,) = read(text)
    assert isinstance(record, ArticleRecord), record
    return record


def codes(record):
    return [doubt.code for doubt in record.doubts]


VIETNAMESE = (
    "Tiêu đề;Sapo;Nội dung;Chuyên mục;Tác giả;Từ khóa;Ngày đăng;Trạng thái;Ảnh;Chú thích ảnh;Nguồn ảnh;"
    "Đường dẫn;Mã bài\n"
    'Được mùa hồi;Giá cao.;"Vụ hồi được mùa.\nGiá tốt.";Kinh tế > Nông nghiệp;Thu Hà - Đức Minh;hồi, rừng hồi;'
    "12/06/2018 10:30;Đã đăng;hoi.jpg;Rừng hồi;Thu Hà;https://a.vn/1;77\n"
)


def test_a_vietnamese_table():
    record = one(VIETNAMESE)
    assert (record.headline, record.standfirst, record.source_id) == ("Được mùa hồi", "Giá cao.", "77")
    assert record.body == "<p>[ảnh 1]</p><p>Vụ hồi được mùa.</p><p>Giá tốt.</p>"
    assert record.sections == ["Kinh tế", "Nông nghiệp"]
    assert [byline.name for byline in record.bylines] == ["Thu Hà", "Đức Minh"]
    assert record.tags == ["hồi", "rừng hồi"]
    assert (record.published_on, record.published_at, record.status) == ("2018-06-12", MORNING, "published")
    assert record.photos == [PhotoRecord(reference="hoi.jpg", caption="Rừng hồi", credit="Thu Hà")]
    assert (record.url, record.credits, record.doubts, record.noise) == ("https://a.vn/1", ["Thu Hà"], [], [])


@pytest.mark.parametrize(
    "header", ["Tiêu đề,Nội dung", "TIÊU ĐỀ,NỘI DUNG", "tieu de,noi_dung", "title,content", "Headline,Body"]
)
def test_columns_are_known_in_two_languages_however_written(header):
    record = one(f"{header}\nBài,Chữ\n")
    assert (record.headline, record.body) == ("Bài", "<p>Chữ</p>")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_may_be_parted_in_four_ways(delimiter):
    assert one(f'title{delimiter}body\n"a, b; c"{delimiter}Chữ\n').headline == "a, b; c"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_tables_of_any_unicode_and_line_end(encoding, line_end):
    record = one(VIETNAMESE.replace("\n", line_end).encode(encoding))
    assert record.headline == "Được mùa hồi"
    assert record.body.endswith("<p>Vụ hồi được mùa.</p><p>Giá tốt.</p>")


def test_the_old_vietnamese_code_page_is_read():
    assert one("title,body\nNông thôn,Đông\n".encode("cp1258")).body == "<p>Đông</p>"


def test_a_line_that_names_the_separator_is_passed_over():
    assert one("sep=;\ntitle;body\nBài;Chữ\n").headline == "Bài"


def test_the_name_of_the_table_may_stand_above_its_columns():
    record = one("Bài viết năm 2018,,\n\nSTT,Tiêu đề,Nội dung\n1,Bài,Chữ\n")
    assert (record.headline, record.noise) == ("Bài", ["STT: 1"])


def test_formulas_made_harmless_come_back():
    assert one("title,body\n'=1+1,'-5 độ\n").headline == "=1+1"
    assert one("title,body\n'=1+1,'-5 độ\n").body == "<p>-5 độ</p>"
    assert one("title,body\n'Chợ',x\n").headline == "'Chợ'"


def test_columns_nobody_knows_are_kept():
    assert one("title,body,Nhuận bút\nBài,Chữ,500\n").noise == ["Nhuận bút: 500"]


def test_a_row_with_too_many_cells_is_refused_and_the_rest_read():
    refusal, record = read("title,body\nBài, chữ, thừa\nHai,Chữ\n")
    assert (refusal.code, refusal.lines) == ("columns", ["Bài", " chữ", " thừa"])
    assert refusal.reason.startswith("Dòng 2")
    assert record.headline == "Hai"


def test_lines_are_counted_through_quoted_line_ends():
    record, refusal = read('title,body\nBài,"một\nhai"\n,,\na,b,c\n')
    assert record.headline == "Bài"
    assert refusal.reason.startswith("Dòng 5")


def test_html_in_a_cell_is_cleaned():
    record = one('title,body\nBài,"<p onclick=""x()"">Chữ<script>x()</script></p><img src=""a.jpg"">"\n')
    assert record.body == "<p>Chữ</p><p>[ảnh 1]</p>"
    assert record.photos[0].reference == "a.jpg"


def test_plain_text_is_text():
    assert one('title,body\nBài,"1 < 2 & 3"\n').body == "<p>1 &lt; 2 &amp; 3</p>"


def test_photo_marks_place_the_pictures():
    record = one('title,body,image\nBài,"Một\n[ảnh 1]\nHai","a.jpg|b.jpg"\n')
    assert record.body == "<p>[ảnh 2]</p><p>Một</p><p>[ảnh 1]</p><p>Hai</p>"


def test_a_caption_may_come_before_its_picture():
    record = one("title,body,chú thích\nBài,Chữ,Chợ đông. Ảnh: Thu Hà\n")
    assert record.photos == [PhotoRecord(caption="Chợ đông.", credit="Thu Hà")]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("Đã xuất bản", "published"), ("TRUE", "published"), ("bản nháp", "draft"), ("FALSE", "draft")),
        ("Gỡ xuống", "withdrawn"),
    ],
)
def test_states_are_known_in_two_languages(word, status):
    assert one(f"title,body,trạng thái\nBài,Chữ,{word}\n").status == status


def test_an_unknown_state_makes_a_draft_and_a_doubt():
    record = one("title,body,status\nBài,Chữ,chờ ký\n")
    assert (record.status, codes(record)[:1]) == ("draft", ["status-unknown"])


def test_what_the_source_threw_away_is_refused():
    (refusal,) = read("title,body,status\nBài,Chữ,Thùng rác\n")
    assert refusal.code == "trash"


def test_the_day_of_writing_serves_with_a_doubt():
    record = one("title,body,ngày tạo\nBài,Chữ,12/06/2018\n")
    assert (record.published_on, codes(record)) == ("2018-06-12", ["date-created"])


@pytest.mark.parametrize(
    ("text", "code"), [("title,body\n", "no-records"), ("a,b\n1,2\n", "no-columns"), ("", "no-columns")]
)
def test_tables_without_articles_say_why(text, code):
    assert [result.code for result in read(text)] == [code]


CORPUS = {
    "headline": "Cao Lộc triển khai hát then",
    "slug": "cao-loc-trien-khai-hat-then",
    "section": "Văn hóa",
    "author": "Nông Thu Hà",
    "tags": ["hát then cơ sở", "Hát then cơ sở"],
    "published_at": "2018-06-12T10:30:00+07:00",
    "summary": "Câu lạc bộ ra mắt.",
    "body": ["Đoạn một.", "Đoạn <hai>."],
    "photo_caption": "Các đại biểu tại Cao Lộc",
}


def test_a_json_line():
    record = one(json.dumps(CORPUS, ensure_ascii=False) + "\n")
    assert (record.headline, record.source_id) == (CORPUS["headline"], CORPUS["slug"])
    assert record.body == "<p>[ảnh 1]</p><p>Đoạn một.</p><p>Đoạn &lt;hai&gt;.</p>"
    assert (record.sections, record.tags) == (["Văn hóa"], ["hát then cơ sở"])
    assert [byline.name for byline in record.bylines] == ["Nông Thu Hà"]
    assert (record.published_at, record.standfirst) == (MORNING, "Câu lạc bộ ra mắt.")
    assert record.photos == [PhotoRecord(caption="Các đại biểu tại Cao Lộc")]
    assert record.doubts == []


def test_json_photos_may_be_objects_and_authors_a_list():
    photos = [{"url": "a.jpg", "caption": "Chợ", "credit": "Thu Hà", "alt": "chợ"}]
    line = {"title": "Bài", "body": "Một\nHai", "authors": ["Thu Hà", "Đức Minh"], "photos": photos}
    record = one(json.dumps(line))
    assert record.photos == [PhotoRecord(reference="a.jpg", caption="Chợ", credit="Thu Hà", alt="chợ")]
    assert [byline.name for byline in record.bylines] == ["Thu Hà", "Đức Minh"]
    assert record.body == "<p>[ảnh 1]</p><p>Một</p><p>Hai</p>"


@pytest.mark.parametrize("bad", ["{hỏng", '"chữ"', '{"headline": "a"', '{"newsroom": 1, "lạ": 2}', "[" * 5000])
def test_a_bad_line_is_refused_by_its_number_and_the_rest_goes_on(bad):
    good = json.dumps(CORPUS, ensure_ascii=False)
    first, refusal, last = read(f"{good}\n\n{bad}\n{good}\n")
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("Dòng 3")
    assert refusal.lines == [bad]
    assert first.headline == last.headline == CORPUS["headline"]


def test_a_line_in_another_encoding_is_read_and_doubted_and_the_rest_goes_on():
    good = json.dumps(CORPUS, ensure_ascii=False).encode()
    results = read(good + b'\n{"headline": "caf\xe9"}\n' + good)
    assert [result.headline for result in results] == [CORPUS["headline"], "café", CORPUS["headline"]]
    assert ["damaged" in {doubt.code for doubt in result.doubts} for result in results] == [False, True, False]


def test_a_line_beyond_measure_is_refused_and_the_rest_goes_on(monkeypatch):
    monkeypatch.setattr("articles.formats.tabular.text.MAX_CELL", 2000)
    results = read('{"headline": "a", "body": "b"}\n{"headline": "' + "x" * 5000 + '"}\n{"headline": "c", "body": "d"}')
    assert [getattr(result, "code", "") for result in results] == ["", "bad-line", ""]
    assert results[1].reason.startswith("Dòng 2")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_of_other_unicode_forms(encoding):
    assert one((json.dumps(CORPUS, ensure_ascii=False) + "\n").encode(encoding)).headline == CORPUS["headline"]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (json.dumps(CORPUS).encode() + b"\n{", True),
        (json.dumps(CORPUS).encode()[:80], True),
        (b'{"newsroom":1,"source":"a"}\n', True),
        (b'{bad\n{"headline":"a","body":"b"}\n', True),
        (b'{"uri": "a", "versioncreated": "2018", "headline": "b", "body_html": ""}', False),
        (b'{\n  "headline": "a",\n  "body_text": "b"\n}', False),
        (b'{"posts": [{"title": "a"}]}', False),
        (VIETNAMESE.encode("utf-16"), True),
        (b"Email,First Name\n", False),
        ("Tiêu đề bài, nội dung: hay.\n".encode(), False),
        (b"<html>title,body</html>", False),
    ],
)
def test_tables_are_known_by_their_columns(head, known):
    assert tabular.sniff(head, "x.csv") is known


# our own export

TEXT = st.text(max_size=30)
ZONES = st.integers(-839, 839).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=ZONES)
DAYS = st.dates().map(date.isoformat) | st.none()
RECORDS = st.builds(
    ArticleRecord,
    **dict.fromkeys(("source", "format", "source_id", "url", "kicker", "agency", "standfirst", "body"), TEXT),
    **dict.fromkeys(("language", "encoding", "published_on_reason"), TEXT),
    **dict.fromkeys(("alternate_urls", "credits", "sections", "tags", "noise"), st.lists(TEXT, max_size=3)),
    headline=TEXT | st.none(),
    photos=st.lists(
        st.builds(PhotoRecord, caption=TEXT, credit=TEXT, alt=TEXT, reference=TEXT, taken_on=st.dates() | st.none()),
        max_size=2,
    ),
    bylines=st.lists(st.builds(BylineRecord, name=TEXT, role=TEXT, email=TEXT), max_size=2),
    doubts=st.lists(st.builds(Doubt, code=TEXT, detail=TEXT), max_size=2),
    captured_on=st.dates() | st.none(),
    published_on=DAYS,
    published_at=MOMENTS | st.none(),
    modified_at=MOMENTS | st.none(),
    status=st.sampled_from(["published", "draft", "withdrawn"]),
)


@given(RECORDS)
@settings(max_examples=200)
def test_every_field_comes_back_from_our_own_export(record):
    line = record_to_json(record)
    back = record_from_json(line)
    assert back == record
    assert record_to_json(back) == line
    assert "\n" not in line


def test_every_field_of_a_record_is_written():
    line = record_to_json(replace(one(VIETNAMESE), status="withdrawn", agency="LSO"))
    assert '"agency":"LSO"' in line
    assert "Được mùa hồi" in line
    keys = list(json.loads(line))
    assert keys == sorted(keys)


def test_our_own_export_is_read_with_its_body_unchanged():
    record = one(VIETNAMESE)
    assert read(record_to_json(record) + "\n") == [record]


def test_a_body_that_others_touched_is_cleaned():
    record = replace(one(VIETNAMESE), body="<p>Chữ<script>x()</script></p>")
    (back,) = read(record_to_json(record))
    assert back.body == "<p>Chữ</p>"


@pytest.mark.parametrize(
    "line",
    [
        *("{}", "[]", "1", "null", '{"newsroom":2}', '{"newsroom":1}', '{"newsroom":1,"source":1,"format":"x"}'),
        '{"newsroom":1,"source":"a","format":"x","published_at":"2018-06-12T10:30:00"}',
        '{"newsroom":1,"source":"a","format":"x","tags":"a"}',
        '{"newsroom":1,"source":"a","format":"x","photos":[1]}',
        *('{"newsroom":1,"source":"a","format":"x","captured_on":5}', "hỏng"),
    ],
)
def test_what_is_no_record_of_ours_is_a_value_error(line):
    with pytest.raises(ValueError, match=r"khóa|JSON|Expecting|missing"):
        record_from_json(line)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    for result in read("title,body\n" + text):
        assert isinstance(result, ArticleRecord | Refusal)


VALUES = st.none() | TEXT | st.lists(TEXT | st.integers(), max_size=3)


@given(st.dictionaries(st.sampled_from([*CORPUS, "photos", "status"]), VALUES))
def test_json_of_any_shape_is_read_or_refused(data):
    for result in read(json.dumps(data)):
        assert isinstance(result, ArticleRecord | Refusal)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public samples are not here")
def test_public_samples_are_read_or_refused_by_name():
    for path in sorted(SHARED.glob("*.csv")):
        data = path.read_bytes()
        results = read(data)
        assert results
        assert tabular.sniff(data, path.name) is (getattr(results[0], "code", "") != "no-columns")


def test_an_apostrophe_within_a_cell_stays():
    assert one("title,body\nT,don't '=x\n").body == "<p>don't '=x</p>"


def test_a_quote_that_is_never_closed_swallows_nothing():
    first, refusal, last = read('title,body\nA,x\n"B chưa đóng,y\nC,z\n')
    assert (first.headline, last.headline) == ("A", "C")
    assert refusal.reason.startswith("Dòng 3: dấu ngoặc kép")


def test_many_unclosed_quotes_end_in_time():
    assert read("title,body\n" + '"a,b\n' * 5001)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_vietnamese_columns_are_known_behind_a_mark_and_any_delimiter(delimiter):
    names = ["Tên bài viết", "Nội dung bài viết", "Tên tác giả", "Ngày phát hành"]
    cells = ["Bài", '"Dòng một\nDòng hai"', "Thu Hà", "12/06/2018"]
    record = one("\ufeff" + "\r\n".join(delimiter.join(row) for row in (names, cells)))
    assert (record.headline, record.body) == ("Bài", "<p>Dòng một</p><p>Dòng hai</p>")
    assert record.published_on == "2018-06-12"
    assert record.bylines[0].name == "Thu Hà"


LISTED = {"title": "Bài", "content": "<p>Chữ</p>", "author": {"displayName": "An &amp; Bình"}, "labels": ["a", "b"]}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([LISTED, LISTED]),
        json.dumps([LISTED, LISTED], indent=2),
        json.dumps(LISTED, indent=2) + "\n" + json.dumps(LISTED, indent=2),
    ],
    ids=["list", "pretty list", "pretty objects"],
)
def test_json_need_not_be_one_object_a_line(text):
    assert tabular.sniff(text.encode(), "bai.json")
    for record in read(text):
        assert (record.headline, record.body, record.tags) == ("Bài", "<p>Chữ</p>", ["a", "b"])
        assert record.bylines


def test_a_row_without_a_body_says_so():
    assert "body-missing" in {doubt.code for doubt in one("title,summary,body\nA,x,\n").doubts}


def test_half_a_character_in_our_own_export_is_refused():
    line = record_to_json(ArticleRecord(source="a", format="capture", headline="Tít"))
    (refusal,) = read(line.replace("Tít", "\\ud800"))
    assert refusal.code == "bad-line"
