"""Reader of captures: the plain text of one old web page, as it was saved.

The page is cut into lines and every line gets one kind; `docs` of the signs are in the sibling modules: `capture_clock`
and `capture_days` (time), `capture_bylines`, `capture_captions`, `capture_noise`, `capture_lead`.
"""

from .capture_lines import Page, split_lines
from .capture_opening import mark_headline, mark_repeats, mark_standfirst
from .capture_record import make_record
from .capture_signing import mark_signatures
from .capture_surround import (
    join_broken_lines,
    mark_ciphers,
    mark_credits,
    mark_date_lines,
    mark_page_furniture,
    mark_sections,
    mark_source_at_top,
    mark_stamps,
    split_lost_breaks,
)
from .capture_text import mark_text
from .record import Refusal

NAME = "capture"
# each pass gives kinds to lines that no earlier one knew
_PASSES = (
    mark_stamps,
    mark_date_lines,
    mark_ciphers,
    mark_page_furniture,
    mark_sections,
    mark_source_at_top,
    split_lost_breaks,
    join_broken_lines,
    mark_credits,
    mark_headline,
    mark_repeats,
    mark_signatures,
    mark_standfirst,
    mark_text,
)
_OTHER_FORMATS = (b"<?xml", b"<!doctype", b"<html", b"<rss", b"{", b"[{", b"%pdf", b"pk\x03\x04")


def sniff(head, name):
    """Whether a file is a capture: named `.txt`, without NUL bytes, and not markup of another format."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    return name.lower().endswith(".txt") and b"\x00" not in head and not start.startswith(_OTHER_FORMATS)


def read(stream, source):
    """Yield the one `ArticleRecord` or `Refusal` of a capture file. `stream` is binary."""
    data = stream.read()
    try:
        text, encoding = decode(data, forced=source.encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Refusal(
            source=source.name,
            code="encoding",
            reason=f"Dòng {line} không phải UTF-8; hãy cho biết bảng mã của tệp (--encoding) hoặc lưu lại bằng UTF-8.",
            lines=data.decode("latin-1").splitlines(),
        )
        return
    item = read_text(text, source=source)
    if not isinstance(item, Refusal):
        item.encoding = encoding
    yield item


def decode(data, *, forced=None):
    """Return (text, name of the encoding). Raises `UnicodeDecodeError`."""
    return data.decode(forced or "utf-8-sig"), forced or "utf-8"


def read_text(text, *, source):
    """Return the `ArticleRecord` of a capture's text, or a `Refusal` when it holds no article."""
    if "\x00" in text:
        return Refusal(
            source=source.name,
            code="binary",
            reason="Tệp có byte NUL nên không phải văn bản; hãy kiểm tra lại tệp.",
            lines=text.splitlines(),
        )
    lines = split_lines(text)
    if not lines:
        return Refusal(source=source.name, code="no-text", reason="Tệp trống, không có dòng chữ nào; hãy bỏ tệp này.")
    page = Page(lines)
    for mark in _PASSES:
        mark(page)
    return make_record(page, source=source, name=NAME)
