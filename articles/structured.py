"""What a page is, as schema.org data for search engines. Only what the page itself shows."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Byline
from articles.syndication import absolute, known_change, known_date, wide_rendition

CONTEXT = "https://schema.org"
# How a signature's role is called in schema.org.
ROLES = {
    Byline.Role.TEXT: "author",
    Byline.Role.COMPILATION: "author",
    Byline.Role.TRANSLATION: "translator",
    Byline.Role.PHOTO: "contributor",
}


def news_article(article, *, bylines, tags, directives, places=(), corrections=()):
    """Return `article` as `NewsArticle`; `places` are its photo places with their photos.

    An unknown day is left out, a month stays a month.
    """
    change = known_change(article)
    return _known(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "headline": article.headline,
            "description": article.standfirst,
            "url": absolute(article.get_absolute_url()),
            "mainEntityOfPage": absolute(article.get_absolute_url()),
            "datePublished": known_date(article),
            "dateModified": change and change.isoformat(timespec="seconds"),
            **_signed(bylines),
            "image": [_image(place) for place in places if place.photo],
            "articleSection": article.section.name,
            "keywords": [tag.name for tag in tags],
            "citation": [_citation(directive) for directive in directives],
            "correction": [_correction(correction) for correction in corrections],
            "inLanguage": article.language,
            "timeRequired": f"PT{article.reading_minutes}M",
            "isAccessibleForFree": True,
            "publisher": publisher(),
        }
    )


def _signed(bylines):
    signed = {}
    for byline in bylines:
        signed.setdefault(ROLES[byline.role], []).append(_person(byline))
    return signed


def _person(byline):
    author = byline.author
    kind = "Organization" if author and author.is_organisation else "Person"
    return {"@type": kind, "name": byline.name, "url": author and absolute(author.get_absolute_url())}


def _image(place):
    address, width, height = wide_rendition(place.photo)
    return {
        "@type": "ImageObject",
        "url": address,
        "width": width,
        "height": height,
        "caption": place.caption,
        "creditText": place.credit or place.photo.credit,
    }


def _citation(directive):
    return {
        "@type": "Legislation",
        "name": directive.full_name,
        "url": absolute(directive.get_absolute_url()),
        "legislationIdentifier": directive.symbol,
    }


def _correction(correction):
    return {
        "@type": "CorrectionComment",
        "name": correction.title,
        "text": correction.right,
        "datePublished": timezone.localtime(correction.published_at).isoformat(timespec="seconds"),
    }


def profile(author):
    """Return the page of `author` as `ProfilePage`, with what it shows: name, biography, portrait."""
    return _known(
        {
            "@context": CONTEXT,
            "@type": "ProfilePage",
            "mainEntity": {
                "@type": "Organization" if author.is_organisation else "Person",
                "name": author.name,
                "description": " ".join(author.biography.split()),
                "url": absolute(author.get_absolute_url()),
                "image": author.shown_portrait and wide_rendition(author.shown_portrait)[0],
            },
        }
    )


def publisher():
    """Return the paper as `NewsMediaOrganization`."""
    paper = settings.PAPER
    body = paper["governing_body"]
    return _known(
        {
            "@type": "NewsMediaOrganization",
            "name": paper["name"],
            "url": absolute("/"),
            "logo": paper["logo"] and urljoin(absolute("/"), paper["logo"]),
            "parentOrganization": body and {"@type": "Organization", "name": body},
        }
    )


def website():
    """Return the paper's site, with the address of its search."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": settings.PAPER["name"],
        "url": absolute("/"),
        "inLanguage": "vi",
        "publisher": publisher(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": absolute(reverse("search")) + "?q={words}"},
            "query-input": "required name=words",
        },
    }


def breadcrumbs(steps):
    """Return `steps`, (name, path) from the front page to the page itself, as `BreadcrumbList`."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def steps_to(kind, row):
    """Return the steps from the front page to the page of `row`, which is of `kind`: as its breadcrumb shows them."""
    steps = [(_("Front page"), reverse("front"))]
    section = row.section if kind == "article" else row if kind == "section" else None
    if section:
        steps += [(each.name, each.get_absolute_url()) for each in (section.parent, section) if each]
    if kind in ROOMS:
        name, room = ROOMS[kind]
        steps.append((name(), reverse(room)))
    if kind != "section":
        steps.append((str(row), row.get_absolute_url()))
    return steps


ROOMS = {
    "author": (lambda: _("People who write"), "authors"),
    "directive": (lambda: _("Register of documents"), "directives"),
}


def _known(value):
    """Return `value` without anything that is not known, at any depth."""
    if isinstance(value, dict):
        cleaned = {key: _known(each) for key, each in value.items()}
        return {key: each for key, each in cleaned.items() if each not in (None, "", [], {})}
    return [_known(each) for each in value] if isinstance(value, list) else value
