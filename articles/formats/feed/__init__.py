"""Feeds as articles: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 with their modules; CDF; JSON Feed.

A feed often has only a summary; it becomes the body, with a doubt. An item's first category is taken for its section
(`/` parts levels, as RSS 2.0 says), the others for tags. An Atom entry inherits its feed's author, as RFC 4287 says.
"""

import re
from dataclasses import dataclass, replace

from articles.formats import agency
from articles.formats.addresses import joined
from articles.formats.dates import moment, publication
from articles.formats.feed import cdf, json_feed
from articles.formats.feed.media import pictures
from articles.formats.feed.text import as_html, opens
from articles.formats.markup import one_line, plain, semantic
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, Refusal
from articles.formats.xml import head_text, kept_lines, records, root_tag
from articles.formats.xml.names import child, child_text, children, name, text
from articles.markup import MarkupError, plain_text
from newsroom.vietnamese import same_word_key

NAME = "feed"
SNIFFED = 8000

TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
CONTENTS = ("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "fullitem", "content")
SUMMARIES = (
    *("description", "atom:summary", "dcterms:abstract", "dc:description", "media:description", "itunes:summary"),
    *("summary", "itunes:subtitle"),
)
PUBLISHED = (
    *("pubDate", "atom:published", "atom:issued", "dc:date", "dcterms:issued", "dcterms:created", "atom:created"),
    *("published", "issued", "date"),
)
UPDATED = ("atom:updated", "atom:modified", "dcterms:modified", "updated", "modified")

_ROOTS = re.compile(r"<(?:rss|(?:[\w-]{1,20}:)?feed|(?:[\w-]{1,20}:)?RDF)[\s>]")
_RDF_FEED = re.compile(r"purl\.org/rss/1\.0|my\.netscape\.com/rdf|channel\.netscape\.com/rdf")
_ATOM = re.compile(r"w3\.org/2005/Atom|purl\.org/atom/")
_WORDPRESS = re.compile(r"wordpress\.org/export/|<wp:wxr_version")
_EMAIL_AND_NAME = re.compile(r"(?P<email>[^\s@()<>]{1,80}@[^\s@()<>]{1,80})\s{0,5}\((?P<name>[^()]{1,200})\)$")
_NAME_AND_EMAIL = re.compile(
    r"(?P<name>[^<>()]{1,200})[<(](?:mailto:)?(?P<email>[^\s@<>()]{1,80}@[^\s@<>()]{1,80})[>)]$"
)
_EMAIL = re.compile(r"(?:mailto:)?([^\s@()<>]{1,80}@[^\s@()<>]{1,80})$")
_CDATA_MARKS = re.compile(r"<!\[CDATA\[|\]\]>")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class _Feed:
    """What the head of a feed says for all its items."""

    link: str = ""
    language: str = ""
    authors: tuple = ()


def sniff(head, name):
    if json_feed.sniff(head):
        return True
    tag, text = root_tag(head), head_text(head)
    if cdf.sniff(tag, text):
        return True
    if not _ROOTS.match(tag) or _WORDPRESS.search(text):
        return False
    if "RDF" in tag.split()[0]:
        return bool(_RDF_FEED.search(text))
    return tag.startswith("<rss") or bool(_ATOM.search(tag)) or "<entry" in text


def read(stream, source):
    """Yield the articles of a feed; see `articles.formats.record`."""
    start = stream.read(SNIFFED)
    stream.seek(0)
    if json_feed.sniff(start):
        yield from json_feed.read(stream, source)
        return
    feed = _Feed()
    for piece in records(stream, ("item", "entry", "ITEM"), source=source, with_head=True):
        if isinstance(piece, Refusal):
            yield piece
        elif piece.is_head:
            feed = _feed(piece.element)
        else:
            if piece.element.tag == "ITEM":
                cdf.as_rss(piece.element)
            yield _item(piece, feed, source)


def _feed(root):
    channel = child(root, "channel")
    channel = root if channel is None else channel
    return _Feed(
        link=child_text(channel, "link") or _atom_link(channel),
        language=child_text(channel, "language", "dc:language"),
        authors=tuple(_atom_authors(channel)),
    )


def _item(piece, feed, source):
    item = piece.element
    record = ArticleRecord(source=source.name, format=NAME, encoding=piece.encoding)
    record.doubts += piece.doubts
    _addresses(record, item, feed)
    try:
        _texts(record, item, feed)
    except MarkupError as error:
        return _refusal(piece, source, record, "markup", str(error))
    if not (record.headline or record.body or record.standfirst):
        return _refusal(piece, source, record, "no-text", "mục không có tít và nội dung.")
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))
    _dates(record, item)
    record.bylines = _bylines(item, feed)
    _categories(record, item)
    record.language = _language(item, feed)
    return agency.take(record)


def _refusal(piece, source, record, code, reason):
    lines = kept_lines("\n".join(piece.element.itertext()))
    reason = f"Dòng {piece.line}: {reason}"
    return Refusal(source=source.name, source_id=record.source_id, code=code, reason=reason, lines=lines)


# addresses


def _addresses(record, item, feed):
    guid = child(item, "guid", "atom:id", "id")
    identity = text(guid)
    about = next((value for key, value in item.attrib.items() if key.endswith("}about")), "")
    link = child_text(item, "link") or _atom_link(item)
    original = next((text(node) for node in item if node.tag == _ORIGINAL_LINK), "")
    permanent = identity if "://" in identity and guid.get("isPermaLink", "true").lower() != "false" else ""
    record.source_id = identity or about or link
    addresses = [joined(item.base or "", url) for url in (original, link, permanent, about) if url]
    addresses = list(dict.fromkeys(addresses))
    record.url = addresses[0] if addresses else ""
    record.alternate_urls = [url for url in addresses[1:] if "://" in url]


_ORIGINAL_LINK = "{http://rssnamespace.org/feedburner/ext/1.0}origLink"


def _atom_link(element):
    """Return the address of the first `atom:link` that leads to the page itself, HTML before other kinds."""
    links = children(element, "atom:link", "link")
    links = [link for link in links if link.get("href") and link.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda link: link.get("type", "text/html") != "text/html")
    return links[0].get("href", "").strip() if links else ""


# text


def _texts(record, item, feed):
    title = child(item, *TITLES)
    named = "" if title is None else _CDATA_MARKS.sub("", as_html(title, trust_type=True))
    record.headline = plain(named) or None
    content, summary = _first(item, CONTENTS), _first(item, SUMMARIES)
    main = content if content is not None else summary
    base_url = joined(feed.link, record.url or "")
    html = "" if main is None else _CDATA_MARKS.sub("", as_html(main))
    if main is not None and main.base:
        base_url = joined(base_url, main.base)
    _fill_body(record, html, pictures(item, base_url), base_url)
    if content is None and summary is not None:
        record.doubts.append(Doubt("summary-only", "Nguồn tin chỉ có đoạn tóm tắt, không có toàn văn."))
    elif summary is not None:
        lead = plain(as_html(summary))
        if not opens(lead, plain_text(record.body)):
            record.standfirst = lead
    if (remote := child(item, "atom:content")) is not None and remote.get("src"):
        record.doubts.append(Doubt("content-remote", f"Nội dung nằm ở địa chỉ khác: {remote.get('src')[:300]}"))


def _first(item, names):
    """Return the first of the item's elements with one of `names` that holds text or elements."""
    for wanted in names:
        for candidate in children(item, wanted):
            if len(candidate) or text(candidate):
                return candidate
    return None


def _fill_body(record, html, found, base_url):
    if html and "<" not in html:
        html = "".join(f"<p>{part}</p>" for part in _BLANK_LINE.split(html))
    record.body, record.photos = semantic(html, base_url=base_url)
    shown = {_bare_address(photo.reference) for photo in record.photos}
    extra = [picture for picture in found if _bare_address(picture.url) not in shown]
    if extra:
        figures = [picture.figure() for picture in extra]
        whole = f"{figures[0]}<div>{html}</div>{''.join(figures[1:])}"
        record.body, record.photos = semantic(whole, base_url=base_url)
    known = {_bare_address(picture.url): picture for picture in found}
    for photo in record.photos:
        if picture := known.get(_bare_address(photo.reference)):
            photo.caption = photo.caption or picture.caption
            photo.credit = photo.credit or picture.credit
            photo.alt = photo.alt or picture.alt
    record.credits = [photo.credit for photo in record.photos if photo.credit]


def _bare_address(url):
    return url.partition("://")[2].partition("?")[0] or url


# the rest


def _dates(record, item):
    candidates = [(label, child_text(item, label)) for label in PUBLISHED if child(item, label) is not None]
    updates = [(label, child_text(item, label)) for label in UPDATED if child(item, label) is not None]
    found = publication(candidates)
    if found.on is None and updates and (update := publication(updates)).on:
        doubt = Doubt("date-updated", "Tệp chỉ ghi ngày cập nhật, không ghi ngày đăng.")
        reason = f"{update.reason} (ngày cập nhật)"
        kept = [old for old in found.doubts if old.code != "date-unknown"]
        found = replace(update, reason=reason, doubts=[*kept, *update.doubts, doubt])
    record.published_on, record.published_at, record.published_on_reason = found.on, found.at, found.reason
    record.doubts += found.doubts
    record.modified_at = next((at for _, value in updates if (at := moment(value))), None)


def _bylines(item, feed):
    signed = [_signature(text(creator)) for creator in children(item, "dc:creator")]
    signed = signed or _atom_authors(item) or [_signature(text(author)) for author in children(item, "itunes:author")]
    if not signed and name(item).startswith("atom:"):
        source = child(item, "atom:source")
        signed = (_atom_authors(source) if source is not None else []) or list(feed.authors)
    unique = {person.name: person for person in reversed(signed) if person.name}
    return list(reversed(unique.values()))


def _atom_authors(element):
    return [
        replace(person, email=child_text(author, "atom:email", "email") or person.email)
        for author in children(element, "atom:author", "author")
        for person in [_signature(child_text(author, "atom:name", "name", "atom:email", "email") or text(author))]
    ]


def _signature(signed):
    """Return the byline of `mail (name)`, `name <mail>`, a bare name or a bare address."""
    signed = one_line(plain(signed) if "&" in signed else signed)
    for pattern in (_EMAIL_AND_NAME, _NAME_AND_EMAIL):
        if match := pattern.match(signed[:400]):
            return BylineRecord(name=match["name"].strip(), email=match["email"])
    match = _EMAIL.match(signed[:200])
    return BylineRecord(name=signed, email=match[1] if match else "")


def _categories(record, item):
    named = [text(node) or node.get("label") or node.get("term") or "" for node in children(item, "category")]
    named += [node.get("label") or node.get("term") or text(node) for node in children(item, "atom:category")]
    named = [one_line(plain(title)) for title in named if title.strip()]
    if named:
        record.sections = [part.strip() for part in named[0].split("/") if part.strip()]
    words = [text(node) for node in children(item, "dc:subject")]
    for node in children(item, "media:keywords", "itunes:keywords"):
        words += text(node).split(",")
    seen = {same_word_key(section) for section in record.sections}
    for title in named[1:] + [plain(word) for word in words]:
        if title and same_word_key(title) not in seen:
            seen.add(same_word_key(title))
            record.tags.append(title)


def _language(item, feed):
    inherited = (node.get(_XML_LANG) for node in (item, *item.iterancestors()))
    for tag in (child_text(item, "dc:language"), item.get(_XML_LANG), feed.language, *inherited):
        if tag and (match := _LANGUAGE.match(tag.strip())):
            return match[0].lower()
    return "vi"
