"""The tables of the old Vietnamese encodings, as data: byte -> letter, and back.

The 134 accented letters are 67 in both cases: the vowels a ă â e ê i o ô ơ u ư y with their five tones, and đ.
"""

import codecs
import unicodedata

from newsroom.vietnamese import TONES

UNMAPPED = "\ufffe"  # what `codecs.charmap_decode` takes for "no such byte"

_VOWELS = "aăâeêioôơuưy"
_SMALL = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in ("", *TONES)]
SMALL_LETTERS = "".join(letter for letter in _SMALL if not letter.isascii()) + "đ"
LETTERS = SMALL_LETTERS + SMALL_LETTERS.upper()


def _sloppy_cp1252():
    """Return windows-1252 as Windows reads it: the five bytes without a character stand for themselves."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


CP1252 = _sloppy_cp1252()
_ASCII = CP1252[:128]


def _table(*, high, low=None):
    """Return a 256-character table from the upper half and the letters that took the place of control characters."""
    table = list(_ASCII + high)
    for byte, letter in (low or {}).items():
        table[byte] = letter
    return "".join(table)


# TCVN 5712:1993, VN1: capitals with tones in 0x80-0x9F and in place of control characters, combining tones at
# 0xB0-0xB4. VN2 is the same without the first 32.
_TCVN5712 = _table(
    high="ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
    low=dict(zip(b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True)),
)

# TCVN 5712:1993, VN3, as the ABC (.VnTime) fonts have it: no capitals with tones; the fonts are used on
# windows-1252, whose quotes and dashes stay at 0x80-0x9F
_NOT_IN_VN3 = "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ"
_TCVN3 = _table(
    high=CP1252[0x80:0xA0] + _TCVN5712[0xA0:].translate(str.maketrans(_NOT_IN_VN3, UNMAPPED * len(_NOT_IN_VN3)))
)

# VISCII 1.1, RFC 1456 (1993)
_VISCII = _table(
    high="ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
    low=dict(zip(b"\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)),
)

# VPS (Vietnamese Professionals Society), registered with Mozilla as x-viet-vps
_VPS = _table(
    high="ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ\u00a0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầ"
    "ÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺßàáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ",
    low=dict(zip(b"\x02\x03\x04\x05\x06\x10\x11\x12\x13\x14\x15\x19\x1c\x1d", "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ", strict=True)),
)

# Windows code page 1258 (Microsoft): letters with their vowel mark, then combining tones at 0xCC 0xD2 0xDE 0xEC 0xF2
_CP1258 = "".join(bytes([byte]).decode("cp1258", "ignore") or UNMAPPED for byte in range(256))

TABLES = {
    "tcvn3": _TCVN3,
    "tcvn5712": _TCVN5712,
    "windows-1258": _CP1258,
    "viscii": _VISCII,
    "vps": _VPS,
}
ENCODING_MAPS = {name: codecs.charmap_build(table) for name, table in TABLES.items()}

# The capitals that TCVN3 writes as small letters, for want of a code
TCVN3_LOST_CAPITALS = "".join(letter for letter in LETTERS if letter not in _TCVN3)

# VNI-Windows: a base letter and a mark byte, both shown here as windows-1252 shows them; ơ, ư, đ and the i and ỵ have
# codes of their own. A capital takes the capital of its mark; a small mark on a capital is met too.
_VNI_TONES = dict(zip(TONES, "øûõùï", strict=True))
_VNI_CIRCUMFLEX = dict(zip(("", *TONES), "âàåãáä", strict=True))
_VNI_BREVE = dict(zip(("", *TONES), "êèúüéë", strict=True))
_VNI_ALONE = dict(zip("ơưđíìỉĩịỵ", "ôöñíìæóòî", strict=True))


def _vni_code(letter):
    """Return how VNI writes the small `letter`, as windows-1252 shows it."""
    if letter in _VNI_ALONE:
        return _VNI_ALONE[letter]
    base, marks = _split(letter)
    tone = "".join(mark for mark in marks if mark in TONES)
    if "\u0302" in marks:
        return base + _VNI_CIRCUMFLEX[tone]
    if "\u0306" in marks:
        return base + _VNI_BREVE[tone]
    if "\u031b" in marks:
        return _VNI_ALONE[{"o": "ơ", "u": "ư"}[base]] + _VNI_TONES[tone]
    return base + _VNI_TONES[tone]


def _split(letter):
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0], decomposed[1:]


VNI_CODES = {letter: _vni_code(letter) for letter in SMALL_LETTERS}
VNI_CODES |= {letter.upper(): code.upper() for letter, code in VNI_CODES.items()}
VNI_LETTERS = {code: letter for letter, code in VNI_CODES.items()}
VNI_LETTERS |= {
    code[0] + code[1].lower(): letter for code, letter in list(VNI_LETTERS.items()) if len(code) == 2 and code.isupper()
}
VNI_LETTERS |= {"yï": "ỵ", "YÏ": "Ỵ", "Yï": "Ỵ"}
VNI_BASES = "".join(sorted({code[0] for code in VNI_LETTERS if len(code) == 2}))
VNI_MARKS = "".join(sorted({code[1] for code in VNI_LETTERS if len(code) == 2}))

# VIQR, RFC 1456 (1993): marks typed after the letter, dd for đ, a backslash before a mark that is none
_VIQR_TONES = dict(zip(TONES, "`?~'.", strict=True))
_VIQR_VOWEL_MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}


def _viqr_code(letter):
    base, marks = _split(letter)
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    vowel_marks = "".join(_VIQR_VOWEL_MARKS[mark] for mark in marks if mark in _VIQR_VOWEL_MARKS)
    return base + vowel_marks + "".join(_VIQR_TONES[mark] for mark in marks if mark in TONES)


VIQR_CODES = {letter: _viqr_code(letter) for letter in LETTERS}
VIQR_LETTERS = {code: letter for letter, code in VIQR_CODES.items()} | {"Dd": "Đ", "dD": "Đ"}

# What an encoding without typographic characters writes for them
PLAIN_PUNCTUATION = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "*"}
)
