"""Capitals that TCVN3 wrote as small letters, for want of a code: restored where the text proves them, else named.

Proof is a word whose other letters are capitals (`NộI` is `NỘI`), a place between such words (`HÀ NỘI`), or the start
of a sentence. Elsewhere (`ấn Độ`, `ủy viên`) a capital that was lost looks like any small letter; an editor must tell.
"""

import functools
import re
from collections import Counter
from typing import NamedTuple

from articles.formats.encodings.syllables import is_syllable
from articles.formats.encodings.tables import TCVN3_LOST_CAPITALS

_LOST = frozenset(TCVN3_LOST_CAPITALS.lower())
_WORD = re.compile(r"[^\W\d_]{1,60}")
_ROMAN = re.compile(r"[IVXLCDM]+")
_LOOK_BACK = 12
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]{0,3}\s{1,6}[\"“‘«(]{0,3}$")
_ENDED = re.compile(r"[.!?…:;][\"”’»)]{0,3}$")
_OPENING = re.compile(r"[\s\"“‘«(]*")

# Words that stand in small letters in the middle of a sentence: never a name
_NO_NAME = {"à", "ạ", "ấy", "ở", "ồ", "ờ", "ừ", "ối", "úi", "ổn", "ủng", "ổ", "ẩm", "ẩn", "ấm", "ướt", "ủ", "ít"}

CAPITALS, SMALL, UNKNOWN = "capitals", "small", "unknown"


class Restored(NamedTuple):
    """A line with its capitals back: the words `restored`, and counts of the words that are `doubtful`."""

    text: str
    restored: list[str]
    doubtful: Counter


def restore(text, before):
    """Return `text`, one line of NFC text that was TCVN3, as `Restored`.

    `before` is the line before it, None at the start of the text: a line goes on its predecessor's sentence unless
    that one is blank or ended.
    """
    matches = list(_WORD.finditer(text))
    fresh = before is None or not before.strip() or _ENDED.search(before.rstrip()[-4:]) is not None
    out, restored, doubtful, place = [], [], Counter(), 0
    for index, (match, in_capitals) in enumerate(zip(matches, _in_capitals(matches), strict=True)):
        word = match[0]
        first = index == 0
        opens = first and _opens_line(text, match.start())
        if in_capitals:
            reading = word.upper()
        elif word[0] in _LOST and (fresh if opens else _follows_sentence(match)):
            reading = word[0].upper() + word[1:]
        else:
            reading = word
            doubtful[word] += word[0] in _LOST and (word not in _NO_NAME or first)
        if reading != word:
            restored.append(reading)
            out += text[place : match.start()], reading
            place = match.end()
    return Restored("".join(out) + text[place:], restored, +doubtful)


def _opens_line(text, start):
    """Say whether only quotes stand before `start`; what follows a bullet or a number is left to the editor."""
    return _OPENING.fullmatch(text, 0, start) is not None


def _follows_sentence(match):
    start = match.start()
    return _SENTENCE_END.search(match.string[max(0, start - _LOOK_BACK) : start]) is not None


@functools.lru_cache(maxsize=20_000)
def _shape(word):
    """Return what the letters of `word` tell: capitals, small letters, or nothing where all have lost their case."""
    telling = [letter for letter in word[1:] if letter not in _LOST]
    first_tells = word[0] not in _LOST and word[0].islower()
    if first_tells or any(letter.islower() for letter in telling):
        return SMALL
    proof = telling and is_syllable(word.upper()) and not _ROMAN.fullmatch(word)
    return CAPITALS if proof else UNKNOWN


def _in_capitals(matches):
    """Return, word by word, whether it stands in capitals: by its own letters, or by the nearest words that tell."""
    shapes = [_shape(match[0]) for match in matches]
    before, after = _nearest(shapes), _nearest(shapes[::-1])[::-1]
    return [
        shape == CAPITALS or (shape == UNKNOWN and {left, right} - {None} == {CAPITALS})
        for shape, left, right in zip(shapes, before, after, strict=True)
    ]


def _nearest(shapes):
    """Return, for each place, the last telling shape before it, None where there is none."""
    found, latest = [], None
    for shape in shapes:
        found.append(latest)
        latest = shape if shape != UNKNOWN else latest
    return found
