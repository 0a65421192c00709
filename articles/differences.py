"""What differs between two texts: word by word within a paragraph, paragraph by paragraph within a body. No Django.

A body is sanitised HTML; its paragraphs are its outermost blocks (p, h2, h3, quote, box, list, table). Comparison is
`difflib` on words, bounded: a text too long to compare in a moment is shown as wholly replaced, never hung on.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

SAME, CHANGED, ADDED, REMOVED, MOVED, FORMAT = "same", "changed", "added", "removed", "moved", "format"

# Beyond these sizes the quadratic comparison would keep a person waiting.
MAX_WORDS = 20_000
EXACT_CELLS = 250_000
MAX_PAIRS = 20_000
MAX_BLOCK_CELLS = 4_000_000
# Shared words, of all words of both: below it two paragraphs are two paragraphs and not one rewritten.
SIMILAR = 0.35

_BLOCKS = {"p", "h2", "h3", "blockquote", "aside", "ul", "ol", "table"}
# The name is bounded so that a `<` without its `>` costs a dozen steps a character at most.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,11})\b[^<>]*>")
_HREF = re.compile(r'<a\b[^<>]*?\bhref="([^"<>]*)"')
_LINE = re.compile(r"</(?:p|h2|h3|blockquote|aside|li|tr|caption)>|<br>")
_CELL = re.compile(r"</t[dh]>")
# A word or a mark with the space before it, so that `họp ,` and `họp,` differ in the mark alone.
_WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that both texts have (`SAME`), or only the new (`ADDED`) or the old one (`REMOVED`)."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One paragraph in both texts: what became of it, and its words.

    `FORMAT` is a paragraph whose words stayed and whose emphasis, links or kind changed. A moved one has two rows,
    the first `gone` from where it stood. `links` are the (old, new) targets of links, where they differ.
    """

    kind: str
    pieces: tuple = ()
    gone: bool = False
    links: tuple = ()

    @property
    def old(self):
        moved_here = self.kind == MOVED and not self.gone
        return [] if moved_here else [piece for piece in self.pieces if piece.kind != ADDED]

    @property
    def new(self):
        return [] if self.gone else [piece for piece in self.pieces if piece.kind != REMOVED]


def words(text):
    """Return the words and marks of `text`, each with the space before it; joined they are `text`."""
    return _WORD.findall(text)


def word_pieces(old, new):
    """Return the `Piece`s that turn `old` into `new`; the removed words of a place come before the added ones."""
    a, b = words(old), words(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    pieces = [(SAME, a[:head]), *_middle(middle_a, middle_b), (SAME, a[len(a) - tail :])]
    return tuple(_joined(pieces))


def _common(a, b):
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(a, b):
    if not a or not b or max(len(a), len(b)) > MAX_WORDS:
        yield REMOVED, a
        yield ADDED, b
        return
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > EXACT_CELLS)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield SAME, a[i1:i2]
        else:
            yield REMOVED, a[i1:i2]
            yield ADDED, b[j1:j2]


def _joined(pieces):
    """Yield the pieces that have words, neighbours of one kind as one."""
    kind, held = None, []
    for each, found in pieces:
        if not found:
            continue
        if each != kind and held:
            yield Piece(kind, "".join(held))
            held = []
        kind = each
        held += found
    if held:
        yield Piece(kind, "".join(held))


def split_blocks(html):
    """Return the outermost blocks of sanitised `html`, bare text as a block of its own; joined they are `html`."""
    blocks, start, depth = [], 0, 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in _BLOCKS:
            continue
        if not match[1]:
            if depth == 0 and html[start : match.start()].strip():
                blocks.append(html[start : match.start()])
                start = match.start()
            depth += 1
        elif depth == 1:
            blocks.append(html[start : match.end()])
            start, depth = match.end(), 0
        else:
            depth = max(depth - 1, 0)
    rest = html[start:]
    if rest.strip() or not blocks:
        return [*blocks, rest] if rest else blocks
    return [*blocks[:-1], blocks[-1] + rest]


def block_text(block):
    """Return the text of one block for people, lines and cells parted, white space made even."""
    text = _TAG.sub("", _CELL.sub(" | ", _LINE.sub("\n", block)))
    return "\n".join(line for line in (" ".join(line.split()) for line in unescape(text).split("\n")) if line)


def likeness(old, new):
    """Return how many of the words of both texts, counted as `Counter`s, they share: 0 to 1."""
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 1.0


def align(old, new, texts=block_text):
    """Return pairs (place in `old` or None, place in `new` or None) that go through both lists of blocks in order.

    Equal blocks are paired first, then the most alike ones between them, then what is left, one by one: a rewritten
    paragraph is paired with its new text. `texts` gives the words of a block to compare by.
    """
    a, b = [block.strip() for block in old], [block.strip() for block in new]
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    ends = len(a) - tail, len(b) - tail
    pairs = [(place, place) for place in range(head)]
    if (ends[0] - head) * (ends[1] - head) > MAX_BLOCK_CELLS:
        pairs += _in_order(range(head, ends[0]), range(head, ends[1]))
    else:
        matcher = SequenceMatcher(None, a[head : ends[0]], b[head : ends[1]], autojunk=False)
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            before, after = range(head + i1, head + i2), range(head + j1, head + j2)
            pairs += zip(before, after, strict=True) if kind == "equal" else _paired(before, after, a, b, texts)
    return pairs + [(ends[0] + place, ends[1] + place) for place in range(tail)]


def _in_order(before, after):
    shared = min(len(before), len(after))
    pairs = list(zip(before, after, strict=False))
    return pairs + [(place, None) for place in before[shared:]] + [(None, place) for place in after[shared:]]


def _paired(before, after, a, b, texts):
    """Pair the blocks `before` and `after`, none of which are equal, by likeness, keeping their order."""
    if not before or not after or len(before) * len(after) > MAX_PAIRS:
        return _in_order(before, after)
    old = [Counter(texts(a[place]).split()) for place in before]
    new = [Counter(texts(b[place]).split()) for place in after]
    pairs, i, j = [], 0, 0
    for x, y in [*_best_chain(old, new), (len(before), len(after))]:
        pairs += _in_order(before[i:x], after[j:y])
        if x < len(before):
            pairs.append((before[x], after[y]))
        i, j = x + 1, y + 1
    return pairs


def _best_chain(old, new):
    """Return the places (x, y), rising in both, of the blocks whose likeness adds up to the most."""
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    like = [[likeness(one, other) for other in new] for one in old]
    for x in range(len(old) - 1, -1, -1):
        for y in range(len(new) - 1, -1, -1):
            pair = like[x][y] + score[x + 1][y + 1] if like[x][y] >= SIMILAR else 0.0
            score[x][y] = max(pair, score[x + 1][y], score[x][y + 1])
    chain, x, y = [], 0, 0
    while x < len(old) and y < len(new):
        if like[x][y] >= SIMILAR and score[x][y] == like[x][y] + score[x + 1][y + 1]:
            chain.append((x, y))
            x, y = x + 1, y + 1
        elif score[x][y] == score[x + 1][y]:
            x += 1
        else:
            y += 1
    return chain


def body_rows(old, new):
    """Return the `Row`s of two bodies of sanitised HTML, in reading order of the new one."""
    a, b = split_blocks(old), split_blocks(new)
    parts = [part for pair in align(a, b) for part in _parted(pair, a, b)]
    moved = _moved(parts, a, b)
    return [_row(*pair, a, b, moved) for pair in parts]


def _parted(pair, a, b):
    """Part a pair that shares too few words to be read as one paragraph."""
    i, j = pair
    if i is None or j is None or a[i].strip() == b[j].strip():
        return [pair]
    old, new = block_text(a[i]), block_text(b[j])
    alike = old == new or likeness(Counter(old.split()), Counter(new.split())) >= SIMILAR
    return [pair] if alike else [(i, None), (None, j)]


def _moved(parts, a, b):
    """Return the places, ("old", i) and ("new", j), of blocks that left one place and came to another unchanged."""
    left = defaultdict(list)
    for i, j in parts:
        if j is None and a[i].strip():
            left[a[i].strip()].append(i)
    moved = set()
    for i, j in parts:
        if i is None and left[b[j].strip()]:
            moved |= {("old", left[b[j].strip()].pop(0)), ("new", j)}
    return moved


def _row(i, j, a, b, moved):
    if j is None:
        if ("old", i) in moved:
            return Row(kind=MOVED, pieces=_whole(SAME, a[i]), gone=True)
        return Row(kind=REMOVED, pieces=_whole(REMOVED, a[i]))
    if i is None:
        kind = (MOVED, SAME) if ("new", j) in moved else (ADDED, ADDED)
        return Row(kind=kind[0], pieces=_whole(kind[1], b[j]))
    if a[i].strip() == b[j].strip():
        return Row(kind=SAME, pieces=_whole(SAME, b[j]))
    old, new = block_text(a[i]), block_text(b[j])
    links = (_links(a[i]), _links(b[j]))
    return Row(
        kind=FORMAT if old == new else CHANGED,
        pieces=word_pieces(old, new),
        links=links if links[0] != links[1] else (),
    )


def _whole(kind, block):
    text = block_text(block)
    return (Piece(kind, text),) if text else ()


def _links(block):
    return tuple(unescape(target) for target in _HREF.findall(block))
