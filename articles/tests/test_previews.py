"""Private preview links open one article, for a while, to whoever holds one, and leave no trace for others."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import previews
from articles.finishing import finish
from articles.models import Article, PreviewLink, Status
from articles.tests.test_desk import page
from articles.workflow import EDITOR, REPORTER, SECRETARY


@pytest.fixture
def reporter(make_user):
    return make_user(REPORTER)


@pytest.fixture
def draft(make_article, reporter, make_photo):
    article = make_article(
        "Bài chờ ông Tài đọc", status="draft", created_by=reporter, captions=["Toàn cảnh"], published_at=None
    )
    article.photos.update(photo=make_photo(credit="Lý Văn Tài"))
    finish([article])
    article.refresh_from_db()
    return article


@pytest.fixture
def link(draft, reporter):
    return previews.share(draft, by=reporter, note="Ông Tài, Sở Y tế")


def opened(client, link):
    return client.get(reverse("preview", args=[previews.token_of(link)]))


def test_a_link_shows_the_article_to_someone_without_an_account(client, link):
    response = opened(client, link)
    html = response.content.decode()
    assert response.status_code == 200
    assert "Bài chờ ông Tài đọc" in html
    assert "preview-mark" in html


def test_a_preview_is_never_cached_indexed_or_told_of(client, link):
    response = opened(client, link)
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_every_use_is_counted(client, link):
    opened(client, link)
    opened(client, link)
    link.refresh_from_db()
    assert link.uses == 2
    assert link.last_used_at is not None


def test_pictures_of_the_article_are_seen_through_the_link_alone(client, link, draft, make_photo):
    photo = draft.photos.get().photo
    token = previews.token_of(link)
    address = reverse("preview-photo", args=[token, photo.pk, 320, "webp"])
    html = opened(client, link).content.decode()
    assert address in html
    assert f'"/anh/{photo.pk}-' not in html
    response = client.get(address)
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "no-store, private"
    assert client.get(f"/anh/{photo.pk}-320.webp").status_code == 404
    assert client.get(reverse("preview-photo", args=[token, make_photo().pk, 320, "webp"])).status_code == 404
    assert client.get(reverse("preview-photo", args=[token, photo.pk, 333, "webp"])).status_code == 404


def test_a_link_that_we_did_not_sign_opens_nothing(client, link):
    token = previews.token_of(link)
    for forged in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", link.key, f"{link.key}.", "." + token):
        response = client.get(reverse("preview", args=[forged]))
        assert response.status_code == 404
        assert "Bài chờ ông Tài đọc" not in response.content.decode()
        assert response["Cache-Control"] == "no-store, private"


def dead(client, link):
    photo = link.article.photos.get().photo
    picture = client.get(reverse("preview-photo", args=[previews.token_of(link), photo.pk, 320, "webp"]))
    response = opened(client, link)
    return (
        response.status_code == picture.status_code == 410
        and response["Cache-Control"] == "no-store, private"
        and link.article.headline not in response.content.decode()
    )


def test_a_link_dies_after_its_time(client, link, now):
    assert now + timedelta(hours=47) < link.expires_at < now + timedelta(hours=49)
    PreviewLink.objects.update(expires_at=now)
    assert dead(client, link)


def test_a_revoked_link_is_dead(client, link, make_user):
    previews.revoke(link, by=make_user(EDITOR))
    assert dead(client, link)
    link.refresh_from_db()
    assert link.uses == 0


def test_a_link_dies_when_its_article_is_taken_down(client, link):
    Article.objects.filter(pk=link.article_id).update(status=Status.WITHDRAWN)
    assert dead(client, link)


@pytest.mark.parametrize("change", [{"is_active": False}, {}])
def test_a_link_dies_when_its_maker_may_not_see_the_article_any_more(client, link, reporter, change):
    for field, value in change.items():
        setattr(reporter, field, value)
    reporter.save()
    if not change:
        Article.objects.filter(pk=link.article_id).update(created_by=None)
    assert dead(client, link)


def test_once_published_the_link_leads_to_the_public_page(client, link, now):
    hour = timedelta(hours=1)
    Article.objects.filter(pk=link.article_id).update(status=Status.PUBLISHED, published_at=now - hour)
    response = opened(client, link)
    assert response.status_code == 302
    assert response["Location"] == Article.objects.get(pk=link.article_id).get_absolute_url()
    assert response["Cache-Control"] == "no-store, private"


def test_an_embargoed_article_stays_a_preview(client, link, now):
    hour = timedelta(hours=1)
    Article.objects.filter(pk=link.article_id).update(
        status=Status.PUBLISHED, published_at=now - hour, embargo_until=now + hour
    )
    assert opened(client, link).status_code == 200


def test_hours_are_kept_within_reason(draft, reporter, now):
    assert previews.share(draft, by=reporter, hours=9999).expires_at < now + timedelta(days=15)
    assert previews.share(draft, by=reporter, hours=0).expires_at > now


# ---- at the desk


def post(client, name, article, **data):
    return client.post(reverse(f"admin:articles_article_{name}", args=[article.pk]), data)


def test_a_link_is_made_and_ended_on_the_page_of_its_article(client, draft, reporter):
    client.force_login(reporter)
    post(client, "share", draft, note="  Bà  Hạnh ", hours="24")
    link = PreviewLink.objects.get()
    assert (link.note, link.created_by) == ("Bà Hạnh", reporter)
    assert previews.address_of(link) in client.get(page(draft)).content.decode()
    post(client, "revoke", draft, link=link.pk)
    link.refresh_from_db()
    assert (link.is_live(), link.revoked_by) == (False, reporter)
    assert previews.address_of(link) not in client.get(page(draft)).content.decode()


def test_who_may_not_see_the_article_can_neither_make_nor_end_a_link(client, draft, link, make_user):
    client.force_login(make_user(REPORTER))
    assert post(client, "share", draft).status_code == 404
    assert post(client, "revoke", draft, link=link.pk).status_code == 404
    with pytest.raises(PermissionDenied):
        previews.share(draft, by=make_user(REPORTER))
    assert PreviewLink.objects.live().count() == 1


def test_a_link_is_ended_only_through_its_own_article(client, link, make_article, make_user):
    client.force_login(make_user(SECRETARY))
    assert post(client, "revoke", make_article(), link=link.pk).status_code == 404
    assert post(client, "revoke", link.article, link="x").status_code == 404
    assert PreviewLink.objects.live().exists()


def test_links_are_made_by_post_alone(client, draft, reporter):
    client.force_login(reporter)
    assert client.get(reverse("admin:articles_article_share", args=[draft.pk])).status_code == 403
    assert not PreviewLink.objects.exists()
