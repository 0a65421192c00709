"""Documents live: they replace and carry out one another, are found to be one, and articles follow without an edit."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Citation
from directives.admin.desk import anniversaries
from directives.merging import likely_twins, merge
from directives.models import Directive, Relation, Status
from directives.models.relation import Verb
from newsroom.models import Checkpoint

OLD = "Quy định số 47-QĐ/TW, ngày 1/11/2011 của Ban Chấp hành Trung ương"
NEW = "Quy định số 37-QĐ/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương"
PLAN = (
    "<p>Ban Thường vụ Tỉnh ủy ban hành Kế hoạch số 25-KH/TU, ngày 2/3/2021 thực hiện Kết luận số 100-KL/TW, "
    "ngày 15/12/2020 của Ban Bí thư.</p>"
)


@pytest.fixture
def documents(make_article):
    """Two documents, the first of which an article cites, and that article."""
    article = make_article("Bài cũ", body=f"<p>Các chi bộ học {OLD}.</p>")
    make_article("Bài mới", body=f"<p>Các chi bộ học {NEW}.</p>")
    return Directive.objects.get(symbol="47-QĐ/TW"), Directive.objects.get(symbol="37-QĐ/TW"), article


def test_readers_are_told_that_a_document_was_replaced_without_an_edit(documents, client):
    old, new, article = documents
    assert "được thay thế bởi" not in client.get(article.get_absolute_url()).content.decode()
    Relation.objects.create(source=new, verb=Verb.REPLACES, target=old)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "được thay thế bởi" in html
    assert f'href="{new.get_absolute_url()}"' in html


def test_the_status_follows_from_the_relations(documents):
    old, new, _article = documents
    relation = Relation.objects.create(source=new, verb=Verb.AMENDS, target=old)
    assert Directive.objects.get(pk=old.pk).status == Status.AMENDED
    relation.verb = Verb.REPLACES
    relation.save()
    assert Directive.objects.get(pk=old.pk).status == Status.REPLACED
    relation.delete()
    assert Directive.objects.get(pk=old.pk).status == Status.UNKNOWN


def test_what_only_the_machine_found_says_nothing_of_validity(documents, client):
    old, new, article = documents
    Relation.objects.create(source=new, verb=Verb.REPLACES, target=old, state=Relation.State.FOUND)
    assert Directive.objects.get(pk=old.pk).status == Status.UNKNOWN
    assert "được thay thế bởi" not in client.get(article.get_absolute_url()).content.decode()


def test_editors_are_warned_while_they_write(documents, client, make_user):
    old, new, article = documents
    Relation.objects.create(source=new, verb=Verb.REPLACES, target=old)
    client.force_login(make_user("Tổng biên tập"))
    html = client.get(f"/quan-tri/articles/article/{article.pk}/change/").content.decode()
    assert "được thay thế bởi Quy định số 37-QĐ/TW" in html


def test_a_plan_that_carries_out_a_conclusion_is_found_in_the_text(make_article, client):
    make_article(body=PLAN)
    relation = Relation.objects.get()
    assert (relation.source.symbol, relation.verb, relation.target.symbol) == ("25-KH/TU", "implements", "100-KL/TW")
    html = client.get(relation.target.get_absolute_url()).content.decode()
    assert "25-KH/TU" in html


def test_a_rejected_relation_does_not_come_back(make_article):
    make_article(body=PLAN)
    Relation.objects.update(state=Relation.State.REJECTED)
    make_article(body=PLAN)
    assert Relation.objects.get().state == Relation.State.REJECTED


def test_a_relation_that_no_text_tells_any_more_goes(make_article):
    from articles.finishing import finish

    article = make_article(body=PLAN)
    article.body = "<p>Không còn gì.</p>"
    article.save()
    finish([article])
    assert not Relation.objects.exists()


def test_two_records_found_to_be_one_are_merged_with_every_citation(make_article):
    one = make_article("Một", body="<p>Theo Kế hoạch số 120, ngày 30/8/2021 của Ủy ban nhân dân tỉnh.</p>")
    two = make_article("Hai", body="<p>Theo Kế hoạch số 120/KH-UBND, ngày 30/8/2021.</p>")
    drop, keep = one.citations.get().directive, two.citations.get().directive
    address = drop.get_absolute_url()
    merge(keep, drop)
    assert {row.directive_id for row in Citation.objects.all()} == {keep.pk}
    for article in (one, two):
        article.refresh_from_db()
        assert keep.get_absolute_url() in article.body_html
    later = make_article("Ba", body="<p>Theo Kế hoạch số 120, ngày 30/8/2021 của Ủy ban nhân dân tỉnh.</p>")
    assert later.citations.get().directive == keep
    assert Directive.objects.count() == 1
    assert address != keep.get_absolute_url()


def test_the_address_of_a_merged_record_leads_to_the_other(documents, client):
    old, new, _article = documents
    address = old.get_absolute_url()
    merge(new, old)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, Directive.objects.get().get_absolute_url())


def test_likely_twins_are_proposed_and_different_documents_are_not(make_article):
    make_article("Một", body="<p>Nghị quyết số 15-NQ/TU, ngày 31/5/2023 của Tỉnh ủy.</p>")
    make_article("Hai", body="<p>Nghị quyết số 15 của Ban Thường vụ Tỉnh ủy khóa XVII.</p>")
    make_article("Ba", body="<p>Nghị quyết số 15-NQ/TW, ngày 1/6/2012 của Ban Chấp hành Trung ương.</p>")
    assert all(keep.symbol != "15-NQ/TW" and drop.symbol != "15-NQ/TW" for keep, drop in likely_twins())


@pytest.mark.parametrize(("issued_on", "years"), [("2016-12-05", 10), ("2021-12-31", 5), ("2025-11-30", 1)])
def test_years_that_come_up_are_planned(db, issued_on, years):
    Directive.objects.create(kind="NQ", number="01", symbol="01-NQ/TW", issued_on=date.fromisoformat(issued_on))
    Directive.objects.create(kind="NQ", number="02", symbol="02-NQ/TW", issued_on=date(2019, 12, 5))
    assert [(each.directive.symbol, each.years) for each in anniversaries(date(2026, 11, 24))] == [("01-NQ/TW", years)]


@pytest.mark.parametrize(
    "page", ["directives/directive/viec", "directives/directive/ke-hoach", "articles/citation/viec"]
)
def test_the_pages_of_the_register_are_for_those_who_edit(documents, client, make_user, page):
    address = f"/quan-tri/{page}/"
    client.force_login(make_user("Biên tập viên"))
    assert client.get(address).status_code == 200
    client.logout()
    assert client.get(address).status_code == 302


def test_a_relation_is_confirmed_with_one_click(documents, client, make_user):
    old, new, _article = documents
    relation = Relation.objects.create(source=new, verb=Verb.REPLACES, target=old, state=Relation.State.FOUND)
    client.force_login(make_user("Biên tập viên"))
    client.post("/quan-tri/directives/directive/viec/", {"relation": relation.pk, "verdict": "yes"})
    assert Directive.objects.get(pk=old.pk).status == Status.REPLACED


def test_an_ambiguous_mention_is_settled_with_one_click_and_stays_so(make_article, client, make_user, hanoi):
    make_article(
        "Một", body="<p>Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương.</p>", standfirst=""
    )
    make_article("Hai", body="<p>Nghị quyết số 22-NQ/TW, ngày 10/4/2013 của Bộ Chính trị.</p>", standfirst="")
    bare = make_article(
        "Ba", body="<p>Làm theo Nghị quyết số 22-NQ/TW.</p>", standfirst="", published_at=hanoi(2018, 1, 1)
    )
    client.force_login(make_user("Biên tập viên"))
    page = client.get("/quan-tri/articles/citation/viec/").content.decode()
    assert "ngày 10/4/2013" in page
    meant = Directive.objects.get(issued_on=date(2013, 4, 10))
    client.post("/quan-tri/articles/citation/viec/", {"citation": bare.citations.get().pk, "directive": meant.pk})
    bare.refresh_from_db()
    assert meant.get_absolute_url() in bare.body_html
    call_command("relink_citations", stdout=StringIO())
    assert bare.citations.get().directive == meant


def test_relinking_reports_before_it_changes_and_resumes(make_article):
    article = make_article(body=f"<p>Học {OLD}.</p>")
    Citation.objects.all().delete()
    out = StringIO()
    call_command("relink_citations", dry_run=True, stdout=out)
    assert "1 bài sẽ thay đổi" in out.getvalue()
    assert "+ nội dung" in out.getvalue()
    assert not Citation.objects.exists()
    call_command("relink_citations", stdout=StringIO())
    assert article.citations.get().directive.symbol == "47-QĐ/TW"
    out = StringIO()
    call_command("relink_citations", stdout=out)
    assert "0 bài đã thay đổi" in out.getvalue()


@pytest.mark.parametrize("typed", ["47 qd tw", "quy dinh 47", "47-QĐ/TW", "Quy định 47"])
def test_the_public_register_finds_a_document_however_it_is_typed(documents, client, typed):
    html = client.get("/van-ban/", {"q": typed}).content.decode()
    assert "47-QĐ/TW" in html
    assert "37-QĐ/TW" not in html.replace("q=", "")


def test_a_documents_page_shows_its_facts_its_sentence_and_its_coverage(documents, client):
    old, _new, article = documents
    html = client.get(old.get_absolute_url()).content.decode()
    for shown in ("01/11/2011", "Ban Chấp hành Trung ương", "Các chi bộ học", article.headline, "<svg", "Legislation"):
        assert shown in html


def test_the_register_is_filtered_by_kind_term_and_year(documents, client):
    for query, shown in (({"year": "2011"}, "47-QĐ/TW"), ({"term": "XIII"}, "37-QĐ/TW"), ({"kind": "NQ"}, None)):
        html = client.get("/van-ban/", query).content.decode()
        found = {symbol for symbol in ("47-QĐ/TW", "37-QĐ/TW") if symbol in html}
        assert found == ({shown} if shown else set())


def test_relinking_goes_on_where_it_was_stopped(make_article):
    first = make_article("Một", body=f"<p>Học {OLD}.</p>")
    second = make_article("Hai", body=f"<p>Học {NEW}.</p>")
    Citation.objects.all().delete()
    Checkpoint.objects.create(name="relink_citations", value=first.pk)
    out = StringIO()
    call_command("relink_citations", stdout=out)
    assert f"Làm tiếp sau bài số {first.pk}." in out.getvalue()
    assert not first.citations.exists()
    assert second.citations.exists()
    assert Checkpoint.objects.get().value == 0
