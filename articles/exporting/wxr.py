"""WXR 1.2, the file that WordPress imports: authors, categories and tags stand before the first item that needs them.

Tools → Import in WordPress reads those wherever they stand in the channel. Pictures are attachments of their own,
before their article. HTML in titles and terms is escaped, as WordPress stores them.
"""

from html import escape

from articles.exporting.figures import figure, with_figures
from articles.exporting.markup import cdata
from articles.exporting.wxr_terms import Terms
from articles.exporting.wxr_times import rfc822, times

LOSSLESS = False
_NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
_PENDING = {"submitted", "editing", "awaiting_approval", "scheduled"}


def write(items, paper):
    """Yield one RSS channel with an item for each `Exported`, and one for each of its pictures."""
    yield _head(paper)
    terms = Terms()
    for item in items:
        yield terms.declare(item.record)
        for number, photo in zip(item.photo_numbers, item.record.photos, strict=True):
            if photo.reference:
                yield _attachment(item, number, photo, terms, paper)
        yield _post(item, terms, paper)
    yield "</channel>\n</rss>\n"


def field(name, value):
    """Return one element of an item: a number as it is, as WordPress writes it, other text in CDATA."""
    return f"<{name}>{value if value.isdecimal() and value.isascii() else cdata(value)}</{name}>\n"


def _head(paper):
    spaces = "".join(f'\n\txmlns:{prefix}="{address}"' for prefix, address in _NAMESPACES.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"{spaces}>\n<channel>\n'
        + field("title", escape(paper.name, quote=False))
        + field("link", paper.url)
        + field("description", escape(paper.tagline, quote=False))
        + f"<pubDate>{rfc822(paper.now)}</pubDate>\n<language>{escape(paper.language)}</language>\n"
        + "<wp:wxr_version>1.2</wp:wxr_version>\n"
        + field("wp:base_site_url", paper.url)
        + field("wp:base_blog_url", paper.url)
    )


def _post_number(item):
    """Return WordPress's number of an article: even, so that those of pictures, odd, are others."""
    return 2 * item.number


def _picture_number(number):
    return 2 * number + 1


def _post(item, terms, paper):
    record = item.record
    numbers = iter(item.photo_numbers)
    ids = {order: _picture_number(number) for order, number in enumerate(numbers, 1)}

    def show(order, photo):
        return figure(order, photo, attributes=f' class="wp-image-{ids[order]}"' if photo.reference else "")

    body = _inert(with_figures(record, show))
    values = {
        "wp:post_id": str(_post_number(item)),
        **times(record, item.modified_at, paper),
        "wp:comment_status": "closed",
        "wp:ping_status": "closed",
        "wp:post_name": item.slug,
        "wp:status": _status(record, paper),
        "wp:post_parent": "0",
        "wp:menu_order": "0",
        "wp:post_type": "post",
        "wp:post_password": "",
        "wp:is_sticky": "0",
    }
    return (
        _opening(item, terms, title=record.headline or "", link=item.url, guid=record.url or record.key)
        + field("content:encoded", body)
        + field("excerpt:encoded", escape(record.standfirst, quote=False))
        + "".join(field(name, value) for name, value in values.items())
        + terms.of(record, paper.language)
        + _metas({"kicker": record.kicker, "agency": record.agency})
        + "</item>\n"
    )


def _opening(item, terms, *, title, link, guid):
    record = item.record
    published = rfc822(record.published_at) if record.published_at and not record.date_precision else ""
    return (
        "<item>\n"
        + field("title", escape(title, quote=False))
        + field("link", link)
        + f"<pubDate>{published}</pubDate>\n"
        + field("dc:creator", terms.first_login(record))
        + f'<guid isPermaLink="false">{cdata(guid)}</guid>\n<description></description>\n'
    )


def _attachment(item, number, photo, terms, paper):
    values = {
        "content:encoded": "",
        "excerpt:encoded": escape(photo.caption, quote=False),
        "wp:post_id": str(_picture_number(number)),
        **times(item.record, item.modified_at, paper),
        "wp:comment_status": "closed",
        "wp:ping_status": "closed",
        "wp:post_name": f"anh-{number}",
        "wp:status": "inherit",
        "wp:post_parent": str(_post_number(item)),
        "wp:menu_order": "0",
        "wp:post_type": "attachment",
        "wp:post_password": "",
        "wp:is_sticky": "0",
        "wp:attachment_url": photo.reference,
    }
    metas = {"_wp_attachment_image_alt": photo.alt, "_media_credit": photo.credit}
    title = photo.alt or photo.caption or photo.reference.rpartition("/")[2]
    return (
        _opening(item, terms, title=title, link="", guid=photo.reference)
        + "".join(field(name, value) for name, value in values.items())
        + _metas(metas)
        + "</item>\n"
    )


def _metas(values):
    """Return the custom fields that have a value."""
    fields = (
        field("wp:meta_key", name) + field("wp:meta_value", escape(value, quote=False))
        for name, value in values.items()
        if value
    )
    return "".join(f"<wp:postmeta>\n{pair}</wp:postmeta>\n" for pair in fields)


def _status(record, paper):
    if record.status == "withdrawn":
        return "private"
    if record.status == "draft":
        return "pending" if record.stage in _PENDING else "draft"
    ahead = [moment for moment in (record.published_at, record.embargo_until) if moment and moment > paper.now]
    return "future" if ahead else "publish"


def _inert(html):
    """Return `html` in which no square bracket is a shortcode of WordPress, and nothing ends CDATA."""
    return html.replace("[", "&#91;").replace("]]>", "]]&gt;")
