"""A picture withdrawn everywhere: gone from readers at once and whole, given back as it was, remembered by articles."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from articles import previews
from articles.finishing import finish
from articles.models import Photo, Seal, Version
from articles.photo_withdrawal import may_withdraw, reinstate, withdraw
from articles.sealing import seal
from articles.tests.test_photo_upload import JSON, UPLOAD
from articles.tests.test_picture_files import scene, upload
from articles.tests.test_public_walk import START, body_of, walk
from articles.workflow import CHIEF, EDITOR, REPORTER, SECRETARY, may_change_photo
from newsroom import edition

SECRET = "zuanhgo"
REASON = "Người trong ảnh yêu cầu"


def page_of(photo):
    return f"/quan-tri/articles/photo/{photo.pk}/withdraw/"


@pytest.fixture
def story(make_article, make_photo):
    """A published article whose first photo is to be withdrawn, and whose second stays."""
    article = make_article(
        "Phiên chợ cuối năm",
        captions=[f"Chú thích {SECRET}", "Chợ Kỳ Lừa"],
        body="<p>Đầu.</p><p>[ảnh 1]</p><p>Giữa.</p><p>[ảnh 2]</p>",
    )
    first, second = article.photos.order_by("order")
    first.photo = make_photo(file=upload(scene(1)), alt=f"Mô tả {SECRET}", credit=SECRET)
    second.photo = make_photo(file=upload(scene(2)), alt="Chợ")
    first.save()
    second.save()
    finish([article])
    article.refresh_from_db()
    return article


@pytest.fixture
def chief(make_user):
    return make_user(CHIEF)


def test_no_public_address_shows_anything_of_it(story, chief, client):
    photo = story.lead_photo
    forms = [f"/anh/{photo.pk}-{width}.{form}" for width in (320, 640) for form in ("webp", "avif", "jpg")]
    share = f"/anh/{photo.pk}-chia-se-50x50.jpg"
    for address in [*forms, share, story.get_absolute_url(), "/", "/rss.xml"]:
        assert client.get(address).status_code == 200, address
    withdraw([photo], by=chief, reason=REASON)
    for address in [*forms, share]:
        response = client.get(address)
        assert response.status_code == 410, address
        assert response["Cache-Control"] == "no-store"
    feeds = ["/rss.xml", "/atom.xml", "/feed.json", f"/api/articles/{story.pk}/", f"/api/articles/?q={SECRET}"]
    for address, response in walk(client, [*START, *feeds, story.get_absolute_url(), f"/tim-kiem/?q={SECRET}"]):
        told = body_of(response).decode("utf-8", "ignore").lower()
        told = told.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "").replace(f"“{SECRET}”", "")
        assert f"/anh/{photo.pk}-" not in told, address
        if "?q=" not in address:
            assert SECRET not in told, address


def test_the_article_stays_and_its_next_picture_leads(story, chief, client):
    first, second = story.lead_photo, story.photos.get(order=2).photo
    withdraw([first], by=chief, reason=REASON)
    story.refresh_from_db()
    assert story.lead_photo == second
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.count("<figure") == 1
    assert "bổ sung" not in page
    assert "[ảnh" not in page
    assert f"/anh/{second.pk}-chia-se-50x50.jpg" in page


def test_without_any_picture_left_a_link_shows_the_drawn_headline(make_article, make_photo, chief, client):
    article = make_article(captions=["Chợ"])
    article.photos.update(photo=make_photo())
    finish([article])
    withdraw([article.photos.get().photo], by=chief, reason=REASON)
    page = client.get(article.get_absolute_url()).content.decode()
    assert f"/anh/bai-{article.pk}-" in page
    assert "<figure" not in page


def test_it_comes_back_as_it_was(story, chief, client):
    photo, before = story.lead_photo, story.body_html
    withdraw([photo], by=chief, reason=REASON)
    reinstate([photo], by=chief, reason="Đã thỏa thuận")
    story.refresh_from_db()
    assert (story.body_html, story.lead_photo) == (before, photo)
    assert client.get(f"/anh/{photo.pk}-320.webp").status_code == 200


def test_every_article_remembers_who_did_it_and_why(story, chief, client):
    withdraw([story.lead_photo], by=chief, reason=f"  {REASON} ")
    reinstate([story.photos.get(order=1).photo], by=chief, reason="Đã thỏa thuận")
    moves = list(story.moves.order_by("id").values_list("name", "by", "reason", "source", "target"))
    assert moves == [
        ("withdraw_photo", chief.pk, REASON, "published", "published"),
        ("reinstate_photo", chief.pk, "Đã thỏa thuận", "published", "published"),
    ]
    client.force_login(chief)
    page = client.get(f"/quan-tri/articles/article/{story.pk}/history/").content.decode()
    assert "Gỡ ảnh" in page
    assert REASON in page


@pytest.mark.django_db(transaction=True)
def test_kept_pages_end_with_it(story, chief):
    before = edition.current().number
    withdraw([story.lead_photo], by=chief, reason=REASON)
    assert edition.current().number > before


def test_what_was_sealed_stays_sealed_and_what_readers_get_now_is_sealed_too(story, chief):
    seal(story)
    photo = story.lead_photo
    withdraw([photo], by=chief, reason=REASON)
    first, last = [row.sealed for row in story.seals.order_by("number")]
    assert [one["photo"] for one in first["photos"]] == [photo.pk, story.photos.get(order=2).photo_id]
    assert [one["photo"] for one in last["photos"]] == [story.photos.get(order=2).photo_id]


def test_a_preview_for_people_outside_does_not_show_it(make_article, make_photo, chief, client):
    article = make_article(status="draft", captions=[SECRET], created_by=chief)
    photo = make_photo()
    article.photos.update(photo=photo)
    finish([article])
    address = previews.address_of(previews.share(article, by=chief)).removeprefix("http://127.0.0.1:8000")
    picture = f"{address}anh/{photo.pk}-320.webp"
    assert client.get(picture).status_code == 200
    withdraw([photo], by=chief, reason=REASON)
    assert client.get(picture).status_code == 410
    assert SECRET not in client.get(address).content.decode()


def test_a_later_save_and_a_later_article_do_not_bring_it_back(story, chief, make_article, client):
    photo = story.lead_photo
    withdraw([photo], by=chief, reason=REASON)
    other = make_article("Bài khác", captions=["Ảnh cũ"])
    other.photos.update(photo=photo)
    finish([story, other])
    for article in (story, other):
        article.refresh_from_db()
        assert f"/anh/{photo.pk}-" not in article.body_html
        assert article.lead_photo != photo
    assert client.get(f"/anh/{photo.pk}-320.webp").status_code == 410


def test_it_is_no_secret_which_pictures_were_never_public(make_photo, chief, client):
    photo = make_photo()
    withdraw([photo], by=chief, reason=REASON)
    assert client.get(f"/anh/{photo.pk}-320.webp").status_code == 404


@pytest.mark.parametrize("form", ["ninjs", "nitf", "wxr", "csv"])
def test_exports_for_others_leave_it_out(story, chief, tmp_path, form):
    withdraw([story.lead_photo], by=chief, reason=REASON)
    call_command("export_articles", str(tmp_path / "exported"), format=form, stdout=io.StringIO())
    written = (tmp_path / "exported").read_text(encoding="utf-8")
    assert "Phiên chợ cuối năm" in written
    assert SECRET not in written
    assert f"/anh/{story.lead_photo_id}-" not in written


# ---- who may, through every door


@pytest.mark.parametrize(("group", "may"), [(REPORTER, False), (EDITOR, False), (SECRETARY, False), (CHIEF, True)])
def test_only_who_withdraws_articles_withdraws_pictures(story, group, may, at_desk, client):
    user, photo = at_desk(group), story.lead_photo
    assert may_withdraw(user) is may
    assert client.get(page_of(photo)).status_code == (200 if may else 403)
    assert ("/withdraw/" in client.get(f"/quan-tri/articles/photo/{photo.pk}/change/").content.decode()) is may
    assert client.post(page_of(photo), {"reason": REASON}).status_code == (302 if may else 403)
    photo.refresh_from_db()
    assert photo.is_withdrawn is may
    if not may:
        with pytest.raises(PermissionDenied):
            withdraw([photo], by=user, reason=REASON)
        with pytest.raises(PermissionDenied):
            reinstate([photo], by=user, reason=REASON)


@pytest.mark.parametrize(("group", "may"), [(REPORTER, False), (EDITOR, False), (SECRETARY, False), (CHIEF, True)])
def test_a_withdrawn_picture_is_described_and_given_back_by_the_same_people(
    story, chief, group, may, make_user, client
):
    photo = story.lead_photo
    withdraw([photo], by=chief, reason=REASON)
    photo.refresh_from_db()
    user = make_user(group)
    client.force_login(user)
    assert may_change_photo(user, photo) is may
    client.post(f"/quan-tri/articles/photo/{photo.pk}/change/", {"caption": "Khác", "focal_x": 1, "focal_y": 1})
    client.post(f"/quan-tri/articles/photo/{photo.pk}/delete/", {"post": "yes"})
    client.post(page_of(photo), {"reason": "Đưa lại"})
    photo.refresh_from_db()
    assert (photo.caption == "Khác") is may
    assert photo.is_withdrawn is not may


def test_readers_cannot_ask_for_it(story, client):
    assert client.post(page_of(story.lead_photo), {"reason": REASON}).status_code == 302
    assert not Photo.objects.exclude(withdrawn_at=None).exists()


def test_looking_at_the_page_withdraws_nothing(story, at_desk, client):
    at_desk(CHIEF)
    client.get(page_of(story.lead_photo))
    assert not Photo.objects.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_always_given(story, at_desk, client, reason):
    user = at_desk(CHIEF)
    with pytest.raises(ValidationError):
        withdraw([story.lead_photo], by=user, reason=reason)
    page = client.post(page_of(story.lead_photo), {"reason": reason}).content.decode()
    assert "Hãy nêu lý do" in page or "lý do" in page.lower()
    assert not Photo.objects.exclude(withdrawn_at=None).exists()


def test_the_chosen_likes_go_with_it_and_no_others(story, at_desk, client, make_photo):
    at_desk(CHIEF)
    photo = story.lead_photo
    like = [make_photo(file=upload(scene(1).resize(size))) for size in ((400, 300), (640, 480))]
    far = make_photo(file=upload(scene(9)))
    client.post(page_of(photo), {"reason": REASON, "like": [str(like[0].pk), str(far.pk), "x", "99999999"]})
    assert set(Photo.objects.exclude(withdrawn_at=None)) == {photo, like[0]}


def test_a_withdrawn_picture_is_not_proposed_and_its_bytes_are_refused(story, chief, client):
    photo = story.lead_photo
    withdraw([photo], by=chief, reason=REASON)
    client.force_login(chief)
    address = "/quan-tri/autocomplete/?app_label=articles&model_name=articlephoto&field_name=photo&term="
    assert str(photo.pk) not in [one["id"] for one in client.get(f"{address}{SECRET}").json()["results"]]
    answer = client.post(UPLOAD, {"files": [upload(scene(1))]}, **JSON).json()
    assert answer["photos"] == []
    assert REASON in answer["refused"][0]["reason"]
    again = client.post(UPLOAD, {"files": [upload(scene(1).resize((400, 300)))]}, **JSON).json()
    assert again["photos"][0]["like"][0]["is_withdrawn"] is True


# ---- the focus


def test_another_focus_has_another_address_and_the_old_one_leads_there(story, at_desk, client):
    at_desk(CHIEF)
    photo = story.lead_photo
    client.get(f"/anh/{photo.pk}-chia-se-50x50.jpg")
    data = {"caption": "", "credit": SECRET, "alt": "Mô tả", "taken_in": "", "focal_x": 10, "focal_y": 90}
    client.post(f"/quan-tri/articles/photo/{photo.pk}/change/", data)
    client.logout()
    page = client.get(story.get_absolute_url()).content.decode()
    assert f"/anh/{photo.pk}-chia-se-10x90.jpg" in page
    old = client.get(f"/anh/{photo.pk}-chia-se-50x50.jpg")
    assert (old.status_code, old["Location"]) == (302, f"/anh/{photo.pk}-chia-se-10x90.jpg")
    front = client.get("/").content.decode()
    assert 'class="picture x10 y90"' in front


def test_what_is_cut_out_keeps_the_focus_in_sight(make_photo):
    from django.core.files.storage import default_storage
    from PIL import Image

    from articles.renditions import share

    picture = Image.new("RGB", (900, 1600), "white")
    picture.paste((200, 0, 0), (0, 1500, 900, 1600))
    photo = make_photo(file=upload(picture), focal_x=50, focal_y=100)
    with default_storage.open(share(photo)) as file:
        image = Image.open(file)
        assert image.size == (900, 472)
        red, green, _blue = image.getpixel((450, 465))
    assert red > 150 > 60 > green


def test_changed_words_are_on_the_page_at_once(story, at_desk, client):
    at_desk(CHIEF)
    photo = story.lead_photo
    data = {"caption": "", "credit": "Nông Minh", "alt": "Người đi chợ", "taken_in": "", "focal_x": 50, "focal_y": 50}
    client.post(f"/quan-tri/articles/photo/{photo.pk}/change/", data)
    client.logout()
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Ảnh: Nông Minh" in page
    assert 'alt="Người đi chợ"' in page


def test_our_own_export_carries_the_withdrawal_to_another_newsroom(story, chief, tmp_path):
    photo = story.lead_photo
    withdraw([photo], by=chief, reason=REASON)
    files, out = str(tmp_path / "pictures"), tmp_path / "archive.jsonl"
    call_command("export_articles", str(out), format="jsonl", media=files, stdout=io.StringIO())
    for kept in (Version.objects.all(), Seal.objects.all()):
        kept._raw_delete(kept.db)
    story.delete()
    Photo.objects.all().delete()
    call_command("import_articles", str(out), media=[files], stdout=io.StringIO())
    again = Photo.objects.get(sha256=photo.sha256)
    assert (again.withdrawn_reason, again.is_withdrawn) == (REASON, True)
    article = again.places.get().article
    assert article.lead_photo != again
    assert f"/anh/{again.pk}-" not in article.body_html
