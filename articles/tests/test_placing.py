"""The leads of pages: their order and times, what never shows however placed, and two people who order at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from articles import placing
from articles.models import Article, Placement, Section
from articles.workflow import CHIEF, GROUPS, SECRETARY
from newsroom import edition

DESK = "/quan-tri/articles/placement/"
FRONT = f"{DESK}trang-chu/"
ALLOWED = {SECRETARY, CHIEF}
HOUR = timedelta(hours=1)


@pytest.fixture
def put(now):
    """Place an article below what is placed already, for a day from an hour ago."""

    def at(article, page=None, *, begins=-1, ends=24, position=None):
        position = position or Placement.objects.on(page).count() + 1
        begins, ends = now + begins * HOUR, now + ends * HOUR
        return Placement.objects.create(section=page, article=article, position=position, begins=begins, ends=ends)

    return at


def heads(articles):
    return [article.headline for article in articles]


def on_front(client):
    context = client.get("/").context
    return heads([context["lead"], *context["seconds"], *context["recent"]])


def order(page=None):
    return [str(row.article) for row in placing.rows_of(page)]


def seen(page=None):
    return placing.mark_of(placing.rows_of(page))


# ---- what readers get


def test_placed_stories_lead_in_their_order_and_time_fills_the_rest_without_repeating(make_article, put, client, now):
    articles = [make_article(f"Bài {n}", published_at=now - n * HOUR) for n in range(6)]
    put(articles[4])
    put(articles[2])
    assert on_front(client) == ["Bài 4", "Bài 2", "Bài 0", "Bài 1", "Bài 3", "Bài 5"]
    assert client.get("/").context["newest"].headline == "Bài 0"


def test_a_section_has_leads_of_its_own_on_its_first_page_and_repeats_none_later(
    make_article, put, client, section, now
):
    articles = [make_article(f"Bài {n:02}", published_at=now - n * HOUR) for n in range(25)]
    elsewhere = make_article("Mục khác", section=Section.objects.create(name="Kinh tế"))
    put(articles[22], section)
    put(elsewhere, section)
    first = client.get(section.get_absolute_url()).context["page"]
    assert heads(first.rows)[:3] == ["Bài 22", "Mục khác", "Bài 00"]
    second = client.get(f"{section.get_absolute_url()}?{first.older}").context["page"]
    listed = heads([*first.rows, *second.rows])
    assert sorted(listed) == sorted([*(f"Bài {n:02}" for n in range(25)), "Mục khác"])
    assert "Bài 22" not in on_front(client)[:1]


HIDDEN = {
    "withdrawn": {"status": "withdrawn"},
    "a draft": {"status": "draft"},
    "under embargo": {"embargo": 1},
    "on the timer": {"status": "scheduled", "hour": 1},
    "dated to come": {"hour": 1},
    "awaiting approval": {"status": "awaiting_approval"},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
def test_what_is_not_public_leads_no_page(make_article, put, client, section, now, fields):
    make_article("Công khai")
    changes = {"status": fields.get("status", "published"), "published_at": now + fields.get("hour", -2) * HOUR}
    changes["embargo_until"] = now + HOUR if "embargo" in fields else None
    hidden = make_article("Kín", **changes)
    put(hidden)
    put(hidden, section)
    assert on_front(client) == ["Công khai"]
    assert "Kín" not in client.get(section.get_absolute_url()).content.decode()


def test_a_placed_story_that_is_withdrawn_is_gone_at_once(make_article, put, client):
    article = make_article("Phải gỡ")
    make_article("Ở lại")
    put(article)
    assert on_front(client) == ["Phải gỡ", "Ở lại"]
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    assert on_front(client) == ["Ở lại"]


@pytest.mark.django_db(transaction=True)
def test_pages_change_by_the_clock_when_a_placement_begins_and_ends(make_article, put, client, monkeypatch, now):
    make_article("Mới", published_at=now - HOUR)
    put(make_article("Xếp", published_at=now - 5 * HOUR), begins=1, ends=2)
    shown = []
    for hours in (0, 0.99, 1, 1.99, 2):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + hours * HOUR)
        shown.append((on_front(client)[0], edition.current().ends > timezone.now().timestamp()))
    assert shown == [("Mới", True), ("Mới", True), ("Xếp", True), ("Xếp", True), ("Mới", True)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", ["begins", "ends"])
def test_the_edition_ends_at_the_instant_a_placement_begins_or_ends(make_article, put, monkeypatch, field, hanoi):
    noon = hanoi(2030, 5, 1, 12)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    times = {"begins": noon - HOUR, "ends": noon + timedelta(days=3), field: noon + HOUR}
    Placement.objects.create(article=make_article(), position=1, **times)
    assert edition.current().ends == (noon + HOUR).timestamp()


def test_a_story_on_the_timer_leads_by_itself_when_both_its_hours_have_come(make_article, put, now):
    article = make_article("Hẹn giờ", status="scheduled", published_at=now + 2 * HOUR)
    put(article, begins=1)
    put(make_article("Đã ra"), begins=3)
    found = [heads(placing.leads_of(None, now + hours * HOUR)) for hours in (0, 1, 2, 3, 24)]
    assert found == [[], [], ["Hẹn giờ"], ["Hẹn giờ", "Đã ra"], []]


def test_where_times_overlap_the_place_decides_and_a_story_placed_twice_shows_once(make_article, put, now):
    one, two = make_article("Một"), make_article("Hai")
    put(one, position=2)
    put(two, position=1, begins=2)
    put(one, position=3, begins=-5)
    assert heads(placing.leads_of(None, now)) == ["Một"]
    assert heads(placing.leads_of(None, now + 3 * HOUR)) == ["Hai", "Một"]


@pytest.mark.django_db(transaction=True)
def test_leads_cost_no_query_within_an_edition(make_article, put, django_assert_num_queries):
    put(make_article())
    placing.leads_of(None)
    with django_assert_num_queries(1):  # the edition itself
        assert len(placing.leads_of(None)) == 1


def test_the_database_keeps_no_placement_that_ends_before_it_begins(make_article, put):
    with pytest.raises(IntegrityError):
        put(make_article(), begins=2, ends=1)


# ---- who may


@pytest.mark.parametrize("group", GROUPS)
def test_every_door_is_open_to_who_publishes_and_to_nobody_else(at_desk, client, make_article, put, group):
    at_desk(group)
    allowed = group in ALLOWED
    first, second = put(make_article("Một")), put(make_article("Hai"))
    other = make_article("Ba")
    for address in (DESK, FRONT, f"{FRONT}preview/", f"{DESK}xay-dung-dang/", f"{DESK}xay-dung-dang/preview/"):
        assert client.get(address).status_code == (200 if allowed else 403), address
    for deed in ({"place": other.pk}, {"up": second.pk}, {"order": f"{second.pk},{first.pk}"}, {"remove": first.pk}):
        before = order()
        assert client.post(FRONT, {"seen": seen(), **deed}).status_code == (302 if allowed else 403), deed
        if not allowed:
            assert order() == before
    assert (order() == ["Hai", "Ba"]) is allowed


def test_strangers_see_no_page_before_its_time(client, make_article, django_user_model):
    make_article()
    for user in (None, django_user_model.objects.create_user("ke-toan", is_staff=True)):
        if user:
            client.force_login(user)
        for address in (DESK, FRONT, f"{FRONT}preview/"):
            assert client.get(address).status_code in (302, 403)


def test_the_rule_itself_refuses_who_may_not(make_user, make_article):
    for group in set(GROUPS) - ALLOWED:
        with pytest.raises(PermissionDenied):
            placing.place(None, make_article(), user=make_user(group), seen=seen())


# ---- ordering


@pytest.fixture
def three(make_article, put, at_desk):
    at_desk(SECRETARY)
    return [put(make_article(name)) for name in ("Một", "Hai", "Ba")]


def test_arrows_move_one_place_and_stop_at_the_ends(three, client):
    for deed, wanted in (
        ({"down": three[0].pk}, ["Hai", "Một", "Ba"]),
        ({"up": three[2].pk}, ["Hai", "Ba", "Một"]),
        ({"up": three[1].pk}, ["Hai", "Ba", "Một"]),
        ({"down": three[0].pk}, ["Hai", "Ba", "Một"]),
    ):
        assert client.post(FRONT, {"seen": seen(), **deed}).status_code == 302
        assert order() == wanted


def test_an_order_that_was_dragged_is_kept_and_forgets_nobody(three, client):
    client.post(FRONT, {"seen": seen(), "order": f"{three[2].pk},{three[0].pk}", "save": "1"})
    assert order() == ["Ba", "Một", "Hai"]


def test_two_people_who_order_at_once_do_not_overwrite_each_other(three, client):
    mine = seen()
    client.post(FRONT, {"seen": mine, "down": three[0].pk})
    response = client.post(FRONT, {"seen": mine, "up": three[2].pk})
    assert response.status_code == 200
    assert "Vừa có người khác xếp lại trang này" in response.content.decode()
    assert order() == ["Hai", "Một", "Ba"]
    assert response.context["seen"] == seen()


def test_refused_times_stay_in_their_boxes_beside_those_that_are_kept(three, client, now):
    row = three[0]
    data = {"seen": seen(), "save": "1", f"begins-{row.pk}": "2026-01-02T10:00", f"ends-{row.pk}": "2026-01-02T09:00"}
    response = client.post(FRONT, data)
    html = response.content.decode()
    assert "Giờ kết thúc phải sau giờ bắt đầu." in html
    assert 'value="2026-01-02T09:00"' in html
    assert "Chưa lưu. Giờ đang dùng:" in html
    row.refresh_from_db()
    assert row.begins == now - HOUR


def test_times_are_saved_with_any_button(three, client, now, hanoi):
    row = three[0]
    end = timezone.localtime(now + 48 * HOUR)
    data = {"seen": seen(), "down": row.pk, f"ends-{row.pk}": end.strftime("%Y-%m-%dT%H:%M")}
    assert client.post(FRONT, data).status_code == 302
    row.refresh_from_db()
    assert row.ends == end.replace(second=0, microsecond=0)
    assert row.position == 2


def test_a_times_change_of_a_refused_order_is_not_half_saved(three, client, now):
    row, mine = three[0], seen()
    Placement.objects.filter(pk=three[1].pk).update(position=9)
    end = timezone.localtime(now + 48 * HOUR).strftime("%Y-%m-%dT%H:%M")
    client.post(FRONT, {"seen": mine, "down": row.pk, f"ends-{row.pk}": end})
    row.refresh_from_db()
    assert row.ends == now + 24 * HOUR


def test_what_led_already_ends_now_and_what_did_not_leaves_no_trace(make_article, put, at_desk, client, now):
    at_desk(CHIEF)
    led, coming = put(make_article("Một")), put(make_article("Hai"), begins=2)
    client.post(FRONT, {"seen": seen(), "remove": led.pk})
    client.post(FRONT, {"seen": seen(), "remove": coming.pk})
    assert order() == []
    assert [row.pk for row in Placement.objects.all()] == [led.pk]


def test_a_story_on_the_timer_is_placed_from_its_own_hour(make_article, make_user, now):
    article = make_article(status="scheduled", published_at=now + 3 * HOUR)
    placing.place(None, article, user=make_user(CHIEF), seen=seen())
    row = Placement.objects.get()
    assert (row.begins, row.ends, row.position) == (now + 3 * HOUR, now + 27 * HOUR, 1)


@pytest.mark.parametrize("status", ["draft", "submitted", "awaiting_approval", "withdrawn"])
def test_only_what_is_out_or_on_the_timer_is_offered_and_taken(at_desk, client, make_article, status):
    at_desk(CHIEF)
    article = make_article("Chưa được", status=status)
    assert "Chưa được" not in client.get(FRONT).content.decode()
    assert "Chưa được" not in client.get(FRONT, {"q": "chua duoc"}).content.decode()
    response = client.post(FRONT, {"seen": seen(), "place": article.pk})
    assert "Chỉ xếp được bài đã xuất bản hoặc đã hẹn giờ." in response.content.decode()
    assert not Placement.objects.exists()


def test_stories_are_found_with_and_without_marks_and_not_offered_twice(at_desk, client, make_article, put):
    at_desk(CHIEF)
    make_article("Xã Hải Yến có đường mới")
    put(make_article("Hải Yến đã xếp"))
    for words in ("hai yen", "Hải Yến"):
        assert heads(client.get(FRONT, {"q": words}).context["offered"]) == ["Xã Hải Yến có đường mới"]


@pytest.mark.parametrize(
    "data", [{}, {"place": "x"}, {"place": "9" * 30}, {"up": "x"}, {"order": "x,,9"}, {"remove": "7"}, {"seen": "x"}]
)
def test_odd_requests_break_nothing(at_desk, client, make_article, put, data):
    at_desk(CHIEF)
    put(make_article("Một"))
    assert client.post(FRONT, {"seen": seen(), **data}).status_code in (200, 302)
    assert order() == ["Một"]


def test_the_rule_asks_for_an_end_to_come(make_article, make_user, now):
    article, user = make_article(), make_user(CHIEF)
    for begins, ends in ((-3, -1), (2, 1), (0, 24 * 400)):
        with pytest.raises(ValidationError):
            placing.place(None, article, user=user, seen=seen(), begins=now + begins * HOUR, ends=now + ends * HOUR)


# ---- before its time


def test_a_page_can_be_seen_as_it_will_be_and_nobody_keeps_it(make_article, put, at_desk, client, now, section):
    at_desk(SECRETARY)
    make_article("Mới")
    later = make_article("Sẽ ra", status="scheduled", published_at=now + 2 * HOUR)
    put(later, begins=2)
    put(later, section, begins=2)
    at = timezone.localtime(now + 3 * HOUR).strftime("%Y-%m-%dT%H:%M")
    for address in (f"{FRONT}preview/", f"{DESK}{section.slug}/preview/"):
        response = client.get(address, {"at": at})
        html = response.content.decode()
        assert html.index("Sẽ ra") < html.index(">Mới<")
        assert "Chỉ tòa soạn xem được" in html
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert "Sẽ ra" not in client.get(address).content.decode()
    client.logout()
    assert "Sẽ ra" not in client.get("/").content.decode()
    assert "Sẽ ra" not in client.get(section.get_absolute_url()).content.decode()


@pytest.mark.parametrize("at", ["x", "2026-99-99T00:00", ""])
def test_an_odd_moment_shows_the_page_of_now(at_desk, client, make_article, at):
    at_desk(CHIEF)
    make_article()
    assert client.get(f"{FRONT}preview/", {"at": at}).status_code == 200


def test_a_moment_far_away_is_no_page(at_desk, client, make_article):
    at_desk(CHIEF)
    assert client.get(f"{FRONT}preview/", {"at": "9999-12-31T00:00"}).status_code == 404
    assert client.get(f"{DESK}khong-co/").status_code == 404


def test_the_list_of_pages_tells_what_leads_each(at_desk, client, make_article, put, section):
    at_desk(CHIEF)
    put(make_article("Đứng đầu"), section)
    html = client.get(DESK).content.decode()
    assert "Đứng đầu" in html
    assert reverse("admin:articles_placement_page", args=[section.slug]) in html
