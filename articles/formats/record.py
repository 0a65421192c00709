"""`ArticleRecord`: the one shape between any source format and the database.

A reader is a module with `NAME` (the `--format` word), `sniff(head: bytes, name: str) -> bool` and
`read(stream, source: Source) -> Iterator[ArticleRecord | Refusal]`, where `stream` is a binary file. Readers are
pure: no Django models, no network, no writing. They yield as they read, so memory does not grow with the file.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

PHOTO_MARK = "[ảnh {}]"


class Role:
    """What a byline's person did; the values stored in `articles.Byline.role`."""

    TEXT = "text"
    PHOTO = "photo"
    TRANSLATION = "translation"
    COMPILATION = "compilation"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where bytes come from: `name` is a path relative to what the archivist gave (`dir/a.zip!b/c.xml` in archives)."""

    name: str
    size: int | None = None
    encoding: str | None = None  # forced by the archivist; None lets the reader detect it


@dataclass(kw_only=True)
class BylineRecord:
    name: str  # as signed, NFC, without labels such as "Tin, ảnh:"
    role: str = Role.TEXT
    email: str = ""
    author: str = ""  # our own export: the person's own name, where the newsroom knows who signed


@dataclass(kw_only=True)
class PictureRecord:
    """What our own export tells of a picture itself, wherever it is placed."""

    sha256: str  # of the original, in hex
    caption: str = ""
    credit: str = ""
    alt: str = ""
    taken_on: date | None = None
    taken_in: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""
    focal_x: int = 50  # percent from the left
    focal_y: int = 50  # percent from the top


@dataclass(kw_only=True)
class PhotoRecord:
    """One photo place: `[ảnh n]` in the body stands for the n-th of `ArticleRecord.photos`, counted from 1."""

    caption: str = ""  # plain text, without the credit
    credit: str = ""  # plain text, without "Ảnh:"
    alt: str = ""
    reference: str = ""  # path or address of the picture as the source has it; empty when it never had one
    taken_on: date | None = None
    source_reference: str = ""  # our own export: where the first source had it, where `reference` is our own path
    picture: PictureRecord | None = None  # our own export, where the pictures come with it


@dataclass(frozen=True)
class Doubt:
    """Something an editor should settle: `code` groups doubts of one cause, `detail` says it in Vietnamese."""

    code: str  # e.g. "date-unknown", "headline-missing", "caption-guess"
    detail: str


@dataclass(kw_only=True)
class ArticleRecord:
    """What one source says of one article. Unknown stays None or empty; nothing is invented."""

    source: str
    format: str
    source_id: str = ""  # the old system's own id
    url: str = ""  # the old address, byte for byte
    alternate_urls: list[str] = field(default_factory=list)
    headline: str | None = None
    kicker: str = ""
    agency: str = ""  # LSO, TTXVN, Baonghean.vn; taken out of the standfirst
    standfirst: str = ""  # plain text
    body: str = ""  # semantic HTML: p h2 h3 blockquote ul ol li table a strong em; photo places are <p>[ảnh n]</p>
    photos: list[PhotoRecord] = field(default_factory=list)
    bylines: list[BylineRecord] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)  # photo credits found, in order
    sections: list[str] = field(default_factory=list)  # outermost first
    tags: list[str] = field(default_factory=list)
    captured_on: date | None = None
    published_on: str | None = None  # "2018-06-12", "2020-07" where only the month is known, None where nothing is
    published_at: datetime | None = None  # aware; only where the source gives a time of day
    published_on_reason: str = ""  # Vietnamese, for the editor; never empty, also when nothing is known
    modified_at: datetime | None = None
    status: str = "published"  # or "draft", "withdrawn"
    language: str = "vi"
    encoding: str = ""  # the encoding the reader settled on
    noise: list[str] = field(default_factory=list)  # lines of the source left out of the article, as printed
    doubts: list[Doubt] = field(default_factory=list)
    # What only our own export tells, so that nothing is lost on the way back.
    key: str = ""  # what the newsroom knows the article by: never empty in our own export, empty in all others
    stage: str = ""  # where it stood in the workflow, where `status` does not say it all ("submitted", "scheduled" …)
    embargo_until: datetime | None = None
    date_precision: str = ""  # "day", "month" or "unknown", where the dates above do not say it all

    @property
    def paragraphs(self):
        """Count of body paragraphs; photo places and headings do not count."""
        return sum(chunk.split(">", 1)[-1].lstrip()[:5] != "[ảnh " for chunk in self.body.split("<p")[1:])


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A source, or one item of it, that is no article: `reason` in Vietnamese names the line and the mend."""

    source: str
    reason: str
    code: str  # groups refusals of one cause, e.g. "no-text", "ciphered", "not-xml"
    source_id: str = ""
    lines: list[str] = field(default_factory=list)  # what the item held, so that nothing is lost


def paragraph(text):
    """Return plain `text` as one escaped HTML paragraph."""
    return f"<p>{escape(text, quote=False)}</p>"


def photo_place(number):
    """Return the body paragraph that stands for photo `number` (from 1)."""
    return f"<p>{PHOTO_MARK.format(number)}</p>"
