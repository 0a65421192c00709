"""A table for spreadsheets: one article a row, the columns those of `articles.formats.tabular.COLUMNS`.

UTF-8 with a BOM, without which Excel takes it for another encoding. The body is HTML with its pictures.
"""

import csv
import io
import json
import re

from articles.exporting.figures import for_html_readers, legal, with_figures

LOSSLESS = False
COLUMNS = (
    *("id", "headline", "kicker", "agency", "standfirst", "body", "section", "subsection", "author", "tags"),
    *("published_at", "modified_at", "url", "status", "language"),
)
# Spreadsheets take a cell that begins so for a formula. An apostrophe before one is doubled, to be told from ours.
_FORMULA = re.compile("'{0,100}[=+\\-@\t\r\n]")
_PARTING = re.compile(r"[;|,/>›\n]|^\[")


def write(items, paper):
    """Yield the row of column names, then a row for each `Exported`, quoted where needed."""
    yield "\ufeff" + _row(COLUMNS)
    for item in items:
        yield _row(map(_neutral, _cells(item)))


def _row(cells):
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _neutral(cell):
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(item):
    record = item.record
    sections = record.sections
    cells = (
        record.key or record.source_id,
        *map(for_html_readers, (record.headline or "", record.kicker, record.agency, record.standfirst)),
        _body(record),
        _several(sections[:1]),
        _several(sections[1:]),
        "; ".join(byline.name for byline in record.bylines),
        _several(record.tags),
        record.published_at.isoformat() if record.published_at else record.published_on or "",
        item.modified_at.isoformat(timespec="seconds"),
        record.url or item.url,
        record.status,
        record.language,
    )
    return map(legal, cells)


def _body(record):
    body = with_figures(record)
    return body if not body or body.startswith("<") else f"<div>{body}</div>"


def _several(values):
    """Return the values of one cell; as a JSON list where a value holds what parts them."""
    if any(map(_PARTING.search, values)):
        return json.dumps(values, ensure_ascii=False)
    return "; ".join(values)
