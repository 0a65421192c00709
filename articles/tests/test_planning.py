"""The editorial calendar: what it shows to whom, who may change which of it, and that nothing goes into the past."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import planning, workflow
from articles.models import Article, Author, Move, PlannedStory, Status
from articles.workflow import CHIEF, EDITOR, GROUPS, REPORTER, SECRETARY

CALENDAR = "/quan-tri/articles/plannedstory/"
MOVE = f"{CALENDAR}move/"


@pytest.fixture
def clock(monkeypatch, hanoi):
    """Stop the clock on a Wednesday at ten; return a way to set it."""

    def to(*parts):
        monkeypatch.setattr(timezone, "now", lambda: hanoi(*parts))

    to(2026, 11, 25, 10)
    return to


@pytest.fixture
def plan(db):
    def make(idea="Phiên chợ vùng cao", day=date(2026, 11, 26), **fields):
        return PlannedStory.objects.create(idea=idea, day=day, **fields)

    return make


@pytest.fixture
def on_timer(make_article, hanoi):
    def make(headline="Bài hẹn giờ", at=(2026, 11, 26, 18), **fields):
        return make_article(headline, status="scheduled", published_at=hanoi(*at), **fields)

    return make


def cards(client, **query):
    days = client.get(CALENDAR, query).context["days"]
    return {day.date: [(card.kind, str(card.row)) for card in day.cards] for day in days}


def moved(article, hour, day, **more):
    return {
        "card": f"article-{article.pk}", "view": "week", "seen": article.published_at.isoformat(),
        "version": article.version, "day": day, "time": hour, **more,
    }  # fmt: skip


def told(response):
    """Return what this answer tells, without what earlier ones told and no page showed yet."""
    return [str(message) for message in response.wsgi_request._messages._queued_messages]


# ---- what it shows


def test_a_week_shows_ideas_what_is_on_the_timer_and_what_is_out_each_on_its_day(
    clock, at_desk, client, plan, on_timer, make_article, hanoi
):
    at_desk(EDITOR)
    plan("Ý tưởng")
    on_timer("Hẹn giờ")
    make_article("Đã đăng", published_at=hanoi(2026, 11, 24, 7))
    make_article("Tuần trước", published_at=hanoi(2026, 11, 22, 23, 59))
    make_article("Bản nháp", status="draft", published_at=hanoi(2026, 11, 26, 7))
    found = cards(client)
    assert list(found) == [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
    assert found[date(2026, 11, 24)] == [("published", "Đã đăng")]
    assert found[date(2026, 11, 26)] == [("planned", "Ý tưởng"), ("scheduled", "Hẹn giờ")]
    assert sum(map(len, found.values())) == 3


def test_an_article_on_the_timer_is_out_when_its_hour_has_come(clock, at_desk, client, on_timer):
    clock(2026, 11, 26, 17, 59)
    at_desk(EDITOR)
    on_timer("Bài")
    assert cards(client)[date(2026, 11, 26)] == [("scheduled", "Bài")]
    clock(2026, 11, 26, 18, 0)
    assert cards(client)[date(2026, 11, 26)] == [("published", "Bài")]


def test_a_day_puts_articles_into_their_hours(clock, at_desk, client, on_timer):
    at_desk(EDITOR)
    on_timer("Sáng sớm", at=(2026, 11, 26, 3, 30))
    on_timer("Chiều", at=(2026, 11, 26, 18, 45))
    day = client.get(CALENDAR, {"view": "day", "day": "2026-11-26"}).context["days"][0]
    hours = {hour.hour: [str(card.row) for card in found] for hour, found in day.hours() if found}
    assert hours == {3: ["Sáng sớm"], 18: ["Chiều"]}
    assert [hour.hour for hour, _cards in day.hours()] == list(range(3, 24))


def test_ideas_and_articles_on_the_timer_look_different(clock, at_desk, client, plan, on_timer):
    at_desk(CHIEF)
    plan()
    on_timer()
    html = client.get(CALENDAR).content.decode()
    assert 'class="plan-card plan-planned"' in html
    assert 'class="plan-card plan-scheduled"' in html
    assert "Thứ Năm" in html


@pytest.mark.parametrize("query", [{"day": "9999-99-99"}, {"day": "x"}, {"view": "<b>"}, {"day": "0001-01-01"}])
def test_an_odd_address_shows_this_week(clock, at_desk, client, query):
    at_desk(REPORTER)
    assert date(2026, 11, 25) in cards(client, **query)


def test_a_reporter_sees_plans_and_what_is_out_but_nobody_else_s_article_on_the_timer(
    clock, at_desk, client, plan, on_timer, make_article, hanoi
):
    user = at_desk(REPORTER)
    plan()
    on_timer("Bài người khác")
    on_timer("Bài của tôi", created_by=user)
    make_article("Đã đăng", published_at=hanoi(2026, 11, 24, 7))
    shown = [title for day in cards(client).values() for _kind, title in day]
    assert shown == ["Đã đăng", "Phiên chợ vùng cao", "Bài của tôi"]


def test_the_calendar_costs_the_same_however_much_there_is(
    clock, at_desk, client, plan, on_timer, make_article, make_user, section
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    at_desk(CHIEF)
    writers = [make_user(REPORTER) for _ in range(3)]

    def cost(number):
        for n in range(number):
            article = make_article(f"Bài {n}", status="awaiting_approval", published_at=None)
            plan(f"Đề tài {n}", person=writers[n % 3], section=section, article=article)
            on_timer(f"Hẹn giờ {n}")
        client.get(CALENDAR)
        with CaptureQueriesContext(connection) as queries:
            client.get(CALENDAR)
        return len(queries)

    assert cost(1) == cost(8) <= 11


def test_a_plan_shows_where_its_article_stands_and_whose_turn_it_is(clock, at_desk, client, plan, make_article):
    at_desk(EDITOR)
    plan(article=make_article(status="submitted", published_at=None))
    html = client.get(CALENDAR).content.decode()
    assert "Chờ biên tập" in html
    assert "Đang chờ biên tập: Biên tập viên" in html


def test_a_plan_gives_way_to_its_article_on_the_same_day(clock, at_desk, client, plan, on_timer):
    at_desk(EDITOR)
    plan(article=on_timer("Bài"))
    assert cards(client)[date(2026, 11, 26)] == [("scheduled", "Bài")]


# ---- who may do what

# Another's story: everybody sees it, who edits changes it.
OTHERS = {REPORTER: False, EDITOR: True, SECRETARY: True, CHIEF: True}
SCHEDULES = {REPORTER: False, EDITOR: False, SECRETARY: True, CHIEF: True}


@pytest.mark.parametrize("group", GROUPS)
def test_every_door_of_a_story_of_somebody_else_obeys_the_same_table(clock, at_desk, client, plan, make_user, group):
    other = make_user(REPORTER)
    at_desk(group)
    story = plan(person=other, created_by=other)
    allowed = OTHERS[group]
    form = {"idea": "Đã đổi", "day": "26/11/2026", "note": "", "section": "", "person": other.pk}
    page = reverse("admin:articles_plannedstory_change", args=[story.pk])
    response = client.get(page)
    assert response.status_code == 200
    form["seen"] = response.context["adminform"].form.initial.get("seen", "") if allowed else ""
    assert client.post(page, form).status_code == (302 if allowed else 403)
    story.refresh_from_db()
    assert story.idea == ("Đã đổi" if allowed else "Phiên chợ vùng cao")
    data = {"card": f"story-{story.pk}", "seen": "2026-11-26", "day": "2026-11-28"}
    assert client.post(MOVE, data).status_code == (302 if allowed else 403)
    story.refresh_from_db()
    assert (story.day == date(2026, 11, 28)) is allowed
    begin = reverse("admin:articles_plannedstory_begin", args=[story.pk])
    assert client.get(begin).status_code == 403
    assert client.post(begin).status_code == (302 if allowed else 403)
    assert Article.objects.exists() is allowed
    delete = reverse("admin:articles_plannedstory_delete", args=[story.pk])
    assert client.post(delete, {"post": "yes"}).status_code == (302 if allowed else 403)
    assert PlannedStory.objects.exists() is not allowed


@pytest.mark.parametrize("group", GROUPS)
def test_only_who_may_schedule_moves_an_article_on_the_timer(clock, at_desk, client, on_timer, hanoi, group):
    user = at_desk(group)
    article = on_timer(created_by=user)
    card = next(card for day in client.get(CALENDAR).context["days"] for card in day.cards)
    assert card.may_move is SCHEDULES[group]
    response = client.post(MOVE, moved(article, "08:30", "2026-11-27"))
    assert response.status_code == (302 if SCHEDULES[group] else 403)
    article.refresh_from_db()
    assert article.published_at == (hanoi(2026, 11, 27, 8, 30) if SCHEDULES[group] else hanoi(2026, 11, 26, 18))
    assert Move.objects.filter(name="schedule", by=user).exists() is SCHEDULES[group]


def test_strangers_find_no_door(clock, client, plan, on_timer, django_user_model):
    story, article = plan(), on_timer()
    addresses = [CALENDAR, f"{CALENDAR}add/", reverse("admin:articles_plannedstory_change", args=[story.pk])]
    for user in (None, django_user_model.objects.create_user("ke-toan", is_staff=True)):
        if user:
            client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code in (302, 403)
        client.post(MOVE, moved(article, "08:30", "2026-11-27"))
        client.post(MOVE, {"card": f"story-{story.pk}", "seen": "2026-11-26", "day": "2026-11-28"})
        client.post(reverse("admin:articles_plannedstory_begin", args=[story.pk]))
    story.refresh_from_db()
    assert (story.day, story.article, Move.objects.count()) == (date(2026, 11, 26), None, 0)


def test_a_reporter_plans_only_for_themselves(clock, at_desk, client, make_user):
    user, other = at_desk(REPORTER), make_user(REPORTER)
    client.post(f"{CALENDAR}add/", {"idea": "Ý của tôi", "day": "27/11/2026", "note": "", "person": other.pk})
    story = PlannedStory.objects.get()
    assert (story.person, story.created_by) == (user, user)


# ---- begin


def test_one_click_begins_the_article_of_its_writer(clock, at_desk, client, plan, make_user, section):
    at_desk(EDITOR)
    writer = make_user(REPORTER)
    author = Author.objects.create(name="Lý Văn Tài", user=writer)
    story = plan(person=writer, section=section)
    response = client.post(reverse("admin:articles_plannedstory_begin", args=[story.pk]))
    article = Article.objects.get()
    assert response["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.headline, article.section, article.status) == (story.idea, section, Status.DRAFT)
    assert (article.created_by, article.bylines.get().author) == (writer, author)
    story.refresh_from_db()
    assert story.article == article


def test_the_page_of_the_article_shows_what_was_planned(clock, at_desk, client, plan, make_article):
    at_desk(EDITOR)
    article = make_article(status="draft")
    page = reverse("admin:articles_article_change", args=[article.pk])
    assert "plan-of-article" not in client.get(page).content.decode()
    plan(article=article, note="Hỏi ban quản lý chợ.\nChụp <sạp> thổ cẩm.")
    html = client.get(page).content.decode()
    assert "Phiên chợ vùng cao, 26/11/2026" in html
    assert "Hỏi ban quản lý chợ.<br>Chụp &lt;sạp&gt; thổ cẩm." in html


def test_two_clicks_begin_one_article(clock, plan, make_user):
    user = make_user(EDITOR)
    story = plan()
    same = PlannedStory.objects.get()
    planning.begin(story, user=user)
    with pytest.raises(ValidationError):
        planning.begin(same, user=user)
    assert Article.objects.count() == 1


def test_an_idea_of_nobody_is_taken_by_who_begins_it(clock, plan, make_user):
    user = make_user(REPORTER)
    story = plan()
    planning.begin(story, user=user)
    story.refresh_from_db()
    assert story.person == user
    with pytest.raises(PermissionDenied):
        planning.begin(story, user=user)


def test_a_deleted_draft_leaves_the_plan(clock, plan, make_article):
    article = make_article(status="draft")
    story = plan(article=article)
    article.delete()
    story.refresh_from_db()
    assert story.article is None


# ---- moving


def test_nothing_moves_into_the_past(clock, at_desk, client, plan, on_timer, hanoi):
    at_desk(CHIEF)
    story, article = plan(), on_timer()
    response = client.post(MOVE, {"card": f"story-{story.pk}", "seen": "2026-11-26", "day": "2026-11-24"})
    assert told(response) == ["Ngày này đã qua. Hãy chọn hôm nay hoặc một ngày sắp tới."]
    response = client.post(MOVE, moved(article, "09:59", "2026-11-25"))
    assert told(response) == ["Giờ này đã qua. Hãy cho giờ sắp tới, hoặc xuất bản ngay."]
    story.refresh_from_db()
    article.refresh_from_db()
    assert (story.day, article.published_at) == (date(2026, 11, 26), hanoi(2026, 11, 26, 18))


def test_another_day_without_an_hour_keeps_the_hour(clock, at_desk, client, on_timer, hanoi):
    at_desk(SECRETARY)
    article = on_timer()
    client.post(MOVE, moved(article, "", "2026-11-28"))
    article.refresh_from_db()
    assert article.published_at == hanoi(2026, 11, 28, 18)


def test_what_is_out_is_moved_by_nobody(clock, at_desk, client, on_timer, hanoi):
    clock(2026, 11, 26, 18, 1)
    at_desk(CHIEF)
    article = on_timer()
    assert client.post(MOVE, moved(article, "20:00", "2026-11-28")).status_code == 403


def test_the_second_of_two_people_who_move_one_card_is_told(clock, at_desk, client, plan, on_timer, hanoi, make_user):
    at_desk(CHIEF)
    article, story = on_timer(), plan()
    before = moved(article, "20:00", "2026-11-28")
    planning.move_article(
        article.pk, hanoi(2026, 11, 27, 6), user=make_user(SECRETARY), seen=article.published_at, version=1
    )
    assert told(client.post(MOVE, before)) == ["Vừa có người đổi giờ đăng của bài này."]
    PlannedStory.objects.update(day=date(2026, 11, 29))
    response = client.post(MOVE, {"card": f"story-{story.pk}", "seen": "2026-11-26", "day": "2026-11-27"})
    assert told(response) == ["Vừa có người dời đề tài này."]
    article.refresh_from_db()
    assert article.published_at == hanoi(2026, 11, 27, 6)
    assert PlannedStory.objects.get().day == date(2026, 11, 29)


def test_a_text_that_changed_since_is_not_signed_by_moving_it(clock, at_desk, client, on_timer):
    at_desk(CHIEF)
    article = on_timer()
    Article.objects.filter(pk=article.pk).update(version=5)
    response = client.post(MOVE, moved(article, "20:00", "2026-11-28"))
    assert told(response) == ["Bài đã đổi sau khi bạn mở: hãy đọc lại trước đã."]


@pytest.mark.parametrize(
    "data", [{}, {"card": "x-1"}, {"card": "story-"}, {"card": "article-1", "day": "x"}, {"day": "2026-11-27"}]
)
def test_odd_requests_break_nothing(clock, at_desk, client, data):
    at_desk(CHIEF)
    assert client.post(MOVE, data).status_code in (302, 403, 404)


def test_the_second_form_of_two_people_does_not_overwrite(clock, at_desk, client, plan):
    at_desk(CHIEF)
    story = plan()
    page = reverse("admin:articles_plannedstory_change", args=[story.pk])
    seen = client.get(page).context["adminform"].form.initial["seen"]
    PlannedStory.objects.update(note="Ghi chú của người khác")
    form = {"idea": "Ý tôi", "day": "26/11/2026", "note": "", "section": "", "person": "", "seen": seen}
    response = client.post(page, form)
    assert "Vừa có người khác sửa mục này" in response.content.decode()
    assert PlannedStory.objects.get().note == "Ghi chú của người khác"


def test_the_start_page_leads_to_the_calendar_and_lists_what_is_planned_for_me(clock, at_desk, client, plan):
    user = at_desk(REPORTER)
    plan("Của tôi", person=user)
    plan("Của người khác")
    html = client.get("/quan-tri/").content.decode()
    assert "Của tôi" in html
    assert "Của người khác" not in html
    assert f'href="{CALENDAR}?view=week&amp;day=2026-11-25"' in html


def test_the_rights_come_from_the_chain(clock, make_user, on_timer):
    article = on_timer()
    for group in GROUPS:
        user = make_user(group)
        assert planning.may_reschedule(user, article) is workflow.may_move(user, article, "schedule")
