"""RSS 2.0, Atom and JSON Feed of the paper, of each section, topic, author and document.

Only articles whose day is known: a feed tells what is new, and an old page without a date would pose as news.
Rules: rssboard.org/rss-specification, RFC 4287, jsonfeed.org/version/1.1.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles import own_links
from articles.exporting.figures import legal
from articles.models import Article, Section
from articles.syndication import (
    DAY_KNOWN,
    absolute,
    full_text,
    known_change,
    lasting_name,
    public_authors,
    public_tags,
    told_corrections,
    wide_rendition,
    with_all_told,
)
from directives.models import Directive
from newsroom.models import FormerSlug
from newsroom.paging import EPOCH

SIZE = 30
A_MINUTE = 60
MEDIA_TYPES = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}


@dataclass(frozen=True, kw_only=True)
class Channel:
    """What one feed is of. `page` is the path of the page that readers see; the feed's own lies below it."""

    name: str
    about: str
    page: str
    articles: QuerySet

    @property
    def title(self):
        return f"{self.name} - {settings.PAPER['name']}" if self.name else settings.PAPER["name"]


@require_safe
@cache_control(public=True, max_age=A_MINUTE)
@conditional_page
def feed(request, *, form, kind="", slug=""):
    """Return the feed in the `form` that ends its address; that of a former slug redirects for good."""
    if not kind:
        return _response(_paper(), form)
    find, channel_of = KINDS[kind]
    row = _find(find(), slug)
    if row.slug != slug:
        return HttpResponsePermanentRedirect(row.get_absolute_url() + form)
    return _response(channel_of(row), form)


def _find(rows, slug):
    row = rows.filter(slug=slug).first()
    if row is None:
        row = get_object_or_404(rows, pk=FormerSlug.objects.current(rows.model._meta.label_lower, slug))
    return row


def _paper():
    return Channel(name="", about=settings.PAPER["tagline"], page="/", articles=Article.objects.published())


def _section(section):
    articles = Article.objects.published().within(section)
    return Channel(name=section.name, about=section.description, page=section.get_absolute_url(), articles=articles)


def _author(author):
    articles = Article.objects.published().named_by(author.bylines.all(), "article")
    return Channel(name=author.name, about=author.biography, page=author.get_absolute_url(), articles=articles)


def _tag(tag):
    articles = Article.objects.published().named_by(tag.tagged_articles.all(), "content_object")
    return Channel(name=tag.name, about=tag.introduction, page=tag.get_absolute_url(), articles=articles)


def _directive(directive):
    articles = Article.objects.published().named_by(directive.citations.filter(state="settled"), "article")
    about = directive.title or directive.subject
    return Channel(name=directive.full_name, about=about, page=directive.get_absolute_url(), articles=articles)


# kind -> (the rows that readers may know of, the channel of one)
KINDS = {
    "section": (Section.objects.all, _section),
    "author": (public_authors, _author),
    "tag": (public_tags, _tag),
    "directive": (Directive.objects.for_readers, _directive),
}


def latest(articles):
    """Return the newest `SIZE` of `articles` whose day is known, with what their items print."""
    return own_links.settle(
        with_all_told(articles.filter(date_precision__in=DAY_KNOWN))
        .select_related("section__parent", "lead_photo")
        .defer("body", "doubts", "published_on_reason")
        .newest_first()[:SIZE]
    )


def _response(channel, form):
    articles = latest(channel.articles)
    media_type = MEDIA_TYPES[form]
    if form == "feed.json":
        document = _json_feed(channel, articles)
        return JsonResponse(document, content_type=media_type, json_dumps_params={"ensure_ascii": False})
    items = [_item(article) for article in articles]
    context = {
        "paper": settings.PAPER,
        "title": channel.title,
        "about": channel.about or _("News from %(paper)s.") % {"paper": channel.title},
        "page": absolute(channel.page),
        "self": absolute(channel.page + form),
        "site": absolute("/"),
        "updated": max((item["updated"] for item in items), default=EPOCH),
        "items": items,
    }
    return HttpResponse(legal(render_to_string(f"feeds/{form}", context)), content_type=f"{media_type}; charset=utf-8")


def _item(article):
    published = timezone.localtime(article.published_at)
    photo = wide_rendition(article.lead_photo) if article.lead_photo else None
    return {
        "name": lasting_name("bai", article.pk),
        "address": absolute(article.get_absolute_url()),
        "title": article.headline,
        "summary": article.standfirst,
        "html": full_text(article),
        "published": published,
        "updated": known_change(article) or published,
        "authors": [byline.name for byline in article.bylines.all()],
        "section": article.section.name,
        "tags": [tag.name for tag in article.tags.all()],
        "photo": photo and dict(zip(("address", "width", "height"), (photo[0], *map(str, photo[1:])), strict=True)),
        "language": article.language,
    }


def _json_feed(channel, articles):
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        **({"description": channel.about} if channel.about else {}),
        "home_page_url": absolute(channel.page),
        "feed_url": absolute(channel.page + "feed.json"),
        "language": "vi",
        "authors": [{"name": settings.PAPER["name"], "url": absolute("/")}],
        "items": [_json_item(article) for article in articles],
    }


def _json_item(article):
    item = _item(article)
    told = {
        "id": item["name"],
        "url": item["address"],
        "title": item["title"],
        "summary": item["summary"],
        "content_html": item["html"],
        "date_published": item["published"].isoformat(timespec="seconds"),
        "date_modified": item["updated"].isoformat(timespec="seconds"),
        "image": item["photo"] and item["photo"]["address"],
        "authors": [_json_author(byline) for byline in article.bylines.all()],
        "tags": [item["section"], *item["tags"]],
        "language": item["language"],
    }
    if corrections := told_corrections(article):
        # JSON Feed 1.1, "Extensions": a name that begins with an underscore is the publisher's own.
        told["_corrections"] = {"about": absolute(reverse("corrections")), "notes": corrections}
    return {key: value for key, value in told.items() if value}


def _json_author(byline):
    page = {"url": absolute(byline.author.get_absolute_url())} if byline.author else {}
    return {"name": byline.name} | page
