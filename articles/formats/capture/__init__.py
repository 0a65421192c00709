"""Reader of captures: the plain text of one old web page, as it was saved.

The page is cut into lines, and passes give every line one kind; what a kind goes to is in `capture_record`. The signs
that the passes look for are kept by concept: `capture_clock`, `capture_days`, `capture_lunar` and
`capture_publication` (time), `capture_lead`, `capture_signs`, `capture_captions`, `capture_credits`, `capture_bylines`,
`capture_noise`.
"""

from articles.formats.capture.lines import Page, split_lines
from articles.formats.capture.opening import mark_headline, mark_repeats, mark_standfirst
from articles.formats.capture.record import make_record
from articles.formats.capture.signing import mark_signatures
from articles.formats.capture.surround import (
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
from articles.formats.capture.text import mark_text
from articles.formats.encodings import UnknownEncoding, decode, decode_text, told
from articles.formats.record import Refusal

NAME = "capture"
_OTHER_FORMATS = (b"<?xml", b"<!doctype", b"<html", b"<rss", b"{", b"[{", b"%pdf", b"pk\x03\x04")
# more characters than an article's body may have (`articles.markup`), so no article
_LONGEST = 2_000_000
_MOST_BYTES = 4 * _LONGEST
_KEPT_BYTES = 20_000  # of a file that is refused for its length: enough to know it by
# each pass gives kinds to lines that no earlier one knew
_PASSES = (
    mark_stamps,
    mark_date_lines,
    mark_ciphers,
    mark_page_furniture,
    mark_source_at_top,
    mark_sections,
    split_lost_breaks,
    join_broken_lines,
    mark_credits,
    mark_headline,
    mark_repeats,
    mark_signatures,
    mark_standfirst,
    mark_text,
)


def sniff(head, name):
    """Whether a file is a capture: named `.txt` and not the beginning of another format."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    return name.lower().endswith(".txt") and not start.startswith(_OTHER_FORMATS)


def read(stream, source):
    """Yield the one `ArticleRecord` or `Refusal` of a capture file. `stream` is binary."""
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        reason = f"Tệp dài quá {_MOST_BYTES} byte, dài hơn mọi bài báo; hãy tách mỗi bài một tệp."
        lines = data[:_KEPT_BYTES].decode("utf-8", "replace").splitlines()
        yield Refusal(source=source.name, code="too-long", reason=reason, lines=lines)
        return
    try:
        decoded = decode(data, forced=source.encoding)
    except UnknownEncoding as error:
        code = "binary" if error.byte == 0 else "encoding"
        yield Refusal(source=source.name, code=code, reason=str(error), lines=data.decode("latin-1").splitlines())
        return
    yield _read_decoded(decoded, source)


def read_text(text, *, source):
    """Return the `ArticleRecord` of a capture's text, or a `Refusal` when it holds no article.

    Lines that an old encoding left garbled in `text` are mended first.
    """
    if "\x00" in text:
        reason = "Có ký tự NUL nên không phải văn bản; hãy kiểm tra lại nguồn."
        return Refusal(source=source.name, code="binary", reason=reason, lines=text.splitlines())
    return _read_decoded(decode_text(text), source)


def _read_decoded(decoded, source):
    lines = split_lines(decoded.text)
    if not lines:
        return Refusal(source=source.name, code="no-text", reason="Tệp trống, không có dòng chữ nào; hãy bỏ tệp này.")
    if len(decoded.text) > _LONGEST:
        reason = f"Tệp dài {len(decoded.text)} ký tự, dài hơn mọi bài báo; hãy tách mỗi bài một tệp."
        return Refusal(source=source.name, code="too-long", reason=reason, lines=[line.text for line in lines])
    page = Page(lines)
    if decoded.converted:
        losses = [f"dòng {line}: {what}" for line, what in [*decoded.lost, *decoded.notes][:5]]
        page.note("encoding", told(decoded.encoding, losses))
    for mark in _PASSES:
        mark(page)
    item = make_record(page, source=source, name=NAME)
    if not isinstance(item, Refusal):
        item.encoding = decoded.encoding
    return item
