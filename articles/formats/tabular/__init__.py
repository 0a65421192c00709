"""Tables and JSON lines: one article a row or a line.

CSV: UTF-8, UTF-16 or an old Vietnamese encoding, judged row by row; cells parted by `,` `;` tab or `|`; quoted cells
may hold line ends. The first row names the columns, in English or Vietnamese, as `COLUMNS` lists them; capitals,
marks, spaces and underscores do not matter. Several authors, tags, pictures or captions in one cell are parted by
`;` `|` or line ends (authors and tags also by commas, levels of sections by `/` or `>`). An apostrophe that an
export set before `=`, `+`, `-` or `@`, lest a spreadsheet run it, is taken off. Columns nobody knows are kept in
`ArticleRecord.noise`.

JSON: an object a line, or objects one after the other, or a list of them, with the same names for keys. `body` is a
list of plain paragraphs, or HTML, or plain text of a paragraph a line; `author` and `tags` may be lists, also of
objects with a `name`; `photos` a list of `{url, caption, credit, alt}`. Lines with the key `newsroom` are our own
export (`record_json`), read back without loss. What cannot be read is refused by its line and the rest goes on.
"""

import io

from articles.formats.encodings import Fields
from articles.formats.tabular.columns import COLUMNS, NAME
from articles.formats.tabular.json_lines import are_lines, is_json, read_items, read_lines
from articles.formats.tabular.record_json import record_from_json, record_to_json
from articles.formats.tabular.table import layout, read_table
from articles.formats.tabular.text import Rejoined, detect_encoding, errors_of

__all__ = ["COLUMNS", "NAME", "read", "record_from_json", "record_to_json", "sniff"]

_JSON = ("{", "[")


def sniff(head, name):
    text = _start(head, detect_encoding(head))
    return is_json(text) if text.startswith(_JSON) else layout(text) is not None


def _start(head, encoding):
    return head.decode(encoding, errors=errors_of(encoding)).lstrip("\ufeff \r\n\t")


def read(stream, source):
    """Yield the articles of a table or of JSON; see `articles.formats.record`."""
    head = stream.read(65_536)
    stream = io.BufferedReader(Rejoined(head, stream))
    encoding = detect_encoding(head, source.encoding)
    start = _start(head, encoding)
    if not start.startswith(_JSON):
        yield from read_table(stream, source, encoding, start, Fields(start, forced=source.encoding))
    elif are_lines(start):
        yield from read_lines(stream, source, encoding, Fields(start, forced=source.encoding))
    else:
        yield from read_items(stream, source)
