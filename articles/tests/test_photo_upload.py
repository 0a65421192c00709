"""Pictures that come many at once: each file for itself, through one door, and no article changes by it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import near
from articles.models import Photo
from articles.models.photo import bands_of
from articles.tests.test_picture_files import XMP, bytes_of, scene, upload
from articles.workflow import CHIEF, EDITOR, REPORTER, SECRETARY
from newsroom import edition

UPLOAD = "/quan-tri/articles/photo/upload/"
JSON = {"HTTP_ACCEPT": "application/json"}
BROKEN = b"\xff\xd8\xff\xe0" + bytes(500)


def broken(name="hong.jpg"):
    return SimpleUploadedFile(name, BROKEN)


@pytest.mark.parametrize("group", [REPORTER, EDITOR, SECRETARY, CHIEF])
def test_everybody_who_writes_brings_pictures(group, at_desk, client):
    user = at_desk(group)
    answer = client.post(UPLOAD, {"files": [upload(scene(), xmp=XMP.encode())]}, **JSON).json()
    (told,) = answer["photos"]
    photo = Photo.objects.get(pk=told["id"])
    assert (photo.uploaded_by, photo.taken_in) == (user, "Lạng Sơn")
    assert (told["caption"], told["credit"]) == ("Chợ phiên Kỳ Lừa", "Nông Minh")
    assert told["taken"] == "12/6/2018, Lạng Sơn" or told["taken"] == "12/06/2018, Lạng Sơn"
    assert client.get(told["thumbnail"]).status_code == 200


def test_who_may_not_bring_pictures_is_refused_at_every_door(make_user, client, make_article):
    user = make_user(REPORTER)
    user.groups.clear()
    client.force_login(user)
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"files": [upload(scene())]}, **JSON).status_code == 403
    assert client.post("/quan-tri/articles/photo/add/", {"file": upload(scene())}).status_code == 403
    assert not Photo.objects.exists()


def test_readers_are_asked_to_sign_in(client, db):
    assert client.post(UPLOAD, {"files": [upload(scene())]}).status_code == 302
    assert not Photo.objects.exists()


def test_one_bad_file_keeps_no_other_out(at_desk, client):
    at_desk(REPORTER)
    page = client.post(
        UPLOAD, {"files": [upload(scene(1), name="mot.jpg"), broken(), upload(scene(2), name="hai.jpg")]}
    )
    text = page.content.decode()
    assert Photo.objects.count() == 2
    assert "mot.jpg" in text
    assert "hai.jpg" in text
    assert "hong.jpg" in text
    assert "Không đọc được ảnh" in text


def test_nothing_chosen_is_said_so(at_desk, client):
    at_desk(REPORTER)
    assert "Chưa chọn tệp nào" in client.post(UPLOAD, {}).content.decode()


def test_no_more_files_than_a_request_holds_are_taken(at_desk, client, monkeypatch):
    at_desk(REPORTER)
    monkeypatch.setattr("articles.admin.photo_upload.MOST", 2)
    answer = client.post(UPLOAD, {"files": [upload(scene(n), name=f"{n}.jpg") for n in range(3)]}, **JSON).json()
    assert [one["name"] for one in answer["photos"]] == ["0.jpg", "1.jpg"]
    assert [one["name"] for one in answer["refused"]] == ["2.jpg"]


def test_the_same_bytes_are_one_picture_however_often_they_come(at_desk, client):
    at_desk(REPORTER)
    first = client.post(UPLOAD, {"files": [upload(scene())]}, **JSON).json()["photos"][0]
    again = client.post(UPLOAD, {"files": [upload(scene())]}, **JSON).json()["photos"][0]
    assert (again["id"], again["is_new"]) == (first["id"], False)
    assert again["notices"] == ["Ảnh này đã có trong kho; dùng luôn ảnh ấy."]


@pytest.mark.django_db(transaction=True)
def test_readers_pages_stay_kept_while_pictures_come(at_desk, client):
    at_desk(REPORTER)
    before = edition.current().number
    client.post(UPLOAD, {"files": [upload(scene())]}, **JSON)
    assert edition.current().number == before


def test_nearly_the_same_is_shown_with_caption_and_credit_as_used(at_desk, client, make_article, make_photo):
    at_desk(REPORTER)
    known = make_photo(file=upload(scene()), caption="Chợ", credit="TTXVN")
    make_article("Phiên chợ cuối năm", captions=["Chợ Kỳ Lừa"]).photos.update(photo=known, credit="Nông Minh")
    told = client.post(UPLOAD, {"files": [upload(scene().resize((400, 300)))]}, **JSON).json()["photos"][0]
    (like,) = told["like"]
    assert (like["article"], like["caption"], like["credit"]) == ("Phiên chợ cuối năm", "Chợ Kỳ Lừa", "Nông Minh")
    page = client.get(told["page"]).content.decode()
    assert "Phiên chợ cuối năm" in page
    assert "Chợ Kỳ Lừa" in page


def test_what_others_write_and_nobody_has_read_is_not_told(at_desk, client, make_article, make_photo, make_user):
    photo = make_photo(file=upload(scene()))
    for headline, status in (("Bài công khai", "published"), ("Bài mật của người khác", "draft")):
        make_article(headline, status=status, captions=["Chợ"], created_by=make_user(EDITOR)).photos.update(photo=photo)
    at_desk(REPORTER)
    page = client.get(f"/quan-tri/articles/photo/{photo.pk}/change/").content.decode()
    assert "Bài công khai" in page
    assert "Còn 1 chỗ dùng" in page
    assert "Bài mật" not in page


# ---- the article's own page


def form_of(article, **more):
    return {
        "headline": article.headline, "standfirst": article.standfirst, "body": article.body,
        "section": article.section_id, "opened_version": article.version, "_continue": "1",
        "bylines-TOTAL_FORMS": 0, "bylines-INITIAL_FORMS": 0, "photos-TOTAL_FORMS": 0, "photos-INITIAL_FORMS": 0,
        "citations-TOTAL_FORMS": 0, "citations-INITIAL_FORMS": 0,
    } | more  # fmt: skip


def test_an_upload_leaves_every_article_as_it_is(at_desk, client, make_article):
    user = at_desk(REPORTER)
    article = make_article(status="draft", created_by=user)
    client.post(UPLOAD, {"files": [upload(scene())]}, **JSON)
    article.refresh_from_db()
    assert (article.photos.count(), article.version) == (0, 1)


def test_without_a_script_the_save_takes_the_files(at_desk, client, make_article):
    user = at_desk(REPORTER)
    article = make_article(status="draft", created_by=user)
    files = [upload(scene(), xmp=XMP.encode(), name="mot.jpg"), broken(), upload(scene(5), name="hai.jpg")]
    page = client.post(
        f"/quan-tri/articles/article/{article.pk}/change/", form_of(article, photo_files=files), follow=True
    ).content.decode()
    places = list(article.photos.order_by("order"))
    assert [place.order for place in places] == [1, 2]
    assert (places[0].caption, places[0].credit) == ("Chợ phiên Kỳ Lừa", "Nông Minh")
    assert "“hong.jpg”: Không đọc được ảnh" in page
    article.refresh_from_db()
    assert article.lead_photo == places[0].photo


def test_files_change_no_text_that_readers_have_seen(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article()
    address = f"/quan-tri/articles/article/{article.pk}/change/"
    assert 'name="photo_files"' not in client.get(address).content.decode()
    client.post(address, form_of(article, photo_files=[upload(scene())]))
    assert article.photos.count() == 0


# ---- likeness in a large archive


def store(hashes, make_photo):
    first = make_photo()
    rows = [Photo(file="x.jpg", width=9, height=9, sha256=f"{n:064x}", perceptual_hash=h) for n, h in enumerate(hashes)]
    for row in rows:
        row.prepare()
    Photo.objects.bulk_create(rows)
    return first


@pytest.mark.parametrize("bits", [range(8), range(0, 64, 8), range(18, 26), range(38, 46), range(56, 64)])
def test_any_eight_bits_may_differ(bits, make_photo):
    known = 0x0F1E2D3C4B5A6978
    other = known
    for bit in bits:
        other ^= 1 << bit
    store([f"{known:016x}"], make_photo)
    assert [photo.perceptual_hash for photo in near.near(f"{other:016x}")] == [f"{known:016x}"]
    assert (
        near.near(f"{other ^ (1 << 30) ^ (1 << 31):016x}") == []
        or near.distance(f"{known:016x}", f"{other ^ (1 << 30) ^ (1 << 31):016x}") <= near.FARTHEST
    )


def test_looking_for_likes_costs_four_queries_however_many_there_are(make_photo):
    store([f"{0x0F1E2D3C4B5A6978 ^ n:016x}" for n in range(600)], make_photo)
    with CaptureQueriesContext(connection) as queries:
        found = near.near("0f1e2d3c4b5a6978")
    assert len(queries) <= 4
    assert len(found) == near.SHOWN
    assert found[0].perceptual_hash == "0f1e2d3c4b5a6978"


def test_the_look_up_reads_an_index(make_photo):
    if connection.vendor != "sqlite":
        pytest.skip("plans read otherwise there")
    make_photo()
    rows = Photo.objects.filter(band_a__in=[1, 2, 3])
    assert "USING INDEX" in rows.explain()


def test_bare_surfaces_are_like_nothing(make_photo):
    store(["0000000000000000", "ffffffffffffffff"], make_photo)
    assert near.near("0000000000000000") == []
    assert set(bands_of("ffffffffffffffff").values()) == {None}


def test_a_photo_without_fingerprint_has_no_likes(make_photo):
    assert near.near("") == []


# ---- measured again


def test_the_archive_is_measured_again_and_goes_on_where_it_stopped(make_photo, make_article, monkeypatch):
    from django.core.management import call_command

    from articles.management.commands import refresh_photos

    monkeypatch.setattr(refresh_photos, "BATCH", 1)
    exif_turned = turned(6)
    photos = [make_photo(file=upload(scene(n), exif=exif_turned)) for n in range(3)]
    article = make_article(captions=["Chợ"])
    article.photos.update(photo=photos[1])
    Photo.objects.update(width=800, height=600, perceptual_hash="", band_a=None, band_b=None, band_c=None)
    real, seen = refresh_photos.inspect, []

    def stops(file):
        seen.append(file.name)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(file)

    monkeypatch.setattr(refresh_photos, "inspect", stops)
    with pytest.raises(KeyboardInterrupt):
        call_command("refresh_photos")
    out = io.StringIO()
    call_command("refresh_photos", stdout=out)
    assert len(seen) == 4
    assert "Làm tiếp" in out.getvalue()
    for photo in Photo.objects.all():
        assert (photo.width, photo.height) == (600, 800)
        assert photo.band_a is not None
    article.refresh_from_db()
    assert 'width="600" height="800"' in article.body_html


def test_a_lost_original_is_told_and_stops_nothing(make_photo):
    from django.core.files.storage import default_storage
    from django.core.management import call_command

    lost, _kept = make_photo(), make_photo()
    default_storage.delete(lost.file.name)
    out = io.StringIO()
    call_command("refresh_photos", stdout=out)
    assert "1 ảnh không đọc được" in out.getvalue()
    assert lost.file.name in out.getvalue()


def turned(turn):
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = turn
    return exif.tobytes()


def test_an_import_measures_as_the_desk_does(make_photo):
    from django.core.files.base import ContentFile

    photo = make_photo(file=ContentFile(bytes_of(scene(), exif=turned(8)), name="picture.jpg"))
    assert (photo.width, photo.height) == (600, 800)
    assert photo.band_a is not None
