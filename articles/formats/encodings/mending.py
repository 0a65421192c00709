"""Text that is Unicode already but was read by the wrong table on its way: which lines, and what they should be."""

import re
import unicodedata

from articles.formats.encodings import viqr
from articles.formats.encodings.conversion import MISREAD, misread_bytes, read, unreference
from articles.formats.encodings.syllables import plausible_share, without_tags
from articles.formats.encodings.weighing import (
    Weight,
    marked_words,
    misread_weights,
    text_weight,
    weigh,
)

# Letters and signs that windows-1252 shows where another encoding had a Vietnamese letter, and that ordinary
# Vietnamese text seldom or never has
_SUSPICIOUS = re.compile("[\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbfÃÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿŒœŠšŽžŸƒˆ˜†‡‰‹›€™]")
# Pairs that Vietnamese never has and VNI has in every other word; looked for where no letter is beyond windows-1252
_VNI_PAIR = re.compile("[aAeEôÔ][áàâãùõêèéúÁÀÂÃÙÕÊÈÉÚ]|[oO][âÂ]")
_REFERENCE_START = re.compile(r"&(?:#[0-9xX]|[aeiouyAEIOUY](?:acute|grave|circ|tilde);)")
_COMBINING = re.compile("[\u0300-\u036f]")
# `à` misread is Ã and a no-break space, which many editors turn into a plain one
_SPACED_A, _MISREAD_A = "Ã ", "Ã\u00a0"
_WORD = re.compile(r"[^\W\d_]+")

MIN_GOOD = 3
MIN_MARKED_SHARE = 1 / 3
MIN_PLAUSIBLE = 0.7
MAX_WRONG = 1 / 4


def needs_a_look(text):
    """Say whether `text` may hold a line that is not what it seems. Costs one quick scan; most text needs none."""
    if text.isascii():
        return viqr.may_be(text) or _has_reference(text)
    return (
        not unicodedata.is_normalized("NFC", text)
        or _SUSPICIOUS.search(text) is not None
        or _has_reference(text)
        or "^" in text
        or _may_be_vni(text)
    )


def _has_reference(text):
    return "&" in text and _REFERENCE_START.search(text) is not None


def _may_be_vni(text):
    return misread_bytes(text) is not None and _VNI_PAIR.search(text) is not None


def judge_lines(lines):
    """Return the name of what each of `lines` (text) is in, a dict by index; a line that stands as it is has none."""
    names = {}
    for index, line in enumerate(lines):
        name = _judge(line)
        if name:
            names[index] = name
    proven = set(names.values()) - {"decomposed"}
    if proven:
        unproven = ((index, line) for index, line in enumerate(lines) if index not in names)
        beside = {index: _judge_beside(line, proven) for index, line in unproven}
        names |= {index: name for index, name in beside.items() if name}
    return names


def _judge(line):
    if has_letter_reference(line):
        return "ncr"
    if line.isascii():
        return "viqr" if viqr.looks_like(line) else None
    if _SUSPICIOUS.search(line) or _may_be_vni(line):
        name = _misread_on_proof(line)
        if name:
            return name
    if _COMBINING.search(line) and not unicodedata.is_normalized("NFC", line):
        return "decomposed"
    return None


def has_letter_reference(line):
    """Say whether a reference in `line` stands for a Vietnamese letter within a possible syllable."""
    return _has_reference(line) and weigh(unreference(line)).good > weigh(line).good


def _misread_on_proof(line):
    """Return under what `line` is Vietnamese, though as it stands it is not: strong proof, or None."""
    weights, standing, words = _compared(line)
    if not weights:
        return None
    name = weights.best()
    proof = weights[name]
    marked = len(marked_words(line))
    lead = proof.score - standing.score
    if proof.unmapped or proof.bad > proof.good * MAX_WRONG:
        return None
    if name == "utf8-as-cp1252":
        return name if proof.good and lead > 0 else None
    enough = proof.good >= MIN_GOOD or (proof.good == 2 and proof.common and not proof.bad)
    proven = enough and marked >= MIN_MARKED_SHARE * words and lead >= max(2, marked / 3)
    return name if proven and plausible_share(misread_text(line, name)[0]) >= MIN_PLAUSIBLE else None


def _judge_beside(line, names):
    """Return which of `names`, proven on other lines, also makes better Vietnamese of `line`."""
    if "ncr" in names and "&" in line and unreference(line) != line:
        return "ncr"
    if "viqr" in names and viqr.looks_like(line, beside=True):
        return "viqr"
    misread = names & MISREAD.keys()
    weights, standing, _ = _compared(line)
    if not weights or not misread or line.isascii():
        return None
    name = weights.best(misread)
    proof = weights[name]
    better = proof.score > standing.score and not proof.unmapped and proof.good > proof.bad
    return name if better else None


def _compared(line):
    """Return the weights of `line` under each mistaken reading (None if impossible), as it stands, and its words."""
    if misread_bytes(line) is None:
        return None, Weight(), 0
    return (
        misread_weights(line.replace(_SPACED_A, _MISREAD_A)),
        text_weight(line),
        len(_WORD.findall(without_tags(line))),
    )


def misread_text(line, name):
    """Return `line` as it was before windows-1252 was taken for `name`, and what cannot be mapped."""
    if name == "utf8-as-cp1252":
        line = line.replace(_SPACED_A, _MISREAD_A)
    return read(misread_bytes(line), MISREAD[name])
