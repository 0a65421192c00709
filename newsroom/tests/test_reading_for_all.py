"""Every kind of page for those who read otherwise: enlarged, on a narrow screen, in their own colours, on paper."""

from datetime import timedelta

import pytest

from articles.models import Section
from newsroom.tests.browser import browser_page, needs_browser
from newsroom.tests.reading_room import print_paper

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW, PHONE, DESK = ({"width": width, "height": 800} for width in (320, 360, 1280))
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Budgets in bytes of HTML, CSS and script as they are before compression; requests count pictures and fonts too.
ARTICLE_BYTES, PAGE_BYTES, REQUESTS = 60_000, 75_000, 12
TEXT = ("document", "stylesheet", "script")
PICTURED = {"front", "section", "article with photos", "photo stories", "author", "topic", "year", "month", "day"}


@pytest.fixture
def pages(make_article, make_photo):
    return print_paper(make_article, make_photo)


def test_no_page_scrolls_sideways_on_the_narrowest_screen_or_at_four_times_the_size(live_server, pages):
    found = {}
    with browser_page(viewport=NARROW) as page:
        for kind, address in pages.items():
            page.goto(live_server.url + address)
            found[kind] = page.evaluate(OVERFLOW)
    assert {kind: pixels for kind, pixels in found.items() if pixels > 0} == {}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_letters_twice_as_large_push_nothing_off_the_page(live_server, pages, viewport):
    found = {}
    with browser_page(viewport=viewport) as page:
        for kind, address in pages.items():
            page.goto(live_server.url + address)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            found[kind] = page.evaluate(OVERFLOW)
    assert {kind: pixels for kind, pixels in found.items() if pixels > 0} == {}


CLIPPED = """() => [...document.querySelectorAll("main *")].filter((part) => {
    const style = getComputedStyle(part);
    if (style.overflow !== "hidden" || style.position === "absolute" || !part.textContent.trim()) return false;
    const pen = new OffscreenCanvas(10, 10).getContext("2d");
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = pen.measureText("ẨỄỘẶỮỹạ");
    return above + below > parseFloat(style.lineHeight);
}).map((part) => part.className)"""


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_no_stacked_mark_is_cut_where_text_is(live_server, pages, viewport):
    with browser_page(viewport=viewport) as page:
        for kind in ("front", "section", "subsection", "register", "document"):
            page.goto(live_server.url + pages[kind], wait_until="networkidle")
            assert page.evaluate(CLIPPED) == [], kind


MARKS = """() => {
    const [above, text] = document.querySelectorAll(".card .kicker, .card .kicker + h3");
    return text.getBoundingClientRect().top - above.getBoundingClientRect().bottom;
}"""


def test_hooked_capitals_do_not_touch_the_kicker_above(live_server, pages):
    with browser_page(viewport=PHONE) as page:
        page.goto(live_server.url + pages["topic"], wait_until="networkidle")
        assert page.evaluate(MARKS) >= 3


def test_buttons_and_places_show_in_the_colours_a_reader_forces(live_server, pages):
    with browser_page(viewport=DESK, forced_colors="active") as page:
        for kind in ("article with photos", "search", "register"):
            page.goto(live_server.url + pages[kind])
            bare = page.evaluate("""[...document.querySelectorAll("button:not(.enlarge):not([hidden])")]
                .filter((each) => parseFloat(getComputedStyle(each).borderTopWidth) < 1).length""")
            assert bare == 0, kind
        page.goto(live_server.url + pages["section"])
        assert page.evaluate(
            """getComputedStyle(document.querySelector(".strip [aria-current]")).borderBottomColor"""
        ) != (page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_glides_for_those_who_want_it_still(live_server, pages, motion, behaviour):
    with browser_page(viewport=PHONE, reduced_motion=motion) as page:
        page.goto(live_server.url)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
        assert page.evaluate("document.getAnimations().length") == 0


def test_paper_gets_the_story_and_its_address_and_nothing_to_press(live_server, pages):
    with browser_page(viewport=DESK, color_scheme="dark") as page:
        page.goto(live_server.url + pages["article with photos"])
        page.emulate_media(media="print", color_scheme="dark")
        for shown in (".story-head h1", ".standfirst", ".text", ".correction", ".printed-from", ".wordmark"):
            assert page.is_visible(shown), shown
        for gone in (
            ".strip",
            ".menu",
            ".tools",
            ".share",
            ".neighbours",
            ".beside",
            ".breadcrumb",
            ".story > .chips",
            ".to-top",
        ):
            assert not page.is_visible(gone), gone
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('.text')).color") == "rgb(0, 0, 0)"


def test_every_kind_of_page_keeps_its_budget(live_server, pages):
    over, answers = {}, []
    with browser_page(viewport=PHONE) as page:
        page.on("response", lambda answer: answers.append(answer))
        for kind, address in pages.items():
            answers.clear()
            page.goto(live_server.url + address, wait_until="networkidle")
            text = [each for each in answers if each.ok and each.request.resource_type in TEXT]
            weight = sum(len(each.body()) for each in text)
            allowed = ARTICLE_BYTES if kind.startswith("article") else PAGE_BYTES
            if weight > allowed or (len(answers) > REQUESTS and kind not in PICTURED):
                over[kind] = (weight, len(answers))
            assert all(each.url.startswith((live_server.url, "data:")) for each in answers), kind
    assert over == {}


def test_the_front_page_of_a_day_of_sixty_stories_keeps_its_budget_and_its_shape(live_server, pages, make_article, now):
    long = "Tập trung tháo gỡ khó khăn, vướng mắc trong bồi thường, giải phóng mặt bằng các dự án trọng điểm " * 2
    for number in range(60):
        headline = long.strip() if number % 4 == 0 else "Na vào vụ"
        standfirst = ("", "Ngắn.", long * 3)[number % 3]
        section = Section.objects.order_by("pk")[number % 3]
        when = now - timedelta(minutes=5 * number)
        make_article(f"{headline} {number}", standfirst=standfirst, section=section, published_at=when)
    answers = []
    with browser_page(viewport=PHONE) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.goto(live_server.url, wait_until="networkidle")
        text = [each for each in answers if each.ok and each.request.resource_type in TEXT]
        assert sum(len(each.body()) for each in text) <= PAGE_BYTES
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(CLIPPED) == []
