"""Which 8-bit encoding each line of a file is in, by what makes Vietnamese of it."""

import re
from dataclasses import dataclass

from articles.formats.encodings.conversion import read
from articles.formats.encodings.names import unreadable
from articles.formats.encodings.syllables import plausible_share
from articles.formats.encodings.weighing import BYTE_CANDIDATES, Weight, byte_weights, total

# Against valid UTF-8 another reading must lead by this many words, and by half of the marked ones
MIN_LEAD = 3
# A line leans to what the file, and the line above it, are in: it takes a clear lead to change within a file
FILE_LEAN = 1.0
NEIGHBOUR_LEAN = 0.75
# Fewer Vietnamese words than this in a whole file are proof only if they are common ones
FEW_WORDS = 4
# Lines with no more than this many strange words go the way of their file
STRAY_WORDS = 2
MAX_WRONG = 1 / 3
MIN_PLAUSIBLE = 2 / 3

# Two-byte UTF-8 of scripts no newspaper prints (NKo, Thaana, Syriac): VISCII's `ươ` looks like it
_IMPOSSIBLE = re.compile("[\u0700-\u07ff]")


@dataclass(kw_only=True)
class Line:
    """One line of a file: `data` with its newline, `number` from 1; `name` of its encoding, None for plain ASCII."""

    number: int
    data: bytes
    valid: bool = True  # as UTF-8
    weights: dict[str, Weight] | None = None
    name: str | None = None


def judge(data):
    """Return the `Line`s of `data`, which is not valid UTF-8 as a whole, each with the encoding it is in.

    Raises `UnknownEncoding` at the first line that reads as Vietnamese under nothing.
    """
    lines = [_weighed(number, line) for number, line in enumerate(data.splitlines(keepends=True), 1)]
    marked = [line for line in lines if line.weights]
    totals = {name: total([line.weights[name] for line in marked]) for name in BYTE_CANDIDATES}
    file_name = max(BYTE_CANDIDATES, key=lambda name: totals[name].score)
    above = file_name
    for line in marked:
        line.name = above = _choose(line, file_name, above)
    _check(marked)
    return lines


def _weighed(number, data):
    line = Line(number=number, data=data)
    if data.isascii() and not any(byte < 32 and byte not in b"\t\n\v\f\r" for byte in data):
        return line
    line.valid = is_utf8(data)
    line.weights = byte_weights(data)
    return line


def is_utf8(data):
    """Say whether `data` is valid UTF-8 that could stand in a newspaper."""
    try:
        return not _IMPOSSIBLE.search(data.decode())
    except UnicodeDecodeError:
        return False


def _choose(line, file_name, above):
    def leaning(name):
        return line.weights[name].score + FILE_LEAN * (name == file_name) + NEIGHBOUR_LEAN * (name == above)

    best = max(BYTE_CANDIDATES, key=leaning)
    if not line.valid or best == "utf-8":
        return best
    proof, standing = line.weights[best], line.weights["utf-8"]
    words = proof.good + proof.bad
    overturned = not proof.unmapped and proof.score - standing.score >= max(MIN_LEAD, words / 2)
    return best if overturned else "utf-8"


def _check(marked):
    """Raise on the first line that its encoding makes no Vietnamese of."""
    evidence = {name: total([line.weights[name] for line in marked if line.name == name]) for name in BYTE_CANDIDATES}
    for line in marked:
        weight, whole = line.weights[line.name], evidence[line.name]
        if line.name == "utf-8" and line.valid:
            continue
        if not _proven(whole, line) or not _fits(weight, whole):
            raise _error(line)


def _fits(weight, whole):
    if weight.good and weight.wrong <= weight.good * MAX_WRONG:
        return True
    return weight.wrong <= STRAY_WORDS and whole.good >= 10 * (weight.wrong + 1)


def _proven(whole, line):
    if whole.wrong > whole.good * MAX_WRONG:
        return False
    if whole.good >= FEW_WORDS:
        return True
    text, _ = read(line.data, line.name)
    telling = whole.good >= 3 or whole.common >= 1
    return not whole.wrong and telling and plausible_share(text) >= MIN_PLAUSIBLE


def _error(line):
    """Name the first byte that breaks UTF-8."""
    try:
        line.data.decode()
        column = next(place for place, byte in enumerate(line.data) if byte >= 0x80 or byte < 32)
    except UnicodeDecodeError as error:
        column = error.start
    return unreadable(line=line.number, column=column + 1, byte=line.data[column])
