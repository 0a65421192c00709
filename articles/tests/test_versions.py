"""Versions: every save is kept whole, told apart, compared, merged and brought back, for those who may see it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.urls import reverse

from articles import versions, workflow
from articles.citing import decide
from articles.finishing import finish
from articles.models import Article, ArticlePhoto, Status, Version
from articles.tests.test_desk import form_of, page
from articles.workflow import CHIEF, EDITOR, REPORTER, SECRETARY


def save(client, article, **changes):
    response = client.post(page(article), form_of(client.get(page(article))) | changes)
    assert response.status_code == 302, response.context["adminform"].form.errors
    article.refresh_from_db()


def address(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


# ---- keeping


def test_every_save_keeps_the_whole_article_with_who_and_what(at_desk, client, make_article, make_photo):
    user = at_desk(EDITOR)
    article = make_article(status="editing", captions=["Toàn cảnh"], tags=["Đại hội"])
    article.photos.update(photo=make_photo())
    save(client, article, headline="Tít mới", standfirst="Sapo mới.")
    last = article.versions.newest_first().first()
    assert (last.number, last.by, last.status) == (article.version, user, "editing")
    assert set(last.changed) == {"headline", "standfirst", "photos"}
    content = last.content
    assert content["headline"] == "Tít mới"
    assert content["section"]["name"] == "Xây dựng Đảng"
    assert content["tags"] == ["Đại hội"]
    assert [(row["order"], row["name"], row["role"]) for row in content["bylines"]] == [(1, "Hoàng Thu Hà", "text")]
    [photo] = content["photos"]
    assert (photo["caption"], photo["photo"]) == ("Toàn cảnh", article.photos.get().photo_id)


def test_a_save_that_changes_nothing_keeps_no_version(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article(status="editing")
    count = article.versions.count()
    save(client, article)
    assert article.versions.count() == count
    assert article.versions.in_force(article.version).content["headline"] == article.headline


def test_no_number_ever_means_two_texts(make_article):
    article = make_article("Tít trước")
    article.headline = "Tít do một lệnh sửa"
    article.save()
    finish([article])
    article.refresh_from_db()
    kept = {version.number: version.content["headline"] for version in article.versions.all()}
    assert kept == {1: "Tít trước", 2: "Tít do một lệnh sửa"}
    assert article.version == 2


def test_a_move_makes_no_new_text(make_article, make_user):
    user = make_user(CHIEF)
    article = make_article(status="awaiting_approval")
    workflow.move(article, "publish", user=user)
    finish([article])
    assert article.versions.count() == 1
    assert article.versions.get().was_public


def test_many_articles_are_kept_in_as_many_queries_as_one(make_article, django_assert_max_num_queries):
    articles = [make_article(f"Bài {number}", tags=["Chung"], captions=["Một"]) for number in range(12)]
    for article in articles:
        article.headline += " sửa"
        article.version += 1
    with django_assert_max_num_queries(12 + len(articles)):
        versions.keep(articles)
    assert Version.objects.filter(number=2).count() == 12


def test_new_articles_of_an_import_cost_no_query_each(make_article, django_assert_max_num_queries):
    articles = [make_article(f"Bài {number}", status="draft") for number in range(12)]
    Version.objects.all().delete()
    with django_assert_max_num_queries(12):
        versions.keep(articles)
    assert Version.objects.count() == 12


def test_what_readers_have_seen_is_never_deleted(make_article):
    article = make_article()
    for delete in (article.delete, article.versions.all().delete, article.versions.get().delete):
        with pytest.raises(ProtectedError):
            delete()
    Article.objects.filter(pk=article.pk).update(status="draft")
    with pytest.raises(ProtectedError):
        Article.objects.get(pk=article.pk).delete()
    assert article.versions.count() == 1


def test_a_draft_nobody_saw_goes_with_its_versions(make_article):
    make_article(status="draft").delete()
    assert not Version.objects.exists()


def test_a_version_takes_little_room(make_article):
    article = make_article(body="<p>Các đại biểu đã thảo luận nhiều nội dung quan trọng của tỉnh.</p>" * 60)
    assert len(article.versions.get().data) < 1500


# ---- who may see it


@pytest.mark.parametrize("door", ["history", "compare", "restore"])
def test_a_stranger_finds_no_door_to_the_history(at_desk, client, make_article, door):
    at_desk(REPORTER)
    article = make_article("Bài người khác", status="draft")
    for response in (client.get(address(door, article)), client.post(address(door, article), {"version": 1})):
        assert response.status_code == 404
        assert "Bài người khác" not in response.content.decode()


@pytest.mark.parametrize("door", ["history", "compare", "restore"])
def test_nobody_without_an_account_comes_in(client, make_article, door):
    response = client.get(address(door, make_article()))
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_staff_without_the_right_to_view_see_nothing(client, django_user_model, make_article):
    client.force_login(django_user_model.objects.create_user("ketoan", password="x", is_staff=True))
    assert client.get(address("history", make_article())).status_code == 404


# ---- reading


def test_the_history_tells_who_changed_what(at_desk, client, make_article):
    user = at_desk(EDITOR)
    article = make_article(status="editing")
    save(client, article, headline="Tít mới")
    html = client.get(address("history", article)).content.decode()
    assert user.username in html
    assert "tít" in html
    assert html.count('name="old"') == 2


@pytest.mark.parametrize("view", ["", "columns"])
def test_two_versions_are_compared_word_by_word(at_desk, client, make_article, view):
    at_desk(EDITOR)
    article = make_article(status="editing", body="<p>Các đại biểu thảo luận.</p><p>Hội nghị bế mạc.</p>", tags=["Cũ"])
    save(
        client,
        article,
        body="<p>Các đại biểu đã thảo luận.</p><p>Hội nghị bế mạc.</p>",
        tags='"Mới <b>"',
        **{"bylines-0-name": "Lý Văn Tài"},
    )
    html = client.get(address("compare", article), {"old": 1, "new": 2, "view": view}).content.decode()
    inserted = [text.split("</ins>")[0].split("</span>")[-1] for text in html.split("<ins>")[2:]]
    assert " đã" in inserted
    assert "Mới &lt;b&gt;" in html
    assert "Lý Văn Tài" in html
    assert "Hoàng Thu Hà" in html


def test_versions_that_are_not_there_are_not_found(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article()
    assert client.get(address("compare", article)).status_code == 200
    for query in ({"old": 7}, {"new": 7}, {"new": "9" * 30}, {"old": "x", "new": "1"}):
        assert client.get(address("compare", article), query).status_code in (200, 404)


def test_another_article_s_version_cannot_be_brought_in(at_desk, client, make_article):
    user = at_desk(EDITOR)
    article, other = make_article("Bài này", status="editing"), make_article("Bài kia", status="editing")
    with pytest.raises(PermissionDenied):
        versions.restore(article, other.versions.get(), by=user)


# ---- bringing back


def test_a_version_comes_back_whole_as_a_new_one(at_desk, client, make_article, make_photo):
    user = at_desk(EDITOR)
    article = make_article("Tít đầu", status="editing", captions=["Chú thích đầu"], tags=["Đầu"])
    article.photos.update(photo=make_photo())
    save(client, article, headline="Tít đầu hai")
    save(client, article, headline="Tít cuối", tags="Cuối", **{
        "bylines-0-name": "Lý Văn Tài", "photos-0-caption": "Chú thích cuối", "body": "<p>Khác.</p>"
    })  # fmt: skip
    response = client.post(address("restore", article), {"version": 2})
    assert response.status_code == 302
    article.refresh_from_db()
    assert article.headline == "Tít đầu hai"
    assert article.body == "<p>Các đại biểu đã thảo luận nhiều nội dung.</p>"
    assert [byline.name for byline in article.bylines.all()] == ["Hoàng Thu Hà"]
    assert [(place.caption, place.photo_id is None) for place in article.photos.all()] == [("Chú thích đầu", False)]
    assert [tag.name for tag in article.tags.all()] == ["Đầu"]
    newest = article.versions.newest_first().first()
    assert (newest.number, newest.restored_from, newest.by) == (article.version, 2, user)
    assert article.versions.count() == 4
    assert "Tít đầu hai" in Article.objects.get(pk=article.pk).headline


def test_status_dates_and_embargo_never_come_back(at_desk, make_article, make_user, now):
    user = make_user(SECRETARY)
    article = make_article("Tít đã in")
    shown = article.published_at
    Article.objects.filter(pk=article.pk).update(
        status=Status.EDITING, headline="Tít đang sửa", published_at=None, version=2, embargo_until=now
    )
    article.refresh_from_db()
    finish([article])
    versions.restore(article, article.versions.get(number=1), by=user)
    article.refresh_from_db()
    assert article.headline == "Tít đã in"
    assert (article.status, article.published_at, article.embargo_until) == (Status.EDITING, None, now)
    assert article.published_at != shown
    assert not Article.objects.published().filter(pk=article.pk).exists()


@pytest.mark.parametrize("group", workflow.GROUPS)
@pytest.mark.parametrize("status", Status)
def test_only_who_may_edit_it_where_it_stands_brings_a_version_back(at_desk, client, make_article, group, status):
    user = at_desk(group)
    article = make_article("Tít đầu", status=status, created_by=user)
    Article.objects.filter(pk=article.pk).update(headline="Tít sau", version=2)
    article.refresh_from_db()
    finish([article])
    allowed = workflow.may_edit(user, article)
    response = client.post(address("restore", article), {"version": 1})
    article.refresh_from_db()
    assert response.status_code == (302 if allowed else 403)
    assert article.headline == ("Tít đầu" if allowed else "Tít sau")
    assert article.status == status


def test_bringing_back_what_is_there_makes_no_version(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article(status="editing")
    client.post(address("restore", article), {"version": 1})
    assert article.versions.count() == 1


def test_people_sections_and_pictures_gone_since_leave_the_rest(make_article, make_user, make_photo):
    from articles.models import Author, Byline, Photo, Section

    user = make_user(CHIEF)
    article = make_article(status="editing", captions=["Ảnh cũ"])
    article.photos.update(photo=make_photo())
    article.bylines.update(author=Author.objects.create(name="Hoàng Thu Hà"))
    Article.objects.filter(pk=article.pk).update(section=Section.objects.create(name="Mục sẽ bỏ"))
    article.refresh_from_db()
    finish([article])
    old = article.versions.newest_first().first()
    ArticlePhoto.objects.all().delete()
    Byline.objects.all().delete()
    Article.objects.filter(pk=article.pk).update(section=Section.objects.get(name="Xây dựng Đảng"))
    Photo.objects.all().delete()
    Author.objects.all().delete()
    Section.objects.filter(name="Mục sẽ bỏ").delete()
    article.refresh_from_db()
    finish([article])
    versions.restore(article, old, by=user)
    article.refresh_from_db()
    assert article.section.name == "Xây dựng Đảng"
    assert article.bylines.get().name == "Hoàng Thu Hà"
    assert article.photos.get().is_waiting


def test_what_people_decided_of_citations_is_kept_and_comes_back(make_article, make_user):
    user = make_user(CHIEF)
    article = make_article(status="editing", body="<p>Sơ kết Chỉ thị số 36-CT/TW.</p>")
    decide(article.citations.get(), None)
    finish([article])
    article.refresh_from_db()
    old = article.versions.newest_first().first()
    assert [row["surface"] for row in old.content["citations"]] == [article.citations.get().surface]
    article.body, article.version = "<p>Không dẫn gì.</p>", article.version + 1
    article.save()
    finish([article])
    versions.restore(article, old, by=user)
    citation = article.citations.get()
    assert (citation.state, citation.decided) == ("rejected", True)
