"""After publishing: no change is silent, what readers are told, and what is left of what was taken down."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st

from articles import corrections, versions, workflow
from articles.corrections import Change
from articles.finishing import finish
from articles.models import Article, Correction
from articles.tests.test_desk import form_of, page
from articles.workflow import CHIEF, REPORTER, SECRETARY

CORRECTIONS = "/cai-chinh/"
WORDS = st.lists(st.text(alphabet="aăâđêôơư12 ", min_size=1, max_size=8), max_size=30)


def save(client, article, **changes):
    """Save the form as a browser sends it, with the kind of change left at "the text stays as it is"."""
    return client.post(page(article), form_of(client.get(page(article))) | {"change_kind": ""} | changes)


def told(response):
    return response.context["adminform"].form.errors


# ---- no change is silent


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "Tít khác"},
        {"standfirst": "Sapo khác."},
        {"body": "<p>Nội dung khác.</p>"},
        {"kicker": "Dòng trên tít"},
        {"agency": "TTXVN"},
        {"bylines-0-name": "Lý Văn Tài"},
        {"photos-0-caption": "Chú thích khác"},
        {"photos-0-DELETE": "on"},
        {"ai_use": ["text"]},
    ],
)
@pytest.mark.parametrize("status", ["published", "scheduled", "withdrawn"])
def test_a_change_of_what_readers_saw_must_say_what_it_is(at_desk, client, make_article, status, changes):
    at_desk(CHIEF)
    article = make_article(status=status, captions=["Toàn cảnh"])
    before = versions.snapshots([article])[article.pk]
    response = save(client, article, **changes)
    assert "change_kind" in told(response)
    article.refresh_from_db()
    assert versions.snapshots([article])[article.pk] == before
    assert save(client, article, **changes, change_kind="update").status_code == 302
    assert article.corrections.get().kind == "update"


@pytest.mark.parametrize("changes", [{}, {"tags": "Đại hội"}, {"embargo_until_0": ""}])
def test_what_changes_no_text_asks_nothing(at_desk, client, make_article, changes):
    at_desk(CHIEF)
    article = make_article()
    assert save(client, article, **changes).status_code == 302
    assert not article.corrections.exists()


def test_what_is_not_called_otherwise_is_told_to_readers_as_an_update(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article("Tít đầu")
    client.post(page(article), form_of(client.get(page(article))) | {"headline": "Tít sửa trong đêm"})
    assert article.corrections.get().kind == "update"
    assert "Cập nhật" in client.get(article.get_absolute_url(), follow=True).content.decode()


def test_emphasis_is_no_change_of_the_text_but_a_link_is(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article(body="<p>Các đại biểu đã thảo luận.</p>")
    assert save(client, article, body="<p>Các <strong>đại biểu</strong> đã thảo luận.</p>").status_code == 302
    response = save(client, article, body='<p>Các <a href="https://example.vn/">đại biểu</a> đã thảo luận.</p>')
    assert "change_kind" in told(response)


@pytest.mark.parametrize("status", ["draft", "editing", "awaiting_approval"])
def test_an_unpublished_text_asks_nothing(at_desk, client, make_article, status):
    at_desk(CHIEF)
    article = make_article(status=status)
    assert "change_kind" not in client.get(page(article)).context["adminform"].form.fields
    assert save(client, article, headline="Tít khác", change_kind="update").status_code == 302
    assert not Correction.objects.exists()


@pytest.mark.parametrize("kind", ["correction", "rectification"])
def test_a_correction_tells_the_wrong_and_the_right(at_desk, client, make_article, kind):
    at_desk(CHIEF)
    article = make_article("Khánh thành cầu dài 120 m")
    right = {"headline": "Khánh thành cầu dài 102 m", "change_kind": kind}
    errors = told(save(client, article, **right))
    assert {"change_wrong", "change_right"} <= set(errors)
    errors = told(save(client, article, **right, change_wrong="120 m", change_right="  "))
    assert "change_right" in errors
    assert save(client, article, **right, change_wrong="120 m", change_right="102 m").status_code == 302


def test_a_slip_of_the_pen_is_small_and_touches_no_figure(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article("Khánh thàn cầu dài 120 m")
    assert "change_kind" in told(save(client, article, headline="Khánh thành cầu dài 102 m", change_kind="slip"))
    long = "Một tít hoàn toàn khác hẳn tít cũ về một việc khác ở một xã khác trong tỉnh"
    assert "change_kind" in told(save(client, article, headline=long, change_kind="slip"))
    assert save(client, article, headline="Khánh thành cầu dài 120 m", change_kind="slip").status_code == 302
    assert article.corrections.get().kind == "slip"


def test_no_other_door_changes_public_text_in_silence(make_article, make_user):
    chief = make_user(CHIEF)
    article = make_article()
    article.headline, article.version = "Tít lén sửa", article.version + 1
    article.save()
    with pytest.raises(PermissionDenied):
        finish([article], by=chief)
    assert not Correction.objects.exists()


def test_a_form_refused_below_the_desk_leaves_the_text_as_it_was(at_desk, client, make_article, monkeypatch):
    at_desk(CHIEF)
    article = make_article()
    monkeypatch.setattr("articles.admin.changes.ChangeForm.check_change", lambda form, data: None)
    assert save(client, article, headline="Tít lén sửa").status_code == 403
    article.refresh_from_db()
    assert article.headline != "Tít lén sửa"


def test_bringing_back_an_old_version_of_a_public_text_is_told_as_an_update(make_article, make_user):
    chief = make_user(CHIEF)
    article = make_article("Tít đầu")
    article.headline, article.version = "Tít sau", 2
    article.save()
    finish([article], by=chief, change=Change(kind="update"))
    versions.restore(article, article.versions.get(number=1), by=chief)
    assert [row.work for row in article.corrections.newest_first()] == ["Tít sau", "Tít đầu"]


def test_a_text_that_was_public_is_never_changed_in_silence_though_it_is_hidden_now(make_article, make_user, now):
    chief = make_user(CHIEF)
    article = make_article()
    Article.objects.filter(pk=article.pk).update(embargo_until=now + timedelta(days=1))
    article.refresh_from_db()
    article.headline, article.version = "Tít lén sửa", article.version + 1
    article.save()
    with pytest.raises(PermissionDenied):
        finish([article], by=chief)


@pytest.mark.parametrize("group", [REPORTER])
def test_a_reporter_changes_nothing_that_is_public(at_desk, client, make_article, group):
    user = at_desk(group)
    article = make_article(created_by=user)
    response = client.post(page(article), {"headline": "Khác", "change_kind": "update"})
    assert response.status_code == 403


def test_who_changes_a_public_text_answers_for_it(at_desk, client, make_article):
    user = at_desk(SECRETARY)
    article = make_article()
    save(client, article, headline="Tít khác", change_kind="update")
    assert [row.by for row in article.approvals.in_force()] == [user]


def test_two_people_s_changes_are_asked_about_once_each(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article(captions=["Toàn cảnh"])
    mine = form_of(client.get(page(article))) | {"change_kind": ""}
    save(client, article, standfirst="Sapo của người trước.", change_kind="update", **{"photos-0-caption": "Mới"})
    assert client.post(page(article), mine).status_code == 302
    assert "change_kind" in told(client.post(page(article), mine | {"headline": "Tít của tôi"}))
    response = client.post(page(article), mine | {"headline": "Tít của tôi", "change_kind": "update"})
    assert response.status_code == 302
    assert article.corrections.count() == 2


@given(WORDS)
def test_no_change_is_always_a_slip(words):
    assert corrections.is_slip(words, words)


@given(WORDS, WORDS)
def test_a_slip_is_a_slip_both_ways_and_never_adds_a_figure(old, new):
    assert corrections.is_slip(old, new) is corrections.is_slip(new, old)
    if corrections.is_slip(old, new):
        assert sum(any(c.isdigit() for c in word) for word in old) == sum(
            any(c.isdigit() for c in word) for word in new
        )


# ---- the record


def correct(client, article, **more):
    given = {
        "headline": "Khánh thành cầu dài 102 m",
        "change_kind": "correction",
        "change_wrong": "Cầu dài 120 m",
        "change_right": "Cầu dài 102 m",
        "change_decision": "Công văn 15/STTTT-BC ngày 20/11/2026",
    }
    assert save(client, article, **given | more).status_code == 302
    article.refresh_from_db()


def test_a_correction_is_a_record_with_the_title_and_particulars_the_law_asks_for(at_desk, client, make_article):
    user = at_desk(CHIEF)
    article = make_article("Khánh thành cầu dài 120 m")
    correct(client, article)
    record = article.corrections.get()
    assert record.title == "Thông tin cải chính, xin lỗi"
    assert (record.work, record.section_name) == ("Khánh thành cầu dài 120 m", "Xây dựng Đảng")
    assert (record.wrong, record.right) == ("Cầu dài 120 m", "Cầu dài 102 m")
    assert (record.by, record.version, record.printed_at) == (user, article.version, article.published_at)
    assert record.decision == "Công văn 15/STTTT-BC ngày 20/11/2026"


def test_the_database_itself_keeps_no_correction_without_wrong_and_right(make_article):
    with pytest.raises(IntegrityError):
        Correction.objects.create(article=make_article(), kind="correction", work="x", version=1, wrong="a")


def test_wrong_information_may_be_put_right_beside_the_text(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article("Khánh thành cầu")
    correct(client, article, headline="Khánh thành cầu")
    assert article.corrections.get().kind == "correction"


def test_an_article_with_a_correction_cannot_be_deleted(at_desk, client, make_article):
    from django.db.models import ProtectedError

    at_desk(CHIEF)
    article = make_article()
    correct(client, article)
    with pytest.raises(ProtectedError):
        article.delete()


# ---- what readers see


def test_readers_see_the_correction_on_the_article_and_on_the_page_of_corrections(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article("Khánh thành cầu dài 120 m")
    correct(client, article)
    client.logout()
    for address in (article.get_absolute_url(), CORRECTIONS):
        html = client.get(address).content.decode()
        for shown in ("Thông tin cải chính, xin lỗi", "Khánh thành cầu dài 120 m", "Cầu dài 120 m", "Cầu dài 102 m",
                      "Xây dựng Đảng", "15/STTTT-BC", "xin lỗi những người liên quan"):  # fmt: skip
            assert shown in html, (address, shown)


def test_a_slip_of_the_pen_is_not_told_to_readers(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article("Khánh thàn cầu")
    save(client, article, headline="Khánh thành cầu", change_kind="slip")
    article.refresh_from_db()
    assert 'class="correction' not in client.get(article.get_absolute_url()).content.decode()
    assert "Khánh thành cầu" not in client.get(CORRECTIONS).content.decode()


@pytest.mark.parametrize("fields", [{"status": "withdrawn"}, {"status": "draft"}, {"embargoed": True}, {"later": True}])
def test_corrections_of_what_is_not_public_stay_in_the_newsroom(client, make_article, now, fields):
    article = make_article("Tít không công khai")
    Correction.objects.create(article=article, kind="update", work=article.headline, version=1)
    changes = {"status": fields.get("status", "published")}
    if "embargoed" in fields:
        changes["embargo_until"] = now + timedelta(days=1)
    if "later" in fields:
        changes["published_at"] = now + timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(**changes)
    assert "Tít không công khai" not in client.get(CORRECTIONS).content.decode()


def test_what_people_wrote_in_a_correction_is_shown_as_text(client, make_article):
    article = make_article()
    Correction.objects.create(
        article=article, kind="rectification", work="<b>x</b>", version=1, wrong="<script>1</script>", right="<i>2</i>"
    )
    for address in (article.get_absolute_url(), CORRECTIONS):
        html = client.get(address).content.decode()
        assert "<script>1" not in html
        assert "&lt;script&gt;1" in html


def test_corrections_are_paged_newest_first_without_gap_or_repeat(client, make_article, django_assert_max_num_queries):
    article = make_article()
    start = timezone.now() - timedelta(days=60)
    for number in range(45):
        row = Correction.objects.create(article=article, kind="update", work=f"Việc {number}.", version=1)
        Correction.objects.filter(pk=row.pk).update(published_at=start + timedelta(hours=number // 2))
    seen, address = [], CORRECTIONS
    while address:
        with django_assert_max_num_queries(8):
            response = client.get(address)
        rows = response.context["page"]
        seen += [row.work for row in rows.rows]
        address = f"{CORRECTIONS}?{rows.older}" if rows.older else ""
    assert seen == [f"Việc {number}." for number in reversed(range(45))]


@pytest.mark.parametrize("query", ["truoc=x", "truoc=1_2_3", "sau=" + "9" * 40, "truoc=99999999999999999999_1"])
def test_a_wrong_place_gives_the_first_page(client, make_article, query):
    assert client.get(f"{CORRECTIONS}?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/luu-tru/", "/van-ban/", "/khong-co-trang-nay/"])
def test_every_page_links_the_corrections(client, make_article, address):
    assert f'href="{CORRECTIONS}"' in client.get(address).content.decode()


# ---- taken down


def test_a_withdrawn_article_is_gone_with_the_line_the_editor_chose(client, make_article, make_user):
    article = make_article("Tít phải gỡ", body="<p>Nội dung phải gỡ.</p>")
    address = article.get_absolute_url()
    workflow.move(
        article, "withdraw", user=make_user(CHIEF), reason="Lý do nội bộ", decided_by="Tổng biên tập",
        note="Bài đã được gỡ vì có thông tin <b>chưa</b> chính xác.",
    )  # fmt: skip
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 410
    assert "Bài đã được gỡ vì có thông tin &lt;b&gt;chưa&lt;/b&gt; chính xác." in html
    for hidden in ("Tít phải gỡ", "Nội dung phải gỡ", "Lý do nội bộ", "Tổng biên tập"):
        assert hidden not in html


# ---- use of AI


def test_declared_use_of_ai_is_told_to_readers(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article(status="editing")
    save(client, article, ai_use=["picture", "translation"], ai_note="Ảnh minh họa, đã kiểm tra <b>")
    Article.objects.filter(pk=article.pk).update(status="published")
    html = client.get(article.get_absolute_url()).content.decode()
    assert "ảnh, dịch" in html
    assert "Ảnh minh họa, đã kiểm tra &lt;b&gt;" in html


def test_nothing_declared_tells_nothing(client, make_article):
    assert "trí tuệ nhân tạo" not in client.get(make_article().get_absolute_url()).content.decode()
    html = client.get(make_article("Bài khác", ai_use=["none"]).get_absolute_url()).content.decode()
    assert "Bài không dùng trí tuệ nhân tạo." in html


def test_no_ai_and_some_ai_exclude_each_other(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article(status="editing")
    assert "ai_use" in told(save(client, article, ai_use=["none", "text"]))
    assert "ai_use" in told(save(client, article, ai_use=["robot"]))


def test_the_records_are_read_at_the_desk_and_changed_by_nobody(at_desk, client, make_article):
    at_desk(CHIEF)
    row = Correction.objects.create(article=make_article(), kind="update", work="Việc", version=1)
    address = reverse("admin:articles_correction_change", args=[row.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"kind": "slip"}).status_code == 403
    assert client.post(reverse("admin:articles_correction_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:articles_correction_add")).status_code == 403
