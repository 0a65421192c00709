"""Lines of a capture that belong to the page and not to the article. No Django."""

import re

from articles.formats.capture.lines import Kind
from newsroom.vietnamese import fold

# Matched against the whole folded line: navigation, counters, share buttons, comment boxes, mastheads.
_FURNITURE = re.compile(
    r"""
      (?:(?:so\ )?(?:luot|lan)\ (?:xem|doc|truy\ cap)|da\ xem|views?|xem|luot)\W{0,3}[\d.,]{1,12}
    | [\d.,]{1,12}\ (?:luot\ xem|luot\ doc|luot|views?|nguoi\ xem|lan\ xem|binh\ luan|comments?)
    | (?:(?:gui|viet|xem|y\ kien)\ )?(?:binh\ luan|y\ kien|phan\ hoi|nhan\ xet|comments?)(?:\ cua\ ban)?
      \W{0,3}\d{0,6}\W{0,2}
    | khong\ co\ nhan\ xet\ nao\W*|dang\ nhan\ xet.{0,30}|dang\ ky\W*|dang\ nhap\W*
    | powered\ by.{0,80}|(?:copyright|©|ban\ quyen).{0,200}|.{0,80}all\ rights\ reserved.{0,80}
    | nhay\ den\ noi\ dung(?:\ chinh)?|skip\ to\ (?:main\ )?content|trang\ chu|menu|tim\ kiem\W*|lien\ he|gioi\ thieu
    | rss|sitemap|ve\ dau\ trang|len\ dau\ trang|quay\ lai|tro\ (?:lai|ve)|in\ (?:bai|trang)(?:\ (?:viet|nay))?|ban\ in
    | (?:gui\ )?e?-?mail|gui\ cho\ ban\ be|chia\ se\W*.{0,40}|share|facebook|twitter|zalo|google\+?|tweet|like|thich
    | luu\ bai(?:\ viet)?|sao\ chep\ (?:lien\ ket|link)|copy\ link|nghe\ (?:doc\ )?bai.{0,20}|co\ chu\W*
    | a[\ +-]{0,3}a\W{0,3}
    | \d:\d\d\ ?/\ ?\d:\d\d|n(?:am|u)\ mien\ (?:bac|nam)|quang\ cao|advertisement
    | (?:theo\ doi|follow).{0,30}(?:google\ news|facebook|zalo).{0,20}
    | (?:trang\ chu|home)\ ?\|.{0,200}
    | (?:giay\ phep|dien\ thoai|toa\ soan|hotline|duong\ day\ nong|e-?mail|tong\ bien\ tap|dia\ chi)\ ?:.{0,200}
    | (?:bao|trang|cong)\ .{0,40}:\ tin\ tuc.{0,120}|tin\ tuc\ (?:moi\ nhat|nhanh|24h).{0,120}
    | .{0,60}(?:co\ quan\ (?:ngon\ luan\ )?cua\ .{0,20}dang\ bo|tieng\ noi\ cua|dien\ dan\ cua)\ .{0,100}[^.]
    | moi\ (?:quy\ )?(?:ban\ doc|doc\ gia|quy\ vi|cac\ ban)\ .{0,80}
    | (?:cong|trang)\ (?:thong\ tin\ dien\ tu|ttdt)\b.{0,60}
    | anh|video|audio|multimedia|podcast|infographic|e-?magazine|xem\ tren|xem\ them\W*|doc\ them\W*|chi\ tiet\W*
    | (?:duoc\ )?(?:nguoi\ dang|dang\ boi|dang\ tin)\b.{0,80}|nhan\ ?:.{0,120}|blogthis!?|(?:e-?mail\ )?in\ pdf\W*
    | gui\ email\ bai\ dang\ nay.{0,80}|bai\ dang\ (?:cu|moi)\ hon
    | (?:chua|khong)\ co\ (?:binh\ luan|nhan\ xet|y\ kien)(?:\ nao)?\W*
    | \d{1,2}\ (?:phut|gio|ngay|thang)\ truoc(?:\ ?bai\ goc)?|bai\ goc
    | tra\ loi|huy(?:\ tra\ loi)?|e-?mail\ cua\ ban\ .{0,120}|thong\ tin\ ban\ doc|(?:dong\ )?luu\ thong\ tin
    | danh\ gia\W.{0,40}|.{0,30}\ (?:sao|danh\ gia)\ \(\d{1,6}\).{0,10}|nguon\ tin\W*|nguon\ ?:?
    """,
    re.VERBOSE,
)
# After one of these, headlines of other stories follow.
_CLOSING = re.compile(
    r"""
      (?:cac\ |nhung\ )?(?:tin|bai|tin\ bai|tin,\ bai|bai\ viet|bai\ bao)\ (?:viet\ )?
      (?:lien\ quan|khac|cung\ chuyen\ muc|moi(?:\ nhat|\ hon)?|cu\ hon|da\ dua|doc\ nhieu|noi\ bat|tiep\ theo)\W*
    | (?:doc|xem)\ nhieu(?:\ nhat)?\W*|cung\ chuyen\ muc\W*|tin\ cung\ .{0,30}|lien\ quan\W*
    | (?:co\ the\ ban|ban\ co\ the)\ quan\ tam\W*|(?:tags?|tu\ khoa)\b\W*.{0,200}|cac\ tin\ khac\W*|bai\ truoc\W*
    """,
    re.VERBOSE,
)
_INLINE_RELATED = re.compile(
    r"(?:>{1,2}\s*)?(?:xem them|doc them|xem tiep|tin lien quan|moi doc them|lien quan)\s*:\s*\S.{0,300}"
)
_ADDRESS_ONLY = re.compile(r"(?:\S{0,60}\s?)?(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\S{1,200}\.(?:jpe?g|png|gif|webp|bmp)", re.IGNORECASE)
# a site's name and slogan after the headline: " – Báo Lạng Sơn: Tin tức mới nhất …", " | Cổng thông tin điện tử …"
_SLOGAN = re.compile(
    r"\s(?:[-–—|]|::)\s(?=(?:Báo|Trang|Cổng|Tạp chí|Đài|Tin tức|Website)\s[^|]{2,200}$"
    r"|[\w.-]{2,40}\.(?:vn|com|net|org)$)"
)
_SYLLABLE = re.compile(r"(?:ngh?|[ckgpt]h|tr|qu|gi|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
_LETTERS = re.compile(r"[^\W\d_]+")


def is_furniture(text):
    """Whether the whole line is of the page: navigation, counters, share buttons, addresses, file names."""
    if len(text) > 400:
        return bool(_ADDRESS_ONLY.fullmatch(text))
    folded = fold(text)
    whole = (_FURNITURE, _CLOSING, _INLINE_RELATED)
    return any(pattern.fullmatch(folded) for pattern in whole) or any(
        pattern.fullmatch(text) for pattern in (_ADDRESS_ONLY, _PICTURE_FILE)
    )


def closes_article(text):
    """Whether other stories follow this line."""
    return len(text) <= 300 and bool(_CLOSING.fullmatch(fold(text)))


def mark_furniture(lines):
    """Mark page furniture, and the headlines of other stories under a heading such as `Tin liên quan`, as noise."""
    text_seen = closed = False
    for line in lines:
        if not line.open:
            continue
        if is_furniture(line.text):
            line.kind = Kind.NOISE
            closed = closed or (text_seen and closes_article(line.text))
        elif line.is_paragraph:
            text_seen, closed = True, False
        elif closed:
            line.kind = Kind.NOISE


def cut_slogan(text):
    """Return (headline, slogan): the site's name after the last fitting dash is cut off, or slogan is ``""``."""
    for match in _SLOGAN.finditer(text):
        if match.start() >= 10:
            return text[: match.start()].strip(), text[match.end() :].strip()
    return text, ""


def is_ciphered(text):
    """Whether a line is a substitution cipher's output: long, hardly a space, hardly a Vietnamese syllable."""
    if len(text) < 40 or _ADDRESS_ONLY.fullmatch(text) or text.startswith("<"):
        return False
    letters = _LETTERS.findall(text)
    inside = sum(not char.isalpha() and not char.isspace() for char in text)
    syllables = sum(
        len(word)
        for word in letters
        if len(word) > 1 and _SYLLABLE.fullmatch(fold(word)) and word[1:] == word[1:].lower()
    )
    total = sum(map(len, letters)) or 1
    return inside > 0.1 * len(text) and syllables < 0.3 * total and text.count(" ") < 0.1 * len(text)
