"""What the desk does with unsaved text on request: finds old encodings, puts typography right. Pure; no Django models.

A text comes as a list of paragraphs without markup; what is to change comes back as edits of each, so that emphasis
and links stay where they are.
"""

import re

from articles import typography
from articles.formats.encodings import LABELS, UnknownEncoding, decode_text
from articles.formats.encodings.reading import UNICODE

_TOKEN = re.compile(r"\S+")
_LINE_END = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def old_encodings(texts):
    """Return {place in `texts`: name of the encoding} of those that seem pasted in an old Vietnamese one."""
    decoded = _decoded(texts)
    found = {}
    for first, last, name in decoded.paragraph_encodings if decoded else ():
        for place in range(first - 1, min(last, len(texts))):
            if name not in UNICODE and texts[place].strip():
                found[place] = LABELS.get(name, name)
    return found


def conversion(texts):
    """Return, for each of `texts`, the edits [(start, end, new)] that turn old encodings into Unicode."""
    decoded = _decoded(texts)
    lines = decoded.text.split("\n") if decoded else []
    if len(lines) != len(texts):
        return [[] for _ in texts]
    return [_differences(text, line) for text, line in zip(texts, lines, strict=True)]


def typographic(texts, tones):
    """Return, for each of `texts`, its `typography.Edit`s."""
    return [typography.edits(text, tones=tones) for text in texts]


def _decoded(texts):
    try:
        return decode_text("\n".join(_LINE_END.sub(" ", text) for text in texts))
    except UnknownEncoding:
        return None


def _differences(old, new):
    """Return the edits from `old` to `new` word by word: conversion keeps the spaces, so words pair off in order."""
    if old == new:
        return []
    before, after = list(_TOKEN.finditer(old)), _TOKEN.findall(new)
    if len(before) != len(after):
        return [(0, len(old), new)]
    return [(a.start(), a.end(), b) for a, b in zip(before, after, strict=True) if a[0] != b]


def sample(text, found, around=24):
    """Return (before, old, new, after) of one edit, for people to read."""
    start, end = max(0, found.start - around), found.end + around
    return text[start : found.start], text[found.start : found.end], found.new, text[found.end : end]
