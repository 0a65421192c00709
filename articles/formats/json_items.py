"""JSON values out of a file of any size: one value, the members of a list, or one value a line, read as they come."""

import codecs
import json
import re

from articles.formats.encodings import Fields, stream_codec
from articles.formats.record import Refusal

CHUNK = 256 * 1024
MAX_ITEM = 50_000_000  # characters of one value
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder(strict=False)  # old encodings have letters in place of control characters
_STREAMED = ("utf-8", "utf-8-sig")
_BROKEN = "Dòng {line}: JSON hỏng ({error}). Hãy xuất lại tệp rồi nhập lại."
_TOO_LARGE = "Dòng {line}: mục JSON dài quá {limit} ký tự. Hãy tách ảnh nhúng khỏi mục này rồi nhập lại."


def items(stream, source):
    """Yield `(value, line, fields)` for each value of the binary `stream`; a `Refusal` for what cannot be read.

    The outer list, if there is one, is opened: its members come one by one. After a broken value the next line that
    begins with an object is tried. `fields` is the `encodings.Fields` that read the value's strings.
    """
    text = _Text(stream, source.encoding)
    fields = Fields(text.start, forced=source.encoding)
    text.start = ""
    text.skip_to_value()
    if text.buffer[text.at : text.at + 1] == "[":
        text.at += 1
    while text.skip_to_value():
        if text.buffer[text.at] == "]":
            text.at += 1
            continue
        value = _value(text, source)
        yield value if isinstance(value, Refusal) else read_values(value, fields), text.line, fields


def _value(text, source):
    text.mark()
    while True:
        try:
            value, text.at = _DECODER.raw_decode(text.buffer, text.at)
            return value
        except RecursionError:
            error = "lồng quá sâu"
            break
        except json.JSONDecodeError as fault:
            error = fault.msg
            if text.ended or _is_broken(text, fault):
                break
            if len(text.buffer) - text.at > MAX_ITEM:
                text.skip_to_object()
                reason = _TOO_LARGE.format(line=text.line, limit=MAX_ITEM)
                return Refusal(source=source.name, code="too-large", reason=reason)
            text.more(len(text.buffer))
    reason = _BROKEN.format(line=text.line, error=error)
    text.skip_to_object()
    return Refusal(source=source.name, code="not-json", reason=reason)


def _is_broken(text, fault):
    """Tell a fault in the text from its end in the buffer: a fault leaves much text behind it."""
    unclosed = fault.msg.startswith("Unterminated string")
    return not unclosed and len(text.buffer) - fault.pos > 100


def codec(head, forced):
    """Return the codec and the treatment of errors for JSON that begins with the bytes `head`.

    Bytes that are not UTF-8 become lone surrogates, for `encodings.Fields`.
    """
    name = stream_codec(forced, head) if forced else json.detect_encoding(head)
    name = "utf-8-sig" if name == "utf-8" else name
    return name, "surrogateescape" if name in _STREAMED else "replace"


def read_values(value, fields):
    """Return the JSON `value` with all its strings as `fields` (`encodings.Fields`) reads them; its keys stay."""
    found, places = [], [(None, None, value)]
    for holder, key, inner in places:
        if isinstance(inner, str):
            found.append((holder, key, inner))
        elif isinstance(inner, dict):
            places += [(inner, name, part) for name, part in inner.items()]
        elif isinstance(inner, list):
            places += [(inner, place, part) for place, part in enumerate(inner)]
    for (holder, key, before), text in zip(found, fields.read([text for _, _, text in found]), strict=True):
        if holder is None:
            return text
        if text is not before:
            holder[key] = text
    return value


class _Text:
    """The decoded file from `at` on; `line` is the line that the value at hand begins on."""

    def __init__(self, stream, forced):
        self._stream, start = stream, stream.read(CHUNK)
        name, errors = codec(start, forced)
        self._decoder = codecs.getincrementaldecoder(name)(errors=errors)
        self.buffer, self.at, self.line, self.ended = self._decoder.decode(start), 0, 1, not start
        self.start = self.buffer
        self._marked = 0

    def more(self, size=CHUNK):
        parts, wanted = [], max(size, CHUNK)
        while wanted > 0 and (data := self._stream.read(wanted)):
            parts.append(data)
            wanted -= len(data)
        self.ended = not parts
        self.buffer += self._decoder.decode(b"".join(parts), final=self.ended)

    def skip_to_value(self):
        """Move to the next character that is no space or comma; return whether there is one."""
        self.mark()
        while True:
            self.at = _BETWEEN.match(self.buffer, self.at).end()
            if self.at < len(self.buffer) or self.ended:
                self.mark()
                return self.at < len(self.buffer)
            self.more()

    def mark(self):
        """Forget what lies before `at`, counting its lines."""
        self.line += self.buffer.count("\n", self._marked, self.at)
        self.buffer, self.at, self._marked = self.buffer[self.at :], 0, 0

    def skip_to_object(self):
        """Move to the next line that begins with `{`, or to the end of the file."""
        start = self.buffer.find("\n{", self.at)
        while start < 0 and not self.ended:
            self.at = max(self.at, len(self.buffer) - 1)  # a line end may be the last character so far
            self.mark()
            self.more()
            start = self.buffer.find("\n{")
        self.at = len(self.buffer) if start < 0 else start + 1
