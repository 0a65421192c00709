"""Changing what readers have seen: never in silence. A change says what it is, and most are told to readers."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext

from articles.markup import plain_text
from articles.models import Correction, Status
from newsroom.vietnamese import nfc

# The parts of a snapshot that readers read; a change of tags, section or citations only is no change of the text.
TEXT = ("headline", "kicker", "agency", "standfirst", "body", "bylines", "photos", "ai_use", "ai_note")
# How many words a slip of the pen may touch. Figures, dates and names of documents are never a slip.
SLIP_WORDS = 12
_LINK = re.compile(r' href="([^"]{0,2000})"')


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a person says of a change of published text."""

    kind: str
    wrong: str = ""
    right: str = ""
    decision: str = ""


def was_seen(article):
    """Say whether readers see `article` now or ever saw it, hidden since or not."""
    if article.status == Status.WITHDRAWN or article.is_published():
        return True
    sealed = article.seals.filter(public_from__lte=timezone.now())
    return article.versions.filter(was_public=True).exists() or sealed.exists()


def problems(change, old, new):
    """Return {field of `Change`: sentence} for what is wrong with changing the snapshot `old` into `new`.

    Both hold the fields of `TEXT` as snapshots do. `change` is None where the person said nothing.
    """
    if change is None:
        needed = gettext("Readers have seen this text. Say what kind of change this is.")
        return {"kind": needed} if differs(old, new) else {}
    found = {}
    if change.kind in Correction.TELLING:
        if not change.wrong.strip():
            found["wrong"] = gettext("Say what was wrong.")
        if not change.right.strip():
            found["right"] = gettext("Say what is right.")
    if change.kind == Correction.Kind.SLIP and not is_slip(words_of(old), words_of(new)):
        found["kind"] = gettext("This changes more than a slip of the pen: figures, or more than a few words.")
    return found


def differs(old, new):
    """Say whether two snapshots read differently; emphasis and the kind of a paragraph are no difference."""
    return any(_as_read(field, old.get(field)) != _as_read(field, new.get(field)) for field in TEXT)


def _as_read(field, value):
    if field == "body":
        return _as_read("", plain_text(value or "")), _LINK.findall(value or "")
    if isinstance(value, list):
        return [_row_as_read(row) for row in value]
    return " ".join(nfc(value or "").split())


def _row_as_read(row):
    if not isinstance(row, dict):
        return row
    seen = ("order", "name", "role", "photo", "caption", "credit", "alt")
    return [" ".join(nfc(str(row.get(key) or "")).split()) for key in seen]


def words_of(content):
    """Return the words that readers read of a snapshot."""
    rows = [row for field in ("bylines", "photos") for row in content.get(field) or ()]
    texts = [content.get(field) or "" for field in ("headline", "kicker", "agency", "standfirst", "ai_note")]
    texts += [str(row.get(key) or "") for row in rows for key in ("name", "caption", "credit", "alt", "photo")]
    return nfc(" ".join([*texts, plain_text(content.get("body") or "")])).split()


def is_slip(old, new):
    """Say whether two lists of words differ by a few words without figures."""
    before, after = Counter(old), Counter(new)
    gone, come = before - after, after - before
    few = max(gone.total(), come.total()) <= SLIP_WORDS
    return few and not any(character.isdigit() for word in [*gone, *come] for character in word)


def record(articles, kept, *, by, change):
    """Record what a person changed of texts that readers have seen; `kept` are the versions that the save made.

    Raises `PermissionDenied` where such a text changed and nothing was said of it: no door is silent.
    """
    rows = {row.article_id: row for row in kept}
    for article in articles if by is not None else ():
        if was_seen(article):
            _record(article, rows.get(article.pk), by=by, change=change)


def _record(article, row, *, by, change):
    before = article.versions.filter(number__lt=row.number).newest_first().first() if row else None
    old, new = (before.content, row.content) if before else ({}, {})
    if found := problems(change, old, new):
        raise PermissionDenied(" ".join(found.values()))
    # Wrong information may be put right beside a text that stays as it is; nothing else is worth a record then.
    if change and (differs(old, new) or change.kind in Correction.TELLING):
        _write(article, old, by=by, change=change)


def _write(article, before, *, by, change):
    Correction.objects.create(
        article=article,
        kind=change.kind,
        work=before.get("headline") or article.headline,
        section_name=(before.get("section") or {}).get("name") or (article.section.name if article.section_id else ""),
        printed_at=article.published_at,
        version=article.version,
        wrong=change.wrong.strip(),
        right=change.right.strip(),
        decision=" ".join(change.decision.split())[:300],
        by=by,
    )
