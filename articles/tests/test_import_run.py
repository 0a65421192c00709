"""A long import is safe: killed, stopped, undone, tried again, and never twice the same."""

import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from articles.importing.fetching import FetchError, public_host
from articles.importing.lock import only_one
from articles.models import (
    Article,
    ArticlePhoto,
    Author,
    CorrectionRequest,
    ImportRun,
    OldAddress,
    Photo,
    Placement,
    Section,
    SectionAlias,
)
from directives.models import Directive

ROOT = Path(__file__).resolve().parents[2]


def story(number, **fields):
    return {
        "headline": f"Xã Hải Yến khánh thành đoạn đường số {number}",
        "slug": f"bai-{number}",
        "section": "Kinh tế",
        "author": "Hoàng Thu Hà",
        "tags": ["giao thông nông thôn"],
        "published_at": f"2019-03-{number % 27 + 1:02d}T08:00:00+07:00",
        "summary": f"Ngày {number % 27 + 1}/3, xã Hải Yến khánh thành đoạn đường số {number}.",
        "body": [f"Công trình thực hiện Nghị quyết số {number % 40 + 1:02d}-NQ/TW, ngày 5/8/2008.", "Dân góp công."],
        "photo_caption": "",
    } | fields


def write(path, stories):
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in stories) + "\n", encoding="utf-8")


def run(*arguments, **options):
    out = io.StringIO()
    call_command("import_articles", *map(str, arguments), stdout=out, **{"processes": 0} | options)
    return out.getvalue()


@pytest.fixture
def kinh_te(db):
    return Section.objects.create(name="Kinh tế", order=1)


@pytest.fixture
def lines(tmp_path, kinh_te):
    path = tmp_path / "kho" / "bai.jsonl"
    path.parent.mkdir()
    write(path, [story(number) for number in range(1, 31)])
    return path


def test_many_articles_of_one_file_come_in_and_stay_one_each(lines):
    assert run(lines).startswith("30 mới")
    assert Article.objects.filter(section__name="Kinh tế").count() == 30
    assert run(lines).startswith("0 mới · 0 có thay đổi · 1 không đổi")
    assert run(lines, again=True).startswith("0 mới · 0 có thay đổi · 30 không đổi")


def test_the_same_records_in_other_processes_make_the_same_articles(lines):
    run(lines, processes=2)
    assert Article.objects.count() == 30
    assert Directive.objects.count() == 30
    assert Article.objects.first().citations.count() == 1


def test_one_changed_line_changes_one_article(lines):
    run(lines)
    stories = [story(number) for number in range(1, 31)]
    stories[4]["body"] = ["Nội dung mới hẳn."]
    write(lines, stories)
    assert run(lines).startswith("0 mới · 1 có thay đổi · 29 không đổi")
    assert Article.objects.filter(body="<p>Nội dung mới hẳn.</p>").count() == 1


def test_a_bad_line_is_quarantined_and_can_be_tried_again(lines, tmp_path):
    with lines.open("a", encoding="utf-8") as file:
        file.write('{"headline": "dở dang\n')
    told = run(lines, quarantine=str(tmp_path / "cach-ly"))
    assert "30 mới" in told
    assert "1 không nhận" in told
    [note] = (tmp_path / "cach-ly").glob("*.json")
    assert "Dòng 31" in json.loads(note.read_text(encoding="utf-8"))["reason"]
    assert "1 không nhận" in run(retry=True, quarantine=str(tmp_path / "cach-ly"))
    write(lines, [story(number) for number in range(1, 32)])
    run(lines, quarantine=str(tmp_path / "cach-ly"))
    assert Article.objects.count() == 31


def test_a_dry_run_leaves_no_picture_behind(tmp_path, kinh_te, settings):
    archive = tmp_path / "kho.zip"
    _zip_with_picture(archive)
    assert run(archive, dry_run=True).startswith("Chạy thử, chưa ghi gì:\n1 mới")
    assert not Photo.objects.exists()
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def _picture(colour="navy"):
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(buffer, "JPEG")
    return buffer.getvalue()


PAGE = """<!doctype html><html lang="vi"><head><title>Chợ phiên Đồng Đăng | Báo</title>
<link rel="canonical" href="https://bao.example/kinh-te/cho-phien-123.html?x=1">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Chợ phiên Đồng Đăng","datePublished":"2016-05-04T07:30:00+07:00","author":{"name":"Nông Thị Diễm"}}</script>
</head><body><article><h1>Chợ phiên Đồng Đăng</h1><p>Sáng sớm, người dân các xã đã về chợ rất đông.</p>
<figure><img src="anh/cho.jpg" alt=""><figcaption>Người đi chợ. Ảnh: N.D</figcaption></figure>
<p>Hàng hóa chủ yếu là nông sản, gia súc và vải vóc do bà con làm ra trong năm.</p></article></body></html>"""


def _zip_with_picture(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("trang/cho-phien.html", PAGE)
        archive.writestr("trang/anh/cho.jpg", _picture())
        archive.writestr("../ngoai.txt", "Tệp chỉ ra ngoài.\n\nNội dung.")


def test_a_page_and_its_picture_come_out_of_an_archive(tmp_path, kinh_te, client):
    _zip_with_picture(tmp_path / "kho.zip")
    told = run(tmp_path / "kho.zip")
    assert "1 mới" in told
    assert "chỉ ra ngoài tệp nén" in told
    article = Article.objects.get()
    place = article.photos.get()
    assert (place.caption, place.credit) == ("Người đi chợ.", "N.D")
    assert place.photo.width == 400
    assert client.get(f"/anh/{place.photo.pk}-320.webp").status_code == 200


def test_the_same_picture_is_stored_once(tmp_path, kinh_te):
    for name in ("mot", "hai"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bai.html").write_text(PAGE.replace("Chợ phiên", f"Chợ {name}"), encoding="utf-8")
        (tmp_path / name / "anh").mkdir()
        (tmp_path / name / "anh" / "cho.jpg").write_bytes(_picture())
        run(tmp_path / name)
    assert Photo.objects.count() == 1
    assert ArticlePhoto.objects.filter(photo=Photo.objects.get()).count() == 2


def test_pictures_are_looked_for_in_the_folder_given(tmp_path, kinh_te):
    (tmp_path / "bai").mkdir()
    (tmp_path / "bai" / "bai.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "kho-anh").mkdir()
    (tmp_path / "kho-anh" / "CHO.JPG").write_bytes(_picture())
    run(tmp_path / "bai", media=[str(tmp_path / "kho-anh")])
    assert Photo.objects.count() == 1


def test_old_addresses_lead_to_the_article_for_good(tmp_path, kinh_te, client):
    (tmp_path / "bai.html").write_text(PAGE, encoding="utf-8")
    run(tmp_path / "bai.html")
    article = Article.objects.get()
    response = client.get("/kinh-te/cho-phien-123.html?x=1")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert client.get("/kinh-te/cho-phien-123.html").status_code == 404
    out = io.StringIO()
    call_command("check_old_addresses", stdout=out)
    assert "1 địa chỉ cũ đúng, 0 sai." in out.getvalue()
    Article.objects.update(status="withdrawn")
    assert client.get("/kinh-te/cho-phien-123.html?x=1").status_code == 410


def test_addresses_are_kept_byte_for_byte(make_article, client):
    from articles.formats.addresses import request_key

    article = make_article()
    decomposed = "/tin/ga-n-400-thắng-lợi.html?amp=1"
    OldAddress.objects.create(address=request_key(f"https://cu.example{decomposed}"), article=article)
    assert client.get(decomposed).status_code == 301
    assert client.get("/tin/ga-n-400.html").status_code == 404


def test_an_import_is_undone_as_a_whole(lines):
    run(lines)
    call_command("undo_import", str(ImportRun.objects.get().pk), stdout=io.StringIO())
    assert not Article.objects.exists()
    assert not Directive.objects.exists()
    assert run(lines).startswith("30 mới")


def test_undoing_brings_back_what_the_run_changed_and_keeps_what_people_wrote(lines):
    run(lines)
    stories = [story(number) for number in range(1, 31)]
    stories[0]["body"] = ["Bản sai."]
    stories.append(story(99))
    write(lines, stories)
    run(lines)
    edited = Article.objects.get(headline__endswith="số 99")
    Article.objects.filter(pk=edited.pk).update(edited_at=timezone.now(), kicker="người thêm")
    out = io.StringIO()
    call_command("undo_import", str(ImportRun.objects.first().pk), stdout=out)
    assert "0 bài đã xóa, 1 bài trở về như trước, 1 bài giữ lại" in out.getvalue()
    assert not Article.objects.filter(body__contains="Bản sai").exists()
    assert Article.objects.filter(pk=edited.pk).exists()


def test_undoing_keeps_what_a_correction_is_asked_of_and_forgets_where_the_rest_was_placed(lines):
    run(lines)
    asked, placed = Article.objects.order_by("pk")[:2]
    CorrectionRequest.objects.create(article=asked, asked_by="Ông A", claim="Sai tên")
    Placement.objects.create(article=placed, position=1, begins=timezone.now(), ends=timezone.now() + timedelta(days=1))
    call_command("undo_import", str(ImportRun.objects.get().pk), stdout=io.StringIO())
    assert list(Article.objects.all()) == [asked]
    assert not Placement.objects.exists()


def test_two_imports_at_once_are_told_apart(lines):
    with only_one(), pytest.raises(CommandError, match="lần nhập khác"):
        run(lines)


@pytest.mark.parametrize(
    ("options", "count"),
    [({"since": "2019-03-20"}, 8), ({"limit": 5}, 5), ({"section": ["kinh-te"]}, 30), ({"section": ["van-hoa"]}, 0),
     ({"status": ["draft"]}, 0)],
)  # fmt: skip
def test_only_what_is_asked_for_comes_in(lines, options, count):
    from datetime import date

    if "since" in options:
        options = {"since": date.fromisoformat(options["since"])}
    run(lines, **options)
    assert Article.objects.count() == count


def test_an_unknown_section_is_a_doubt_that_one_alias_settles(tmp_path, kinh_te):
    write(tmp_path / "a.jsonl", [story(1, section="Chuyện quê")])
    run(tmp_path / "a.jsonl")
    assert any("Chuyện quê" in doubt["detail"] for doubt in Article.objects.get().doubts)
    SectionAlias.objects.create(name="Chuyện quê", section=kinh_te)
    write(tmp_path / "b.jsonl", [story(2, section="chuyện  quê")])
    run(tmp_path / "b.jsonl")
    assert Article.objects.last().doubts == []


def test_pen_names_lead_to_their_person(tmp_path, kinh_te):
    author = Author.objects.create(name="Khánh Nguyên")
    author.pen_names.create(name="KH.NGUYÊN")
    write(tmp_path / "a.jsonl", [story(1, author="KH.NGUYÊN"), story(2, author="P.V")])
    run(tmp_path / "a.jsonl")
    first, second = Article.objects.order_by("pk")
    assert first.bylines.get().author == author
    assert (second.bylines.get().author, second.bylines.get().name) == (None, "P.V")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "localhost", "[::1]", "0.0.0.0"])
def test_pictures_are_never_fetched_from_the_inside(host):
    with pytest.raises(FetchError):
        public_host(host.strip("[]"), 80)


def environment(folder):
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DATA_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def manage(folder, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)], cwd=ROOT, env=environment(folder),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def contents(folder):
    """Return the rows of every table that an import fills, without the clock."""
    tables = {
        "articles_article": "id, headline, slug, body_html, section_id, status, published_at, doubts",
        "articles_byline": "id, article_id, author_id, name",
        "articles_citation": "id, article_id, directive_id, state, part, start, surface",
        "articles_importeditem": "id, key, article_id, record_hash",
        "directives_directive": "id, symbol, issuer, issued_on, slug",
        "directives_evidence": "fingerprint, articles",
        "articles_search": "rowid, headline, text",
        "newsroom_tag": "id, name",
    }
    with sqlite3.connect(folder / "db.sqlite3") as database:
        return {
            table: database.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
            for table, columns in tables.items()
        }


def test_killed_at_any_moment_and_begun_again_it_ends_the_same(tmp_path):
    """SIGKILL at random moments, the same command again: the same database as an undisturbed run, row for row."""
    rounds = int(os.environ.get("KILL_ROUNDS", "3"))
    source = tmp_path / "bai.jsonl"
    write(source, [story(number) for number in range(1, 1201)])
    undisturbed = tmp_path / "nguyen"
    undisturbed.mkdir()
    assert manage(undisturbed, "migrate", "-v0").wait() == 0
    start = time.monotonic()
    assert manage(undisturbed, "import_articles", source).wait() == 0
    length = time.monotonic() - start
    expected = contents(undisturbed)
    assert len(expected["articles_article"]) == 1200
    chance = random.Random(7)
    for number in range(rounds):
        folder = tmp_path / f"lan{number}"
        folder.mkdir()
        assert manage(folder, "migrate", "-v0").wait() == 0
        for _attempt in range(3):
            process = manage(folder, "import_articles", source, start_new_session=True)
            try:
                process.wait(chance.uniform(0.2, 1) * length)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        assert manage(folder, "import_articles", source).wait() == 0
        assert contents(folder) == expected


def test_one_decision_names_a_signature_for_the_whole_archive(tmp_path, kinh_te, client, make_user):
    write(tmp_path / "a.jsonl", [story(number, author="KH.NGUYÊN") for number in range(1, 4)])
    run(tmp_path / "a.jsonl")
    client.force_login(make_user("Biên tập viên"))
    page = client.get("/quan-tri/articles/importrun/ten-ky/").content.decode()
    assert "KH.NGUYÊN" in page
    assert "số bài: 3" in page
    client.post(
        "/quan-tri/articles/importrun/ten-ky/", {"name": "KH.NGUYÊN", "author": "Khánh Nguyên", "kind": "person"}
    )
    author = Author.objects.get(name="Khánh Nguyên")
    assert author.bylines.count() == 3
    write(tmp_path / "b.jsonl", [story(9, author="Kh.Nguyên")])
    run(tmp_path / "b.jsonl")
    assert author.bylines.count() == 4


def test_one_decision_names_a_section_for_the_whole_archive(tmp_path, kinh_te, client, make_user):
    van_hoa = Section.objects.create(name="Văn hóa", order=2)
    write(tmp_path / "a.jsonl", [story(number, section="Chuyện quê") for number in range(1, 4)])
    run(tmp_path / "a.jsonl")
    detail = next(doubt["detail"] for doubt in Article.objects.first().doubts if doubt["code"] == "section-name")
    client.force_login(make_user("Biên tập viên"))
    assert "Chuyện quê" in client.get("/quan-tri/articles/importrun/diem-ngo/").content.decode()
    client.post("/quan-tri/articles/importrun/diem-ngo/", {"detail": detail, "section": van_hoa.pk})
    assert {(article.section, tuple(article.doubts)) for article in Article.objects.all()} == {(van_hoa, ())}


def test_one_decision_settles_all_doubts_of_a_cause(make_article, client, make_user):
    for number in range(3):
        make_article(
            f"Bài {number}", doubts=[{"code": "date-guess", "detail": "Đoán"}, {"code": "truncated", "detail": "Cụt"}]
        )
    client.force_login(make_user("Biên tập viên"))
    client.post("/quan-tri/articles/importrun/diem-ngo/", {"code": "date-guess"})
    assert {tuple(doubt["code"] for doubt in article.doubts) for article in Article.objects.all()} == {("truncated",)}
    rows = client.get("/quan-tri/articles/article/", {"doubt": "truncated"}).context["cl"].result_list
    assert len(rows) == 3
