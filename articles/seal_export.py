"""One day's sealed pages as files, for the authority's reader: each page, its seal, and an index with the hashes."""

import hashlib
import json
import zlib
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from articles.models import Correction, Move, Seal, Status


def export_day(day, folder):
    """Write what became public on `day` to `folder`/<day>/ and return how many pages that were.

    `N-n.html` is seal n of article N as readers had it; the bytes of `N-n.json` are what the seal's SHA-256 is made
    of. The index is written last, so that a folder with one is whole.
    """
    target = Path(folder) / day.isoformat()
    target.mkdir(parents=True, exist_ok=True)
    pages = [_write(seal, target) for seal in Seal.objects.on(day).iterator(chunk_size=50)]
    index = {
        "paper": settings.PAPER["name"],
        "day": day.isoformat(),
        "made_at": timezone.now().isoformat(),
        "pages": pages,
        "corrections": [_correction(row) for row in _of_day(Correction.objects.shown(), "published_at", day)],
        "removed": [_removal(row) for row in _of_day(Move.objects.filter(target=Status.WITHDRAWN), "at", day)],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (target / "index.json").write_text(text + "\n", encoding="utf-8")
    return len(pages)


def _write(seal, target):
    data = zlib.decompress(seal.data)
    sealed = json.loads(data)
    name = f"{seal.article_id}-{seal.number}"
    html = sealed["html"].encode()
    (target / f"{name}.html").write_bytes(html)
    (target / f"{name}.json").write_bytes(data)
    kept = ("article", "number", "version", "address", "headline", "published_at", "public_from", "sealed_at", "photos")
    return {
        "page": f"{name}.html",
        "page_sha256": hashlib.sha256(html).hexdigest(),
        "seal": f"{name}.json",
        "seal_sha256": seal.digest,
        "previous_seal_sha256": seal.previous,
        **{key: sealed[key] for key in kept},
    }


def _of_day(queryset, field, day):
    zone = timezone.get_default_timezone()
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    bounds = {f"{field}__gte": start, f"{field}__lt": start + timedelta(days=1)}
    return queryset.filter(**bounds).select_related("article__section").order_by(field, "id")


def _address(article):
    return settings.SITE_URL + article.get_absolute_url()


def _correction(row):
    keys = ("kind", "title", "work", "section_name", "wrong", "right", "decision", "version")
    told = {key: str(getattr(row, key)) for key in keys}
    return told | {"address": _address(row.article), "published_at": row.published_at.isoformat()}


def _removal(move):
    return {
        "address": _address(move.article),
        "headline": move.article.headline,
        "removed_at": move.at.isoformat(),
        "reason": move.reason,
        "decided_by": move.decided_by,
    }
