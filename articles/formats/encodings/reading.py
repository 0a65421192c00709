"""`decode` and `decode_text`: from bytes or mistaken text to Vietnamese, with an account of what was found and lost."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from articles.formats.encodings import capitals, horns, judging, mending, names, viqr
from articles.formats.encodings.conversion import MISREAD, misread_bytes, read, unreference
from articles.formats.encodings.names import MIXED, NAMES, UnknownEncoding
from articles.formats.encodings.tables import TABLES
from articles.formats.encodings.weighing import text_weight, total
from newsroom.vietnamese import nfc

UNICODE = ("utf-8", "utf-16", "decomposed")
EIGHT_BIT = {*TABLES, "vni", *MISREAD}
_TCVN3 = {"tcvn3", "tcvn3-as-cp1252"}

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_PARAGRAPH_END = re.compile(
    r"(?<=\n)|(?<=\r)(?!\n)|(?<=</p>)|(?<=</h2>)|(?<=</h3>)|(?<=</li>)|(?<=</td>)|(?<=</th>)|(?<=<br>)"
)
# Converters of the time wrote a question mark for a character that their table lacked, most often a no-break space
_QUESTIONED = re.compile(r"(?<=[\w,.;:)\"”])\?(?=\w)")
_QUESTIONED_NOTE = "dấu “?” dính liền hai bên có thể thay cho một ký tự đã mất, thường là khoảng trắng"
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_WESTERN_OR_VIETNAMESE = re.compile("[\t\n\r -\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u206f]")


@dataclass(frozen=True, kw_only=True)
class Decoded:
    """A text and how it was read.

    `text` is NFC with its newlines as they were. `encoding` is one of `NAMES`, or "mixed"; plain ASCII is "utf-8".
    `paragraph_encodings` holds runs of lines (first, last, name), counted from 1, the blank ones left out.
    `lost` and `notes` hold (line, what) in Vietnamese: what cannot be recovered, and what was restored by judgement.
    `confidence` runs from 0 to 1: the share of marked words that are possible syllables, less when they are few.
    """

    text: str
    encoding: str
    paragraph_encodings: list[tuple[int, int, str]] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    confidence: float = 1.0

    @property
    def converted(self):
        """Whether anything but Unicode was read: what an editor should be asked about."""
        return any(name not in UNICODE for _, _, name in self.paragraph_encodings)

    @property
    def converted_letters(self):
        """Whether an old encoding was read; references, which are at home in HTML, do not count."""
        return any(name not in (*UNICODE, "ncr") for _, _, name in self.paragraph_encodings)


def decode(data, *, forced=None):
    """Return `data`, the bytes of a text file, as `Decoded`; `forced` is one of `NAMES` and ends all guessing.

    Raises `UnknownEncoding`, in Vietnamese, on bytes that fit no encoding (or not the forced one) and an unknown name.
    """
    if forced is not None:
        return _decode_forced(data, forced)
    text, base = _unicode(data)
    if text is None:
        return assemble(_as_text(judging.judge(data)), base="utf-8")
    return _from_text(text, base)


def decode_text(text, *, forced=None):
    """Return `text`, decoded once but perhaps by the wrong table, as `Decoded`: what is Vietnamese already stays.

    Each paragraph of HTML as `articles.markup.sanitise` returns it counts as a line. `forced` is one of `NAMES`: an
    8-bit name means text that windows-1252 misread. Raises `UnknownEncoding` where `text` cannot have come about so.
    """
    if forced is None:
        return _from_text(text, "utf-8", _paragraphs)
    _known(forced)
    name = next((wrong for wrong, right in MISREAD.items() if right == forced and forced != "utf-8"), forced)
    return assemble([mended(line, name, number) for number, line in enumerate(_paragraphs(text), 1)], base="utf-8")


def _paragraphs(text):
    return [piece for piece in _PARAGRAPH_END.split(text) if piece]


@dataclass(kw_only=True)
class Read:
    """A line as read: `name` is None where plain ASCII or blank lines tell nothing."""

    text: str
    name: str | None = None
    unmapped: str = ""
    doubtful: list = field(default_factory=list)


def _known(name):
    if name not in NAMES:
        raise names.no_such_name(name)


def _decode_forced(data, name):
    _known(name)
    text, _ = _unicode(data, forced=name)
    if text is None:
        lines = enumerate(data.splitlines(keepends=True), 1)
        return assemble([_forced_line(line, name, number) for number, line in lines], base=name)
    if name in UNICODE:
        return _composed(text, name)
    return decode_text(text, forced=name)


def _forced_line(data, name, number):
    text, unmapped = read(data, name)
    return Read(text=text, name=None if data.isascii() else name, unmapped=unmapped)


def _unicode(data, forced=None):
    """Return the text of `data` if it is Unicode, and the name; the text is None where it is an 8-bit encoding."""
    for mark, codec in _BOMS.items():
        if data.startswith(mark) and forced in (None, "utf-16" if "16" in codec else "utf-8", "decomposed"):
            return _without_zero(_strict(data[len(mark) :], codec)), codec[:6].rstrip("-")
    codec = _unmarked_utf16(data)
    if forced == "utf-16" or (codec and forced is None):
        return _strict(data, codec or "utf-16-le"), "utf-16"
    _without_zero(data, b"\0", b"\n")
    if forced is None:
        return (data.decode(), "utf-8") if judging.is_plain_utf8(data) else (None, "utf-8")
    if forced in NAMES and forced not in (*TABLES, "vni"):
        return _strict(data, "utf-8"), "utf-8"
    return None, forced


def _without_zero(data, zero="\0", newline="\n"):
    """Return `data`, text or bytes; raise on the first zero, which only binary files hold."""
    if zero in data:
        before = data[: data.index(zero)]
        raise names.binary(line=before.count(newline) + 1, column=len(before) - before.rfind(newline))
    return data


def _strict(data, codec):
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        newline = "\n".encode(codec)
        column = len(before) - before.rfind(newline) - (len(newline) if newline in before else 0)
        raise names.unreadable(line=before.count(newline) + 1, column=max(column, 1), byte=data[error.start]) from error


def _unmarked_utf16(data):
    """Return the codec of UTF-16 without a mark: zero bytes on one side only, and Latin text once read."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data:
        return None
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < 0.3 * len(sample) / 2 or min(even, odd) > 0.02 * len(sample):
        return None
    text = sample.decode(codec, "replace")
    return codec if len(_WESTERN_OR_VIETNAMESE.findall(text)) >= 0.95 * len(text) else None


def _from_text(text, base, split=_LINE.findall):
    if not mending.needs_a_look(text):
        return _composed(text, base)
    lines = split(text)
    found = mending.judge_lines(lines)
    if not found:
        return _composed(text, base)
    return assemble([mended(line, found.get(index, base), index + 1) for index, line in enumerate(lines)], base=base)


def _composed(text, base):
    """Return `text` composed; most text is, and goes through without a copy."""
    if not text.isascii() and ("\u00d0" in text or "\u00f0" in text or not unicodedata.is_normalized("NFC", text)):
        text = nfc(text)
    runs = [(1, text.count("\n") + (not text.endswith("\n")), base)] if text else []
    return Decoded(text=text, encoding=base, paragraph_encodings=runs)


def _as_text(lines):
    """Return judged lines as `Read`s; those that are Unicode already may still be mended."""
    reads = [Read(text=line.data.decode()) if line.name is None else _read_line(line) for line in lines]
    unicode = [index for index, line in enumerate(reads) if line.name in (None, "utf-8") and not line.unmapped]
    found = mending.judge_lines([reads[index].text for index in unicode])
    for place, name in found.items():
        index = unicode[place]
        reads[index] = mended(reads[index].text, name, index + 1)
    return reads


def _read_line(line):
    text, unmapped = read(line.data, line.name)
    if mending.has_letter_reference(text):
        text = unreference(text)
    return Read(text=text, name=line.name, unmapped=unmapped)


def mended(line, name, number):
    if name in MISREAD:
        return _unmisread(line, name, number)
    if name == "ncr":
        text = unreference(line)
        return Read(text=text, name="ncr" if text != line else None)
    if name == "viqr":
        text, doubtful = viqr.read(line)
        return Read(text=text, name="viqr" if text != line else None, doubtful=doubtful)
    return Read(text=line, name=None if line.isascii() else name)


def _unmisread(line, name, number):
    if line.isascii():
        return Read(text=line)
    if misread_bytes(line) is None:
        char = next(char for char in line if misread_bytes(char) is None)
        raise UnknownEncoding(
            f"Dòng {number}: ký tự “{char}” không thể do đọc nhầm bảng mã Windows-1252 mà ra. "
            "Đoạn này đã là Unicode, hãy để nguyên.",
            line=number,
        )
    text, unmapped = mending.misread_text(line, name)
    return Read(text=text, name=name, unmapped=unmapped)


def assemble(reads, *, base):
    found = {line.name for line in reads if line.name}
    account, texts = _Account(), []
    for number, line in enumerate(reads, 1):
        text = nfc(line.text)
        if line.name in _TCVN3 or (line.name is None and found & _TCVN3):
            text = account.tcvn3(number, text, texts[-1] if texts else None)
        account.line(number, line, text)
        texts.append(text)
    return Decoded(
        text="".join(texts),
        encoding=found.pop() if len(found) == 1 else MIXED if found else base,
        paragraph_encodings=_runs(reads, base),
        lost=account.lost,
        notes=account.notes,
        confidence=_confidence(reads, texts),
    )


class _Account:
    """What was lost and what was restored, as (line, Vietnamese words)."""

    def __init__(self):
        self.lost, self.notes = [], []

    def tcvn3(self, number, text, before):
        """Return TCVN3 `text` with what it lost on its way put back as far as proof goes."""
        text, horned, hornless = horns.restore(text)
        text, capital, small = capitals.restore(text, before)
        self._note(number, "thêm lại chữ ư", horned)
        self._note(number, "viết hoa lại", capital)
        self._lose(number, "có thể mất chữ ư", hornless)
        self._lose(number, "TCVN3 không có chữ hoa có dấu thanh, có thể phải viết hoa", small)
        return text

    def line(self, number, line, text):
        self._lose(number, "không có trong bảng mã, để như Windows-1252", _codes(line.unmapped))
        self._note(number, "dấu câu hay dấu thanh, đã đoán", line.doubtful)
        if line.name in EIGHT_BIT and _QUESTIONED.search(text):
            self.lost.append((number, _QUESTIONED_NOTE))

    def _note(self, number, what, words):
        if words:
            self.notes.append((number, f"{what}: {', '.join(words)}"))

    def _lose(self, number, what, words):
        if words:
            told = (f"{word} ({count})" if count > 1 else word for word, count in words.items())
            self.lost.append((number, f"{what}: {', '.join(told)}"))


def _codes(unmapped):
    """Count `unmapped` characters under what names them to an editor."""
    return Counter(f"“{char}” (0x{ord(char):02X})" for char in unmapped)


def _runs(reads, base):
    """Return the lines as runs of one encoding; plain lines go with the run they stand in or, at the start, before."""
    runs = []
    for number, line in enumerate(reads, 1):
        if not line.text.strip():
            continue
        name = line.name or (runs[-1][2] if runs else base)
        if runs and runs[-1][2] == name:
            runs[-1] = (runs[-1][0], number, name)
        else:
            runs.append((number, number, name))
    return runs


def _confidence(reads, texts):
    judged = [(line, text) for line, text in zip(reads, texts, strict=True) if line.name and line.name not in UNICODE]
    whole = total([text_weight(text) for _, text in judged])
    wrong = whole.bad + sum(len(line.unmapped) for line, _ in judged)
    if not whole.good + wrong:
        return 1.0
    return round(whole.good / (whole.good + wrong) * (1 - 0.5 ** (whole.good + 1)), 3)
