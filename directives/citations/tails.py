"""What is printed behind a mention: date, issuer, term, plenum, title and topic, in any order."""

import re

from directives.citations import plenums, titles
from directives.citations.dates import read_date, roman_of
from directives.citations.issuers import CENTRAL_COMMITTEE, CENTRE, matches, read_field, read_issuer
from directives.citations.patterns import WORD_END, loose

_REACH = 320
_MAX_PARTS = 9
_MAX_ISSUERS = 6
_SKIP = loose(r" ?(?:\[\d{1,3}\] ?)?[,(]{0,2} ?")
_CLOSE = re.compile(r"\s{0,2}\)")
_DATE_WORDS = loose(
    r"(?:(?:duoc )?(?:ky|ban hanh|thong qua|cong bo|ra) (?:ban hanh )?)?(?:vao )?ngay ?"
    r"(?=\d|mung|mong|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
)
_BARE_DATE = re.compile(r"\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{4}(?!\d)")
_YEAR = loose(r"nam (?P<year>(?:19|20)\d\d)(?![\d\-])")
_MONTH = loose(r"thang \d{1,2} ?(?:[/.\-] ?\d{4}|nam \d{4})")
_TERM = loose(rf"(?:nhiem ky )?khoa (?:thu )?(?P<term>[ivxl]{{1,6}}|\d{{1,2}}){WORD_END}")
_BRACKET = re.compile(r"\s{0,3}\(?")

# `của`, `do`, `được`, `giữa`, with what announces several bodies: `của liên Bộ: …`
_OF = loose(
    r"(?:(?:da|vua moi|vua|moi|cung) )?(?P<of>cua|do|duoc|boi|giua)"
    r"(?: (?P<several>lien (?:nganh|tich)|lien(?= (?:bo|so) [a-z])|lien (?:bo|so) ?:|cac|hai|ba) ?:?)? "
)
_SESSION = loose(
    r",? (?:tai )?ky hop (?:thu [a-z0-9]{1,6}(?: (?:mot|hai|ba|bon|tu|lam|sau|bay|tam|chin))?|chuyen de|bat thuong)"
    r"(?:,? khoa [ivx]{1,6})?,?"
)
_PERSON = re.compile(r"(?:\s[A-ZÀ-ỸĐ][a-zà-ỹđ]{0,6}(?!\w)){2,5}")
_DONE_BY = loose(
    r" (?:(?:da|vua|chinh thuc) )?(?:ky ban hanh|ban hanh|thong qua|phe duyet|ky|cong bo)(?: (?:tai|vao))?" + WORD_END
)
_JOIN = loose(r" ?(?:,|-|va|cung|&|voi) (?:va )?")
# a verb behind a body's name makes it the subject of a new clause
PREDICATE = loose(
    r" (?:da|vua|dang|se|cung|ban hanh|ky|ra|co|yeu cau|to chuc|trien khai|chi dao|de nghi|tiep tuc|phoi hop|luon|can"
    r"|phai|thuc hien|xay dung|quan triet|hop|quyet dinh|quy dinh|khang dinh|giao|thong nhat|cho biet|neu ro"
    rf"|nhan manh){WORD_END}"
)
_PHRASE_END = loose(r" ?(?:$|[.;)\n]|(?:khoa|ve|ngay)(?![a-z])|\(khoa)")
_LIST_END = loose(r" ?(?:$|[.,;)\n]|ve |ngay )")
_COMMA = loose(r" ?, ")
_WITHIN = loose(r"(?:tai|trong|theo|bang) (?:cac )?\Z")
_JOINT_KINDS = frozenset({"TTLT", "NQLT", "CTPH"})


def read_tail(page, mention, right):
    """Fill in `mention` from what stands between its end and `right`, the start of the next mention."""
    right = min(right, mention.end + _REACH)
    pos = _after_own_bracket(page, mention)
    for _ in range(_MAX_PARTS):
        step = _read_part(page, mention, pos, right)
        if not step:
            break
        close = _CLOSE.match(page.folded, step)
        pos = close.end() if close else step
    mention.said_end = pos
    mention.tail_end = max(mention.tail_end, _read_topic(page, mention, pos, right))


def _after_own_bracket(page, mention):
    """`Nghị quyết (số 22-NQ/TW) của …`: what is said of a mention in brackets may follow them."""
    close = page.plain[max(0, mention.start - 2) : mention.start].rstrip().endswith("(") and _CLOSE.match(
        page.folded, mention.end
    )
    return close.end() if close else mention.end


def is_joint(mention):
    """True when a mention's kind or symbol tells of several issuers."""
    return mention.kind in _JOINT_KINDS or bool(mention.organ and mention.organ.count("-") > 1)


def take_following_subject(page, mention, right):
    """`Tại Công văn 4506/BGDĐT-GDTrH, Bộ Giáo dục và Đào tạo yêu cầu`: the symbol proves whose paper it is."""
    comma = mention.organ and _COMMA.match(page.folded, mention.said_end)
    if not comma or not _WITHIN.search(page.folded, max(0, mention.start - 14), mention.start):
        return
    issuer = read_issuer(page, comma.end())
    if (
        issuer
        and issuer.end <= right
        and PREDICATE.match(page.folded, issuer.end)
        and matches(mention.organ, issuer.name)
    ):
        mention.take_issuer([issuer.name])


def _read_part(page, mention, pos, right):
    start = _SKIP.match(page.folded, pos).end()
    if start >= right:
        return None
    for read in (_read_day, _read_meeting, _read_term, _read_issuers):
        end = read(page, mention, start)
        if end and end <= right:
            return end
    return titles.read_title(page, mention, pos)


def _read_day(page, mention, pos):
    words = _DATE_WORDS.match(page.folded, pos)
    if not words and not _BARE_DATE.match(page.folded, pos):
        return _read_year(page, mention, pos)
    found = read_date(page.folded, words.end() if words else pos)
    if not found or _opens_next_clause(page, mention, found[0]):
        return None
    if not mention.dated:
        mention.issued_on, mention.dated = found[1], True
    return found[0]


def _read_year(page, mention, pos):
    match = _YEAR.match(page.folded, pos)
    if not match:
        month = _MONTH.match(page.folded, pos)
        return month.end() if month else None
    printed = mention.designation
    if printed and not printed.symbol and not printed.year:
        mention.year = int(match["year"])
    return match.end()


def _opens_next_clause(page, mention, end):
    """`… của Ban Bí thư, ngày 5/1/2022, Tỉnh ủy ban hành`: the day of what comes next, once the issuer is said."""
    comma = mention.own_issuer and _COMMA.match(page.folded, end)
    issuer = comma and read_issuer(page, comma.end())
    return bool(issuer and PREDICATE.match(page.folded, issuer.end))


def _read_term(page, mention, pos):
    match = _TERM.match(page.folded, pos)
    if not match or not roman_of(match["term"]):
        return None
    mention.term = mention.term or match["term"]
    return match.end()


def _read_meeting(page, mention, pos):
    match = plenums.MEETING.match(page.folded, pos)
    value = match and plenums.meeting_number(match)
    if not value or not (match["organ"] or match["committee"] or _term_behind(page, match.end())):
        return None
    if mention.plenum is None and mention.designation:
        mention.plenum = value
        mention.take_issuer([CENTRAL_COMMITTEE])
    return match.end()


def _term_behind(page, pos):
    return _TERM.match(page.folded, _BRACKET.match(page.folded, pos).end())


def _read_issuers(page, mention, pos):
    of = _OF.match(page.folded, pos)
    found = _read_bodies(page, of.end() if of else pos, joint=is_joint(mention) or bool(of and of["several"]))
    if not found:
        return None
    end, names = found
    if of and of["of"] not in {"cua", "giua"}:
        return _read_agents(page, mention, end, names, needs_verb=of["of"] == "duoc")
    if not of and not _stands_as_issuer(page, mention, end, names):
        return None
    mention.take_issuer(names)
    return end


def _read_agents(page, mention, end, names, *, needs_verb):
    """`được Quốc hội khóa XV thông qua`, `do Bộ Chính trị ban hành`."""
    term = _term_behind(page, end)
    after = term.end() if term else end
    after += page.folded[after : after + 1] == ")"
    between = _SESSION.match(page.folded, after) or _PERSON.match(page.plain, after)
    verb = _DONE_BY.match(page.folded, between.end() if between else after)
    if needs_verb and not verb:
        return None
    mention.take_issuer(names)
    if term and verb:
        mention.term = mention.term or term["term"]
    return verb.end() if verb else end


def _stands_as_issuer(page, mention, end, names):
    """An issuer straight behind the symbol, without `của`, must fit it and not be the subject of the next clause."""
    if mention.organ and not any(matches(mention.organ, name) for name in names):
        return False
    return (
        not mention.own_issuer and not PREDICATE.match(page.folded, end) and bool(_PHRASE_END.match(page.folded, end))
    )


def _read_bodies(page, pos, *, joint):
    """Return (end, names) of the issuers at `pos`. A second one counts behind a dash or in a joint document."""
    first = read_issuer(page, pos)
    if first is None:
        return None
    end, names = first.end, [first.name] if first.name else []
    while len(names) < _MAX_ISSUERS and (join := _JOIN.match(page.folded, end)):
        following = read_issuer(page, join.end())
        if following is None and first.field_head and joint:
            following = read_field(page, join.end(), first.field_head)
        if following is None or not _may_join(page, names, following, join[0], joint):
            break
        end = following.end
        names.append(following.name)
    return end, names


def _may_join(page, names, following, separator, joint):
    if not following.name or following.name in names:
        return False
    if joint:
        return True
    if PREDICATE.match(page.folded, following.end):
        return False
    if "-" in separator or {*names, following.name} <= CENTRE:
        return True
    return "va" in separator and not following.free and bool(_LIST_END.match(page.folded, following.end))


def _read_topic(page, mention, pos, right):
    end, stop = titles.read_subject(page, mention, pos, right)
    if stop is not None and not mention.own_issuer:
        return _read_issuers(page, mention, stop) or end
    return end
