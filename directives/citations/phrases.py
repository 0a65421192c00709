"""Read what is printed about a mention beside it: date, issuer, term, plenum, title, subject."""

import re

from directives.citations.dates import count_of, read_date, roman_of, roman_value
from directives.citations.issuers import CENTRAL_COMMITTEE, CENTRE, find_issuers, matches, read_issuer, read_more_sector
from directives.citations.page import new_tones
from directives.citations.scanner import Lead

_REACH = 320
_TW = r"(?:trung\s?uong|t\s?\.\s?[uw]\.?|t[uw])"
_SKIP = re.compile(r"\s{0,4}(?:\[\d{1,3}\]\s{0,3})?[,(]{0,2}\s{0,4}")
_CLOSE = re.compile(r"\s{0,2}\)")
_DATE_WORDS = re.compile(
    r"(?:(?:duoc\s+)?(?:ky|ban\s+hanh|thong\s+qua|cong\s+bo|ra)\s{1,3}(?:ban\s+hanh\s{1,3})?)?(?:vao\s{1,3})?ngay\s{0,3}(?=[\dmabhtbncs])"
)
_BARE_DATE = re.compile(r"\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{1,2}\s{0,2}[/.\-]\s{0,2}\d{4}(?!\d)")
_YEAR = re.compile(r"nam\s{1,3}(?P<year>(?:19|20)\d\d)(?![\d\-])")
_MONTH = re.compile(r"thang\s{1,3}\d{1,2}\s{0,2}(?:[/.\-]\s{0,2}\d{4}|\s?nam\s+\d{4})")
_TERM = re.compile(r"(?:nhiem\s+ky\s+)?khoa\s{1,3}(?:thu\s{1,3})?(?P<term>[ivxl]{1,6}|\d{1,2})(?![a-z0-9])")
_OF = re.compile(r"(?:(?:da|vua|moi|vua\s+moi|cung)\s{1,3})?(?P<of>cua|do|duoc|boi|giua)(?:\s{1,3}(?P<linked>lien\s{1,3}(?:nganh|tich)|lien(?=\s{1,3}(?:bo|so)\s{1,3}[a-z])|lien\s{1,3}(?:bo|so)\s{0,2}:|cac|hai|ba)\s{0,3}:?)?\s{1,3}")
_SESSION = re.compile(r",?\s{1,3}(?:tai\s{1,3})?ky\s{1,3}hop\s{1,3}(?:thu\s{1,3}[a-z0-9]{1,6}(?:\s(?:mot|hai|ba|bon|tu|lam|sau|bay|tam|chin))?|chuyen\s+de|bat\s+thuong)(?:,?\s{1,3}khoa\s{1,3}[ivx]{1,6})?,?")
_AGENT_VERBS = re.compile(r"\s{1,3}(?:(?:da|vua|chinh\s+thuc)\s{1,3})?(?:ky\s{1,3}ban\s{1,3}hanh|ban\s{1,3}hanh|thong\s{1,3}qua|phe\s{1,3}duyet|ky|cong\s{1,3}bo)(?:\s{1,3}(?:tai|vao))?")
_PLENUM = re.compile(
    rf"(?:(?:cua|tai|duoc)\s{{1,3}})?hoi\s{{1,3}}nghi\s{{1,3}}(?:(?:bch|ban\s{{1,3}}chap\s{{1,3}}hanh)\s{{1,3}})?(?P<tw>{_TW}(?:\s{{1,3}}dang)?\s{{0,3}})?(?P<th>lan\s{{1,3}}thu\s{{1,3}})?"
    rf"(?P<n>\d{{1,2}}|muoi\s(?:mot|hai|ba|bon|lam)|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|[ivx]{{1,5}})(?![a-z0-9])"
    rf"(?P<centre>\s{{0,3}},?\s{{0,2}}(?:cua\s{{1,3}})?(?:bch|ban\s{{1,3}}chap\s{{1,3}}hanh)\s{{0,3}}{_TW}(?:\s{{1,3}}dang)?(?:\s{{1,3}}cong\s{{1,3}}san(?:\s{{1,3}}viet\s{{1,3}}nam)?)?)?"
)
_JOIN = re.compile(r"\s{0,3}(?:,|-|va|cung|&|voi)\s{1,3}(?:va\s{1,3})?")
_PREDICATE = re.compile(r"\s{1,3}(?:da|vua|dang|se|cung|ban\s+hanh|ky|ra|co|yeu\s+cau|to\s+chuc|trien\s+khai|chi\s+dao|de\s+nghi|tiep\s+tuc|phoi\s+hop|luon|can|phai|thuc\s+hien|xay\s+dung|quan\s+triet|hop)(?![a-z])")

_QUOTES = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’", "”": "”", "″": "″", "'": "'"}
_TITLE_LEAD = re.compile(
    r"\s{0,3}[,:\-]?\s{0,3}(?:(?:cua\s+dang\s+)?(?:ve\s{1,3}viec|ve|voi\s{1,3}(?:chu\s{1,3}de|tieu\s{1,3}de|ten)|nhan\s{1,3}de|co\s{1,3}ten|quy\s{1,3}dinh|ban\s{1,3}hanh|phe\s{1,3}duyet)\s{0,3}"
    r"(?::\s{0,2})?)?(?:(?:ban\s{1,3}hanh|phe\s{1,3}duyet|thuc\s{1,3}hien)\s{1,3})?(?:(?:quy\s{1,3}che|quy\s{1,3}dinh|de\s{1,3}an|chuong\s{1,3}trinh|ke\s{1,3}hoach|chien\s{1,3}luoc|du\s{1,3}an)\s{0,3}:?\s{0,2})?(?=[“„«\"‘”″'])"
)
MAX_TITLE = 500
_KIND_THEN_NUMBER = re.compile(r"\s{0,2}(?:nghi quyet|chi thi|quy dinh|quyet dinh|ket luan|nghi dinh|thong tu|ke hoach|huong dan|nq|ct)\s{0,2}(?:so\s)?\d")
_ABOUT = re.compile(r"\s{0,3}(?:,\s{0,2})?-?\s{0,2}ve\s{1,3}(?:viec\s{1,3})?(?=\S)")
_ABOUT_STOPS = re.compile(
    r"[.;:“”\"\n()!?]|,\s+(?:cac|nhung|den|trong|thoi|tinh|huyen|dong\s+chi|nam|ngay|den nay|toan|tai|theo|voi|qua|nhieu|trung uong|uy ban|ubnd|hdnd|ban|bo|so|thu tuong|chinh phu|thanh uy|tinh uy|huyen uy|dang uy)\s"
    r"|\s+cua\s+(?=ban\s|bo\s|bct|bbt|bch|thu\s+tuong|chinh\s+phu|tinh\s+uy|quoc\s+hoi|ubnd|hdnd|uy\s+ban|hoi\s+dong)|\s+(?:da|vua)\s+(?:duoc|ban|tao|gop|di|dat|mang)"
)

# the verb that makes the body before it the issuer of what follows (printed words)
_ISSUING = r"(?:ký\s+ban\s+hành|ký|ban\s+hành|ra|có|thông\s+qua|công\s+bố|ban\s+bố|phát\s+đi|gửi|đưa\s+ra|xây\s+dựng|phê\s+duyệt|đề\s+ra|phát\s+hành|soạn\s+thảo|hoàn\s+thiện)"
_AFTER_ISSUING = r"(?:\s+(?:và|,)?\s*(?:triển\s+khai|tổ\s+chức\s+thực\s+hiện|chỉ\s+đạo\s+thực\s+hiện|thực\s+hiện|quán\s+triệt))?"
_FILLER = r"(?:\s+(?:kèm\s+theo|các|những|một|hai|ba|bốn|nhiều|\d{1,2}|văn\s+bản|thêm|mới|là|gồm|trong\s+đó\s+có|như|số|bản|tiếp|riêng|đó\s+là)){0,4}"
_LEAD = re.compile(
    rf"(?P<verb>(?<!\w){_ISSUING}(?:(?:,\s+|\s+và\s+|\s+){_ISSUING})?){_AFTER_ISSUING}{_FILLER}\s*[:“\"]?\s{{0,3}}\Z"
)
_AT = re.compile(r"\s{0,3}(?:tại|trong|nêu\s+tại|nêu\s+trong|theo)\s{1,3}(?:các\s+|những\s+)?\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…;]\s+(?=[^\W\d_a-z])|\n\s*\n|[.!?]\n|;")
_GAP_BODY = re.compile(r"[\s\w()/\-]*\Z")
_LEAD_DATE = re.compile(r"(?<![a-z0-9])ngay\s{1,3}(?=\d|mung|mong|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)")
_NOT_ISSUE_DATE = re.compile(r"(?:hoi\s+nghi|ket\s+luan|cuoc\s+hop|phien\s+hop|tu|den|truoc|sau|het|ke\s+tu|hieu\s+luc|ky\s+hop)\s{1,3}\Z")
_LEAD_REACH = 260


def read_phrases(page, mention, left, right):
    """Fill in `mention` from what stands between `left` (end of the mention before) and `right` (start of the next)."""
    end = _read_tail(page, mention, min(right, mention.end + _REACH))
    mention.tail_end = max(end, mention.tail_end, mention.end)
    if mention.title is None:
        mention.title = _title_before(page, mention)
    if not mention.inherits:
        _read_lead(page, mention, left)
    if mention.issuer is None and mention.lead is None:
        _take_following_subject(page, mention, right)


_WITHIN = re.compile(r"(?:tai|trong|theo|bang)\s{1,3}(?:cac\s{1,3})?\Z")
_SUBJECT_COMMA = re.compile(r"\s?,\s{1,3}")


def _take_following_subject(page, mention, right):
    """`Tại Công văn 4506/BGDĐT-GDTrH, Bộ Giáo dục và Đào tạo yêu cầu`: the symbol proves whose paper it is."""
    organ = mention.designation and mention.designation.organ
    comma = organ and _SUBJECT_COMMA.match(page.folded, mention.said_end)
    if not comma or not _WITHIN.search(page.folded, max(0, mention.start - 14), mention.start):
        return
    issuer = read_issuer(page, comma.end())
    if issuer and issuer.end <= right and _PREDICATE.match(page.folded, issuer.end) and matches(organ, issuer.name):
        mention.issuer = issuer.name


def _read_tail(page, mention, right):
    pos = mention.end
    for _ in range(9):
        start = _SKIP.match(page.folded, pos).end()
        step = start < right and (_tail_part(page, mention, start, right) or _title_part(page, mention, pos, right))
        if not step:
            break
        pos = step
        close = _CLOSE.match(page.folded, pos)
        pos = close.end() if close else pos
    mention.said_end = pos
    return _read_subject(page, mention, pos, right)


def _tail_part(page, mention, pos, right):
    for reader in (_date_part, _plenum_part, _term_part, _issuer_part):
        end = reader(page, mention, pos)
        if end and end <= right:
            return end
    return None


def _date_part(page, mention, pos):
    words = _DATE_WORDS.match(page.folded, pos)
    if words or _BARE_DATE.match(page.folded, pos):
        found = read_date(page.folded, words.end() if words else pos)
        if not found:
            return None
        if _opens_next_clause(page, mention, found[0]):
            return None
        if not mention.dated:
            mention.issued_on, mention.dated, mention.has_own_phrase = found[1], True, True
        return found[0]
    year = _YEAR.match(page.folded, pos)
    if year:
        printed = mention.designation
        if printed and not printed.organ and not printed.letters and not printed.year:
            mention.year = int(year["year"])
        return year.end()
    month = _MONTH.match(page.folded, pos)
    return month.end() if month else None


def _opens_next_clause(page, mention, end):
    """`… của Ban Bí thư, ngày 5/1/2022, Tỉnh ủy ban hành`: the day of what comes next, once the issuer is said."""
    comma = mention.issuer and re.match(r"\s?,\s{1,3}", page.folded[end : end + 5])
    issuer = comma and read_issuer(page, end + comma.end())
    return bool(issuer and _PREDICATE.match(page.folded, issuer.end))


def _term_part(page, mention, pos):
    match = _TERM.match(page.folded, pos)
    if not match or not roman_of(match["term"]):
        return None
    mention.term = mention.term or match["term"]
    return match.end()


def _plenum_part(page, mention, pos):
    match = _PLENUM.match(page.folded, pos)
    value = match and _plenum_value(match)
    if not value or not (match["tw"] or match["centre"] or _TERM.match(page.folded, match.end() + 1)):
        return None
    if mention.plenum is None and mention.designation:
        mention.plenum, mention.issuer, mention.has_own_phrase = value, CENTRAL_COMMITTEE, True
    return match.end()


def _issuer_part(page, mention, pos):
    of = _OF.match(page.folded, pos)
    start = of.end() if of else pos
    found = _read_chain(page, start, joint=_is_joint(mention), linked=bool(of and of["linked"]))
    if not found:
        return None
    end, names = found
    if not of and not _stands_as_issuer(page, mention, end):
        return None
    if of and of["of"] not in {"cua", "giua"}:
        return _agent_part(page, mention, end, names, needs_verb=of["of"] == "duoc")
    _take_issuer(mention, names)
    return end


def _take_issuer(mention, names):
    if mention.issuer is None:
        mention.issuer, mention.has_own_phrase = ", ".join(names) or None, True


def _agent_part(page, mention, end, names, *, needs_verb):
    """`được Quốc hội khóa XV thông qua`, `do Bộ Chính trị ban hành`."""
    gap = re.compile(r"\s{0,3}\(?").match(page.folded, end)
    term = _TERM.match(page.folded, gap.end())
    after = term.end() if term else end
    after += page.folded[after : after + 1] == ")"
    session = _SESSION.match(page.folded, after)
    verbs = _AGENT_VERBS.match(page.folded, session.end() if session else after)
    if needs_verb and not verbs:
        return None
    _take_issuer(mention, names)
    if term and verbs:
        mention.term = mention.term or term["term"]
    return verbs.end() if verbs else end


def _stands_as_issuer(page, mention, end):
    """An issuer straight after the symbol, without `của`, must not be the subject of the next clause."""
    if mention.issuer is not None or _PREDICATE.match(page.folded, end):
        return False
    return bool(re.match(r"\s{0,3}(?:$|[.;)\n]|(?:khoa|ve|ngay)(?![a-z])|\(khoa)", page.folded[end : end + 12]))


def _is_joint(mention):
    organ = mention.designation.organ if mention.designation else None
    return mention.kind in {"TTLT", "NQLT", "CTPH"} or bool(organ and organ.count("-") > 1)


def _read_chain(page, pos, *, joint, linked=False):
    """Return (end, names) of the issuers at `pos`. A second one counts after a dash or in a joint document."""
    first = read_issuer(page, pos)
    if first is None:
        return None
    end, names, head = first.end, [first.name] if first.name else [], first.sector_head
    while len(names) < 6:
        join = _JOIN.match(page.folded, end)
        if not join:
            break
        following = read_issuer(page, join.end())
        if following is None and head and (linked or joint):
            following = read_more_sector(page, join.end(), head)
        if following is None or not _may_join(page, names, following, join[0], joint or linked):
            break
        end = following.end
        names.append(following.name)
    return end, names


def _may_join(page, names, following, separator, joint):
    if not following.name or following.name in names:
        return False
    if joint:
        return True
    if _PREDICATE.match(page.folded, following.end):
        return False
    if "-" in separator or {*names, following.name} <= CENTRE:
        return True
    return "va" in separator and bool(re.match(r"\s{0,3}(?:$|[.,;)\n]|ve\s|ngay\s)", page.folded[following.end : following.end + 8])) \
        and not following.free


# --- titles and subjects


def _title_part(page, mention, pos, right):
    if mention.title is not None:
        return None
    lead = _TITLE_LEAD.match(page.folded, pos)
    if not lead:
        return None
    opening = lead.end()
    close = _closing_quote(page.text, opening)
    if close is None:
        return None
    title = page.text[opening + 1 : close]
    if not _looks_like_title(page, title, opening + 1):
        return None
    mention.title = title
    return close + 1


def _looks_like_title(page, title, start):
    words = title.split()
    return len(words) > 2 and words[0][0].isupper() and not _KIND_THEN_NUMBER.match(page.folded, start)


def _closing_quote(text, opening):
    """Return the index of the quote that closes the one at `opening`, minding one quote inside another."""
    mark, closing = text[opening], _QUOTES.get(text[opening])
    depth = 1
    for index in range(opening + 1, min(len(text), opening + 1 + MAX_TITLE)):
        char = text[index]
        if char == closing or (mark in "“„" and char == "”"):
            depth -= 1
            if not depth:
                return index
        elif char == mark:
            depth += 1
        elif char == "\n" and text[index : index + 2] == "\n\n":
            return None
    return None


def _title_before(page, mention):
    """The title of a mention in brackets right behind it: `“Đẩy mạnh học tập …” (Chỉ thị 05-CT/TW)`."""
    before = page.text[max(0, mention.start - 8) : mention.start]
    match = re.search(r"([”\"»’])\s{0,3}\(\s?\Z", before)
    if not match:
        return None
    close = mention.start - len(before) + match.start()
    opening = _opening_quote(page.text, close)
    if opening is None or not _looks_like_title(page, page.text[opening + 1 : close], opening + 1):
        return None
    return page.text[opening + 1 : close]


def _opening_quote(text, close):
    wanted = {"”": "“„", '"': '"', "»": "«", "’": "‘"}[text[close]]
    for index in range(close - 1, max(-1, close - MAX_TITLE), -1):
        if text[index] in wanted:
            return index
        if text[index] == text[close]:
            return None
    return None


def _read_subject(page, mention, pos, right):
    about = _ABOUT.match(page.folded, pos)
    if not about or about.end() >= right:
        return pos
    stop = _ABOUT_STOPS.search(page.folded, about.end(), right)
    end = stop.start() if stop else right
    subject = re.sub(r"[\s,]+(?:và|cùng|theo|tại|trong|với)?\s*\Z", "", page.text[about.end() : end]).strip(" ,-")
    mention.subject = mention.subject or subject or None
    if stop and mention.issuer is None and stop[0].lstrip().startswith("cua"):
        return _issuer_part(page, mention, _of_start(page, stop)) or end
    return end


def _of_start(page, stop):
    return stop.start() + len(stop[0]) - len(stop[0].lstrip())


# --- what stands before


def _read_lead(page, mention, left):
    low = max(left, mention.start - _LEAD_REACH)
    boundary = None
    for boundary in _SENTENCE_END.finditer(page.text, low, mention.start):
        low = boundary.end()
    near = new_tones(page.plain[max(low, mention.start - 60) : mention.start])
    lead = _LEAD.search(near)
    if lead:
        verb = mention.start - len(near) + lead.start()
        _take_lead(page, mention, low, verb)
        return
    at = _AT.search(near)
    if at:
        _take_speaker(page, mention, low, mention.start - len(near) + at.start())


def _take_lead(page, mention, low, verb):
    found = find_issuers(page, low, verb)
    mention.lead = Lead(issued_on=_date_before(page, low, verb))
    subjects = _subjects(page, found, verb)
    if not subjects and _take_plenum_lead(page, mention, low, verb):
        return
    if subjects and not subjects[-1].name.startswith("Phó Thủ tướng"):
        mention.lead.issuer = ", ".join(issuer.name for issuer in subjects)
        term = re.match(r"\s{0,3},?\s?\(?khoa\s{1,3}([ivxl]{1,6}|\d{1,2})(?![a-z0-9])", page.folded[subjects[-1].end : verb])
        mention.lead.term = term[1] if term else None


def _take_plenum_lead(page, mention, low, verb):
    """`Hội nghị Trung ương 6 khóa XII đã ban hành Nghị quyết số 18-NQ/TW`."""
    for match in _PLENUM.finditer(page.folded, low, verb):
        value = _plenum_value(match)
        term = re.compile(r"\s{0,3},?\s?\(?").match(page.folded, match.end())
        term = _TERM.match(page.folded, term.end())
        end = term.end() if term else match.end()
        if value and len(page.folded[end:verb].split()) <= 4 and "," not in page.folded[end:verb]:
            mention.lead.issuer, mention.lead.term = CENTRAL_COMMITTEE, term and term["term"]
            mention.plenum = mention.plenum or value
            return True
    return False


def _plenum_value(match):
    if not (match["tw"] or match["th"]):
        return None
    return int(match["n"]) if match["n"].isdigit() else count_of(match["n"]) or roman_value(match["n"])


def _subjects(page, found, verb):
    """Return the issuers that are the subject of the verb at `verb`: the last one named, and those joined to it."""
    while found and not (found[-1][1].name and _reaches(page, *found[-1], verb)):
        found.pop()
    subjects = []
    while found:
        start, issuer = found.pop()
        gap = page.folded[issuer.end : next_start] if subjects else ""
        if subjects and not _JOINED.fullmatch(gap):
            break
        if _ON_BEHALF.search(page.folded[max(0, start - 16) : start]):
            return [issuer]
        if _GOVERNED.search(page.folded[max(0, start - 8) : start]):
            return subjects if not subjects or "," in gap else []
        subjects.insert(0, issuer)
        next_start = start
    return subjects


_JOINED = re.compile(r"\s{0,3}(?:va|,|cung|phoi\s+hop\s+voi|-)\s{0,3}")
_GOVERNED = re.compile(r"(?:cua|theo|voi|cung)\s{1,3}\Z")
_ON_BEHALF = re.compile(r"(?:thay\s+mat|ky\s+thay|thua\s+lenh|uy\s+quyen(?:\s+cua)?)\s{1,3}\Z")


def _reaches(page, start, issuer, verb):
    end = issuer.end
    gap = page.plain[end:verb]
    behalf = _ON_BEHALF.search(page.folded[max(0, start - 16) : start])
    if behalf:
        return len(gap) < 110
    gap = re.sub(r"\([^()]{0,40}\)|,?\s*ngày\s+[\d/.\-\s]+(?:tháng \d{1,2}(?: năm \d{4})?)?,?|,?\s?khóa\s+[IVXL\d]+,?", " ", new_tones(gap))
    return len(gap.split()) <= 8 and not re.search(r"[,.;:“”\"]|\bcủa\b|\btheo\b|\bthực hiện\b|\btại\b", gap)


def _date_before(page, low, verb):
    day = None
    for match in _LEAD_DATE.finditer(page.folded, low, verb):
        if _NOT_ISSUE_DATE.search(page.folded, max(low, match.start() - 16), match.start()):
            continue
        found = read_date(page.folded, match.end())
        day = found[1] if found else None
    return day


def _take_speaker(page, mention, low, at):
    """`ý kiến của Thường trực Tỉnh ủy tại Công văn số …`, `đề nghị của Sở Nội vụ tại Tờ trình số …`."""
    if mention.issuer is not None:
        return
    for start, issuer in find_issuers(page, low, at):
        said = page.folded[max(0, start - 40) : start]
        if page.folded[issuer.end : at].strip(" ,") == "" and re.search(
            r"(?:y kien|chi dao|yeu cau|de nghi|quy dinh|huong dan|ket luan|tinh than|thong bao|de xuat|tham dinh)(?:\s[a-z]+){0,4}\s+cua\s{1,3}\Z", said
        ):
            mention.issuer = issuer.name or None
