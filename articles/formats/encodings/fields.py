"""The texts of records, where a file of another format (XML, JSON, a table) was written in an old encoding.

Two things happen: the bytes are no UTF-8 and were decoded with `surrogateescape`, so that each stands in the text as
a lone surrogate; or the letters are good UTF-8 of what windows-1252 showed for TCVN3 or VNI. Both are judged by
paragraph; paragraphs that prove what the file is in are kept beside those that are too short to prove anything.
"""

import codecs
import re
from itertools import islice

from articles.formats.encodings import mending
from articles.formats.encodings.conversion import CP1252, MISREAD, misread_bytes, unreference
from articles.formats.encodings.names import LABELS, MIXED, NAMES, UnknownEncoding
from articles.formats.encodings.reading import EIGHT_BIT, UNICODE, Decoded, Read, assemble, decode, mended
from articles.formats.record import Doubt

SAMPLE = 64 * 1024
LONGEST = 4_000_000  # characters of a record that is judged: twice what an article may have
MAX_CONTEXT = 8  # lines of proof kept for shorter ones
LONGEST_CONTEXT = 500
MAX_FOREIGN = 4  # lines of a record that are no Vietnamese and are set aside before it is given up
TOLD = 5
STRAYS = "Có byte không thuộc bảng mã nào đã biết, hiểu là windows-1252. Hãy đối chiếu bài với tệp gốc."

_PARAGRAPH_END = re.compile(
    r"(?<=\n)|(?<=\r)(?!\n)|(?<=</p>)|(?<=</h[1-6]>)|(?<=</li>)|(?<=</t[dh]>)|(?<=</div>)"
    r"|(?<=<br>)|(?<=<br/>)|(?<=<br />)",
    re.IGNORECASE,
)
_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_BYTE = re.compile("[\udc80-\udcff]")
_ADDRESS = re.compile(r"\s{0,20}(?:[^\s/<]{0,200}/[^\s<]*|[^\s@<]{1,100}@[^\s<]*)\s{0,20}")
_WINDOWS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd") | {0xDC00 + code: CP1252[code] for code in range(0x80, 0x100)}
_BYTE_CODES = EIGHT_BIT - MISREAD.keys()


def stream_codec(forced, head):
    """Return the codec in which a file that begins with the bytes `head` is first read, where `forced` is its encoding.

    What is none of `NAMES` is taken for a codec of Python's.
    """
    if forced not in NAMES:
        return forced
    if forced != "utf-16":
        return "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le"


def as_windows_1252(text):
    """Return `text` with the bytes in it, lone surrogates, as windows-1252 shows them, and nothing else unpaired."""
    return text.translate(_WINDOWS)


class Fields:
    """Reads the texts of one file's records, one record after the other.

    `name` and `note` tell how the last record was read: one of `NAMES`, "mixed", or empty where it was plain Unicode;
    the note is for the editor, in Vietnamese, and names what cannot be recovered. `strays` is true where bytes were
    left that fit no encoding, read as windows-1252. `sample` is the beginning of the file.
    """

    def __init__(self, sample="", *, forced=None):
        self.forced = "utf-8" if forced and forced not in NAMES else forced
        self.name = self.note = ""
        self.strays = False
        self._has_bytes = bool(_BYTE.search(sample))
        self._context = []
        if not forced:
            self._learn(sample[:SAMPLE].replace(">", ">\n"))

    def read(self, texts):
        """Return the list `texts`, the strings of one record, as they were meant; addresses stay as they are."""
        self.name, self.note, self.strays = "", "", False
        whole = "\n".join(texts)
        wild = not whole.isascii() and _is_wild(whole)
        if not wild and not self._may_be_old(whole):
            return texts
        chosen = [place for place, text in enumerate(texts) if text and not _ADDRESS.fullmatch(text)]
        read = self._read([texts[place] for place in chosen], wild=wild)
        found = dict(zip(chosen, read, strict=True))
        return [found.get(place, _escaped(text) if wild else text) for place, text in enumerate(texts)]

    @property
    def doubts(self):
        """What an editor should know of how the last record was read, as `Doubt`s."""
        doubts = [Doubt("encoding", self.note)] if self.note else []
        return [*doubts, Doubt("damaged", STRAYS)] if self.strays else doubts

    def _may_be_old(self, whole):
        if self.forced:
            return self.forced not in UNICODE or self.forced == "decomposed"
        return mending.needs_a_look(whole)

    def _read(self, texts, *, wild):
        whole = _NO_BYTE.sub("\ufffd", "\n".join(texts)) if wild else "\n".join(texts)
        decoded = self._decoded(whole, wild=wild)
        if decoded is not None and decoded.text.count("\n") == whole.count("\n"):
            self._tell(decoded)
            whole = decoded.text
        elif wild:
            self.strays, whole = True, as_windows_1252(whole)
        return _parted(whole, texts)

    def _decoded(self, whole, *, wild):
        if len(whole) > LONGEST:
            return None
        if self.forced in _BYTE_CODES and (wild or self._has_bytes):
            return decode(whole.encode("utf-8", "surrogateescape"), forced=self.forced)
        if wild and not self.forced:
            self._has_bytes = True
            return self._from_bytes(whole)
        if self.forced:
            return None if wild else _forced(whole, self.forced)
        return self._from_text(whole)

    def _from_bytes(self, whole):
        pieces = _paragraphs(whole)
        data = "".join(piece if piece.endswith("\n") else f"{piece}\n" for piece in pieces)
        data = data.encode("utf-8", "surrogateescape")
        context = [line for line in self._context if _BYTE.search(line)]
        before = "".join(context).encode("utf-8", "surrogateescape")
        for _ in range(MAX_FOREIGN):
            try:
                decoded = _after(decode(before + data), len(context), pieces)
            except UnknownEncoding as error:
                data, self.strays = _without_bytes(data, error.line - len(context)), True
                if error.byte == 0 or not data:
                    return None
                continue
            self._remember(pieces, decoded)
            return decoded
        return None

    def _from_text(self, whole):
        lines = _paragraphs(whole)
        probes = [unreference(line) if "&" in line else line for line in lines]
        context = [line for line in self._context if not _BYTE.search(line)]
        found = mending.judge_lines(context + probes)
        names = {place - len(context): name for place, name in found.items() if name in MISREAD or name == "viqr"}
        if not any(place >= 0 for place in names):
            return None
        reads = [
            mended(probe, names[place], place + 1) if place in names else _as_it_is(line)
            for place, (line, probe) in enumerate(zip(lines, probes, strict=True))
        ]
        if not self._context:
            self._keep(probe for place, probe in enumerate(probes) if names.get(place) in MISREAD)
        return assemble(reads, base="utf-8")

    def _learn(self, sample):
        """Keep what proves the encoding at the beginning of the file, for records too short to prove anything."""
        if self._has_bytes:
            self._from_bytes(_NO_BYTE.sub("\ufffd", sample))
        elif sample and mending.needs_a_look(sample):
            self._from_text(_NO_BYTE.sub("\ufffd", sample))

    def _remember(self, lines, decoded):
        if self._context:
            return
        old = [run for run in decoded.paragraph_encodings if run[2] in _BYTE_CODES]
        numbered = (number for first, last, _ in old for number in range(first, last + 1))
        self._keep(line for number in numbered if _BYTE.search(line := lines[number - 1]))

    def _keep(self, lines):
        fitting = (line.strip("\r\n") + "\n" for line in lines if 20 <= len(line) <= LONGEST_CONTEXT)
        self._context = list(islice(fitting, MAX_CONTEXT))

    def _tell(self, decoded):
        names = {name for _, _, name in decoded.paragraph_encodings} - {*UNICODE, "ncr"}
        if not names:
            return
        self.name = decoded.encoding if decoded.encoding == MIXED else names.pop()
        self.note = told(self.name, dict.fromkeys(what for _, what in [*decoded.lost, *decoded.notes][:TOLD]))


def told(name, losses):
    """Return in Vietnamese that a text was read as `name`, and the `losses`: what an editor should look at."""
    return f"Đã đổi từ {LABELS[name]} sang Unicode, cần soát lại. {'; '.join(losses)}".strip()


def _as_it_is(line):
    return Read(text=line, name=None if line.isascii() else "utf-8")


def _is_wild(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _escaped(text):
    """Return an address with its undecodable bytes as a browser sends them, `%E9`."""
    return _BYTE.sub(lambda match: f"%{ord(match[0]) - 0xDC00:02X}", _NO_BYTE.sub("\ufffd", text))


def _parted(whole, texts):
    """Cut `whole` into as many parts as `texts` has, each with as many lines as before."""
    lines, at, parts = whole.split("\n"), 0, []
    for text in texts:
        count = text.count("\n") + 1
        parts.append("\n".join(lines[at : at + count]))
        at += count
    return parts


def _paragraphs(text):
    return [piece for piece in _PARAGRAPH_END.split(text) if piece]


def _after(decoded, count, pieces):
    """Return `decoded` without its first `count` lines; each of `pieces` was a line, with a line end or without."""
    lines = decoded.text.split("\n")[count:]
    runs = [(max(first - count, 1), last - count, name) for first, last, name in decoded.paragraph_encodings]
    return Decoded(
        text="".join(line + "\n" * piece.endswith("\n") for line, piece in zip(lines, pieces, strict=False)),
        encoding=decoded.encoding,
        paragraph_encodings=[run for run in runs if run[1] > 0],
        lost=[(line - count, what) for line, what in decoded.lost if line > count],
        notes=[(line - count, what) for line, what in decoded.notes if line > count],
        confidence=decoded.confidence,
    )


def _without_bytes(data, number):
    """Return `data` with line `number` (from 1), which is no Vietnamese, read as windows-1252."""
    lines = data.splitlines(keepends=True)
    if not 0 < number <= len(lines):
        return b""
    lines[number - 1] = as_windows_1252(lines[number - 1].decode("utf-8", "surrogateescape")).encode()
    return b"".join(lines)


def _forced(whole, name):
    """Return `whole` read as `name` says, line by line; lines that cannot have come about so stay."""
    wrong = next((wrong for wrong, right in MISREAD.items() if right == name), name)
    if wrong in _BYTE_CODES:
        return None
    lines = _paragraphs(whole)
    fits = [wrong not in MISREAD or misread_bytes(line) is not None for line in lines]
    reads = [
        mended(line, wrong, number) if fit else Read(text=line)
        for number, (line, fit) in enumerate(zip(lines, fits, strict=True), 1)
    ]
    return assemble(reads, base="utf-8")
