"""A person at a real browser: signs in, edits, and finds the change on the site."""

import pytest

from articles.workflow import CHIEF
from newsroom.tests.browser import browser_page, needs_browser

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, base, user):
    page.goto(f"{base}/quan-tri/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", "mat-khau-thu")
    page.click("input[type=submit]")


def test_an_edited_headline_is_on_the_site(live_server, make_user, make_article):
    article = make_article("Tít trước khi sửa")
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        page.fill("#id_headline", "Tít sau khi sửa")
        page.click("input[name=_continue]")
        page.goto(live_server.url)
        assert "Tít sau khi sửa" in page.inner_text("main")
        page.click("text=Tít sau khi sửa")
        assert page.inner_text("h1") == "Tít sau khi sửa"


def test_the_body_editor_takes_vietnamese_composed_key_by_key(live_server, make_user, make_article):
    article = make_article(body="<p></p>")
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        page.click(".ProseMirror[contenteditable=true]")
        keyboard = page.context.new_cdp_session(page)
        for steps, word in (
            (["d", "dd", "đ", "đo", "đoo", "đô", "đôn", "đông", "đôngf", "đồng"], "đồng"),
            ([" c", " ch", " chi", " chí"], " chí"),
        ):
            for step in steps:
                keyboard.send(
                    "Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
                )
            keyboard.send("Input.insertText", {"text": word})
        page.click("input[name=_continue]")
        page.wait_for_load_state()
    article.refresh_from_db()
    assert article.body == "<p>đồng chí</p>"


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_scrolls_sideways_or_asks_another_host(live_server, make_article, width):
    article = make_article(
        "Một tít dài để xem có vừa màn hình điện thoại nhỏ hay không khi chữ to",
        body="<table><tr><td>Một</td><td>Hai</td><td>Ba</td></tr></table><p>Chỉ thị số 36-CT/TW, ngày 30/5/2014.</p>",
        captions=["Chú thích"],
    )
    asked = []
    with browser_page(viewport={"width": width, "height": 800}) as page:
        page.on("request", lambda request: asked.append(request.url))
        for address in (
            "/",
            article.get_absolute_url(),
            "/van-ban/",
            "/luu-tru/",
            "/tim-kiem/?q=hoi nghi",
            "/xay-dung-dang/",
        ):
            page.goto(live_server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def test_known_tags_are_proposed_while_one_types(live_server, make_user, make_article):
    make_article(tags=["Đại hội Đảng", "Nông thôn mới"])
    article = make_article("Bài khác")
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        page.locator("#id_tags").press_sequentially("dai hoi")
        page.wait_for_selector(".tag-proposals li")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.input_value("#id_tags") == "Đại hội Đảng, "
        page.click("input[name=_continue]")
        page.wait_for_load_state()
    assert [tag.name for tag in article.tags.all()] == ["Đại hội Đảng"]
