"""The lines of a plain-text capture: cut, cleaned, and each given exactly one kind. No Django.

Every line keeps its words until a kind says which field of the record they go to; a line whose words are only partly
kept (a date line, a labelled byline) goes to the noise whole, so nothing of a capture is ever lost.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from articles.formats.record import Doubt
from newsroom.vietnamese import TONES, nfc, same_word_key

# characters that show nothing and break words apart: zero-width marks, soft hyphen, byte order mark
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\u00ad\ufeff\u034f"))
# two columns of a page flattened to one line
_COLUMNS = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|\t+)(?=\S)")
_IMAGE = re.compile(r"<image>[^<]*</image>|<img\b[^<>]*>|!\[[^\]\[]*\]\([^()]*\)", re.IGNORECASE)
_IMAGE_SOURCE = re.compile(r"""\]\((?P<md>[^()\s]{1,1000})|src=["']?(?P<src>[^"'\s<>]{1,1000})|<image>(?P<tag>[^<]*)""")
_ENDS_SENTENCE = re.compile(r"[.!?…;:]/?\.?[\"”’')\]]{0,2}$")
# every Vietnamese letter, for character classes: ranges such as À-ỹ mix the cases
LOWER = (
    "a-z"
    + nfc("".join(v + t for v in "aăâeêioôơuưy" for t in ("", *TONES))).translate(str.maketrans("", "", "aeiouy"))
    + "đ"
)
UPPER = LOWER.replace("a-z", "").upper() + "A-Z"
_SENTENCE_END_INSIDE = re.compile(rf"(?<=\w\w)[.!?…][\"”’]?\s+(?=[\"“]?[{UPPER}])")
_WORD = re.compile(r"\w+")


class Kind(Enum):
    NOISE = auto()
    REPEAT = auto()  # the same words as a kept line
    CLOCK = auto()  # a date line
    HEADLINE = auto()
    AGENCY = auto()  # the agency mark alone on a line
    STANDFIRST = auto()
    BODY = auto()
    HEADING = auto()
    CAPTION = auto()
    CREDIT = auto()
    BYLINE = auto()


@dataclass
class Line:
    """One printed line: `gap` counts the blank lines before it; `kind` is None until someone knows it."""

    text: str
    gap: int = 0
    kind: Kind | None = None
    image: str | None = None  # set on the line right after an image mark: the address of the picture, or ""
    celled: bool = False  # the line stood between the bars of a table
    words: list[str] = field(default_factory=list)
    clock: object = None  # the DateLine of a CLOCK line
    credit: str = ""  # who took the photo, of a caption or a signature
    beside: str = ""  # words of the printed line that the kept text lacks: they go to the noise

    @property
    def ends_sentence(self):
        return bool(_ENDS_SENTENCE.search(self.text[-6:]))

    @property
    def one_sentence(self):
        return not _SENTENCE_END_INSIDE.search(self.text)

    @property
    def open(self):
        return self.kind is None

    @property
    def is_paragraph(self):
        """Whether it reads like prose: a sentence of some length, or so long that it can be nothing else."""
        return (self.ends_sentence and len(self.words) >= 12) or len(self.words) > 40


def clean(text):
    """Return `text` NFC, without invisible characters, all white space as single spaces, trimmed."""
    return " ".join(nfc(text).translate(_INVISIBLE).split())


def word_keys(text):
    """Return the words of `text` as keys under which `Hoà` and `hòa` are one."""
    return _WORD.findall(same_word_key(text))


def make_line(text, *, gap=0, kind=None, image=None, credit=""):
    return Line(text=text, gap=gap, kind=kind, image=image, credit=credit, words=_WORD.findall(text))


class Page:
    """The lines of a capture and what is known of them; passes named `mark_…` give kinds to open lines."""

    def __init__(self, lines):
        self.lines = lines
        self.crawler = self.issue = None  # Stamps
        self.placed = False  # a dateline's place stands before the text: a headline would stand above it
        self.sections, self.agency, self.kicker, self.bylines, self.doubts = [], "", "", [], []

    def open(self, start=0):
        """Return the numbers of the lines without a kind, from line `start`."""
        return [n for n in range(start, len(self.lines)) if self.lines[n].open]

    def index_of(self, kind):
        """Return the number of the first line of `kind`, or None."""
        return next((n for n, line in enumerate(self.lines) if line.kind is kind), None)

    def text_of(self, kind):
        n = self.index_of(kind)
        return self.lines[n].text if n is not None else ""

    def follows(self, n, kind):
        """Whether the line after line `n` is of `kind`."""
        return n + 1 < len(self.lines) and self.lines[n + 1].kind is kind

    def note(self, code, detail):
        self.doubts.append(Doubt(code, detail))


def split_lines(text):
    """Return the non-blank lines of `text` as `Line`s; image marks and ornaments become noise lines of their own."""
    lines, gap, image = [], 0, None
    for printed in text.splitlines():
        pieces = list(_pieces(printed))
        if not pieces:
            gap += 1
        for piece, is_image in pieces:
            bare = piece.strip(" |")
            is_text = not is_image and bool(_WORD.search(piece))
            line = make_line(bare if is_text else piece, gap=gap, kind=None if is_text else Kind.NOISE, image=image)
            line.celled = is_text and bare != piece
            lines.append(line)
            gap = 0
            if is_image:
                image = image_source(piece)
            elif is_text:
                image = None
    return lines


def image_source(mark):
    """Return the address inside an image mark, or ``""``."""
    match = _IMAGE_SOURCE.search(mark)
    return (match["md"] or match["src"] or "") if match else ""


def _pieces(printed):
    if not printed.strip():
        return
    columns = _COLUMNS.split(printed)
    if len(columns) != 2:
        columns = [printed]
    for column in columns:
        place = 0
        for match in _IMAGE.finditer(column):
            yield from _piece(column[place : match.start()])
            yield clean(match[0]), True
            place = match.end()
        yield from _piece(column[place:])


def _piece(text):
    text = clean(text)
    if text:
        yield text, False
