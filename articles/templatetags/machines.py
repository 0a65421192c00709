"""What the head of every public page says to machines: its feeds, its preview, its facts."""

from dataclasses import dataclass, field

from django import template
from django.conf import settings
from django.utils.text import Truncator

from articles import share_picture, structured
from articles.syndication import DAY_KNOWN, absolute, known_change, known_date, share_rendition

register = template.Library()

# Context names that tell what a page is of, the most telling first.
SUBJECTS = ("article", "section", "author", "tag", "directive")
FORMS = (("rss.xml", "application/rss+xml", "RSS"), ("atom.xml", "application/atom+xml", "Atom"),
         ("feed.json", "application/feed+json", "JSON Feed"))  # fmt: skip
# What the page of an article shows beside it.
SHOWN = ("bylines", "tags", "directives", "corrections")
DESCRIPTION = 200


@dataclass
class Head:
    """`feeds` are (media type, title, path), `properties` (name, value) of OpenGraph, `facts` JSON-LD objects."""

    feeds: list = field(default_factory=list)
    properties: list = field(default_factory=list)
    facts: list = field(default_factory=list)


@register.simple_tag(takes_context=True)
def machine_head(context):
    """Return the `Head` of the page that is being rendered; that of a preview tells nothing."""
    kind = next((name for name in SUBJECTS if context.get(name)), "")
    row = context[kind] if kind else None
    if kind == "article" and not row.is_published():
        return Head()
    head = Head(feeds=_feeds("", "/"))
    if kind and kind != "article":
        head.feeds += _feeds(str(row), row.get_absolute_url())
    head.properties = _article_properties(row, context) if kind == "article" else _page_properties(kind, row)
    head.facts = _facts(kind, row, context)
    return head


def _feeds(name, page):
    title = f"{name} - {settings.PAPER['name']}" if name else settings.PAPER["name"]
    return [(media_type, f"{title} ({label})", page + form) for form, media_type, label in FORMS]


def _page_properties(kind, row):
    paper = settings.PAPER
    told = [
        ("og:type", "website"),
        ("og:site_name", paper["name"]),
        ("og:locale", "vi_VN"),
        ("og:title", str(row) if kind else paper["name"]),
        ("og:description", _about(kind, row) or paper["tagline"]),
    ]
    if kind:
        told.append(("og:url", absolute(row.get_absolute_url())))
    return told + _drawn(share_picture.path_of_paper(), paper["name"])


def _about(kind, row):
    fields = {"section": "description", "author": "biography", "tag": "introduction", "directive": "title"}
    return _short(getattr(row, fields[kind])) if kind else ""


def _article_properties(article, context):
    told = [
        ("og:type", "article"),
        ("og:site_name", settings.PAPER["name"]),
        ("og:locale", "vi_VN"),
        ("og:title", article.headline),
        ("og:description", _short(article.standfirst) or article.headline),
        ("og:url", absolute(article.get_absolute_url())),
        ("article:section", article.section.name),
    ]
    if article.date_precision in DAY_KNOWN:
        told.append(("article:published_time", known_date(article)))
    if change := known_change(article):
        told.append(("article:modified_time", change.isoformat(timespec="seconds")))
    told += [("article:tag", tag.name) for tag in context["tags"]]
    people = {byline.author for byline in context["bylines"] if byline.author}
    told += [("article:author", absolute(path)) for path in sorted(person.get_absolute_url() for person in people)]
    return told + _preview(article)


def _preview(article):
    if not article.lead_photo:
        return _drawn(share_picture.path_of(article), article.headline)
    address, width, height = share_rendition(article.lead_photo)
    return _picture(address, "image/jpeg", width, height, article.lead_photo.alt or article.headline)


def _drawn(path, alt):
    return _picture(absolute(path), "image/png", *share_picture.SIZE, alt)


def _picture(address, media_type, width, height, alt):
    return [
        ("og:image", address),
        ("og:image:type", media_type),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", alt),
    ]


def _short(text):
    return Truncator(" ".join(text.split())).chars(DESCRIPTION)


def _facts(kind, row, context):
    if not kind:
        return [structured.website()] if context["request"].path == "/" else []
    facts = [structured.breadcrumbs(structured.steps_to(kind, row))]
    if kind == "article":
        places = context["places"] if row.lead_photo_id else ()
        rows = {name: context.get(name, ()) for name in SHOWN}
        facts.insert(0, structured.news_article(row, places=places, **rows))
    elif kind == "author":
        facts.insert(0, structured.profile(row))
    return facts
