"""Sealing: what readers get is kept unchanged and chained, for the authority that reads what was printed.

A seal holds the page, its text, who signed it, the hashes of its photos and its times, with the hash of the seal
before it. What was imported is sealed from its first change here on; a scheduled text is sealed when its hour is set,
and the seal goes again when the hour does not come.
"""

import hashlib
import json
import zlib

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Article, Seal

# What differs between two seals of the same content.
_OF_THE_SEAL = ("number", "sealed_at", "public_from", "previous")


def follow(article, *, again=False):
    """Seal `article` if it is or will be public; take away the seal of an hour that did not come."""
    Seal.objects.filter(article=article, public_from__gt=timezone.now()).delete()
    if article.status in Article.PUBLIC_STATUSES:
        seal(article, again=again)


def follow_all(articles, kept, *, by=None, change=None):
    """Seal what a person changed or said of it, and every change of what was sealed before.

    `kept` are the versions that the save made: looking at an imported story and saving it as it was seals nothing.
    """
    followed = set(Seal.objects.filter(article__in=articles).values_list("article", flat=True))
    if by is not None:
        followed |= {row.article_id for row in kept}
    for article in articles:
        if change is not None or article.pk in followed:
            follow(article)


@transaction.atomic
def seal(article, *, again=False):
    """Return the new seal of `article`; None when the last one has the same content and it is not `again` public."""
    last = Seal.objects.select_for_update().filter(article=article).without_text().order_by("-number").first()
    content = _content(article)
    content_digest = hashlib.sha256(_canonical(content)).hexdigest()
    if last and last.content_digest == content_digest and not again:
        return None
    now = timezone.now()
    public_from = max(filter(None, (now, article.published_at, article.embargo_until)))
    previous, number = (last.digest, last.number + 1) if last else ("", 1)
    sealed = content | {
        "number": number,
        "sealed_at": now.isoformat(),
        "public_from": public_from.isoformat(),
        "previous": previous,
    }
    data = _canonical(sealed)
    return Seal.objects.create(
        article=article,
        number=number,
        version=article.version,
        public_from=public_from,
        sealed_at=now,
        data=zlib.compress(data, 9),
        content_digest=content_digest,
        previous=previous,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _content(article):
    stored = Article.objects.select_related("section__parent").get(pk=article.pk)
    bylines = list(stored.bylines.all())
    corrections = list(stored.corrections.shown().newest_first())
    context = {"article": stored, "bylines": bylines, "corrections": corrections}
    context |= {"paper": settings.PAPER, "site_url": settings.SITE_URL}
    return {
        "article": stored.pk,
        "version": stored.version,
        "address": settings.SITE_URL + stored.get_absolute_url(),
        "headline": stored.headline,
        "section": str(stored.section),
        "published_at": stored.published_at.isoformat(),
        "date_precision": str(stored.date_precision),
        "bylines": [{"name": byline.name, "role": str(byline.role)} for byline in bylines],
        "text": f"{stored.headline}\n\n{stored.standfirst}\n\n{stored.body_text}",
        "html": render_to_string("articles/sealed.html", context),
        "photos": [_photo(place) for place in stored.photos.shown().select_related("photo")],
        "ai_use": stored.ai_use,
        "ai_note": stored.ai_note,
        "corrections": [correction.pk for correction in corrections],
    }


def _photo(place):
    photo = place.photo
    return {
        "order": place.order,
        "photo": photo.pk if photo else None,
        "sha256": photo.sha256 if photo else "",
        "file": photo.file.name if photo else "",
        "caption": place.caption,
        "credit": place.credit or (photo.credit if photo else ""),
        "alt": place.alt or (photo.alt if photo else ""),
    }


def broken(seals=None):
    """Yield (seal, what is wrong with it) for each seal whose bytes, hash or chain do not fit.

    The first seal kept of an article may name one before it, gone after its months.
    """
    before = None
    for row in (Seal.objects.all() if seals is None else seals).in_order().iterator(chunk_size=50):
        chained = before is not None and before.article_id == row.article_id
        fault = _fault(row, before if chained else None)
        if fault:
            yield row, fault
        before = row


def _fault(row, before):
    try:
        data = zlib.decompress(row.data)
        sealed = json.loads(data)
    except (zlib.error, ValueError):
        return "không đọc được"
    if hashlib.sha256(data).hexdigest() != row.digest:
        return "nội dung không khớp mã băm"
    content = {key: value for key, value in sealed.items() if key not in _OF_THE_SEAL}
    if hashlib.sha256(_canonical(content)).hexdigest() != row.content_digest:
        return "nội dung không khớp mã băm của bài"
    if not _columns_match(row, sealed):
        return "cột không khớp nội dung niêm phong"
    if before and (sealed["previous"] != before.digest or row.number != before.number + 1):
        return "không nối với bản niêm phong trước"
    return ""


def _columns_match(row, sealed):
    return (row.article_id, row.number, row.version, row.previous, row.public_from.isoformat()) == (
        sealed["article"],
        sealed["number"],
        sealed["version"],
        sealed["previous"],
        sealed["public_from"],
    )
