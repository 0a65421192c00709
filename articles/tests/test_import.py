"""The archive comes in: again and again, without twins, without overwriting what people wrote."""

import base64
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, ImportedItem, SourceFile
from directives.models import Directive

STORY = """Cao Lộc: Thêm ba thôn có đường bê tông

LSO-Ngày 12/6/2018, xã Hải Yến khánh thành tuyến đường dài 3 km do dân góp công và vốn của nhà nước.

Tuyến đường nối ba thôn với trung tâm xã, giúp việc đi lại và chở nông sản thuận tiện hơn trước rất nhiều.

Theo lãnh đạo xã, công trình thực hiện Nghị quyết số 26-NQ/TW, ngày 5/8/2008 của Ban Chấp hành Trung ương khóa X.

Hoàng Thu Hà
"""


@pytest.fixture
def folder(tmp_path, section):
    folder = tmp_path / "kho"
    folder.mkdir()
    (folder / "duong-moi.txt").write_text(STORY, encoding="utf-8")
    return folder


def run(*arguments, **options):
    from io import StringIO

    out = StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_a_capture_becomes_a_whole_article(folder):
    assert "1 mới" in run(folder)
    article = Article.objects.get()
    assert article.headline == "Cao Lộc: Thêm ba thôn có đường bê tông"
    assert article.agency == "LSO"
    assert article.standfirst.startswith("Ngày 12/6/2018, xã Hải Yến")
    assert timezone.localdate(article.published_at).isoformat() == "2018-06-12"
    assert article.published_on_reason
    assert article.is_published()
    assert [byline.author.name for byline in article.bylines.all()] == ["Hoàng Thu Hà"]
    assert Directive.objects.get().full_name.startswith("Nghị quyết số 26-NQ/TW ngày 5/8/2008")


def test_importing_twice_changes_nothing(folder):
    run(folder)
    before = Article.objects.values().get(), Directive.objects.values().get()
    assert "0 mới · 0 có thay đổi · 1 không đổi" in run(folder)
    assert (Article.objects.values().get(), Directive.objects.values().get()) == before


def test_a_folder_and_its_file_are_the_same_source(folder):
    run(folder)
    assert "1 không đổi" in run(folder / "duong-moi.txt")


def test_the_bytes_are_kept_as_they_were(folder):
    data = (folder / "duong-moi.txt").read_bytes()
    run(folder)
    assert b"".join(SourceFile.objects.get().chunks()) == data
    assert ImportedItem.objects.get().article == Article.objects.get()


def test_a_changed_source_updates_its_article(folder):
    run(folder)
    (folder / "duong-moi.txt").write_text(STORY.replace("dài 3 km", "dài 5 km"), encoding="utf-8")
    assert "1 có thay đổi" in run(folder)
    assert "dài 5 km" in Article.objects.get().standfirst


def edit(article, **fields):
    Article.objects.filter(pk=article.pk).update(edited_at=timezone.now(), **fields)


def test_what_a_person_edited_is_reported_not_overwritten(folder):
    run(folder)
    article = Article.objects.get()
    edit(article, standfirst="Sapo của biên tập viên.")
    (folder / "duong-moi.txt").write_text(STORY.replace("dài 3 km", "dài 5 km"), encoding="utf-8")
    told = run(folder, report=str(folder.parent / "bao-cao.jsonl"))
    assert "1 giữ bản đã biên tập" in told
    assert "duong-moi.txt: Cả người và nguồn cùng sửa, giữ bản của người: standfirst." in told
    article.refresh_from_db()
    assert article.standfirst == "Sapo của biên tập viên."
    [clash] = json.loads((folder.parent / "bao-cao.jsonl").read_text(encoding="utf-8"))["conflicts"]
    assert "dài 3 km" in clash["base"]
    assert clash["here"] == "Sapo của biên tập viên."
    assert "dài 5 km" in clash["source"]


def test_what_only_the_source_changed_comes_in_beside_what_a_person_edited(folder):
    run(folder)
    article = Article.objects.get()
    edit(article, headline="Tít của biên tập viên")
    (folder / "duong-moi.txt").write_text(STORY.replace("dài 3 km", "dài 5 km"), encoding="utf-8")
    assert "1 có thay đổi" in run(folder)
    article.refresh_from_db()
    assert article.headline == "Tít của biên tập viên"
    assert "dài 5 km" in article.standfirst


def test_the_same_file_under_another_name_makes_no_twin(folder):
    (folder / "ban-sao.txt").write_text(STORY, encoding="utf-8")
    assert "1 mới · 0 có thay đổi · 1 không đổi" in run(folder)
    assert Article.objects.count() == 1


def test_what_is_no_article_is_refused_with_its_reason_and_the_rest_goes_on(folder):
    (folder / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(200))
    (folder / "trong.txt").write_bytes(b"")
    told = run(folder)
    assert "1 mới" in told
    assert "2 không nhận" in told
    assert "anh.jpg: " in told
    assert "trong.txt: " in told


def test_a_dry_run_tells_the_same_and_writes_nothing(folder):
    assert "1 mới" in run(folder, dry_run=True)
    assert Article.objects.count() == SourceFile.objects.count() == Directive.objects.count() == 0


def test_the_report_has_a_line_for_every_source(folder, tmp_path):
    (folder / "trong.txt").write_bytes(b"")
    run(folder, report=str(tmp_path / "bao-cao.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "bao-cao.jsonl").read_text(encoding="utf-8").splitlines()]
    by_outcome = {line["outcome"]: line for line in lines}
    assert by_outcome["refused"]["reason"]
    record = by_outcome["new"]["record"]
    assert record["published_on"] == "2018-06-12"
    assert record["bylines"] == [{"name": "Hoàng Thu Hà", "role": "text"}]
    assert record["paragraphs"] == 2


def test_a_path_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match="khong-co"):
        run("/khong-co")


def test_a_story_without_a_headline_waits_as_a_draft_for_one(folder):
    (folder / "duong-moi.txt").write_text(STORY.split("\n", 2)[2], encoding="utf-8")
    run(folder)
    article = Article.objects.get()
    assert article.headline == ""
    assert article.status == "draft"
    assert any(doubt["code"] == "headline-missing" for doubt in article.doubts)


@pytest.fixture
def seed(shared, section):
    run(shared / "seeds")
    return Article.objects.get()


def test_the_seed_article_is_read_as_printed(seed):
    assert seed.headline.startswith("Tỉnh ủy Lạng Sơn tổng kết thực hiện Nghị quyết số 22 của Ban Chấp hành")
    assert seed.agency == "LSO"
    assert seed.standfirst.startswith("Sáng nay (12/6), Tỉnh ủy Lạng Sơn tổ chức hội nghị")
    assert seed.captured_on.isoformat() == "2019-01-20"
    assert timezone.localdate(seed.published_at).isoformat() == "2018-06-12"
    assert [byline.name for byline in seed.bylines.all()] == ["Phùng Khiêm"]
    assert [place.is_waiting for place in seed.photos.all()] == [True, True]


def test_the_seed_cites_six_documents(seed):
    cited = Directive.objects.filter(citations__article=seed).distinct()
    assert {
        (str(found.kind), found.symbol, found.issued_on and found.issued_on.isoformat(), found.issuer, found.term)
        for found in cited
    } == {
        ("NQ", "22-NQ/TW", "2008-02-02", "Ban Chấp hành Trung ương", "X"),
        ("CT", "36-CT/TW", "2014-05-30", "Bộ Chính trị", "XI"),
        ("QĐi", "126-QĐ/TW", "2018-02-28", "Bộ Chính trị", "XII"),
        ("CT", "10-CT/TW", "2007-03-30", "Ban Bí thư", "X"),
        ("NQ", "", None, "Ban Chấp hành Trung ương", "XI"),
        ("NQ", "", None, "Ban Chấp hành Trung ương", "XII"),
    }
    assert cited.get(symbol="126-QĐ/TW").title == "Một số vấn đề về bảo vệ chính trị nội bộ Đảng"


def test_every_mention_in_the_seed_points_to_its_document(seed):
    meant = {
        (row.part, row.surface): row.directive.symbol or f"TW{row.directive.plenum}" for row in seed.citations.all()
    }
    assert meant["headline", "Nghị quyết số 22"] == "22-NQ/TW"
    assert meant["headline", "Chỉ thị số 36"] == "36-CT/TW"
    assert meant["body", "Nghị quyết 22"] == "22-NQ/TW"
    assert meant["body", "Chỉ thị 36"] == "36-CT/TW"
    assert meant["body", "XII"] == "TW4"


def test_a_draft_that_gets_its_headline_later_stays_one_while_it_has_no_section(tmp_path, db):
    for headline in ("", "Tít"):
        item = f"<item><guid>1</guid><title>{headline}</title><description>Chữ của tin.</description></item>"
        (tmp_path / "tin.xml").write_text(f"<rss version='2.0'><channel>{item}</channel></rss>", encoding="utf-8")
        run(tmp_path / "tin.xml")
    article = Article.objects.get()
    assert (article.headline, article.status) == ("Tít", "draft")


def test_text_of_no_known_format_is_refused_with_the_way_to_name_one(tmp_path, db):
    (tmp_path / "danh-muc.xml").write_text("<catalog><book/></catalog>", encoding="utf-8")
    assert "--format" in run(tmp_path)


def test_a_page_saved_with_its_pictures_brings_them_along(tmp_path, section, picture_file):
    picture = base64.encodebytes(picture_file().read()).decode()
    story = STORY.replace("\n\n", "</p><p>")
    (tmp_path / "trang.mht").write_text(
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        "Content-Type: text/html; charset=utf-8\nContent-Location: http://bao.example/1.html\n\n"
        f"<html><head><title>Tít của bài này</title></head><body><h1>Tít của bài này</h1><p>{story}</p>"
        '<img src="cid:a"></body></html>\n--b\nContent-Type: image/jpeg\nContent-ID: <a>\n'
        f"Content-Transfer-Encoding: base64\n\n{picture}\n--b--\n",
        encoding="utf-8",
    )
    run(tmp_path)
    article = Article.objects.get()
    assert article.photos.get().photo is not None
