import gzip
import io
import os
import stat
import struct
import tarfile
import zipfile

import pytest

from articles.formats.archive import ArchiveError, Limits, MediaFolder, Member, walk


def zipped(*entries, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(*entries, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def give(tmp_path):
    """Return a function that writes files under a folder and walks it: names and contents, then refusals."""

    def walked(limits=None, **files):
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return result_of(tmp_path, limits or Limits())

    return walked


def result_of(path, limits=Limits()):  # noqa: B008
    members, refusals = {}, {}
    for item in walk(path, limits=limits):
        if isinstance(item, Member):
            with item.open() as stream:
                members[item.name] = stream.read()
        else:
            refusals[item.source] = item.code
            assert item.source in item.reason
    return members, refusals


def test_a_folder_is_walked_in_the_order_of_names(give):
    members, refusals = give(b_xml=b"2", a__c_xml=b"1", c_html=b"3")
    assert list(members) == ["a/c.xml", "b.xml", "c.html"]
    assert refusals == {}


def test_one_file_is_walked_as_itself(tmp_path):
    (tmp_path / "tin.xml").write_bytes(b"<rss/>")
    assert result_of(tmp_path / "tin.xml")[0] == {"tin.xml": b"<rss/>"}


def test_a_missing_path_is_refused(tmp_path):
    assert list(result_of(tmp_path / "không có")[1].values()) == ["not-found"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tar_members_come_sorted_whatever_the_packing(give, mode):
    members, _ = give(t_tar=tarred(("z.txt", b"z"), ("./a.txt", b"a"), mode=mode))
    assert members == {"t.tar!a.txt": b"a", "t.tar!z.txt": b"z"}
    assert list(members) == sorted(members)


def test_an_archive_inside_an_archive_is_walked_and_a_third_refused(give):
    third = zipped(("sâu.xml", "x"))
    second = tarred(("trong.xml", b"2"), ("ba.zip", third), mode="w:gz")
    members, refusals = give(a_zip=zipped(("hai.tgz", second), ("ngoài.xml", "1")))
    assert members == {"a.zip!hai.tgz!trong.xml": b"2", "a.zip!ngoài.xml": b"1"}
    assert refusals == {"a.zip!hai.tgz!ba.zip": "nested"}


def test_a_single_packed_file_is_read(give):
    assert give(tin_xml_gz=gzip.compress(b"<rss/>"))[0] == {"tin.xml.gz!tin.xml": b"<rss/>"}


def test_an_office_document_is_one_file(give):
    document = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<x/>"))
    assert list(give(a_docx=document)[0]) == ["a.docx"]


@pytest.mark.parametrize("name", ["../ngoài.xml", "/etc/passwd", "a/../../b", "C:\\x.xml", "..\\x.xml"])
def test_names_that_climb_out_are_refused_and_the_rest_goes_on(give, name):
    members, refusals = give(a_zip=zipped((name, "xấu"), ("tốt.xml", "1")))
    assert list(members) == ["a.zip!tốt.xml"]
    assert list(refusals.values()) == ["path"]


def test_links_and_devices_are_refused(tmp_path, give):
    link = zipfile.ZipInfo("liên-kết")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"loại-{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    os.symlink("/etc", tmp_path / "etc")
    os.mkfifo(tmp_path / "ống")
    members, refusals = give(a_zip=buffer.getvalue(), b_tar=tar.getvalue())
    assert members == {}
    assert refusals.pop("ống") == "device"
    assert len(refusals) == 6
    assert set(refusals.values()) == {"link"}


def test_a_ciphered_member_is_refused_by_name(give):
    data = bytearray(zipped(("mật.xml", "x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    assert give(a_zip=bytes(data)) == ({}, {"a.zip!mật.xml": "encrypted"})


def test_bombs_are_refused_before_they_unpack(give):
    zeros = bytes(40_000_000)
    _, refusals = give(a_zip=zipped(("0", zeros)), b_gz=gzip.compress(zeros), c_tar=tarred(("0", zeros), mode="w:gz"))
    assert refusals == {"a.zip": "bomb", "b.gz": "bomb", "c.tar": "bomb"}


def test_zip_members_that_overlap_are_refused(give):
    data = zipped(("a", os.urandom(2000)))
    directory = data.index(b"PK\x01\x02")
    entry = data[directory : data.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, 3 * len(entry), directory, 0)
    _, refusals = give(a_zip=data[:directory] + 3 * entry + end)
    assert refusals == {"a.zip": "bomb"}


def test_limits_on_count_and_size_are_kept(give):
    archive = zipped(*((f"{n}.xml", "x" * 100) for n in range(5)))
    assert set(give(Limits(members=3), a_zip=archive)[1].values()) == {"too-many"}
    assert set(give(Limits(member=50), a_zip=archive)[1].values()) == {"too-large"}
    assert set(give(Limits(total=250), a_zip=archive)[1].values()) == {"bomb"}


@pytest.mark.parametrize("cut", [10, 60, -30])
def test_a_damaged_archive_is_refused_and_the_next_file_read(give, cut):
    members, refusals = give(a_zip=zipped(("a.xml", "1" * 500))[:cut], b_xml=b"2")
    assert members == {"b.xml": b"2"}
    assert refusals == {"a.zip": "damaged"}


def test_a_cut_tar_gives_what_is_whole_and_says_so(give):
    members, refusals = give(a_tar=tarred(("a.xml", b"1"), ("b.xml", bytes(4000)))[:2500])
    assert members.get("a.tar!a.xml") == b"1"
    assert refusals


def test_a_member_with_broken_contents_raises_in_vietnamese(tmp_path):
    data = bytearray(zipped(("a.xml", bytes(range(256)) * 40)))
    data[60:70] = bytes(10)
    (tmp_path / "a.zip").write_bytes(data)
    items = list(walk(tmp_path))
    if isinstance(items[0], Member):
        with pytest.raises(ArchiveError, match="bị hỏng"):
            items[0].open()
    else:
        assert "bị hỏng" in items[0].reason


def test_names_without_the_utf8_flag_are_read_as_utf8(give):
    data = zipped(("X" * 12, "1")).replace(b"X" * 12, "tin-tứccc".encode()[:12].ljust(12, b"x"))
    (name,) = give(a_zip=data)[0]
    assert name.startswith("a.zip!tin-tứ")


def test_members_can_be_opened_after_the_walk(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(("a.xml", "1"), ("b.xml", "2")))
    first, second = list(walk(tmp_path))
    for member, content in ((second, b"2"), (first, b"1"), (first, b"1")):
        with member.open() as stream:
            assert stream.read() == content
            stream.seek(0)
            assert stream.read() == content


def test_desktop_litter_is_passed_over(give):
    members, refusals = give(a_zip=zipped(("__MACOSX/._a", "x"), (".DS_Store", "x"), ("a.xml", "1")))
    assert list(members) == ["a.zip!a.xml"]
    assert refusals == {}


@pytest.fixture
def media(tmp_path):
    files = {
        "bài/tin.html": b"",
        "bài/ảnh/Lễ hội.JPG": b"1",
        "uploads/2018/06/a.jpg": b"2",
        "uploads/2019/06/a.jpg": b"3",
        "uploads/2018/06/riêng.png": b"4",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "gói.zip").write_bytes(zipped(("b/c.xml", "<c/>"), ("b/hinh/x.jpg", "5")))
    return MediaFolder(walk(tmp_path))


@pytest.mark.parametrize(
    ("reference", "beside", "found"),
    [
        ("ảnh/Lễ hội.JPG", "bài/tin.html", b"1"),
        ("a\u0309nh/le\u0302\u0303 ho\u0323\u0302i.jpg", "bài/tin.html", b"1"),
        ("%E1%BA%A3nh/L%E1%BB%85%20h%E1%BB%99i.jpg?w=600", "bài/tin.html", b"1"),
        ("..\\uploads\\2018\\06\\a.jpg", "bài/tin.html", b"2"),
        ("https://bao.example/wp-content/uploads/2019/06/a.jpg", "", b"3"),
        ("/uploads/2018/06/a-300x200.jpg", "", b"2"),
        ("/anh/riêng.png", "", b"4"),
        ("hinh/x.jpg", "gói.zip!b/c.xml", b"5"),
    ],
)
def test_a_picture_is_found_by_what_the_article_calls_it(media, reference, beside, found):
    with media.find(reference, beside=beside).open() as stream:
        assert stream.read() == found


@pytest.mark.parametrize(
    "reference", ["a.jpg", "../../etc/passwd", "/etc/hosts.jpg", "", "http://[", "tin.html", "x" * 5000 + ".jpg"]
)
def test_what_is_ambiguous_or_outside_is_not_found(media, reference):
    assert media.find(reference, beside="bài/tin.html") is None


def test_a_topic_of_many_articles_lists_what_a_topic_of_few_does(make_article, client, db, monkeypatch):
    for number in range(4):
        make_article(f"Bài {number}", tags=["Nông thôn"])
    make_article("Bài không thuộc chủ đề")
    few = client.get("/chu-de/nong-thon/").content
    monkeypatch.setattr("articles.models.article.MANY", 2)
    assert client.get("/chu-de/nong-thon/?truoc=4102444800000000_1").content.count(b"B\xc3\xa0i ") >= 4
    assert b"kh\xc3\xb4ng thu\xe1\xbb\x99c" not in client.get("/chu-de/nong-thon/?truoc=4102444800000000_1").content
    assert few.count(b"/nong-thon/") >= 1
