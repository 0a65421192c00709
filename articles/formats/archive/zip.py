"""Zip archives. Office documents and e-books are zip files too, and ordinary files to us."""

import stat
import weakref
import zipfile
import zlib

from articles.formats.archive.limits import ArchiveError, Entry

FAULTS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_DOCUMENTS = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_UTF8_FLAG, _ENCRYPTED = 0x800, 0x1
_BROKEN = "Tệp zip bị hỏng hoặc thiếu phần cuối. Hãy tải lại hoặc đóng gói lại."


def may_be(head):
    """Tell whether the bytes `head` begin a zip file."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def fits(stream):
    """Tell whether the zip file `stream` is an archive of files, also when damaged, and no document."""
    try:
        return not _DOCUMENTS & set(zipfile.ZipFile(stream).namelist())
    except FAULTS:
        return True


def entries(member, check):
    """Yield the `Entry`s of the zip archive `member` in the order of their names. Raises `ArchiveError`."""
    stream = member.open()
    try:
        archive = zipfile.ZipFile(stream)
    except FAULTS as error:
        stream.close()
        raise ArchiveError("damaged", _BROKEN) from error
    weakref.finalize(archive, stream.close)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.compress_size for info in infos) > member.size:
        raise ArchiveError("bomb", "Các thành phần của tệp zip chồng lên nhau (bom nén). Không nhập tệp này.")
    for info in sorted(infos, key=_name):
        check(info.file_size)
        yield _entry(archive, info)


def _entry(archive, info):
    mode = info.external_attr >> 16
    refused = ()
    if info.flag_bits & _ENCRYPTED:
        refused = ("encrypted", "Thành phần được đặt mật khẩu. Hãy giải nén bằng mật khẩu rồi nhập lại.")
    elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        refused = ("link", "Là liên kết hoặc thiết bị, không đọc. Hãy đóng gói lại với tệp thật.")
    elif info.compress_type not in _METHODS:
        refused = ("method", "Nén bằng cách không đọc được. Hãy đóng gói lại bằng zip thường.")
    return Entry(name=_name(info), size=info.file_size, open=lambda: archive.open(info), refused=refused)


def _name(info):
    """Return the member's name; one without the UTF-8 flag is mostly UTF-8 all the same, else cp437."""
    name = info.orig_filename
    if info.flag_bits & _UTF8_FLAG:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
