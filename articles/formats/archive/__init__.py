"""Walks what an archivist gives: files, folders, zip and tar archives, saved pages with their pictures (`.mht`).

Archives may lie one level inside archives.

Nothing is unpacked to where its name points: members are read into temporary files, so a hostile name can only be
refused. Sizes, counts and ratios are bounded before anything is read; what is refused is named, the rest goes on.
"""

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from articles.formats.archive import mht as archive_mht, tar as archive_tar, zip as archive_zip
from articles.formats.archive.limits import ArchiveError, Limits, Usage
from articles.formats.media import MediaFolder
from articles.formats.record import Refusal

__all__ = ["ArchiveError", "Limits", "MediaFolder", "Member", "printable", "walk"]

MAX_NESTING = 1
HEAD = 512
_FAULTS = (*archive_zip.FAULTS, *archive_tar.FAULTS)
_SPOOLED = 8 * 1024 * 1024
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/)", re.IGNORECASE)
_CLIMBING = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file: `name` is relative to what was given (`dir/a.zip!b/c.xml`), `size` in bytes."""

    name: str
    size: int
    opener: Callable[[], BinaryIO] = field(repr=False, compare=False)
    peek: Callable[[], bytes] = field(repr=False, compare=False)  # its first 512 bytes

    def open(self) -> BinaryIO:
        """Return the contents as a seekable binary file, to be closed by the caller.

        Raises `ArchiveError`, whose text is the Vietnamese message, when the member is damaged.
        """
        return self.opener()


def walk(path, *, limits=Limits()) -> Iterator[Member | Refusal]:  # noqa: B008 - frozen
    """Yield the files at `path`, a file, a folder or an archive, in the order of their names.

    A `Refusal` stands for each one that is not followed: links, devices, names that climb out, bombs, ciphered members.
    A member can be opened at any time, several times; its archive stays open as long as a member of it is kept.
    """
    path = Path(path)
    walker = _Walker(Usage(limits))
    if path.is_dir():
        yield from walker.folder(path, "")
    elif path.is_file():
        yield from walker.file(path, path.name)
    else:
        yield _refusal(path.name, "not-found", "Không tìm thấy tệp hay thư mục này. Hãy kiểm tra lại đường dẫn.")


def _refusal(name, code, reason):
    return Refusal(source=name, code=code, reason=f"“{name}”: {reason}")


class _Walker:
    def __init__(self, usage):
        self.usage = usage

    def folder(self, path, prefix):
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except OSError:
            yield _refusal(prefix or path.name, "unreadable", "Không mở được thư mục. Hãy xem lại quyền đọc.")
            return
        for entry in entries:
            name = printable(f"{prefix}{entry.name}")
            if entry.is_symlink():
                yield _refusal(name, "link", "Là liên kết tới nơi khác, không theo. Hãy chép tệp thật vào thư mục.")
            elif entry.is_dir():
                if not _JUNK.search(f"{name}/"):
                    yield from self.folder(Path(entry.path), f"{name}/")
            elif not _JUNK.search(name):
                yield from self.file(Path(entry.path), name)

    def file(self, path, name):
        try:
            found = path.stat()
        except OSError:
            yield _refusal(name, "unreadable", "Không đọc được tệp. Hãy xem lại quyền đọc.")
            return
        if not stat.S_ISREG(found.st_mode):
            yield _refusal(name, "device", "Không phải tệp thường (thiết bị hoặc ống dẫn), không đọc.")
            return
        member = Member(
            name=name,
            size=found.st_size,
            opener=lambda: _open_file(path, name),
            peek=lambda: _peek_file(path, name),
        )
        yield from self.member(member, depth=0)

    def member(self, member, *, depth):
        """Yield `member`, or what is in it where it is an archive."""
        try:
            self.usage.count(member)
            kind = _kind(member)
            if not kind:
                yield member
            elif depth > MAX_NESTING:
                raise ArchiveError("nested", "Tệp nén nằm trong tệp nén quá sâu. Hãy giải nén bớt một lớp.")
            else:
                yield from self.archive(kind, member, depth)
        except ArchiveError as error:
            yield _refusal(member.name, error.code, error.reason)

    def archive(self, kind, member, depth):
        """Yield the members of an archive. Its faults as a whole are raised as `ArchiveError`."""
        for entry in kind.entries(member, self.usage.archive(member.size)):
            inner = printable(entry.name)
            name = f"{member.name}!{inner}"
            if entry.refused:
                yield _refusal(name, *entry.refused)
            elif _CLIMBING.search(entry.name):
                yield _refusal(name, "path", "Tên tệp chỉ ra ngoài tệp nén, không nhập. Hãy đóng gói lại tệp nén.")
            elif not _JUNK.search(inner):
                inside = Member(name=name, size=entry.size, opener=_spooling(entry, name), peek=_peeking(entry, name))
                yield from self.member(inside, depth=depth + 1)


def _kind(member):
    """Return the module that reads the archive `member`, or None for an ordinary file."""
    head = member.peek()
    kind = next((module for module in (archive_zip, archive_tar, archive_mht) if module.may_be(head)), None)
    if kind is None:
        return None
    with member.open() as stream:
        return kind if kind.fits(stream) else None


def _open_file(path, name):
    try:
        return path.open("rb")
    except OSError as error:
        raise ArchiveError("unreadable", f"Không đọc được tệp “{name}”. Hãy xem lại quyền đọc.") from error


def _peek_file(path, name):
    with _open_file(path, name) as stream:
        return stream.read(HEAD)


def _damaged(name):
    reason = f"Thành phần “{name}” trong tệp nén bị hỏng. Hãy đóng gói hoặc tải lại tệp nén."
    return ArchiveError("damaged", reason)


def _peeking(entry, name):
    def peek():
        try:
            with entry.open() as contents:
                return contents.read(HEAD)
        except _FAULTS as error:
            raise _damaged(name) from error

    return peek


def _spooling(entry, name):
    def opener():
        spool = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - the caller closes it
        try:
            with entry.open() as contents:
                shutil.copyfileobj(contents, spool, 256 * 1024)
        except _FAULTS as error:
            spool.close()
            raise _damaged(name) from error
        spool.seek(0)
        return spool

    return opener


def printable(name):
    """Return a file name without the lone surrogates that stand for undecodable bytes, and with `/` between folders."""
    try:
        name.encode()
    except UnicodeEncodeError:
        name = name.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return name.replace("\\", "/")
