"""Two people, one article: each sees the other, nothing unsaved is lost, and no save overwrites another."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, ArticlePhoto, Byline, Presence, WorkingCopy
from articles.models.working_copy import HERE_FOR
from articles.tests.test_desk import LIST, form_of, page
from articles.workflow import EDITOR, REPORTER, SECRETARY
from newsroom.tests.browser import browser_page, needs_browser


@pytest.fixture
def seated(make_user):
    """Return a way to get a browser at which a member of a group sits."""

    def sit(group):
        browser = Client()
        browser.user = make_user(group)
        browser.force_login(browser.user)
        return browser

    return sit


@pytest.fixture
def two(seated):
    return seated(SECRETARY), seated(EDITOR)


def url(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def opened(browser, article):
    return form_of(browser.get(page(article)))


def saved(response):
    return response.status_code == 302


# ---- merging


def test_changes_in_different_fields_are_both_kept_and_told(two, make_article):
    one, other = two
    article = make_article("Tít ban đầu", status="editing", tags=["Đại hội"])
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"headline": "Tít của người kia", "tags": '"Đại hội","Nhân sự"'})
    response = one.post(page(article), mine | {"standfirst": "Sapo của tôi.", "tags": '"Đại hội","Cơ sở"'}, follow=True)
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Tít của người kia", "Sapo của tôi.")
    assert {tag.name for tag in article.tags.all()} == {"Đại hội", "Nhân sự", "Cơ sở"}
    told = [str(message) for message in response.context["messages"] if message.level_tag == "warning"]
    assert len(told) == 1
    assert "tít" in told[0]
    assert "sapo" not in told[0]


def test_changes_in_different_paragraphs_are_both_kept(two, make_article):
    one, other = two
    first, last = "<p>Sáng nay, hội nghị khai mạc.</p>", "<p>Chiều nay, hội nghị bế mạc.</p>"
    article = make_article(status="editing", body=first + last)
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"body": first + "<p>Thêm của người kia.</p>" + last})
    assert saved(one.post(page(article), mine | {"body": first.replace("khai", "đã khai") + last}))
    article.refresh_from_db()
    assert article.body == first.replace("khai", "đã khai") + "<p>Thêm của người kia.</p>" + last


def test_one_paragraph_changed_by_both_shows_both_texts_and_keeps_the_rest_merged(two, make_article):
    one, other = two
    body = "<p>Sáng nay, hội nghị khai mạc.</p><p>Chiều nay, hội nghị bế mạc.</p>"
    article = make_article("Tít ban đầu", status="editing", body=body)
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {
        "headline": "Tít của người kia", "body": body.replace("Sáng nay", "Sáng 12/6").replace("bế mạc", "kết thúc")
    })  # fmt: skip
    response = one.post(page(article), mine | {"body": body.replace("Sáng nay", "Hôm nay")})
    assert not saved(response)
    assert "Sáng 12/6, hội nghị khai mạc." in response.content.decode()
    again = form_of(response)
    assert again["headline"] == "Tít của người kia"
    assert again["body"] == "<p>Hôm nay, hội nghị khai mạc.</p><p>Chiều nay, hội nghị kết thúc.</p>"
    assert saved(one.post(page(article), again))
    article.refresh_from_db()
    assert (article.headline, article.body) == ("Tít của người kia", again["body"])


def test_a_third_save_between_is_merged_too(two, make_article):
    one, other = two
    article = make_article("Tít ban đầu", status="editing")
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"headline": "Tít hai"})
    other.post(page(article), opened(other, article) | {"kicker": "Nhân sự"})
    assert saved(one.post(page(article), mine | {"standfirst": "Sapo của tôi."}))
    article.refresh_from_db()
    assert (article.headline, article.kicker, article.standfirst) == ("Tít hai", "Nhân sự", "Sapo của tôi.")


def test_signatures_and_photos_that_only_the_other_changed_stay_as_they_are(two, make_article):
    one, other = two
    article = make_article(status="editing", captions=["Một", "Hai"])
    mine, theirs = opened(one, article), opened(other, article)
    changes = {"bylines-0-name": "Lý Văn Tài", "photos-0-caption": "Một của người kia", "photos-1-DELETE": "on"}
    assert saved(other.post(page(article), theirs | changes))
    assert saved(one.post(page(article), mine | {"headline": "Tít của tôi"}))
    article.refresh_from_db()
    assert article.headline == "Tít của tôi"
    assert [byline.name for byline in article.bylines.all()] == ["Lý Văn Tài"]
    assert [place.caption for place in article.photos.all()] == ["Một của người kia"]


def test_signatures_that_only_i_changed_are_saved(two, make_article):
    one, other = two
    article = make_article(status="editing")
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"headline": "Tít của người kia"})
    assert saved(one.post(page(article), mine | {"bylines-0-name": "Lý Văn Tài"}))
    article.refresh_from_db()
    assert (article.headline, article.bylines.get().name) == ("Tít của người kia", "Lý Văn Tài")


def test_signatures_that_both_changed_are_asked_about(two, make_article):
    one, other = two
    article = make_article(status="editing", bylines=["Hoàng Thu Hà", "Nông Thị Mai"])
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"bylines-0-name": "Lý Văn Tài", "bylines-1-DELETE": "on"})
    response = one.post(page(article), mine | {"bylines-1-name": "Vi Văn Sơn", "headline": "Tít của tôi"})
    assert not saved(response)
    assert "Lý Văn Tài" in response.content.decode()
    article.refresh_from_db()
    assert [byline.name for byline in article.bylines.all()] == ["Lý Văn Tài"]
    again = form_of(response)
    assert saved(one.post(page(article), again))
    article.refresh_from_db()
    assert article.headline == "Tít của tôi"
    assert {byline.name for byline in article.bylines.all()} == {"Lý Văn Tài", "Vi Văn Sơn"}


def test_a_photo_added_by_each_stays(two, make_article):
    one, other = two
    article = make_article(status="editing")
    mine, theirs = opened(one, article), opened(other, article)
    row = {"photos-TOTAL_FORMS": 1, "photos-0-order": 1, "photos-0-article": article.pk}
    assert saved(other.post(page(article), theirs | row | {"photos-0-caption": "Của người kia"}))
    assert saved(one.post(page(article), mine | row | {"photos-0-caption": "Của tôi"}))
    assert {place.caption for place in ArticlePhoto.objects.filter(article=article)} == {"Của người kia", "Của tôi"}


def test_different_boxes_of_one_photo_are_both_kept(two, make_article):
    one, other = two
    article = make_article(status="editing", captions=["Một", "Hai", "Ba"])
    mine, theirs = opened(one, article), opened(other, article)
    assert saved(other.post(page(article), theirs | {"photos-0-caption": "Một sửa", "photos-2-DELETE": "on"}))
    changes = {"photos-0-credit": "Lý Văn Tài", "photos-1-DELETE": "on"}
    response = one.post(page(article), mine | changes, follow=True)
    assert [(place.caption, place.credit) for place in article.photos.all()] == [("Một sửa", "Lý Văn Tài")]
    assert "ảnh" in next(str(told) for told in response.context["messages"] if told.level_tag == "warning")


def test_one_caption_changed_by_both_is_asked_about_once(two, make_article):
    one, other = two
    article = make_article(status="editing", captions=["Một", "Hai"])
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"photos-1-caption": "Hai của người kia", "photos-0-credit": "Vi Văn Sơn"})
    response = one.post(page(article), mine | {"photos-1-caption": "Hai của tôi"})
    assert not saved(response)
    assert "Hai của người kia" in response.content.decode()
    assert saved(one.post(page(article), form_of(response)))
    kept = [(place.caption, place.credit) for place in article.photos.all()]
    assert kept == [("Một", "Vi Văn Sơn"), ("Hai của tôi", "")]


def test_both_changing_to_the_same_is_no_clash(two, make_article):
    one, other = two
    article = make_article("Tít ban đầu", status="editing")
    mine, theirs = opened(one, article), opened(other, article)
    other.post(page(article), theirs | {"headline": "Tít chung", "bylines-0-name": "Lý Văn Tài"})
    assert saved(one.post(page(article), mine | {"headline": "Tít chung", "bylines-0-name": "Lý Văn Tài"}))
    assert Byline.objects.get(article=article).name == "Lý Văn Tài"


# ---- presence


def look(browser, article, **data):
    response = browser.post(url("together", article), data)
    return response.json() if response.status_code == 200 else response.status_code


def test_each_sees_that_the_other_is_there(two, make_article, now):
    one, other = two
    article = make_article(status="editing")
    assert look(one, article)["people"] == []
    assert look(other, article, writing="1")["people"] == [{"name": one.user.username, "writing": False}]
    assert look(one, article)["people"] == [{"name": other.user.username, "writing": True}]
    look(other, article, leaving="1")
    assert look(one, article)["people"] == []


def test_who_was_not_heard_of_for_a_while_is_not_there(two, make_article, now):
    one, other = two
    article = make_article(status="editing")
    look(other, article)
    Presence.objects.update(seen_at=now - HERE_FOR - timedelta(seconds=5))
    assert look(one, article)["people"] == []


def test_an_open_page_learns_that_somebody_saved(two, make_article):
    one, other = two
    article = make_article(status="editing")
    other.post(page(article), opened(other, article) | {"headline": "Tít mới"})
    told = look(one, article)
    assert (told["version"], told["saved_by"]) == (2, other.user.username)


def test_presence_is_told_only_to_who_may_see_the_article(seated, client, make_article):
    article = make_article(status="draft")
    assert look(seated(REPORTER), article) == 404
    assert client.post(url("together", article)).status_code == 302
    assert seated(EDITOR).get(url("together", article)).status_code == 403
    assert not Presence.objects.exists()


# ---- unsaved text


def keep(browser, address, **fields):
    body = {"fields": {name: [value] for name, value in fields.items()}, "labels": {}, "opened_version": 1}
    return browser.post(address, json.dumps(body), content_type="application/json")


def test_unsaved_text_is_kept_offered_and_never_touches_the_article(seated, make_article):
    browser = seated(EDITOR)
    article = make_article("Tít đang lưu", status="editing")
    assert keep(browser, url("copy", article), headline="Tít chưa lưu").status_code == 200
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Tít đang lưu", 1)
    assert browser.get(page(article)).context["together"]["offered_at"]
    assert browser.get(url("copy", article)).json() == {
        "fields": {"headline": ["Tít chưa lưu"]}, "labels": {}, "opened_version": 1
    }  # fmt: skip
    assert browser.delete(url("copy", article)).status_code == 200
    assert not browser.get(page(article)).context["together"]["offered_at"]


def test_a_save_deletes_the_unsaved_text_of_its_person_alone(two, make_article):
    one, other = two
    article = make_article(status="editing")
    keep(one, url("copy", article), headline="Của tôi")
    keep(other, url("copy", article), headline="Của người kia")
    one.post(page(article), opened(one, article) | {"headline": "Của tôi"})
    assert WorkingCopy.objects.get().user == other.user
    assert other.get(page(article)).context["together"]["offered_at"]


def test_a_refused_save_leaves_the_unsaved_text(two, make_article):
    one, _other = two
    article = make_article(status="editing")
    keep(one, url("copy", article), headline="Của tôi")
    assert not saved(one.post(page(article), opened(one, article) | {"date_precision": "sai"}))
    assert WorkingCopy.objects.exists()


def test_the_text_of_a_new_article_is_kept_too(seated, section):
    browser = seated(REPORTER)
    address = reverse("admin:articles_article_new_copy")
    assert keep(browser, address, headline="Bài mới").status_code == 200
    keep(browser, address, headline="Bài mới hơn")
    assert WorkingCopy.objects.get().data["fields"] == {"headline": ["Bài mới hơn"]}
    assert browser.get(f"{LIST}add/").context["together"]["offered_at"]
    data = form_of(browser.get(f"{LIST}add/")) | {"headline": "Bài mới hơn", "section": section.pk}
    assert saved(browser.post(f"{LIST}add/", data))
    assert not WorkingCopy.objects.exists()


def test_a_report_that_arrives_after_the_save_is_not_offered(seated, make_article):
    browser = seated(EDITOR)
    article = make_article(status="editing")
    browser.post(page(article), opened(browser, article) | {"headline": "Đã lưu"})
    keep(browser, url("copy", article), headline="Đã lưu")
    assert not browser.get(page(article)).context["together"]["offered_at"]


def test_unsaved_text_is_one_s_own(two, make_article):
    one, other = two
    article = make_article(status="editing")
    keep(one, url("copy", article), headline="Của tôi")
    assert other.get(url("copy", article)).status_code == 404
    assert not other.get(page(article)).context["together"]["offered_at"]


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_unsaved_text_is_kept_only_by_who_may_edit(seated, make_article, method):
    reporter = seated(REPORTER)
    sent = make_article(status="submitted", created_by=reporter.user)
    other = make_article(status="draft")
    assert getattr(reporter, method)(url("copy", sent)).status_code == 403
    assert getattr(reporter, method)(url("copy", other)).status_code == 404
    assert not WorkingCopy.objects.exists()


NO_FORMS = (
    *("", "[]", "{", '{"fields": []}', '{"fields": {"a": "b"}}', '{"fields": {"a": [1]}}'),
    *('{"fields": {}, "opened_version": "1"}', '{"fields": {}, "labels": {"a": 1}}', '{"fields": {}, "labels": []}'),
)


@pytest.mark.parametrize("body", NO_FORMS)
def test_what_is_no_form_is_refused(seated, make_article, body):
    browser = seated(EDITOR)
    article = make_article(status="editing")
    assert browser.post(url("copy", article), body, content_type="application/json").status_code == 400


def test_a_copy_beyond_reason_is_refused(seated, make_article):
    browser = seated(EDITOR)
    article = make_article(status="editing")
    assert keep(browser, url("copy", article), body="x" * 5_000_000).status_code == 413
    assert Article.objects.get(pk=article.pk).body == article.body


# ---- at a real browser


def sign_in(browser, server, person):
    # The test's server shares its connection with the test: nothing may be under way when that ends.
    browser.context.route("**/together/", lambda route: route.abort())
    browser.goto(f"{server.url}/quan-tri/")
    browser.fill("#id_username", person.user.username)
    browser.fill("#id_password", "mat-khau-thu")
    browser.click("input[type=submit]")


@needs_browser
@pytest.mark.django_db(transaction=True)
def test_text_typed_without_a_connection_is_kept_and_sent_later(live_server, seated, make_article):
    editor = seated(EDITOR)
    article = make_article(status="editing")
    with browser_page() as browser:
        sign_in(browser, live_server, editor)
        browser.goto(live_server.url + page(article))
        browser.context.set_offline(True)
        browser.fill("#id_headline", "Gõ khi mất mạng")
        browser.wait_for_selector(".together-state.trouble")
        assert "Gõ khi mất mạng" in browser.evaluate("Object.values(localStorage).join()")
        with browser.expect_response(re.compile("working-copy")):
            browser.context.set_offline(False)
        browser.wait_for_selector(".together-state:not(.trouble)")
        assert "Gõ khi mất mạng" not in browser.evaluate("Object.values(localStorage).join()")
    assert WorkingCopy.objects.get().data["fields"]["headline"] == ["Gõ khi mất mạng"]
    article.refresh_from_db()
    assert article.headline != "Gõ khi mất mạng"


@needs_browser
@pytest.mark.django_db(transaction=True)
def test_a_closed_tab_loses_nothing(live_server, seated, make_article):
    editor = seated(EDITOR)
    article = make_article("Tít đang lưu", status="editing", body="<p>Sáng nay, hội nghị khai mạc.</p>")
    with browser_page() as page_one:
        sign_in(page_one, live_server, editor)
        page_one.goto(live_server.url + page(article))
        with page_one.expect_response(re.compile("working-copy")):
            page_one.fill("#id_headline", "Tít gõ dở")
            page_one.click(".ProseMirror[contenteditable=true]")
            page_one.keyboard.press("Control+End")
            page_one.keyboard.type(" Đông đủ.")
            page_one.click("#bylines-group .add-row a")
            page_one.fill("#id_bylines-1-name", "Vi Văn Sơn")
        page_two = page_one.context.new_page()
        page_one.close()
        page_two.goto(live_server.url + page(article))
        page_two.click("[data-act=take]")
        expect(page_two.locator("#id_headline")).to_have_value("Tít gõ dở")
        page_two.click("input[name=_continue]")
        page_two.wait_for_load_state()
        assert page_two.is_hidden(".together-offer")
    article.refresh_from_db()
    assert (article.headline, article.body) == ("Tít gõ dở", "<p>Sáng nay, hội nghị khai mạc. Đông đủ.</p>")
    assert [byline.name for byline in article.bylines.all()] == ["Hoàng Thu Hà", "Vi Văn Sơn"]
