"""WordPress exports (WXR 1.0 to 1.2): posts and pages, with authors, categories, tags and the pictures they show.

https://wordpress.org/documentation/article/tools-export-screen/ describes the file: RSS 2.0 with the namespaces `wp`,
`excerpt`, `content` and `dc`. Attachments are items of their own, before or after the posts; a file that can be read
twice is read twice, first for them. Comments, menus and WordPress's own technical items are left out.
"""

import re
from dataclasses import dataclass

from articles.formats import agency
from articles.formats.addresses import joined
from articles.formats.dates import Publication, moment, parse, publication
from articles.formats.markup import one_line, plain, semantic
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, Refusal
from articles.formats.wxr.media import describe, meta, with_galleries, with_thumbnail
from articles.formats.wxr.site import PARTS, Site, is_context
from articles.formats.xml import head_text, kept_lines, records, root_tag
from articles.formats.xml.names import child_text, children, name, text
from articles.markup import MarkupError
from newsroom.vietnamese import nfc, same_word_key, slugify

NAME = "wxr"

STATUSES = {
    "publish": "published",
    **dict.fromkeys(("draft", "pending", "future", "private", "auto-draft"), "draft"),
}
TECHNICAL = {
    *("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request"),
    *("wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family"),
    *("wp_font_face", "guest-author", "acf-field", "acf-field-group", "elementor_library", "wpcf7_contact_form"),
}
NO_SECTION = {"uncategorized", "khong-phan-loai", "chua-phan-loai", "chua-duoc-phan-loai"}
NO_TAG = {"post_format", "nav_menu", "author", "language", "post_translations", "wp_theme", "link_category"}

_MARK = re.compile(r"wordpress\.org/export/|<wp:wxr_version")
_BLOCK = "<!-- wp:"
_EMBED = re.compile(r"\[/?embed\b[^\[\]]{0,200}\]", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\[/([a-z][a-z0-9_-]{2,30})\]|\[([a-z][a-z0-9_-]{2,30})\s[^\[\]=]{0,200}=[^\[\]]{0,2000}\]|\[(audio|video|playlist)\b",
    re.IGNORECASE,
)
_CDATA_MARKS = re.compile(r"<!\[CDATA\[|\]\]>")


def sniff(head, name):
    return bool(root_tag(head)) and bool(_MARK.search(head_text(head)))


def read(stream, source):
    """Yield the articles of a WordPress export; see `articles.formats.record`."""
    site = Site()
    if stream.seekable():
        start = stream.tell()
        for piece in records(stream, PARTS, source=source, with_head=True, wanted=is_context):
            if not isinstance(piece, Refusal):
                site.learn(piece)
        stream.seek(start)
    found = 0
    for piece in records(stream, PARTS, source=source, with_head=True):
        if isinstance(piece, Refusal):
            found += 1
            yield piece
        elif piece.is_head or name(piece.element) != "item":
            site.learn(piece)
        else:
            found += 1
            if (result := _item(piece, site, source)) is not None:
                yield result
    if not found:
        reason = "Tệp xuất của WordPress không có bài nào. Hãy xuất lại, chọn “Tất cả nội dung”."
        yield Refusal(source=source.name, code="no-records", reason=reason)


def _item(piece, site, source):
    """Return the article or refusal that an item makes, None for what is no article."""
    item = piece.element
    kind, status = child_text(item, "wp:post_type") or "post", child_text(item, "wp:status")
    if kind in TECHNICAL:
        site.learn(piece)
        return None
    number, title = child_text(item, "wp:post_id"), plain(child_text(item, "title"))
    refuse = _Refuse(source, number, piece.line, item)
    if status == "trash":
        return refuse("trash", f"“{title}” nằm trong thùng rác của WordPress. Nếu cần, khôi phục bài rồi xuất lại.")
    record = ArticleRecord(source=source.name, format=NAME, source_id=number, encoding=piece.encoding)
    record.doubts += piece.doubts
    try:
        _fill(record, item, site)
    except MarkupError as error:
        return refuse("markup", str(error))
    if not record.headline and not record.body and not record.standfirst:
        return refuse("no-text", "Mục không có tít và nội dung.")
    _settle_kind(record, kind)
    return agency.take(record)


@dataclass(frozen=True)
class _Refuse:
    source: object
    number: str
    line: int
    item: object

    def __call__(self, code, reason):
        lines = kept_lines("\n".join(child_text(self.item, field) for field in ("title", "content:encoded")))
        reason = f"Dòng {self.line}: {reason}"
        return Refusal(source=self.source.name, source_id=self.number, code=code, reason=reason, lines=lines)


def _fill(record, item, site):
    fields = meta(item)
    _headline(record, child_text(item, "title"))
    record.standfirst = plain(child_text(item, "excerpt:encoded"))
    _addresses(record, item, fields, site)
    _status(record, item)
    _dates(record, item)
    _bylines(record, item, site)
    _terms(record, item, fields, site)
    _body(record, child_text(item, "content:encoded"), fields, site)


def _headline(record, title):
    record.headline = plain(title) or None
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))


def _addresses(record, item, fields, site):
    link, slug = child_text(item, "link"), child_text(item, "wp:post_name")
    record.url = link
    others = [child_text(item, "guid")]
    if slug and slug not in link and site.base_url:
        others.append(joined(site.base_url.rstrip("/") + "/", f"{slug}/"))
    old_slug = fields.get("_wp_old_slug")
    if old_slug and slug and slug in link:
        others.append(link.replace(slug, old_slug))
    record.alternate_urls = [url for url in dict.fromkeys(others) if "://" in url and url != link]


def _status(record, item):
    status = child_text(item, "wp:status") or "publish"
    record.status = STATUSES.get(status, "draft")
    if status not in STATUSES:
        record.doubts.append(Doubt("status-unknown", f"Trạng thái “{status}” không rõ nghĩa, bài nhập thành bản nháp."))
    if child_text(item, "wp:post_password"):
        record.status = "draft"
        record.doubts.append(Doubt("password", "Bài có mật khẩu trên trang cũ, nhập thành bản nháp."))


def _dates(record, item):
    unsent = child_text(item, "wp:status") in ("draft", "pending", "auto-draft")
    found = _unsent() if unsent else _published(item)
    record.published_on, record.published_at = found.on, found.at
    record.published_on_reason = found.reason
    record.doubts += found.doubts
    record.modified_at = moment(_utc(child_text(item, "wp:post_modified_gmt")))
    record.modified_at = record.modified_at or moment(child_text(item, "wp:post_modified"))


def _unsent():
    return Publication(on=None, at=None, reason="bản nháp, chưa có ngày đăng")


def _published(item):
    return publication(
        (
            ("wp:post_date_gmt", _utc(child_text(item, "wp:post_date_gmt"))),
            ("wp:post_date", child_text(item, "wp:post_date")),
            ("pubDate", child_text(item, "pubDate")),
        )
    )


def _utc(stamp):
    return f"{stamp} UTC" if parse(stamp) else ""


def _bylines(record, item, site):
    terms = children(item, "category")
    signed = [(text(term), term.get("nicename", "")) for term in terms if _domain(term) == "author"]
    if not signed:
        signed = [(text(creator), "") for creator in children(item, "dc:creator")]
    names = set()
    for signature, slug in signed:
        author = site.author(signature, slug)
        shown = one_line(author.name)
        if shown and shown not in names:
            names.add(shown)
            record.bylines.append(BylineRecord(name=shown, email=author.email))


def _domain(term):
    # exports before WXR 1.0 named no domain
    return term.get("domain", "category")


def _terms(record, item, fields, site):
    """Sort the terms: one section with those above it, the other categories and all tags as tags, the language."""
    paths, tags = [], []
    for term in children(item, "category"):
        title, slug, domain = plain(text(term)), term.get("nicename", ""), _domain(term)
        if domain == "category" and title and not {slug, slugify(title)} & NO_SECTION:
            paths.append(site.section_path(title, slug))
        elif domain == "language" and re.fullmatch(r"[a-z]{2,3}", slug.partition("-")[0]):
            record.language = slug.partition("-")[0]
        elif domain not in NO_TAG and domain != "category" and title:
            tags.append(title)
    record.sections = max(paths, key=len, default=[])
    named = {same_word_key(section) for section in record.sections}
    for title in [path[-1] for path in paths] + tags:
        if same_word_key(title) not in named:
            named.add(same_word_key(title))
            record.tags.append(title)


def _body(record, html, fields, site):
    html, missing = with_galleries(_without_marks(html), record.source_id, site.library)
    thumbnail = fields.get("_thumbnail_id", "")
    html = with_thumbnail(html, thumbnail, site.library)
    if thumbnail.isdigit() and thumbnail != "0" and thumbnail not in site.library.by_id:
        missing.append(thumbnail)
    record.body, record.photos = semantic(html, base_url=record.url or site.base_url, blank_lines=_BLOCK not in html)
    describe(record.photos, html, site.library)
    record.credits = [photo.credit for photo in record.photos if photo.credit]
    if missing:
        numbers = ", ".join(dict.fromkeys(missing))
        record.doubts.append(Doubt("photo-missing", f"Tệp xuất thiếu ảnh số {numbers}."))
    if codes := sorted({match[match.lastindex].lower() for match in _SHORTCODE.finditer(record.body)}):
        record.doubts.append(Doubt("shortcode", f"Nội dung còn mã WordPress: {', '.join(codes)[:300]}."))


def _without_marks(html):
    """Return `html` without the marks of embedded media and of CDATA written into it; the words between them stay."""
    html = _EMBED.sub("", html) if "[embed" in html or "[/embed" in html else html
    return _CDATA_MARKS.sub("", html) if "]]>" in html or "<![CDATA[" in html else html


def _settle_kind(record, kind):
    if kind == "page":
        record.sections = []
        record.doubts.append(Doubt("page", "Mục này là trang tĩnh của WordPress, không phải bài báo."))
    elif kind != "post":
        record.doubts.append(Doubt("post-type", f"Mục này thuộc loại riêng “{nfc(kind)[:60]}” của trang cũ."))
