"""Pages that a browser saved into one file with their pictures (`.mht`, RFC 2557): the page and each picture as bytes.

Bounded by size, number of parts and nesting. The page's `cid:` addresses become the names of the pictures in the file.
"""

import email
import posixpath
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote, urlsplit

MAX_BYTES = 64 * 1024 * 1024
MAX_PARTS = 2000
MAX_NESTING = 20
PAGE = "page.html"

_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,20}){1,40}")
_IS_PAGE = re.compile(rb"^content-type:\s{0,20}(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)
_MIME = re.compile(rb"^(?:mime-version|snapshot-content-location):", re.I | re.M)
_SAVED = re.compile(rb"From: <Saved by [A-Za-z ]{1,60}", re.I)  # Chrome, Edge, Internet Explorer
_BOUNDARY = re.compile(rb"\bboundary\s{0,5}=", re.I)
_CID = re.compile(rb"""cid:([^"'\s<>()]{1,300})""", re.I)
_CHARSET = re.compile(rb"<meta[^<>]{0,300}charset", re.I)
_FRAMES = re.compile(rb"<frameset\b", re.I)
_TAG = re.compile(rb"<(?:script|style)\b.{0,200000}?</(?:script|style)>|<[^<>]{0,4000}>", re.I | re.S)
_UNSAFE = re.compile(r"[^\w.@=+-]")
_KINDS = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "pjpeg": "jpg", "x-png": "png"}


class BrokenPage(ValueError):
    """A file that cannot be taken apart: `code` for grouping, the message in Vietnamese with the mend."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class Part:
    """One file within: its `name` is relative, made of its address; `data` is decoded."""

    name: str
    data: bytes


def is_mht(head):
    """Tell whether the bytes `head` begin a page saved with its pictures."""
    header = _HEADER.match(head.lstrip(b"\xef\xbb\xbf\r\n "))
    if not header:
        return False
    return bool(_SAVED.match(header[0]) or (_IS_PAGE.search(header[0]) and _MIME.search(header[0])))


def parts(data):
    """Return the page (named `PAGE`) and the pictures of the bytes `data`, the page first. Raises `BrokenPage`."""
    if len(data) > MAX_BYTES:
        raise BrokenPage("too-large", f"Tệp dài quá {MAX_BYTES} byte. Hãy lưu lại trang dạng HTML rồi nhập.")
    if len(_BOUNDARY.findall(data)) > MAX_NESTING:
        raise BrokenPage("nested", "Tệp MHT lồng nhau quá sâu. Hãy lưu lại trang dạng HTML rồi nhập.")
    try:
        message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n "))
        found = [part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False) if not part.is_multipart()]
        pages = [part for part in found if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        page = _page(message, pages)
        if page is None:
            raise BrokenPage("no-text", "Tệp MHT không có trang HTML nào. Hãy lưu lại trang rồi nhập.")
        pictures = {_name(part): part for part in found if part.get_content_maintype() == "image"}
        names = {_identity(part): name for name, part in pictures.items() if _identity(part)}
        return [Part(PAGE, _page_bytes(message, page, names)), *(Part(*both) for both in _decoded(pictures))]
    except (RecursionError, LookupError, UnicodeError, AttributeError, TypeError) as error:
        raise BrokenPage("damaged", "Tệp MHT hỏng, không tách được. Hãy lưu lại trang dạng HTML rồi nhập.") from error


def _decoded(pictures):
    return ((name, part.get_payload(decode=True) or b"") for name, part in pictures.items())


def _page(message, pages):
    """Return the part that is the page; of a page of frames, the frame with the most text."""
    start = _header(message.get_param("start"))
    root = next((page for page in pages if start and _header(page["Content-ID"]) == start), pages[0] if pages else None)
    if root is None or not _FRAMES.search(root.get_payload(decode=True) or b""):
        return root
    frames = [page for page in pages if page is not root]
    return max(frames, key=lambda page: len(_TAG.sub(b"", page.get_payload(decode=True) or b"")), default=root)


def _header(value):
    return str(value or "").strip().strip("<>")


def _identity(part):
    return _header(part["Content-ID"])


def _name(part):
    """Return a relative path for a picture: host and path of its address, else its id or its place."""
    address = _header(part["Content-Location"])
    kind = part.get_content_subtype()
    try:
        parsed = urlsplit(address)
        path = f"{parsed.netloc}/{unquote(parsed.path)}" if parsed.netloc else unquote(parsed.path)
    except ValueError:
        path = ""
    steps = [_UNSAFE.sub("_", step) for step in path.split("/") if step.strip(". ")]
    name = "/".join(steps[-8:]) or _UNSAFE.sub("_", _identity(part)) or f"picture{id(part)}"
    return name if posixpath.splitext(name)[1] else f"{name}.{_KINDS.get(kind, kind)}"


def _page_bytes(message, page, names):
    data = page.get_payload(decode=True) or b""
    data = _CID.sub(lambda found: names.get(found[1].decode("latin-1"), found[0].decode("latin-1")).encode(), data)
    address = _header(page["Content-Location"]) or _header(message["Snapshot-Content-Location"])
    charset = page.get_content_charset("")
    told = b""
    if address.startswith(("http://", "https://")) and b"saved from url" not in data[:5000]:
        address = escape("".join(address.split()))[:2000]
        told += f"<!-- saved from url=({len(address):04d}){address} -->\n".encode()
    if charset and data.isascii() is False and not _CHARSET.search(data[:8000]):
        told += f'<meta charset="{escape(charset)}">\n'.encode("ascii", "replace")
    return told + data
