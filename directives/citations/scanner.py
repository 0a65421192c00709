"""Find mentions: where a kind word, a number and a symbol stand together. What is said of them is read afterwards."""

import re

from directives.citations import counts, heads, kinds, plenums
from directives.citations.dates import read_date
from directives.citations.issuer_words import FOREIGN
from directives.citations.kinds import BY_CODE, KIND_OF_LETTERS
from directives.citations.mentions import Lead, Mention
from directives.citations.organs import is_assembly, read_designation
from directives.citations.patterns import WORD_END, loose

_LETTER = "A-Za-zÀ-ỹĐđ"
# A figure; just before it a letter with or without one space, a colon or a stop; or behind it what may be a symbol.
# The pattern opens with a plain class, so that the engine runs to figures at full speed.
_FIGURE = re.compile(
    rf"[0-9](?:(?<=[{_LETTER}]\d)|(?<=[{_LETTER}:.]\s\d)|(?<=[:.]\d)|(?<=\s\s\d)"
    r"|(?<![\d.,/\-]\d)(?=\d{0,4}[a-eA-E]?\s{0,2}(?:/\s{0,2}\d{4}\s{0,2})?[-/]?\s{0,3}[A-ZĐa-zđ]{2}))"
)
_BEFORE_NUMBER = heads.BEFORE_NUMBER + plenums.BEFORE_NUMBER
_FOREIGN = loose(rf"(?: nam \d{{4}})? cua {FOREIGN}{WORD_END}")
_SEPARATOR = loose(r" ?(?:[,;/&+]|va|hoac|hay|cung voi|cung|voi) ?(?:(?:va|hoac) )?(?P<sign>so ?[:.]? ?)?(?=\d)")
_DAY_WORD = loose(r" ?,? ?\(?ngay (?=\d)")
_OWN_PHRASE = loose(r" ?\(?(?:cua |khoa |ngay \d)")
MAX_LIST = 40
# `Đề án 06/CP` is a programme's nickname, not a symbol
_NICKNAMES = frozenset({("ĐA", "CP")})


def scan(page):
    """Return the `Mention`s of `page` in order, none overlapping another."""
    mentions, floor = [], 0
    for pos in _anchors(page.plain):
        if pos < floor:
            continue
        for mention in _read_at(page, pos, floor):
            mentions.append(mention)
            floor = mention.end
    return mentions


def _anchors(plain):
    figures = [match.start() for match in _FIGURE.finditer(plain)]
    words = plenums.number_words(plain)
    return sorted(figures + words) if words else figures


def _read_at(page, pos, floor):
    before = page.folded[max(floor, pos - 16) : pos].rstrip(" \n:.")
    if not before.endswith(_BEFORE_NUMBER):
        return _standing_alone(page, pos, floor)
    found = plenums.read_plenums(page, pos, floor)
    if found or not page.plain[pos].isdigit():
        return found
    designation = read_designation(page.plain, pos, capitals=page.plain[max(0, pos - 6) : pos].isupper())
    if designation is None:
        return []
    mention = _believed(page, heads.read_head(page, designation, floor), designation)
    return _with_list(page, mention) if mention else []


def _standing_alone(page, pos, floor):
    """A symbol that needs no kind word: `(22-NQ/TW)`."""
    if not page.plain[pos].isdigit() or (pos and page.plain[pos - 1] in "0123456789.,/-"):
        return []
    designation = read_designation(page.plain, pos)
    if not designation or not designation.complete:
        return []
    mention = _believed(page, heads.read_head(page, designation, floor), designation)
    return _with_list(page, mention) if mention else []


def _kind_of_symbol(designation):
    """Return the kind that the letters of a symbol name. `TT` is a thông tri in Party style, else a thông tư."""
    if designation.letters == "TT" and designation.is_party:
        return "TTri"
    return KIND_OF_LETTERS.get(designation.letters)


# --- whether to believe it


def _believed(page, head, designation):
    """Return the `Mention` of a number with its head, or None when it is no document's."""
    kind = _settle_kind(head, designation)
    if kind is None or (kind, designation.organ) in _NICKNAMES or _FOREIGN.match(page.folded, designation.end):
        return None
    if not (designation.complete or _reads_as_document(page, head, designation)):
        return None
    start = head.start if head.kind or head.signed else designation.start
    mention = Mention(start=start, end=designation.end, kind=kind, designation=designation, kind_word=bool(head.kind))
    if head.heading:
        mention.lead = Lead(issuer=head.issuer)
    elif head.issuer:
        mention.take_issuer([head.issuer])
        mention.term = head.term
    return mention


def _settle_kind(head, designation):
    """The printed kind word decides, unless the symbol's letters contradict it (guide, rule 5)."""
    named = _kind_of_symbol(designation) if designation.letters else None
    printed = head.kind or head.heading
    if printed == kinds.DOCUMENT:
        return named or kinds.NO_LETTERS_KIND
    if printed is None:
        return named or _kind_of_organ(head, designation)
    if named and (designation.letters not in BY_CODE[printed].letters or named == "TTLT"):
        return named
    return printed


def _kind_of_organ(head, designation):
    """`Số 711/UBND-NC` alone is an official letter, `số 43/2022/QH15` a resolution."""
    if not head.signed or not designation.organ:
        return None
    if is_assembly(designation.organ):
        return "NQ"
    return kinds.NO_LETTERS_KIND if head.apart and "-" in designation.organ else None


def _reads_as_document(page, head, designation):
    if designation.organ:
        return bool(head.kind or head.signed)
    if counts.spoils(page, designation.end):
        return False
    if head.kind is None:
        return bool(head.heading) and head.signed
    if designation.letters:
        return True
    if head.kind == kinds.DOCUMENT or head.signed:
        return head.signed and not head.bridged
    return _bare_is_enough(page, head, designation)


def _bare_is_enough(page, head, designation):
    bare = BY_CODE[head.kind].bare
    if not bare or not head.exact:
        return False
    return bool(designation.year) or counts.fits(
        page, designation.start, designation.end, firmly=bare == "strong" and not head.doubtful, named=head.named
    )


# --- lists


def _with_list(page, first):
    """Return `first` and the later elements of its list that have no kind word: `Chỉ thị 15, 16 và 19`."""
    mentions = [first]
    while len(mentions) < MAX_LIST:
        last = mentions[-1]
        element = _next_element(page, last, last.end) or _next_element(page, last, _after_date(page, last.end))
        if element is None:
            break
        mentions.append(element)
    return mentions


def _after_date(page, pos):
    word = _DAY_WORD.match(page.folded, pos)
    found = word and read_date(page.folded, word.end())
    return found[0] if found else pos


def _next_element(page, previous, pos):
    separator = _SEPARATOR.match(page.folded, pos)
    if not separator:
        return None
    signed = separator["sign"] is not None
    designation = read_designation(page.plain, separator.end())
    firmly = previous.element or separator[0] == ","
    if designation is None or not _belongs(page, previous, designation, signed=signed, firmly=firmly):
        return None
    start = separator.start("sign") if signed else separator.end()
    named = _kind_of_symbol(designation) if designation.letters else None
    kind = named if named and designation.letters not in BY_CODE[previous.kind].letters else previous.kind
    return Mention(start=start, end=designation.end, kind=kind, designation=designation, element=True, kind_word=False)


def _belongs(page, previous, designation, *, signed, firmly):
    """True when a number behind a comma or conjunction is the list's next. `firmly`: the list is one beyond doubt."""
    if designation.organ:
        return designation.complete or signed or previous.organ is not None
    if counts.spoils(page, designation.end):
        return False
    if previous.organ and not signed:
        return _symbol_comes(page, designation) or bool(_OWN_PHRASE.match(page.folded, designation.end))
    if signed or designation.year:
        return True
    listed = len(designation.number) > 1 and _SEPARATOR.match(page.folded, designation.end)
    return bool(listed) or counts.fits(page, designation.start, designation.end, firmly=firmly)


def _symbol_comes(page, designation):
    separator = _SEPARATOR.match(page.folded, designation.end)
    following = separator and read_designation(page.plain, separator.end())
    return bool(following and following.organ)
