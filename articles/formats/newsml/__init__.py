"""NewsML-G2 (IPTC): text items as articles, with the pictures that the same message, package or link gives them.

Specification: iptc.org/std/NewsML-G2. Items of knowledge, planning and media without text are counted and refused.
"""

import re
from collections import defaultdict
from itertools import chain

from articles.formats import dates, nitf, wire, xml
from articles.formats.markup import one_line, semantic
from articles.formats.newsml.media import Media, gather
from articles.formats.record import ArticleRecord, BylineRecord, Refusal
from articles.formats.wirexml import (
    as_html,
    attribute,
    child,
    children,
    content_language,
    descendants,
    local,
    text,
)
from articles.markup import MarkupError

NAME = "newsml"
ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
KINDS = {
    "packageItem": "gói tin",
    "conceptItem": "mục khái niệm",
    "knowledgeItem": "mục tri thức",
    "planningItem": "kế hoạch tin",
    "catalogItem": "danh mục mã",
}
MEDIA_CLASSES = {
    "picture": "ảnh",
    "graphic": "đồ họa",
    "animated": "ảnh động",
    "video": "phim",
    "audio": "âm thanh",
    "composite": "đa phương tiện",
}
MENDS = {
    "not-article": "Muốn có bài, hãy xuất lại với các mục tin chữ.",
    "not-text": "Hãy nhập cùng tệp với bài dùng ảnh đó, hoặc đưa ảnh vào kho ảnh.",
}
_ROOT = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?:newsMessage|newsItem|(?:package|concept|knowledge|planning|catalog)Item)[\s>/]"
)
_G2 = re.compile(r"iptc\.org/std/nar/|standard\s?=\s?[\"']NewsML-G2")
_TOP_SUBJECT = re.compile(r"(?:medtop|subj):(?:\d{2}000000)$")
_ORGANISATION = re.compile(r"organi[sz]ation|nprov:", re.IGNORECASE)


def sniff(head, name):
    """Tell whether the bytes `head` begin a NewsML-G2 item or message."""
    tag = xml.root_tag(head)
    return bool(_ROOT.match(tag)) and (bool(_G2.search(tag)) or b"itemMeta" in head or b"itemSet" in head)


def read(stream, source):
    """Yield an `ArticleRecord` for each text item of `stream`; then one `Refusal` for each kind of other items."""
    media = gather(xml.records(stream, ITEMS, source=source))
    stream.seek(0)
    left_out = defaultdict(list)
    for piece in xml.records(stream, ITEMS, source=source):
        if isinstance(piece, Refusal):
            yield piece
        elif local(piece.element) != "newsItem":
            left_out["not-article", KINDS[local(piece.element)]].append(("", _label(piece.element)))
        elif (kind := _media_class(piece.element)) is not None:
            left_out["not-text", kind].append((piece.element.get("guid", ""), _label(piece.element)))
        else:
            yield _article(piece, source, media)
    yield from _counted(left_out, source, media.used)


def _counted(left_out, source, used):
    for (code, kind), items in left_out.items():
        labels = [label for guid, label in items if guid not in used]
        if not labels:
            continue
        reason = f"Có {len(labels)} mục không phải bài viết ({kind}), không nhập. {MENDS[code]}"
        yield Refusal(source=source.name, code=code, reason=reason, lines=labels[: xml.MAX_KEPT_LINES])


def _label(item):
    meta = child(item, "contentMeta")
    named = text(child(meta, "headline")) or text(child(item, "itemMeta", "title")) or text(child(meta, "description"))
    return one_line(f"{item.get('guid', '')} {named}")[:500]


def _media_class(item):
    """Return the Vietnamese name of the class of an item that holds no text, None for a text item."""
    content = child(item, "contentSet")
    if children(content, "inlineXML", "inlineData"):
        return None
    return MEDIA_CLASSES.get(_code(child(item, "itemMeta", "itemClass")))


def _code(element):
    """Return the last part of an element's QCode or address: `stat:usable` gives `usable`."""
    value = attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")
    return re.split(r"[:/#]", value)[-1].lower()


def _article(piece, source, media):
    item = piece.element
    guid = item.get("guid", "")
    if media.versions.get(guid, 0) > Media.version(item):
        reason = f"Dòng {piece.line}: bản {item.get('version')} đã có bản mới hơn trong cùng tệp, không nhập."
        return Refusal(source=source.name, source_id=guid, code="superseded", reason=reason)
    try:
        found = _content(item)
    except MarkupError as error:
        return wire.refused(source, error, source_id=guid, line=piece.line)
    if not found.body:
        return _without_text(piece, source)
    record = _record(item, found, source)
    record.encoding = piece.encoding
    record.body, record.photos = wire.with_photos(record.body, found.photos, media.photos_of(item))
    record.doubts += piece.doubts
    return wire.finish(record)


def _without_text(piece, source):
    remote = child(piece.element, "contentSet", "remoteContent")
    guid, label = piece.element.get("guid", ""), _label(piece.element)
    if wire.status(attribute(child(piece.element, "itemMeta", "pubStatus"), "qcode")) == "withdrawn":
        return wire.killed(source, source_id=guid, line=piece.line, name=label)
    if remote is None:
        return wire.no_text(source, source_id=guid, line=piece.line, name=label)
    reason = f"Dòng {piece.line}: chữ của bài nằm ở tệp khác ({remote.get('href', '')}). Hãy nhập cả tệp đó."
    return Refusal(source=source.name, source_id=guid, code="remote-text", reason=reason, lines=[label])


def _content(item):
    """Return the first inline rendition of `item` that holds text, as a `nitf.Story`. Raises `MarkupError`."""
    found = nitf.Story()
    for part in children(child(item, "contentSet"), "inlineXML", "inlineData"):
        found = _inline(part)
        if found.body:
            break
    return found


def _inline(part):
    if local(part) == "inlineData":
        kind = part.get("contenttype", "")
        raw = "".join(part.itertext())
        body, photos = semantic(raw if "html" in kind else wire.paragraphs(raw))
        return nitf.Story(body=body, photos=photos)
    root = next((candidate for candidate in part if local(candidate)), None)
    if root is None:
        return nitf.Story(body=semantic(wire.paragraphs(part.text or ""))[0])
    if local(root) == "nitf":
        return nitf.story(root)
    if local(root) == "html":
        title = text(child(root, "head", "title"))
        body, photos = semantic(as_html(child(root, "body")) if child(root, "body") is not None else "")
        return nitf.Story(headline=title, body=body, photos=photos)
    body, photos = semantic(as_html(part))
    return nitf.Story(body=body, photos=photos)


def _record(item, found, source):
    item_meta, meta = child(item, "itemMeta"), child(item, "contentMeta")
    embargoed = text(child(item_meta, "embargoed"))
    published = _published(item, embargoed)
    language = attribute(child(meta, "language"), "tag") or content_language(item)
    headline, kicker = _headlines(meta, language)
    dateline = text(child(meta, "dateline"))
    signal = [_code(signal) for signal in children(item_meta, "signal")]
    record = ArticleRecord(
        source=source.name,
        format=NAME,
        source_id=item.get("guid", ""),
        headline=headline or found.headline or text(child(item_meta, "title")),
        kicker=kicker or found.kicker,
        agency=found.agency or wire.agency_mark(dateline) or _provider(item_meta),
        standfirst=found.standfirst or _summary(meta),
        body=found.body if found.dateline else wire.with_dateline(found.body, dateline),
        bylines=found.bylines or _bylines(meta),
        sections=_subjects(meta, language, top=True)[:1],
        tags=_tags(meta, language),
        published_on=published.on,
        published_at=published.at,
        published_on_reason=published.reason,
        modified_at=dates.moment(text(child(item_meta, "versionCreated"))),
        status=wire.status(attribute(child(item_meta, "pubStatus"), "qcode") or "usable"),
        language=wire.language(language),
        noise=found.noise + _notes(item),
        doubts=published.doubts + wire.corrected(signal),
    )
    if child(item_meta, "embargoed") is not None:  # an empty one has no known end
        wire.hold(record, embargoed)
    return record


def _notes(item):
    """Return what the agency says to editors, and of the rights, as lines."""
    rights = [child(item, "rightsInfo", name) for name in ("usageTerms", "copyrightNotice")]
    said = [text(note) for note in [*children(child(item, "itemMeta"), "edNote"), *rights]]
    return [line for line in said if line]


def _published(item, embargoed):
    """Return the `dates.Publication`. The time of a later version is not the time of publication."""
    item_meta, meta = child(item, "itemMeta"), child(item, "contentMeta")
    version = ("versionCreated", text(child(item_meta, "versionCreated")))
    content = ("contentCreated", text(child(meta, "contentCreated")))
    later = Media.version(item) > 1
    first = ("firstCreated", text(child(item_meta, "firstCreated")))
    return dates.publication([("embargoed", embargoed), first, *((content, version) if later else (version, content))])


def _preferred(elements, language):
    """Return `elements` with those in `language` first, then those without a language."""
    primary = wire.language(language)

    def rank(element):
        tag = content_language(element)
        return 0 if tag and wire.language(tag) == primary else 1

    return sorted(elements, key=rank)


def _headlines(meta, language):
    """Return `(headline, kicker)`; a headline with another role than the main one is the kicker."""
    headlines = _preferred(children(meta, "headline"), language)
    main = [found for found in headlines if not found.get("role") or "main" in found.get("role")] or headlines[:1]
    others = [text(found) for found in headlines if found not in main and content_language(found) == language]
    return text(main[0]) if main else "", next(iter(others), "")


def _summary(meta):
    wanted = ("", "summary", "standfirst", "lead", "abstract")
    for description in children(meta, "description"):
        if description.get("role", "").rpartition(":")[2].lower() in wanted:
            return text(description)
    return ""


def _provider(item_meta):
    provider = child(item_meta, "provider")
    code = attribute(provider, "literal") or attribute(provider, "qcode").rpartition(":")[2]
    name = text(child(provider, "name")) or code
    return name if len(name) <= 20 else ""


def _bylines(meta):
    lines = [text(by) for by in children(meta, "by")]
    if lines:
        return list(chain.from_iterable(wire.bylines(line) for line in lines[:1]))
    people = [creator for creator in children(meta, "creator", "contributor") if _is_person(creator)]
    names = dict.fromkeys(text(child(person, "name")) for person in people if text(child(person, "name")))
    return [BylineRecord(name=name) for name in names]


def _is_person(creator):
    role = creator.get("role", "")
    kind = f"{creator.get('type', '')} {creator.get('qcode', '')}"
    return not _ORGANISATION.search(kind) and (local(creator) == "creator" or "author" in role.lower())


def _subjects(meta, language, *, top):
    names = []
    for subject in children(meta, "subject"):
        code = attribute(subject, "qcode")
        if bool(_TOP_SUBJECT.search(code)) == top:
            names += [text(name) for name in _preferred(children(subject, "name"), language)[:1] if text(name)]
    return names


def _tags(meta, language):
    keywords = [text(keyword) for keyword in descendants(meta, "keyword")]
    return list(dict.fromkeys(tag for tag in keywords + _subjects(meta, language, top=False) if tag))
