"""Papers named by a plenum of the Central Committee: `Nghị quyết Trung ương 4 khóa XI, XII`."""

import re

from directives.citations.dates import count_of, roman_value
from directives.citations.mentions import Mention
from directives.citations.patterns import CENTRAL_COMMITTEE, CENTRE, PARTY_NAME, WORD_END, WORD_START, loose

MAX_PLENUM = 20
BEFORE_NUMBER = ("uong", "tw", "tu", "t.u", "t.w", "thu", "dang")
_COUNT = "(?:muoi (?:mot|hai|ba|bon|tu|lam|nam)|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)" + WORD_END
_PRINTED_COUNT = "(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|NHẤT|HAI|BA|TƯ|BỐN|NĂM|SÁU|BẢY|TÁM|CHÍN|MƯỜI)"
# `lần thứ tư`, `lần thứ IV`, `Trung ương IV`: the pattern opens with a rare letter, so that the engine runs to it
_NUMBER_WORD = re.compile(
    rf"[ứỨ](?<=[hH].)\s{{1,3}}(?P<count>{_PRINTED_COUNT}(?!\w)|[IVX]{{1,5}}(?!\w))|[gGưƯW]\s(?P<roman>[IVX]{{1,5}}(?!\w))"
    rf"|[ưƯ](?:ơng|ƠNG)\s{{1,3}}(?P<central>{_PRINTED_COUNT}(?!\w|\s\d))"
)
_FIGURE = re.compile(r"\d{1,2}(?!\d|[/.]\d|\s?[-/%]\s?[\dA-ZĐ]|%)")
_WORD = loose(_COUNT)
_ROMAN = re.compile(r"[IVX]{1,5}(?!\w)")

_HEAD = loose(
    rf"{WORD_START}(?P<kind>nghi ?quyet|ket ?luan|nq|kl) ?(?:cua )?(?:hoi nghi )?"
    r"(?P<organ>(?:cua )?(?:(?:bch|ban chap hanh) ?)?(?:trung ?uong|t ?\. ?[uw]\.?|t[uw])(?: dang)? ?)?"
    r"(?P<time>lan thu )?\Z"
)
_PRINTED_CENTRE = re.compile(r"[Tt]rung\s?[ưƯ]ơng|TRUNG\s?ƯƠNG|T\s?\.\s?[ƯưWwU]|T[ƯWw]|tw")
_COMMITTEE_FOLLOWS = loose(rf" ?,? ?(?:cua )?{CENTRAL_COMMITTEE}")
_TERM_FOLLOWS = loose(rf" ?,? ?\(?(?:cua dang )?khoa [ivx]{{1,5}}{WORD_END}")
_NEXT_PLENUM = loose(
    r" ?(?:,|va|;) ?(?P<organ>(?:trung ?uong|t ?\. ?[uw]\.?|t[uw]) ?)?(?P<number>\d{1,2})(?![\d/.,]\d|\d)"
    r"(?= ?(?:,|va|\(|khoa|ve|;|\.|$))"
)
_TERM = loose(
    rf" ?(?:[,(]? ?\(? ?khoa|\(? ?dai hoi(?: dang)?(?: lan thu)?) (?P<term>[ivxl]{{1,6}}|\d{{1,2}}){WORD_END}"
)
_NEXT_TERM = loose(rf"\)? ?(?:,|va ca|va|-|;) ?\(?(?:khoa )?(?P<term>[ivxl]{{1,6}}){WORD_END}")
# what may stand between a plenum's number and its term: `(lần 2)`, the Committee, the Party
_BEFORE_TERM = (
    loose(r" ?\(? ?lan (?:\d|hai|thu hai) ?\)?"),
    loose(rf" ?,? ?(?:cua )?{CENTRAL_COMMITTEE}| (?:cua )?dang(?= ?[,(]? ?\(?khoa)"),
)

# a plenum in what is said of a numbered paper: `của Hội nghị lần thứ sáu Ban Chấp hành Trung ương`
MEETING = loose(
    rf"(?:(?:cua|tai|duoc) )?(?P<hall>hoi nghi )?(?:(?:bch|ban chap hanh) )?(?P<organ>{CENTRE}{PARTY_NAME} ?)?"
    rf"(?P<time>lan thu )?(?P<number>\d{{1,2}}|{_COUNT}|[ivx]{{1,5}}){WORD_END}"
    rf"(?P<committee> ?,? ?(?:cua )?{CENTRAL_COMMITTEE})?"
)


# what must follow `của Trung ương 6`, said without `Hội nghị`
_AFTER_NUMBER = loose(r" ?(?:\(?khoa |[,.;)]|$| ve )")


def number_words(plain):
    """Return where the ordinals and Roman numerals stand that may number a plenum."""
    return [match.start(match.lastgroup) for match in _NUMBER_WORD.finditer(plain)]


def meeting_number(match):
    """Return the number of the plenum that a match of `MEETING` names, or None."""
    if not (match["organ"] or match["time"]):
        return None
    if not match["hall"] and not _AFTER_NUMBER.match(match.string, match.end()):
        return None
    said = match["number"]
    return int(said) if said.isdigit() else count_of(said) or roman_value(said)


def read_plenums(page, pos, floor):
    """Return the `Mention`s of a paper named by the plenum whose number is at `pos`, and of those listed with it."""
    head = _HEAD.search(page.folded, max(floor, pos - 70), pos)
    if not head or not (head["organ"] or head["time"]):
        return []
    number, end = _read_number(page, pos)
    if not number or not _is_central(page, head, end):
        return []
    kind = "KL" if head["kind"].startswith("k") else "NQ"
    mentions = [Mention(start=head.start(), end=end, kind=kind, plenum=number)]
    _read_more(page, mentions)
    _read_terms(page, mentions)
    return mentions


def _read_number(page, pos):
    for pattern, text, value_of in (
        (_FIGURE, page.plain, int),
        (_WORD, page.folded, count_of),
        (_ROMAN, page.plain, roman_value),
    ):
        match = pattern.match(text, pos)
        if match:
            value = value_of(match[0])
            return (value if value and value <= MAX_PLENUM else None), match.end()
    return None, pos


def _is_central(page, head, end):
    """`TƯ` folds as `từ` does; and a meeting without an organ needs the Committee or a term behind it."""
    if head["organ"]:
        return bool(_PRINTED_CENTRE.search(page.plain, head.start("organ"), head.end("organ")))
    return bool(_COMMITTEE_FOLLOWS.match(page.folded, end) or _TERM_FOLLOWS.match(page.folded, end))


def _read_more(page, mentions):
    """`Nghị quyết Trung ương 5, 6 và 7 khóa XII`."""
    while len(mentions) < MAX_PLENUM:
        pos = _skip_term(page, mentions[-1].end)
        match = _NEXT_PLENUM.match(page.folded, pos)
        if not match or not 0 < int(match["number"]) <= MAX_PLENUM:
            return
        start = match.start("organ" if match["organ"] else "number")
        mentions.append(
            Mention(
                start=start,
                end=match.end("number"),
                kind=mentions[0].kind,
                plenum=int(match["number"]),
                element=True,
                kind_word=False,
            )
        )


def _skip_term(page, pos):
    match = _TERM.match(page.folded, pos)
    if not match:
        return pos
    return match.end() + (page.folded[match.end() : match.end() + 1] == ")")


def _read_terms(page, mentions):
    """Give each plenum its term; a second term printed after the first makes a second citation."""
    for mention in list(mentions):
        pos = mention.end
        for words in _BEFORE_TERM:
            match = words.match(page.folded, pos)
            pos = match.end() if match else pos
        match = _TERM.match(page.folded, pos)
        if match:
            mention.term, mention.tail_end = match["term"], match.end()
            _add_terms(page, mentions, mention)
    following = None
    for mention in reversed(mentions):
        following = mention.term = mention.term or following


def _add_terms(page, mentions, mention):
    at, pos = mentions.index(mention) + 1, mention.tail_end
    while match := _NEXT_TERM.match(page.folded, pos):
        if not roman_value(match["term"]) or not page.plain[match.start("term")].isupper():
            return
        pos = match.end("term")
        mentions.insert(
            at,
            Mention(
                start=match.start("term"),
                end=pos,
                kind=mention.kind,
                plenum=mention.plenum,
                term=match["term"],
                element=True,
                kind_word=False,
                tail_end=pos,
            ),
        )
        at += 1
