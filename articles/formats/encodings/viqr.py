"""VIQR (RFC 1456): Vietnamese typed in ASCII, a mark after its letter: `Ti?nh u?y La.ng So+n`.

The full stop and the question mark are also tone marks. Where the writer escaped them (`\\.`) the text is read to the
letter; where nothing is escaped, a mark at the end of a sentence is a tone only if that makes the commoner word.
"""

import functools
import re
import unicodedata

from articles.formats.encodings.syllables import COMMON, is_syllable, plausible_share
from articles.formats.encodings.tables import PLAIN_PUNCTUATION, VIQR_CODES, VIQR_LETTERS

_VOWEL = r"(?:[aA][(^]?|[eE]\^?|[oO][+^]?|[uU]\+?|[iIyY])"
_CODE = re.compile(rf"\\(?P<plain>.)|(?P<code>{_VOWEL}[`?~'.]?|[dD][dD])")
_ESCAPED = re.compile(r"\\[`?~'.(^+dD\\]")
_MARKS = "`?~'.(^+"
_AMBIGUOUS = re.compile(r"(?<=[aAeEoOuUiIyY(^+])[.?](?=[\"')]?(?:$|\s{1,6}[A-Z]|\n))")
_ADDRESS = re.compile(r"[^\s@]{0,100}@[^\s@]|://|www\.", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_PLAIN_WORD = re.compile(r"[A-Za-z]+")
_STRONG_MARK = re.compile(r"[aAeEoO]\^|[aA]\(|[oOuU]\+|\b[dD][dD]")
_INNER_MARK = re.compile(rf"[aAeEoOuUiIyY][`?~'.][A-Za-z]|{_STRONG_MARK.pattern}")
_FINAL_MARK = re.compile(r"[aAeEoOuUiIyY][`?~'.](?![A-Za-z])")
_FOREIGN_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTER_RUN = re.compile(r"[^\W_]+")

SHORT = 2000
MAX_CACHED = 60
MIN_WORDS = 2
FEW_WORDS = 4
MIN_SHARE = 1 / 3
MIN_SYLLABLES = 0.8


def write(text):
    """Return `text` in VIQR, with a backslash before each plain sign that would read as a mark."""
    out = []
    for char in unicodedata.normalize("NFC", text).translate(PLAIN_PUNCTUATION):
        previous = out[-1][-1:].lower() if out else ""
        code = VIQR_CODES.get(char, char)
        if code == char and (
            (char in _MARKS and previous in tuple("aeiouy(^+")) or (char in "dD" and previous == "d") or char == "\\"
        ):
            code = "\\" + char
        out.append(code)
    return "".join(out)


def read(text):
    """Return VIQR `text` in Unicode, and the words whose final stop or question mark was told from a tone by use."""
    doubtful = []
    if not _ESCAPED.search(text):
        text = _AMBIGUOUS.sub(lambda match: _settle(match, doubtful), text)
    return _WORD.sub(_read_word, text), doubtful


def _settle(match, doubtful):
    """Escape a final `.` or `?` that is more likely punctuation than the tone of its word."""
    word = re.search(r"[^\s\"(]{0,12}$", match.string[max(0, match.start() - 12) : match.start()])[0]
    toned, plain = _decode(word + match[0]), _decode(word)
    doubtful.append(word + match[0])
    is_punctuation = len(plain) > 1 and plain.lower() in COMMON and toned.lower() not in COMMON
    return "\\" + match[0] if is_punctuation else match[0]


def _read_word(match):
    if _ADDRESS.search(match[0]):
        return match[0]
    return _decode(match[0])


def _decode(word):
    return _decode_short(word) if len(word) <= MAX_CACHED else _decode_short.__wrapped__(word)


@functools.lru_cache(maxsize=20_000)
def _decode_short(text):
    return _CODE.sub(lambda match: match["plain"] or VIQR_LETTERS.get(match["code"]) or _literal(match["code"]), text)


def _literal(code):
    """A vowel and a mark that do not go together: the letter is read, the mark is left."""
    return VIQR_LETTERS.get(code[:2], code[:2]) + code[2:] if len(code) > 2 else code


def may_be(text):
    """Say whether ASCII `text` deserves `looks_like`; quick. Long VIQR is never without a circumflex or a horn."""
    return len(text) < SHORT or any(sign in text for sign in ("^", "o+", "u+"))


def looks_like(text, *, beside=False):
    """Say whether `text` (one paragraph) proves itself to be VIQR, or may be it `beside` paragraphs that do.

    Proof: it has no letter beyond ASCII, a third of its words carry marks, some of them inside the word, and four in
    five of those are possible syllables once read; where they are few, all of them, and nearly all other words too.
    Addresses do not count.
    """
    if not (_INNER_MARK.search(text) or beside) or _FOREIGN_LETTER.search(text):
        return False
    words = [word for word in _WORD.findall(text) if _PLAIN_WORD.search(word) and not _ADDRESS.search(word)]
    inner = [word for word in words if _INNER_MARK.search(word)]
    marked = [word for word in words if _INNER_MARK.search(word) or _FINAL_MARK.search(word)]
    if not beside and not _enough(words, marked, inner):
        return False
    runs = [run for word in marked for run in _LETTER_RUN.findall(_decode(word)) if not run.isascii()]
    good = sum(map(is_syllable, runs))
    if beside or good < FEW_WORDS:
        return 0 < good == len(runs) and plausible_share(read(text)[0]) >= MIN_SYLLABLES
    return good >= MIN_SYLLABLES * max(len(runs), len(inner))


def _enough(words, marked, inner):
    strong = sum(1 for word in inner if _STRONG_MARK.search(word))
    return len(marked) >= max(MIN_WORDS, MIN_SHARE * len(words)) and (len(inner) >= MIN_WORDS or strong)
