"""Saved pages with their pictures inside (`.mht`) as archives: the page is one member, each picture another."""

import io

from articles.formats import mht
from articles.formats.archive.limits import ArchiveError, Entry

FAULTS = ()
_last = []  # the member taken apart last and its parts: its entries are mostly opened one after the other


def may_be(head):
    return mht.is_mht(head)


def fits(stream):
    return True


def entries(member, check):
    """Yield the `Entry`s of the saved page `member`, the page first. Raises `ArchiveError`."""
    for number, part in enumerate(_parts(member)):
        check(len(part.data))
        yield Entry(name=part.name, size=len(part.data), open=_opening(member, number))


def _opening(member, number):
    # nothing of the page is kept: many pages wait to be read
    return lambda: io.BytesIO(_parts(member)[number].data)


def _parts(member):
    if not _last or _last[0] is not member:
        with member.open() as stream:
            data = stream.read(mht.MAX_BYTES + 1)
        try:
            _last[:] = [member, mht.parts(data)]
        except mht.BrokenPage as error:
            raise ArchiveError(error.code, str(error)) from error
    return _last[1]
