"""Signatures at the end of a story: who is a person, what is a label, an outlet or a desk. No Django."""

import re
from dataclasses import dataclass, field

from articles.formats.capture.lines import LOWER, UPPER
from articles.formats.record import BylineRecord, Role
from newsroom.vietnamese import nfc, same_word_key

_WROTE = (
    r"tác giả(?: bài viết)?|người (?:viết|thực hiện)|bài viết|bài|tin|thực hiện|phóng viên|pv|ctv|cộng tác viên"
    r"|nhà báo|by"
)
_LABEL = re.compile(
    r"(?:(?P<photo>(?:tin|bài|bài viết)(?: viết)?\s?(?:,|và|-|–|&|\+|/)\s?(?:ảnh|clip|video|hình ảnh)(?:, clip)?)"
    rf"|(?:{_WROTE})|(?P<translation>(?:người |biên |lược )?dịch)"
    r"|(?P<compilation>tổng hợp|biên soạn|sưu tầm|st))\s?:\s?",
    re.IGNORECASE,
)
_FROM = re.compile(r"theo\s(?:phóng viên\s|pv\s)?", re.IGNORECASE)
_SOURCE = re.compile(r"(?:nguồn(?: tin)?|source|trích nguồn|xem nguồn)\b.{0,400}", re.IGNORECASE)
_DID = re.compile(
    r"(?:\s?[(\[/–-]\s?|\s(?=thực hiện$))"
    r"(?:thực hiện|ghi|viết|ghi chép|lược ghi|(?P<translation>(?:lược |biên )?dịch|dịch thuật)"
    r"|(?P<compilation>tổng hợp|t/h|th|biên soạn|sưu tầm|biên tập|st|bt))\s?[)\]]?$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s?\((?P<inside>[^()]{1,80})\)\s?\.?$")
_OUTLET = re.compile(rf"\s?/\s?(?P<outlet>[{UPPER}][\w.+ -]{{1,30}})$")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SEPARATOR = re.compile(r"\s[-–—]\s?|\s?[-–—]\s|\s?[,;&+]\s?|\s[vV]à\s")
# matched against text in lower case with its marks: `Bảo Ngọc` and `Trương Văn A` are people, `Báo …`, `Trường …` not
_CODES = (
    r"bbt|btv|btc|p\.? ?v\.?|ctv|tth|ttxvn|vov\d?|vtv\d?|lso|t\.?h\.?|vnexpress|vietnamplus|vietnam\+"
    r"|admin|administrator|super user|quản trị(?: viên)?|ban quản trị"
)
_OFFICE = (
    r"nhóm|ban|sở|phòng|báo|đài|trang (?:tin|thông tin|web)|cổng|tạp chí|hội|công an|trung tâm|thông tấn|ubnd|hđnd"
    r"|văn phòng|chi cục|cục|đảng bộ|huyện|tỉnh|xã|thị xã|thành phố|trường(?= \S+ \S)|bộ|tổng cục|thư viện|ngân hàng"
    r"|tòa án|toà án|viện|đoàn (?:thanh|xã|huyện|tỉnh|khối|trường)|tòa soạn|toà soạn|phóng viên"
)
_OUTLETS = r".*\b(?:ttxvn|vietnamplus|online|điện tử)\b.*|.*vietnam\+.*|[\w-]{2,40}\.(?:vn|com|net|org)\b.*"
_INSTITUTION = re.compile(rf"(?:{_CODES}|(?:{_OFFICE})\b.*|{_OUTLETS})")
_DESK = re.compile(
    rf"(?:theo )?(?:{_CODES}|ban biên tập|nhóm p\.? ?v\.?|nhóm phóng viên|phóng viên|tòa soạn|toà soạn"
    r"|tổng hợp|báo [\w ]{2,25}"
    r"|(?:pv|phóng viên|nhóm pv)(?: báo)? [\w ]{2,25}|[\w-]{2,40}\.(?:vn|com|net|org)(?:\.vn)?)"
)
_PLACES = {
    same_word_key(name)
    for names in (
        "An Giang,Bà Rịa,Vũng Tàu,Bạc Liêu,Bắc Giang,Bắc Kạn,Bắc Ninh,Bến Tre,Bình Dương,Bình Định,Bình Phước",
        "Bình Thuận",
        "Cà Mau,Cao Bằng,Cần Thơ,Đà Nẵng,Đắk Lắk,Đắk Nông,Điện Biên,Đồng Nai,Đồng Tháp,Gia Lai,Hà Giang,Hà Nam,Hà Nội",
        "Hà Tĩnh,Hải Dương,Hải Phòng,Hậu Giang,Hòa Bình,Hưng Yên,Khánh Hòa,Kiên Giang,Kon Tum,Lai Châu,Lạng Sơn",
        "Lào Cai,Lâm Đồng,Long An,Nam Định,Nghệ An,Ninh Bình,Ninh Thuận,Phú Thọ,Phú Yên,Quảng Bình,Quảng Nam",
        "Quảng Ngãi",
        "Quảng Ninh,Quảng Trị,Sóc Trăng,Sơn La,Tây Ninh,Thái Bình,Thái Nguyên,Thanh Hóa,Thừa Thiên Huế,Huế,Tiền Giang",
        "Trà Vinh,Tuyên Quang,Vĩnh Long,Vĩnh Phúc,Yên Bái,Việt Nam,Hồ Chí Minh,TP Hồ Chí Minh,TP.HCM,Trung Quốc",
        "Hữu Lũng,Chi Lăng,Cao Lộc,Lộc Bình,Đình Lập,Văn Lãng,Tràng Định,Bình Gia,Bắc Sơn,Văn Quan,Đồng Đăng,Tân Thanh",
    )
    for name in names.split(",")
}
_SURNAMES = {
    same_word_key(name)
    for names in (
        "Nguyễn,Trần,Lê,Phạm,Hoàng,Huỳnh,Phan,Vũ,Võ,Đặng,Bùi,Đỗ,Hồ,Ngô,Dương,Lý,Đinh,Trịnh,Trương,Đoàn,Lương,Nông,Hà,Lâm",
        "Mai,Tô,Tạ,Vi,Hứa,Chu,Triệu,Lộc,Phùng,Đào,Cao,Lã,Lại,Thái,Quách,Lục,Đàm,Bế,Ma,Mã,Giáp,Vương,Tống,Kiều,Nghiêm",
    )
    for name in names.split(",")
}
# a word of a name: `Khiêm`, `KHIÊM`, `K.Nguyên`, `H'Hương`
_WORD = re.compile(
    rf"(?:[{UPPER}]['’])?(?:[{UPPER}][{LOWER}]{{0,10}}|[{UPPER}]{{2,8}}"
    rf"|(?:[{UPPER}][{UPPER}{LOWER}]?\.){{1,3}}(?:[{UPPER}][{LOWER}{UPPER}]{{0,8}})?)"
)
_INITIALS = re.compile(rf"(?:[{UPPER}]{{1,2}}\.){{1,3}}[{UPPER}]{{0,2}}\.?|[{UPPER}]\.?[{UPPER}]{{1,3}}\.?")


@dataclass
class Signature:
    """What one signature line says; `rest` tells that it had words besides the names."""

    people: list[BylineRecord] = field(default_factory=list)
    labelled: bool = False
    photos_too: bool = False
    rest: bool = False
    initials: bool = False


def is_institution(text):
    """Whether a signature is of a desk, a paper or an office, not of a person."""
    return bool(_INSTITUTION.fullmatch(text.casefold().strip(" .()*-–")))


def is_desk(text):
    """Whether the whole line is a desk or a paper that signs in a person's stead: `BBT`, `Nhóm PV`, `Báo Sơn La`."""
    if len(text) > 80:
        return False
    label = _LABEL.match(text)
    if label:
        return is_institution(_BRACKET.sub("", text[label.end() :]))
    return len(text) <= 50 and bool(_DESK.fullmatch(text.casefold().strip(" .()*-–")))


def is_place(text):
    return len(text) <= 30 and same_word_key(text).strip(" .,-–") in _PLACES


def is_source(text):
    """Whether the line names the outlet that the story was taken from."""
    if _SOURCE.fullmatch(text):
        return True
    match = _FROM.match(text)
    return bool(match and len(text) <= 80 and is_institution(_BRACKET.sub("", text[match.end() :])))


def read_signature(text):
    """Return the `Signature` that the whole line is, or None when it is anything else."""
    if len(text) > 120 or text.endswith((",", ";", "?", "!", "…")):
        return None
    signature = Signature()
    role, text = _without_label(text, signature)
    text = text.strip(" *.()-–—" if signature.labelled else " *()–—")
    people = [_person(part, role=role, signature=signature) for part in _name_parts(text, signature)]
    if not people or None in people:
        return None
    signature.people = people
    if all(_INITIALS.fullmatch(person.name) for person in people):
        signature.initials = True
    elif (
        not signature.labelled and not signature.rest and len(people) == 1 and same_word_key(people[0].name) in _PLACES
    ):
        return None
    return signature


def _without_label(text, signature):
    role = Role.TEXT
    label = _LABEL.match(text) or _FROM.match(text)
    if label:
        signature.labelled = signature.rest = True
        groups = label.groupdict()
        signature.photos_too = bool(groups.get("photo"))
        role = _role(groups)
        text = text[label.end() :]
    email = _EMAIL.search(text)
    if email:
        signature.rest = True
    did = _DID.search(text)
    if did:
        signature.labelled = signature.rest = True
        role = _role(did.groupdict())
        text = text[: did.start()]
    bracket = _BRACKET.search(text)
    outlet = _OUTLET.search(text)
    if bracket and not email:
        signature.rest = True
        text = text[: bracket.start()]
    if outlet:
        signature.rest = True
        text = text[: outlet.start()]
    return role, text


def _role(groups):
    for role in (Role.TRANSLATION, Role.COMPILATION):
        if groups.get(role):
            return role
    return Role.TEXT


def _name_parts(text, signature):
    parts = [part for part in _SEPARATOR.split(text) if part]
    if len(parts) > 1 and is_name(parts[0]) and not all(map(is_name, parts[1:])):
        rest = parts[1:]
        if all(part[:1].isupper() and (is_institution(part) or len(part.split()) <= 6) for part in rest):
            signature.rest = True
            return [part for part in parts if is_name(part) and not is_institution(part)]
    if len(parts) == 1:
        return parts
    people = [part for part in parts if not is_institution(part) and not is_place(part)]
    signature.rest = signature.rest or len(people) < len(parts)
    return people


def is_name(text):
    """Whether `text` is one to four words, each written with a capital, as a person signs."""
    email = _EMAIL.search(text)
    words = (text[: email.start()].strip(" (") if email else text).split()
    return 1 <= len(words) <= 5 and all(_WORD.fullmatch(word) for word in words) and not is_institution(" ".join(words))


def _person(text, *, role, signature):
    email = _EMAIL.search(text)
    name = (text[: email.start()] if email else text).strip(" (.)" if " " in text.strip() else " ()")
    if not is_name(name) or len(name.split()) > 5 - (not signature.labelled):
        return None
    return BylineRecord(name=as_signed(name), role=role, email=email[0] if email else "")


def as_signed(name):
    """Return a name set in capitals as it is usually written: `VINH HIÊN` becomes `Vinh Hiên`; initials stay."""
    if not name.isupper() or "." in name or len(name) < 5:
        return name
    return " ".join(nfc(word[:1] + word[1:].lower()) for word in name.split())


def has_surname(name):
    """Whether the first word of `name` is a usual family name."""
    return same_word_key(name.split()[0]) in _SURNAMES
