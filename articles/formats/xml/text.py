"""Bytes of XML → text, and the mends that let text which is nearly XML be read. Pure; no parser here.

Real exports declare one encoding and use another, begin with blank lines or two BOMs, hold control characters, bare
ampersands, HTML's named entities and prefixes nobody declared. What is mended here loses nothing of the text.
"""

import codecs
import re
from html.entities import html5

from articles.formats.encodings import as_windows_1252, stream_codec

CHUNK = 256 * 1024
HEAD = 64 * 1024

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")

LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252"}  # as browsers read them; the difference is control characters

NAMESPACES = {
    "admin": "http://webns.net/mvcb/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "wp": "http://wordpress.org/export/1.2/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}

_DECLARED = re.compile(rb"""<\?xml[^<>?]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.:-]{1,40})["']""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SINGLE_BYTE = ("iso8859", "cp125", "koi8", "mac-", "ascii", "latin")
_STRAY = re.compile("[\ud800-\udfff]")
_VEIL = 0xF700  # private characters that no text on the web has
_HIDDEN = [code for code in range(1, 32) if code not in (9, 10, 13)] + [0xDC00 + byte for byte in range(0x80, 0x100)]
_VEILED = {code: _VEIL + (code & 0xFF) for code in _HIDDEN}
_UNVEILED = {veil: code for code, veil in _VEILED.items()}
_OLD_NUMBER = re.compile(r"&#(1[2-5][0-9]|[xX][89][0-9a-fA-F]);()")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
# for CDATA written into CDATA: the section ends only where a tag follows
_NESTED_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>(?=\s{0,200}<[/!A-Za-z])|\Z))", re.DOTALL)
_REFERENCE = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos);)(?:#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31};))?"
)
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_VOID = re.compile(r"<(br|hr|img|wbr|input)((?:\s[^<>]{0,4000})?)>", re.IGNORECASE)
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")


def _declared(head):
    match = _DECLARED.search(head[:1024])
    if not match:
        return ""
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ""


def _is_utf8(head):
    """Tell whether `head`, which may end inside a character, is UTF-8 and not plain ASCII."""
    if head.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def detect_encoding(head):
    """Return the name of the encoding of an XML file that begins with the bytes `head`.

    What the bytes show goes before what the declaration says: BOM, zero bytes, valid UTF-8 with non-ASCII letters.
    """
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    for start, name in WIDE:
        if head.lstrip(b" \r\n\t").startswith(start):
            return name
    declared = _declared(head)
    if _is_utf8(head) or not declared or declared.startswith("utf"):
        return "utf-8"
    if head.isascii() and declared.startswith(_SINGLE_BYTE):
        return "utf-8"  # declared out of habit; bytes of the declared kind would still be met as strays
    return LATIN.get(declared, declared)


def decoded(stream, encoding=None):
    """Return `(encoding, chunks)`: the encoding of the binary `stream`, and an iterator over its text.

    `encoding` is one that the archivist forces. The text has no BOM and no NUL. Bytes that are not UTF-8 stay in it as
    lone surrogates, also where windows-1252 is declared, which old Vietnamese files do whatever they are in; bytes
    that another encoding lacks become U+FFFD.
    """
    head = stream.read(HEAD)
    settled = encoding or detect_encoding(head)
    codec = stream_codec(encoding, head) if encoding else settled
    return settled, _chunks(head, stream, "utf-8" if codec == "cp1252" else codec)


def _chunks(head, stream, encoding):
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
    data, first = head, True
    while data:
        text = decoder.decode(data).replace("\0", "")
        if first:
            text = text.lstrip("\ufeff")
        first = first and not text
        yield text
        data = stream.read(CHUNK)
    yield decoder.decode(b"", final=True)


def without_strays(text):
    """Return `text` with the bytes that were not UTF-8 read as windows-1252, and whether there were any.

    Numbers from 128 to 159, which mean control characters but are written for windows-1252's punctuation, are read
    the same way.
    """
    if "&#" in text:
        text = _OLD_NUMBER.sub(_reference, text)
    if not _STRAY.search(text):
        return text, False
    return as_windows_1252(text), True


def veiled(text):
    """Return `text` with what XML does not let pass, undecoded bytes and control characters, as private characters."""
    text = _OLD_NUMBER.sub(_reference, text) if "&#" in text else text
    return text.translate(_VEILED)


def unveiled(text):
    """Return `text` as it was before `veiled`."""
    return text.translate(_UNVEILED)


def legal(text):
    """Return `text` without the characters that XML forbids."""
    return _CONTROL.sub("", text)


def _windows(byte):
    return bytes([byte]).decode("cp1252", errors="replace")


def _reference(match):
    number, name = match[1], match[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return _character(code)
    if name and name in html5:
        return "".join(f"&#{ord(char)};" for char in html5[name])
    return "&amp;" + match[0][1:]


def _character(code):
    if 0x80 <= code <= 0x9F:
        return _windows(code)
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return f"&#{code};" if allowed else ""


def mend(text, *, nested_cdata=False):
    """Return `text` with what XML forbids but means something made legal; sections in CDATA keep every character.

    Control characters go; HTML's named entities become numbers; a bare `&` or `<` is escaped; `<br>` is closed. With
    `nested_cdata`, `]]>` ends a section only where a tag follows, and stands for itself elsewhere.
    """
    parts = (_NESTED_CDATA if nested_cdata else _CDATA).split(_CONTROL.sub("", text))
    for index in range(0, len(parts), 2):
        legal = _BARE_LESS.sub("&lt;", _REFERENCE.sub(_reference, parts[index]))
        parts[index] = _VOID.sub(_close, legal)
    if nested_cdata:
        parts = [_section(part) if index % 2 else part.replace("]]>", "]]&gt;") for index, part in enumerate(parts)]
    return "".join(parts)


def _section(part):
    inner = part.removeprefix("<![CDATA[").removesuffix("]]>")
    return f"<![CDATA[{inner.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _close(match):
    return match[0] if match[2].endswith("/") else f"<{match[1]}{match[2]}/>"


def undeclared(text, root_tag):
    """Return the namespace declarations that `text` needs and `root_tag` lacks, ready to stand in a start tag."""
    used = {match[1] for match in _PREFIX.finditer(_CDATA.sub("", text))}
    missing = sorted(
        prefix
        for prefix in used - {"xml", "xmlns"}
        if f"xmlns:{prefix}=" not in root_tag.replace(" =", "=") and f"xmlns:{prefix}=" not in text
    )
    return "".join(f' xmlns:{name}="{NAMESPACES.get(name, "urn:undeclared:" + name)}"' for name in missing)
