"""Safe XML for the readers: a file of any size cut into records, each parsed alone.

    for piece in records(stream, ("item",), source=source):   # Piece | Refusal
        piece.element ...
    piece = document(stream, source=source)                   # a small file as one element

The file is cut as text, so memory holds one record and a fault in one record cannot reach the next. The parser sees
only a record inside a bare start tag of the root (for its namespaces and `xml:base`): never the DOCTYPE, so no entity
is ever declared, no DTD or address ever loaded. A file that declares entities is refused by name all the same.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from lxml import etree

from articles.formats.encodings import Fields
from articles.formats.record import Doubt, Refusal
from articles.formats.xml.cut import LOOK_BACK, MAX_RECORD, START_TAG, Cut, Text, cuts
from articles.formats.xml.text import decoded, legal, mend, undeclared, unveiled, veiled, without_strays

MAX_DOCUMENT = 50_000_000
MAX_KEPT_LINES = 200

_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,
    "remove_pis": True,
}

_DECLARATION = re.compile(r"\s*(?:<\?[^>]{0,2000}>|<!--)")
_DOCTYPE = re.compile(r"\s*<!DOCTYPE", re.IGNORECASE)
_CHANNEL = re.compile(r"<channel(\s[^<>]{1,4000})>")
_PROLOG = re.compile(r"<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<!DOCTYPE[^<>\[]{0,2000}>", re.DOTALL | re.IGNORECASE)
_SUBSET = re.compile(r"<!DOCTYPE[^<>\[]{0,2000}\[.{0,20000}?\]\s{0,100}>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,4000}>|<!\[CDATA\[|\]\]>")


class Unreadable(ValueError):
    """A file that is refused as a whole: `code` for grouping, `reason` in Vietnamese with the mend."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code, self.reason = code, reason

    def refusal(self, source):
        return Refusal(source=source.name, reason=self.reason, code=self.code)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One record: its element, the line it starts on (from 1), and the fault that had to be passed over, if any."""

    element: etree._Element
    line: int
    encoding: str
    damage: str = ""  # Vietnamese; empty for well-formed XML
    is_head: bool = False  # what stands in the root before the first record
    encoding_note: str = ""  # Vietnamese; what an old encoding was read as, and what cannot be recovered

    @property
    def doubts(self):
        """What an editor should know of how the record was read, as `Doubt`s."""
        damaged = [Doubt("damaged", f"{self.damage} Hãy đối chiếu bài với tệp gốc.")] if self.damage else []
        return damaged + ([Doubt("encoding", self.encoding_note)] if self.encoding_note else [])


def _root_tag(head):
    """Return the match of the root's start tag in `head`, or None. Raises `Unreadable` on declared entities."""
    at = 0
    while match := _DECLARATION.match(head, at):
        at = match.end() if match[0].endswith(">") else head.find("-->", match.end()) + 3
        if at < 3:
            return None
    if _DOCTYPE.match(head, at):
        at = _after_doctype(head, at)
    return START_TAG.search(head, at)


def _after_doctype(head, at):
    subset, end = head.find("[", at), head.find(">", at)
    if not 0 <= subset < end:
        return max(end, at)
    if "<!ENTITY" in head[subset:].upper():
        raise Unreadable(
            "entities",
            "Tệp khai báo thực thể (<!ENTITY …>) trong DOCTYPE, có thể làm cạn bộ nhớ. "
            "Hãy xoá phần DOCTYPE ở đầu tệp rồi nhập lại.",
        )
    return max(head.find("]", subset), at)


class _Wrapper:
    """The start tags that stand around every record: the root's, and `<channel>` where it has attributes."""

    def __init__(self, head):
        root = _root_tag(head)
        self.root_name = root[1] if root else ""
        self.root = root[0].replace("\n", " ") if root and not root[2].endswith("/") else ""
        channel = _CHANNEL.search(head, root.end()) if self.root else None
        self.channel = channel[0].replace("\n", " ") if channel else ""
        self.ends = ("</channel>" if channel else "") + (f"</{self.root_name}>" if self.root else "")
        self.depth = bool(self.root) + bool(self.channel)

    def around(self, text, declarations=""):
        if self.root:
            return f"{self.root[:-1]}{declarations}>{self.channel}{text}{self.ends}"
        return START_TAG.sub(lambda tag: f"<{tag[1]}{declarations}{tag[2]}>", text, count=1)

    def mended(self, text, **options):
        legal = mend(text, **options)
        return self.around(legal, undeclared(legal, self.root + self.channel))

    def mended_deeply(self, text):
        return self.mended(text, nested_cdata=True)

    def inner(self, root):
        for _ in range(self.depth):
            root = next(iter(root), None) if root is not None else None
        return root


def _parsed(cut, wrapper):
    """Return `(element, damage)`; the element is None when nothing could be had, the damage empty for sound XML."""
    for text in (wrapper.around, wrapper.mended, wrapper.mended_deeply) if cut.closed else ():
        with contextlib.suppress(etree.XMLSyntaxError, ValueError):
            return wrapper.inner(etree.fromstring(text(cut.text), etree.XMLParser(**_OPTIONS))), ""
    parser = etree.XMLParser(recover=True, **_OPTIONS)
    try:
        root = etree.fromstring(wrapper.mended(cut.text), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    # an odd namespace name harms nothing
    faults = [entry for entry in parser.error_log if entry.domain != etree.ErrorDomains.NAMESPACE]
    if not faults and root is not None:
        return wrapper.inner(root), ""
    line, message = (faults[0].line, faults[0].message) if faults else (1, "không đọc được")
    return wrapper.inner(root), f"Dòng {cut.line + line - 1}: XML hỏng ({message.strip()[:200]})."


def records(stream, names, *, source, nests=False, with_head=False, wanted=None) -> Iterator[Piece | Refusal]:
    """Yield each outermost element of the binary `stream` whose local name is one of `names`.

    `nests` tells that such elements lie within their own kind; otherwise a second opening means that the end of the
    first is missing. `with_head` yields first the root with what stands before the first record. `wanted(text)` may
    spare the parsing of records by their text. What cannot be read comes as `Refusal`, naming the line and the mend;
    the rest goes on.
    """
    encoding, chunks = decoded(stream, source.encoding)
    start = next(chunks, "")
    fields = _Fields(start, encoding, source)
    text = Text(chain([start], chunks))
    parts = cuts(text, names, nests=nests)
    try:
        wrapper = _Wrapper(head := without_strays(next(parts).text)[0])
    except Unreadable as error:
        yield error.refusal(source)
        return
    if with_head and wrapper.root:
        root = etree.fromstring(mend(_bare_head(head, wrapper)), etree.XMLParser(recover=True, **_OPTIONS))
        if root is not None:
            fields.read(root, wild=False)
            yield Piece(element=root, line=1, encoding=encoding, is_head=True)
    count = 0
    for count, cut in enumerate(parts, 1):  # noqa: B007 - the count is used after the loop
        if wanted is None or wanted(cut.text):
            yield _piece(cut, wrapper, source, fields)
    if not count:
        yield _nothing(wrapper, names, source)
    elif wrapper.root and f"</{wrapper.root_name}" not in text.buffer[-LOOK_BACK:]:
        line = text.line_at(len(text.buffer))
        yield Refusal(source=source.name, code="truncated", reason=_TRUNCATED.format(line=line))


_TRUNCATED = "Dòng {line}: tệp hết giữa chừng, có thể thiếu bài. Hãy xuất lại hoặc tải lại tệp rồi nhập lại."
_TOO_LARGE = "Dòng {line}: mục dài quá {limit} ký tự. Hãy tách ảnh nhúng khỏi mục này rồi nhập lại."
_STRAYS = "Dòng {line}: có byte không thuộc bảng mã UTF-8, hiểu là windows-1252."
_UNCLOSED = "Dòng {line}: mục này thiếu thẻ đóng."


def _bare_head(head, wrapper):
    start = head.index(wrapper.root) if wrapper.root in head else _root_tag(head).start()
    return head[start:]


class _Fields:
    """Reads the texts of elements as the file's encoding wants it; `encoding` and `strays` tell of the last one."""

    def __init__(self, start, encoding, source):
        self._fields = Fields(start, forced=source.encoding)
        self._settled = self.encoding = encoding
        self.note, self.strays = "", False

    def read(self, element, *, wild):
        places = list(_text_places(element))
        texts = [unveiled(text) for _, _, text in places] if wild else [text for _, _, text in places]
        for (node, name, before), text in zip(places, self._fields.read(texts), strict=True):
            if text != before:
                _put(node, name, legal(text))
        self.note = self._fields.note
        self.strays = self._fields.strays and self._settled != "cp1252"
        self.encoding = self._fields.name or ("cp1252" if self.strays else self._settled)


def _text_places(element):
    """Yield (node, "text", "tail" or an attribute's name, what it holds) of everything within `element`."""
    for node in element.iter(etree.Element):
        if node.text:
            yield node, "text", node.text
        if node.tail and node is not element:
            yield node, "tail", node.tail
        for name, value in node.attrib.items():
            yield node, f"@{name}", value


def _put(node, name, text):
    if name[0] == "@":
        node.set(name[1:], text)
    else:
        setattr(node, name, text)


def _piece(cut, wrapper, source, fields):
    if not cut.text:
        reason = _TOO_LARGE.format(line=cut.line, limit=MAX_RECORD)
        return Refusal(source=source.name, code="too-large", reason=reason)
    plain, wild = without_strays(cut.text)
    element, damage = _parsed(replace(cut, text=veiled(cut.text) if wild else plain), wrapper)
    if element is None or cut.at_end:
        reason = _TRUNCATED.format(line=cut.line) if cut.at_end else f"{damage} Hãy sửa tệp rồi nhập lại mục này."
        code = "truncated" if cut.at_end else "not-xml"
        return Refusal(source=source.name, code=code, reason=reason, lines=kept_lines(plain))
    fields.read(element, wild=wild)
    if not cut.closed:
        damage = _UNCLOSED.format(line=cut.line)
    elif fields.strays and not damage:
        damage = _STRAYS.format(line=cut.line)
    return Piece(element=element, line=cut.line, encoding=fields.encoding, damage=damage, encoding_note=fields.note)


def _nothing(wrapper, names, source):
    if not wrapper.root_name:
        return Refusal(source=source.name, code="not-xml", reason="Tệp không phải XML. Hãy kiểm tra lại định dạng tệp.")
    reason = f"Tệp <{wrapper.root_name}> không có mục <{names[0]}> nào. Hãy kiểm tra lại tệp xuất."
    return Refusal(source=source.name, code="no-records", reason=reason)


def kept_lines(markup):
    """Return the text of `markup`, tags left out, as at most `MAX_KEPT_LINES` lines: nothing refused is lost."""
    lines = (line.strip() for line in _TAG.sub("\n", markup).splitlines())
    return [line for line in lines if line][:MAX_KEPT_LINES]


def document(stream, *, source) -> Piece:
    """Return the root of a whole file of at most `MAX_DOCUMENT` characters. Raises `Unreadable`."""
    encoding, chunks = decoded(stream, source.encoding)
    parts, size = [], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > MAX_DOCUMENT:
            raise Unreadable("too-large", f"Tệp dài quá {MAX_DOCUMENT} ký tự. Hãy chia tệp rồi nhập lại.")
    whole, _ = without_strays("".join(parts))
    root = _root_tag(whole)
    if root is None:
        raise Unreadable("not-xml", "Tệp không phải XML. Hãy kiểm tra lại định dạng tệp.")
    cut = Cut(whole[root.start() :], 1 + whole.count("\n", 0, root.start()))
    element, damage = _parsed(cut, _Wrapper(""))
    if element is None:
        raise Unreadable("not-xml", f"{damage} Hãy sửa tệp rồi nhập lại.")
    return Piece(element=element, line=cut.line, encoding=encoding, damage=damage)


def head_text(head):
    """Return the text of the bytes `head`, the beginning of a file, for sniffing."""
    _, chunks = decoded(io.BytesIO(head))
    return without_strays("".join(chunks))[0]


def root_tag(head):
    """Return the start tag of the root of a file that begins with the bytes `head`, or "" where it is no XML.

    For sniffing: the tag has the name and the namespaces. Entity declarations are no matter here.
    """
    text = _PROLOG.sub("", _SUBSET.sub("", head_text(head), count=1)).lstrip()
    match = START_TAG.match(text)
    return match[0] if match else ""
