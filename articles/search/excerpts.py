"""Where a text holds what was searched for: pieces of the original, marks kept, the found words marked. No database."""

import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from articles.markup import plain_text
from newsroom.vietnamese import fold, nfc, same_word_key

WINDOW = 170  # characters of one piece, about
PIECES = 2
# Far beyond any story; a pasted book is searched whole but looked at so far.
MAX_TEXT = 60_000
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True)
class Hit:
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
    found = list(_WORD.finditer(text))
    forms = {word: (fold(word), same_word_key(word)) for word in {match[0] for match in found}}
    folded = [forms[match[0]][0] for match in found]
    exact = [forms[match[0]][1] for match in found]
    places = {}
    for place, word in enumerate(folded):
        places.setdefault(word, []).append(place)
    result = []
    for number, term in enumerate(query.wanted):
        size = len(term.folded)
        here = [
            Hit(found[at].start(), found[at + size - 1].end(), number, tuple(exact[at : at + size]) == term.exact)
            for at in places.get(term.folded[0], ())
            if tuple(folded[at : at + size]) == term.folded
        ]
        result += here
    result.sort(key=lambda hit: (hit.start, -hit.end))
    return _telling(result, text)


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
    while len(pieces) < PIECES:
        best = max(
            ((text, found, *window) for text, found in looked for window in _windows(found, told)),
            key=lambda candidate: candidate[-1],
            default=None,
        )
        if best is None or not best[-1][0]:
            break
        text, found, first, last, _worth = best
        pieces.append(_piece(text, found, first, last))
        told |= {hit.term for hit in found if first <= hit.start and hit.end <= last}
    return " ".join(pieces).replace(" … … ", " … ")


def _windows(found, told):
    """Yield (first, last, worth) of the span of hits that fits a window, beginning with each hit in turn."""
    end = 0
    for begin, hit in enumerate(found):
        end = max(end, begin)
        while end + 1 < len(found) and found[end + 1].end - hit.start <= WINDOW:
            end += 1
        inside = found[begin : min(end + 1, begin + 12)]
        new = len({each.term for each in inside} - told)
        yield hit.start, max(each.end for each in inside), (new, sum(each.exact for each in inside))


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
