"""Signing in as a person does it: a phone enrolled at the first sign-in, its code asked at the next."""

import pytest

from articles.workflow import CHIEF
from newsroom.tests.browser import browser_page, needs_browser
from newsroom.tests.signing_in import PASSWORD, shown_by

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def give_password(page, base, user):
    page.goto(f"{base}/quan-tri/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_chief_enrols_a_phone_and_signs_in_with_it_by_the_keyboard_alone(live_server, make_user, settings, width):
    settings.SECOND_FACTOR = "publishers"
    chief = make_user(CHIEF)
    refused = []
    with browser_page(viewport={"width": width, "height": 800}) as page:
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        give_password(page, live_server.url, chief)
        assert page.locator(".qr-frame svg").bounding_box()["width"] > 150
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("#id_code:focus").wait_for()
        page.keyboard.type(shown_by(chief))
        page.keyboard.press("Enter")
        page.wait_for_selector(".codes")
        codes = page.locator(".codes li").all_inner_texts()
        assert len(codes) == 10
        page.emulate_media(media="print")
        assert page.locator(".codes").is_visible()
        assert not page.locator("#header").is_visible()
        page.emulate_media(media="screen")
        page.click("a.button[href='/quan-tri/']")
        page.click("#logout-form button")
        give_password(page, live_server.url, chief)
        page.wait_for_selector("#id_code")
        page.locator("#id_code:focus").wait_for()
        page.keyboard.type(shown_by(chief))
        page.keyboard.press("Enter")
        page.wait_for_selector("#user-tools")
        page.goto(f"{live_server.url}/quan-tri/tai-khoan/")
        assert "10" in page.inner_text("#content")
        assert page.locator(".people-list .mark").count() == 1
    assert refused == []
