"""What readers get of a picture: in three forms, made once, whole, kept by caches no longer than is right."""

import io
import re
import threading

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from articles import renditions
from articles.finishing import finish
from articles.tests.test_picture_files import scene, upload


@pytest.fixture
def photo(make_photo):
    return make_photo(file=upload(scene(size=(1400, 1050))))


@pytest.fixture
def story(make_article, photo):
    article = make_article(captions=["Chợ phiên"])
    article.photos.update(photo=photo)
    finish([article])
    article.refresh_from_db()
    return article


@pytest.mark.parametrize(("form", "kind"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_each_form_is_what_it_says(story, photo, client, form, kind):
    response = client.get(f"/anh/{photo.pk}-640.{form}")
    image = Image.open(io.BytesIO(b"".join(response.streaming_content)))
    assert (image.format, image.size) == (kind, (640, 480))
    assert response["Content-Type"] == f"image/{'jpeg' if form == 'jpg' else form}"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_page_offers_the_lightest_first_and_keeps_room(story, photo, client):
    page = client.get(story.get_absolute_url()).content.decode()
    figure = re.search(r"<figure.*?</figure>", page, re.DOTALL)[0]
    assert re.findall(r'<source type="image/(\w+)"', figure) == ["avif", "webp"]
    assert re.search(rf'<img src="/anh/{photo.pk}-960\.jpg" width="1400" height="1050"', figure)
    for address in re.findall(r"/anh/[-\w.]+", figure):
        assert client.get(address).status_code == 200, address
    front = client.get("/").content.decode()
    assert re.search(r'<picture><source type="image/avif".*?<img class="picture [^>]*width="1400" height="1050"', front)


def test_avif_weighs_less_than_jpeg(photo):
    sizes = {form: default_storage.size(renditions.rendition(photo, 960, form)) for form in ("avif", "jpg")}
    assert sizes["avif"] < sizes["jpg"]


def test_an_unchanged_picture_is_not_sent_again(story, photo, client):
    first = client.get(f"/anh/{photo.pk}-640.webp")
    again = client.get(f"/anh/{photo.pk}-640.webp", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_caches_in_front_ask_again_soon(story, photo, client):
    told = client.get(f"/anh/{photo.pk}-640.webp")
    assert "public" in told["Cache-Control"]
    assert int(re.search(r"s-maxage=(\d+)", told["Cache-Control"])[1]) <= 300
    assert told["Surrogate-Key"] == "bao"


def test_a_lost_original_is_not_found_and_no_error(story, photo, client):
    default_storage.delete(photo.file.name)
    assert client.get(f"/anh/{photo.pk}-640.webp").status_code == 404


def test_a_stampede_makes_a_rendition_once(photo, monkeypatch):
    made, gate, results = [], threading.Barrier(6), []
    real = renditions._encoded

    def counted(image, form):
        made.append(form)
        return real(image, form)

    def ask():
        gate.wait()
        results.append(renditions.rendition(photo, 640, "avif"))

    monkeypatch.setattr(renditions, "_encoded", counted)
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["avif"]
    assert len(set(results)) == 1
    assert default_storage.exists(results[0])


def test_a_failed_making_leaves_nothing_and_is_tried_again(photo, monkeypatch, settings):
    monkeypatch.setattr(renditions, "_encoded", lambda image, form: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        renditions.rendition(photo, 640, "webp")
    monkeypatch.undo()
    settings.MEDIA_ROOT = settings.MEDIA_ROOT
    assert default_storage.exists(renditions.rendition(photo, 640, "webp"))


# ---- the disk


def names(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_has_its_name_only_when_it_is_whole(settings, monkeypatch):
    import os

    seen = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda part, name: (seen.append(os.path.getsize(part)), real(part, name)))
    default_storage.save("a/b.bin", ContentFile(b"x" * 1000))
    assert seen == [1000]
    assert names(settings.MEDIA_ROOT) == ["b.bin"]


def test_a_disk_that_is_full_leaves_nothing_behind(settings, monkeypatch):
    import os

    monkeypatch.setattr(os.path, "getsize", lambda path: 0)
    with pytest.raises(OSError, match="đĩa có thể đã đầy"):
        default_storage.save("a/b.bin", ContentFile(b"x" * 1000))
    assert names(settings.MEDIA_ROOT) == []


def test_a_large_upload_is_moved_whole(settings):
    with TemporaryUploadedFile("anh.jpg", "image/jpeg", 4, None) as file:
        file.write(b"abcd")
        file.seek(0)
        name = default_storage.save("a/c.bin", file)
    with default_storage.open(name) as stored:
        assert stored.read() == b"abcd"
    assert names(settings.MEDIA_ROOT) == ["c.bin"]


def test_two_files_of_one_name_are_both_kept(settings):
    one, other = (default_storage.save("a/b.bin", ContentFile(text)) for text in (b"1", b"2"))
    assert one != other
    assert len(names(settings.MEDIA_ROOT)) == 2
