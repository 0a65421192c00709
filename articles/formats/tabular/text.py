"""Bytes of tables and JSON lines → text, line by line, in bounded memory."""

import codecs
import contextlib
import io

from articles.formats.encodings import stream_codec

MAX_CELL = 20_000_000  # characters of one cell, bytes of one line

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Rejoined(io.RawIOBase):
    """A stream whose beginning was read already: `head`, then what is left of `stream`."""

    def __init__(self, head, stream):
        super().__init__()
        self._head, self._stream = memoryview(head), stream

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def detect_encoding(head, forced=None):
    """Return the codec of a text file that begins with the bytes `head`: by BOM or zero bytes, else UTF-8.

    `forced` is what the archivist says it is in. Bytes that are not UTF-8, of old encodings, become lone surrogates.
    """
    for bom, name in _BOMS:
        if head.startswith(bom) and forced in (None, "utf-8", "utf-16"):
            return name
    if forced:
        return stream_codec(forced, head)
    sample = head[:4000]
    if sample.count(b"\0") > len(sample) // 8:
        return "utf-16-le" if sample[1::2].count(b"\0") >= sample[::2].count(b"\0") else "utf-16-be"
    return "utf-8"


def errors_of(encoding):
    return "surrogateescape" if encoding in ("utf-8", "utf-8-sig") else "replace"


@contextlib.contextmanager
def text_layer(stream, encoding):
    """Read the binary `stream` as text with its line ends untouched, without closing it at the end."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors_of(encoding), newline="")
    try:
        yield text
    finally:
        text.detach()


def decoded_lines(stream, encoding):
    """Yield `(number, text)` of each line, from 1; the text is None where the line is too long."""
    if encoding.startswith("utf-16"):
        with text_layer(stream, encoding) as text:
            yield from enumerate(iter(text.readline, ""), 1)
        return
    number, errors = 0, errors_of(encoding)
    while line := stream.readline(MAX_CELL):
        number += 1
        too_long = len(line) == MAX_CELL and not line.endswith(b"\n")
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(MAX_CELL)
        yield number, None if too_long else line.decode(encoding, errors)
