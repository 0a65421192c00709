"""Which 8-bit encoding each line of a file is in, by what makes Vietnamese of it."""

import re
from dataclasses import dataclass

from articles.formats.encodings.conversion import read
from articles.formats.encodings.names import unreadable
from articles.formats.encodings.syllables import plausible_share
from articles.formats.encodings.weighing import BYTE_CANDIDATES, Weights, byte_weights, total

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
# Control characters in whose place VISCII, VPS and TCVN 5712 put capitals
_CONTROL_LETTER = re.compile(rb"[\x01-\x06\x10-\x19\x1c-\x1e]")
_ODD_LEADS = [bytes([lead]) for lead in b"\xc7\xc8\xc9\xdc\xdd\xde\xdf"]


@dataclass(kw_only=True, slots=True)
class Line:
    """One line of a file: `data` with its newline, `number` from 1; `name` of its encoding, None for plain ASCII."""

    number: int
    data: bytes
    valid: bool = True  # as UTF-8
    odd: bool = False  # valid, but in letters that no newspaper prints
    weights: Weights | None = None
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
        of_line = {name: line.weights[name].score for name in BYTE_CANDIDATES}
        best = max(of_line.values())
        for name, score in of_line.items():
            scores[name] += best if score == best > 0 else 0
    most = max(scores.values()) or 1.0
    return {name: FILE_LEAN * score / most for name, score in scores.items()}


def _weighed(number, data):
    line = Line(number=number, data=data)
    if data.isascii() and not _CONTROL_LETTER.search(data):
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
    best = line.weights.best(lean=lambda name: leans[name] + NEIGHBOUR_LEAN * (name == above))
    if not line.valid or best == "utf-8":
        return best
    proof, standing = line.weights[best], line.weights["utf-8"]
    lead = proof.score - standing.score
    if line.odd:
        overturned = lead >= 1 and proof.common and plausible_share(read(line.data, best)[0]) >= MIN_PLAUSIBLE
    else:
        overturned = lead >= max(MIN_LEAD, (proof.good + proof.bad) / 2)
    return best if overturned and not proof.unmapped else "utf-8"


def _check(marked):
    """Leave as they are the UTF-8 lines that nothing makes better; raise if another line is no Vietnamese."""
    evidence = {name: total([line.weights[name] for line in marked if line.name == name]) for name in BYTE_CANDIDATES}
    refused = []
    for line in marked:
        whole = evidence[line.name]
        if line.name == "utf-8" and line.data.isascii():
            line.name = None
            continue
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
    return weight.wrong <= STRAY_WORDS and whole.good >= max(1, 20 * weight.wrong)


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
