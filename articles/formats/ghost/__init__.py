"""Ghost's JSON export (versions 1 to 6), and the plain `{"posts": [...]}` that Ghost's own migration tools write.

https://docs.ghost.org/migration/custom describes it: `db[0].data` holds tables (posts, users, tags, and the tables that
join them); a plain file nests authors and tags in each post, or wraps each in `{"url": ..., "data": {...}}`. Posts as
WordPress's REST interface gives them (`{"title": {"rendered": ...}}`) are read too. Ghost knows no sections: all its
tags become tags. A post's address is its slug, at the root of the site.
"""

import json
import re
from dataclasses import dataclass, field
from html import escape

from articles.formats import agency
from articles.formats.dates import Publication, moment, publication
from articles.formats.encodings import Fields
from articles.formats.feed.text import opens
from articles.formats.ghost.markdown import from_markdown
from articles.formats.ghost.text import from_lexical, from_mobiledoc
from articles.formats.json_items import codec, read_values
from articles.formats.markup import one_line, plain, semantic, split_credit
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, Refusal
from articles.formats.xml import kept_lines
from articles.markup import MarkupError, plain_text
from newsroom.vietnamese import same_word_key

NAME = "ghost"

MAX_HEAD = 64 * 1024
MAX_BYTES = 200_000_000  # a JSON file is read whole
STATUSES = {
    **dict.fromkeys(("published", "publish", "sent"), "published"),
    **dict.fromkeys(("draft", "scheduled", "pending", "future", "private"), "draft"),
}

_EXPORT = re.compile(rb'\s*\{\s*"(?:db|posts|result|meta|data|errors)"\s*:')
_POSTS = re.compile(rb'"posts"\s*:\s*\[|"exported_on"\s*:')
_RENDERED = re.compile(rb'\s*[\[{].{0,8000}"title"\s*:\s*\{\s*"rendered"', re.DOTALL)
_SITE = "__GHOST_URL__"


@dataclass
class _Tables:
    """The tables of an export, joined: post id → what belongs to it, in order."""

    posts: list = field(default_factory=list)
    users: dict = field(default_factory=dict)
    tags: dict = field(default_factory=dict)
    authors_of: dict = field(default_factory=dict)
    tags_of: dict = field(default_factory=dict)
    meta_of: dict = field(default_factory=dict)


def sniff(head, name):
    start = head.removeprefix(b"\xef\xbb\xbf")
    exported = _EXPORT.match(start) and (b'"db"' in start[:200] or _POSTS.search(start))
    return bool(exported or _RENDERED.match(start))


def read(stream, source):
    """Yield the articles of a Ghost export; see `articles.formats.record`."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = f"Tệp lớn hơn {MAX_BYTES // 1_000_000} MB. Hãy xuất từng phần rồi nhập lại."
        yield _refusal(source, "too-large", reason)
        return
    name, errors = codec(data[:MAX_HEAD], source.encoding)
    try:
        text = data.decode(name, errors=errors)
        tables = _tables(json.loads(text, strict=False))
    except json.JSONDecodeError as error:
        reason = f"Dòng {error.lineno}: tệp JSON hỏng ({error.msg}). Hãy xuất lại hoặc sửa dòng này rồi nhập lại."
        yield _refusal(source, "not-json", reason)
        return
    except (RecursionError, LookupError):
        yield _refusal(source, "not-json", "Tệp JSON không đọc được. Hãy xuất lại rồi nhập lại.")
        return
    if not tables.posts:
        reason = "Tệp không có danh sách “posts” của Ghost. Hãy xuất lại từ Ghost (Settings → Labs → Export)."
        yield _refusal(source, "no-records", reason)
    fields = Fields(text, forced=source.encoding)
    for table in (tables.users, tables.tags):
        read_values(table, fields)
    for number, post in enumerate(tables.posts, 1):
        yield _post(read_values(post, fields), number, tables, source, fields)


def _refusal(source, code, reason, *, source_id="", lines=()):
    return Refusal(source=source.name, code=code, reason=reason, source_id=source_id, lines=list(lines))


# tables


def _tables(root):
    data = _data(root)
    tables = _Tables(posts=_rows(data, "posts"))
    tables.users = {_string(row.get("id")): row for row in _rows(data, "users")}
    tables.tags = {_string(row.get("id")): row for row in _rows(data, "tags")}
    tables.meta_of = {_string(row.get("post_id")): row for row in _rows(data, "posts_meta")}
    tables.authors_of = _joined(data, "posts_authors", "author_id")
    tables.tags_of = _joined(data, "posts_tags", "tag_id")
    return tables


def _data(root):
    """Return the object that holds the list `posts`, wherever an export of any version keeps it."""
    for _ in range(4):
        if isinstance(root, list):
            if root and isinstance(root[0], dict) and "title" in root[0]:
                return {"posts": root}
            root = root[0] if root else {}
        if not isinstance(root, dict) or isinstance(root.get("posts"), list):
            break
        if isinstance(root.get("title"), dict):
            return {"posts": [root]}
        root = root.get("db") or root.get("data") or root.get("result") or {}
    return root if isinstance(root, dict) else {}


def _rows(data, table):
    rows = data.get(table)
    return [_unwrapped(row) for row in _objects(rows)]


def _unwrapped(row):
    """Return the fields of a row that may be wrapped as `{"url": ..., "data": {...}}`."""
    return {"url": row.get("url"), **row["data"]} if isinstance(row.get("data"), dict) else row


def _from_wordpress(post):
    """Return a post of WordPress's REST interface with what `_embed` adds to it under Ghost's names."""
    embedded = post.get("_embedded")
    if not isinstance(embedded, dict):
        return post
    pictures = [row for row in _objects(embedded.get("wp:featuredmedia")) if row.get("source_url")]
    terms = [term for group in embedded.get("wp:term") or () for term in _objects(group)]
    added = {"authors": _objects(embedded.get("author")), "tags": terms}
    for picture in pictures[:1]:
        added["feature_image"] = picture["source_url"]
        added["feature_image_alt"] = picture.get("alt_text")
        added["feature_image_caption"] = _string(picture.get("caption"))
    return {**post, **{key: value for key, value in added.items() if value}}


def _objects(value):
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _joined(data, table, key):
    found = {}
    for row in sorted(_rows(data, table), key=lambda row: _number(row.get("sort_order"))):
        found.setdefault(_string(row.get("post_id")), []).append(_string(row.get(key)))
    return found


def _number(value):
    return value if isinstance(value, int) else 0


def _string(value):
    """Return the text of a field that is a string, a number, or WordPress's `{"rendered": ...}`."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


# posts


def _post(post, number, tables, source, fields):
    encoding = fields.name or "utf-8"
    post = _from_wordpress(post)
    post = {**(tables.meta_of.get(_string(post.get("id"))) or {}), **post}
    source_id = next((text for key in ("id", "uuid", "comment_id", "slug") if (text := _string(post.get(key)))), "")
    record = ArticleRecord(
        source=source.name, format=NAME, source_id=source_id, encoding=encoding, doubts=fields.doubts
    )
    record.headline = plain(_string(post.get("title"))) or None
    try:
        _body(record, post)
        _standfirst(record, post)
    except (MarkupError, RecursionError) as error:
        lines = kept_lines(_string(post.get("html")) or _string(post.get("plaintext")))
        return _refusal(source, "markup", f"Bài thứ {number}: {error}", source_id=source_id, lines=lines)
    if not record.body:
        record.doubts.append(Doubt("body-missing", "Nguồn không có thân bài."))
    if not (record.headline or record.body or record.standfirst):
        return _refusal(source, "no-text", f"Bài thứ {number} không có tít và nội dung.", source_id=source_id)
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))
    _addresses(record, post)
    _state(record, post)
    record.bylines = _bylines(post, tables)
    record.tags = _tags(post, tables)
    if post.get("page") in (True, 1) or post.get("type") == "page":
        record.doubts.append(Doubt("page", "Mục này là trang tĩnh của Ghost, không phải bài báo."))
    return agency.take(record)


def _body(record, post):
    html = _lead_photo(post) + _html(record, post)
    record.body, record.photos = semantic(html.replace(_SITE, ""), base_url=_absolute(post.get("url")))
    record.credits = [photo.credit for photo in record.photos if photo.credit]


def _standfirst(record, post):
    lead = plain(_string(post.get("custom_excerpt")) or _string(post.get("excerpt")))
    record.standfirst = "" if opens(lead, plain_text(record.body)) else lead


def _absolute(url):
    return url if isinstance(url, str) and "://" in url else ""


def _html(record, post):
    for key in ("html", "content", "body"):
        if html := _string(post.get(key)):
            return html
    for key, convert in (("lexical", from_lexical), ("mobiledoc", from_mobiledoc)):
        if source := _string(post.get(key)):
            try:
                return convert(source)
            except ValueError:
                record.doubts.append(Doubt("damaged", f"Phần {key} của bài hỏng, không đọc được."))
    if source := _string(post.get("markdown")):
        return from_markdown(source)
    return "".join(f"<p>{escape(part)}</p>" for part in _string(post.get("plaintext")).split("\n\n"))


def _lead_photo(post):
    address = _string(post.get("feature_image"))
    if not address or address in _string(post.get("html")):
        return ""
    alt, caption = _string(post.get("feature_image_alt")), _string(post.get("feature_image_caption"))
    caption = " Ảnh: ".join(part for part in split_credit(plain(caption)) if part)
    figcaption = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}">{figcaption}</figure>'


def _addresses(record, post):
    slug = _string(post.get("slug"))
    address = _string(post.get("url")) or _string(post.get("link")) or (f"/{slug}/" if slug else "")
    record.url = address.replace(_SITE, "")
    others = [_string(post.get("canonical_url")), _string(post.get("guid"))]
    record.alternate_urls = [url for url in dict.fromkeys(others) if "://" in url and url != record.url]


def _state(record, post):
    status = _string(post.get("status")) or "published"
    record.status = STATUSES.get(status, "draft")
    if status not in STATUSES:
        record.doubts.append(Doubt("status-unknown", f"Trạng thái “{status}” không rõ nghĩa, bài nhập thành bản nháp."))
    found = publication(_dates(post))
    if found.on is None and status == "draft":
        found = Publication(on=None, at=None, reason="bản nháp, chưa có ngày đăng")
    record.published_on, record.published_at, record.published_on_reason = found.on, found.at, found.reason
    record.doubts += found.doubts
    modified = (_utc(post.get("modified_gmt")), post.get("updated_at"), post.get("modified"))
    record.modified_at = next((at for stamp in modified if stamp and (at := moment(stamp))), None)


def _dates(post):
    gmt = _utc(post.get("date_gmt"))
    given = [(key, post.get(key)) for key in ("published_at", "published", "publishedOn", "date")]
    return [given[0], ("date_gmt", gmt), *given[1:]]


def _utc(stamp):
    return f"{stamp} UTC" if isinstance(stamp, str) and stamp and stamp[-1] != "Z" else stamp


# people and tags


def _bylines(post, tables):
    people = [tables.users.get(number) for number in tables.authors_of.get(_string(post.get("id")), ())]
    people = [person for person in people if person] or _nested(post, "authors") or _nested(post, "author")
    people = people or [person for person in [tables.users.get(_string(post.get("author_id")))] if person]
    unique = {}
    for person in people:
        name = one_line(_string(person.get("name")) or _string(person.get("slug")))
        if name:
            unique.setdefault(name, BylineRecord(name=name, email=_string(person.get("email"))))
    return list(unique.values())


def _nested(post, key):
    """Return the rows nested in a post under `key`: one or several, as objects or bare names."""
    value = post.get(key)
    values = value if isinstance(value, list) else [value]
    rows = [{"name": one} if isinstance(one, str) else one for one in values]
    return [_unwrapped(row) for row in rows if isinstance(row, dict)]


def _tags(post, tables):
    rows = [tables.tags.get(number) for number in tables.tags_of.get(_string(post.get("id")), ())]
    rows = [row for row in rows if row] or _nested(post, "tags")
    unique = {}
    for row in rows:
        name = one_line(_string(row.get("name")))
        # tags that begin with # steer Ghost's themes, readers never see them
        if name and not name.startswith("#") and row.get("visibility") != "internal":
            unique.setdefault(same_word_key(name), name)
    return list(unique.values())
