"""An official list comes in, and earlier mentions find their documents."""

import io

import pytest
from django.core.management import call_command

from directives.exchange import load
from directives.models import Directive

LIST = """kind,number,symbol,year,issuer,issued_on,term,plenum,title,subject,status
Nghị quyết,22,22-NQ/TW,,Ban Chấp hành Trung ương,2008-02-02,X,,,tổ chức cơ sở đảng,unknown
Chỉ thị,36,36-CT/TW,,Bộ Chính trị,2014-05-30,XI,,,đại hội đảng bộ các cấp,in_force
NQ,,,,Ban Chấp hành Trung ương,,XII,4,,xây dựng Đảng,unknown
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "danh-muc.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(name, *arguments, **options):
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_a_list_is_loaded_as_verified_and_twice_changes_nothing(db, file):
    assert run("import_directives", file).startswith("3 mới · 0 có thay đổi · 0 không đổi · 0 không nhận")
    assert Directive.objects.filter(verified=True).count() == 3
    assert run("import_directives", file).startswith("0 mới · 0 có thay đổi · 3 không đổi")


def test_earlier_mentions_are_linked_when_the_list_comes(make_article, file):
    article = make_article(body="<p>Sơ kết Chỉ thị số 36-CT/TW và Nghị quyết 22 của Ban Chấp hành Trung ương.</p>")
    run("import_directives", file)
    article.refresh_from_db()
    assert Directive.objects.filter(symbol="36-CT/TW").count() == 1
    assert Directive.objects.get(symbol="36-CT/TW").subject == "đại hội đảng bộ các cấp"
    assert "/van-ban/chi-thi-36-ct-tw-2014-05-30/" in article.body_html
    assert "/van-ban/nghi-quyet-22-nq-tw-2008-02-02/" in article.body_html


def test_a_wrong_line_is_told_and_stops_no_other(db, tmp_path):
    path = tmp_path / "loi.csv"
    path.write_text(
        LIST + "Sắc lệnh lạ,1,,,,,,,,,\nNghị quyết,5,05-NQ/TW,,,31/12/2016,,,,,\nCông văn,,,,,,,,,,\n", encoding="utf-8"
    )
    told = run("import_directives", path)
    assert told.startswith("3 mới")
    assert "dòng 5: không có loại văn bản “Sắc lệnh lạ”" in told
    assert "dòng 6: ngày “31/12/2016” không đúng dạng" in told
    assert "dòng 7: thiếu số, ký hiệu" in told


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_goes_out_comes_in_again(db, file, tmp_path, form):
    run("import_directives", file)
    before = [directive.full_name for directive in Directive.objects.order_by("pk")]
    out = tmp_path / f"ra.{form}"
    run("export_directives", out, format=form)
    Directive.objects.all().delete()
    run("import_directives", out)
    assert [directive.full_name for directive in Directive.objects.order_by("pk")] == before


def test_cells_that_begin_like_formulas_are_made_harmless(db):
    load(io.StringIO('{"kind": "NQ", "number": "01", "symbol": "01-NQ/TW", "title": "=HYPERLINK(1)"}\n'))
    assert "'=HYPERLINK(1)" in run("export_directives")


def test_broken_json_is_told_by_line(db):
    loaded = load(io.StringIO('{"kind": "NQ"\n'))
    assert loaded.errors[0][0] == 1
    assert "JSON" in loaded.errors[0][1]
