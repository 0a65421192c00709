"""The costly part of an import, done beside the database: clean text, citations found, search words folded.

Pure: what goes in and comes out can be sent to another process.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from types import SimpleNamespace

from articles import search
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, PhotoRecord
from articles.markup import MarkupError, plain_text, sanitise
from articles.mentions import find
from articles.models.article import reading_minutes
from newsroom.vietnamese import nfc, slugify


@dataclass
class Prepared:
    """One record ready to be written; `error` tells the archivist why it cannot be."""

    record: ArticleRecord
    state: str  # the imported state, as JSON
    state_hash: str
    slug: str = ""
    reading_minutes: int = 1
    mentions: tuple = ()
    search: tuple = ()
    error: str = ""


def prepare(record):
    """Clean `record` in place and work out what follows from its text."""
    try:
        record.body = sanitise(record.body)
    except MarkupError as error:
        return Prepared(record, "", "", error=str(error))
    for name in ("headline", "kicker", "agency", "standfirst"):
        value = getattr(record, name)
        if value is not None:
            setattr(record, name, " ".join(nfc(value).replace("\x00", "").split()))
    for photo in record.photos:
        photo.caption = " ".join(nfc(photo.caption).split())[:1000]
        photo.credit = " ".join(nfc(photo.credit).split())[:200]
    record.headline = (record.headline or "")[:300] or None
    state = state_of(record)
    text = plain_text(record.body)
    captions = [photo.caption for photo in record.photos]
    article = SimpleNamespace(headline=record.headline or "", standfirst=record.standfirst, body=record.body)
    words = [record.standfirst, text, *captions, *(byline.name for byline in record.bylines)]
    return Prepared(
        record=record,
        state=state,
        state_hash=hash_of(state),
        slug=(slugify(record.headline, max_length=90) or "bai") if record.headline else "",
        reading_minutes=reading_minutes(record.standfirst, text),
        mentions=tuple(find(article, captions)),
        search=search.fold_row(record.headline or "", "\n".join(words)),
    )


def prepare_all(records):
    return [prepare(record) for record in records]


def state_of(record):
    """Return a record as JSON without its source's name: the imported state, compared by the next run."""
    return json_of(
        {name: value for name, value in vars(record).items() if name != "source" and value not in (None, "", [])}
    )


def json_of(values):
    return json.dumps(values, default=_as_json, ensure_ascii=False, sort_keys=True)


def _as_json(value):
    return asdict(value) if is_dataclass(value) else str(value)


def hash_of(state):
    return hashlib.sha256(state.encode()).hexdigest()


_PARTS = {"photos": PhotoRecord, "bylines": BylineRecord, "doubts": Doubt}


def record_of(state):
    """Return the record of a stored state, dates left as the text they are stored as."""
    known = {field.name for field in fields(ArticleRecord)}
    values = {name: value for name, value in state.items() if name in known}
    for name, kind in _PARTS.items():
        if name in values:
            values[name] = [kind(**part) for part in values[name]]
    return ArticleRecord(source="", **values)
