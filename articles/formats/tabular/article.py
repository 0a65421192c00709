"""The cells of a row, or the keys of a JSON line, → one `ArticleRecord`."""

import contextlib
import itertools
import json
import re
import unicodedata
from functools import lru_cache
from html import unescape

from articles.formats import agency
from articles.formats.dates import moment, publication
from articles.formats.markup import one_line, plain, semantic, split_credit
from articles.formats.record import ArticleRecord, Doubt, PhotoRecord, paragraph, photo_place
from articles.formats.signed import signed_names
from newsroom.vietnamese import same_word_key, slugify

STATUSES = {
    **dict.fromkeys(("publish", "published", "true", "1", "yes", "confirmed", "live"), "published"),
    **dict.fromkeys(("da-dang", "da-xuat-ban", "xuat-ban", "dang", "co"), "published"),
    **dict.fromkeys(("draft", "pending", "scheduled", "private", "false", "0", "no", "future"), "draft"),
    **dict.fromkeys(("ban-nhap", "nhap", "cho-duyet", "cho-bien-tap", "cho-xuat-ban", "chua-dang", "khong"), "draft"),
    **dict.fromkeys(("withdrawn", "unpublished", "removed", "go", "go-xuong", "da-go", "da-go-xuong"), "withdrawn"),
    **dict.fromkeys(("trash", "deleted", "thung-rac", "huy", "da-xoa"), "trash"),
}

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|img|ul|ol|li|table|figure|blockquote|section)\b[^<>]{0,4000}>"
)
_NAME_KEYS = ("name", "displayName", "fullName", "title", "label", "slug")
_SEVERAL = re.compile(r"[;|\n]")
_WORDS = re.compile(r"[;|,\n]")
_LEVELS = re.compile(r"[/>›\n]")
_PLACE = re.compile(r"\[ảnh (\d{1,3})\]$", re.IGNORECASE)


def article(values, *, source, encoding, name):
    """Return the `ArticleRecord` of `values`, by the field names of `tabular.COLUMNS`; `rest` holds what has none.

    The status of a deleted article is "trash". Raises `MarkupError` on a body that cannot be cleaned.
    """
    get = values.get
    source_id = _text(get("id")) or _text(get("slug"))
    record = ArticleRecord(source=source.name, format=name, source_id=source_id, encoding=encoding)
    record.headline = _line(get("headline")) or None
    record.kicker, record.agency = _line(get("kicker")), _line(get("agency"))
    record.standfirst = _line(get("standfirst"))
    record.url, record.noise = _text(get("url")), get("rest")
    _fill_body(record, values)
    if not record.body:
        record.doubts.append(Doubt("body-missing", "Nguồn không có thân bài."))
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))
    _fill_status(record, _text(get("status")))
    _fill_dates(record, values)
    _fill_people_and_terms(record, values)
    return agency.take(record)


def _text(value):
    """Return the text of a cell or JSON value."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else ""


def _named(value):
    """Return the text of a value, or the name in it where it is an object."""
    if isinstance(value, dict):
        value = next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str)), "")
    text = _text(value)
    return unescape(text) if "&" in text else text


def _line(value):
    """Return a cell of plain text on one line; ready markup in it goes."""
    text = _text(value)
    return plain(text) if "<" in text or "&" in text else tidy(text)


def tidy(text):
    """Return plain `text` as `one_line` does; quick for text that has nothing to tidy."""
    return text.strip(" ") if _is_tidy(text) else one_line(text)


def _is_tidy(text):
    # a no-break space or anything invisible is not printable, and 500 words are asked in microseconds
    return (
        text.isprintable()
        and "  " not in text
        and "\u00d0" not in text
        and "\u00f0" not in text
        and unicodedata.is_normalized("NFC", text)
    )


def _several(value, pattern):
    """Return the parts of a list, or of a cell that holds several."""
    if not value:
        return []
    if isinstance(value, str):
        if value.startswith("["):
            with contextlib.suppress(ValueError):
                value = json.loads(value)
        elif not pattern.search(value):
            return [text] if (text := tidy(value)) else []
    parts = value if isinstance(value, list) else pattern.split(_text(value))
    return [text for part in parts if (text := tidy(_named(part)))]


def _fill_body(record, values):
    body, photos = values.get("body"), _photos(values)
    text = "" if isinstance(body, list) else _text(body)
    if _TAG.search(text):
        record.body, record.photos = semantic(text)
        _put_before(record, photos)
    else:
        lines = map(_text, body) if isinstance(body, list) else map(str.strip, text.splitlines())
        record.photos = photos
        record.body = _plain_body([line for line in lines if line], len(photos))
    record.credits = [photo.credit for photo in record.photos if photo.credit]
    if "\ufffd" in record.body:
        record.doubts.append(Doubt("damaged", "Nội dung có ký tự hỏng do sai bảng mã. Hãy nhập lại với đúng bảng mã."))


def _plain_body(lines, photo_count):
    """Return a paragraph of each of `lines`; pictures that no `[ảnh n]` among them places come first."""
    whole, marked = "\n".join(lines), ()
    if _goes_as_it_is(whole, len(lines)):
        paragraphs = whole and f"<p>{whole.replace(chr(10), '</p><p>')}</p>"
    else:
        lines = [text for line in lines for part in line.splitlines() if (text := tidy(part.strip()))]
        marked = {int(match[1]) for line in lines if (match := _PLACE.match(line))}
        paragraphs = "".join(map(_chunk, lines))
    return "".join(photo_place(number) for number in range(1, photo_count + 1) if number not in marked) + paragraphs


def _goes_as_it_is(text, line_count):
    """Tell whether `text` holds no markup, no photo place, and nothing to tidy: asked once a body, for speed."""
    special = "&" in text or "<" in text or ">" in text or "[" in text
    return not special and text.count("\n") == max(line_count - 1, 0) and _is_tidy(text.replace("\n", "|"))


def _chunk(line):
    match = _PLACE.match(line)
    return photo_place(int(match[1])) if match else paragraph(line)


def _put_before(record, photos):
    """Put `photos` before the pictures that the HTML of the body shows, unless it shows the same files."""
    if not photos:
        return
    shown = {photo.reference for photo in record.photos}
    new = [photo for photo in photos if not photo.reference or photo.reference not in shown]
    record.body = re.sub(r"<p>\[ảnh (\d{1,3})\]</p>", lambda match: photo_place(int(match[1]) + len(new)), record.body)
    record.body = "".join(map(photo_place, range(1, len(new) + 1))) + record.body
    record.photos = new + record.photos


def _photos(values):
    given = values.get("photo")
    if isinstance(given, list) and any(isinstance(part, dict) for part in given):
        return [_photo(*map(part.get, ("url", "caption", "credit", "alt"))) for part in given if isinstance(part, dict)]
    if not given and not values.get("caption"):
        return []
    addresses, captions = _several(given, _SEVERAL), _several(values.get("caption"), _SEVERAL)
    credits, alts = _several(values.get("credit"), _SEVERAL), _several(values.get("alt"), _SEVERAL)
    if len(addresses) < 2 and len(captions) > 1:
        captions = ["; ".join(captions)]  # one picture's caption may hold a semicolon

    count = max(len(addresses), len(captions))
    rows = itertools.zip_longest(addresses, captions, credits[:count], alts[:count], fillvalue="")
    return list(itertools.starmap(_photo, rows))


def _photo(address, caption, credit, alt):
    caption = _line(caption)
    words, found = split_credit(caption) if ":" in caption else (caption, "")
    credit = (_line(credit) if credit else "") or found
    return PhotoRecord(caption=words, credit=credit, alt=_line(alt) if alt else "", reference=_text(address))


def _fill_status(record, text):
    status = slugify(text) if text else ""
    record.status = STATUSES.get(status, "draft") if status else "published"
    if status and status not in STATUSES:
        detail = f"Trạng thái “{text[:60]}” không rõ nghĩa, bài nhập thành bản nháp."
        record.doubts.append(Doubt("status-unknown", detail))


def _fill_dates(record, values):
    found = publication([("ngày đăng", _text(values.get("published")))])
    if found.on is None and values.get("created"):
        created = publication([("ngày tạo", _text(values["created"]))])
        if created.on:
            record.doubts.append(Doubt("date-created", "Nguồn chỉ ghi ngày tạo bài, không ghi ngày đăng."))
            found = created
    record.published_on, record.published_at, record.published_on_reason = found.on, found.at, found.reason
    record.doubts += found.doubts
    if values.get("modified"):
        record.modified_at = moment(_text(values["modified"]))


_tag_key = lru_cache(maxsize=20_000)(same_word_key)


def _fill_people_and_terms(record, values):
    author = values.get("author")
    names = "\n".join(map(_named, author)) if isinstance(author, list) else _named(author)
    record.bylines = signed_names(names) if names else []
    section, below = values.get("section"), values.get("subsection")
    record.sections = _several(section, _LEVELS) + _several(below, _LEVELS)
    tags = _several(values.get("tags"), _WORDS)
    record.tags = list({_tag_key(tag): tag for tag in reversed(tags)}.values())[::-1]
    if language := _text(values.get("language")):
        record.language = language[:2].lower()
