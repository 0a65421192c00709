"""The quoted title of a mention, behind it or before it, and the topic printed without quotes."""

import re

from directives.citations.patterns import loose

MAX_TITLE = 500
_CLOSING = {"“": "”", "„": "”", "«": "»", '"': '"', "‘": "’", "”": "”", "″": "″", "'": "'"}
_OPENING = {"”": "“„", '"': '"', "»": "«", "’": "‘"}
_QUOTE = re.escape("".join(_CLOSING))
_BEFORE_TITLE = loose(
    r" ?(?:[,\-] ?|: ?(?=.ve ))?(?:(?:cua dang )?(?:ve viec|ve|voi (?:chu de|tieu de|ten)|nhan de|co ten|quy dinh"
    r"|ban hanh|phe duyet) ?(?:: ?)?)?(?:(?:ban hanh|phe duyet|thuc hien) )?"
    r"(?:(?:quy che|quy dinh|de an|chuong trinh|ke hoach|chien luoc|du an) ?:? ?)?"
    rf"(?=[{_QUOTE}])"
)
# an alias in quotes is no title: `(“Nghị quyết 68”)`
_ALIAS = loose(
    r" ?(?:nghi quyet|chi thi|quy dinh|quyet dinh|ket luan|nghi dinh|thong tu|ke hoach|huong dan|nq|ct) ?(?:so )?\d"
)
_QUOTE_AND_BRACKET = re.compile(r"([”\"»’])\s{0,3}\(\s?\Z")

_ABOUT = loose(r" ?(?:, ?)?-? ?ve (?:viec )?(?=\S)")
_BODY_WORDS = (
    "ban|bo|bct|bbt|bch|thu tuong|chinh phu|tinh uy|thanh uy|huyen uy|dang uy|quoc hoi|ubnd|hdnd|uy ban|hoi dong|so"
    "|trung uong"
)
_TOPIC_END = loose(
    r"[.;:“”\"\n()!?]|, (?:cac|nhung|den|trong|thoi|tinh|huyen|dong chi|nam|ngay|toan|tai|theo|voi|qua|nhieu"
    r"|xa|phuong|chi bo|dang bo|cong trinh|lanh dao|nguoi dan|ba con|can bo|nay|tu|sau|hang|moi|ca|co|gan|khong|bang"
    rf"|{_BODY_WORDS}) |, \d|, (?:thay|cu the hoa|tiep noi|sua doi|bo sung)\b| va (?:quan triet|trien khai) "
    rf"| (?P<of>cua) (?=(?:{_BODY_WORDS}) )| (?:da|vua) (?:duoc|ban|tao|gop|di|dat|mang)"
)
_LOOSE_END = re.compile(r"[\s,]{1,4}(?:và|cùng|theo|tại|trong|với)?\s{0,3}\Z")


def read_title(page, mention, pos):
    """Note the quoted title at `pos`, character for character, and return its end; None when there is none."""
    before = mention.title is None and _BEFORE_TITLE.match(page.folded, pos)
    if not before:
        return None
    opening = before.end()
    closing = _closing_quote(page.text, opening)
    if closing is None or not _is_title(page, opening + 1, closing):
        return None
    mention.title = page.text[opening + 1 : closing]
    return closing + 1


def read_title_before(page, mention):
    """Note the title of a mention in brackets right behind it: `“Đẩy mạnh học tập …” (Chỉ thị 05-CT/TW)`."""
    match = _QUOTE_AND_BRACKET.search(page.text, max(0, mention.start - 8), mention.start)
    opening = match and _opening_quote(page.text, match.start())
    if opening is not None and _is_title(page, opening + 1, match.start()):
        mention.title = page.text[opening + 1 : match.start()]


def _is_title(page, start, end):
    words = page.text[start:end].split()
    return len(words) > 2 and words[0][0].isupper() and not _ALIAS.match(page.folded, start)


def _closing_quote(text, opening):
    """Return the index of the quote that closes the one at `opening`, minding one quotation inside another."""
    mark, closing, depth = text[opening], _CLOSING[text[opening]], 1
    for index in range(opening + 1, min(len(text), opening + 1 + MAX_TITLE)):
        char = text[index]
        if char == closing:
            depth -= 1
            if not depth:
                return index
        elif char == mark:
            depth += 1
        elif char == "\n" and text[index + 1 : index + 2] == "\n":
            return None
    return None


def _opening_quote(text, closing):
    marks = _OPENING[text[closing]]
    for index in range(closing - 1, max(-1, closing - MAX_TITLE), -1):
        if text[index] in marks:
            return index
        if text[index] == text[closing]:
            return None
    return None


def read_subject(page, mention, pos, right):
    """Note the topic behind `về` at `pos`; return (its end, where `của` and an issuer follow it, or None)."""
    about = _ABOUT.match(page.folded, pos)
    if not about or about.end() >= right:
        return pos, None
    stop = _TOPIC_END.search(page.folded, about.end(), right)
    end = stop.start() if stop else right
    topic = _LOOSE_END.sub("", page.text[about.end() : end]).strip(" ,-")
    mention.subject = " ".join(topic.split()) or None
    return end, stop.start("of") if stop and stop["of"] else None
