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

# Two-byte UTF-8 that no newspaper prints: VISCII's `ươ` looks like NKo, VPS's `đổi` and `đời` like `ǰi` and `ǩi`
_ODD = re.compile("[\u01dd-\u0217\u021c-\u024f\u0700-\u07ff]")
_ODD_LEADS = [bytes([lead]) for lead in b"\xc7\xc8\xc9\xdc\xdd\xde\xdf"]


@dataclass(kw_only=True)
class Line:
    """One line of a file: `data` with its newline, `number` from 1; `name` of its encoding, None for plain ASCII."""

    number: int
    data: bytes
    valid: bool = True  # as UTF-8
    odd: bool = False  # valid, but in letters that no newspaper prints
    weights: dict[str, Weight] | None = None
    name: str | None = None


def judge(data):
    """Return the `Line`s of `data`, which is not valid UTF-8 as a whole, each with the encoding it is in.

    Raises `UnknownEncoding` at the first line that is neither UTF-8 nor Vietnamese under any table.
    """
    lines = [_weighed(number, line) for number, line in enumerate(data.splitlines(keepends=True), 1)]
    marked = [line for line in lines if line.weights]
    leans, above = _leans(marked), None
    for line in marked:
        line.name = above = _choose(line, leans, above)
    _check(marked)
    return lines


def _leans(marked):
    """Return how far the file leans to each encoding: the score of the lines where none is better, scaled."""
    scores = dict.fromkeys(BYTE_CANDIDATES, 0.0)
    for line in marked:
        best = max(weight.score for weight in line.weights.values())
        for name, weight in line.weights.items():
            scores[name] += best if weight.score == best > 0 else 0
    most = max(scores.values()) or 1.0
    return {name: FILE_LEAN * score / most for name, score in scores.items()}


def _weighed(number, data):
    line = Line(number=number, data=data)
    if data.isascii() and not any(byte < 32 and byte not in b"\t\n\v\f\r" for byte in data):
        return line
    line.weights = byte_weights(data)
    try:
        line.odd = _ODD.search(data.decode()) is not None
    except UnicodeDecodeError:
        line.valid = False
    return line


def is_plain_utf8(data):
    """Say whether `data` is valid UTF-8 of letters that a newspaper prints."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return not any(lead in data for lead in _ODD_LEADS) or not _ODD.search(text)


def _choose(line, leans, above):
    def leaning(name):
        return line.weights[name].score + leans[name] + NEIGHBOUR_LEAN * (name == above)

    best = max(BYTE_CANDIDATES, key=leaning)
    if not line.valid or best == "utf-8":
        return best
    proof, standing = line.weights[best], line.weights["utf-8"]
    lead = 1 if line.odd else max(MIN_LEAD, (proof.good + proof.bad) / 2)
    overturned = not proof.unmapped and proof.score - standing.score >= lead
    return best if overturned else "utf-8"


def _check(marked):
    """Leave as they are the UTF-8 lines that nothing makes better; raise if another line is no Vietnamese."""
    evidence = {name: total([line.weights[name] for line in marked if line.name == name]) for name in BYTE_CANDIDATES}
    refused = []
    for line in marked:
        whole = evidence[line.name]
        if (line.valid and line.name == "utf-8") or (_proven(whole, line) and _fits(line, whole)):
            continue
        if line.valid:
            line.name = "utf-8"
        else:
            refused.append((_fits(line, whole), line))
    if refused:
        raise _error(min(refused, key=lambda refusal: refusal[0])[1])


def _fits(line, whole):
    weight = line.weights[line.name]
    if weight.good and weight.wrong <= weight.good * MAX_WRONG:
        return True
    return weight.wrong <= STRAY_WORDS and whole.good >= 10 * (weight.wrong + 1)


def _proven(whole, line):
    if whole.wrong > whole.good * MAX_WRONG:
        return False
    if whole.good >= FEW_WORDS:
        return True
    text, _ = read(line.data, line.name)
    telling = whole.good >= 2 or whole.common >= 1
    return not whole.wrong and telling and plausible_share(text) >= MIN_PLAUSIBLE


def _error(line):
    """Name the first byte that breaks UTF-8."""
    try:
        line.data.decode()
        column = next(place for place, byte in enumerate(line.data) if byte >= 0x80 or byte < 32)
    except UnicodeDecodeError as error:
        column = error.start
    return unreadable(line=line.number, column=column + 1, byte=line.data[column])
