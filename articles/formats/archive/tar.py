"""Tar archives, plain or packed with gzip, bzip2 or xz; and single files so packed."""

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import weakref
import zlib

from articles.formats.archive.limits import ArchiveError, Entry

FAULTS = (tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, OverflowError)
LONGEST_HEADER = 16 * 1024 * 1024
_CHUNK = 256 * 1024
_PACKED = {
    b"\x1f\x8b": (gzip.open, (".gz", ".tgz")),
    b"BZ": (bz2.open, (".bz2", ".tbz")),
    b"\xfd7": (lzma.open, (".xz", ".txz")),
}
_LINK = ("link", "Là liên kết, thiết bị hoặc tệp thưa, không đọc. Hãy đóng gói lại với tệp thật.")
_BROKEN = "Tệp nén bị hỏng hoặc hết giữa chừng. Hãy tải lại hoặc đóng gói lại."


def may_be(head):
    """Tell whether the bytes `head` begin a tar archive or a file packed with gzip, bzip2 or xz."""
    return _is_tar(head) or _packing(head) is not None


def fits(stream):
    """What begins as one of these is one."""
    return True


def _packing(head):
    kind = _PACKED.get(head[:2])
    if head[:2] == b"BZ" and head[2:3] != b"h":
        return None
    return kind


def _is_tar(head):
    if head[257:262] == b"ustar":
        return True
    try:
        return len(head) == 512 and bool(tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape").name)
    except (tarfile.TarError, ValueError):
        return False


def entries(member, check):
    """Yield the `Entry`s of the archive `member` in the order of their names. Raises `ArchiveError`."""
    kept = _Kept(member.open())
    packing = _packing(kept.stream.read(512))
    kept.stream.seek(0)
    if packing:
        kept = _Kept(_unpacked(packing[0](kept.stream), check))
        if not _is_tar(kept.stream.read(512)):
            yield _single(kept, member, packing[1])
            return
        kept.stream.seek(0)
    yield from _members(kept, None if packing else check)


class _Kept:
    """A file that is closed when nothing refers to it any more."""

    def __init__(self, stream):
        self.stream = stream
        weakref.finalize(self, stream.close)


def _unpacked(packed, check):
    """Return a temporary file with all that `packed` holds, checked as it grows."""
    whole = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as its members
    try:
        while chunk := packed.read(_CHUNK):
            check(len(chunk))
            whole.write(chunk)
    except FAULTS as error:
        whole.close()
        raise ArchiveError("damaged", _BROKEN) from error
    except ArchiveError:
        whole.close()
        raise
    whole.seek(0)
    return whole


def _single(kept, member, endings):
    size = kept.stream.seek(0, io.SEEK_END)
    name = member.name.rpartition("!")[2].rpartition("/")[2]
    for ending in endings:
        name = name.removesuffix(ending)
    return Entry(name=name, size=size, open=lambda: _Part(kept, 0, size))


def _members(kept, check):
    found, broken, end = [], False, kept.stream.seek(0, io.SEEK_END)
    kept.stream.seek(0)
    try:
        with tarfile.open(fileobj=_Capped(kept.stream), mode="r:") as archive:
            for info in archive:
                if check:
                    check(info.size)
                if not info.isdir():
                    found.append(_entry(kept, info, end))
    except FAULTS:
        broken = True
    yield from sorted(found, key=lambda entry: entry.name)
    if broken:
        raise ArchiveError("damaged", _BROKEN)


def _entry(kept, info, end):
    start, size = info.offset_data, info.size
    refused = () if info.isreg() and not info.issparse() else _LINK
    if start + size > end and not refused:
        refused = ("damaged", _BROKEN)
    return Entry(name=info.name.removeprefix("./"), size=size, open=lambda: _Part(kept, start, size), refused=refused)


class _Capped:
    """Keeps `tarfile` from reading a header of any length into memory."""

    def __init__(self, stream):
        self._stream = stream
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size=-1):
        if not 0 <= size <= LONGEST_HEADER:
            raise tarfile.ReadError("header")
        return self._stream.read(size)


class _Part(io.RawIOBase):
    """The `size` bytes of a kept file from `start`; fewer are an error."""

    def __init__(self, kept, start, size):
        self._kept, self._at, self._left = kept, start, size

    def readable(self):
        return True

    def readinto(self, buffer):
        wanted = min(len(buffer), self._left)
        self._kept.stream.seek(self._at)
        data = self._kept.stream.read(wanted)
        if wanted and not data:
            raise EOFError("member")
        buffer[: len(data)] = data
        self._at += len(data)
        self._left -= len(data)
        return len(data)
