"""Photos by a person's own hands: dropped on an article, focused by click and by key."""

import base64

import pytest

from articles.models import Photo
from articles.tests.test_browser import sign_in
from articles.tests.test_picture_files import XMP, bytes_of, scene, upload
from articles.workflow import CHIEF, REPORTER
from newsroom.tests.browser import browser_page, needs_browser

pytestmark = [needs_browser, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """([name, files]) => {
  const data = new DataTransfer();
  for (const [file, text] of files) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], file, { type: "image/jpeg" }));
  }
  const target = document.querySelector(name);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  }
}"""


def drop(page, on, files):
    page.evaluate(DROP, [on, [(name, base64.b64encode(data).decode()) for name, data in files]])
    page.get_by_text(f"Xong {len(files)}/{len(files)}").wait_for()


FILES = [
    ("mot.jpg", bytes_of(scene(1), xmp=XMP.encode())),
    ("hong.jpg", b"\xff\xd8\xff\xe0" + bytes(300)),
    ("hai.jpg", bytes_of(scene(2))),
]


def test_pictures_dropped_on_an_article_are_rows_until_it_is_saved(live_server, make_user, make_article):
    user = make_user(REPORTER)
    article = make_article(status="draft", created_by=user, captions=["Ảnh đang chờ"])
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, user)
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        drop(page, "#photos-group", FILES)
        refused = page.inner_text(".photo-refused")
        assert refused.startswith("hong.jpg")
        assert "Không đọc được ảnh" in refused
        assert page.input_value("#id_photos-1-caption") == "Chợ phiên Kỳ Lừa"
        assert page.input_value("#id_photos-1-credit") == "Nông Minh"
        assert page.input_value("#id_photos-2-order") == "3"
        assert "12/6/2018" in page.inner_text("#photos-1") or "12/06/2018" in page.inner_text("#photos-1")
        assert (Photo.objects.count(), article.photos.count()) == (2, 1)
        page.fill("#id_photos-2-caption", "Toàn cảnh phiên chợ")
        page.click("input[name=_continue]")
        page.wait_for_load_state()
    assert [(place.caption, place.is_waiting) for place in article.photos.order_by("order")] == [
        ("Ảnh đang chờ", True),
        ("Chợ phiên Kỳ Lừa", False),
        ("Toàn cảnh phiên chợ", False),
    ]


def test_dropped_pictures_are_in_the_unsaved_text_that_is_given_back(live_server, make_user, make_article):
    user = make_user(REPORTER)
    article = make_article(status="draft", created_by=user)
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, user)
        address = f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/"
        page.goto(address)
        drop(page, "#photos-group", FILES[:1])
        page.get_by_text("Đã giữ").first.wait_for()
        page.goto(address)
        page.click("[data-act=take]")
        page.wait_for_selector("#id_photos-0-caption")
        page.click("input[name=_continue]")
        page.wait_for_load_state()
    assert [place.photo for place in article.photos.all()] == [Photo.objects.get()]


def test_the_same_picture_is_no_second_row(live_server, make_user, make_article):
    user = make_user(REPORTER)
    article = make_article(status="draft", created_by=user)
    with browser_page() as page:
        sign_in(page, live_server.url, user)
        page.goto(f"{live_server.url}/quan-tri/articles/article/{article.pk}/change/")
        drop(page, "#photos-group", FILES[:1])
        drop(page, "#photos-group", FILES[:1])
        page.get_by_text("Ảnh này đã có trong bài").wait_for()
        assert page.locator("#photos-1").count() == 0


def test_many_pictures_come_by_drop_on_their_own_page(live_server, make_user):
    with browser_page() as page:
        sign_in(page, live_server.url, make_user(REPORTER))
        page.goto(f"{live_server.url}/quan-tri/articles/photo/")
        page.click("text=Tải nhiều ảnh")
        page.wait_for_selector("[data-send]", state="hidden")
        drop(page, ".photo-drop", FILES)
        assert page.locator(".photo-taken").count() == 2
        assert page.locator(".photo-refused").count() == 1
    assert Photo.objects.count() == 2


def test_the_focus_follows_a_click_and_the_keys_and_the_crops_follow_it(live_server, make_user, make_photo):
    photo = make_photo(file=upload(scene()))
    with browser_page(viewport={"width": 1280, "height": 900}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        page.goto(f"{live_server.url}/quan-tri/articles/photo/{photo.pk}/change/")
        picture = page.locator(".focus-picture")
        room = picture.bounding_box()
        picture.click(position={"x": room["width"] * 0.2, "y": room["height"] * 0.8})
        assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("20", "80")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowUp")
        assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("21", "70")
        position = "getComputedStyle(document.querySelector('.crop-%s img')).objectPosition"
        assert page.evaluate(position % "share") == "21% 70%"
        assert page.evaluate(position % "lead") == "20% 70%"
        page.fill("#id_focal_x", "90")
        assert page.evaluate(position % "share") == "90% 70%"
        page.click("input[name=_continue]")
        page.wait_for_load_state()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (90, 70)


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_pages_of_photos_fit_every_screen(live_server, make_user, make_photo, make_article, width):
    photo = make_photo(file=upload(scene()), caption="Một chú thích dài " * 12)
    make_photo(file=upload(scene().resize((400, 300))), credit="TTXVN")
    make_article("Tít dài " * 20, captions=["Chú thích " * 30]).photos.update(photo=photo)
    with browser_page(viewport={"width": width, "height": 800}) as page:
        sign_in(page, live_server.url, make_user(CHIEF))
        for address in ("", "upload/", f"{photo.pk}/change/", f"{photo.pk}/withdraw/"):
            page.goto(f"{live_server.url}/quan-tri/articles/photo/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
