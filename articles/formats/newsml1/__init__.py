"""NewsML 1.0 to 1.2 (IPTC): the stories of each `<NewsItem>`, with NITF, XHTML or plain text inside, and its pictures.

Specification: iptc.org/standards/newsml-1. One NewsItem may hold several stories, each a NewsComponent with its own
HeadLine; a picture belongs to the story in whose component it stands.
"""

import re

from articles.formats import dates, nitf, wire, xml
from articles.formats.markup import semantic
from articles.formats.newsml1.components import content_lines, lines_of, stories
from articles.formats.record import ArticleRecord, Refusal
from articles.formats.wirexml import (
    WithoutModules,
    attribute,
    child,
    children,
    content_language,
    descendants,
    text,
)
from articles.markup import MarkupError

NAME = "newsml1"
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?NewsML[\s>/]|<NewsItem[\s>/]")


def sniff(head, name):
    """Tell whether the bytes `head` begin a NewsML 1 document."""
    return bool(_ROOT.match(xml.root_tag(head)))


def read(stream, source):
    """Yield an `ArticleRecord` for each story of `stream`, a `Refusal` for each NewsItem that has none."""
    for piece in xml.records(WithoutModules(stream), ("NewsItem",), source=source, nests=True):
        if isinstance(piece, Refusal):
            yield piece
        else:
            yield from _item(piece, source)


def _item(piece, source):
    item = piece.element
    identity = _identity(item)
    component = child(item, "NewsComponent")
    found = [] if component is None else stories(component)
    if not found:
        yield _without_story(piece, source, identity)
    for number, story in enumerate(found):
        suffix = f"#{story.component.get('Duid') or number + 1}" if len(found) > 1 else ""
        try:
            record = _article(piece, source, story)
        except MarkupError as error:
            yield wire.refused(source, error, source_id=identity + suffix, line=piece.line)
            continue
        record.source_id = identity + suffix
        yield (
            record
            if record.body
            else wire.no_text(source, source_id=record.source_id, line=piece.line, name=record.headline or "")
        )


def _identity(item):
    identifier = child(item, "Identification", "NewsIdentifier")
    public = text(child(identifier, "PublicIdentifier"))
    parts = [text(child(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    # the public identifier ends with the revision, which a later revision must not make another article
    return ":".join(part for part in parts if part) or re.sub(r":\d{1,9}[NUA]?$", "", public)


def _without_story(piece, source, identity):
    item = piece.element
    labels = [text(found) for found in descendants(item, "HeadLine", "NameLabel", "Caption")]
    remote = [found.get("Href") for found in descendants(item, "ContentItem") if found.get("Href")]
    lines = [line for line in labels + remote if line][: xml.MAX_KEPT_LINES]
    if descendants(item, "ContentItem"):
        reason = f"Dòng {piece.line}: mục tin chỉ có ảnh, âm thanh, phim hoặc tệp ngoài. Hãy nhập tệp có chữ của bài."
        return Refusal(source=source.name, source_id=identity, code="not-text", reason=reason, lines=lines)
    status = attribute(child(item, "NewsManagement", "Status"), "FormalName")
    if wire.status(status) == "withdrawn":
        return wire.killed(source, source_id=identity, line=piece.line, name=next(iter(labels), ""))
    reason = f"Dòng {piece.line}: mục tin không mang nội dung (danh mục, cập nhật hoặc chỉ dẫn). Không có gì để nhập."
    return Refusal(source=source.name, source_id=identity, code="not-article", reason=reason, lines=lines)


def _article(piece, source, story):
    item, lines = piece.element, lines_of(story.component, story.root)
    found = _text(story)
    management = child(item, "NewsManagement")
    published = _published(item, management, story)
    dateline = lines.get("DateLine", "")
    status = attribute(child(management, "Status"), "FormalName")
    record = ArticleRecord(
        source=source.name,
        format=NAME,
        headline=_headline(item, lines, story, found),
        kicker=lines.get("SubHeadLine", "") or found.kicker,
        agency=found.agency or wire.agency_mark(dateline) or _provider(story, item),
        standfirst=found.standfirst or story.parts.get("standfirst") or lines.get("Abstract", ""),
        bylines=found.bylines or wire.bylines(lines.get("ByLine", "")),
        sections=story.facts("Category", "DepartmentName")[:1],
        tags=list(dict.fromkeys(story.keywords())),
        published_on=published.on,
        published_at=published.at,
        published_on_reason=published.reason,
        modified_at=dates.moment(text(child(management, "ThisRevisionCreated"))),
        status=wire.status(status or "usable"),
        language=wire.language(story.language() or content_language(story.component)),
        encoding=piece.encoding,
        noise=found.noise + [lines[name] for name in ("CopyrightLine",) if lines.get(name)],
        doubts=published.doubts + _doubts(management) + piece.doubts,
    )
    if status.lower() == "embargoed":
        wire.hold(record, text(child(management, "StatusWillChange", "DateAndTime")))
    body = found.body if found.dateline else wire.with_dateline(found.body, dateline)
    record.body, record.photos = wire.with_photos(body, found.photos, story.photos)
    return wire.finish(record)


def _headline(item, lines, story, found):
    label = text(child(item, "Identification", "NameLabel"))
    return lines.get("HeadLine") or story.parts.get("headline") or found.headline or label


def _text(story):
    """Return the contents of a story, one after the other, as a `nitf.Story`. Raises `MarkupError`."""
    whole, html = nitf.Story(), []
    for content in story.contents:
        root = next(iter(descendants(content, "nitf")), None)
        if root is not None and not whole.body:
            whole = nitf.story(root)
        elif root is None:
            html.append(content_lines(content))
    if html and not whole.body:
        whole.body, whole.photos = semantic("".join(html))
    return whole


def _published(item, management, story):
    release = [text(child(found, "DateAndTime")) for found in children(management, "StatusWillChange")]
    identifier = child(item, "Identification", "NewsIdentifier")
    return dates.publication(
        [
            ("FirstCreated", text(child(management, "FirstCreated"))),
            ("DateLineDate", next(iter(story.texts("DateLineDate")), "")),
            ("StatusWillChange", next(iter(release), "")),
            ("DateLabel", text(child(item, "Identification", "DateLabel"))),
            ("DateId", text(child(identifier, "DateId"))),
            ("ThisRevisionCreated", text(child(management, "ThisRevisionCreated"))),
        ]
    )


def _provider(story, item):
    names = story.facts("Provider", "Source")
    name = next(iter(names), "") or text(child(item, "Identification", "NewsIdentifier", "ProviderId"))
    return name if len(name) <= 20 else ""


def _doubts(management):
    return wire.corrected(attribute(found, "FormalName") for found in children(management, "Instruction"))
