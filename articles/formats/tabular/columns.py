"""The columns of tables, and keys of JSON lines, in English and Vietnamese; and the article that a row makes."""

import json
from functools import lru_cache

from articles.formats.encodings import as_windows_1252
from articles.formats.record import Refusal
from articles.formats.tabular.article import article
from newsroom.vietnamese import slugify

NAME = "tabular"

COLUMNS = {
    "headline": (
        *("headline", "title", "web_title", "post_title"),
        *("tít", "tiêu đề", "tựa đề", "tên bài", "đầu đề", "tên bài viết", "tiêu đề bài viết", "tít bài", "tít chính"),
    ),
    "kicker": ("kicker", "tít phụ", "tiêu đề phụ", "tít trên"),
    "standfirst": (
        *("standfirst", "summary", "excerpt", "lead", "description", "subtitle", "web_subtitle", "custom_excerpt"),
        *("post_summary", "abstract", "introtext", "chapeau", "dek"),
        *("sapo", "tóm tắt", "mô tả", "trích dẫn", "lời dẫn", "trích yếu"),
    ),
    "body": (
        *("body", "content_html", "html", "content", "post_content", "post_body", "text", "plain_content"),
        *("body_html", "content_text", "fulltext", "plaintext"),
        *("nội dung", "thân bài", "toàn văn", "nội dung bài", "nội dung bài viết", "nội dung chi tiết"),
    ),
    "section": (
        *("section", "sections", "category", "main_category", "categories", "section_name", "category_name"),
        *("chuyên mục", "danh mục", "mục", "chuyên trang", "tên chuyên mục", "thể mục"),
    ),
    "subsection": ("subsection", "chuyên mục con", "tiểu mục"),
    "author": (
        *("author", "authors", "byline", "author_name", "creator", "writer"),
        *("tác giả", "bút danh", "người viết", "phóng viên", "cộng tác viên", "tên tác giả"),
    ),
    "tags": ("tags", "keywords", "content_tags", "labels", "thẻ", "từ khóa", "từ khoá", "nhãn"),
    "published": (
        *("published_at", "published_on", "published", "publish_date", "published_date", "date", "pubdate"),
        *("post_date", "date_published", "publishedon", "publication_date", "pub_date"),
        *("ngày đăng", "ngày xuất bản", "thời gian đăng", "giờ đăng", "ngày giờ đăng", "ngày"),
        *("ngày phát hành", "ngày đăng bài", "ngày đăng tin"),
    ),
    "created": ("created_at", "created_on", "created", "createdat", "date_created", "ngày tạo", "ngày viết"),
    "modified": (
        *("modified_at", "updated_at", "updated_on", "modified", "updated", "last_published_date"),
        *("updatedat", "date_modified", "last_modified"),
        *("ngày sửa", "ngày cập nhật", "cập nhật"),
    ),
    "url": (
        *("url", "link", "permalink", "address", "post_page_url", "canonical_url", "external_url"),
        *("đường dẫn", "địa chỉ", "liên kết", "địa chỉ cũ"),
    ),
    "id": ("id", "source_id", "post_id", "guid", "uid", "mã bài", "mã", "mã số"),
    "slug": ("slug",),
    "status": ("status", "is_published", "publication_status", "trạng thái", "tình trạng"),
    "photo": (
        *("photo", "photos", "image", "images", "picture", "thumbnail_url", "cover_image", "feature_image"),
        "main_image",
        *("ảnh", "hình ảnh", "ảnh đại diện", "tệp ảnh"),
    ),
    "caption": ("photo_caption", "caption", "captions", "chú thích ảnh", "chú thích"),
    "credit": ("photo_credit", "credit", "nguồn ảnh", "tác giả ảnh", "người chụp"),
    "alt": ("alt", "photo_alt", "mô tả ảnh"),
    "agency": ("agency", "source", "nguồn", "nguồn tin", "hãng tin"),
    "language": ("language", "lang", "ngôn ngữ"),
}

_FIELDS = {slugify(name): field for field, names in COLUMNS.items() for name in names}


@lru_cache(maxsize=2000)
def field(column):
    """Return the name in `COLUMNS` of what a file calls `column`; empty for what nobody knows."""
    return _FIELDS.get(slugify(column), "")


def columns_known(row):
    """Return how many of the cells name columns; 0 where they cannot be the header of a table of articles."""
    known = {field(cell) for cell in row if len(cell) < 60} - {""}
    return len(known) if {"headline", "body"} & known and len(known) > 1 else 0


def made(pairs, number, source, fields, line):
    """Return the article of a row's cells or a line's keys, or the refusal of what is none."""
    record = article(_by_field(pairs), source=source, encoding=fields.name or "utf-8", name=NAME)
    record.doubts += fields.doubts
    if record.status == "trash":
        return refusal(source, number, "trash", "bài đã bị xóa ở nguồn.", line, record.source_id)
    if not (record.headline or record.body or record.standfirst):
        return refusal(source, number, "no-text", "không có tít và nội dung.", line, record.source_id)
    return record


def _by_field(pairs):
    values, rest = {}, []
    for key, value in pairs:
        name = field(key)
        if name and not values.get(name):
            values[name] = value
        elif value not in (None, "", [], {}):
            rest.append(f"{key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    values["rest"] = rest
    return values


def refusal(source, number, code, reason, line="", source_id=""):
    lines = as_windows_1252(line).splitlines()[:200]
    return Refusal(source=source.name, source_id=source_id, code=code, reason=f"Dòng {number}: {reason}", lines=lines)
