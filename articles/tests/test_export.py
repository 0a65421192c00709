"""The archive goes out: chosen, whole, the same every time."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from articles.exporting import records
from articles.exporting.identity import articles_written_here, key_of
from articles.formats.record import photo_place
from articles.models import Article, ArticlePhoto, Author, Byline, ImportedItem, Section, SourceFile
from articles.models.article import UNDATED
from articles.tests.exports import FORMATS, export


def lines(*arguments, **options):
    return [json.loads(line) for line in export(*arguments, **options).splitlines()]


def headlines(*arguments):
    return [line.get("headline") for line in lines(*arguments)]


def test_a_line_holds_all_that_the_newsroom_knows(make_article, hanoi):
    section = Section.objects.create(name="Nông nghiệp", parent=Section.objects.create(name="Kinh tế"))
    author = Author.objects.create(name="Hoàng Thu Hà")
    article = make_article(
        "Được mùa hồi", section=section, kicker="Vụ hồi 2018", agency="LSO", bylines=(), captions=("Phơi hồi.",),
        tags=("nông thôn mới", "Đảng", "hoa hồi"), published_at=hanoi(2018, 6, 12, 10, 30),
        published_on_reason="theo dòng ngày", captured_on=date(2019, 1, 20), source_url="http://cu.vn/?a=1&b=hồi",
        embargo_until=hanoi(2018, 6, 13), doubts=[{"code": "caption-guess", "detail": "Đoán."}],
        body=f"<p>Một.</p>{photo_place(1)}",
    )  # fmt: skip
    Byline.objects.create(article=article, name="Thu Hà", author=author, order=1)
    Byline.objects.create(article=article, name="Đức Minh", role="photo", order=2)
    (line,) = lines()
    key = line.pop("key")
    assert line == {
        "newsroom": 1,
        "source": "newsroom",
        "format": "newsroom",
        "source_id": key,
        "headline": "Được mùa hồi",
        "kicker": "Vụ hồi 2018",
        "agency": "LSO",
        "standfirst": "Sáng nay, Tỉnh ủy tổ chức hội nghị tổng kết.",
        "body": "<p>Một.</p><p>[ảnh 1]</p>",
        "photos": [{"caption": "Phơi hồi."}],
        "bylines": [{"name": "Thu Hà", "author": "Hoàng Thu Hà"}, {"name": "Đức Minh", "role": "photo"}],
        "sections": ["Kinh tế", "Nông nghiệp"],
        "tags": ["Đảng", "hoa hồi", "nông thôn mới"],
        "url": "http://cu.vn/?a=1&b=hồi",
        "captured_on": "2019-01-20",
        "published_on": "2018-06-12",
        "published_at": "2018-06-12T10:30:00+07:00",
        "published_on_reason": "theo dòng ngày",
        "embargo_until": "2018-06-13T00:00:00+07:00",
        "doubts": [{"code": "caption-guess", "detail": "Đoán."}],
    }


@pytest.mark.parametrize(
    ("precision", "at", "told"),
    [
        ("minute", (2018, 6, 12, 10, 30), {"published_on": "2018-06-12", "published_at": "2018-06-12T10:30:00+07:00"}),
        ("day", (2018, 6, 12), {"published_on": "2018-06-12"}),
        ("month", (2018, 6, 1), {"published_on": "2018-06"}),
        (
            *("day", (2018, 6, 12, 9)),
            {"published_on": "2018-06-12", "published_at": "2018-06-12T09:00:00+07:00", "date_precision": "day"},
        ),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(make_article, hanoi, precision, at, told):
    make_article(published_at=hanoi(*at), date_precision=precision)
    (line,) = lines()
    assert {name: value for name, value in line.items() if "published" in name or "precision" in name} == told


def test_an_undated_story_and_a_draft_without_a_date_are_told_apart(make_article):
    make_article("Không rõ ngày", published_at=UNDATED, date_precision="unknown")
    make_article("Đang viết", published_at=None, status="draft")
    undated, draft = lines()
    assert undated["date_precision"] == "unknown"
    assert not {"published_on", "published_at"} & undated.keys()
    assert not {"published_on", "published_at", "date_precision"} & draft.keys()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("published", {}),
        ("draft", {"status": "draft"}),
        ("awaiting_approval", {"status": "draft", "stage": "awaiting_approval"}),
        ("scheduled", {"stage": "scheduled"}),
        ("withdrawn", {"status": "withdrawn"}),
    ],
)
def test_where_a_story_stands_is_told_exactly(make_article, status, told):
    make_article(status=status)
    (line,) = lines()
    assert {name: line[name] for name in ("status", "stage") if name in line} == told


def test_photo_places_are_counted_without_gaps(make_article):
    article = make_article(body=f"{photo_place(7)}<p>Một.</p>{photo_place(3)}{photo_place(1)}")
    ArticlePhoto.objects.create(article=article, order=3, caption="Ba")
    ArticlePhoto.objects.create(article=article, order=7, caption="Bảy")
    (line,) = lines()
    assert [photo["caption"] for photo in line["photos"]] == ["Ba", "Bảy"]
    assert line["body"] == f"{photo_place(2)}<p>Một.</p>{photo_place(1)}{photo_place(3)}"


def test_an_imported_article_keeps_what_its_source_knew(make_article, db):
    article = make_article("Tít đã sửa ở đây")
    file = SourceFile.objects.create(sha256="0" * 64, name="kho/cu.xml", size=1)
    state = {"headline": "Tít cũ", "source_id": "77", "alternate_urls": ["http://cu.vn/?p=77"], "noise": ["In bài này"]}
    ImportedItem.objects.create(
        key="kho/cu.xml#77", file=file, format="wxr", article=article, record=state, record_hash="x", **_run()
    )
    (line,) = lines()
    assert (line["key"], line["source_id"], line["format"]) == ("kho/cu.xml#77", "77", "wxr")
    assert line["alternate_urls"] == ["http://cu.vn/?p=77"]
    assert line["noise"] == ["In bài này"]
    assert line["headline"] == "Tít đã sửa ở đây"


def _run():
    from articles.models import ImportRun

    return {"run": ImportRun.objects.create()}


def test_the_key_of_a_story_stays_when_the_story_changes(make_article):
    article = make_article()
    before = key_of(article)
    article.headline = "Tít khác"
    article.save()
    assert key_of(Article.objects.get()) == before
    assert articles_written_here([before, "newsroom:20180101T000000000000Z-1", "kho/a.txt"]) == {before: article}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_archive_gives_the_same_bytes(make_article, hanoi, format):
    for number in range(3):
        make_article(f"Bài {number}", published_at=hanoi(2018, 6, number + 1), captions=("Một.",), tags=("a", "b"))
    without_clock = [line for line in export(format=format).splitlines() if "<pubDate>" not in line]
    assert without_clock == [line for line in export(format=format).splitlines() if "<pubDate>" not in line]


def test_queries_do_not_grow_with_the_archive(make_article, django_assert_num_queries, monkeypatch):
    for number in range(5):
        make_article(f"Bài {number}", captions=("Một.",), tags=("a",), bylines=("Hoàng Thu Hà", "Đức Minh"))
    with django_assert_num_queries(5):  # articles, bylines, photos, tags, and the end
        assert len(list(records.exported(Article.objects.all()))) == 5


def test_batches_join_without_a_seam(make_article, monkeypatch):
    monkeypatch.setattr(records, "BATCH", 2)
    for number in range(5):
        make_article(f"Bài {number}")
    assert headlines() == [f"Bài {number}" for number in range(5)]
    assert headlines("--limit", 3) == ["Bài 0", "Bài 1", "Bài 2"]
    assert headlines("--limit", 0) == []


def test_a_file_gets_its_name_only_when_it_is_whole(make_article, tmp_path, monkeypatch):
    make_article()
    target = tmp_path / "kho.jsonl"
    export(target)
    assert target.read_text(encoding="utf-8") == export()
    before = target.read_bytes()

    def broken(*arguments, **options):
        yield from ()
        raise RuntimeError

    monkeypatch.setattr("articles.exporting.jsonl.write", broken)
    with pytest.raises(RuntimeError):
        export(target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["kho.jsonl"]


def test_a_place_that_cannot_be_written_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="khong-co"):
        export(tmp_path / "khong-co" / "kho.jsonl")


def test_the_count_is_told_apart_from_the_output(make_article):
    make_article()
    told = io.StringIO()
    call_command("export_articles", stdout=io.StringIO(), stderr=told)
    assert "Đã xuất 1 bài." in told.getvalue()


def test_pictures_go_out_once_under_names_made_of_their_bytes(make_article, make_photo, tmp_path):
    photo = make_photo(credit="Lê Hà", taken_on=date(2018, 6, 1), focal_x=20)
    for number in range(2):
        article = make_article(f"Bài {number}", captions=("Phơi hồi.",))
        article.photos.update(photo=photo, reference="http://cu.vn/a.jpg")
    found = [line["photos"][0] for line in lines("--media", tmp_path / "anh")]
    name = f"{photo.sha256[:2]}/{photo.sha256}.jpg"
    assert (
        found[0]
        == found[1]
        == {
            "caption": "Phơi hồi.",
            "reference": name,
            "source_reference": "http://cu.vn/a.jpg",
            "picture": {
                "sha256": photo.sha256,
                "credit": "Lê Hà",
                "alt": "Toàn cảnh hội nghị",
                "taken_on": "2018-06-01",
                "focal_x": 20,
            },
        }
    )
    files = [path for path in (tmp_path / "anh").rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path / "anh").as_posix() for path in files] == [name]
    assert files[0].read_bytes() == photo.file.read()


def test_a_lost_original_is_told_and_stops_nothing(make_article, make_photo, tmp_path):
    photo = make_photo(credit="Lê Hà")
    article = make_article(captions=("Phơi hồi.",))
    article.photos.update(photo=photo, reference="anh/cu.jpg")
    photo.file.storage.delete(photo.file.name)
    told = io.StringIO()
    out = io.StringIO()
    call_command("export_articles", media=str(tmp_path / "anh"), stdout=out, stderr=told)
    assert photo.file.name in told.getvalue()
    assert json.loads(out.getvalue())["photos"][0]["reference"] == "anh/cu.jpg"


@pytest.mark.parametrize("format", ["ninjs", "nitf", "wxr", "csv"])
def test_what_a_place_does_not_say_its_picture_says(make_article, make_photo, format):
    article = make_article(captions=("Phơi hồi.",))
    article.photos.update(photo=make_photo(credit="Lê Hà"))
    text = export(format=format)
    assert "Lê Hà" in text
    assert "/anh/" in text


def test_drafts_show_no_public_address(make_article):
    make_article(status="draft")
    assert "hoi-nghi-tong-ket-cong-tac-nam-" not in export(format="ninjs")
