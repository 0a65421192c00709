"""Corrections asked for: recorded, answered once, and within the days that the law of their day gives."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from articles import correcting
from articles.models import Article, Correction, CorrectionDeadline, CorrectionRequest
from articles.workflow import CHIEF, EDITOR, GROUPS, REPORTER, SECRETARY

LIST = "/quan-tri/articles/correctionrequest/"
DEADLINES = "/quan-tri/articles/correctiondeadline/"
RECORDS = {REPORTER: False, EDITOR: True, SECRETARY: True, CHIEF: True}
ANSWERS = {REPORTER: False, EDITOR: False, SECRETARY: True, CHIEF: True}
RULES = {REPORTER: False, EDITOR: False, SECRETARY: False, CHIEF: True}


@pytest.fixture
def today(monkeypatch, hanoi):
    """Stop the clock on 25 November 2026 at ten; return a way to set the day."""

    def to(day):
        monkeypatch.setattr(timezone, "now", lambda: hanoi(day.year, day.month, day.day, 10))

    to(date(2026, 11, 25))
    return to


@pytest.fixture
def ask(make_article, hanoi):
    def make(article=None, **fields):
        article = article or make_article("Khánh thành cầu dài 120 m", published_at=hanoi(2026, 11, 10, 8))
        values = {"asked_by": "UBND xã Hải Yến", "received_on": date(2026, 11, 23), "claim": "Cầu dài 102 m."}
        return CorrectionRequest.objects.create(article=article, **values | fields)

    return make


def again(row):
    return CorrectionRequest.objects.with_deadlines().get(pk=row.pk)


def answer_page(row):
    return reverse("admin:articles_correctionrequest_answer", args=[row.pk])


# ---- the days


def test_a_new_paper_begins_with_days_that_are_marked_as_not_checked(db):
    assert {row.kind for row in CorrectionDeadline.objects.all()} == {"person", "authority", "court", "own"}
    assert not CorrectionDeadline.objects.filter(is_checked=True).exists()
    assert not CorrectionDeadline.objects.exclude(source__contains="cần kiểm tra").exists()


def test_the_rule_in_force_on_the_day_of_receipt_gives_the_last_day(today, ask):
    CorrectionDeadline.objects.all().delete()
    for valid_from, days in ((date(2017, 1, 1), 5), (date(2026, 7, 1), 3), (date(2026, 12, 1), 1)):
        CorrectionDeadline.objects.create(kind="person", valid_from=valid_from, days=days)
    assert again(ask(received_on=date(2026, 6, 30))).due_on == date(2026, 7, 5)
    assert again(ask(received_on=date(2026, 7, 1))).due_on == date(2026, 7, 4)
    assert again(ask(received_on=date(2016, 12, 31))).due_on is None
    assert again(ask(kind="court")).days_left is None


def test_days_are_counted_on_the_paper_s_own_clock(today, ask):
    row = ask()
    left = {}
    for day in (date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)):
        today(day)
        left[day.day] = again(row).days_left
    assert left == {27: 1, 28: 0, 29: -1}


def test_a_changed_rule_counts_for_what_is_open(today, ask):
    row = ask()
    CorrectionDeadline.objects.filter(kind="person").update(days=10)
    assert again(row).due_on == date(2026, 12, 3)


# ---- the start page and the list


def test_the_start_page_tells_what_is_asked_until_when_and_what_is_overdue(today, at_desk, client, ask):
    at_desk(SECRETARY)
    ask(asked_by="Trễ", received_on=date(2026, 11, 17))
    ask(asked_by="Sớm")
    ask(asked_by="Xong", answer="refused", refusal="Không sai.")
    html = client.get("/quan-tri/").content.decode()
    assert "1 yêu cầu quá hạn" in html
    assert "quá hạn 3 ngày" in html
    assert "hạn trả lời 28/11/2026 · còn 3 ngày" in html
    assert html.index("Trễ: Khánh") < html.index("Sớm: Khánh")
    assert "Xong: Khánh" not in html


def test_a_reporter_is_told_of_what_is_asked_about_their_own_stories_only(today, at_desk, client, ask, make_article):
    user = at_desk(REPORTER)
    mine = ask(make_article("Bài của tôi", created_by=user))
    other = ask()
    html = client.get("/quan-tri/").content.decode()
    assert "Bài của tôi" in html
    assert "Khánh thành cầu" not in html
    assert client.get(reverse("admin:articles_correctionrequest_change", args=[mine.pk])).status_code == 200
    assert client.get(reverse("admin:articles_correctionrequest_change", args=[other.pk])).status_code == 302


def test_the_list_marks_the_overdue_and_costs_the_same_however_long(
    today, at_desk, client, ask, make_article, django_assert_max_num_queries
):
    at_desk(CHIEF)
    for number in range(8):
        ask(make_article(f"Bài {number}"), received_on=date(2026, 11, 10))
    client.get(LIST)
    with django_assert_max_num_queries(12):
        html = client.get(LIST).content.decode()
    assert html.count("quá hạn 10 ngày") == 8


# ---- who may


@pytest.mark.parametrize("group", GROUPS)
def test_who_edits_records_who_publishes_answers_and_the_chief_sets_the_days(
    today, at_desk, client, ask, make_article, group
):
    user = at_desk(group)
    row = ask(make_article("Bài", created_by=user))
    form = {
        "article": row.article_id, "kind": "person", "asked_by": "Ông A", "received_on": "24/11/2026",
        "claim": "Sai tên", "document": "",
    }  # fmt: skip
    assert client.post(f"{LIST}add/", form).status_code == (302 if RECORDS[group] else 403)
    page = reverse("admin:articles_correctionrequest_change", args=[row.pk])
    shown = client.get(page)
    seen = shown.context["adminform"].form.initial.get("seen", "")
    assert client.post(page, form | {"seen": seen}).status_code == (302 if RECORDS[group] else 403)
    assert ('name="refuse"' in shown.content.decode()) is ANSWERS[group]
    data = {"refuse": "1", "refusal": "Bài viết đúng."}
    assert client.post(answer_page(row), data).status_code == (302 if ANSWERS[group] else 403)
    assert again(row).answer == ("refused" if ANSWERS[group] else "")
    delete = reverse("admin:articles_correctionrequest_delete", args=[row.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    rule = {"kind": "own", "valid_from": "01/01/2027", "days": 2, "source": "", "is_checked": "on"}
    assert client.post(f"{DEADLINES}add/", rule).status_code == (302 if RULES[group] else 403)
    assert client.get(DEADLINES).status_code == (200 if RECORDS[group] else 403)


def test_strangers_find_no_door(today, client, ask, django_user_model):
    row = ask()
    for user in (None, django_user_model.objects.create_user("ke-toan", is_staff=True)):
        if user:
            client.force_login(user)
        assert client.get(LIST).status_code in (302, 403)
        client.post(answer_page(row), {"refuse": "1", "refusal": "x"})
    assert again(row).is_open


@pytest.mark.parametrize("group", [REPORTER, EDITOR])
def test_the_rules_themselves_refuse_who_may_not(today, make_user, ask, group):
    user, row = make_user(group), ask()
    with pytest.raises(PermissionDenied):
        correcting.refuse(row, "Không sai.", user=user)
    with pytest.raises(PermissionDenied):
        correcting.correct(row, user=user, kind="correction", wrong="a", right="b")
    assert not Correction.objects.exists()


# ---- answers


def test_a_request_becomes_a_correction_that_readers_see(today, at_desk, client, ask):
    user = at_desk(SECRETARY)
    row = ask(document="Công văn 15/UBND")
    data = {"correct": "1", "kind": "correction", "wrong": "Cầu dài 120 m", "right": "Cầu dài 102 m"}
    assert client.post(answer_page(row), data).status_code == 302
    found = again(row)
    made = found.correction
    assert (found.answer, found.answered_by, made.kind, made.by) == ("corrected", user, "correction", user)
    assert (made.wrong, made.right, made.decision) == ("Cầu dài 120 m", "Cầu dài 102 m", "Công văn 15/UBND")
    client.logout()
    html = client.get(found.article.get_absolute_url()).content.decode()
    assert "Thông tin cải chính, xin lỗi" in html
    assert "Cầu dài 102 m" in html


@pytest.mark.parametrize(
    "data",
    [
        {"correct": "1", "kind": "correction", "wrong": "", "right": "b"},
        {"correct": "1", "kind": "correction", "wrong": "a", "right": " "},
        {"correct": "1", "kind": "update", "wrong": "a", "right": "b"},
        {"correct": "1", "kind": "<b>", "wrong": "a", "right": "b"},
        {"refuse": "1", "refusal": "   "},
        {},
    ],
)
def test_an_answer_that_lacks_something_is_none(today, at_desk, client, ask, data):
    at_desk(CHIEF)
    row = ask()
    assert client.post(answer_page(row), data).status_code == 302
    assert again(row).is_open
    assert not Correction.objects.exists()


def test_a_correction_made_on_the_article_answers_the_request(today, at_desk, client, ask, make_article):
    at_desk(CHIEF)
    row = ask()
    fits = Correction.objects.create(article=row.article, kind="correction", work="x", version=1, wrong="a", right="b")
    Correction.objects.filter(pk=fits.pk).update(published_at=timezone.now())
    elsewhere = Correction.objects.create(
        article=make_article(), kind="correction", work="x", version=1, wrong="a", right="b"
    )
    client.post(answer_page(row), {"link": elsewhere.pk})
    assert again(row).is_open
    client.post(answer_page(row), {"link": fits.pk})
    assert again(row).correction == fits


def test_a_correction_older_than_the_request_does_not_answer_it(today, ask, make_user):
    row = ask()
    old = Correction.objects.create(article=row.article, kind="correction", work="x", version=1, wrong="a", right="b")
    Correction.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=10))
    with pytest.raises(ValidationError):
        correcting.link(row, old, user=make_user(CHIEF))


def test_a_request_is_answered_once(today, ask, make_user):
    user, row = make_user(CHIEF), ask()
    same = again(row)
    correcting.refuse(row, "Bài viết đúng.", user=user)
    with pytest.raises(ValidationError):
        correcting.correct(same, user=user, kind="correction", wrong="a", right="b")
    assert again(row).refusal == "Bài viết đúng."
    assert not Correction.objects.exists()
    with pytest.raises(PermissionDenied):
        correcting.refuse(again(row), "Lại", user=user)


def test_an_answered_request_is_changed_no_more(today, at_desk, client, ask):
    at_desk(CHIEF)
    row = ask(answer="refused", refusal="Không sai.")
    page = reverse("admin:articles_correctionrequest_change", args=[row.pk])
    assert "Không sai." in client.get(page).content.decode()
    assert client.post(page, {"claim": "khác"}).status_code == 403


def test_what_readers_never_saw_is_changed_and_not_corrected(today, ask, make_user, make_article):
    row = ask(make_article(status="scheduled", published_at=timezone.now() + timedelta(days=1)))
    with pytest.raises(PermissionDenied):
        correcting.correct(row, user=make_user(CHIEF), kind="correction", wrong="a", right="b")
    assert again(row).is_open


def test_the_database_keeps_no_half_answer(today, ask):
    with pytest.raises(IntegrityError):
        ask(answer="refused")


def test_a_day_to_come_is_no_day_of_receipt(today, at_desk, client, make_article):
    at_desk(EDITOR)
    form = {
        "article": make_article().pk, "kind": "person", "asked_by": "Ông A", "received_on": "26/11/2026", "claim": "x",
    }  # fmt: skip
    assert "Ngày nhận không thể là ngày chưa tới." in client.post(f"{LIST}add/", form).content.decode()


def test_readers_see_nothing_of_a_request(today, ask, client):
    row = ask(asked_by="Người yêu cầu zzyx", claim="Nội dung zzyx")
    for address in ("/", row.article.get_absolute_url(), "/cai-chinh/"):
        assert "zzyx" not in client.get(address).content.decode()
    assert Article.objects.count() == 1
