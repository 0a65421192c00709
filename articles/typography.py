"""Typography put right on request: quotation marks, dashes, spaces, ellipses, composition, the place of the tone mark.

Pure functions; no Django. What has a form of its own is never touched: symbols and numbers of documents, addresses,
figures such as `1.234,5`, words with digits in them. One pass over the tokens, so time grows with the length.
"""

import re
import unicodedata
from dataclasses import dataclass

from articles.formats.encodings.syllables import is_syllable
from directives.citations import find_citations
from newsroom.vietnamese import TONES, nfc

OLD, NEW = "old", "new"

_PROTECTED = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,200}|#\w+|\[ảnh \d{1,3}\]"
    r"|(?<![\w./\\-])[\w./\\-]{0,60}\d[\w./\\,:-]*(?<![,.:])"  # figures, dates, words with digits
    r"|(?<!\w)\w{1,60}(?:[_/\\]\w{1,60})+|\b\w{1,30}(?:\.\w{2,30}){1,6}\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?P<word>[\w\u0300-\u036f]+)|(?P<space>[ \t\u00a0]+)|(?P<dots>\.{2,})|(?P<dash>--+|-)|(?P<quote>\")|(?P<other>.)",
    re.DOTALL,
)
_CLOSING = ",.;:!?)”"
_OPENING = "(“[{‘—–"
_TWO_VOWELS = re.compile(
    rf"^(?P<onset>.*?)(?P<first>[ou])(?P<one>[{TONES}]?)(?P<second>[aey])(?P<two>[{TONES}]?)$", re.IGNORECASE
)
_PAIRS = {"oa", "oe", "uy"}
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` become `new`; `kind` is composition, quote, dash, space, ellipsis or tone."""

    start: int
    end: int
    new: str
    kind: str


def edits(text, *, tones=OLD):
    """Return the `Edit`s that put `text` (one paragraph) right, in order and disjoint. Offsets are code points.

    `tones` is where the paper puts the tone mark of oa, oe and uy: `OLD` (hòa, thúy) or `NEW` (hoà, thuý).
    """
    composed = nfc(text)
    found = _edits(composed, tones)
    return found if composed == text else _on_original(text, composed, found)


def mend(text, *, tones=OLD):
    """Return `text` put right. Idempotent."""
    return apply(text, edits(text, tones=tones))


def apply(text, found):
    pieces, position = [], 0
    for edit in found:
        pieces += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*pieces, text[position:]])


def place_tone(word, tones=OLD):
    """Return a composed `word` with the tone of oa, oe or uy in its place; `quý`, `Quỳnh` and `toàn` stay."""
    match = _TWO_VOWELS.match(unicodedata.normalize("NFD", word))
    if not match or (match["first"] + match["second"]).lower() not in _PAIRS or match["onset"].lower().endswith("q"):
        return word
    tone = match["one"] or match["two"]
    if not tone or not is_syllable(word):
        return word
    first, second = match["first"], match["second"]
    moved = first + tone + second if tones == OLD else first + second + tone
    return unicodedata.normalize("NFC", match["onset"] + moved)


def _edits(text, tones):
    found, position = [], 0
    for start, end in [*_protected(text), (len(text), len(text))]:
        for match in _TOKEN.finditer(text, position, max(position, start)):
            new = _RULES[match.lastgroup](text, match, tones)
            if new is not None and new != match[0]:
                found.append(Edit(match.start(), match.end(), new, _KINDS.get(match.lastgroup, "")))
        position = max(position, end)
    return found


def _protected(text):
    """Return the sorted places that nothing changes: what has a form of its own, and names of documents."""
    own = [match.span() for match in _PROTECTED.finditer(text)]
    return sorted(own + [(citation.start, citation.end) for citation in find_citations(text)])


def _before(text, match, number):
    return text[max(0, match.start() - number) : match.start()]


def _word(text, match, tones):
    return place_tone(match[0], tones)


def _space(text, match, _tones):
    before, after = _before(text, match, 1), text[match.end() : match.end() + 1]
    beyond = text[match.end() + 1 : match.end() + 2]
    if before and after and after in _CLOSING and not beyond.isalnum() and beyond not in (".", "(", ")", "-"):
        return ""
    if before and before in "(“" and after:
        return ""
    return match[0] if len(match[0]) == 1 and match[0] != "\t" else " "


def _dots(text, match, _tones):
    return "…" if len(match[0]) == 3 else match[0]


def _dash(text, match, _tones):
    before, after = _before(text, match, 2), text[match.end() : match.end() + 2]
    spaced = after[:1].isspace() and (not before or before[-1:].isspace())
    if not spaced or len(match[0]) > 2:
        return match[0]
    return match[0] if before[:1].isdigit() and after[1:].isdigit() else "–"


def _quote(text, match, _tones):
    before = _before(text, match, 1)
    if before.isdigit():
        return '"'
    return "“" if not before or before.isspace() or before in _OPENING + '"-/:' else "”"


_RULES = {"word": _word, "space": _space, "dots": _dots, "dash": _dash, "quote": _quote, "other": lambda *_: None}
_KINDS = {"word": "tone", "space": "space", "dots": "ellipsis", "dash": "dash", "quote": "quote"}


def _on_original(text, composed, found):
    """Return the edits of `composed` as edits of `text`, with the composition itself among them."""
    starts, position = [], 0
    whole = apply(composed, found)
    pieces = []
    for match in _CLUSTER.finditer(text):
        new = nfc(match[0])
        starts += [match.start()] * len(new)
        if new != match[0]:
            pieces.append((position, position + len(new)))
        position += len(new)
    starts.append(len(text))
    if position == len(composed):
        taken = {place for edit in found for place in range(edit.start, edit.end)}
        own = [Edit(a, b, composed[a:b], "composition") for a, b in pieces if not taken.intersection(range(a, b))]
        moved = [
            Edit(starts[edit.start], starts[edit.end], edit.new, edit.kind)
            for edit in sorted([*found, *own], key=lambda edit: edit.start)
        ]
        if apply(text, moved) == whole:
            return moved
    return [Edit(0, len(text), whole, "composition")]
