"""JSON Feed 1.0 and 1.1 (jsonfeed.org): the items of a feed written as JSON."""

import json
import re
from html import escape

from articles.formats import agency
from articles.formats.addresses import joined
from articles.formats.dates import moment, publication
from articles.formats.encodings import Fields
from articles.formats.feed.media import PICTURE_FILE
from articles.formats.feed.text import opens
from articles.formats.json_items import codec, read_values
from articles.formats.markup import one_line, plain, semantic
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, Refusal
from articles.markup import MarkupError, plain_text

NAME = "feed"
MAX_BYTES = 100_000_000  # a JSON file is read whole
_HEAD = 64 * 1024
_VERSION = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version')
_BROKEN = "Dòng {line}: tệp JSON hỏng ({error}). Hãy xuất lại hoặc sửa dòng này rồi nhập lại."


def sniff(head):
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and bool(_VERSION.search(head[:8000]))


def read(stream, source):
    """Yield the articles of a JSON Feed; see `articles.formats.record`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB. Hãy chia tệp rồi nhập lại."
        yield Refusal(source=source.name, code="too-large", reason=reason)
        return
    name, errors = codec(data[:_HEAD], source.encoding)
    text = data.decode(name, errors)
    try:
        feed = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        reason = _BROKEN.format(line=error.lineno, error=error.msg)
        yield Refusal(source=source.name, code="not-json", reason=reason)
        return
    except RecursionError:
        yield Refusal(source=source.name, code="not-json", reason=_BROKEN.format(line=1, error="lồng quá sâu"))
        return
    found = _objects(feed.get("items")) if isinstance(feed, dict) else []
    if not found:
        yield Refusal(source=source.name, code="no-records", reason="Tệp JSON Feed không có mục nào trong “items”.")
    fields = Fields(text, forced=source.encoding)
    for number, item in enumerate(found, 1):
        yield _item(read_values(item, fields), number, feed, source, fields)


def _objects(value):
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _said(item, name):
    value = item.get(name)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _item(item, number, feed, source, fields):
    record = ArticleRecord(source=source.name, format=NAME, source_id=_said(item, "id"))
    record.encoding, record.doubts = fields.name or "utf-8", list(fields.doubts)
    home = _said(feed, "home_page_url")
    record.url = joined(home, _said(item, "url")) if _said(item, "url") else ""
    record.alternate_urls = [url for url in (_said(item, "external_url"),) if "://" in url]
    record.headline = plain(_said(item, "title")) or None
    try:
        record.body, record.photos = semantic(_html(item), base_url=record.url or home)
        lead = plain(_said(item, "summary"))
    except MarkupError as error:
        return Refusal(source=source.name, source_id=record.source_id, code="markup", reason=f"Mục {number}: {error}")
    if not record.body and lead:
        record.body = f"<p>{escape(lead, quote=False)}</p>"
        record.doubts.append(Doubt("summary-only", "Nguồn tin chỉ có đoạn tóm tắt, không có toàn văn."))
    elif not opens(lead, plain_text(record.body)):
        record.standfirst = lead
    if not (record.headline or record.body):
        reason = f"Mục {number} không có tít và nội dung."
        return Refusal(source=source.name, source_id=record.source_id, code="no-text", reason=reason)
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))
    _rest(record, item, feed)
    return agency.take(record)


def _html(item):
    html = _said(item, "content_html")
    if not html:
        html = "".join(f"<p>{escape(part)}</p>" for part in _said(item, "content_text").split("\n\n"))
    addresses = [_said(item, "image") or _said(item, "banner_image")]
    addresses += [_said(file, "url") for file in _objects(item.get("attachments")) if _is_picture(file)]
    shown = [address for address in dict.fromkeys(addresses) if address and address not in html]
    return "".join(f'<figure><img src="{escape(address)}"></figure>' for address in shown) + html


def _is_picture(file):
    kind = _said(file, "mime_type")
    return kind.startswith("image/") if kind else bool(PICTURE_FILE.search(_said(file, "url")))


def _rest(record, item, feed):
    found = publication([("date_published", _said(item, "date_published"))])
    record.published_on, record.published_at, record.published_on_reason = found.on, found.at, found.reason
    record.doubts += found.doubts
    record.modified_at = moment(_said(item, "date_modified"))
    people = _authors(item) or _authors(feed)
    record.bylines = [BylineRecord(name=name) for name in dict.fromkeys(people)]
    tags = item.get("tags")
    words = [one_line(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    record.tags = [tag for tag in dict.fromkeys(words) if tag]
    record.language = (_said(item, "language") or _said(feed, "language") or "vi")[:2].lower()
    record.credits = [photo.credit for photo in record.photos if photo.credit]


def _authors(holder):
    found = [*_objects(holder.get("authors")), *_objects([holder.get("author")])]
    return [name for person in found if (name := one_line(_said(person, "name")))]
