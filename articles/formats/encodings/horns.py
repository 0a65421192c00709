"""The `ư` that TCVN3 text loses on its way: its code is the soft hyphen, which browsers and editors drop.

The capital has another code and stays. `trường` arrives as `trờng`, `được` as `đợc`: no syllables, so the `ư` is put
back. Where both are syllables (`ngời` for `người`) nothing proves it; the word is named once its line is known to have
lost others.
"""

import functools
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

from articles.formats.encodings.syllables import COMMON, is_syllable

_WORD = re.compile(r"[^\W\d_]{1,60}")
_HORNED_O = "ơờởỡớợƠỜỞỠỚỢ"
_CANDIDATE = re.compile(f"[{_HORNED_O}]")


class Mended(NamedTuple):
    """A line with its `ư` back: the words `restored`, and counts of the words that are `doubtful`."""

    text: str
    restored: list[str]
    doubtful: Counter


def restore(text):
    """Return `text`, one line of NFC text that was TCVN3, as `Mended`."""
    restored, doubtful = [], Counter()

    def mend(match):
        word, longer = match[0], with_horned_u(match[0])
        if longer is None:
            return word
        if not is_syllable(word, capitals=False):
            restored.append(longer)
            return longer
        doubtful[word] += longer.lower() in COMMON and word.lower() not in COMMON
        return word

    mended = _WORD.sub(mend, text) if _CANDIDATE.search(text) else text
    return Mended(mended, restored, +doubtful if restored else Counter())


@functools.lru_cache(maxsize=20_000)
def with_horned_u(word):
    """Return `word` with ư before its ơ if that makes a syllable, else None."""
    found = _CANDIDATE.search(word)
    if not found or unicodedata.normalize("NFD", word[: found.start()])[-1:] in ("u", "U", "\u031b"):
        return None
    longer = word[: found.start()] + "ư" + word[found.start() :]
    return longer if is_syllable(longer, capitals=False) else None
