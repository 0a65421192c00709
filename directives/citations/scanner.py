"""Find mentions: where a kind word, a number and a symbol stand together. What they say is read in `phrases`."""

import re
from dataclasses import dataclass

from directives.citations import kinds
from directives.citations.dates import count_of, roman_value
from directives.citations.issuers import read_issuer
from directives.citations.kinds import BY_CODE, KIND_OF_LETTERS, KINDS, spaced
from directives.citations.organs import Designation, is_assembly, read_designation
from directives.citations.page import new_tones

_LETTER = "A-Za-zÀ-ỹĐđ"
# A figure, and just before it a letter with or without one space, a colon, a bracket or quote; or just behind it a symbol.
# The first character is a plain class, so that the engine skips to figures at full speed.
_FIGURE = re.compile(
    rf"[0-9](?:(?<=[{_LETTER}]\d)|(?<=[{_LETTER}:.]\s\d)|(?<=[:.]\d)|(?<=\s\s\d)"
    rf"|(?<![\d.,/\-]\d)(?=\d{{0,4}}[a-eA-E]?\s{{0,2}}(?:/\s{{0,2}}\d{{4}}\s{{0,2}})?[-/]?\s{{0,3}}[A-ZĐa-zđ]{{2}}))"
)
_ORDINAL = re.compile(
    r"[ứỨ](?<=[hH].)\s{1,3}(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|[IVX]{1,5}(?!\w))(?!\w)"
    r"|[nN][gG]\s(?=[IVX]{1,5}(?!\w))",
)
_PLENUM_WORD = re.compile(r"(?:nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi(?:\s(?:mot|hai|ba|bon|tu|lam|nam))?)(?![a-z0-9])")

_TRIGGERS = (
    *{words.split()[-1] for kind in KINDS for words in kind.words},
    *{qualifier.split()[-1] for qualifier in kinds.QUALIFIERS},
    *(short.lower().replace("đ", "d") for kind in KINDS for short in kind.abbreviations),
    "so", "uong", "tw", "tu", "t.u", "t.w", "t.u.", "t.w.", "thu", "ban", "so.",
)

_NUMBER_SIGN = re.compile(r"(?:so|s[oô]\s?hieu)\s{0,3}[:.]?\s{0,3}\Z")
_SPACE_BEFORE = re.compile(r"\s{0,4}\Z")


def _kind_pattern():
    rows = sorted(
        ((words, kind.code) for kind in KINDS for words in kind.words), key=lambda row: len(row[0]), reverse=True
    )
    rows += [(words, kinds.DOCUMENT) for words in kinds.DOCUMENT_WORDS]
    groups = [f"(?P<k{i}>{spaced(words)})" for i, (words, _) in enumerate(rows)]
    return "|".join(groups), [code for _, code in rows]


_KIND_GROUPS, _KIND_CODES = _kind_pattern()
_QUALIFIER = "|".join(sorted((spaced(q) for q in kinds.QUALIFIERS), key=len, reverse=True))
_KIND = re.compile(rf"(?<![a-z0-9])(?:{_KIND_GROUPS})")
_KIND_BEFORE = re.compile(rf"(?<![a-z0-9])(?:{_KIND_GROUPS})(?:\s{{0,3}}(?:{_QUALIFIER})){{0,3}}\s{{0,4}}\Z")
_ABBREVIATIONS = {short: kind.code for kind in KINDS for short in kind.abbreviations}
_SHORT_BEFORE = re.compile(rf"(?<!\w)(?P<short>{'|'.join(sorted(_ABBREVIATIONS, key=len, reverse=True))})\s{{0,2}}\Z")
_FEW_WORDS = re.compile(r"(?:\s{1,3}[a-z]{1,8}){1,7}\s{1,3}\Z")
_LAW_NAME = re.compile(r"(?<![a-z0-9])(?:bo\s+luat|luat|phap\s+lenh)(?:\s{1,3}[^\s.;:“”\"()\[\]]{1,12}){1,16}\s{1,3}\Z")

# what may follow a bare number (printed small letters; marks count)
_UNITS = """năm tháng tuần giờ phút lần người trường đối nhóm nội vấn nhiệm giải đồng triệu tỷ tỉ nghìn ngàn km ha m m2 m3 tấn kg tạ
lớp đợt ca xã huyện tỉnh bộ ngành đơn cơ cá tập hộ dự đề điều khoản chương mục điểm bước mức loại cấp hình suất chỉ tiêu văn nghị
quyết quy thông cán đảng công thành ủy học giáo bị vụ bài bản cái chiếc con chốt trạm ổ khu phường quận thôn đại tờ báo môn trận
phương kịch nguyên hành chính chế gói mô tuyến chuyến quỹ ngân doanh bệnh lao nhân giây ngôi trẻ em cây tổ đội đoàn chi hội câu bộ
phần giai kỳ ngày buổi tiếng hecta lít mét cặp khâu thủ danh tên tội mặt yếu tố lĩnh chữ biện chủ vị bên tác nhà hướng không cho
viên sản xe tàu căn mẫu phòng""".split()
_FUNCTION_WORDS = """của và hoặc cùng về khóa là được đã đang sẽ do ban ở tại trong trên từ đến nhằm khi nêu quy có vào với theo ra
thì mới cũng vẫn còn lại yêu tiếp bổ thay sửa hay trước sau bị phải cần để thực góp này rồi đi như ghi áp""".split()
_BOTH = frozenset(_UNITS) & frozenset(_FUNCTION_WORDS)
_NEXT_WORD = re.compile(r"\s{0,3}([^\W\d_]+)")
_DAY_FOLLOWS = re.compile(r"\s{0,3},?\s{0,3}\(?(?:ngay\s{0,3}(?:\d|mung|mong)|thang\s{1,3}\d{1,2}[/\-. ]|nam\s{1,3}(?:19|20)\d\d(?!\s?-))")
_NEVER_AFTER = re.compile(r"\s?%|\.\d|,\d(?!\d)|:\d|\s?[-/]\s?\d|[\w°]")
_CLOSING = re.compile(r"\s{0,3}(?:$|[,.;:)\]”\"’'»!?…(\[“–\-+]|\n)")

_TERMS = re.compile(r"\s{0,3}[,(]?\s{0,3}\(?\s{0,2}khoa\s{1,3}(?P<first>[ivxl]{1,6}|\d{1,2})(?![a-z0-9])")
_MORE_TERMS = re.compile(r"\)?\s{0,3}(?:,|va|va\s+ca|-|;)\s{0,3}\(?(?P<word>khoa\s{1,3})?(?P<term>[ivxl]{1,6})(?![a-z0-9])(?=(?P<after>.{0,12}))",
                         re.DOTALL)
_TW = r"(?:trung\s?uong|t\s?\.\s?[uw]\.?|t[uw])"
_PLENUM_HEAD = re.compile(
    rf"(?<![a-z0-9])(?P<kind>nghi\s{{0,3}}quyet|ket\s{{0,3}}luan|nq|kl)\s{{0,3}}(?:cua\s{{1,3}})?(?P<hall>hoi\s{{1,3}}nghi\s{{1,3}})?"
    rf"(?P<organ>(?:cua\s{{1,3}})?(?:(?:bch|ban\s+chap\s+hanh)\s{{0,3}})?{_TW}(?:\s{{1,3}}dang)?\s{{0,3}})?(?:(?P<th>lan)\s{{1,3}}thu\s{{1,3}})?\Z"
)
_CENTRE_FOLLOWS = re.compile(rf"\s{{0,3}},?\s{{0,2}}(?:cua\s{{1,3}})?(?:bch|ban\s{{1,3}}chap\s{{1,3}}hanh)\s{{0,3}}{_TW}(?![a-z0-9])")
_TERM_FOLLOWS = re.compile(r"\s{0,3},?\s{0,2}\(?(?:cua\s+dang\s+)?khoa\s{1,3}[ivx]{1,5}(?![a-z0-9])")
MAX_PLENUM = 20


@dataclass
class Mention:
    """A citation in the making, with what only the later steps need."""

    start: int
    end: int
    kind: str
    designation: Designation | None = None
    plenum: int | None = None
    term: str | None = None
    issuer: str | None = None
    inherits: bool = False  # printed without a kind word, as one element of a list
    own_kind_word: bool = True
    has_own_phrase: bool = False
    issued_on: str | None = None
    year: int | None = None
    title: str | None = None
    subject: str | None = None
    tail_end: int = 0
    dated: bool = False
    heading: str | None = None
    lead: "Lead | None" = None
    lent: Designation | None = None


@dataclass
class Lead:
    """What the clause before a mention says of it: `Ngày 7/7/2021, Bộ Chính trị (khóa XI) ban hành …`."""

    issuer: str | None = None
    issued_on: str | None = None
    term: str | None = None


@dataclass
class Head:
    """What stands before a number: where the citation starts, its kind word if any, and the issuer printed inside."""

    start: int
    kind: str | None
    signed: bool
    exact: bool = True
    issuer: str | None = None
    short: bool = False
    heading: str | None = None
    capitals: bool = False


def scan(page):
    """Return the `Mention`s of `page` in order, none overlapping another."""
    mentions, done = [], 0
    for pos in _anchors(page.plain):
        if pos < done:
            continue
        for mention in _read_at(page, pos, done):
            mentions.append(mention)
            done = mention.end
    return mentions


def _anchors(plain):
    figures = [match.start() for match in _FIGURE.finditer(plain)]
    ordinals = [match.end() - len(match[0]) for match in _ORDINAL.finditer(plain)]
    if not ordinals:
        return figures
    words = [_word_after(plain, pos) for pos in ordinals]
    return sorted(figures + words)


def _word_after(plain, pos):
    while pos < len(plain) and not plain[pos].isspace():
        pos += 1
    while pos < len(plain) and plain[pos].isspace():
        pos += 1
    return pos


def _read_at(page, pos, done):
    before = page.folded[max(done, pos - 16) : pos].rstrip(" \n:.")
    if not before.endswith(_TRIGGERS):
        return _standing_alone(page, pos)
    plenum = _read_plenum(page, pos, done)
    if plenum:
        return plenum
    if not page.plain[pos].isdigit():
        return []
    head = _read_head(page, pos, done)
    designation = read_designation(page.plain, pos, capitals=head.capitals)
    if designation is None:
        return []
    mention = _accept(page, head, designation)
    return _with_list(page, mention) if mention else []


def _standing_alone(page, pos):
    """A symbol that needs no kind word: `(22-NQ/TW)`."""
    if not page.plain[pos].isdigit() or (pos and page.plain[pos - 1] in "0123456789.,/-"):
        return []
    designation = read_designation(page.plain, pos)
    if designation is None or not designation.complete:
        return []
    kind = _kind_of_symbol(designation)
    return _with_list(page, Mention(pos, designation.end, kind, designation, own_kind_word=False)) if kind else []


def _kind_of_symbol(designation):
    if designation.letters == "TT" and "-" in (designation.symbol or "").split("/")[0]:
        return "TTri"
    return KIND_OF_LETTERS.get(designation.letters)


# --- what stands before a number


def _read_head(page, pos, done):
    sign = _NUMBER_SIGN.search(page.folded, max(done, pos - 12), pos)
    left = sign.start() if sign else pos
    head = _kind_before(page, left, done)
    if head is None and sign:
        head = _kind_further(page, left, done)
    if head is None:
        return Head(start=left, kind=None, signed=bool(sign))
    head.signed = bool(sign)
    if head.kind is None:
        head.start = left
    return head


def _kind_before(page, left, done):
    match = _KIND_BEFORE.search(page.folded, max(done, left - 60), left)
    if match:
        return _head_of(page, match, left)
    short = _SHORT_BEFORE.search(page.plain, max(done, left - 8), left)
    if short:
        return Head(start=short.start(), kind=_ABBREVIATIONS[short["short"]], signed=False, short=True)
    return None


def _head_of(page, match, left):
    group = match.lastgroup
    start, end = match.span(group)
    printed = page.text[start:end]
    return Head(start=start, kind=_KIND_CODES[int(group[1:])], signed=False, exact=_well_spelt(printed, group),
                capitals=printed.isupper())


def _well_spelt(printed, group):
    """True when at least one syllable has its marks; a word in no marks at all may be a person's name."""
    code = _KIND_CODES[int(group[1:])]
    if code in {"NQ", "NĐ"}:
        return True
    syllables = new_tones(printed).lower().split()
    return any(syllable in _MARKED for syllable in syllables)


_MARKED = frozenset(
    "nghị quyết chỉ thị thông báo kết luận quyết định quy chế hướng dẫn tri kế hoạch chương trình đề án dự phương cáo tờ công văn "
    "điện tư luật pháp lệnh sắc biên bản liên tịch nghịquyết chỉthị quyếtđịnh quyđịnh kếtluận hướngdẫn thôngtư thôngtri".split()
)


def _kind_further(page, left, done):
    """A kind word parted from `số` by an issuer, a law's name or a few words: `Quyết định của Bộ Chính trị số 31`."""
    low = max(done, left - 110)
    found = None
    for match in _KIND.finditer(page.folded, low, left):
        found = match
    if found is None:
        return None
    between = page.plain[found.end() : left]
    if re.search(r"[.;“”\"\n]\s*\S", between):
        return None
    return _bridged(page, found, left)


def _bridged(page, match, left):
    head = _head_of(page, match, left)
    of = re.compile(r"\s{1,3}cua\s{1,3}").match(page.folded, match.end(), left)
    if of:
        issuer = read_issuer(page, of.end())
        if issuer and re.fullmatch(r"(?:\s+(?:viet\s+nam|dang))?\s{0,3}", page.folded[issuer.end : left]):
            head.issuer = issuer.name or None
            return head
        return _in_heading(page, head, issuer.end if issuer else match.end(), left, issuer)
    if _LAW_NAME.search(page.folded, match.start(), left) and head.kind in {"Luật", "PL"}:
        return head
    bridge = _FEW_WORDS.fullmatch(page.folded, match.end(), left)
    if bridge and not kinds.STOPPERS.intersection(bridge[0].split()):
        head.short = True
        return head
    return _in_heading(page, head, match.end(), left, None)


def _in_heading(page, head, end, left, issuer):
    """A kind in a heading (`các Nghị định của Chính phủ: Số 78`), or before brackets: its words stay outside the span."""
    if re.fullmatch(r"\s{0,2}(?::|\()\s{0,3}", page.folded[end:left]):
        return Head(start=left, kind=None, signed=True, issuer=issuer.name if issuer else None, heading=head.kind)
    return None


# --- whether to believe it


def _accept(page, head, designation):
    kind = _settle_kind(head, designation)
    if kind is None:
        return None
    believed = designation.complete or _believe(page, head, designation)
    if not believed:
        return None
    start = head.start if head.kind or head.signed else designation.start
    return Mention(start, designation.end, kind, designation, issuer=head.issuer, heading=head.heading,
                   own_kind_word=bool(head.kind))


def _settle_kind(head, designation):
    named = _kind_of_symbol(designation) if designation.letters else None
    printed = head.kind or head.heading
    if printed == kinds.DOCUMENT:
        return named or kinds.NO_LETTERS_KIND
    if printed is None:
        return named or (_assembly_kind(designation) if head.signed else None) or (
            kinds.NO_LETTERS_KIND if head.signed and designation.organ and "-" in designation.organ else None)
    if named and named != printed and designation.letters not in BY_CODE[printed].letters:
        return named
    if printed == "TT" and designation.letters == "TTLT":
        return "TTLT"
    return printed


def _assembly_kind(designation):
    return "NQ" if designation.organ and is_assembly(designation.organ) else None


def _believe(page, head, designation):
    if _NEVER_AFTER.match(page.plain, designation.end) and not designation.organ:
        return False
    if designation.organ:
        return bool(head.kind or head.signed)
    if head.kind is None:
        return bool(head.heading) and head.signed
    if designation.letters:
        return True
    if head.kind == kinds.DOCUMENT:
        return head.signed
    if head.signed:
        return not (head.short and head.kind not in {"Luật", "PL"} and head.issuer is None and not designation.year)
    bare = BY_CODE[head.kind].bare
    if not bare or not head.exact:
        return False
    return bool(designation.year) or _fits(page, bare, designation, page.text[head.start : head.start + 1].isupper())


def _fits(page, bare, designation, capital):
    """True when what follows a bare number does not make it a count."""
    folded, end = page.folded, designation.end
    if _DAY_FOLLOWS.match(folded, end):
        return True
    long_number = len(page.plain[designation.start : end]) > 1
    word = _NEXT_WORD.match(page.plain, end)
    follows = new_tones(word[1]).lower() if word else ""
    if _CLOSING.match(page.plain, end):
        return long_number or bare == "strong"
    if follows in _FUNCTION_WORDS and follows not in _BOTH:
        return long_number or bare == "strong"
    if follows in _UNITS or not long_number:
        return False
    return bare == "strong" or (capital and bool(word) and word[1][0].isupper())


# --- lists


_SEPARATOR = re.compile(r"\s{0,3}(?:[,;/&+]|va|hoac|hay|cung|voi|cung\s{1,3}voi)\s{0,3}(?:(?:va|hoac)\s{1,3})?(?P<so>so\s{0,3}[:.]?\s{0,3})?(?=\d)")
MAX_LIST = 40


def _with_list(page, first):
    """Return `first` and the later elements of its list that have no kind word: `Chỉ thị 15, 16 và 19`."""
    mentions = [first]
    while len(mentions) < MAX_LIST:
        element = continue_list(page, mentions[-1], mentions[-1].end)
        if element is None:
            return mentions
        mentions.append(element)
    return mentions


def continue_list(page, previous, pos):
    """Return the element that continues the list of `previous` at `pos`, or None."""
    separator = _SEPARATOR.match(page.folded, pos)
    if not separator or previous.designation is None:
        return None
    signed = separator["so"] is not None
    designation = read_designation(page.plain, separator.end())
    if designation is None or not _belongs(page, previous, designation, signed):
        return None
    start = separator.start("so") if signed else separator.end()
    kind = previous.kind
    named = _kind_of_symbol(designation) if designation.letters else None
    if named and designation.letters not in BY_CODE[kind].letters:
        kind = named
    return Mention(start, designation.end, kind, designation, inherits=True, own_kind_word=False)


def _belongs(page, previous, designation, signed):
    if designation.organ:
        return designation.complete or signed or previous.designation.organ is not None
    if _NEVER_AFTER.match(page.plain, designation.end):
        return False
    if previous.designation.organ and not signed:
        return _more_with_symbol(page, designation)
    if signed or designation.year:
        return True
    return _fits(page, "weak", designation, False) or (
        len(designation.number) > 1 and bool(_SEPARATOR.match(page.folded, designation.end)))


def _more_with_symbol(page, designation):
    separator = _SEPARATOR.match(page.folded, designation.end)
    following = separator and read_designation(page.plain, separator.end())
    return bool(following and following.organ)


# --- plenums


def _read_plenum(page, pos, done):
    head = _PLENUM_HEAD.search(page.folded, max(done, pos - 70), pos)
    if not head or not (head["organ"] or head["th"]):
        return []
    number, end = _plenum_number(page, pos)
    if not number:
        return []
    if head["organ"]:
        if not _is_centre(page, head):
            return []
    elif not (_CENTRE_FOLLOWS.match(page.folded, end) or _TERM_FOLLOWS.match(page.folded, end)):
        return []
    kind = "KL" if head["kind"].startswith("k") else "NQ"
    mentions = [Mention(head.start(), end, kind, plenum=number)]
    mentions += _more_plenums(page, mentions[0])
    _take_terms(page, mentions)
    return mentions


def _is_centre(page, head):
    """`TƯ` folds as `từ` and `TU` do; only the first is the centre."""
    said = page.plain[head.start("organ") : head.end("organ")]
    return bool(re.search(r"[Tt]rung\s?[ưƯ]ơng|TRUNG\s?ƯƠNG|T\s?\.\s?[ƯưWwU]|T[ƯWw]|tw", said))


def _plenum_number(page, pos):
    match = re.compile(r"\d{1,2}(?![\d/.]\d|\d)").match(page.plain, pos)
    if match:
        value = int(match[0])
        return (value if 0 < value <= MAX_PLENUM and not re.match(r"\s?[-/%]\s?[\dA-ZĐ]", page.plain[match.end() : match.end() + 4])
                else None), match.end()
    match = _PLENUM_WORD.match(page.folded, pos)
    if match:
        return count_of(match[0]), match.end()
    match = re.compile(r"[IVX]{1,5}(?!\w)").match(page.plain, pos)
    if match:
        value = roman_value(match[0])
        return (value if value and value <= MAX_PLENUM else None), match.end()
    return None, pos


_NEXT_PLENUM = re.compile(rf"\s{{0,3}}(?:,|va|;)\s{{0,3}}(?P<tw>{_TW}\s{{0,3}})?(?P<n>\d{{1,2}})(?![\d/.,]\d|\d)(?=\s{{0,3}}(?:,|va|\(|khoa|ve|;|\.|$))")


def _more_plenums(page, first):
    """`Nghị quyết Trung ương 5, 6 và 7 khóa XII`."""
    more, pos = [], first.end
    while len(more) < MAX_PLENUM:
        pos = _skip_term(page, pos) if more or True else pos
        match = _NEXT_PLENUM.match(page.folded, pos)
        if not match or not 0 < int(match["n"]) <= MAX_PLENUM:
            return more
        start = match.start("tw") if match["tw"] else match.start("n")
        more.append(Mention(start, match.end("n"), first.kind, plenum=int(match["n"]), inherits=True, own_kind_word=False))
        pos = match.end("n")
    return more


def _skip_term(page, pos):
    match = _TERMS.match(page.folded, pos)
    if not match:
        return pos
    end = match.end()
    return end + 1 if page.folded[end : end + 1] == ")" else end


_SECOND_TIME = re.compile(r"\s{0,3}\(?\s?lan\s{1,3}(?:\d|hai|thu\s{1,3}hai)\s?\)?")
_PARTY_BETWEEN = re.compile(rf"\s{{0,3}},?\s{{0,2}}(?:cua\s{{1,3}})?(?:bch|ban\s{{1,3}}chap\s{{1,3}}hanh)\s{{0,3}}{_TW}(?:\s{{1,3}}dang)?(?:\s{{1,3}}cong\s{{1,3}}san(?:\s{{1,3}}viet\s{{1,3}}nam)?)?|\s{{1,3}}(?:cua\s{{1,3}})?dang(?=\s{{0,3}}[,(]?\s?\(?khoa)")


def _take_terms(page, mentions):
    """Give each plenum its term; a second term printed after the first makes a second citation."""
    for mention in list(mentions):
        pos = mention.end
        for skipped in (_SECOND_TIME, _PARTY_BETWEEN):
            match = skipped.match(page.folded, pos)
            pos = match.end() if match else pos
        match = _TERMS.match(page.folded, pos)
        if not match:
            continue
        mention.term = match["first"]
        mention.tail_end = match.end()
        _extra_terms(page, mentions, mention, match.end())
    following = None
    for mention in reversed(mentions):
        mention.term = mention.term or following
        following = mention.term


def _extra_terms(page, mentions, mention, pos):
    at = mentions.index(mention) + 1
    while match := _MORE_TERMS.match(page.folded, pos):
        if not roman_value(match["term"]) or not page.plain[match.start("term")].isupper():
            return
        pos = match.end("term")
        mentions.insert(at, Mention(match.start("term"), pos, mention.kind, plenum=mention.plenum, term=match["term"],
                                    inherits=True, own_kind_word=False, tail_end=pos))
        at += 1
