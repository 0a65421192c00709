"""Objects of JSON as articles: one a line, or one after the other, or in a list."""

import contextlib
import json
import re

from articles.formats.json_items import items, read_values
from articles.formats.record import Refusal
from articles.formats.tabular.columns import field, made, refusal
from articles.formats.tabular.record_json import MARK, VERSION, record_from_data
from articles.formats.tabular.text import MAX_CELL, decoded_lines
from articles.markup import MarkupError, sanitise

_PLAIN_PARAGRAPHS = re.compile(r"(?:<p>[^<>]*</p>)*")
_KEY = re.compile(r'"([^"\\]{1,40})"\s?:')
_OPENED = re.compile(r"\[\s*(?=\{)")
_TELLING = {"body", "standfirst", "slug", "section", "author", "tags", "published", "created", "url", "photo"}
# of the agencies' items, and of descriptions of JSON itself
_OTHER_KEYS = {
    "versioncreated",
    "representationtype",
    "body_xhtml",
    "body_html",
    "pubstatus",
    "uri",
    "$schema",
    "$defs",
}
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")


def is_json(text):
    """Tell whether `text`, the beginning of a file, begins objects that are articles."""
    keys = _first_keys(text)
    known = {field(key) for key in keys} - {""}
    return MARK in keys or ("headline" in known and bool(known & _TELLING) and not _OTHER_KEYS.intersection(keys))


def _first_keys(text):
    """Return the keys of the first of the opening lines that is a JSON object; a bad line may stand before it."""
    lines = text.split("\n", 6)
    for line in lines[:-1]:
        if keys := _keys(line, json.loads):
            return keys
    start = _OPENED.match(text)
    keys = _keys(text[start.end() if start else 0 :], lambda whole: json.JSONDecoder(strict=False).raw_decode(whole)[0])
    # an object longer than the head cannot be parsed yet
    return keys or (set(_KEY.findall(text)) if start or len(lines) == 1 else set())


def _keys(text, load):
    with contextlib.suppress(ValueError, RecursionError):
        data = load(text)
        if isinstance(data, dict):
            return set(data)
    return set()


def are_lines(text):
    """Tell whether a file that begins with `text` has one object a line; else they follow each other anyhow."""
    if not text.startswith("{"):
        return False
    first, end, _ = text.partition("\n")
    return not end or (first.rstrip() not in ("{", "") and (first.rstrip()[-1] == "}" or "\n{" in text))


def read_lines(stream, source, encoding, fields):
    """Yield the articles of a file with one object a line."""
    for number, line in decoded_lines(stream, encoding):
        if line is None:
            yield refusal(source, number, "bad-line", f"dòng dài quá {MAX_CELL} byte. Hãy tách ảnh nhúng ra.")
        elif line.strip():
            yield _line(line, number, source, fields)


def read_items(stream, source):
    """Yield the articles of objects that are written over several lines, or stand in a list."""
    for value, number, fields in items(stream, source):
        if isinstance(value, Refusal):
            yield value
        elif isinstance(value, dict):
            try:
                yield made(value.items(), number, source, fields, "")
            except MarkupError as error:
                yield refusal(source, number, "markup", str(error))
        else:
            yield refusal(source, number, "bad-line", "mục không phải là đối tượng JSON. Hãy kiểm tra lại tệp.")


def _line(line, number, source, fields):
    try:
        data = json.loads(line, strict=False)
        if not isinstance(data, dict):
            raise ValueError("không phải là đối tượng JSON")
        if data.get(MARK) == VERSION:
            return _own(data, line)
        return made(read_values(data, fields).items(), number, source, fields, line)
    except MarkupError as error:
        return refusal(source, number, "markup", str(error), line)
    except (ValueError, RecursionError) as error:
        return refusal(source, number, "bad-line", f"JSON hỏng ({_told(error)}). Hãy sửa dòng này rồi nhập lại.", line)


def _told(error):
    return "có byte không phải UTF-8" if isinstance(error, UnicodeError) else error


def _own(data, line):
    """Return the record of our own export; a body that anybody could have written is sanitised again."""
    (json.dumps(data, ensure_ascii=False) if _HALF_CHARACTER.search(line) else line).encode()
    del data[MARK]
    record = record_from_data(data)
    if not _PLAIN_PARAGRAPHS.fullmatch(record.body):
        record.body = sanitise(record.body)
    return record
