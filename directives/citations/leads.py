"""What the clause before a mention says of it: `Ngày 7/7/2021, Bộ Chính trị (khóa XI) ban hành …`."""

import re

from directives.citations import plenums
from directives.citations.dates import read_date
from directives.citations.issuers import CENTRAL_COMMITTEE, find_issuers, matches, may_issue
from directives.citations.mentions import Lead
from directives.citations.page import new_tones
from directives.citations.patterns import WORD_END, WORD_START, loose, spread

_REACH = 260
_NEAR = 90
_MAX_GAP_WORDS = 8
_MAX_BEHALF = 110

# These make the body before them the issuer. Printed words, marks and all: folded, `ký` would be `kỳ` and `có` be `cơ`.
_ISSUING = spread(
    "(?:ký ban hành|ký|ban hành|ra|có|thông qua|ban bố|phát đi|gửi|đưa ra|xây dựng|phê duyệt|đề ra|phát hành"
    "|soạn thảo|hoàn thiện|cụ thể hóa(?: [^\\W\\d_]{1,8}){0,4} (?:bằng|thành))"
)
_THEN = spread(
    "(?: (?:và|,)? ?(?:triển khai|tổ chức thực hiện|chỉ đạo thực hiện|chỉ đạo triển khai|chỉ đạo|thực hiện"
    "|quán triệt))?"
)
_FILLER = spread(
    r"(?: (?:kèm theo|các|những|một|hai|ba|bốn|nhiều|\d{1,2}|văn bản|thêm|mới|là|gồm|trong đó có|như|số|bản|tiếp|riêng"
    r"|đó là)){0,4}"
)
_AMONG = spread(
    r"(?: [\w/]{1,12},?){1,8} (?:trong đó có|trong đó gồm|gồm|bao gồm|như|điển hình là|tiêu biểu là|đó là|cụ thể là)"
    " ?:?(?: các)?"
)
_LEAD = loose(rf"(?<!\w)(?<!việc\s){_ISSUING}(?:{_AMONG}|(?:(?:, | và | ){_ISSUING})?{_THEN}{_FILLER}) ?[:“\"]? ?\Z")
_AT = loose(r"(?<!\w)(?:tại|trong|nêu tại|nêu trong|theo) (?:các |những )?\Z", re.IGNORECASE)
# `được UBND tỉnh phê duyệt tại Quyết định số …`, `Bộ Y tế yêu cầu tại Công văn số …`
_DONE_AT = loose(
    r"(?<!\w)(?:phê duyệt|ban hành|công nhận|quy định|giao|thông qua|công bố|chấp thuận|quyết định|xếp hạng|thành lập"
    r"|cho phép|chỉ đạo|yêu cầu|hướng dẫn|nêu|kết luận|đề nghị|bổ sung|điều chỉnh|thống nhất)(?: [\w]{1,8}){0,3}"
    r" (?:tại|theo|trong|bằng) (?:các )?\Z"
)
_AGENT = loose(r"(?:duoc|do|boi) (?:dong chi )?\Z")

_SENTENCE_END = re.compile(r"[.!?…]\s{1,3}(?=[^\W\d_a-z])|\n\s{0,3}\n|[.!?]\n|;")
_DAY = loose(
    rf"{WORD_START}(?:ngay (?=\d|mung|mong|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)"
    r"|(?:hom|sang|chieu|toi|trua) (?=\d))"
)
_OPENING_DAY = loose(r" ?(?:truoc do, )?ngay (?=\d)")
# the day of something else than the paper
_OTHER_DAY = loose(r"(?:hoi nghi|ket luan|cuoc hop|phien hop|tu|den|truoc|sau|het|ke tu|hieu luc|ky hop) \Z")

_JOINED = loose(r" ?(?:va|,|cung|phoi hop voi|-) ?")
_GOVERNED = loose(r"(?:cua|theo|voi|cung) \Z")
_ON_BEHALF = loose(r"(?:thay mat|ky thay|thua lenh|uy quyen(?: cua)?) \Z")
_ASIDE = loose(
    r"\([^()]{0,40}\)|,? ?ngày [\d/.\-\s]{1,14}(?:tháng \d{1,2}(?: năm \d{4})?)?,?|,? ?khóa [IVXL\d]{1,6},?"
    r"|,? ?(?:tại )?kỳ họp (?:thứ [\w]{1,5}(?: [\w]{1,5})?|chuyên đề|bất thường),?|,? ?nhiệm kỳ \d{4} ?- ?\d{4},?"
    r"|lãnh đạo, chỉ đạo"
)
_BREAKS = re.compile(r"[,.;:“”\"]|(?<!\w)(?:của|theo|thực hiện|tại)(?!\w)")
# a noun of its own between subject and verb: `Tỉnh ủy triển khai Quy chế ban hành kèm theo Quyết định 217`
_OTHER_OBJECT = loose(
    r"(?<!\w)(?:Quy chế|Quy định|Đề án|Chương trình|Kế hoạch|Nghị quyết|Luật|quy chế|quy định|đề án|chương trình"
    r"|danh mục|nội quy|điều lệ)(?!\w)"
)
_TERM = loose(rf" ?,? ?\(?khoa (?P<term>[ivxl]{{1,6}}|\d{{1,2}}){WORD_END}")
_WILL = loose(
    r"(?:y kien|chi dao|yeu cau|de nghi|quy dinh|huong dan|ket luan|tinh than|thong bao|de xuat|tham dinh)"
    r"(?: [a-z]{1,8}){0,4} cua \Z"
)
# signs for the Prime Minister, who is the issuer; the symbol tells it
_DEPUTY = "Phó Thủ tướng Chính phủ"


def read_lead(page, mention, left):
    """Fill in `mention.lead`, or its issuer, from the clause between `left` (what was said last) and the mention."""
    opening = max(0, mention.start - _REACH)
    for boundary in _SENTENCE_END.finditer(page.text, opening, mention.start):
        opening = boundary.end()
    low = max(left, opening)
    near = max(low, mention.start - _NEAR)
    words = _small(new_tones(page.plain[near : mention.start]))
    lead = _LEAD.search(words)
    if lead:
        mention.lead = _clause(page, mention, low, near + lead.start())
        mention.lead.issued_on = mention.lead.issued_on or _opening_day(page, opening, low)
        return
    if mention.own_issuer:
        return
    done = _DONE_AT.search(words)
    if done:
        _take_doer(page, mention, low, near + done.start())
    at = _AT.search(words)
    if at:
        _take_speaker(page, mention, low, near + at.start())


def _small(words):
    """A heading in capitals reads like any other clause."""
    return words.lower() if words.isupper() else words


def _clause(page, mention, low, verb):
    lead = Lead(issued_on=_day_before(page, low, verb))
    subjects = _subjects(page, find_issuers(page, low, verb), verb)
    if not subjects:
        _take_meeting(page, mention, lead, low, verb)
    elif subjects[-1].name != _DEPUTY and (len(subjects) > 1 or may_issue(mention.organ, subjects[0].name)):
        lead.issuer = ", ".join(issuer.name for issuer in subjects)
        lead.term = _term_at(page, subjects[-1].end)
    return lead


def _term_at(page, pos):
    match = _TERM.match(page.folded, pos)
    return match["term"] if match else None


def _take_meeting(page, mention, lead, low, verb):
    """`Hội nghị Trung ương 6 khóa XII đã ban hành Nghị quyết số 18-NQ/TW`."""
    for match in plenums.MEETING.finditer(page.folded, low, verb):
        term = _TERM.match(page.folded, match.end())
        gap = page.folded[term.end() if term else match.end() : verb]
        number = plenums.meeting_number(match)
        if number and len(gap.split()) <= 4 and "," not in gap:
            lead.issuer, lead.term = CENTRAL_COMMITTEE, term and term["term"]
            mention.plenum = mention.plenum or number


def _subjects(page, found, verb):
    """Return the issuers that are the subject of the verb at `verb`: the last one named, and those joined to it."""
    while found and not (found[-1][1].name and _reaches(page, *found[-1], verb)):
        found.pop()
    subjects, following = [], verb
    for start, issuer in reversed(found):
        gap = page.folded[issuer.end : following]
        if subjects and not _JOINED.fullmatch(gap):
            break
        if _ON_BEHALF.search(page.folded, max(0, start - 16), start):
            return [issuer]
        if _GOVERNED.search(page.folded, max(0, start - 8), start):
            return subjects if "," in gap else []
        subjects.insert(0, issuer)
        following = start
    return subjects


def _reaches(page, start, issuer, verb):
    """True when only adverbs, a person's name or an aside stand between the body and its verb."""
    gap = new_tones(page.plain[issuer.end : verb])
    if _ON_BEHALF.search(page.folded, max(0, start - 16), start):
        return len(gap) < _MAX_BEHALF
    gap = _ASIDE.sub(" ", gap)
    if len(gap.split()) > _MAX_GAP_WORDS or _BREAKS.search(gap):
        return False
    return not _OTHER_OBJECT.search(gap)


def _day_before(page, low, verb):
    day = None
    for match in _DAY.finditer(page.folded, low, verb):
        if not _OTHER_DAY.search(page.folded, max(low, match.start() - 16), match.start()):
            found = read_date(page.folded, match.end())
            day = found[1] if found else None
    return day


def _take_doer(page, mention, low, verb):
    for start, issuer in find_issuers(page, low, verb):
        if not issuer.name or len(page.folded[issuer.end : verb].split()) > 3 or "," in page.folded[issuer.end : verb]:
            continue
        agent = _AGENT.search(page.folded, max(0, start - 16), start) and may_issue(mention.organ, issuer.name)
        if agent or (mention.organ and matches(mention.organ, issuer.name)):
            mention.take_issuer([issuer.name])


def _opening_day(page, opening, low):
    """`Ngày 5/6/2020, thực hiện Nghị quyết …, Tỉnh ủy ban hành`: the day that opens the whole sentence."""
    match = _OPENING_DAY.match(page.folded, opening, low)
    found = match and read_date(page.folded, match.end())
    return found[1] if found and page.folded[found[0] : found[0] + 1] == "," else None


def _take_speaker(page, mention, low, at):
    """`ý kiến của Thường trực Tỉnh ủy tại Công văn số …`, `đề nghị của Sở Nội vụ tại Tờ trình số …`."""
    for start, issuer in find_issuers(page, low, at):
        said = page.plain[issuer.end : at].split()
        if not issuer.name or any(not word[0].isupper() for word in said) or len(said) > 4:
            continue
        proven = mention.organ and matches(mention.organ, issuer.name)
        if proven or _WILL.search(page.folded, max(0, start - 50), start):
            mention.take_issuer([issuer.name])
