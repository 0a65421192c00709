"""Writing at a real browser: toolbar, photos, links, paste, conversion, typography, citations, counts, preview."""

import pytest

from articles.models import ArticlePhoto
from articles.tests.test_browser import sign_in
from articles.tests.test_pasting import pasted
from articles.tests.test_writing import RIGHT, TCVN3
from articles.workflow import CHIEF, REPORTER
from newsroom.tests.browser import browser_page, needs_browser
from newsroom.tests.test_reading_room import AXE

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = ".ProseMirror[contenteditable=true]"
PASTE = """([selector, html, text]) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""

# The editor takes the focus, and with it the selection, in the frame after a click
SELECTED_A_FRAME_LATER = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done(getSelection().toString())));
})"""


@pytest.fixture
def desk(live_server, make_user):
    """Open the form of an article (a new one without) as a member of a group; the policy must refuse nothing."""
    from contextlib import contextmanager

    @contextmanager
    def opened(article=None, group=CHIEF, *, measured=False, **options):
        refused = []
        with browser_page(viewport={"width": 1280, "height": 900}, **options) as page:
            page.on(
                "console", lambda message: "Content Security Policy" in message.text and refused.append(message.text)
            )
            sign_in(page, live_server.url, make_user(group))
            where = f"{article.pk}/change" if article else "add"
            page.goto(f"{live_server.url}/quan-tri/articles/article/{where}/")
            page.wait_for_selector(BODY)
            yield page
        # axe, where it measures, tries styles of its own
        assert measured or refused == []

    return opened


def body_of(page):
    return page.evaluate("document.getElementById('id_body').value")


def save(page):
    page.click("input[name=_continue]")
    page.wait_for_load_state()


def write(page, text):
    page.click(BODY)
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def test_the_toolbar_speaks_vietnamese_and_works_from_the_keyboard(desk, make_article):
    article = make_article(body="<p></p>")
    with desk(article) as page:
        write(page, "Tít phụ")
        page.keyboard.press("Alt+F10")
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Tít phụ"
        page.keyboard.press("Enter")
        page.keyboard.press("Alt+F10")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.title") == "Chữ đậm (Ctrl+B)"
        page.click(BODY)
        page.keyboard.press("Control+End")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Alt+b")
        page.keyboard.type("Trong hộp")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+b")
        page.keyboard.type("đậm")
        page.keyboard.press("Control+/")
        assert "Ctrl+Alt+B" in page.inner_text("dialog")
        page.keyboard.press("Escape")
        save(page)
    article.refresh_from_db()
    assert article.body == ('<h2>Tít phụ</h2><aside class="box"><p>Trong hộp</p></aside><p><strong>đậm</strong></p>')


def test_a_photo_is_put_into_the_text_from_a_list(desk, make_article, make_photo):
    article = make_article(body="<p>Một</p><p>Hai</p>", captions=["Quang cảnh hội nghị", "Đại biểu"])
    ArticlePhoto.objects.filter(article=article, order=1).update(photo=make_photo())
    with desk(article) as page:
        page.click(f"{BODY} p:first-child")
        page.keyboard.press("Control+Alt+p")
        assert "Quang cảnh hội nghị" in page.inner_text("dialog")
        assert page.locator("dialog img").count() == 1
        page.keyboard.press("Enter")
        page.wait_for_selector(".writing-photo img")
        assert "Ảnh 1: Quang cảnh hội nghị" in page.inner_text(".writing-photo")
        page.fill("[name=photos-0-caption]", "Chú thích mới")
        assert "Chú thích mới" in page.inner_text(".writing-photo")
        save(page)
    article.refresh_from_db()
    assert article.body == "<p>Một</p><p>[ảnh 1]</p><p>Hai</p>"


def test_a_link_to_one_of_our_articles_is_found_by_its_name(desk, make_article):
    target = make_article("Đồng chí Bí thư thăm Móng Cái")
    article = make_article("Bài khác hẳn", body="<p></p>")
    with desk(article) as page:
        page.click(BODY)
        page.keyboard.press("Control+k")
        page.keyboard.type("dong chi")
        page.wait_for_selector("#writing-articles li")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"{BODY} a")
        save(page)
    article.refresh_from_db()
    assert f'<a href="/bai/{target.pk}/" rel="noopener">{target.headline}</a>' in article.body


@pytest.mark.parametrize("name", ["word.html", "docs.html"])
def test_paste_from_word_and_google_docs_comes_clean(desk, make_article, name):
    article = make_article(body="<p>Trước</p>")
    with desk(article) as page:
        page.click(BODY)
        page.keyboard.press("Control+End")
        page.evaluate(PASTE, [BODY, pasted(name), "chữ"])
        page.wait_for_selector(f"{BODY} h2")
        assert "khối ảnh" in page.inner_text("#writing-notice")
        pasted_body = body_of(page)
        assert page.locator(f"{BODY} table td").count() == 4
        page.keyboard.press("Control+z")
        assert body_of(page) == "<p>Trước</p>"
    for wanted in ("<strong>đồng chí Bí thư</strong>", "<em>các đại biểu</em>", "<ul><li>", "<h2>Kết quả nổi bật</h2>"):
        assert wanted in pasted_body
    for foreign in ("Mso", "span", "style", "<o:p", "img", "javascript", "docs-internal"):
        assert foreign not in pasted_body


def test_text_in_an_old_encoding_is_told_and_converted_by_one_click(desk, make_article):
    article = make_article("Tít đúng", body=f"<p>Đoạn đúng của bài.</p><p>{TCVN3}</p>")
    with desk(article) as page:
        page.fill("#id_standfirst", TCVN3)
        page.wait_for_selector(".writing-warning:not([hidden])")
        assert "TCVN3" in page.inner_text(".writing-warning")
        page.click(".writing-warning button")
        page.locator(f"{BODY} p:has-text('phát biểu')").wait_for()
        assert body_of(page) == f"<p>Đoạn đúng của bài.</p><p>{RIGHT}</p>"
        assert page.input_value("#id_standfirst") == RIGHT
        page.click(BODY)
        page.keyboard.press("Control+z")
        assert TCVN3 in body_of(page)
        page.click("#id_standfirst")
        page.keyboard.press("Control+z")
        assert page.input_value("#id_standfirst") == TCVN3


def test_typography_is_shown_then_put_right_and_taken_back(desk, make_article):
    article = make_article(body='<p>Ông nói : <strong>"Hoà bình"</strong> theo Nghị quyết số 22 - NQ/TW...</p>')
    with desk(article) as page:
        page.click(BODY)
        page.click(".writing-toolbar [data-name=tidy]")
        page.wait_for_selector("dialog .writing-changes li")
        assert "dấu ngoặc kép" in page.inner_text("dialog")
        page.keyboard.press("Enter")
        page.locator(f"{BODY} p:has-text('…')").wait_for()
        right = "<p>Ông nói: <strong>“Hòa bình”</strong> theo Nghị quyết số 22 - NQ/TW…</p>"
        assert body_of(page) == right
        page.keyboard.press("Control+z")
        assert '"Hoà bình"' in body_of(page)


def test_citations_are_underlined_and_listed_while_one_types(desk, make_article):
    make_article(body="<p>Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>")
    article = make_article("Bài mới", body="<p></p>", standfirst="Sapo")
    with desk(article) as page:
        write(page, "Theo Chỉ thị số 36-CT/TW, ngày 30/5/2014 và Kết luận số 99-KL/TW ngày 1/2/2021 của Bộ Chính trị.")
        # A slow machine reads the text before it is whole, too
        page.locator(".writing-found li.new:nth-child(2)").wait_for(state="attached")
        assert "36-CT/TW" in page.inner_text(f"{BODY} .writing-citation.settled")
        assert "Chỉ thị" in page.get_attribute(f"{BODY} .writing-citation.settled", "title")
        assert body_of(page).startswith("<p>Theo Chỉ thị số 36-CT/TW")
        assert "<span" not in body_of(page)
        page.focus(".writing-found summary")
        page.keyboard.press("Enter")
        page.click(".writing-found li:nth-child(2) .writing-go")
        assert "99-KL/TW" in page.evaluate(SELECTED_A_FRAME_LATER)


def test_length_and_reading_time_follow_the_keys(desk, make_article):
    article = make_article("Bốn chữ thôi mà", body="<p>một hai ba</p><p>[ảnh 1]</p>")
    with desk(article) as page:
        assert page.inner_text("#id_headline_count") == "15 ký tự, nên không quá 75"
        assert page.inner_text("#id_body_count") == "3 chữ · đọc 1 phút"
        page.fill("#id_headline", "dài " * 30)
        assert "over" in page.get_attribute("#id_headline_count", "class")
        page.click(f"{BODY} p:first-child")
        page.keyboard.press("End")
        page.keyboard.type(" bốn năm")
        assert page.inner_text("#id_body_count").startswith("5 chữ")


def test_the_preview_follows_what_is_typed_and_is_remembered(desk, make_article):
    article = make_article("Tít cũ", body="<p>Thân bài</p>")
    with desk(article) as page:
        page.click(".writing-toolbar [data-name=preview]")
        frame = page.frame_locator(".writing-preview iframe")
        frame.locator("h1:has-text('Tít cũ')").wait_for()
        page.fill("#id_headline", "Tít vừa gõ")
        write(page, " gõ thêm")
        frame.locator("h1:has-text('Tít vừa gõ')").wait_for()
        frame.locator("p:has-text('Thân bài gõ thêm')").wait_for()
        page.click(".writing-preview [data-width=desktop]")
        assert frame.locator("body").evaluate("document.documentElement.clientWidth") == 1280
        save(page)
        page.wait_for_selector(".writing-preview[data-width=desktop] iframe")
        page.click(".writing-preview .writing-close")
        assert page.is_hidden(".writing-preview")
    article.refresh_from_db()
    assert article.headline == "Tít vừa gõ"


def test_without_javascript_the_form_is_a_plain_one(live_server, make_user, make_article):
    article = make_article(body="<p>Cũ</p>")
    with browser_page(java_script_enabled=False) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        page.fill("#id_body", '<p class="MsoNormal">Mới <b>đậm</b></p>')
        save(page)
    article.refresh_from_db()
    assert article.body == "<p>Mới <strong>đậm</strong></p>"


def test_a_reporter_writes_a_new_story_with_all_of_it(desk, make_article):
    with desk(group=REPORTER) as page:
        page.fill("#id_headline", "Bài mới")
        write(page, "Theo Kết luận số 99-KL/TW ngày 1/2/2021 của Bộ Chính trị.")
        page.wait_for_selector(f"{BODY} .writing-citation.new")
        page.click(".writing-toolbar [data-name=preview]")
        page.frame_locator(".writing-preview iframe").locator("h1:has-text('Bài mới')").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_the_editor_and_its_helpers(desk, make_article, width):
    article = make_article(
        "Bài thử", body="<p>Chỉ thị số 36-CT/TW, ngày 30/5/2014.</p><p>[ảnh 1]</p>", captions=["Một"]
    )
    with desk(article, measured=True) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_selector(f"{BODY} .writing-citation")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for name in (None, "photo", "link", "help", "preview"):
            if name:
                page.click(f".writing-toolbar [data-name={name}]")
            where = ".writing-dialog" if name in ("photo", "link", "help") else ".field-body, .writing-preview header"
            page.wait_for_selector(where.split(",")[0])
            found = page.evaluate("where => axe.run({ include: [where] }, { resultTypes: ['violations'] })", where)
            assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found["violations"]] == [], name
            page.keyboard.press("Escape")
