"""Saved HTML pages: what JSON-LD, OpenGraph and the markup say of one story, and the story itself.

What a page prints goes before what its metadata say, which are often cut short or meant for search engines; dates are
the exception. Also read: pages saved with their pictures (`.mht`), and exports of blogs as HTML files (Medium,
Substack, Jekyll with front matter). What else the page shows is kept as noise.
"""

import re
from dataclasses import replace
from itertools import islice
from urllib.parse import parse_qs, urljoin, urlsplit

from articles.formats import dates, wire
from articles.formats.capture.clock import address_stamp
from articles.formats.capture.publication import Clues, date_publication
from articles.formats.html import blocks as html_blocks, content as html_content, leftover, meta as html_meta
from articles.formats.html.page import MAX_BYTES, open_page
from articles.formats.markup import MarkupError, one_line, semantic_tree
from articles.formats.mht import MAX_BYTES as MAX_SAVED, BrokenPage, is_mht, parts as mht_parts
from articles.formats.record import ArticleRecord, Doubt, Refusal
from articles.markup import plain_text

NAME = "html"
HEAD = 8192
MOST_FRAMES = 20
_PROLOG = re.compile(r"(?:\s|<\?xml[^<>]{0,300}\?>|<!--.{0,4000}?-->)*", re.DOTALL)
_START = re.compile(
    r"<!DOCTYPE\s+html|<(?:html|head|body|title|meta|link|p|div|article|section|main|h[1-6]|table|figure|img|span|center"
    r"|font|strong|b|em|ul|ol|blockquote|br|a|style|script)(?=[\s>/])",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.{1,4000}?\n---[ \t]*\r?\n", re.DOTALL)
_TAGS = re.compile(r"</?(?:p|div|br|h[1-6]|html|body|table|article)\b[^<>]{0,500}>", re.IGNORECASE)
_OTHER_XML = re.compile(r"<(?:rss|feed|nitf|NewsML|newsItem|newsMessage|rdf:RDF)[\s>]")
_DATED_FILE = re.compile(r"(?:^|[/_])((?:19|20)\d\d-\d\d-\d\d)[-_][^/]{0,200}$")
_NUMBERED_FILE = re.compile(r"(?:^|/)(\d{3,12})\.[\w-]{1,200}\.html?$")
_MEDIUM_FILE = re.compile(r"-([0-9a-f]{10,14})\.html?$")


def sniff(head, name):
    """Tell whether the bytes `head` begin an HTML page, or a fragment of one such as blogs export."""
    if is_mht(head):
        return True
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe\n\r\t ")
    if _OTHER_XML.search(text[:3000]):
        return False
    front = _FRONT_MATTER.match(text)
    start = _PROLOG.match(text, front.end() if front else 0).end()
    if _START.match(text, start):
        return True
    named = name.lower().endswith((".html", ".htm", ".xhtml"))
    return (named or bool(front)) and len(_TAGS.findall(text[:20000])) >= 2


def read(stream, source):
    """Yield the one `ArticleRecord` or `Refusal` of a page; `stream` is binary."""
    data = stream.read(MAX_BYTES + 1)
    try:
        if is_mht(data[:HEAD]):
            data = mht_parts(data + stream.read(MAX_SAVED))[0].data
        page = open_page(data, source)
    except BrokenPage as error:
        yield Refusal(source=source.name, code=error.code, reason=f"Tệp {source.name}: {error}")
        return
    except MarkupError as error:
        yield wire.refused(source, error)
        return
    yield page if isinstance(page, Refusal) else _article(page, source)


def _article(page, source):
    if next(page.root.iter("frameset"), None) is not None:
        reason = f"Tệp {source.name}: trang khung, chữ của bài nằm ở tệp {_frames(page.root)}. Hãy nhập tệp đó."
        return Refusal(source=source.name, code="frames", reason=reason, lines=leftover.lines(page.root, None, ()))
    meta = html_meta.gather(page.root, page.front)
    meta.url = meta.url or page.saved_from
    headline = html_content.headline(page.root, meta)
    printed = html_content.around(page.root, headline)
    content, left_out = html_content.main_content(page.root, printed, headline.element)
    _absolute_links(content, meta.url)
    beside = leftover.lines(page.root, content, left_out)
    try:
        body, photos = semantic_tree(content, without=left_out)
    except MarkupError as error:
        return wire.refused(source, error)
    text = html_blocks.read(
        body, photos, headline=headline.text, standfirst=printed.standfirst, description=meta.description
    )
    text.noise += _unsaid(beside, headline.text, printed, text)
    if not text.body:
        reason = f"Tệp {source.name}: trang không có nội dung bài viết. Nếu đây là trang danh mục, hãy bỏ qua tệp này."
        return Refusal(source=source.name, code="no-text", reason=reason, lines=text.noise or [headline.text])
    return wire.finish(_record(page, source, meta, headline.text, printed, text))


def _record(page, source, meta, headline, printed, text):
    published = _published(page, source, meta, _clues(meta, headline, printed, text), printed.dates)
    return ArticleRecord(
        source=source.name,
        format=NAME,
        source_id=_source_id(source, meta),
        url=meta.url,
        alternate_urls=meta.alternate_urls,
        headline=headline,
        kicker=printed.kicker,
        agency=text.agency,
        standfirst=text.standfirst,
        body=text.body,
        photos=text.photos,
        bylines=text.bylines or _bylines(meta, printed),
        sections=_sections(meta, printed, headline),
        tags=list(dict.fromkeys(meta.tags + printed.tags)) or meta.keywords,
        captured_on=published.captured_on,
        published_on=published.published_on,
        published_at=published.published_at,
        published_on_reason=published.reason,
        modified_at=dates.moment(meta.modified),
        status="draft" if meta.draft or printed.draft else "published",
        language=wire.language(meta.language or page.root.get("lang", "")),
        encoding=page.encoding,
        noise=text.noise,
        doubts=published.doubts + [Doubt("encoding", note) for note in page.notes],
    )


def _unsaid(lines, headline, printed, text):
    """Return those of `lines` that neither the record nor its noise holds yet."""
    said = {headline, printed.standfirst, printed.kicker, text.standfirst, *text.noise}
    return [line for line in lines if line not in said]


def _frames(root):
    """Return the files that a page of frames shows, as an editor reads them; empty for other pages."""
    addresses = [one_line(frame.get("src", ""))[:200] for frame in islice(root.iter("frame"), MOST_FRAMES)]
    return ", ".join(address for address in dict.fromkeys(addresses) if address)


def _clues(meta, headline, printed, text):
    """Return what the page itself tells of the day, for the rules that captures are dated by."""
    return Clues(
        clocks=printed.clocks,
        headline=headline,
        standfirst=text.standfirst,
        paragraphs=plain_text(text.body).split("\n"),
        address=address_stamp(meta.url) if meta.url else None,
    )


def _published(page, source, meta, clues, marked):
    """Return the `Publication`: of the metadata, an exported file's name, or what the page prints and tells."""
    told = date_publication(clues)
    named = _DATED_FILE.search(source.name) if page.is_export else None
    readings = [*meta.published, *(("time", text) for text in marked)]
    found = dates.publication(readings)
    if found.on:
        return replace(told, published_on=found.on, published_at=found.at, reason=found.reason, doubts=found.doubts)
    if named and not told.published_on:
        return replace(told, published_on=named[1], reason="theo ngày trong tên tệp", doubts=[])
    unread = [doubt for doubt in found.doubts if doubt.code == "date-unreadable"]
    return replace(told, doubts=unread + told.doubts)


def _bylines(meta, printed):
    """Return the signatures printed beside the story, else those of the metadata; the site itself is no author."""
    for names in (printed.authors, meta.authors):
        found = [signed for name in names for signed in html_blocks.signed(name)]
        found = [signed for signed in found if signed.name in meta.persons or not meta.is_site(signed.name)]
        if found:
            return list({signed.name: signed for signed in found}.values())
    return []


def _sections(meta, printed, headline):
    names = printed.breadcrumb or meta.breadcrumb or meta.sections
    return [name for name in dict.fromkeys(names) if name != headline and not meta.is_site(name)][:3]


def _source_id(source, meta):
    """Return the old system's id where the shortlink (`?p=12`) or an exported file's name gives it."""
    for address in (meta.shortlink, meta.url):
        number = parse_qs(urlsplit(address).query).get("p", [""])[0] if address else ""
        if number.isdecimal():
            return number
    match = _NUMBERED_FILE.search(source.name) or _MEDIUM_FILE.search(source.name)
    return match[1] if match else ""


def _absolute_links(content, base):
    if not base:
        return
    for link in content.iter("a"):
        try:
            link.set("href", urljoin(base, one_line(link.get("href", ""))))
        except ValueError:
            link.attrib.pop("href")
