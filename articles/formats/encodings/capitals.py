"""Capitals that TCVN3 wrote as small letters, for want of a code: restored where the text proves them, else named.

Proof is a word whose other letters are capitals (`NghÞ` beside `héI`), a word between such words, or the start of a
sentence. Elsewhere a capital (`ấn Độ`, `ủy viên`) looks like any small letter and only an editor can tell.
"""

import re
from collections import Counter

from articles.formats.encodings.syllables import is_syllable
from articles.formats.encodings.tables import TCVN3_LOST_CAPITALS

_LOST = TCVN3_LOST_CAPITALS.lower()
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]{0,3}\s+[\"“‘«(]{0,3}$")
_ENDED = re.compile(r"[.!?…:;][\"”’»)]{0,3}\s*$")
_LINE_START = re.compile(r"[\s\"“‘«(*\-–—]*")

# Words that stand in small letters in the middle of a sentence: never a name
_NO_NAME = frozenset("à ạ ấy ở ồ ờ ừ ối úi ổn ủng ổ ẩm ẩn ấm ướt ủ ứ ạch ầm ắt ít ỉ".split())


def restore(text, before):
    """Return the line `text` with capitals restored, the words restored and the words that may have lost one.

    `before` is the line before it, None at the start of the text. A line goes on its predecessor's sentence unless
    that is blank or ended.
    """
    words = [_Word(match) for match in _WORD.finditer(text)]
    _mark_capital_words(words)
    fresh = before is None or not before.strip() or _ENDED.search(before)
    restored, doubtful, out, place = [], Counter(), [], 0
    for word in words:
        out.append(text[place : word.start])
        place = word.start + len(word.text)
        reading = word.text
        if word.capital:
            reading = word.text.upper()
        elif word.text[0] in _LOST and _starts_sentence(text[max(0, word.start - 12) : word.start], word.start, fresh):
            reading = word.text[0].upper() + word.text[1:]
        elif word.text[0] in _LOST and word.text not in _NO_NAME:
            doubtful[word.text] += 1
        if reading != word.text:
            restored.append(reading)
        out.append(reading)
    return "".join(out) + text[place:], restored, doubtful


class _Word:
    """A word and what its letters tell: `shape` is U for capitals, l for small letters, None where nothing can tell."""

    def __init__(self, match):
        self.text, self.start = match[0], match.start()
        telling = [letter for letter in self.text[1:] if letter not in _LOST]
        if not any(letter in _LOST for letter in self.text):
            telling = list(self.text[1:])
        if any(letter.islower() for letter in telling) or (not telling and self.text[0].islower() and self.text[0] not in _LOST):
            self.shape = "l"
        else:
            self.shape = "U" if telling and is_syllable(self.text.upper()) and not _ROMAN.fullmatch(self.text) else None
        self.can_be_capital = self.shape != "l" and not self.text.isupper()
        self.capital = self.shape == "U" and self.can_be_capital


def _mark_capital_words(words):
    """Mark words of unknown shape that stand among words in capitals (`Hà` in `Hà NỘI`)."""
    before = _nearest_shapes(words)
    after = _nearest_shapes(words[::-1])[::-1]
    for word, left, right in zip(words, before, after, strict=True):
        if word.shape is None and word.can_be_capital:
            word.capital = {left, right} in ({"U"}, {"U", None}) and (left == right or len(words) > 1)


def _nearest_shapes(words):
    """Return, for each word, the shape of the nearest word before it that tells one, else None."""
    shapes, latest = [], None
    for word in words:
        shapes.append(latest)
        latest = word.shape or latest
    return shapes


def _starts_sentence(left, start, fresh):
    if start == len(_LINE_START.match(left)[0]):
        return bool(fresh) and not set(left) & set("-–—*")
    return bool(_SENTENCE_END.search(left))
