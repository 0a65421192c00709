"""Tables and JSON lines: one article a row or a line.

CSV: UTF-8, UTF-16 or an old Vietnamese encoding, judged row by row; cells parted by `,` `;` tab or `|`; quoted cells
may hold line ends. The first row names the columns, in English or Vietnamese, as `COLUMNS` lists them; capitals,
marks, spaces and underscores do not matter. Several authors, tags, pictures or captions in one cell are parted by
`;` `|` or line ends (authors and tags also by commas, levels of sections by `/` or `>`). An apostrophe that an
export set before `=`, `+`, `-` or `@`, lest a spreadsheet run it, is taken off. Columns nobody knows are kept in
`ArticleRecord.noise`.

JSON lines: an object a line, with the same names for keys. `body` is a list of plain paragraphs, or HTML, or plain
text of a paragraph a line; `author` and `tags` may be lists; `photos` a list of `{url, caption, credit, alt}`. Lines
with the key `newsroom` are our own export (`record_json`), read back without loss. A line that cannot be read is
refused by its number and the rest goes on.
"""

import contextlib
import csv
import io
import itertools
import json
import re
from functools import lru_cache

from articles.formats.encodings import Fields, as_windows_1252
from articles.formats.json_items import read_values
from articles.formats.record import Refusal
from articles.formats.tabular.article import article
from articles.formats.tabular.record_json import MARK, VERSION, record_from_data, record_from_json, record_to_json
from articles.formats.tabular.text import MAX_CELL, Rejoined, decoded_lines, detect_encoding, errors_of, text_layer
from articles.markup import MarkupError, sanitise
from newsroom.vietnamese import slugify

__all__ = ["COLUMNS", "NAME", "read", "record_from_json", "record_to_json", "sniff"]

NAME = "tabular"

COLUMNS = {
    "headline": ("headline", "title", "web_title", "post_title", "tít", "tiêu đề", "tựa đề", "tên bài", "đầu đề"),
    "kicker": ("kicker", "tít phụ", "tiêu đề phụ", "tít trên"),
    "standfirst": (
        *("standfirst", "summary", "excerpt", "lead", "description", "subtitle", "web_subtitle", "custom_excerpt"),
        "post_summary",
        *("sapo", "tóm tắt", "mô tả", "trích dẫn", "lời dẫn"),
    ),
    "body": (
        *("body", "content_html", "html", "content", "post_content", "post_body", "text", "plain_content"),
        *("nội dung", "thân bài", "toàn văn", "nội dung bài"),
    ),
    "section": (
        *("section", "sections", "category", "main_category", "categories"),
        *("chuyên mục", "danh mục", "mục", "chuyên trang"),
    ),
    "subsection": ("subsection", "chuyên mục con", "tiểu mục"),
    "author": ("author", "authors", "byline", "tác giả", "bút danh", "người viết", "phóng viên", "cộng tác viên"),
    "tags": ("tags", "keywords", "content_tags", "thẻ", "từ khóa"),
    "published": (
        *("published_at", "published_on", "published", "publish_date", "published_date", "date", "pubdate"),
        *("post_date", "date_published"),
        *("ngày đăng", "ngày xuất bản", "thời gian đăng", "giờ đăng", "ngày giờ đăng", "ngày"),
    ),
    "created": ("created_at", "created_on", "created", "ngày tạo", "ngày viết"),
    "modified": (
        *("modified_at", "updated_at", "updated_on", "modified", "updated", "last_published_date"),
        *("ngày sửa", "ngày cập nhật", "cập nhật"),
    ),
    "url": ("url", "link", "permalink", "address", "post_page_url", "đường dẫn", "địa chỉ", "liên kết"),
    "id": ("id", "source_id", "post_id", "guid", "mã bài", "mã", "mã số"),
    "slug": ("slug",),
    "status": ("status", "is_published", "trạng thái", "tình trạng"),
    "photo": (
        *("photo", "photos", "image", "images", "picture", "thumbnail_url", "cover_image", "feature_image"),
        "main_image",
        *("ảnh", "hình ảnh", "ảnh đại diện", "tệp ảnh"),
    ),
    "caption": ("photo_caption", "caption", "captions", "chú thích ảnh", "chú thích"),
    "credit": ("photo_credit", "credit", "nguồn ảnh", "tác giả ảnh", "người chụp"),
    "alt": ("alt", "photo_alt", "mô tả ảnh"),
    "agency": ("agency", "source", "nguồn", "nguồn tin", "hãng tin"),
    "language": ("language", "lang", "ngôn ngữ"),
}
HEADER_ROWS = 5  # the header is among the first rows

_FIELDS = {slugify(name): field for field, names in COLUMNS.items() for name in names}
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_FORMULA = re.compile(r"^'(?='*[=+\-@\t\r])")
_PLAIN_PARAGRAPHS = re.compile(r"(?:<p>[^<>]*</p>)*")
_KEY = re.compile(r'"([^"\\]{1,40})"\s?:')
_WIRE_KEYS = {"versioncreated", "representationtype", "body_xhtml", "body_html", "pubstatus"}

csv.field_size_limit(MAX_CELL)


@lru_cache(maxsize=2000)
def _field(column):
    return _FIELDS.get(slugify(column), "")


def sniff(head, name):
    encoding = detect_encoding(head)
    text = _start(head, encoding)
    return _is_json_lines(text) if text.startswith("{") else _layout(text) is not None


def _start(head, encoding):
    return head.decode(encoding, errors=errors_of(encoding)).lstrip("\ufeff \r\n\t")


def _is_json_lines(text):
    keys = _first_keys(text)
    known = {_field(key) for key in keys} - {""}
    return MARK in keys or ("headline" in known and len(known) > 1 and not _WIRE_KEYS.intersection(keys))


def _first_keys(text):
    """Return the keys of the first of the opening lines that is a JSON object; a bad line may stand before it."""
    lines = text.split("\n", 6)
    for line in lines[:-1]:
        with contextlib.suppress(ValueError, RecursionError):
            data = json.loads(line)
            if isinstance(data, dict):
                return set(data)
    # a line longer than the head cannot be parsed yet
    return set(_KEY.findall(text)) if len(lines) == 1 else set()


def _layout(text):
    """Return the delimiter of a table that begins with `text`, or None where it is none."""
    text = _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text
    fields, known = Fields(text), {}
    for delimiter in _DELIMITERS:
        rows = map(fields.read, _first_rows(text[:20_000], delimiter))
        known[delimiter] = max(map(_known, rows), default=0)
    best = max(_DELIMITERS, key=known.get)
    return best if known[best] else None


def _known(row):
    """Return how many of the cells name columns; 0 where they cannot be the header of a table of articles."""
    known = {_field(cell) for cell in row if len(cell) < 60} - {""}
    return len(known) if {"headline", "body"} & known and len(known) > 1 else 0


def _first_rows(text, delimiter):
    """Return the opening rows; the name of the table may stand above its header."""
    with contextlib.suppress(csv.Error):
        return list(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_ROWS))
    return []


def read(stream, source):
    """Yield the articles of a table or of JSON lines; see `articles.formats.record`."""
    head = stream.read(65_536)
    stream = io.BufferedReader(Rejoined(head, stream))
    encoding = detect_encoding(head, source.encoding)
    start = _start(head, encoding)
    fields = Fields(start, forced=source.encoding)
    reader = _json_lines if start.startswith("{") else _table
    yield from reader(stream, source, encoding, start, fields)


# JSON lines


def _json_lines(stream, source, encoding, _start, fields):
    for number, line in decoded_lines(stream, encoding):
        if line is None:
            yield _refusal(source, number, "bad-line", f"dòng dài quá {MAX_CELL} byte. Hãy tách ảnh nhúng ra.")
        elif line.strip():
            yield _json_line(line, number, source, fields)


def _json_line(line, number, source, fields):
    try:
        data = json.loads(line, strict=False)
        if not isinstance(data, dict):
            raise ValueError("không phải là đối tượng JSON")
        if data.get(MARK) == VERSION:
            del data[MARK]
            if "\\ud" in line or "\\uD" in line or not line.isascii():
                json.dumps(data, ensure_ascii=False).encode()  # a half of a character is an error
            return _own(data)
        return _made(read_values(data, fields).items(), number, source, fields, line)
    except MarkupError as error:
        return _refusal(source, number, "markup", str(error), line)
    except (ValueError, RecursionError) as error:
        return _refusal(source, number, "bad-line", f"JSON hỏng ({error}). Hãy sửa dòng này rồi nhập lại.", line)


def _own(data):
    """Return the record of our own export; a body that anybody could have written is sanitised again."""
    record = record_from_data(data)
    if not _PLAIN_PARAGRAPHS.fullmatch(record.body):
        record.body = sanitise(record.body)
    return record


def _by_field(pairs):
    values, rest = {}, []
    for key, value in pairs:
        field = _field(key)
        if field and not values.get(field):
            values[field] = value
        elif value not in (None, "", [], {}):
            rest.append(f"{key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    values["rest"] = rest
    return values


def _made(pairs, number, source, fields, line):
    """Return the article of a row's cells or a line's keys, or the refusal of what is none."""
    record = article(_by_field(pairs), source=source, encoding=fields.name or "utf-8", name=NAME)
    record.doubts += fields.doubts
    if record.status == "trash":
        return _refusal(source, number, "trash", "bài đã bị xóa ở nguồn.", line, record.source_id)
    if not (record.headline or record.body or record.standfirst):
        return _refusal(source, number, "no-text", "không có tít và nội dung.", line, record.source_id)
    return record


def _refusal(source, number, code, reason, line="", source_id=""):
    lines = as_windows_1252(line).splitlines()[:200]
    return Refusal(source=source.name, source_id=source_id, code=code, reason=f"Dòng {number}: {reason}", lines=lines)


# tables


def _table(stream, source, encoding, start, fields):
    layout = _layout(start)
    if layout is None:
        yield _refusal(source, 1, "no-columns", _NO_COLUMNS)
        return
    with text_layer(stream, encoding) as text:
        rows = csv.reader(text, delimiter=layout)
        header = next((row for row in map(fields.read, itertools.islice(rows, HEADER_ROWS + 1)) if _known(row)), None)
        if header is None:
            yield _refusal(source, 1, "no-columns", _NO_COLUMNS)
            return
        count = 0
        for count, result in enumerate(_rows(rows, header, source, fields), 1):  # noqa: B007 - used after the loop
            yield result
    if not count:
        yield _refusal(source, 1, "no-records", "bảng chỉ có hàng tên cột, không có bài nào.")


_NO_COLUMNS = "những hàng đầu không có cột “tiêu đề” hay “nội dung”. Hãy đặt tên cột ở hàng đầu rồi nhập lại."


def _rows(rows, header, source, fields):
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            reason = f"không đọc được ({error}). Hãy kiểm tra dấu ngoặc kép của hàng này."
            yield _refusal(source, number, "bad-line", reason)
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _row(row, header, number, source, fields)


def _row(row, header, number, source, fields):
    line = "\n".join(row)
    if any(cell.strip() for cell in row[len(header) :]):
        reason = f"hàng có {len(row)} ô mà bảng chỉ có {len(header)} cột. Hãy đặt ô có dấu phân cách trong ngoặc kép."
        return _refusal(source, number, "columns", reason, line)
    cells = (_FORMULA.sub("", cell) for cell in fields.read(row))
    try:
        return _made(zip(header, cells, strict=False), number, source, fields, line)
    except MarkupError as error:
        return _refusal(source, number, "markup", str(error), line)
