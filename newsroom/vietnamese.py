"""Vietnamese text: composition, folding, slugs and alphabetical order.

Pure functions on `str`; no Django. Facts behind them: `đ` has no Unicode decomposition; `hòa` and `hoà` are the same
word with the tone mark placed by the old or the new rule; U+00D0 (Ð) is a common misprint of U+0110 (Đ); the
alphabet is a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y, with the tones level, huyền, hỏi, ngã, sắc,
nặng (CLDR, collation for `vi`).
"""

import re
import unicodedata

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
TONES = GRAVE + HOOK + TILDE + ACUTE + DOT

# Every mark of Vietnamese; taken out one by one, which is faster than any pattern.
_MARKS = (GRAVE, ACUTE, "\u0302", TILDE, "\u0306", HOOK, "\u031b", DOT)
# What may still hold marks once those are gone: neither Latin letters nor the usual signs of printing.
_OTHER_SCRIPTS = re.compile("[^\x00-\u02ff\u2000-\u206f]")

# A syllable whose tone may stand on either vowel and stands on the first: an onset (or none), then oa, oe or uy and
# nothing after them. `qu` is an onset of its own: the tone of `quý` has only one place.
_TONE_FIRST = re.compile(r"(?:[òóỏõọ](?<!q.)[ae]|[ùúủũụ](?<!q.)y)(?![\w\u0300-\u036f])")

# letter + vowel mark -> letter and rank within the letter
_VOWEL_MARKS = {
    ("a", "\u0306"): "a1",
    ("a", "\u0302"): "a2",
    ("e", "\u0302"): "e1",
    ("o", "\u0302"): "o1",
    ("o", "\u031b"): "o2",
    ("u", "\u031b"): "u1",
}


def nfc(text):
    """Return `text` composed (NFC), with Ð and ð (U+00D0, U+00F0) turned into Đ and đ.

    The second step never changes the length, so offsets into the NFC text stay true.
    """
    # two replacements: str.translate is several times slower
    return unicodedata.normalize("NFC", text).replace("\u00d0", "\u0110").replace("\u00f0", "\u0111")


def fold(text):
    """Return `text` in lower case without any mark: `Đồng chí` becomes `dong chi`. For search keys only."""
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold()).replace("\u0111", "d")
    for mark in _MARKS:
        decomposed = decomposed.replace(mark, "")
    if _OTHER_SCRIPTS.search(decomposed):
        return "".join(char for char in decomposed if not unicodedata.combining(char))
    return decomposed


def _tone_moved(match):
    """Return two vowels with the tone of the first on the second: `òa` becomes `oà`."""
    first, tone = unicodedata.normalize("NFD", match[0][0])
    return first + unicodedata.normalize("NFC", match[0][1] + tone)


def same_word_key(text):
    """Return one key for all spellings of the same words: case, composition and tone placement are ignored.

    `Hòa`, `hoà` and decomposed `hòa` share a key; `ma` and `má` do not. For tags and exact search.
    """
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(_tone_moved, nfc(text).casefold()))


def slugify(text, max_length=80):
    """Return an ASCII slug of at most `max_length` characters, cut between words: `Đường đến` gives `duong-den`.

    Empty when `text` has no Latin letter and no digit.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    head, _, _ = slug[: max_length + 1].rpartition("-")
    return head or slug[:max_length]


def sort_key(text):
    """Return an ASCII key that sorts `text` in Vietnamese alphabetical order under any database collation.

    Only digits and lower-case letters: first the letters of the whole text, then, to break ties, the tones.
    """
    letters, tones = [], []
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold())
    for char in decomposed:
        if char in TONES:
            if tones:
                tones[-1] = str(TONES.index(char) + 1)
        elif unicodedata.combining(char):
            if letters:
                letters[-1] = _VOWEL_MARKS.get((letters[-1][0], char), letters[-1])
        elif char == "đ":
            letters.append("d1")
            tones.append("0")
        elif "a" <= char <= "z":
            letters.append(char + "0")
            tones.append("0")
        elif char.isdigit():
            letters.append(f"1{unicodedata.digit(char, 0)}")
            tones.append("0")
        elif letters and letters[-1] != "01":
            letters.append("01")
            tones.append("0")
    while letters and letters[-1] == "01":
        letters.pop()
        tones.pop()
    return "".join(letters) + "00" + "".join(tones).rstrip("0")


def name_sort_key(name):
    """Return the sort key of a person's name: by given name (the last word), then by family and middle names."""
    words = name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
