"""What stands before a number: the kind word, `số`, and the words that may part them."""

import re
from dataclasses import dataclass

from directives.citations import kinds
from directives.citations.issuers import read_issuer
from directives.citations.kinds import KINDS
from directives.citations.page import fold_in_place, new_tones
from directives.citations.patterns import WORD_START, any_of, loose

_REACH = 110
_SIGN = loose(r"(?:so hieu|so) ?[:.]? ?\Z")
_SIGN_VOWELS = "oôốồOÔỐỒ"
# `số` is no number sign in these: "dân số 12", "con số 20"
_NOT_A_SIGN = re.compile(
    r"(?<!\w)(?:dân|con|chỉ|tỷ|tỉ|hệ|một|tổng|đa|thiểu|cơ|mã|biển|doanh|chuyển\s{1,3}đổi|chữ|điểm)\s{1,3}\Z",
    re.IGNORECASE,
)


def _kind_groups():
    rows = sorted(((words, kind.code) for kind in KINDS for words in kind.words), key=lambda row: -len(row[0]))
    rows += [(words, kinds.DOCUMENT) for words in kinds.DOCUMENT_WORDS]
    groups = "|".join(f"(?P<k{index}>{kinds.glued(words)})" for index, (words, _) in enumerate(rows))
    return groups, [code for _, code in rows]


_GROUPS, _CODES = _kind_groups()
_QUALIFIER = any_of(kinds.glued(words) for words in kinds.QUALIFIERS)
_KIND = re.compile(rf"{WORD_START}(?:{_GROUPS})")
_WORD_INITIAL = re.compile(
    rf"[{''.join(sorted({row[0] for kind in KINDS for row in kind.words} | {'v'}))}][a-z](?<![a-z0-9]..)"
)
_KIND_BEFORE = re.compile(rf"{WORD_START}(?:{_GROUPS})(?:\s{{0,3}}(?:{_QUALIFIER})){{0,3}}\s{{0,4}}\Z")
_LAST_SYLLABLES = tuple(
    {words.split()[-1] for kind in KINDS for words in kind.words}
    | {words.split()[-1] for words in (*kinds.QUALIFIERS, *kinds.DOCUMENT_WORDS)}
)
_ABBREVIATIONS = {short: kind.code for kind in KINDS for short in kind.abbreviations}
_SHORT_BEFORE = re.compile(rf"(?<!\w)(?P<short>{any_of(_ABBREVIATIONS)})\s{{0,2}}\Z")

_OF = loose(" (?P<of>cua )?")
_ISSUER_END = loose(r"(?: (?:viet nam|dang))?(?: ?,? ?\(?khoa (?P<term>[ivxl]{1,6}|\d{1,2})\)?)? ?")
_FEW_WORDS = re.compile(r"(?:\s{1,3}[a-z]{1,8}){1,7}\s{1,3}\Z")
_LAW_NAME = re.compile(r"(?:\s{1,3}[^\s.;:“”\"()\[\]]{1,12}){1,16}\s{1,3}(?P<bracket>\(\s?)?\Z")
_LAWS = frozenset({"Luật", "PL"})
_HEADING_END = loose(r" ?(?::|\(|(?:sau day|sau|gom co|gom|la|nhu) ?:?) ?\Z")
_PHRASE_END = re.compile(r"[.;“”\"\n]\s{0,3}\S")
_JOINING_WORDS = (" và", " gồm", " là", " có", " vào")

# folded words of one syllable may be anything; these kinds' words are unmistakable even so
_UNMISTAKABLE = frozenset({"NQ", "NĐ"})
# `CT 5` may be a block of flats, `TT 36` a township; these letters mean nothing else
_PLAIN_LETTERS = frozenset({"NQ", "NĐ", "QĐ", "TTLT"})


# the last syllables of all that may stand before a document's number, folded
BEFORE_NUMBER = (*_LAST_SYLLABLES, *(fold_in_place(short) for short in _ABBREVIATIONS), "so", "so hieu")


@dataclass
class Head:
    """What stands before a number.

    `start`: where the citation begins. `signed`: `số` is printed. `exact`: at least one syllable of the kind word has
    its marks. `bridged`: other words stand between kind word and `số`. `heading`: the kind of the list or of the
    bracket the number is in. `apart`: no word of the same phrase stands before `số`. `issuer` and `term` are printed
    before `số`. `named`: the word has a capital that no sentence gave it. `doubtful`: letters with other meanings.
    """

    start: int
    kind: str | None = None
    signed: bool = False
    exact: bool = True
    bridged: bool = False
    heading: str | None = None
    apart: bool = True
    issuer: str | None = None
    term: str | None = None
    named: bool = False
    doubtful: bool = False


def read_head(page, designation, floor):
    """Return the `Head` of the number read as `designation`; nothing before `floor` is looked at."""
    pos = designation.start
    sign = _find_sign(page, pos, floor)
    left = sign.start() if sign else pos
    head = _kind_before(page, left, floor)
    if head is None and sign and (designation.symbol or designation.year or _may_be_parted(page, left, floor)):
        head = _kind_further(page, left, floor)
    if head is None and not sign and designation.complete:
        head = _kind_far(page, left, floor)
    if head is None:
        head = Head(start=left, apart=_stands_apart(page, left))
    head.signed = bool(sign)
    if head.kind is None:
        head.start = _sign_start(sign, pos)
    return head


def _find_sign(page, pos, floor):
    sign = _SIGN.search(page.folded, max(floor, pos - 12), pos)
    if not sign or page.plain[sign.start() + 1] not in _SIGN_VOWELS:
        return None
    return None if _NOT_A_SIGN.search(page.plain, max(0, sign.start() - 14), sign.start()) else sign


def _kind_far(page, pos, floor):
    """A full symbol may stand without `số` behind an issuer or a law's name: `Luật Doanh nghiệp 59/2020/QH14`."""
    head = _kind_further(page, pos, floor)
    return head if head and (head.issuer or _LAWS & {head.kind, head.heading}) else None


def _sign_start(sign, pos):
    """A citation without a kind word begins at `số` when only white space parts it from the number."""
    return sign.start() if sign and not set(":.") & set(sign[0]) else pos


def _stands_apart(page, left):
    """False for `Hợp đồng số 12/HĐ-XD`: the word before `số` names something that is no document of ours."""
    before = page.plain[max(0, left - 6) : left].rstrip(" ")
    return not before or not before[-1].isalnum() or before.endswith(_JOINING_WORDS)


def _kind_before(page, left, floor):
    if page.folded[max(floor, left - 12) : left].rstrip().endswith(_LAST_SYLLABLES):
        match = _KIND_BEFORE.search(page.folded, max(floor, left - 60), left)
        if match:
            return _head_of(page, match)
    short = _SHORT_BEFORE.search(page.plain, max(floor, left - 8), left)
    if not short:
        return None
    kind = _ABBREVIATIONS[short["short"]]
    return Head(start=short.start(), kind=kind, doubtful=kind not in _PLAIN_LETTERS)


def _head_of(page, match):
    start, end = match.span(match.lastgroup)
    kind, printed = _CODES[int(match.lastgroup[1:])], page.text[start:end]
    return Head(
        start=start,
        kind=kind,
        exact=kind in _UNMISTAKABLE or _has_marks(printed),
        named=printed[0].isupper() and not _opens_sentence(page, start),
    )


def _opens_sentence(page, start):
    before = page.plain[max(0, start - 4) : start].rstrip(" ")
    return not before or not (before[-1].isalnum() or before[-1] in ",;)")


def _has_marks(printed):
    return any(syllable in kinds.SYLLABLES for syllable in new_tones(printed).lower().split())


def _may_be_parted(page, left, floor):
    """A bare number may be parted from its kind word by an issuer or stand in a list with a heading, nothing else."""
    return page.folded.find("cua", max(floor, left - _REACH), left) >= 0 or bool(
        _HEADING_END.search(page.folded, max(floor, left - 12), left)
    )


def _kind_further(page, left, floor):
    """A kind word parted from `số` by an issuer, a law's name or a few words: `Quyết định của Bộ Chính trị số 31`."""
    found = None
    for word in _WORD_INITIAL.finditer(page.folded, max(floor, left - _REACH), left):
        if found is None or word.start() >= found.end():
            found = _KIND.match(page.folded, word.start(), left) or found
    if found is None or _PHRASE_END.search(page.plain, found.end(), left):
        return None
    head = _head_of(page, found)
    of = _OF.match(page.folded, found.end(), left)
    issuer = of and (of["of"] or head.kind not in _LAWS) and read_issuer(page, of.end())
    if issuer or (of and of["of"]):
        return _issuer_between(page, head, issuer, left)
    name = head.kind in _LAWS and _LAW_NAME.fullmatch(page.folded, found.end(), left)
    if name and name["bracket"]:
        return Head(start=left, heading=head.kind)
    if name or _few_words(page, found.end(), left):
        head.bridged = True
        return head
    return _in_heading(page, head, found.end(), left)


def _issuer_between(page, head, issuer, left):
    if issuer is None:
        return None
    head.issuer = issuer.name or None
    end = _ISSUER_END.fullmatch(page.folded, issuer.end, left)
    if end:
        head.term = end["term"]
        return head
    return _in_heading(page, head, issuer.end, left)


def _few_words(page, pos, left):
    words = _FEW_WORDS.fullmatch(page.folded, pos, left)
    return bool(words) and not kinds.STOPPERS.intersection(words[0].split())


def _in_heading(page, head, pos, left):
    """A kind in a heading (`các Nghị định của Chính phủ: Số 78`), or before a bracket, stays outside the span."""
    if not _HEADING_END.fullmatch(page.folded, pos, left):
        return None
    return Head(start=left, issuer=head.issuer, heading=head.kind)
