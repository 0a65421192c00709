"""Pictures: bounded, stripped of what they tell of the place, shown only where readers may see their article."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from articles.imaging import PictureError, inspect
from articles.models import Photo
from articles.renditions import rendition


def upload(image, form="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return SimpleUploadedFile("anh.jpg", buffer.getvalue())


def test_a_picture_bomb_is_refused_by_its_header():
    bomb = upload(Image.new("1", (20_000, 20_000)), "PNG")
    assert bomb.size < 200_000
    with pytest.raises(PictureError, match="40 triệu"):
        inspect(bomb)


@pytest.mark.parametrize("data", [b"GIF89a", b"\xff\xd8\xff\xe0" + bytes(50)])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(PictureError, match="Không đọc được ảnh"):
        inspect(SimpleUploadedFile("anh.jpg", data))


def test_a_truncated_picture_is_refused():
    whole = upload(Image.effect_noise((600, 400), 90).convert("RGB")).read()
    with pytest.raises(PictureError):
        inspect(SimpleUploadedFile("anh.jpg", whole[: len(whole) // 2]))


def test_a_saved_copy_of_a_picture_looks_like_it():
    image = Image.linear_gradient("L").resize((800, 600)).convert("RGB")
    one, other = inspect(upload(image)), inspect(upload(image.resize((400, 300)), quality=60))
    assert bin(int(one.perceptual_hash, 16) ^ int(other.perceptual_hash, 16)).count("1") <= 4


def test_renditions_carry_nothing_of_the_camera_or_the_place(make_photo):
    image = Image.new("RGB", (800, 600), "green")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (21.0, 51.0, 0.0)}
    exif[0x013B] = "Phóng viên"
    photo = make_photo(file=upload(image, exif=exif.tobytes()))
    from django.core.files.storage import default_storage

    with default_storage.open(rendition(photo, 320)) as file:
        small = Image.open(file)
        assert small.size == (320, 240)
        assert dict(small.getexif()) == {}
        assert "exif" not in small.info


def test_the_same_bytes_are_one_picture(make_photo):
    first = make_photo(colour=(1, 2, 3))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photo(colour=(1, 2, 3))
    assert Photo.objects.get() == first


@pytest.fixture
def placed(make_article, make_photo):
    def make(**fields):
        article = make_article(captions=["Chợ phiên"], **fields)
        photo = make_photo()
        article.photos.update(photo=photo)
        return photo

    return make


def test_readers_get_the_picture_of_a_public_article(placed, client):
    response = client.get(f"/anh/{placed().pk}-320.webp")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"status": "withdrawn"}, {"embargo": True}])
def test_readers_get_no_picture_of_any_other_article(placed, client, now, hidden):
    from datetime import timedelta

    if hidden.pop("embargo", None):
        hidden["embargo_until"] = now + timedelta(days=1)
    assert client.get(f"/anh/{placed(**hidden).pk}-320.webp").status_code == 404


def test_people_at_the_desk_see_every_picture_and_no_cache_keeps_it(placed, client, make_user):
    client.force_login(make_user("Phóng viên"))
    response = client.get(f"/anh/{placed(status='draft').pk}-320.webp")
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_only_the_fixed_sizes_are_made(placed, client):
    photo = placed()
    assert client.get(f"/anh/{photo.pk}-333.webp").status_code == 404
    assert client.get(f"/anh/{photo.pk}-1920.webp").status_code == 404
