"""Where a text holds what was searched for: pieces of the original, marks kept, the found words marked. No database."""

import re
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import NamedTuple

from articles.markup import plain_text
from newsroom.vietnamese import fold, nfc, same_word_key

WINDOW = 170  # characters of one piece, about
PIECES = 2
LOOKED_AT = 12  # hits within a window that count
# Far beyond any story; a pasted book is searched whole but looked at so far.
MAX_TEXT = 60_000
MARKS = "".join(map(chr, range(0x300, 0x370)))
_WORD = re.compile(f"(?:[^\\W_]|[{MARKS}])+")


class Hit(NamedTuple):
    """One occurrence of term number `term` at characters `start` to `end`; `exact` has the marks as typed."""

    start: int
    end: int
    term: int
    exact: bool


def readable(body):
    """Return the text of a stored `body`, one line a block, as far as an excerpt looks."""
    return plain_text(body[: 2 * MAX_TEXT])[:MAX_TEXT]


def hits(text, query):
    """Return the `Hit`s of the wanted terms of `query` in NFC `text`, in order; of each term those that tell most."""
    folded = _aligned(text)
    found = [hit for number, term in enumerate(query.wanted) for hit in _of_term(text, folded, number, term)]
    found.sort(key=lambda hit: (hit.start, -hit.end))
    return _telling(found, text)


def _aligned(text):
    """Return `text` folded, each letter at its own place: at once where that keeps the length, else one by one."""
    folded = fold(text)
    return folded if len(folded) == len(text) else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(char):
    folded = fold(char)
    return folded if len(folded) == 1 else char


def _of_term(text, folded, number, term):
    """Yield the hits of one term: its words in order, whole, nothing but blanks and signs between them."""
    for match in _pattern(term.folded).finditer(folded):
        start, end = match.span()
        if start and (folded[start - 1].isalnum() or folded[start - 1] in MARKS):
            continue
        words = [text[start:end]] if len(term.folded) == 1 else _WORD.findall(text, start, end)
        forms = [_forms(word) for word in words]
        # Of letters that changed their number and others that changed it back, the places are not to be trusted.
        if tuple(form[0] for form in forms) == term.folded:
            yield Hit(start, end, number, tuple(form[1] for form in forms) == term.exact)


@lru_cache(maxsize=256)
def _pattern(words):
    """Return the pattern of folded `words`, which begins with a letter of theirs: those are found fastest."""
    return re.compile("[\\W_]+".join(map(re.escape, words)) + f"(?![^\\W_]|[{MARKS}])")


@lru_cache(maxsize=4096)
def _forms(word):
    """Return `word` folded and with its marks: pages of results hold the same words again and again."""
    return fold(word), same_word_key(word)


def _telling(found, text):
    """Return of each term the hits that tell most: beside the term typed beside it, with its marks; else the others.

    Words of several syllables are typed apart: of `đồng chí`, a `chi` that stands alone is not what was meant.
    """
    beside = {
        hit
        for first, second in pairwise(found)
        if second.term == first.term + 1 and text[first.end : second.start].isspace()
        for hit in (first, second)
    }
    best = {}
    for hit in found:
        best[hit.term] = max(best.get(hit.term, (False, False)), (hit in beside, hit.exact))
    return [hit for hit in found if (hit in beside, hit.exact) == best[hit.term]]


def highlighted(text, query):
    """Return the whole `text` as HTML, escaped, with the words that `query` wants marked."""
    text = nfc(text)
    return _marked(text, hits(text, query), 0, len(text))


def excerpt(texts, query):
    """Return as HTML the one or two pieces of `texts` that tell most of `query`; empty when none holds a hit.

    Pieces are cut at words, escaped, the hits marked, and an ellipsis stands where text is left out.
    """
    looked = [(text, hits(text, query)) for text in (nfc(text)[:MAX_TEXT] for text in texts)]
    pieces, told = [], set()
    while len(pieces) < PIECES and (best := _best(looked, told)):
        text, found, first, last = best
        pieces.append(_piece(text, found, first, last))
        told |= {hit.term for hit in found if first <= hit.start and hit.end <= last}
    return " ".join(pieces).replace(" … … ", " … ")


def _best(looked, told):
    """Return (text, hits, first, last) of the window that tells most of `looked`, [(text, hits)], else None.

    Its worth is how many terms it has that were not `told` yet, then how many hits have the marks as typed.
    """
    best, most = None, (0, 0)
    for text, found in looked:
        end, left = 0, len({hit.term for hit in found} - told)
        for begin, hit in enumerate(found):
            end = max(end, begin)
            while end + 1 < len(found) and found[end + 1].end - hit.start <= WINDOW:
                end += 1
            size = min(end + 1 - begin, LOOKED_AT)
            if (min(size, left), size) <= most:  # it cannot tell more
                continue
            inside = found[begin : begin + size]
            worth = len({each.term for each in inside} - told), sum(each.exact for each in inside)
            if worth > most and worth[0]:
                most, best = worth, (text, found, hit.start, max(each.end for each in inside))
    return best


def _piece(text, found, first, last):
    room = max(WINDOW - (last - first), 40) // 2
    start, stop = _to_word(text, first - room, first), _to_word_end(text, last, last + room)
    before, after = "… " if start else "", " …" if stop < len(text) else ""
    return f"{before}{_marked(text, found, start, stop)}{after}"


def _to_word(text, start, limit):
    if start <= 0:
        return 0
    blank = text.find(" ", start, limit)
    line = text.rfind("\n", start, limit)
    return max(blank, line) + 1 if blank >= 0 or line >= 0 else limit


def _to_word_end(text, limit, stop):
    if stop >= len(text):
        return len(text)
    line = text.find("\n", limit, stop)
    if line >= 0:
        return line
    blank = text.rfind(" ", limit, stop)
    return blank if blank >= 0 else limit


def _marked(text, found, start, stop):
    pieces, position = [], start
    for hit in found:
        if hit.start < position or hit.end > stop:
            continue
        pieces.append(escape(text[position : hit.start], quote=False))
        pieces.append(f"<mark>{escape(text[hit.start : hit.end], quote=False)}</mark>")
        position = hit.end
    pieces.append(escape(text[position:stop], quote=False))
    return "".join(pieces)
