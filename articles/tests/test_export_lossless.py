"""JSON lines lose nothing: out, into an empty newsroom, and out again without a byte of difference."""

import io
import json
from contextlib import contextmanager
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.formats.record import photo_place
from articles.formats.tabular import record_from_json, record_to_json
from articles.models import Article, Author, Byline, Section
from articles.models.article import UNDATED
from articles.tests.exports import export

pytestmark = pytest.mark.django_db
RICH = (
    "<p>Giá <strong>tăng</strong> 5 % &amp; <em>còn tăng</em><br>nữa, xem"
    ' <a href="https://a.example.vn/?x=1&amp;y=2" rel="noopener">tại đây</a> — “hết\u2028hẳn”.</p><h2>Đầu ra</h2>'
    '<ul><li>Chợ</li></ul><table><tbody><tr><th scope="col">Xã</th><td colspan="2">1</td></tr></tbody></table>'
)


@pytest.fixture
def archive(make_article, make_photo, hanoi):
    """Return a maker of one article of every kind there is."""

    def make():
        make_article("Bị xóa, để số bài khác đi", status="draft").delete()
        farming = Section.objects.create(name="Nông nghiệp / Nông thôn", parent=Section.objects.create(name="Kinh tế"))
        author = Author.objects.create(name="Hoàng Thu Hà")
        whole = make_article(
            "Được mùa hồi", section=farming, kicker="Vụ hồi", agency="LSO", bylines=(), body=f"{RICH}{photo_place(2)}",
            captions=("Phơi hồi.", "", "Chờ ảnh."), tags=("Đảng", "hoa hồi", "ẩm, lạnh", "Án"), source_url="http://cu.vn/?q=hồi",
            published_at=hanoi(2018, 6, 12, 10, 30, 15, 250), published_on_reason="theo dòng ngày",
            captured_on=date(2019, 1, 20), embargo_until=hanoi(2018, 6, 13), language="tay",
            doubts=[{"code": "caption-guess", "detail": "Đoán."}],
        )  # fmt: skip
        signed = [
            ("Thu Hà", author, "text"),
            ("P.V", None, "text"),
            ("Lê An", None, "text"),
            ("Thu Hà", author, "photo"),
        ]
        for order, (name, person, role) in enumerate(signed, 1):
            Byline.objects.create(article=whole, name=name, author=person, role=role, order=order)
        photo = make_photo(credit="Lê Hà", caption="Hồi.", taken_on=date(2018, 6, 1), focal_x=20, focal_y=80)
        whole.photos.filter(order=1).update(photo=photo, reference="http://cu.vn/a.jpg", credit="Thu Hà")
        whole.photos.filter(order=2).update(photo=make_photo(), alt="Chợ")
        make_article("Một ảnh hai bài", captions=("Khác.",)).photos.update(photo=photo)
        make_article("Chỉ rõ ngày", published_at=hanoi(2017, 2, 3), date_precision="day")
        make_article("Chỉ rõ ngày, có giờ", published_at=hanoi(2017, 2, 3, 8), date_precision="day")
        make_article("Chỉ rõ tháng", published_at=hanoi(2016, 4, 1), date_precision="month")
        make_article("Không rõ ngày", published_at=UNDATED, date_precision="unknown")
        make_article("Đang viết", published_at=None, status="draft", section=None)
        make_article("", published_at=None, status="draft", bylines=())
        for status in ("submitted", "editing", "returned", "awaiting_approval", "scheduled", "withdrawn"):
            make_article(f"Đang ở {status}", status=status)
        make_article("Cùng một tít", published_at=hanoi(2015, 1, 1))
        make_article("Cùng một tít", published_at=hanoi(2015, 1, 1))
        make_article(" = 1 + 1 <b>&amp;</b> ]]> \u201cdòng\u2028hai\u201d", standfirst="{“a”: 1}")

    return make


@contextmanager
def a_newsroom_that_goes():
    """Take back all that is written within, so that the newsroom is as empty as before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_line_is_read_back_as_it_was(archive):
    archive()
    for line in export().splitlines():
        assert json.loads(record_to_json(record_from_json(line))) == json.loads(line)


@pytest.mark.parametrize("with_pictures", [False, True])
def test_out_in_and_out_again_gives_the_same_bytes(archive, tmp_path, with_pictures, settings):
    anh, anh_lai = (tmp_path / "anh", tmp_path / "anh-lai") if with_pictures else (None, None)
    with a_newsroom_that_goes():
        archive()
        export(tmp_path / "kho.jsonl", media=anh)
    Section.objects.all().delete()
    assert not Article.objects.exists()
    settings.MEDIA_ROOT = tmp_path / "media-moi"
    call_command("import_articles", str(tmp_path / "kho.jsonl"), media=[str(anh)] if anh else [], stdout=io.StringIO())
    export(tmp_path / "lai.jsonl", media=anh_lai)
    assert _lines(tmp_path / "lai.jsonl") == _lines(tmp_path / "kho.jsonl")
    assert (tmp_path / "lai.jsonl").read_bytes() == (tmp_path / "kho.jsonl").read_bytes()
    if with_pictures:
        assert _files(anh_lai) == _files(anh)


def test_taking_its_own_export_in_makes_no_twins(archive, tmp_path):
    archive()
    before = export()
    (tmp_path / "kho.jsonl").write_text(before, encoding="utf-8")
    call_command("import_articles", str(tmp_path / "kho.jsonl"), stdout=io.StringIO())
    assert export() == before


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
