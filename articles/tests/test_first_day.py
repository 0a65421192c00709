"""What somebody meets on a first day at the desk, without a word of explanation."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.models import Article, Author, Status
from articles.tests.test_browser import sign_in
from articles.workflow import CHIEF, EDITOR, REPORTER
from newsroom.tests.browser import browser_page, needs_browser

ADD = "/quan-tri/articles/article/add/"


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def named(user, last, first):
    user.last_name, user.first_name = last, first
    user.save()
    return user


def rows(prefix, *values):
    """Return the fields of an inline's rows as a browser sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{n}-{key}": value for n, row in enumerate(values) for key, value in row.items()}


def new_story(**fields):
    story = {"headline": "Chợ phiên Kỳ Lừa", "standfirst": "Sáng nay.", "body": "<p>Chợ đông.</p>", "tags": ""}
    return story | rows("photos") | rows("bylines") | fields


@pytest.mark.django_db
def test_a_reporter_finds_their_own_name_under_a_new_story(at_desk, client):
    named(at_desk(REPORTER), "Hoàng Thu", "Hà")
    assert 'value="Hoàng Thu Hà"' in client.get(ADD).content.decode()


@pytest.mark.django_db
def test_who_is_known_as_an_author_signs_as_that(at_desk, client):
    Author.objects.create(name="Thu Hà", user=at_desk(EDITOR))
    assert 'value="Thu Hà"' in client.get(ADD).content.decode()


@pytest.mark.django_db
def test_an_editor_who_is_no_author_signs_nothing_unasked(at_desk, client):
    named(at_desk(EDITOR), "Nông Thị", "Lan")
    assert 'value="Nông Thị Lan"' not in client.get(ADD).content.decode()


@pytest.mark.django_db
def test_the_proposed_name_is_kept_as_it_stands_or_taken_away(at_desk, client):
    named(at_desk(REPORTER), "Hoàng Thu", "Hà")
    signed = {"name": "Hoàng Thu Hà", "author": "", "role": "text", "order": "1"}
    client.post(ADD, new_story(**rows("bylines", signed)))
    client.post(ADD, new_story(headline="Bài không ký", **rows("bylines", signed | {"name": ""})))
    first, second = Article.objects.order_by("pk")
    assert [byline.name for byline in first.bylines.all()] == ["Hoàng Thu Hà"]
    assert not second.bylines.exists()


@pytest.mark.django_db
def test_a_story_is_handed_in_from_the_page_where_it_is_begun(at_desk, client):
    at_desk(REPORTER)
    assert 'value="submit"' in client.get(ADD).content.decode()
    client.post(ADD, new_story(_move="submit"))
    assert Article.objects.get().status == Status.SUBMITTED


@pytest.mark.django_db
def test_who_only_reads_an_article_sees_its_text_and_no_markup(at_desk, client, make_article):
    article = make_article(status="submitted", published_at=None, created_by=at_desk(REPORTER))
    html = client.get(page_of(article)).content.decode()
    assert "<p>Các đại biểu đã thảo luận nhiều nội dung.</p>" in html
    assert "&lt;p&gt;" not in html


@pytest.mark.django_db
def test_the_log_calls_people_by_name(at_desk, client, make_article):
    user = named(at_desk(REPORTER), "Hoàng Thu", "Hà")
    article = make_article(status="draft", published_at=None, created_by=user)
    client.post(reverse("admin:articles_article_move", args=[article.pk]), {"_move": "submit"})
    assert "Hoàng Thu Hà · Gửi bài" in client.get(page_of(article)).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["otp_totp/totpdevice", "otp_static/staticdevice"])
def test_nobody_reads_the_secrets_of_second_factors_at_the_desk(client, place):
    client.force_login(get_user_model().objects.create_superuser("quantri", password="mat-khau-thu"))
    assert client.get(f"/quan-tri/{place}/").status_code in (302, 404)
    assert "otp_" not in client.get("/quan-tri/").content.decode()


@needs_browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 768])
def test_narrow_screens_have_a_menu_in_place_of_the_sidebar(live_server, make_user, make_article, width):
    make_article(created_by=None)
    with browser_page(viewport={"width": width, "height": 740}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        for address in (ADD, "/quan-tri/articles/article/"):
            page.goto(live_server.url + address)
            assert not page.is_visible("#nav-sidebar")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.focus(".desk-menu summary")
        page.keyboard.press("Enter")
        page.click(".desk-menu >> text=Lịch biên tập")
        assert page.inner_text("h1") == "Lịch biên tập"


@needs_browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_save_bar_of_a_phone_leaves_room_to_write(live_server, make_user):
    with browser_page(viewport={"width": 360, "height": 740}) as page:
        sign_in(page, live_server.url, make_user(REPORTER))
        page.goto(live_server.url + ADD)
        assert page.locator(".submit-row").bounding_box()["height"] < 74
        assert page.is_visible(".submit-row >> text=Gửi bài")


@needs_browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_step_that_lacks_its_reason_says_so_at_the_box(live_server, make_user, make_article):
    user = make_user(EDITOR)
    article = make_article(status="editing", published_at=None, held_by=user)
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, user)
        page.goto(live_server.url + page_of(article))
        page.fill("#id_headline", "Tít vừa sửa")
        page.click("button[value=send_back]")
        assert page.evaluate("document.activeElement.name") == "move_reason"
        assert page.input_value("#id_headline") == "Tít vừa sửa"
        page.fill("[name=move_reason]", "Thiếu nguồn")
        page.click("button[value=send_back]")
        page.wait_for_load_state()
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.RETURNED, "Tít vừa sửa")


@needs_browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_refused_is_where_one_is_taken(live_server, make_user, make_article):
    article = make_article()
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(live_server.url + page_of(article))
        page.fill("#id_standfirst", "Sáng nay, hàng trăm người về chợ.")
        page.select_option("#id_change_kind", "correction")
        page.click("input[name=_continue]")
        page.wait_for_load_state()
        assert page.evaluate("document.activeElement.name") == "change_wrong"
        assert page.is_visible(".errornote")


@needs_browser
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_leaving_with_unsaved_words_asks_first(live_server, make_user):
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(REPORTER))
        page.goto(live_server.url + ADD)
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.click("#id_headline")
        page.keyboard.type("Chưa lưu")
        page.goto(f"{live_server.url}/quan-tri/")
        assert asked == ["beforeunload"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "heading"),
    [("articles/citation", "Bài viết"), ("directives/directive", "Tên"), ("newsroom/tag", "Tên")],
)
def test_the_heads_of_lists_are_vietnamese(at_desk, client, make_article, place, heading):
    make_article("Tổng kết Nghị quyết số 22-NQ/TW, ngày 2/2/2008", tags=["Đại hội Đảng"])
    at_desk(CHIEF)
    html = client.get(f"/quan-tri/{place}/").content.decode()
    head = re.sub(r"<[^>]*>", " ", html.partition("<thead>")[2].partition("</thead>")[0])
    assert heading in " ".join(head.split())
    assert not re.search(r"\b(Name|Article)\b", head)
