"""ninjs 3.1 (IPTC, News in JSON): a JSON list with one item a line, each valid by the public schema.

The schema is at https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json; its dates are instants, so that only a story
whose minute is known has them. What is known of the others stands as `published` among `altIds`, as in the interface.
"""

import json
from datetime import datetime
from urllib.parse import quote

from django.utils import timezone

from articles.exporting.figures import for_html_readers, legal, with_figures
from articles.exporting.paper import embargo
from articles.formats.record import Role, paragraph

LOSSLESS = False
STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_STATUSES = {"published": "usable", "draft": "withheld", "withdrawn": "canceled"}
_RELATIONS = {
    Role.TEXT: "author",
    Role.PHOTO: "photographer",
    Role.TRANSLATION: "translator",
    Role.COMPILATION: "compiler",
}


def write(items, paper):
    """Yield a JSON list of all `Exported`, an item a line."""
    between = "[\n"
    for item in items:
        yield between + json.dumps(_legal(ninjs(item, paper)), ensure_ascii=False, separators=(",", ":"))
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def ninjs(item, paper):
    """Return the ninjs item of one `Exported`, without the properties that would be empty."""
    record, until = item.record, embargo(item.record, paper)
    first = _first_created(record)
    values = {
        "uri": _uri(record),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "firstCreated": first,
        "versionCreated": item.modified_at.isoformat(timespec="seconds") if first else "",
        "embargoedUntil": until.isoformat(timespec="seconds") if until else "",
        "pubStatus": _STATUSES[record.status],
        "language": record.language,
        "copyrightNotice": f"© {paper.name}",
        "slugline": item.slug,
        "by": ", ".join(byline.name for byline in record.bylines),
        "headlines": _texts(("main", record.headline), ("kicker", record.kicker)) if record.headline else [],
        **_prose(record),
        "people": [{"name": byline.name, "rel": _RELATIONS.get(byline.role, "author")} for byline in record.bylines],
        "subjects": _subjects(record),
        "infoSources": [{"name": record.agency, "role": "agency"}] if record.agency else [],
        "altIds": _other_names(item),
        "associations": [_picture(record, n, photo) for n, photo in enumerate(record.photos, 1) if photo.reference],
    }
    return {name: value for name, value in values.items() if value}


def _prose(record):
    """Return the summary and the body; a story of one paragraph, all of it standfirst here, has it as its body."""
    body, summary = with_figures(record), record.standfirst
    if summary and not record.body:
        body, summary = paragraph(summary) + body, ""
    return {
        "descriptions": _texts(("summary", summary)),
        "bodies": [{"role": "main", "contentType": "text/html", "value": body}] if body else [],
    }


def _uri(record):
    return f"urn:newsroom:{quote(record.key or record.source_id, safe=':/.')}"


def _other_names(item):
    known = _first_created(item.record) or item.record.published_on
    names = [("web", item.url), ("published", known)]
    return [{"role": role, "value": value} for role, value in names if value]


def _first_created(record):
    if record.published_at and not record.date_precision:
        return record.published_at.isoformat(timespec="seconds")
    return ""


def _midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone()).isoformat()


def _texts(*pairs):
    return [{"role": role} | _text(value) for role, value in pairs if value]


def _text(text):
    value = for_html_readers(text)
    return {"contentType": "text/plain" if value == text else "text/html", "value": value}


def _subjects(record):
    sections = [{"name": name, "rel": "section"} for name in record.sections]
    return sections + [{"name": tag, "rel": "about"} for tag in record.tags]


def _picture(record, number, photo):
    values = {
        "name": f"photo{number}",
        "rel": "depicts",
        "uri": f"{_uri(record)}#{number}",
        "type": "picture",
        "contentCreated": _midnight(photo.taken_on) if photo.taken_on else "",
        "by": photo.credit,
        "headlines": _texts(("alt", photo.alt)),
        "descriptions": _texts(("caption", photo.caption)),
        "renditions": [{"name": "original", "href": quote(photo.reference, safe="%/:?#[]@!$&'()*+,;=~")}],
    }
    return {name: value for name, value in values.items() if value}


def _legal(value):
    """Return `value` with the characters gone that no reader shows, in every text within."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, dict):
        return {name: _legal(part) for name, part in value.items()}
    return [_legal(part) for part in value] if isinstance(value, list) else value
