"""How Vietnamese a reading is: words that are possible syllables against words, signs and bytes that are not."""

import functools
import re
import unicodedata
from typing import NamedTuple

from articles.formats.encodings.conversion import MISREAD, misread_bytes, read
from articles.formats.encodings.syllables import COMMON, is_abbreviation, is_syllable

BYTE_CANDIDATES = ("utf-8", "tcvn3", "tcvn5712", "vni", "windows-1258", "viscii", "vps")

# Words are cut at 60 characters: no syllable is longer, and hostile input must not fill the cache
_BYTE_WORD = re.compile(rb"[0-9A-Za-z\x01-\x06\x10-\x1e\x80-\xff]{1,60}")
_TEXT_WORD = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]{1,60}")
_RUN = re.compile(r"[^\W_]+")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[^\w\s](?=[^\W\d_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u0300-\u036f\ufffd]")
# Letters that stand alone as words, and those that do as names of letters; others are signs of another table
_LONE_WORDS = frozenset("ởýđ")
_LONE_LETTERS = frozenset("àáảạồờừổủôăâêơư")
_SIGN = re.compile(r"[^\w\s\x00-\x7f“”‘’–—…«»•·°²³±×½¼¾€™©®§\u2000-\u22ff\u0300-\u036f\ufffd]")


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

    `capitals` is false for an encoding that writes letters with tones small among capitals.
    """
    text = unicodedata.normalize("NFC", text)
    good = common = bad = 0
    for run in _RUN.findall(text):
        if _tells_nothing(run):
            continue
        if is_syllable(run, capitals=capitals) if len(run) > 1 else run.lower() in _LONE_WORDS:
            good += 1
            common += run.lower() in COMMON
        else:
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


@functools.lru_cache(maxsize=20_000)
def _word_weights(word):
    return tuple(weigh(*read(word, name), capitals=name != "tcvn3") for name in BYTE_CANDIDATES)


def byte_weights(line):
    """Return the `Weight` of the bytes `line` under each of `BYTE_CANDIDATES`, a dict by name."""
    words = [word for word in _BYTE_WORD.findall(line) if not word.isascii() or not word.isalnum()]
    by_word = [_word_weights(word) for word in words]
    return {name: total([weights[place] for weights in by_word]) for place, name in enumerate(BYTE_CANDIDATES)}


@functools.lru_cache(maxsize=20_000)
def _misread_word_weights(word):
    data = misread_bytes(word)
    return tuple(weigh(*read(data, name), capitals=name != "tcvn3") for name in MISREAD.values())


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
    """Return the `Weight` of `text`, which windows-1252 can write, under each name of `MISREAD`, a dict."""
    by_word = [_misread_word_weights(word) for word in marked_words(text)]
    return {name: total([weights[place] for weights in by_word]) for place, name in enumerate(MISREAD)}
