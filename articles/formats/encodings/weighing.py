"""How Vietnamese a reading is: words that are possible syllables against words, signs and bytes that are not."""

import functools
import re
import unicodedata
from typing import NamedTuple

from articles.formats.encodings.conversion import MISREAD, misread_bytes, read
from articles.formats.encodings.horns import with_horned_u
from articles.formats.encodings.syllables import COMMON, is_abbreviation, is_syllable

BYTE_CANDIDATES = ("utf-8", "tcvn3", "tcvn5712", "vni", "windows-1258", "viscii", "vps")

# Words are cut at 60 characters: no syllable is longer, and hostile input must not fill the cache
_BYTE_WORD = re.compile(rb"[0-9A-Za-z\x01-\x06\x10-\x19\x1c-\x1e\x80-\xff]{1,60}")
_TEXT_WORD = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]{1,60}")
_RUN = re.compile(r"[^\W_]+")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[^\w\s](?=[^\W\d_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u0300-\u036f]")
# Letters that stand alone as words, and those that do as names of letters; others are signs of another table
_LONE_WORDS = frozenset("ởýđ")
_LONE_LETTERS = frozenset("àáảạồờừổủôăâêơư")
_SIGN = re.compile(r"[^\w\s\x00-\x7f“”‘’–—…«»•·°²³±×½¼¾€™©®§\u2000-\u22ff\u0300-\u036f]")


class Weight(NamedTuple):
    """Counts: `good` words are possible syllables, some of them `common`; `bad` are none; `unmapped` has no letter."""

    good: int = 0
    common: int = 0
    bad: int = 0
    unmapped: int = 0

    @property
    def score(self):
        return self.good + 0.5 * self.common - self.bad - self.unmapped

    @property
    def wrong(self):
        return self.bad + self.unmapped


def weigh(text, unmapped="", *, capitals=True):
    """Return the `Weight` of the words of `text` that carry letters or signs beyond ASCII.

    `capitals` is false for TCVN3, which has letters with tones small among capitals and loses its ư on the way.
    """
    text = unicodedata.normalize("NFC", text)
    good = common = bad = 0
    for run in _RUN.findall(text):
        if _tells_nothing(run):
            continue
        if is_syllable(run, capitals=capitals) if len(run) > 1 else run.lower() in _LONE_WORDS:
            good += 1
            common += run.lower() in COMMON
        elif capitals or not with_horned_u(run):
            bad += 1
    bad += len(_CONTROLS.findall(text))
    bad += sum(not sign.isascii() for sign in _BETWEEN_LETTERS.findall(text))
    bad += len(_SIGN.findall(text))
    return Weight(good, common, bad, len(unmapped))


def _tells_nothing(run):
    return run.isascii() or run.lower() in _LONE_LETTERS or (len(run) > 1 and is_abbreviation(run))


def total(weights):
    """Return the sum of `weights`."""
    return Weight(*map(sum, zip(*weights, strict=True))) if weights else Weight()


class Weights:
    """The `Weight` of one line under each of several `names`, kept as one tuple of counts: files have many lines."""

    __slots__ = ("_counts", "names")

    def __init__(self, names, by_word):
        self.names = names
        self._counts = tuple(map(sum, zip(*by_word, strict=True))) or (0,) * (4 * len(names))

    def __getitem__(self, name):
        place = 4 * self.names.index(name)
        return Weight(*self._counts[place : place + 4])

    def best(self, names=None, lean=lambda name: 0):
        """Return which of `names` (all) scores most, the first of equals, after adding `lean(name)`."""
        return max(names or self.names, key=lambda name: self[name].score + lean(name))


@functools.lru_cache(maxsize=20_000)
def _word_counts(word):
    return tuple(count for name in BYTE_CANDIDATES for count in _weigh_as(word, name))


def _weigh_as(word, name):
    text, unmapped = read(word, name)
    if name == "utf-8" and unmapped:
        return Weight(unmapped=1)
    return weigh(text, unmapped, capitals=name != "tcvn3")


def byte_weights(line):
    """Return the `Weights` of the bytes `line` under `BYTE_CANDIDATES`."""
    words = [word for word in _BYTE_WORD.findall(line) if not word.isascii() or not word.isalnum()]
    return Weights(BYTE_CANDIDATES, [_word_counts(word) for word in words])


@functools.lru_cache(maxsize=20_000)
def _misread_word_counts(word):
    data = misread_bytes(word)
    return tuple(count for name in MISREAD.values() for count in _weigh_as(data, name))


@functools.lru_cache(maxsize=20_000)
def _text_word_weight(word):
    return weigh(word)


def marked_words(text):
    """Return the words of `text` that hold a character beyond ASCII."""
    return [word for word in _TEXT_WORD.findall(text) if not word.isascii()]


def text_weight(text):
    """Return the `Weight` of `text` as it stands."""
    return total([_text_word_weight(word) for word in marked_words(text)])


def misread_weights(text):
    """Return the `Weights` of `text`, which windows-1252 can write, under the names of `MISREAD`."""
    return Weights(tuple(MISREAD), [_misread_word_counts(word) for word in marked_words(text)])
