"""Tables: CSV with any of the usual delimiters, one article a row."""

import contextlib
import csv
import io
import itertools
import re
from collections import deque

from articles.formats.encodings import Fields
from articles.formats.tabular.columns import columns_known, made, refusal
from articles.formats.tabular.text import MAX_CELL, text_layer
from articles.markup import MarkupError

HEADER_ROWS = 5  # the header is among the first rows
MOST_UNCLOSED = 20  # quotes never closed, after each of which reading begins again one line below
_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_FORMULA = re.compile(r"^'(?='*[=+\-@\t\r\n])")
_NO_COLUMNS = "những hàng đầu không có cột “tiêu đề” hay “nội dung”. Hãy đặt tên cột ở hàng đầu rồi nhập lại."
_UNCLOSED = "dấu ngoặc kép mở ở hàng này không đóng. Hãy thêm dấu đóng, hoặc bỏ dấu mở, rồi nhập lại hàng này."

csv.field_size_limit(MAX_CELL)


def layout(text):
    """Return the delimiter of a table that begins with `text`, or None where it is none."""
    text = _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text
    fields, known = Fields(text), {}
    for delimiter in _DELIMITERS:
        rows = map(fields.read, _first_rows(text[:20_000], delimiter))
        known[delimiter] = max(map(columns_known, rows), default=0)
    best = max(_DELIMITERS, key=known.get)
    return best if known[best] else None


def _first_rows(text, delimiter):
    """Return the opening rows; the name of the table may stand above its header."""
    with contextlib.suppress(csv.Error):
        return list(itertools.islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_ROWS))
    return []


class _Rows:
    """The rows of a table, with the lines that the one at hand is made of."""

    def __init__(self, lines, delimiter):
        self._lines, self._delimiter = lines, delimiter
        self._waiting = deque()  # lines taken from the file that no row has yet
        self._taken = []  # lines of the row at hand
        self._unclosed = 0
        self._restart(0)

    def _restart(self, begun):
        """Begin a new reader behind the first `begun` lines of the file."""
        self._begun, self._reader = begun, csv.reader(self._taking(), delimiter=self._delimiter)

    def _taking(self):
        while (line := self._waiting.popleft() if self._waiting else next(self._lines, None)) is not None:
            self._taken.append(line)
            yield line

    @property
    def number(self):
        """The line, from 1, that the next row begins on."""
        return self._begun + self._reader.line_num + 1

    def next(self):
        """Return the next row, None at the end. Raises `csv.Error`; also for a quote that nothing closes."""
        self._taken, number = [], self.number
        row = next(self._reader, None)
        if row is None or len(self._taken) == 1 or self._unclosed >= MOST_UNCLOSED or not self._is_unclosed():
            return row
        self._unclosed += 1
        self._waiting.extend(self._taken[1:])
        self._restart(number)
        raise csv.Error(_UNCLOSED)

    def _is_unclosed(self):
        """Tell whether the row ends with the file, inside quotes."""
        following = None if self._waiting else next(self._lines, None)
        if following is not None:
            self._waiting.append(following)
        return not self._waiting and sum(line.count('"') for line in self._taken) % 2 == 1


def read_table(stream, source, encoding, start, fields):
    """Yield the articles of a table that begins with the text `start`."""
    delimiter = layout(start)
    if delimiter is None:
        yield refusal(source, 1, "no-columns", _NO_COLUMNS)
        return
    with text_layer(stream, encoding) as text:
        rows = _Rows(iter(lambda: text.readline(MAX_CELL), ""), delimiter)
        header = _header(rows, fields)
        if header is None:
            yield refusal(source, 1, "no-columns", _NO_COLUMNS)
            return
        count = 0
        for count, result in enumerate(_results(rows, header, source, fields), 1):  # noqa: B007 - used after the loop
            yield result
    if not count:
        yield refusal(source, 1, "no-records", "bảng chỉ có hàng tên cột, không có bài nào.")


def _header(rows, fields):
    with contextlib.suppress(csv.Error):
        for _ in range(HEADER_ROWS + 1):
            row = rows.next()
            if row is None or columns_known(row := fields.read(row)):
                return row
    return None


def _results(rows, header, source, fields):
    while True:
        number = rows.number
        try:
            row = rows.next()
        except csv.Error as error:
            told = str(error)
            reason = told if told == _UNCLOSED else f"không đọc được ({told}). Hãy kiểm tra dấu ngoặc kép của hàng này."
            yield refusal(source, number, "bad-line", reason)
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _row(row, header, number, source, fields)


def _row(row, header, number, source, fields):
    line = "\n".join(row)
    if any(cell.strip() for cell in row[len(header) :]):
        reason = f"hàng có {len(row)} ô mà bảng chỉ có {len(header)} cột. Hãy đặt ô có dấu phân cách trong ngoặc kép."
        return refusal(source, number, "columns", reason, line)
    cells = (_FORMULA.sub("", cell) for cell in fields.read(row))
    try:
        return made(zip(header, cells, strict=False), number, source, fields, line)
    except MarkupError as error:
        return refusal(source, number, "markup", str(error), line)
