"""Odd files that people send as pictures: each taken upright and bare, or refused with a reason."""

import io
import random
from contextlib import suppress

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, strategies as st
from PIL import Image, ImageCms

from articles.imaging import Picture, PictureError, inspect
from articles.near import distance
from articles.renditions import rendition, share

ORIENTATION, GPS = 0x0112, 0x8825
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' photoshop:City="Lạng Sơn" photoshop:DateCreated="2018-06-12T08:30:00+07:00">'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Chợ phiên Kỳ Lừa</rdf:li></rdf:Alt></dc:description>'
    "<dc:creator><rdf:Seq><rdf:li>Nông Minh</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def scene(seed=1, size=(800, 600)):
    """A picture with something in it: coloured blocks, other ones for each seed."""
    blocks = random.Random(seed).choices(range(256), k=8 * 6 * 3)
    return Image.frombytes("RGB", (8, 6), bytes(blocks)).resize(size, Image.Resampling.BICUBIC)


def bytes_of(image, form="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def upload(image, form="JPEG", name="anh.jpg", **options):
    return SimpleUploadedFile(name, bytes_of(image, form, **options))


def shown(photo, width=320, form="webp"):
    with default_storage.open(rendition(photo, width, form)) as file:
        image = Image.open(io.BytesIO(file.read()))
        image.load()
        return image


def near_colour(one, other, allowed=30):
    return all(abs(left - right) <= allowed for left, right in zip(one, other, strict=True))


# ---- refused


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("anh.jpg", b"", "Tệp rỗng"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("anh.jpg", b"\xef\xbb\xbf<?xml version='1.0'?><svg onload='alert(1)'/>", "SVG"),
        ("anh.jpg", b"<!DOCTYPE html><script>1</script>", "HTML"),
        ("anh.jpg", b"%PDF-1.7 " + bytes(200), "PDF"),
        ("anh.jpg", b"PK\x03\x04" + bytes(200), "Word"),
        ("anh.jpg", b"8BPS" + bytes(200), "Photoshop"),
        ("anh.heic", bytes(4) + b"ftypisom" + bytes(200), "video"),
        ("anh.php", b"\xff\xd8\xff", r"đuôi \.php"),
        ("anh.jpg.exe", b"MZ", r"đuôi \.exe"),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "Không đọc được ảnh"),
        ("anh.heic", bytes(4) + b"ftypheic" + bytes(200), "Không đọc được ảnh"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(name, data, reason):
    with pytest.raises(PictureError, match=reason):
        inspect(SimpleUploadedFile(name, data))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF", "GIF"])
def test_half_a_picture_is_refused_and_a_whole_one_taken(form):
    whole = bytes_of(Image.effect_noise((300, 200), 80).convert("RGB"), form)
    assert inspect(SimpleUploadedFile("anh", whole)).width == 300
    with pytest.raises(PictureError):
        inspect(SimpleUploadedFile("anh", whole[: len(whole) // 2]))


@pytest.mark.parametrize("form", ["PNG", "GIF", "TIFF"])
def test_pixels_are_counted_before_any_is_decoded(form, monkeypatch):
    bomb = SimpleUploadedFile("anh", bytes_of(Image.new("1", (9000, 9000)), form))
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(PictureError, match="40 triệu"):
        inspect(bomb)


def test_a_thread_of_pixels_is_refused():
    with pytest.raises(PictureError, match="40 triệu"):
        inspect(upload(Image.new("1", (21_000, 150)), "PNG"))
    with pytest.raises(PictureError, match="quá nhỏ"):
        inspect(upload(Image.new("RGB", (99, 400))))


@pytest.mark.filterwarnings("ignore:.*EXIF.*|Truncated File Read|Metadata Warning")
@given(
    start=st.sampled_from([b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x40\x00\x00\x00WEBPVP8 ",
                           b"II*\x00\x08\x00\x00\x00", b"\x00\x00\x00\x1cftypavif", b"\x00\x00\x00\x18ftypheic", b""]),
    rest=st.binary(max_size=400),
)  # fmt: skip
def test_bytes_that_claim_to_be_a_picture_are_refused_and_never_break_anything(start, rest):
    with pytest.raises(PictureError):
        inspect(ContentFile(start + rest, name="anh"))


GOOD = {form: bytes_of(scene(3, (160, 120)), form) for form in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIF")}


@pytest.mark.filterwarnings("ignore:.*EXIF.*|Truncated File Read|Metadata Warning")
@given(form=st.sampled_from(sorted(GOOD)), at=st.integers(0, 2_000), new=st.binary(min_size=1, max_size=12))
def test_a_spoilt_picture_is_taken_or_refused_and_nothing_else(form, at, new):
    data = bytearray(GOOD[form])
    place = at % len(data)
    data[place : place + len(new)] = new
    with suppress(PictureError):
        assert isinstance(inspect(ContentFile(bytes(data), name="anh")), Picture)


# ---- taken


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_picture_stands_upright_with_room_kept_for_it(make_photo, turn):
    exif = Image.Exif()
    exif[ORIENTATION] = turn
    photo = make_photo(file=upload(scene(), exif=exif.tobytes()))
    assert (photo.width, photo.height) == ((600, 800) if turn >= 5 else (800, 600))
    image = shown(photo)
    assert image.size == (320, round(photo.height * 320 / photo.width))
    assert image.getexif().get(ORIENTATION) is None


def test_heic_from_a_phone_is_taken_and_bare(make_photo):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[GPS] = {1: "N", 2: (21.0, 51.0, 0.0), 3: "E", 4: (106.0, 45.0, 0.0)}
    photo = make_photo(file=upload(scene(), "HEIF", "IMG_1.HEIC", exif=exif.tobytes()))
    assert photo.file.name.endswith(".heic")
    assert shown(photo).size == (320, round(photo.height * 320 / photo.width))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_taken_with_a_word_about_it(form, make_photo):
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    file = upload(frames[0], form, save_all=True, append_images=frames[1:], duration=100)
    assert inspect(file).notices == ("Ảnh động: bạn đọc chỉ thấy hình đầu tiên.",)
    image = shown(make_photo(file=file))
    assert not getattr(image, "is_animated", False)
    assert near_colour(image.convert("RGB").getpixel((100, 100)), (255, 0, 0))


def test_colours_for_the_press_become_those_of_screens(make_photo):
    photo = make_photo(file=upload(Image.new("CMYK", (400, 300), (0, 255, 255, 0))))
    assert near_colour(shown(photo).convert("RGB").getpixel((50, 50)), (254, 0, 0))


def test_a_colour_profile_is_followed_and_not_carried_along(make_photo):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = make_photo(file=upload(Image.new("RGB", (400, 300), (10, 200, 30)), icc_profile=lab))
    for form in ("webp", "avif", "jpg"):
        image = shown(photo, form=form)
        assert "icc_profile" not in image.info
        assert near_colour(image.convert("RGB").getpixel((50, 50)), (10, 200, 30))


@pytest.mark.parametrize("profile", [b"", b"broken", bytes(4000)])
def test_a_broken_colour_profile_does_no_harm(make_photo, profile):
    photo = make_photo(file=upload(Image.new("RGB", (400, 300), (10, 200, 30)), icc_profile=profile))
    assert near_colour(shown(photo).convert("RGB").getpixel((50, 50)), (10, 200, 30))


def test_sixteen_bits_a_pixel_keep_their_greys(make_photo):
    deep = Image.new("I;16", (400, 300), 32_768)
    photo = make_photo(file=upload(deep, "PNG"))
    assert near_colour(shown(photo).convert("RGB").getpixel((50, 50)), (128, 128, 128))


def test_a_palette_with_holes_stays_transparent_and_is_white_as_jpeg(make_photo):
    image = Image.new("P", (400, 300), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (200, 0, 400, 300))
    photo = make_photo(file=upload(image, "PNG", transparency=0))
    assert shown(photo).getpixel((10, 10))[3] == 0
    assert near_colour(shown(photo, form="jpg").getpixel((10, 10)), (255, 255, 255))
    assert near_colour(shown(photo, form="jpg").getpixel((300, 100)), (0, 0, 255))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGBA", "P", "YCbCr", "I", "F"])
def test_every_kind_of_pixels_comes_out(mode, make_photo):
    form = "TIFF" if mode in ("YCbCr", "I", "F") else "PNG"
    photo = make_photo(file=upload(scene().convert("L").convert(mode), form))
    assert shown(photo).size == (320, 240)


def test_a_picture_of_another_kind_than_its_name_is_stored_under_its_own(at_desk):
    from articles.uploading import take

    photo = take(upload(scene(), "PNG", "anh.jpg"), by=at_desk("Phóng viên")).photo
    assert photo.file.name.endswith(f"{photo.sha256}.png")


def test_nothing_that_hides_behind_a_picture_gets_out(make_photo):
    data = bytes_of(scene()) + b"<script>alert(1)</script>PK\x03\x04"
    photo = make_photo(file=SimpleUploadedFile("anh.jpg", data))
    for form in ("webp", "avif", "jpg"):
        with default_storage.open(rendition(photo, 320, form)) as file:
            assert b"script" not in file.read()


def everything(exif):
    exif[GPS] = {1: "N", 2: (21.0, 51.0, 0.0), 3: "E", 4: (106.0, 45.0, 0.0)}
    exif[0x013B] = "zuphongvien"
    return exif.tobytes()


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "AVIF", "HEIF", "TIFF"])
def test_no_rendition_tells_where_or_by_whom_it_was_taken(make_photo, form):
    options = {"exif": everything(Image.Exif())}
    if form in ("JPEG", "WEBP", "AVIF", "HEIF"):
        options["xmp"] = XMP.replace("Kỳ Lừa", "zuphongvien").encode()
    photo = make_photo(file=upload(scene(), form, "anh", **options))
    with photo.file.open() as file:
        assert b"zuphongvien" in file.read()
    for name in (*(rendition(photo, 320, kind) for kind in ("webp", "avif", "jpg")), share(photo)):
        with default_storage.open(name) as file:
            data = file.read()
        image = Image.open(io.BytesIO(data))
        assert b"zuphongvien" not in data
        assert not dict(image.getexif())
        assert not {"exif", "xmp", "photoshop", "comment", "icc_profile"} & image.info.keys()


# ---- what it tells of itself


def test_caption_credit_day_and_place_are_read_from_xmp():
    picture = inspect(upload(scene(), xmp=XMP.encode()))
    assert (picture.caption, picture.credit, picture.taken_in) == ("Chợ phiên Kỳ Lừa", "Nông Minh", "Lạng Sơn")
    assert picture.taken_on.isoformat() == "2018-06-12"


def test_an_artist_that_pillow_garbles_is_read_right():
    exif = Image.Exif()
    exif[0x013B] = "x" * len("Hoàng Thu Hà".encode())
    told = exif.tobytes().replace(b"x" * 14, "Hoàng Thu Hà".encode())
    assert inspect(upload(scene(), exif=told)).credit == "Hoàng Thu Hà"


@pytest.mark.parametrize(
    "xmp",
    [
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
        b"<x:xmpmeta",
        b"\x00" * 50,
        b"<a>" * 5000,
    ],
)
def test_a_hostile_description_is_left_unread(xmp):
    picture = inspect(upload(scene(), xmp=xmp))
    assert (picture.caption, picture.credit, picture.taken_in) == ("", "", "")


# ---- likeness


@pytest.mark.parametrize("seed", range(5))
def test_a_copy_scaled_saved_again_or_of_another_kind_is_near_and_another_picture_far(seed):
    one = inspect(upload(scene(seed), quality=95)).perceptual_hash
    copies = [
        upload(scene(seed).resize((400, 300)), quality=50),
        upload(scene(seed), "PNG"),
        upload(scene(seed), "HEIF"),
    ]
    assert all(distance(one, inspect(copy).perceptual_hash) <= 4 for copy in copies)
    assert distance(one, inspect(upload(scene(seed + 100))).perceptual_hash) > 8


def test_a_phones_picture_is_not_decoded_before_its_header_is_read(monkeypatch):
    from articles import imaging

    file = upload(scene(), "HEIF", "anh.heic")
    monkeypatch.setattr(imaging, "MAX_PIXELS", 1000)
    monkeypatch.setattr("pillow_heif.heif.HeifImage.load", lambda self: pytest.fail("decoded"))
    with pytest.raises(PictureError, match="40 triệu"):
        inspect(file)
