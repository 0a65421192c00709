"""What an open form asks the desk: old encodings, typography, citations, links, pasted text, the preview."""

import json
from html import unescape

import pytest

from articles import own_links, writing
from articles.admin.writing_answers import ANSWERS
from articles.admin.writing_bounds import MAX_BYTES
from articles.finishing import finish
from articles.models import Article, Citation, Version, WorkingCopy
from articles.tests.test_pasting import pasted
from articles.workflow import CHIEF, GROUPS, REPORTER
from directives.models import Directive, Evidence

pytestmark = pytest.mark.django_db
TCVN3 = "§ång chÝ BÝ th­ TØnh ñy ph¸t biÓu chØ ®¹o t¹i héi nghÞ cña Uû ban nh©n d©n tØnh."
RIGHT = "Đồng chí Bí thư Tỉnh ủy phát biểu chỉ đạo tại hội nghị của Uỷ ban nhân dân tỉnh."
VNI = "Ñoàng chí Bí thö Tænh uûy phaùt bieåu chæ ñaïo taïi hoäi nghò"


@pytest.fixture
def ask(client):
    def send(what, article=None, **sent):
        where = f"{article.pk}/" if article else "add/"
        address = f"/quan-tri/articles/article/{where}writing/{what}/"
        return client.post(address, json.dumps(sent), content_type="application/json")

    return send


def applied(text, edits):
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def test_a_paragraph_in_an_old_encoding_is_told_and_converted_and_the_others_stay():
    texts = ["Tít đã đúng của bài báo", TCVN3, "Một đoạn bình thường đã viết bằng Unicode.", VNI]
    assert {place: name.split()[0].split("-")[0] for place, name in writing.old_encodings(texts).items()} == {
        1: "TCVN3",
        3: "VNI",
    }
    found = writing.conversion(texts)
    assert found[0] == found[2] == []
    assert applied(TCVN3, found[1]) == RIGHT
    assert applied(VNI, found[3]) == "Đồng chí Bí thư Tỉnh ủy phát biểu chỉ đạo tại hội nghị"


def test_the_reading_tells_what_each_mention_is_before_anything_is_saved(at_desk, ask, make_article):
    make_article(body="<p>Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>")
    known = Directive.objects.get()
    before = (Directive.objects.count(), Evidence.objects.count(), Citation.objects.count())
    at_desk(REPORTER)
    blocks = [
        "Mở đầu.",
        "Theo Chỉ thị số 36-CT/TW, ngày 30/5/2014 và Kết luận số 99-KL/TW, ngày 1/2/2021 của Bộ Chính trị",
    ]
    citations = ask("reading", headline=["Tít"], standfirst=["Sapo"], blocks=blocks, captions=[]).json()["citations"]
    assert [(each["state"], each["block"]) for each in citations] == [("settled", 1), ("new", 1)]
    assert citations[0]["name"] == known.full_name
    assert blocks[1][citations[0]["start"] : citations[0]["end"]] == citations[0]["surface"]
    assert (Directive.objects.count(), Evidence.objects.count(), Citation.objects.count()) == before


def test_what_an_editor_decided_of_a_mention_holds_while_typing(at_desk, ask, make_article):
    from articles.citing import decide

    article = make_article(body="<p>Theo Chỉ thị số 36-CT/TW, ngày 30/5/2014.</p>")
    decide(article.citations.get(), None)
    at_desk(CHIEF)
    found = ask("reading", article, blocks=["Theo Chỉ thị số 36-CT/TW, ngày 30/5/2014."]).json()
    assert found["citations"] == []


def test_the_reading_warns_of_old_encodings_by_place(at_desk, ask):
    at_desk(REPORTER)
    told = ask("reading", headline=["Tít"], blocks=["Đoạn đúng của bài", TCVN3], captions=[VNI]).json()["encodings"]
    assert list(told) == ["blocks", "captions"]
    assert list(told["blocks"]) == ["1"]


def test_typography_comes_as_edits_and_samples(at_desk, ask):
    at_desk(REPORTER)
    texts = ['Ông nói : "Hoà bình"', "Số 22 - NQ/TW"]
    answer = ask("tidy", texts=texts).json()
    assert applied(texts[0], answer["edits"][0]) == "Ông nói: “Hòa bình”"
    assert answer["edits"][1] == []
    assert answer["count"] == 4
    assert answer["samples"][0]["sample"][:3] == ["Ông nói", " ", ""]


def test_pasted_word_comes_back_clean_and_saves_the_same_through_the_form(at_desk, ask, client, make_article):
    at_desk(CHIEF)
    answer = ask("paste", html=pasted("word.html")).json()
    assert answer["pictures"] == 1
    assert "Mso" not in answer["html"]
    assert "<ul>" in answer["html"]
    from articles.admin.forms import ArticleForm

    form = ArticleForm({"body": pasted("word.html")})
    form.full_clean()
    assert form.cleaned_data["body"] == answer["html"]


def test_articles_are_proposed_by_their_name_without_marks(at_desk, ask, make_article):
    public = make_article("Đồng chí Bí thư thăm Móng Cái")
    other = make_article("Đồng chí khác, bài chưa đăng", status="draft", published_at=None)
    user = at_desk(REPORTER)
    own = make_article("Đồng chí của tôi", status="draft", published_at=None, created_by=user)
    items = ask("articles", q="dong chi").json()["items"]
    assert {item["href"] for item in items} == {own_links.address_of(public), own_links.address_of(own)}
    assert own_links.address_of(other) not in {item["href"] for item in items}
    assert {item["public"] for item in items} == {True, False}
    [found] = ask("articles", q=f"https://bao.vn{public.get_absolute_url()}").json()["items"]
    assert found["text"] == public.headline
    assert ask("articles", own, q=f"/bai/{other.pk}/").json()["items"] == []


def test_a_link_follows_renames_and_is_text_until_its_article_is_out(client, make_article):
    target = make_article("Tít mật chưa đăng", status="draft", published_at=None)
    address = own_links.address_of(target)
    article = make_article("Bài có liên kết", body=f'<p>Đọc <a href="{address}">bài <em>trước</em></a> nhé.</p>')
    page = client.get(article.get_absolute_url()).content.decode()
    assert "Đọc bài <em>trước</em> nhé." in page
    assert "tit-mat" not in page
    assert address not in page
    assert client.get(address).status_code == 404
    assert address not in client.get("/rss.xml").content.decode()

    Article.objects.filter(pk=target.pk).update(status="published", published_at=article.published_at)
    target.refresh_from_db()
    target.headline = "Tít mới"
    target.save()
    finish([target])
    page = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{target.get_absolute_url()}">bài <em>trước</em></a>' in page
    assert client.get(address)["Location"] == target.get_absolute_url()
    article.refresh_from_db()
    assert address in article.body


def test_the_preview_is_the_page_the_save_would_make(at_desk, ask, make_article, make_photo):
    article = make_article(captions=["Cũ"], body="<p>Cũ</p>")
    at_desk(CHIEF)
    photo = make_photo()
    before = (Version.objects.count(), WorkingCopy.objects.count(), Article.objects.values_list("version").get())
    fields = {
        "headline": "Tít đang gõ",
        "standfirst": "Sapo đang gõ",
        "body": '<p>Một</p><p>[ảnh 1]</p><aside class="box"><p>Hộp</p></aside><p>Số 36-CT/TW</p><script>x</script>',
        "photos-0-order": "1",
        "photos-0-photo": str(photo.pk),
        "photos-0-caption": "Chú thích đang gõ",
        "photos-1-order": "2",
        "photos-1-caption": "Bỏ",
        "photos-1-DELETE": "on",
        "bylines-0-name": "Hà",
    }
    response = ask("preview", article, fields=fields)
    page = unescape(response.content.decode())
    assert all(text in page for text in ("Tít đang gõ", "Sapo đang gõ", "Chú thích đang gõ", "<li>Hà</li>", "Hộp"))
    assert f"/anh/{photo.pk}-" in page
    assert not any(text in page for text in ("Bỏ", "<script", "Cũ"))
    assert "no-store, private" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    after = (Version.objects.count(), WorkingCopy.objects.count(), Article.objects.values_list("version").get())
    assert before == after


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("what", ANSWERS)
def test_only_who_sees_an_article_may_ask_about_it(at_desk, ask, client, make_article, group, what):
    hidden = make_article(status="draft", published_at=None)
    address = f"/quan-tri/articles/article/{hidden.pk}/writing/{what}/"
    assert client.post(address, "{}", content_type="application/json").status_code == 302
    user = at_desk(group)
    sees = client.get(f"/quan-tri/articles/article/{hidden.pk}/change/").status_code == 200
    assert (ask(what, hidden).status_code in (200, 400)) == sees
    if not sees:
        assert ask(what, hidden).status_code in (302, 403, 404)
    may_add = user.has_perm("articles.add_article")
    assert (ask(what).status_code in (200, 400)) == may_add


@pytest.mark.parametrize("what", ANSWERS)
@pytest.mark.parametrize("body", ["", "[]", "{", '{"texts": 1, "fields": [], "q": [], "html": 7, "headline": "x"}'])
def test_what_is_no_question_is_refused(at_desk, client, what, body):
    at_desk(CHIEF)
    address = f"/quan-tri/articles/article/add/writing/{what}/"
    assert client.post(address, body, content_type="application/json").status_code == 400
    assert client.get(address).status_code == 405
    huge = json.dumps({"texts": ["x" * MAX_BYTES]})
    assert client.post(address, huge, content_type="application/json").status_code == 413


ODD = [
    '{"q": "\\ud800", "texts": ["\\udfff"], "html": "\\ud800", "headline": ["\\ud800"], '
    '"fields": {"headline": "\\ud800"}}',
    '{"q": ' + "[" * 100_000 + "]" * 100_000 + "}",
    '{"q": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
    '{"q": ' + "9" * 10_000 + "}",
]


@pytest.mark.parametrize("what", ANSWERS)
@pytest.mark.parametrize("body", ODD, ids=["half a character", "deep list", "deep object", "long number"])
def test_what_no_form_sends_is_refused_and_breaks_nothing(at_desk, client, what, body):
    at_desk(CHIEF)
    address = f"/quan-tri/articles/article/add/writing/{what}/"
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_other_sites_cannot_ask(make_user):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(CHIEF))
    response = strict.post("/quan-tri/articles/article/add/writing/tidy/", "{}", content_type="application/json")
    assert response.status_code == 403


def test_an_address_that_is_no_article_leads_away_instead_of_failing(at_desk, client):
    at_desk(CHIEF)
    assert client.get("/quan-tri/articles/article/5/change/widgets.css/change/").status_code == 302
