"""Which reader fits a file: told from its first bytes, never from its name alone."""

import re
from importlib import import_module

HEAD = 64 * 1024  # bytes that `recognise` should be given

# name (the `--format` word) -> module, the most particular format first, plain text last
FORMATS = {
    "nitf": "articles.formats.nitf",
    "newsml": "articles.formats.newsml",
    "newsml1": "articles.formats.newsml1",
    "wxr": "articles.formats.wxr",
    "feed": "articles.formats.feed",
    "ninjs": "articles.formats.ninjs",
    "ghost": "articles.formats.ghost",
    "html": "articles.formats.html",
    "tabular": "articles.formats.tabular",
    "capture": "articles.formats.capture",
}
_BINARY_STARTS = (
    *(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"\0\0\1\0", b"%PDF", b"%!PS"),
    *(b"{\\rtf", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh"),
    *(b"\xfd7zXZ", b"ID3", b"OggS", b"fLaC", b"RIFF", b"\x1aE\xdf\xa3", b"FLV", b"MZ", b"\x7fELF", b"SQLite format 3"),
)
_BINARY_LATER = re.compile(rb".{4}(?:ftyp|moov|mdat)", re.DOTALL)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
# UTF-16 and UTF-32 without a BOM, as their ASCII letters show
_WIDE_TEXT = re.compile(rb"(?:[\t\r\n -~]\0){8}|(?:\0[\t\r\n -~]){8}|(?:[\t\r\n -~]\0{3}){8}|(?:\0{3}[\t\r\n -~]){8}")


def reader(name):
    """Return the reader module called `name`, a key of `FORMATS`."""
    return import_module(FORMATS[name])


def recognise(head, name):
    """Return the reader module for a file called `name` that begins with the bytes `head`, or None.

    None is for what no reader knows, and for pictures, PDF, office documents and other files that are not text.
    """
    if is_binary(head):
        return None
    return next((module for module in map(reader, FORMATS) if module.sniff(head, name)), None)


def is_binary(head):
    """Tell whether the bytes `head` begin a file that is no text in any encoding."""
    if head.startswith(_BINARY_STARTS) or _BINARY_LATER.match(head):
        return True
    if head.startswith(_WIDE_BOMS) or _WIDE_TEXT.match(head):
        return False
    return b"\0" in head[:8192]
