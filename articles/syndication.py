"""What feeds, sitemaps, the API and JSON-LD share: absolute addresses, lasting names, honest dates, who is public."""

import re
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Article, Author, Byline, Correction
from articles.models.article import DatePrecision
from articles.rendering import rendition_url, rendition_widths
from articles.renditions import share_size
from articles.templatetags.paper import machine_date
from newsroom.addresses import address
from newsroom.models import Tag

DAY_KNOWN = (DatePrecision.MINUTE, DatePrecision.DAY)
WIDE = 1200
# In tag URIs (RFC 4151) a day on which the paper held its domain; never changed, or every reader sees all items again.
TAG_DAY = "2026"

_PICTURE = re.compile(r"<source\s[^<>]{0,2000}>|</?picture>")  # the `img` within is enough elsewhere
_ELEMENT = re.compile(r'<(a|img)((?:\s[a-z-]{1,20}="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s([a-z-]{1,20})="([^"]*)"')
_KEPT = {"href", "title", "rel", "src", "alt", "width", "height"}
_AWAITED = re.compile(r'<p class="photo-place"[^<>]{0,100}>[^<>]{0,200}</p>')
_REGION = re.compile(r'<div class="table-region"[^<>]{0,200}>|</div>')  # the only kind of div there is


def absolute(path):
    """Return the public address of a `path` of this site."""
    return settings.SITE_URL + path


def public_authors():
    """Return the people and groups who signed an article that readers may see."""
    return Author.objects.filter(Exists(Article.objects.published().filter(bylines__author=OuterRef("pk"))))


def public_tags():
    """Return the topics of articles that readers may see."""
    return Tag.objects.filter(Exists(Article.objects.published().filter(taggedarticle__tag=OuterRef("pk"))))


def lasting_name(kind, pk):
    """Return a URI for one row that stays when its address changes: `tag:bao.example,2026:bai/123`."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_DAY}:{kind}/{pk}"


def known_date(article):
    """Return the publication as ISO 8601, no more exact than it is known: `2018-06`; empty where nobody knows it."""
    if article.published_at is None or article.date_precision == DatePrecision.UNKNOWN:
        return ""
    return machine_date(article)


def known_change(article):
    """Return when a person last changed a published article, on the paper's clock; None where nobody did."""
    if article.edited_at is None or article.edited_at <= article.published_at:
        return None
    return timezone.localtime(article.edited_at)


def wide_rendition(photo):
    """Return (address, width, height) of the rendition of `photo` that is nearest to what previews ask for."""
    width = min(rendition_widths(photo), key=lambda each: abs(each - WIDE))
    height = max(1, round(photo.height * width / photo.width))
    return absolute(rendition_url(photo, width)), width, height


def share_rendition(photo):
    """Return (address, width, height) of what is shown of `photo` with a link to its article: cut around its focus."""
    return absolute(address("photo-share", photo.pk, photo.focal_x, photo.focal_y)), *share_size(photo)


def portable_html(html, base):
    """Return our own `html` for use elsewhere: every address absolute from `base`, pictures in one size, no waiting."""

    def attribute(name, value):
        return f' {name}="{_joined(base, value) if name in ("href", "src") else value}"'

    def element(match):
        kept = (attribute(name, value) for name, value in _ATTRIBUTE.findall(match[2]) if name in _KEPT)
        return f"<{match[1]}{''.join(kept)}>"

    return _ELEMENT.sub(element, _PICTURE.sub("", _REGION.sub("", _AWAITED.sub("", html))))


def full_text(article):
    """Return the whole of `article` as HTML that can stand anywhere: standfirst, corrections, text, pictures."""
    agency = f"{escape(article.agency)} – " if article.agency else ""
    standfirst = f"<p><strong>{agency}{article.standfirst_html}</strong></p>" if article.standfirst_html else ""
    told = "".join(f"<p><em>{escape(line)}</em></p>" for line in told_corrections(article))
    return portable_html(standfirst + told + article.body_html, absolute(article.get_absolute_url()))


def told_corrections(article):
    """Return what readers were told of changes of `article`, fetched by `with_corrections`, as lines of plain text."""
    return [_told(correction) for correction in article.told_corrections]


def _told(correction):
    day = timezone.localtime(correction.published_at).strftime("%d/%m/%Y")
    wrong = _("as printed: %(wrong)s") % {"wrong": correction.wrong} if correction.wrong else ""
    right = _("correct is: %(right)s") % {"right": correction.right} if correction.wrong else correction.right
    what = "; ".join(part for part in (wrong, right) if part)
    return f"{correction.title} ({day}): {what}" if what else f"{correction.title} ({day})"


def with_corrections(articles):
    """Return the queryset `articles` with `told_corrections`, the newest first, in one query more."""
    told = Correction.objects.shown().newest_first()
    return articles.prefetch_related(Prefetch("corrections", queryset=told, to_attr="told_corrections"))


def with_all_told(articles):
    """Load what an item tells beside the article itself: who signed, its topics, its corrections; four queries."""
    signed = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
    return with_corrections(articles.prefetch_related(signed, "tags"))


def _joined(base, target):
    try:
        return urljoin(base, target)
    except ValueError:
        return target
