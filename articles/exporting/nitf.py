"""NITF 3 (News Industry Text Format, IPTC): one story a document, in the order of the DTD.

One story is written as a NITF document of its own; several stand in a `<nitf-collection>`, as readers of NITF open
streams of stories. What NITF has no place for is left out: who did what, tags' order of rank, editors' doubts.
"""

from itertools import chain, islice

from articles.exporting.markup import around, element
from articles.exporting.nitf_body import content
from articles.exporting.paper import embargo
from articles.formats.record import Role

LOSSLESS = False
VERSION = "-//IPTC//DTD NITF 3.6//EN"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_DOCTYPE = f'<!DOCTYPE nitf PUBLIC "{VERSION}" "http://www.iptc.org/std/NITF/3.6/specification/nitf-3-6.dtd">\n'
_STATUSES = {"published": "usable", "draft": "withheld", "withdrawn": "canceled"}
_TITLES = {Role.PHOTO: "Ảnh", Role.TRANSLATION: "Dịch", Role.COMPILATION: "Tổng hợp"}


def write(items, paper):
    """Yield one document that holds the stories of all `Exported`."""
    items = iter(items)
    first = list(islice(items, 2))
    yield _DECLARATION
    if len(first) == 1:
        yield _DOCTYPE + story(first[0], paper) + "\n"
        return
    yield "<nitf-collection>\n"
    for item in chain(first, items):
        yield story(item, paper) + "\n"
    yield "</nitf-collection>\n"


def story(item, paper):
    """Return the `<nitf>` element of one `Exported`."""
    record = item.record
    inner = around("head", _head(item, paper)) + around("body", _body(record))
    return f'<nitf version="{VERSION}"{_language(record)}>{inner}</nitf>'


def _language(record):
    return f' baselang="{record.language}"' if record.language.replace("-", "").isalnum() else ""


def _head(item, paper):
    record = item.record
    title = element("title", record.headline) if record.headline else ""
    metas = [element("meta", name="generator", content=paper.name)]
    metas += [element("meta", name="section", content=name) for name in record.sections[:-1]]
    return title + "".join(metas) + _docdata(record, paper) + _pubdata(item, paper)


def _docdata(record, paper):
    until = embargo(record, paper)
    status = "embargoed" if until else _STATUSES[record.status]
    keywords = "".join(element("keyword", key=tag) for tag in record.tags)
    inner = element("doc-id", regsrc=paper.host, id_string=record.key or record.source_id)
    if until or _day(record):
        inner += element("date.release", norm=_stamp(until) if until else _norm(record))
    inner += element("doc.copyright", holder=paper.name) + around("key-list", keywords)
    return around("docdata", inner, management_status=status)


def _pubdata(item, paper):
    record = item.record
    return element(
        "pubdata",
        type="web",
        date__publication=_norm(record) if _day(record) else "",
        name=paper.name,
        position__section=record.sections[-1] if record.sections else "",
        ex_ref=item.url or record.url,
    )


def _day(record):
    return bool(record.published_on) and len(record.published_on) == 10


def _norm(record):
    """Return the publication as ISO 8601, no closer than it is known; empty where it is not."""
    if record.published_at and not record.date_precision:
        return _stamp(record.published_at)
    on = record.published_on or ""
    return on.replace("-", "") if len(on) == 10 else on


def _stamp(moment):
    return moment.strftime("%Y%m%dT%H%M%S%z")[:20]


def _body(record):
    head = around("hedline", _hedline(record))
    head += "".join(map(_byline, record.bylines))
    head += element("distributor", record.agency) if record.agency else ""
    head += _dateline(record)
    head += around("abstract", element("p", record.standfirst) if record.standfirst else "")
    return around("body.head", head) + f"<body.content>{content(record)}</body.content>"


def _dateline(record):
    """Return the day of the story; where it is not known, the agency's mark, for which some look nowhere else."""
    if norm := _norm(record):
        return around("dateline", element("story.date", norm=norm))
    return element("dateline", f"({record.agency})") if 2 <= len(record.agency) <= 20 else ""


def _hedline(record):
    kicker = element("hl2", record.kicker) if record.kicker else ""
    return element("hl1", record.headline or "") + kicker if record.headline or kicker else ""


def _byline(byline):
    title = _TITLES.get(byline.role, "")
    return around("byline", element("person", byline.name) + (element("byttl", title) if title else ""))
