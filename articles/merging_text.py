"""Three-way merging: what two people made of one text, each on their own. No Django.

`base` is what both had opened, `mine` what is being saved, `theirs` what somebody saved meanwhile. A merge never
guesses: where both changed the same thing differently, it is a `Clash` and a person chooses.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from articles.differences import align, split_blocks

_LIST = re.compile(r"\s*<(ul|ol)>(.*)</\1>\s*", re.DOTALL)


@dataclass(frozen=True)
class Clash:
    """One thing that both changed differently; None stands for a paragraph that one side took out."""

    base: object
    mine: object
    theirs: object


@dataclass(frozen=True)
class Merge:
    """The merged value and what clashes; where it clashes, the value has mine."""

    value: object
    clashes: tuple = field(default=())


def merge3(base, mine, theirs):
    """Merge one whole value, such as a headline or a list of signatures: whoever changed it alone has it."""
    if theirs in (base, mine):
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    return Merge(mine, (Clash(base, mine, theirs),))


def merge_sets(base, mine, theirs):
    """Merge sets, such as tags: what anyone added is in, what anyone took out is out. Nothing clashes."""
    added = (set(mine) - set(base)) | (set(theirs) - set(base))
    kept = set(base) & set(mine) & set(theirs)
    return Merge(kept | added)


def merge_bodies(base, mine, theirs):
    """Merge bodies of sanitised HTML by paragraph; what both added at one place stays, theirs first."""
    simple = merge3(base, mine, theirs)
    if not simple.clashes:
        return simple
    blocks, clashes = _merge_blocks(split_blocks(base), split_blocks(mine), split_blocks(theirs))
    return Merge("".join(blocks), tuple(clashes))


def _merge_blocks(base, mine, theirs):
    of_mine, of_theirs = _changes(base, mine), _changes(base, theirs)
    _drop_doubles(of_mine.added, of_theirs.added)
    blocks, clashes = [], []
    for place in range(len(base) + 1):
        blocks += of_theirs.added[place] + of_mine.added[place]
        if place < len(base):
            merged = _merge_block(base[place], of_mine.became[place], of_theirs.became[place])
            blocks += [merged.value] if merged.value is not None else []
            clashes += merged.clashes
    return blocks, clashes


@dataclass(frozen=True)
class _Changes:
    """What one side made of each block of the base (None: taken out), and what it added before each and at the end."""

    became: list
    added: list


def _changes(base, side):
    became, added = [None] * len(base), [[] for _ in range(len(base) + 1)]
    place = 0
    for i, j in align(base, side):
        if i is None:
            added[place].append(side[j])
        else:
            became[i] = None if j is None else side[j]
            place = i + 1
    return _Changes(became, added)


def _drop_doubles(mine, theirs):
    """Take out of `mine` what both sides added alike, wherever: it is in once, where theirs is stored."""
    there = Counter(block.strip() for blocks in theirs for block in blocks)
    for blocks in mine:
        for block in list(blocks):
            if there[block.strip()] > 0:
                there[block.strip()] -= 1
                blocks.remove(block)


def _merge_block(base, mine, theirs):
    simple = merge3(base, mine, theirs)
    if not simple.clashes or mine is None or theirs is None:
        return simple
    lists = [_LIST.fullmatch(block) for block in (base, mine, theirs)]
    if not all(lists) or len({match[1] for match in lists}) > 1:
        return simple
    return _merge_lists(lists[0][1], [match[2] for match in lists]) or simple


def _merge_lists(tag, inner):
    """Merge the items of a list, or return None where its items hold lists of their own."""
    items = [_items(text) for text in inner]
    if None in items:
        return None
    blocks, clashes = _merge_blocks(*items)
    return Merge(f"<{tag}>{''.join(blocks)}</{tag}>", tuple(clashes))


def _items(text):
    *items, rest = text.split("</li>")
    if "<ul" in text or "<ol" in text or rest.strip():
        return None
    return [f"{item}</li>" for item in items]
