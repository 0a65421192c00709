"""Bytes of tables and JSON lines → text, line by line, in bounded memory."""

import codecs
import contextlib
import io
import re

MAX_CELL = 20_000_000  # characters of one cell, bytes of one line

_STRAY = re.compile("[\udc80-\udcff]")
_ASCII = re.compile("[\x00-\x7f]")
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


def detect_encoding(head):
    """Return the encoding of a text file that begins with the bytes `head`: by BOM, zero bytes, or mostly UTF-8.

    Otherwise windows-1258, in which old Vietnamese spreadsheets save.
    """
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name
    sample = head[:4000]
    if sample.count(b"\0") > len(sample) // 8:
        return "utf-16-le" if sample[1::2].count(b"\0") >= sample[::2].count(b"\0") else "utf-16-be"
    text = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape").decode(head)
    strays = len(_STRAY.findall(text))
    letters = len(text) - len(_ASCII.findall(text)) - strays
    return "utf-8" if strays <= letters else "cp1258"


@contextlib.contextmanager
def text_layer(stream, encoding):
    """Read the binary `stream` as text with its line ends untouched, without closing it at the end."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()


def decoded_lines(stream, encoding):
    """Yield `(number, text)` of each line, from 1; the text is None where the line is too long or no such encoding."""
    if encoding.startswith("utf-16"):
        with text_layer(stream, encoding) as text:
            yield from enumerate(iter(text.readline, ""), 1)
        return
    number = 0
    while line := stream.readline(MAX_CELL):
        number += 1
        too_long = len(line) == MAX_CELL and not line.endswith(b"\n")
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(MAX_CELL)
        try:
            yield number, None if too_long else line.decode(encoding)
        except UnicodeDecodeError:
            yield number, None
