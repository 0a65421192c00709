"""ninjs 1, 2 and 3 (IPTC): news items as JSON, alone, in a list, in a wrapper, or one a line.

Specification: iptc.org/standards/ninjs. Version 1 has `body_xhtml`, `headline`, `byline` and `associations` by name;
versions 2 and 3 have lists: `bodies`, `headlines`, `descriptions`, `associations`.
"""

import re
from datetime import date

from articles.formats import dates, wire
from articles.formats.json_items import items
from articles.formats.markup import one_line, plain, semantic, split_credit
from articles.formats.record import ArticleRecord, BylineRecord, PhotoRecord, Refusal
from articles.markup import MarkupError

NAME = "ninjs"
MAX_DEPTH = 5  # associations within associations
_SIGNS = re.compile(
    rb'"(?:version_?created|first_?created|pub_?status|body_\w{1,20}|bodies|headlines|renditions|copyright_?holder'
    rb'|representation_?type|event_?details|planned_?coverage)"\s*:',
    re.IGNORECASE,
)
_URI = re.compile(rb'"uri"\s*:\s*"')
_SCHEMA = re.compile(rb'"(?:\$schema|properties|definitions)"\s*:\s*(?:\{|"https?://json-schema)')
_WRAPPERS = ("items", "_items", "newsItems", "newsitems", "results", "data")
_RICH = re.compile(r"x?html|rich", re.IGNORECASE)
_BODY_ORDER = ("body_xhtml", "body_html", "body_richtext", "body_html5")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|table|figure|section)\b", re.IGNORECASE)
_PICTURES = {"picture", "image", "photo", "graphic"}
_KINDS = {
    **dict.fromkeys(_PICTURES, "ảnh"),
    "video": "phim",
    "audio": "âm thanh",
    "event": "sự kiện",
    "planning": "kế hoạch tin",
    "component": "thành phần",
}
_SECTION = re.compile(r"section|category|desk|chuyen-?muc", re.IGNORECASE)
_KICKER = re.compile(r"kicker|sub|secondary|overline|pre-?title|deck", re.IGNORECASE)
_SUMMARIES = ("main", "summary", "caption", "abstract", "lead", "standfirst")
# what the agency says besides its story: kept as the record's noise
_SAID_BESIDE = ("usageterms", "usageTerms", "ednote", "edNote", "copyrightnotice", "copyrightNotice", "expires")
_AUTHOR = re.compile(r"author|writer|byline|creator|reporter", re.IGNORECASE)


def sniff(head, name):
    """Tell whether the bytes `head` begin ninjs items; a JSON schema is none."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return start[:1] in (b"{", b"[") and bool(_URI.search(head) and _SIGNS.search(head)) and not _SCHEMA.search(head)


def read(stream, source):
    """Yield an `ArticleRecord` for each text item of `stream`, a `Refusal` for each other one."""
    for value, line, fields in items(stream, source):
        if isinstance(value, Refusal):
            yield value
            continue
        for item in _unwrapped(value):
            for result in _item(item, source, line, depth=0):
                yield result if isinstance(result, Refusal) else _as_read(result, fields)


def _as_read(record, fields):
    record.encoding = fields.name or "utf-8"
    record.doubts += fields.doubts
    return record


def _unwrapped(value):
    if not isinstance(value, dict):
        return [value]
    inner = next((value[name] for name in _WRAPPERS if isinstance(value.get(name), list) and "uri" not in value), None)
    return [value] if inner is None else inner


def _item(item, source, line, *, depth):
    if not isinstance(item, dict) or not _words(item, "uri"):
        reason = f"Dòng {line}: mục không phải tin ninjs (thiếu uri). Hãy kiểm tra lại tệp."
        yield Refusal(source=source.name, code="not-article", reason=reason)
        return
    html = "" if _words(item, "type").lower() in _PICTURES else _body(item)
    if html:
        yield _article(item, html, source, line)
    elif depth == 0:
        yield _not_text(item, source, line)
    if depth < MAX_DEPTH:
        for inner in _associated(item):
            if _body(inner) and _words(inner, "uri"):
                yield from _item(inner, source, line, depth=depth + 1)


def _not_text(item, source, line):
    kind = _KINDS.get(_words(item, "type").lower())
    if wire.status(_words(item, "pubstatus", "pubStatus")) == "withdrawn":
        return wire.killed(source, source_id=_words(item, "uri"), line=line, name=_said(item, "headline"))
    label = one_line(f"{_words(item, 'uri')} {_said(item, 'headline')} {_said(item, 'description')}")[:1000]
    if kind:
        reason = f"Dòng {line}: mục là {kind}, không phải bài viết. Hãy nhập tệp có bài dùng mục này."
        code = "not-text" if kind in ("ảnh", "phim", "âm thanh") else "not-article"
        return Refusal(source=source.name, source_id=_words(item, "uri"), code=code, reason=reason, lines=[label])
    return wire.no_text(source, source_id=_words(item, "uri"), line=line, name=label)


def _article(item, html, source, line):
    try:
        body, photos = semantic(html)
    except MarkupError as error:
        return wire.refused(source, error, source_id=_words(item, "uri"), line=line)
    embargoed = _words(item, "embargoedUntil", "embargoeduntil", "embargoed")
    published = _published(item, embargoed)
    record = ArticleRecord(
        source=source.name,
        format=NAME,
        source_id=_words(item, "uri"),
        url=_canonical(item),
        headline=_said(item, "headline") or _words(item, "title"),
        kicker=_kicker(item),
        agency=_agency(item),
        standfirst=_said(item, "description"),
        bylines=_bylines(item),
        sections=_sections(item)[:1],
        tags=_tags(item),
        published_on=published.on,
        published_at=published.at,
        published_on_reason=published.reason,
        modified_at=dates.moment(_words(item, "versioncreated", "versionCreated")),
        status=wire.status(_words(item, "pubstatus", "pubStatus") or "usable"),
        language=wire.language(_words(item, "language")),
        noise=[f"{name}: {said}" for name in _SAID_BESIDE if (said := _words(item, name))],
        doubts=published.doubts,
    )
    if embargoed:
        wire.hold(record, embargoed)
    pictures = [found for found in map(_photo, _pictures(item)) if found]
    body = wire.with_dateline(body, _words(item, "located"))
    record.body, record.photos = wire.with_photos(body, photos, pictures)
    return wire.finish(record)


def _words(item, *names):
    """Return the first text, or number, that `item` has under one of `names`, on one line."""
    for name in names:
        value = item.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return one_line(str(value))
    return ""


def _published(item, embargoed):
    version = ("versioncreated", _words(item, "versioncreated", "versionCreated"))
    content = ("contentcreated", _words(item, "contentcreated", "contentCreated"))
    first = ("firstcreated", _words(item, "firstcreated", "firstCreated"))
    later = _words(item, "version") not in ("", "0", "1")
    rest = (content, version) if later else (version, content)
    named = next((_words(found, "value") for found in _listed(item, "altIds") if found.get("role") == "published"), "")
    return dates.publication([("embargoed", embargoed), first, *rest, ("published", named)])


def _listed(item, *names):
    """Return the dictionaries under one of `names`, whether a list, one, or a dictionary of them."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            inner = [found for found in value.values() if isinstance(found, dict)]
            return inner or [value]
        if isinstance(value, list):
            return [found for found in value if isinstance(found, dict)]
    return []


def _body(item):
    """Return the item's richest body as HTML; empty when it has none."""
    for name in _BODY_ORDER:
        if isinstance(item.get(name), str) and item[name].strip():
            return item[name]
    bodies = [found for found in _listed(item, "bodies") if isinstance(found.get("value"), str)]
    bodies.sort(key=lambda found: not _is_rich(found))
    texts = [found["value"] for found in bodies]
    texts += [value for name, value in item.items() if name.startswith("body") and isinstance(value, str)]
    text = next((value for value in texts if value.strip()), "")
    rich = bool(bodies) and text is bodies[0]["value"] and _is_rich(bodies[0])
    if rich and not _MARKUP.search(text):
        return "".join(f"<p>{part}</p>" for part in wire.BLANK_LINE.split(text))
    return text if _MARKUP.search(text) else wire.paragraphs(text)


def _is_rich(body):
    return bool(_RICH.search(_words(body, "contentType", "contenttype", "role")))


def _said(item, name):
    """Return the main headline or description: version 1's `headline`, `description_text`; the lists of 2 and 3."""
    values = [found for found in _listed(item, f"{name}s") if isinstance(found.get("value"), str)]
    values = [found for found in values if name != "headline" or not _KICKER.search(str(found.get("role", "")))]
    values.sort(key=lambda found: 0 if str(found.get("role", "main")).lower() in _SUMMARIES else 1)
    texts = [found["value"] for found in values]
    texts += [item[key] for key in (name, f"{name}_text", f"{name}_main") if isinstance(item.get(key), str)]
    texts += [value for key, value in item.items() if key.startswith(f"{name}_") and isinstance(value, str)]
    return next((line for line in map(_plain, texts) if line), "")


def _kicker(item):
    """Return the headline whose role, or whose name (`headline_sub`), is a kicker's."""
    values = [(str(found.get("role", "")), found.get("value")) for found in _listed(item, "headlines")]
    values += [(key.partition("_")[2], value) for key, value in item.items() if key.startswith("headline_")]
    kickers = (value for role, value in values if isinstance(value, str) and _KICKER.search(role))
    return next((line for line in map(_plain, kickers) if line), "")


def _plain(text):
    try:
        return plain(text)
    except MarkupError:
        return ""


def _bylines(item):
    line = _words(item, "byline", "by")
    if line:
        return wire.bylines(line)
    people = _listed(item, "authors")
    people += [found for found in [*_listed(item, "people", "person"), *_sources(item)] if _is_author(found)]
    names = dict.fromkeys(name for found in people if (name := _words(found, "name")))
    return [BylineRecord(name=name) for name in names]


def _is_author(found):
    return any(_AUTHOR.search(str(found.get(key, ""))) for key in ("rel", "role"))


def _sources(item):
    return _listed(item, "infosources", "infoSources", "infosource")


def _names(item, *names):
    return [name for found in _listed(item, *names) if (name := _words(found, "name"))]


def _is_section(subject):
    return bool(_SECTION.search(str(subject.get("rel", ""))))


def _sections(item):
    named = [_words(found, "name") for found in _listed(item, "subject", "subjects") if _is_section(found)]
    return [name for name in named if name] + _names(item, "service", "services")


def _tags(item):
    keywords = item.get("keywords")
    keywords = re.split(r"[,;]", keywords) if isinstance(keywords, str) else keywords
    words = [one_line(word) for word in keywords if isinstance(word, str)] if isinstance(keywords, list) else []
    subjects = [_words(found, "name") for found in _listed(item, "subject", "subjects") if not _is_section(found)]
    return list(dict.fromkeys(tag for tag in words + subjects if tag))


def _agency(item):
    holder = _words(item, "copyrightholder", "copyrightHolder")
    named = [_words(found, "name") for found in _sources(item) if not _is_author(found)]
    name = next(filter(None, named), holder)
    return name if len(name) <= 20 else ""


def _canonical(item):
    for link in _listed(item, "links"):
        if _words(link, "rel").lower() in ("canonical", "alternate") and _words(link, "href").startswith("http"):
            return _words(link, "href")
    return _words(item, "url", "canonical_url")


def _associated(item):
    return _listed(item, "associations")


def _pictures(item):
    return [found for found in _associated(item) if _is_picture(found)]


def _is_picture(item):
    kind = _words(item, "type").lower()
    return kind in _PICTURES or (not kind and bool(_largest(item)))


def _photo(item):
    caption, credit = split_credit(_said(item, "description") or _said(item, "headline"))
    signed = ", ".join(person.name for person in wire.bylines(_words(item, "byline", "by")))
    holder = _words(item, "creditline", "creditLine", "copyrightholder", "copyrightHolder")
    taken = dates.parse(_words(item, "contentcreated", "contentCreated"))
    return PhotoRecord(
        caption=caption,
        credit=credit or signed or holder,
        alt=_words(item, "altText", "alt_text"),
        reference=_largest(item),
        taken_on=date.fromisoformat(taken.on) if taken and len(taken.on) == 10 else None,
    )


def _largest(item):
    """Return the address of the largest rendition that is a picture."""
    found = [rendition for rendition in _listed(item, "renditions") if _words(rendition, "href")]
    kinds = [(rendition, _words(rendition, "mimetype", "contenttype", "contentType")) for rendition in found]
    pictures = [rendition for rendition, kind in kinds if not kind or kind.startswith("image")]
    best = max(pictures, key=_width, default={})
    return _words(best, "href")


def _width(rendition):
    width = rendition.get("width")
    return width if isinstance(width, int) else 0
