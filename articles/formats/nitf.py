"""NITF 3.x (News Industry Text Format, IPTC): one story a `<nitf>`, one or several in a file."""

import re
from dataclasses import dataclass, field
from itertools import takewhile

from articles.formats import dates, wire, xml
from articles.formats.markup import one_line, semantic
from articles.formats.record import ArticleRecord, Refusal, paragraph
from articles.formats.wirexml import (
    WithoutModules,
    as_html,
    attribute,
    child,
    children,
    content_language,
    descendants,
    inline_text,
    local,
    text,
)
from articles.markup import MarkupError, plain_text

NAME = "nitf"
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6])\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?nitf[\s>/]")


def sniff(head, name):
    """Tell whether the bytes `head` begin a file with NITF stories and nothing around them but a container."""
    tag = xml.root_tag(head)
    return bool(_ROOT.match(tag)) or (bool(tag) and not _is_newsml(tag) and bool(_ROOT.search(_decoded(head))))


def _is_newsml(tag):
    return bool(re.match(r"<(?:[\w.-]{1,40}:)?(?:NewsML|news(?:Item|Message)|packageItem|html|rss|feed)\b", tag))


def _decoded(head):
    return head.replace(b"\0", b"").decode("latin-1")


def read(stream, source):
    """Yield an `ArticleRecord` for each `<nitf>` of `stream`, a `Refusal` for each that holds no story."""
    for piece in xml.records(WithoutModules(stream), ("nitf",), source=source):
        yield piece if isinstance(piece, Refusal) else _article(piece, source)


def _article(piece, source):
    root = piece.element
    docdata = child(root, "head", "docdata")
    identity = attribute(child(docdata, "doc-id"), "id-string")
    try:
        found = story(root)
    except MarkupError as error:
        return wire.refused(source, error, source_id=identity, line=piece.line)
    managed = attribute(docdata, "management-status")
    if not found.body and not found.standfirst and wire.status(managed) == "withdrawn":
        return wire.killed(source, source_id=identity, line=piece.line, name=found.headline)
    if not found.body and not found.standfirst:
        return wire.no_text(source, source_id=identity, line=piece.line, name=found.headline)
    record = _record(root, found, source)
    record.source_id = identity or root.get("uno", "")
    record.encoding = piece.encoding
    record.doubts += piece.doubts
    return wire.finish(record)


def _record(root, found, source):
    head = child(root, "head")
    docdata, pubdata = child(head, "docdata"), child(head, "pubdata")
    candidates = [
        ("date.publication", attribute(pubdata, "date.publication")),
        ("date.release", attribute(child(docdata, "date.release"), "norm")),
        ("date.issue", attribute(child(docdata, "date.issue"), "norm")),
        ("story.date", found.story_date),
        ("change.date", root.get("change.date", "")),
    ]
    published = dates.publication(candidates)
    managed = attribute(docdata, "management-status")
    record = ArticleRecord(
        source=source.name,
        format=NAME,
        url=attribute(pubdata, "ex-ref"),
        headline=found.headline,
        kicker=found.kicker,
        agency=found.agency,
        standfirst=found.standfirst,
        body=found.body,
        photos=found.photos,
        bylines=found.bylines,
        sections=_sections(head, pubdata),
        tags=_tags(head, docdata),
        published_on=published.on,
        published_at=published.at,
        published_on_reason=published.reason,
        status=wire.status(managed or "usable"),
        language=wire.language(content_language(root) or root.get("baselang")),
        noise=found.noise + _messages(docdata, head),
        modified_at=dates.moment(_latest_revision(head)),
        doubts=published.doubts + wire.corrected(_told(docdata)),
    )
    if managed.lower() == "embargoed":
        wire.hold(record, candidates[1][1])
    return record


def _told(docdata):
    """Return the words of a correction: the element of that name, or the first word of an editor's message."""
    messages = [attribute(found, "msg-type") or attribute(found, "info") for found in children(docdata, "ed-msg")]
    return [
        *(local(found) for found in children(docdata, "correction")),
        *(re.split(r"\W", told)[0] for told in messages),
    ]


def _messages(docdata, head):
    """Return what the head says to editors, with the holder of the rights, as lines."""
    said = [attribute(found, "info") for found in children(docdata, "ed-msg", "correction")]
    said += [_words(found, "year", "holder") for found in children(docdata, "doc.copyright")]
    said += [_words(found, "name", "function", "norm", "comment") for found in children(head, "revision-history")]
    return [one_line(line) for line in said if line.strip()]


def _words(element, *names):
    return " ".join(value for name in names if (value := attribute(element, name)))


def _latest_revision(head):
    return max((attribute(found, "norm") for found in children(head, "revision-history")), default="")


def _sections(head, pubdata):
    named = attribute(pubdata, "position.section")
    metas = [meta for meta in children(head, "meta") if meta.get("name", "").lower() in ("section", "category")]
    return [one_line(value) for value in [named, *(meta.get("content", "") for meta in metas)] if value.strip()][:1]


def _tags(head, docdata):
    keys = [attribute(keyword, "key") for keyword in descendants(docdata, "keyword")]
    subjects = [
        attribute(subject, "tobject.subject.detail")
        or attribute(subject, "tobject.subject.matter")
        or attribute(subject, "tobject.subject.type")
        for subject in descendants(child(head, "tobject"), "tobject.subject")
    ]
    return list(dict.fromkeys(one_line(tag) for tag in keys + subjects if tag.strip()))


@dataclass
class Story:
    """What NITF's `<body>` and `<title>` say, also where it lies within NewsML."""

    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    body: str = ""
    agency: str = ""
    dateline: str = ""
    story_date: str = ""
    photos: list = field(default_factory=list)
    bylines: list = field(default_factory=list)
    noise: list = field(default_factory=list)


def story(root):
    """Return the `Story` of a `<nitf>` element. Raises `MarkupError`."""
    body = child(root, "body")
    if body is None:
        return Story(headline=text(child(root, "head", "title")))
    head = child(body, "body.head")
    found = Story(headline=_headline(root, head), kicker=text(child(head, "hedline", "hl2")))
    found.standfirst = text(child(head, "abstract"))
    _read_dateline(found, head)
    for byline in children(head, "byline"):
        found.bylines += _signatures(byline)
    contents = _content(body)
    lede = "" if found.standfirst else _lede(contents)
    found.body, found.photos = semantic("".join(map(content_html, contents)))
    if lede:
        found.standfirst = plain_text(wire.with_dateline(paragraph(lede), found.dateline))
    else:
        found.body = wire.with_dateline(found.body, found.dateline)
    found.noise += [line for note in children(head, "note", "rights") if (line := text(note))]
    _read_end(found, body)
    return found


def _headline(root, head):
    return text(child(head, "hedline", "hl1")) or text(child(head, "hedline")) or text(child(root, "head", "title"))


def _read_dateline(found, head):
    dateline = child(head, "dateline")
    if dateline is None:
        return
    dated = child(dateline, "story.date")
    found.story_date = attribute(dated, "norm") or text(dated)
    found.dateline = inline_text(dateline)
    found.agency = wire.agency_mark(found.dateline) or _short(text(child(head, "distributor")))


def _short(name):
    return name if len(name) <= 30 else ""


def _signatures(byline):
    people = [person for person in descendants(byline, "person") if text(person)]
    if people:
        return [signed for person in people for signed in wire.bylines(text(person))]
    title = " ".join(text(found) for found in descendants(byline, "byttl"))
    line = text(byline)
    return wire.bylines(line.removesuffix(title).strip(" ,") if title else line)


def _content(body):
    """Return the elements that hold the story; a lead that the full text repeats is left out."""
    contents = children(body, "body.content")
    if not contents:
        return [_without_ends(body)]
    for content in contents:
        blocks = children(content, "block")
        if any(block.get("class") == "full_text" for block in blocks):
            for block in blocks:
                if block.get("class") == "lead_paragraph":
                    content.remove(block)
    return contents


def content_html(content):
    """Return what an element holds as HTML; one that holds only text may hold escaped markup, or lines."""
    raw = content.text or ""
    if any(local(part) for part in content):
        return as_html(content)
    return raw if _MARKUP.search(raw) else wire.paragraphs(raw)


def _lede(contents):
    """Take the paragraphs marked as the lede off the beginning of the text, and return them as one line."""
    blocks = [block for content in contents for block in (content, *children(content, "block"))]
    paragraphs = [found for block in blocks for found in children(block, "p")]
    ledes = list(takewhile(lambda found: found.get("lede", "").lower() == "true", paragraphs))
    if not 0 < len(ledes) < len(paragraphs):
        return ""
    for lede in ledes:
        lede.getparent().remove(lede)
    return " ".join(map(text, ledes))


def _without_ends(body):
    for part in children(body, "body.head", "body.end"):
        body.remove(part)
    return body


def _read_end(found, body):
    end = child(body, "body.end")
    for tagline in children(end, "tagline"):
        line = text(tagline)
        if line and not found.bylines:
            found.bylines += wire.bylines(line) if len(line) <= 80 else []
        if line:
            found.noise.append(line)
    found.noise += [line for source in children(end, "bibliography") if (line := text(source))]
