"""One story from the first word to its correction, each person at a browser of their own, the clock in our hands."""

from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from articles.models import Article, Status
from articles.tests.test_browser import sign_in
from articles.tests.test_photo_browser import drop
from articles.tests.test_picture_files import bytes_of, scene
from articles.workflow import CHIEF, EDITOR, REPORTER, SECRETARY
from newsroom.tests.browser import browser_page, needs_browser

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = ".ProseMirror[contenteditable=true]"
DESK = "/quan-tri/"
STANDFIRST = "Chiều nay, Tỉnh ủy quán triệt Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương."
TEXT = "Hơn 300 đại biểu dự hội nghị tại thành phố Lạng Sơn."


class Clock:
    """What `timezone.now` tells; it stands still until it is moved."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def clock(monkeypatch, hanoi):
    clock = Clock(hanoi(2031, 3, 5, 8, 0))
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def newsroom(live_server, make_user, clock):
    """Return a way to open a person's own browser at the desk, and a reader's for None."""

    @contextmanager
    def sitting(user=None):
        with browser_page(base_url=live_server.url, viewport={"width": 1280, "height": 900}) as page:
            # who is beside whom is another test's: nothing may be under way when this one ends
            page.context.route("**/together/", lambda route: route.abort())
            if user:
                sign_in(page, live_server.url, user)
            yield page

    return sitting


def form_of(article):
    return f"{DESK}articles/article/{article.pk}/change/"


def press(page, move, **asked):
    """Make a move of the chain, saying what it asks for."""
    for name, value in asked.items():
        page.fill(f"[name=move_{name}]", value)
    page.click(f"button[name=_move][value={move}]")
    page.wait_for_load_state()


def save(page):
    page.click("input[name=_continue]")
    page.wait_for_load_state()


def status_of(article):
    article.refresh_from_db()
    return article.status


def test_a_story_lives_a_day(newsroom, make_user, section, clock, hanoi):
    reporter, editor = make_user(REPORTER, "phongvien"), make_user(EDITOR, "bientap")
    secretary, chief = make_user(SECRETARY, "thuky"), make_user(CHIEF, "tongbientap")

    article = _written_by(newsroom, reporter, section)
    _sent_back_by(newsroom, editor, article)
    _edited_by_two_at_once(newsroom, reporter, editor, article)
    clock.at += timedelta(hours=2)
    link = _shown_to_an_official(newsroom, editor, article)
    _forwarded_by(newsroom, editor, article)
    _approved_for_six(newsroom, secretary, article)
    address = _not_out_before_six(newsroom, article, clock, hanoi)
    _out_at_six(newsroom, address, clock, hanoi)
    _corrected_by(newsroom, chief, article, address)
    _dead_once_ended(newsroom, link)


def _written_by(newsroom, reporter, section):
    """From the start page to the submitted story with two photos."""
    with newsroom(reporter) as page:
        page.click("text=Viết bài mới")
        page.fill("#id_headline", "Tỉnh ủy quán triệt nghị quyết")
        page.fill("#id_standfirst", STANDFIRST)
        page.click(BODY)
        page.keyboard.type(TEXT)
        page.click("#id_section + .select2")
        page.keyboard.type("xay dung")
        page.click(f".select2-results >> text={section.name}")
        page.click("#bylines-group .add-row a")
        page.fill("#id_bylines-0-name", "Hoàng Thu Hà")
        drop(page, "#photos-group", [("mot.jpg", bytes_of(scene(1))), ("hai.jpg", bytes_of(scene(2)))])
        page.fill("#id_photos-0-caption", "Toàn cảnh hội nghị")
        page.fill("#id_photos-1-caption", "Đại biểu thảo luận")
        save(page)
        article = Article.objects.get()
        assert page.inner_text("#citations-group").count("22-NQ/TW") >= 1
        press(page, "submit")
    assert status_of(article) == Status.SUBMITTED
    assert [place.caption for place in article.photos.filter(photo__isnull=False)] == [
        "Toàn cảnh hội nghị",
        "Đại biểu thảo luận",
    ]
    return article


def _sent_back_by(newsroom, editor, article):
    with newsroom(editor) as page:
        assert "Tỉnh ủy quán triệt nghị quyết" in page.inner_text("#content")
        page.goto(form_of(article))
        press(page, "take")
        press(page, "send_back")
        assert status_of(article) == Status.EDITING, "nothing comes back without a reason"
        press(page, "send_back", reason="Nêu rõ số đại biểu nữ")
    assert status_of(article) == Status.RETURNED


def _edited_by_two_at_once(newsroom, reporter, editor, article):
    """The reporter mends the text while the editor mends the headline; both are kept."""
    with newsroom(reporter) as mine, newsroom(editor) as theirs:
        assert "Trả lại" in mine.inner_text("#content")
        mine.goto(form_of(article))
        assert "Nêu rõ số đại biểu nữ" in mine.inner_text("#content")
        theirs.goto(form_of(article))
        mine.click(BODY)
        mine.keyboard.press("Control+End")
        mine.keyboard.type(" Trong đó có 120 đại biểu nữ.")
        theirs.fill("#id_headline", "Tỉnh ủy quán triệt Nghị quyết 22")
        save(theirs)
        save(mine)
        article.refresh_from_db()
        assert article.headline == "Tỉnh ủy quán triệt Nghị quyết 22"
        assert "120 đại biểu nữ" in article.body
        press(mine, "submit")
    assert status_of(article) == Status.SUBMITTED


def _shown_to_an_official(newsroom, editor, article):
    with newsroom(editor) as page:
        page.goto(form_of(article))
        page.fill("#preview-links [name=note]", "Ông Tài kiểm tra lời trích")
        page.click("#preview-links form >> text=Tạo liên kết")
        link = urlsplit(page.input_value("#preview-links input[readonly]")).path
    with newsroom() as page:
        page.goto(link)
        assert page.inner_text("h1") == "Tỉnh ủy quán triệt Nghị quyết 22"
        assert "chưa xuất bản" in page.inner_text("body").lower()
    with newsroom(editor) as page:
        page.goto(form_of(article))
        page.click("#preview-links .preview-link button[name=link]")
        page.wait_for_load_state()
    return link


def _forwarded_by(newsroom, editor, article):
    with newsroom(editor) as page:
        page.goto(form_of(article))
        press(page, "take")
        for number in (0, 1):
            page.fill(f"#id_photos-{number}-alt", "Các đại biểu trong hội trường")
        save(page)
        press(page, "forward")
    assert status_of(article) == Status.AWAITING_APPROVAL


def _approved_for_six(newsroom, secretary, article):
    with newsroom(secretary) as page:
        assert "Tỉnh ủy quán triệt Nghị quyết 22" in page.inner_text("#content")
        page.goto(form_of(article))
        press(page, "schedule", at="2031-03-05T18:00")
    assert status_of(article) == Status.SCHEDULED


def _not_out_before_six(newsroom, article, clock, hanoi):
    clock.at = hanoi(2031, 3, 5, 17, 59)
    address = article.get_absolute_url()
    with newsroom() as page:
        assert page.goto(address).status == 404
        page.goto("/")
        assert "quán triệt" not in page.inner_text("body")
    return address


def _out_at_six(newsroom, address, clock, hanoi):
    clock.at = hanoi(2031, 3, 5, 18, 0)
    with newsroom() as page:
        page.goto("/")
        page.click("main >> text=Tỉnh ủy quán triệt Nghị quyết 22")
        assert page.url.endswith(address)
        assert "Thứ Tư, 05/03/2031 - 18:00" in page.inner_text("article")
        assert page.locator("article figure img").count() == 2
        page.click("article >> text=Nghị quyết số 22-NQ/TW")
        assert "Tỉnh ủy quán triệt Nghị quyết 22" in page.inner_text("main")


def _corrected_by(newsroom, chief, article, address):
    with newsroom(chief) as page:
        page.goto(form_of(article))
        page.click(BODY)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Hội nghị kéo dài hai ngày.")
        page.select_option("#id_change_kind", "correction")
        page.fill("#id_change_wrong", "Hội nghị diễn ra trong một ngày")
        page.fill("#id_change_right", "Hội nghị kéo dài hai ngày")
        save(page)
    with newsroom() as page:
        page.goto(address)
        told = page.inner_text("article")
        assert "Thông tin cải chính, xin lỗi" in told
        assert "Hội nghị kéo dài hai ngày" in told
        page.click("footer >> text=cải chính")
        assert "Hội nghị diễn ra trong một ngày" in page.inner_text("main")


def _dead_once_ended(newsroom, link):
    with newsroom() as page:
        assert page.goto(link).status in (404, 410)
