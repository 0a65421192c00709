"""The calendar and the order of pages at a real browser: by mouse, by keyboard, and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import placing
from articles.models import Placement, PlannedStory
from articles.tests.test_browser import sign_in
from articles.workflow import CHIEF
from newsroom.tests.browser import browser_page, needs_browser

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CALENDAR = "/quan-tri/articles/plannedstory/"
FRONT = "/quan-tri/articles/placement/trang-chu/"
WIDTHS = (360, 768, 1280)


@pytest.fixture
def monday():
    """A Monday to come, far from the end of anything."""
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


@pytest.fixture
def on_timer(make_article, monday, hanoi):
    return make_article(
        "Bài hẹn giờ", status="scheduled", published_at=hanoi(monday.year, monday.month, monday.day, 18)
    )


@pytest.fixture
def three(make_article, now):
    rows = []
    for position, name in enumerate(("Một", "Hai", "Ba"), 1):
        times = {"begins": now - timedelta(hours=1), "ends": now + timedelta(days=1)}
        rows.append(Placement.objects.create(article=make_article(f"Bài {name}"), position=position, **times))
    return rows


def at(live_server, path):
    return f"{live_server.url}{path}"


def day_of(page, day):
    return page.locator(f'[data-day="{day:%Y-%m-%d}"]')


def order():
    return [row.article.headline for row in placing.rows_of(None)]


def test_cards_are_dragged_to_another_day(live_server, make_user, monday, on_timer, hanoi):
    story = PlannedStory.objects.create(idea="Phiên chợ", day=monday)
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, f"{CALENDAR}?day={monday:%Y-%m-%d}"))
        for key in (f"#story-{story.pk}", f"#article-{on_timer.pk}"):
            with page.expect_navigation():
                page.locator(key).drag_to(day_of(page, monday + timedelta(days=2)))
            assert day_of(page, monday + timedelta(days=2)).locator(key).count() == 1
    story.refresh_from_db()
    on_timer.refresh_from_db()
    wednesday = monday + timedelta(days=2)
    assert story.day == wednesday
    assert on_timer.published_at == hanoi(wednesday.year, wednesday.month, wednesday.day, 18)


def test_an_article_is_dragged_to_another_hour(live_server, make_user, monday, on_timer, hanoi):
    with browser_page(viewport={"width": 1280, "height": 1600}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, f"{CALENDAR}?view=day&day={monday:%Y-%m-%d}"))
        with page.expect_navigation():
            page.locator(f"#article-{on_timer.pk}").drag_to(page.locator('.hour[data-time="07:00"]'))
    on_timer.refresh_from_db()
    assert on_timer.published_at == hanoi(monday.year, monday.month, monday.day, 7)


def test_the_keyboard_moves_a_card_and_keeps_it(live_server, make_user, monday, on_timer, hanoi):
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, f"{CALENDAR}?day={monday:%Y-%m-%d}"))
        page.focus(f"#article-{on_timer.pk}")
        for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowLeft"):
            with page.expect_navigation():
                page.keyboard.press(key)
            assert page.evaluate("document.activeElement.id") == f"article-{on_timer.pk}"
    on_timer.refresh_from_db()
    tuesday = monday + timedelta(days=1)
    assert on_timer.published_at == hanoi(tuesday.year, tuesday.month, tuesday.day, 17)


def test_without_scripts_the_small_form_moves_a_card(live_server, make_user, monday):
    story = PlannedStory.objects.create(idea="Phiên chợ", day=monday)
    with browser_page(java_script_enabled=False) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, f"{CALENDAR}?day={monday:%Y-%m-%d}"))
        page.click(f"#story-{story.pk} summary")
        page.fill(f"#story-{story.pk} input[name=day]", f"{monday + timedelta(days=4):%Y-%m-%d}")
        page.click(f"#story-{story.pk} .plan-move button")
        assert day_of(page, monday + timedelta(days=4)).locator(f"#story-{story.pk}").count() == 1


def test_leads_are_dragged_into_their_order(live_server, make_user, three):
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, FRONT))
        with page.expect_navigation():
            page.locator(f"#placement-{three[2].pk} .lead-place").drag_to(page.locator(f"#placement-{three[0].pk} h3"))
        assert page.locator(".lead-row h3").all_inner_texts() == ["Bài Ba", "Bài Một", "Bài Hai"]
    assert order() == ["Bài Ba", "Bài Một", "Bài Hai"]


@pytest.mark.parametrize("scripts", [True, False])
def test_leads_are_ordered_and_placed_with_the_keyboard_alone(live_server, make_user, make_article, three, scripts):
    make_article("Xã Hải Yến có đường mới")
    make_article("Chuyện khác")
    with browser_page(java_script_enabled=scripts) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, FRONT))
        page.focus(f"#placement-{three[2].pk} button[name=up]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert order() == ["Bài Một", "Bài Ba", "Bài Hai"]
        page.fill("#offered-q", "hai yen")
        if not scripts:
            page.keyboard.press("Enter")
        page.locator("#offered-list li").filter(has_not_text="Hải Yến").first.wait_for(state="detached")
        page.locator("#offered-list li", has_text="Hải Yến").locator("button").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert order()[0] == "Xã Hải Yến có đường mới"


def test_enter_in_a_time_saves_it_and_moves_nothing(live_server, make_user, three):
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(at(live_server, FRONT))
        page.fill(f"[name=ends-{three[1].pk}]", f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}")
        with page.expect_navigation():
            page.press(f"[name=ends-{three[1].pk}]", "Enter")
    assert order() == ["Bài Một", "Bài Hai", "Bài Ba"]
    three[1].refresh_from_db()
    assert three[1].ends > timezone.now() + timedelta(days=2)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_of_planning_scrolls_sideways_or_breaks_the_policy(
    live_server, make_user, three, on_timer, monday, width
):
    PlannedStory.objects.create(idea="Một ý tưởng dài để xem có vừa trong cột hẹp của tuần hay không", day=monday)
    refused = []
    with browser_page(viewport={"width": width, "height": 800}) as page:
        page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
        sign_in(page, live_server.url, make_user(CHIEF))
        for path in (
            f"{CALENDAR}?day={monday:%Y-%m-%d}",
            f"{CALENDAR}?view=day&day={monday:%Y-%m-%d}",
            f"{CALENDAR}add/",
            "/quan-tri/articles/placement/",
            FRONT,
            f"{FRONT}preview/",
            "/quan-tri/articles/correctionrequest/add/",
            "/quan-tri/",
        ):
            page.goto(at(live_server, path))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert refused == []
