"""An article as a ninjs 3.1 news object.

Specification: iptc.org/std/ninjs. Its dates are instants, so only an article whose minute is known has them; what is
known of the others stands as `published` among `altIds`, which takes a day or a month as well.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import own_links
from articles.exporting.ninjs import STANDARD
from articles.models import Byline
from articles.models.article import DatePrecision
from articles.rendering import rendition_url, rendition_widths
from articles.syndication import absolute, known_change, known_date, lasting_name, portable_html, told_corrections

# Forms of a picture that everybody can read, first the one that stands in the text.
MEDIA_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
RELATIONS = {
    Byline.Role.TEXT: "author",
    Byline.Role.COMPILATION: "compiler",
    Byline.Role.TRANSLATION: "translator",
    Byline.Role.PHOTO: "photographer",
}


def brief(article):
    """Return `article`, a card with bylines and tags fetched, as it stands in lists: without its text."""
    lead = article.lead_photo
    return _without_empty(
        _head(article, "partial") | {"associations": [_picture(lead, caption="", credit="")] if lead else []}
    )


def whole(article, *, places, directives):
    """Return `article` with its text, the photos of its `places` and the `directives` it cites."""
    return _without_empty(
        _head(article, "full")
        | {
            "bodies": _bodies(article),
            "objects": [_cited(directive) for directive in directives],
            "associations": [
                _picture(place.photo, caption=place.caption, credit=place.credit) for place in places if place.photo
            ],
        }
    )


def _head(article, completeness):
    return {
        "uri": lasting_name("bai", article.pk),
        "standard": STANDARD,
        "type": "text",
        "representationType": completeness,
        "profile": "text-photo" if article.lead_photo_id else "text-only",
        "version": str(article.version),
        **_instants(article),
        "pubStatus": "usable",
        "language": article.language,
        "headlines": _roles(main=article.headline, kicker=article.kicker),
        "descriptions": _roles(summary=article.standfirst),
        **_signed(article.bylines.all()),
        "infoSources": [{"name": article.agency, "role": "agency"}] if article.agency else [],
        "subjects": _subjects(article),
        "copyrightHolder": settings.PAPER["name"],
        "edNote": "\n".join(told_corrections(article)),
        "altIds": [
            {"role": "web", "value": absolute(article.get_absolute_url())},
            {"role": "ninjs", "value": absolute(reverse("api-article", args=[article.pk]))},
            *([{"role": "published", "value": known_date(article)}] if known_date(article) else []),
        ],
    }


def _instants(article):
    if article.date_precision != DatePrecision.MINUTE:
        return {}
    first = timezone.localtime(article.published_at)
    changed = known_change(article) or first
    return {
        "firstCreated": first.isoformat(timespec="seconds"),
        "versionCreated": changed.isoformat(timespec="seconds"),
    }


def _roles(**texts):
    return [{"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text]


def _signed(bylines):
    """Return who signed, as one line and one by one."""
    bylines = list(bylines)
    told = {"by": ", ".join(byline.name for byline in bylines), "people": [], "organisations": []}
    for byline in bylines:
        group = "organisations" if byline.author and byline.author.is_organisation else "people"
        page = {"uri": absolute(byline.author.get_absolute_url())} if byline.author else {}
        told[group].append({"name": byline.name, "rel": RELATIONS[byline.role]} | page)
    return told


def _subjects(article):
    section = [{"name": article.section.name, "rel": "section", "uri": absolute(article.section.get_absolute_url())}]
    tags = article.tags.all()
    return section + [{"name": tag.name, "rel": "about", "uri": absolute(tag.get_absolute_url())} for tag in tags]


def _bodies(article):
    plain = article.body_text
    if not plain and not article.lead_photo_id:
        return []
    return [
        {
            "role": "main",
            "contentType": "text/html",
            "charCount": len(plain),
            "wordCount": len(plain.split()),
            "value": portable_html(own_links.for_readers(article.body_html)[0], absolute(article.get_absolute_url())),
        },
        *([{"role": "text", "contentType": "text/plain", "value": plain}] if plain else []),
    ]


def _cited(directive):
    cited = {"name": directive.full_name, "rel": "cites", "uri": absolute(directive.get_absolute_url())}
    return cited | ({"literal": directive.symbol} if directive.symbol else {})


def _picture(photo, *, caption, credit):
    name = caption or photo.alt or photo.caption
    return _without_empty(
        {
            "name": name or lasting_name("anh", photo.pk),
            "rel": "photo",
            "uri": lasting_name("anh", photo.pk),
            "type": "picture",
            "descriptions": _roles(caption=caption),
            "by": credit or photo.credit,
            "renditions": [_rendition(photo, width, form) for form in MEDIA_TYPES for width in rendition_widths(photo)],
        }
    )


def _rendition(photo, width, form):
    return {
        "name": f"{width}w" if form == "webp" else f"{width}w-{form}",
        "href": absolute(rendition_url(photo, width, form)),
        "contentType": MEDIA_TYPES[form],
        "width": width,
        "height": max(1, round(photo.height * width / photo.width)),
    }


def _without_empty(item):
    return {key: value for key, value in item.items() if value not in ("", [])}
