"""Pages that a browser saved with their pictures: the page is read, and its pictures are found inside."""

import io
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart

import pytest
from hypothesis import given, settings, strategies as st

from articles.formats import html, mht
from articles.formats.archive import MediaFolder, Member, walk
from articles.formats.recognition import recognise
from articles.formats.record import Refusal, Source

ADDRESS = "http://bao.example/tin/123.html"
PICTURE = b"\xff\xd8\xff\xe0" + b"x" * 400
PAGE = """<html><head><title>Khánh thành cầu treo bản Mới</title></head><body><h1>Khánh thành cầu treo bản Mới</h1>
<p>Sáng nay, cây cầu dài một trăm hai mươi mét nối hai bờ sông đã được đưa vào sử dụng.</p>
<figure><img src="http://bao.example/anh/cau.jpg"><figcaption>Cầu mới</figcaption></figure><img src="cid:b@x">
<p>Bà con hai bên bờ đi lại dễ dàng hơn nhiều, nhất là trong mùa mưa lũ năm nay.</p></body></html>"""


def saved(*pages, charset="utf-8"):
    """Return the bytes of a saved page; of several HTML parts the first is the root."""
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ADDRESS
    for page in pages or (PAGE,):
        message.attach(_part("text/html", page.encode(charset), {"Content-Location": ADDRESS}))
    message.attach(_part("image/jpeg", PICTURE, {"Content-Location": "http://bao.example/anh/cau.jpg"}))
    message.attach(_part("image/png", PICTURE, {"Content-ID": "<b@x>"}))
    return message.as_bytes()


def _part(kind, data, headers):
    part = MIMEBase(*kind.split("/"))
    part.set_payload(data)
    encode_base64(part)
    for name, value in headers.items():
        part[name] = value
    return part


def read(data, name="trang.mht"):
    assert recognise(data, name) is html
    (result,) = html.read(io.BytesIO(data), Source(name=name))
    return result


def test_the_page_within_is_read_with_its_old_address():
    record = read(saved())
    assert record.headline == "Khánh thành cầu treo bản Mới"
    assert record.url == ADDRESS
    assert [photo.reference for photo in record.photos] == ["http://bao.example/anh/cau.jpg", "b@x.png"]
    assert record.photos[0].caption == "Cầu mới"


def test_it_is_known_by_what_it_holds_whatever_it_is_called():
    assert read(saved(), "trang.txt").headline == "Khánh thành cầu treo bản Mới"


def test_walked_over_it_is_the_page_and_its_pictures(tmp_path):
    (tmp_path / "trang.mht").write_bytes(saved())
    page, *pictures = list(walk(tmp_path))
    assert page.name == "trang.mht!page.html"
    folder = MediaFolder([page, *pictures])
    with page.open() as stream:
        (record,) = html.read(stream, Source(name=page.name))
    for photo in record.photos:
        with folder.find(photo.reference, beside=page.name).open() as stream:
            assert stream.read() == PICTURE


def test_the_frame_with_the_most_text_is_the_page():
    frames = '<html><frameset cols="1,2"><frame src="a"><frame src="b"></frameset></html>'
    assert read(saved(frames, "<p>menu</p>", PAGE)).headline == "Khánh thành cầu treo bản Mới"


def test_a_saved_page_without_a_page_is_refused_by_name(tmp_path):
    data = saved().replace(b"text/html", b"text/plain").replace(b"From: <Saved by Blink>", b"From: <Saved by Blink>")
    result = read(data)
    assert isinstance(result, Refusal)
    assert result.code == "no-text"
    (tmp_path / "trang.mht").write_bytes(data)
    (refusal,) = walk(tmp_path)
    assert refusal.code == "no-text"


def test_what_is_too_long_or_nests_too_deeply_is_refused(monkeypatch):
    with pytest.raises(mht.BrokenPage, match="lồng"):
        mht.parts(b"MIME-Version: 1.0\n" + b'Content-Type: multipart/related; boundary="a"\n' * 30)
    monkeypatch.setattr(mht, "MAX_BYTES", 100)
    with pytest.raises(mht.BrokenPage, match="dài quá"):
        mht.parts(saved())


def test_a_letter_is_no_saved_page():
    assert not mht.is_mht("Kính gửi: Tòa soạn\nNgày: 12/6\n\nNội dung".encode())
    assert not mht.is_mht(b"From: a@x\nSubject: Tin\n\nBody")


@given(cut=st.integers(0, 3000), noise=st.binary(max_size=60))
@settings(max_examples=80)
def test_a_saved_page_cut_and_overwritten_anywhere_is_read_or_refused(cut, noise):
    data = saved()
    data = data[:cut] + noise + data[cut + len(noise) :]
    list(html.read(io.BytesIO(data), Source(name="trang.mht")))


@pytest.mark.parametrize(
    "location", ["http://x/../../../etc/passwd", "../../a.jpg", "http://[x/a.jpg", "", "C:\\a.jpg"]
)
def test_no_address_of_a_picture_leads_outside(location, tmp_path):
    data = saved().replace(b"http://bao.example/anh/cau.jpg", location.encode(), 1)
    (tmp_path / "trang.mht").write_bytes(data)
    for found in walk(tmp_path):
        assert isinstance(found, (Member, Refusal))
        assert ".." not in found.name.split("/") if isinstance(found, Member) else True
