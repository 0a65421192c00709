"""From the bytes of a saved page to its tree: encoding, front matter, and nothing hidden."""

import re
from dataclasses import dataclass, field

from lxml import etree

from articles.formats.encodings import Fields, UnknownEncoding, decode, told
from articles.formats.markup import parse
from articles.formats.record import Refusal

MAX_BYTES = 20_000_000
_CHARSET = re.compile(rb"""(?i)<meta[^<>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{1,40})""")
# encodings that no Vietnamese page has: what declares one is believed
_FOREIGN = re.compile(r"gb|big5|euc|shift|iso-2022|koi8|windows-125[013-7]|cp125[013-7]|iso-8859-(?:[2-9]|1\d)")
_WESTERN = re.compile(r"iso-8859-1$|latin-?1|windows-1252|cp1252")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(https?://\S{1,2000}) -->")
_WHOLE_PAGE = re.compile(r"<(?:!DOCTYPE|html|head|body)\b", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.{0,8000}?)\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:[ \t]*(.{0,1000})$")
_ITEM = re.compile(r"[ \t]+-[ \t]+(.{1,200})$|-[ \t]+(.{1,200})$")


@dataclass
class Page:
    root: etree._Element
    encoding: str
    front: dict = field(default_factory=dict)  # front matter: name -> list of texts
    notes: list = field(default_factory=list)  # Vietnamese remarks on the encoding
    is_export: bool = False  # a file that a blog exported, named by the day of its story
    saved_from: str = ""  # the address that a browser noted when it saved the page


def open_page(data, source):
    """Return the `Page` of the bytes `data`, or a `Refusal`. Raises `MarkupError` on markup beyond all bounds."""
    if len(data) > MAX_BYTES:
        reason = f"Tệp {source.name} dài quá {MAX_BYTES} byte. Hãy tách ảnh nhúng khỏi trang rồi nhập lại."
        return Refusal(source=source.name, code="too-large", reason=reason)
    text, encoding, notes = _decoded(data, source.encoding)
    front, text = front_matter(text)
    root = parse(text)
    if root is None:
        return Refusal(source=source.name, code="no-text", reason=f"Tệp {source.name} trống. Hãy bỏ tệp này.")
    exported = bool(front) or not _WHOLE_PAGE.search(text[:5000]) or "h-entry" in text
    saved = _SAVED_FROM.search(text[:5000])
    address = saved[1] if saved else ""
    return Page(root=root, encoding=encoding, front=front, notes=notes, is_export=exported, saved_from=address)


def _decoded(data, forced):
    """Return `(text, encoding, notes)`, judged by the text where the page declares no foreign encoding."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if not forced and _FOREIGN.match(name) and not _is_utf8(data):
        try:
            return data.decode(name, "replace"), name, []
        except LookupError:
            pass
    try:
        decoded = decode(data, forced=forced)
    except UnknownEncoding:
        if _WESTERN.match(name):
            return data.decode("cp1252", "replace"), "cp1252", []
        note = "Tệp không theo bảng mã nào đã biết, đọc tạm theo windows-1252; hãy kiểm tra chữ."
        return data.decode("cp1252", "replace"), "cp1252", [note]
    fields = Fields(forced=forced)
    [text] = fields.read([decoded.text])  # letters written as references show their old encoding only now
    if fields.name and not decoded.converted_letters:
        return text, fields.name, [fields.note]
    notes = [told(decoded.encoding, [what for _, what in decoded.lost[:20]])] if decoded.converted_letters else []
    return decoded.text, decoded.encoding, notes


def _is_utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def front_matter(text):
    """Return `(fields, rest)` of a text that opens with YAML front matter: plain pairs and lists, no more of YAML."""
    match = _FRONT_MATTER.match(text.lstrip("\ufeff \r\n"))
    if not match:
        return {}, text
    fields, name = {}, ""
    for line in match[1].splitlines():
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if item and name:
            fields[name].append(_unquoted(item[1] or item[2]))
        elif pair:
            name = pair[1].lower()
            fields[name] = _values(pair[2])
    return fields, text.lstrip("\ufeff \r\n")[match.end() :]


def _values(text):
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return [_unquoted(text)] if text else []


def _unquoted(text):
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
