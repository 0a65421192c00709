"""Every format is written so that our own readers, and other people's, read the same story."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings, strategies as st
from lxml import etree

from articles.exporting import figures
from articles.formats.dates import HANOI
from articles.formats.markup import one_line
from articles.formats.record import BylineRecord, PhotoRecord, photo_place
from articles.tests.exports import FORMATS, a_record, read_back, round_trip, written

OTHERS = [name for name in FORMATS if name != "jsonl"]
RICH = (
    '<p>Giá <strong>tăng</strong> so với <em>năm trước</em>, xem <a href="https://a.example.vn/?x=1&amp;y=2"'
    ' rel="noopener">tại đây</a>.</p><h3>Đầu ra</h3><ul><li>Chợ huyện</li><li>Cửa khẩu</li></ul>'
    "<blockquote><p>Năm nay được mùa.</p></blockquote>"
    '<table><tbody><tr><td>Xã</td><td colspan="2">Sản lượng</td></tr><tr><td>Một</td><td>2</td><td>3</td></tr></tbody>'
    "</table><p>Dòng một<br>dòng hai</p>"
)
HOSTILE = (
    "</title>]]><script>alert(1)</script>&amp;&lt;&#0; <![CDATA[x",
    '=HYPERLINK("http://x";"y")',
    "+84 912, -5 độ @ SUM(1)",
    "hai\u2028ba\u2029bốn \u0085 năm",
    "\x00điều\x01 khiển\x0b\x1f\ufffe",
    "'=1+1",
    '[gallery ids="1"][caption]x[/caption]',
)


@pytest.mark.parametrize("format", FORMATS)
def test_a_story_comes_back_as_it_went(format):
    before, after = a_record(), round_trip(format)
    for name in ("headline", "standfirst", "body", "photos", "published_on", "published_at", "status", "language"):
        assert getattr(after, name) == getattr(before, name), name
    assert [byline.name for byline in after.bylines] == ["Hoàng Thu Hà", "Lê Đức Minh"]
    assert set(after.tags) >= {"hoa hồi", "nông thôn mới"}


@pytest.mark.parametrize("format", ["jsonl", "csv", "wxr"])
def test_sections_come_back_with_their_levels(format):
    after = round_trip(format)
    assert after.sections == ["Kinh tế", "Nông nghiệp"]
    assert after.tags == ["hoa hồi", "nông thôn mới"]


def test_nitf_tells_the_innermost_section():
    assert round_trip("nitf").sections == ["Nông nghiệp"]


@pytest.mark.parametrize("format", ["jsonl", "csv", "nitf"])
def test_kicker_and_agency_come_back(format):
    after = round_trip(format, kicker="Kỷ niệm", agency="LSO")
    assert (after.kicker, after.agency) == ("Kỷ niệm", "LSO")


@pytest.mark.parametrize("format", ["jsonl", "csv", "ninjs", "wxr"])
def test_semantic_markup_comes_back_whole(format):
    assert round_trip(format, body=RICH, photos=[]).body == RICH


def test_nitf_keeps_structure_and_text():
    after = round_trip("nitf", body=RICH, photos=[])
    assert after.body == RICH.replace("<strong>", "<em>").replace("</strong>", "</em>")


@pytest.mark.parametrize("format", OTHERS)
def test_a_waiting_photo_keeps_its_place_and_caption(format):
    waiting = PhotoRecord(caption="Chờ ảnh này")
    photos = [waiting, PhotoRecord(caption="Chợ phiên.", credit="TTXVN", reference="https://a.vn/b.jpg")]
    body = f"<p>Một.</p>{photo_place(2)}<p>Hai.</p>{photo_place(1)}<p>Ba.</p>"
    after = round_trip(format, body=body, photos=photos)
    assert after.body == f"<p>Một.</p>{photo_place(1)}<p>Hai.</p>{photo_place(2)}<p>Ba.</p>"
    assert after.photos == [photos[1], photos[0]]


@pytest.mark.parametrize("format", OTHERS)
def test_a_photo_without_a_place_opens_the_story_as_readers_see_it(format):
    after = round_trip(format, body="<p>Chữ.</p>")
    assert after.body == f"{photo_place(1)}<p>Chữ.</p>"


@pytest.mark.parametrize("format", FORMATS)
def test_a_day_stays_a_day(format):
    assert round_trip(format, published_at=None).published_on == "2018-06-12"


@pytest.mark.parametrize("format", ["jsonl", "csv", "nitf"])
def test_a_month_stays_a_month(format):
    after = round_trip(format, published_at=None, published_on="2018-06")
    assert (after.published_on, after.published_at) == ("2018-06", None)


@pytest.mark.parametrize("format", FORMATS)
def test_an_unknown_day_is_not_made_up(format):
    after = round_trip(format, published_at=None, published_on=None, date_precision="unknown")
    assert (after.published_on, after.published_at) == (None, None)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_may_not_see_is_not_published_elsewhere(format, status):
    after = round_trip(format, status=status)
    assert after.status == ("draft" if format == "wxr" else status)


@pytest.mark.parametrize("format", ["ninjs", "nitf", "wxr"])
def test_an_embargo_goes_out_with_the_story(format):
    text = written(format, a_record(embargo_until=datetime(2030, 1, 1, tzinfo=HANOI)))
    sign = {"ninjs": '"embargoedUntil":"2030', "nitf": 'management-status="embargoed"', "wxr": "<![CDATA[future]]>"}
    assert sign[format] in text


@pytest.mark.parametrize("format", FORMATS)
def test_several_stories_stay_several(format):
    records = [a_record(key=f"k{number}", headline=f"Bài {number}") for number in range(3)]
    assert [after.headline for after in read_back(format, written(format, *records))] == ["Bài 0", "Bài 1", "Bài 2"]


@pytest.mark.parametrize("format", ["csv", "ninjs", "nitf", "wxr"])
def test_an_export_of_nothing_is_still_a_whole_file(format):
    text = written(format)
    assert text.startswith(("[", "\ufeffid", "<?xml"))
    if format in ("nitf", "wxr"):
        etree.fromstring(text.encode())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(format, text):
    shown = one_line(text)
    photos = [PhotoRecord(caption="Phơi hồi.", alt=shown, reference="a.jpg")]
    fields = {"headline": text, "standfirst": text, "kicker": text, "tags": [shown], "sections": [shown]}
    body = f"<p>{figures.escape(text, quote=False)}</p>"
    output = written(format, a_record(**fields, body=body, photos=photos), a_record(headline="Bài sau"))
    after, following = read_back(format, output)
    expected = (text, text) if format == "jsonl" else (shown, shown)
    assert (after.headline, after.standfirst) == expected
    assert following.headline == "Bài sau"
    if format != "jsonl":
        assert "<script" not in after.body


@pytest.mark.parametrize("format", ["nitf", "wxr"])
@pytest.mark.parametrize("text", HOSTILE)
def test_xml_is_well_formed_whatever_the_text(format, text):
    record = a_record(
        headline=text, standfirst=text, kicker=text, agency=text, tags=[text], sections=[text], url=text, key=text,
        bylines=[BylineRecord(name=text)], photos=[PhotoRecord(caption=text, credit=text, alt=text, reference=text)],
    )  # fmt: skip
    etree.fromstring(written(format, record, record).encode())


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(one_line)


@settings(max_examples=60)
@given(TEXT, TEXT, TEXT)
@example("\n0", "0", "0")  # a table's cell that is a formula only until its lines are joined
def test_any_text_survives_every_format(headline, paragraph, name):
    record = a_record(
        headline=headline, body=f"<p>{figures.escape(paragraph, quote=False)}</p>", photos=[], tags=[name],
        sections=[name], bylines=[BylineRecord(name=name)], agency="", kicker=name,
    )  # fmt: skip
    for format in FORMATS:
        _, after = read_back(format, written(format, a_record(), record))
        expected = headline if format == "jsonl" else one_line(headline)
        assert (after.headline or "") == expected, format


@settings(max_examples=100)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_no_cell_of_a_table_begins_like_a_formula(texts):
    record = a_record(headline=texts[0], tags=texts, sections=texts[:2], agency=texts[-1], url=texts[0], key=texts[0])
    rows = list(csv.reader(io.StringIO(written("csv", record).removeprefix("\ufeff"), newline="")))
    assert len(rows) == 2
    assert len(rows[1]) == len(rows[0])
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_a_formula_is_neutralised_and_read_back():
    text = written("csv", a_record(headline="=1+1", standfirst="'=1+1", kicker="-5 độ"))
    (row,) = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (row["headline"], row["standfirst"], row["kicker"]) == ("'=1+1", "''=1+1", "'-5 độ")
    (after,) = read_back("csv", text)
    assert (after.headline, after.standfirst, after.kicker) == ("=1+1", "'=1+1", "-5 độ")


def test_lists_in_a_cell_keep_what_parts_others():
    after = round_trip("csv", tags=["Nắng, mưa", "a; b"], sections=["Đất / Nước", "Văn hóa > Thể thao"])
    assert (after.tags, after.sections) == (["Nắng, mưa", "a; b"], ["Đất / Nước", "Văn hóa > Thể thao"])


@pytest.mark.parametrize("format", ["ninjs", "wxr"])
def test_a_picture_tells_the_day_it_was_taken_where_the_format_can(format):
    photo = PhotoRecord(caption="Phơi hồi.", reference="a.jpg", taken_on=date(2018, 6, 1))
    text = written(format, replace(a_record(), photos=[photo]))
    assert ("2018-06-01T00:00:00+07:00" in text) == (format == "ninjs")


def test_a_story_that_is_all_standfirst_has_it_as_its_body_in_ninjs():
    after = round_trip("ninjs", body="", photos=[])
    assert (after.standfirst, after.body) == ("", "<p>Vụ hồi năm nay được mùa.</p>")


@pytest.mark.parametrize("format", FORMATS)
def test_another_language_is_told(format):
    assert round_trip(format, language="en").language == "en"


def test_an_agency_without_a_date_comes_back_from_nitf():
    assert round_trip("nitf", agency="NDO", published_at=None, published_on=None).agency == "NDO"


def test_wordpress_gets_kicker_and_agency_as_custom_fields():
    text = written("wxr", a_record(kicker="Vụ hồi", agency="LSO"))
    for name, value in (("kicker", "Vụ hồi"), ("agency", "LSO")):
        pair = f"<wp:meta_key><![CDATA[{name}]]></wp:meta_key>\n<wp:meta_value><![CDATA[{value}]]></wp:meta_value>"
        assert pair in text
