"""Between text and the bytes of one encoding, without any guessing."""

import codecs
import re
import unicodedata
from html.entities import name2codepoint

from articles.formats.encodings import viqr
from articles.formats.encodings.tables import (
    CP1252,
    ENCODING_MAPS,
    PLAIN_PUNCTUATION,
    TABLES,
    TCVN3_LOST_CAPITALS,
    UNMAPPED,
    VNI_BASES,
    VNI_CODES,
    VNI_LETTERS,
    VNI_MARKS,
)
from newsroom.vietnamese import TONES

MISREAD = {"utf8-as-cp1252": "utf-8", "tcvn3-as-cp1252": "tcvn3", "vni-as-cp1252": "vni"}

_CP1252_MAP = codecs.charmap_build(CP1252)
_VNI_CODE = re.compile(f"[{VNI_BASES}][{VNI_MARKS}]|[À-ÿ]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_STRAY_TONE = re.compile(f"(?<![a-zA-ZăâêôơưĂÂÊÔƠƯ])[{TONES}]")
_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]{2,7})|#[xX](?P<hex>[0-9a-fA-F]{2,6})|(?P<name>[a-zA-Z]{2,8}));")
_VN1_TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", "°±²³´", strict=True))


def read(data, name):
    """Return `data`, bytes in encoding `name` (one of `TABLES`, or vni, or utf-8), and the characters it could not map.

    What has no letter stays as windows-1252 shows it. The text is not yet composed.
    """
    if name == "utf-8":
        return _read_utf8(data)
    if name == "vni":
        return _read_vni(data)
    try:
        text, unmapped = codecs.charmap_decode(data, "strict", TABLES[name])[0], ""
    except UnicodeDecodeError:
        text, unmapped = _read_with_gaps(data, TABLES[name])
    if name == "tcvn3":
        text = _STRAY_TONE.sub(lambda match: _VN1_TONES[match[0]], text)
    return text, unmapped


def _read_utf8(data):
    text = data.decode("utf-8", "surrogateescape")
    broken = _ESCAPED_BYTE.findall(text)
    if not broken:
        return text, ""
    return _ESCAPED_BYTE.sub(lambda match: _unescaped(match[0]), text), "".join(map(_unescaped, broken))


def _unescaped(char):
    return CP1252[ord(char) - 0xDC00]


def _read_with_gaps(data, table):
    unmapped = "".join(CP1252[byte] for byte in data if table[byte] == UNMAPPED)
    return "".join(CP1252[byte] if table[byte] == UNMAPPED else table[byte] for byte in data), unmapped


def _read_vni(data):
    unmapped = []

    def letter(match):
        code = match[0]
        if code in VNI_LETTERS:
            return VNI_LETTERS[code]
        unmapped.append(code[-1])
        return code

    return _VNI_CODE.sub(letter, codecs.charmap_decode(data, "strict", CP1252)[0]), "".join(unmapped)


def misread_bytes(text):
    """Return the bytes that windows-1252 would show as `text`, or None where a character is none of its own."""
    try:
        return codecs.charmap_encode(text, "strict", _CP1252_MAP)[0]
    except UnicodeEncodeError:
        return None


def unreference(text):
    """Return `text` with the HTML references of characters above U+00A0 replaced; markup such as `&lt;` stays."""
    return _REFERENCE.sub(_character, text)


def _character(match):
    if match["name"]:
        code = name2codepoint.get(match["name"], 0)
    else:
        code = int(match["decimal"] or match["hex"], 10 if match["decimal"] else 16)
    if 0x80 <= code < 0xA0:
        return CP1252[code]
    if code < 0xA0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return match[0]
    return chr(code)


def encode(text, name):
    """Return `text` as the bytes that a program of the time would have written in encoding `name`.

    TCVN3 writes its lost capitals as small letters; an encoding without typographic punctuation writes plain signs;
    the `…-as-cp1252` names give the UTF-8 of what the mistaken reader saw. Raises `UnicodeEncodeError` on what the
    encoding cannot write.
    """
    text = unicodedata.normalize("NFC", text)
    if name in MISREAD:
        return codecs.charmap_decode(encode(text, MISREAD[name]), "strict", CP1252)[0].encode()
    return _WRITERS.get(name, _write_table)(text, name)


def _write_table(text, name):
    if name != "tcvn3":
        text = text.translate(PLAIN_PUNCTUATION)
    small = "".join(char.lower() if name == "tcvn3" and char in TCVN3_LOST_CAPITALS else char for char in text)
    return codecs.charmap_encode(small, "strict", ENCODING_MAPS[name])[0]


def _write_1258(text, name):
    return codecs.charmap_encode("".join(map(_tone_apart, text)), "strict", ENCODING_MAPS[name])[0]


def _write_vni(text, name):
    coded = "".join(VNI_CODES.get(char, char) for char in text)
    return codecs.charmap_encode(coded, "strict", _CP1252_MAP)[0]


def _tone_apart(char):
    """Return a letter as its vowel, marked and composed, followed by its tone."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in decomposed if mark in TONES)
    if not tone:
        return char
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES)) + tone


_WRITERS = {
    "utf-8": lambda text, name: text.encode(),
    "utf-16": lambda text, name: b"\xff\xfe" + text.encode("utf-16-le"),
    "decomposed": lambda text, name: unicodedata.normalize("NFD", text).encode(),
    "ncr": lambda text, name: text.encode("ascii", "xmlcharrefreplace"),
    "viqr": lambda text, name: viqr.write(text).encode("ascii"),
    "vni": _write_vni,
    "windows-1258": _write_1258,
}
