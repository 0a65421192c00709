"""Cuts the text of an XML file into its records, holding no more of the file than one record. No parser here."""

import re
from dataclasses import dataclass

MAX_RECORD = 20_000_000  # characters; thirty times the longest story with its pictures inline
MAX_HEAD = 4_000_000
LOOK_BACK = 4096  # a token that the end of the buffer may have cut in two is shorter

# quoted values hold no `<`, so a missing quote cannot send a search through the whole file
_ATTRIBUTES = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*"""
START_TAG = re.compile(rf"<([A-Za-z_][\w.-]{{0,80}}(?::[\w.-]{{1,80}})?)({_ATTRIBUTES})>")
_TAG_END = re.compile(r">")
_CDATA_END = re.compile(r"\]\]>")
_COMMENT_END = re.compile(r"-->")
_HIDING = {"<![CDATA[": _CDATA_END, "<!--": _COMMENT_END}


@dataclass(frozen=True)
class Cut:
    text: str
    line: int
    closed: bool = True
    at_end: bool = False  # the file ends inside the record


class Text:
    """Text read on as needed; `keep` is where the part begins that must stay in the buffer."""

    def __init__(self, chunks):
        self._chunks = chunks
        self.buffer, self.at, self.keep = "", 0, None
        self._line, self._counted = 1, 0  # the line at a place of the buffer
        self.ended = self.overflowed = False

    def more(self):
        """Append the next chunk, forgetting what is no longer needed and records longer than `MAX_RECORD`."""
        chunk = next(self._chunks, None)
        if chunk is None:
            self.ended = True
            return
        if self.keep is not None and self.at - self.keep > MAX_RECORD:
            self.keep, self.overflowed = None, True
        start = self.at if self.keep is None else self.keep
        self.line_at(start)
        self._counted -= start
        self.buffer = self.buffer[start:] + chunk
        self.at -= start
        self.keep = None if self.keep is None else 0

    def find(self, pattern):
        """Return the next match of `pattern`, leaving `at` after it; None at the end of the file."""
        while True:
            match = pattern.search(self.buffer, self.at)
            if match and (self.ended or match.end() < len(self.buffer)):
                self.at = match.end()
                return match
            if self.ended:
                return None
            # step back to what may be the beginning of a token
            less = self.buffer.find("<", max(self.at, len(self.buffer) - LOOK_BACK))
            self.at = match.start() if match else (max(self.at, len(self.buffer) - 3) if less < 0 else less)
            self.more()

    def line_at(self, position):
        """Return the line of a place in the buffer; places are asked in rising order, so that each is counted once."""
        if position > self._counted:
            self._line += self.buffer.count("\n", self._counted, position)
            self._counted = position
        return self._line


def _token_pattern(names):
    local = "|".join(re.escape(name) for name in names)
    return re.compile(rf"<!\[CDATA\[|<!--|<(/?)((?:[\w.-]{{1,64}}:)?(?:{local}))(?=[\s/>])")


def _next_token(text, pattern):
    """Return the next start or end of a record, passing over CDATA and comments, which may hold their likes."""
    while match := text.find(pattern):
        hiding = _HIDING.get(match[0])
        if hiding is None:
            return match
        # an unclosed comment or section must not make the buffer grow: only a record being read is kept
        if text.find(hiding) is None:
            return None
    return None


def cuts(text, names, *, nests):
    """Yield the head, then each record of `text` as `Cut`; a record that lacks its end is not `closed`."""
    pattern = _token_pattern(names)
    text.keep = 0
    match = _next_opening(text, pattern)
    yield Cut("" if text.overflowed else text.buffer[: match.start() if match else MAX_HEAD], 1)
    while match:
        match = yield from _record(text, pattern, match, nests=nests)


def _next_opening(text, pattern):
    while (match := _next_token(text, pattern)) and match[1]:
        pass
    return match


def _record(text, pattern, opening, *, nests):
    """Yield the record that `opening` opens; return the next opening, or None at the end of the file."""
    text.keep, text.overflowed = opening.start(), False
    line = text.line_at(text.keep)
    if _is_empty_element(text, opening):
        match = text.find(_TAG_END)
        following = None
    else:
        match, following = _end_of_record(text, pattern, opening[2], nests=nests)
    end = following.start() if following else text.at if match else len(text.buffer)
    whole = match is not None and following is None
    yield Cut("" if text.overflowed else text.buffer[text.keep : end], line, whole, match is None)
    text.keep = None
    return following or _next_opening(text, pattern)


def _end_of_record(text, pattern, tag, *, nests):
    """Return `(end, next)`: the end of the record's last tag, or the opening of the next one where that is missing."""
    depth = 1
    while depth and (match := _next_token(text, pattern)):
        if match[2] != tag:
            continue
        if not match[1] and not nests:
            return match, match
        depth += -1 if match[1] else 1
    return (None if depth else text.find(_TAG_END)), None


def _is_empty_element(text, opening):
    tag = START_TAG.match(text.buffer, opening.start())
    return bool(tag) and tag[2].endswith("/")
