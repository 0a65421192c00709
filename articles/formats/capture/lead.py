"""The opening of a story: its headline, and the agency mark before its standfirst. No Django."""

import re
from dataclasses import dataclass

from articles.formats.capture.lines import LOWER, UPPER

_PAPERS = "|".join(
    (
        *("Biên phòng", "Dân trí", "Đại đoàn kết", "Lao Động", "Tiền Phong", "Thanh Niên", "Tuổi Trẻ", "Nhân Dân"),
        *("Người Lao Động", "Hà Nội Mới", "Hànộimới", "Công lý", "Pháp luật", "Dân Việt", "VietnamPlus", r"Vietnam\+"),
        *("Infonet", "ICTnews", "VnExpress", "VietNamNet", "Cổng TTĐT[^-–—()]{0,30}", "Báo (?!điện tử)[^-–—()]{2,25}"),
    )
)
_CODE = (
    rf"(?:[{UPPER}]{{2,5}} [Oo]nline|[{UPPER}&]{{2,8}}\d?(?:[-/][{UPPER}]{{2,6}})?|VOV\d?(?:\.VN)?"
    r"|[\w-]{2,30}\.(?:vn|VN|com|net|org)(?:\.vn)?|Vietnam\+)"
)
_DASH = r"[-–—]"
# any one to four capitalised words, in brackets only
_TITLE = rf"[{UPPER}][{LOWER}{UPPER}.]{{1,20}}(?: [{UPPER}][{LOWER}{UPPER}]{{0,10}}){{0,3}}"
# `(SGGP).-`, `(TNO) `, `LSO –`, `NDO -`, `Hà Nội (TTXVN 12/6) -`
_MARKS = (
    re.compile(rf"[(\[]\s?(?P<agency>{_CODE}|{_PAPERS})\s?[)\]]\s?[.:]?\s?(?:{_DASH}\s?)?"),
    re.compile(rf"[(\[]\s?(?P<agency>{_TITLE})\s?[)\]]\s?[.:]?\s?{_DASH}\s?"),
    re.compile(rf"(?P<agency>{_CODE}|{_PAPERS})\s?\.?\s?{_DASH}\s?"),
    re.compile(
        rf"[{UPPER}][{LOWER}]{{1,8}}(?: [{UPPER}][{LOWER}]{{1,8}}){{0,3}}\s?[,(]?\s?\(?(?P<agency>TTXVN|{_CODE})"
        rf"[^()]{{0,20}}\)\s?(?:{_DASH}\s?)?"
    ),
)
# the code of a paper's online desk: SGGPO, NLĐO
_ONLINE = re.compile(rf"[{UPPER}]{{2,5}}O")
_LOST = re.compile(rf"{_DASH}\s?(?=[{UPPER}\d“\"])")
_ISSUE = re.compile(
    r"(?:bản tin|tập san|đặc san|tạp chí|nội san|số báo|báo số)\b.{0,40}\b\d{1,2}\s?/\s?(?:\d{1,2}\s?/\s?)?20\d\d",
    re.IGNORECASE,
)
_COMMON_CODES = (
    "UBND HĐND MTTQ CLB THPT THCS TX NQ CT KH VN ĐBQH HTX BHXH BHYT CSGT QL"
    " COVID PCI ISO GDP SARS ASEAN APEC EU WTO IMF USD VND"
)
_NOT_AGENCIES = frozenset(_COMMON_CODES.split())


@dataclass(frozen=True)
class Opening:
    """A standfirst's opening taken apart: `mark` is what was cut off as printed, `agency` the code in it."""

    agency: str
    mark: str
    text: str


def cut_agency(text):
    """Return the `Opening` of a standfirst; a dash whose mark was lost is cut off with an empty agency."""
    for pattern in _MARKS:
        match = pattern.match(text)
        if match and _is_agency(match["agency"], match):
            return Opening(match["agency"].strip(), match[0].strip(), text[match.end() :].strip())
    match = _LOST.match(text)
    if match:
        return Opening("", match[0].strip(), text[match.end() :].strip())
    return Opening("", "", text)


def _is_agency(agency, match):
    if agency in _NOT_AGENCIES or agency.isdigit():
        return False
    rest = match.string[match.end() :].lstrip("“\"'")[:1]
    return not rest or rest.isupper() or rest.isdigit()


def opens_with_agency(text):
    opening = cut_agency(text)
    return bool(opening.agency)


def agency_alone(text):
    """Return the agency of a line that is its mark and nothing else, or ``""``."""
    if _ONLINE.fullmatch(text):
        return text
    opening = cut_agency(text)
    return opening.agency if not opening.text and opening.mark != opening.agency else ""


def is_issue_banner(text):
    """Whether the line names an issue of a bulletin, such as `BẢN TIN NỘI BỘ THÁNG 7/2020`."""
    return bool(_ISSUE.fullmatch(text))


def looks_like_headline(line):
    """Whether `line` has a headline's shape: 3 to 40 words, no closing stop, a capital or a number first."""
    text = line.text
    stopped = text.endswith((".", ";", ",")) and not text.endswith("...")
    trails_off = text.endswith(("…", "...")) and len(line.words) > 20
    first = text.lstrip("“\"'‘(-– ")[:1]
    return (
        3 <= len(line.words) <= 40
        and not (stopped or trails_off)
        and not text.endswith(":")
        and (first.isupper() or first.isdigit())
        and not opens_with_agency(text)
    )
