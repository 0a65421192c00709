"""Every kind of page at a real browser: accessible, steady, by keyboard alone, and without any script."""

from pathlib import Path

import axe_playwright_python
import pytest

from newsroom.tests.browser import browser_page, needs_browser
from newsroom.tests.reading_room import print_paper

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PHONE, TABLET, DESK = {"width": 360, "height": 740}, {"width": 768, "height": 1024}, {"width": 1280, "height": 900}
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def pages(make_article, make_photo):
    return print_paper(make_article, make_photo)


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_axe_finds_nothing_on_any_kind_of_page(live_server, pages, scheme, viewport):
    found = {}
    with browser_page(viewport=viewport, color_scheme=scheme) as page:
        for kind, address in pages.items():
            page.goto(live_server.url + address)
            found[kind] = violations(page)
        page.goto(live_server.url + pages["article with photos"])
        page.click(".menu summary")
        found["menu"] = violations(page)
        page.click(".menu summary")
        page.click(".enlarge >> nth=0")
        found["photo in full"] = violations(page)
        page.goto(live_server.url + pages["search"])
        page.fill("#search-words", "gia dat")
        page.wait_for_selector("[role=option]")
        found["suggestions"] = violations(page)
    assert {kind: what for kind, what in found.items() if what} == {}


@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_nothing_moves_while_a_page_loads(live_server, pages, viewport):
    shifted = {}
    with browser_page(viewport=viewport) as page:
        page.add_init_script(SHIFTS)
        for kind, address in pages.items():
            page.goto(live_server.url + address, wait_until="networkidle")
            page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
            shifted[kind] = page.evaluate("window.shifted")
    assert {kind: shift for kind, shift in shifted.items() if shift > 0.02} == {}


def test_the_keyboard_reaches_the_text_and_the_menu(live_server, pages):
    with browser_page(viewport=PHONE) as page:
        page.goto(live_server.url + pages["article"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.focus(".menu summary")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.menu-panel') !== null")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert page.url != live_server.url + pages["article"]


def test_everything_reads_without_script(live_server, pages):
    with browser_page(viewport=PHONE, java_script_enabled=False) as page:
        page.goto(live_server.url)
        page.click(".lead .cover")
        assert page.inner_text("h1").startswith("Bảng giá đất")
        assert "tỉnh điều chỉnh giá đất" in page.inner_text(".text")
        assert page.locator(".tools button:visible, .share button:visible").count() == 0
        page.click(".reference summary")
        assert "Hoàng Thu Hà (" in page.inner_text("#reference")
        page.click(".menu summary")
        page.click(".menu-panel a[href='/tim-kiem/']")
        page.fill("#search-words", "giá đất")
        page.press("#search-words", "Enter")
        assert page.locator(".hits .card").count() == 7
        assert page.locator(".hits mark").first.inner_text().lower() in ("giá", "giá đất")


def test_what_the_reader_chose_of_text_size_is_kept(live_server, pages):
    size = "parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)"
    with browser_page(viewport=PHONE) as page:
        page.goto(live_server.url + pages["article"])
        before = page.evaluate(size)
        page.click("[data-tool=larger]")
        page.reload()
        assert page.evaluate(size) > before


VOICE = """
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, "speechSynthesis", { value: {
      getVoices: () => [{ lang: "en-US" }, { lang: "LANGUAGE" }],
      speak: ({ text, voice }) => window.said.push(`${voice.lang}: ${text}`),
      cancel: () => {},
      addEventListener: () => {},
    } });
"""


def test_a_story_is_read_aloud_where_there_is_a_vietnamese_voice(live_server, pages):
    with browser_page(viewport=PHONE) as page:
        page.add_init_script(VOICE.replace("LANGUAGE", "vi_VN"))
        page.goto(live_server.url + pages["article"])
        page.click("[data-tool=listen]")
        assert page.evaluate("said[0]").startswith("vi_VN: Bảng giá đất")
        assert page.get_attribute("[data-tool=listen]", "aria-pressed") == "true"
        page.click("[data-tool=listen]")
        assert page.get_attribute("[data-tool=listen]", "aria-pressed") == "false"


def test_nobody_is_offered_a_voice_of_another_language(live_server, pages):
    with browser_page(viewport=PHONE) as page:
        page.add_init_script(VOICE.replace("LANGUAGE", "th-TH"))
        page.goto(live_server.url + pages["article"])
        assert page.is_visible("[data-tool=larger]")
        assert not page.is_visible("[data-tool=listen]")


def test_a_photo_opens_in_full_and_gives_the_focus_back(live_server, pages):
    with browser_page(viewport=DESK) as page:
        page.goto(live_server.url + pages["article with photos"])
        page.focus(".enlarge >> nth=0")
        page.keyboard.press("Enter")
        assert page.is_visible("dialog[open] img")
        words = page.locator("dialog p").bounding_box()
        assert words["y"] + words["height"] <= DESK["height"]
        assert "Toàn cảnh" in page.inner_text("dialog p")
        page.keyboard.press("ArrowRight")
        assert "Chợ phiên" in page.inner_text("dialog p")
        page.keyboard.press("Escape")
        assert not page.is_visible("dialog")
        assert page.evaluate("document.activeElement.className") == "enlarge"


def test_a_suggestion_is_chosen_by_keyboard(live_server, pages):
    with browser_page(viewport=PHONE) as page:
        page.goto(live_server.url + pages["search"])
        page.type("#search-words", "bang gia")
        page.wait_for_selector("[role=option]")
        assert page.get_attribute("#search-words", "aria-expanded") == "true"
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#search-words", "aria-activedescendant") == "suggestion-0"
        page.keyboard.press("Enter")
        page.wait_for_selector("article.story")
        assert page.inner_text("h1").startswith("Bảng giá đất")


def test_an_article_weighs_little_and_asks_for_little(live_server, pages):
    answers = []
    with browser_page(viewport=PHONE) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.goto(live_server.url + pages["article"], wait_until="networkidle")
        text = [answer for answer in answers if answer.request.resource_type in ("document", "stylesheet", "script")]
        weight = sum(len(answer.body()) for answer in text)
    assert len(answers) <= 12
    assert weight <= 60_000
