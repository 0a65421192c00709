"""The answers to an open form: each takes the request, the article (None for a new one) and the JSON that was sent."""

import re
from bisect import bisect_right
from html import escape
from itertools import accumulate

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from articles import own_links, pasting, search, unsaved, writing
from articles.admin.writing_bounds import MAX_LENGTH, Refused, fields_of, texts_of
from articles.models import Article, Citation
from articles.reading import read
from newsroom.vietnamese import nfc

PROPOSED = 8
SAMPLES = 60
_LINE_END = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# The address of one of our articles, as people copy it: by its title, or by its number alone.
_ADDRESS = re.compile(r"-(\d{1,18})\.html\b|^/bai/(\d{1,18})/$")


def reading(request, article, sent):
    """What the text cites, with what it resolves to, and which of its texts seem to be in an old encoding."""
    parts = {name: texts_of(sent, name) for name in ("headline", "standfirst", "blocks", "captions")}
    if sum(len(text) for texts in parts.values() for text in texts) > MAX_LENGTH:
        raise Refused(413)
    lines = [_line(block) for block in parts["blocks"]]
    written = Article(
        pk=article.pk if article else None,
        headline=_line(" ".join(parts["headline"])),
        standfirst=_line(" ".join(parts["standfirst"])),
        body="".join(f"<p>{escape(line, quote=False)}</p>" for line in lines),
    )
    if article:
        written.published_at, written.date_precision = article.published_at, article.date_precision
    readings = read(written, [_line(caption) for caption in parts["captions"]])
    return JsonResponse({"citations": _told(readings, lines), "encodings": _encodings(parts)})


def _line(text):
    """Return `text` composed and on one line, as long as it is composed: places in it are told to the form."""
    return nfc(_LINE_END.sub(" ", text))


def _told(readings, lines):
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return [_citation(reading, starts) for reading in readings if reading.state != Citation.State.REJECTED]


def _citation(reading, starts):
    mention, directive = reading.mention, reading.directive
    block, offset = 0, 0
    if mention.part == Citation.Part.BODY:
        block = bisect_right(starts, mention.start) - 1
        offset = starts[block]
    told = {
        "part": mention.part,
        "place": mention.place,
        "block": block,
        "start": mention.start - offset,
        "end": mention.end - offset,
        "surface": mention.surface,
        "state": reading.state,
    }
    if directive is None:
        return told
    address = reverse("admin:directives_directive_change", args=[directive.pk])
    return told | {"name": directive.full_name, "address": address}


def _encodings(parts):
    """Return {part: {place: name of the encoding}} of the texts that seem to be in an old one."""
    places = [(name, place) for name, texts in parts.items() for place in range(len(texts))]
    found = writing.old_encodings([text for texts in parts.values() for text in texts])
    told = {}
    for number, encoding in found.items():
        name, place = places[number]
        told.setdefault(name, {})[place] = encoding
    return told


def convert(request, article, sent):
    found = writing.conversion(texts_of(sent, "texts"))
    return JsonResponse({"edits": found})


def tidy(request, article, sent):
    """The changes of typography, each with a sample for people to read."""
    texts = texts_of(sent, "texts")
    found = writing.typographic(texts, settings.TONE_STYLE)
    rows = [(text, edit) for text, edits in zip(texts, found, strict=True) for edit in edits]
    samples = [{"kind": edit.kind, "sample": writing.sample(text, edit)} for text, edit in rows[:SAMPLES]]
    edits = [[(edit.start, edit.end, edit.new) for edit in edits] for edits in found]
    return JsonResponse({"edits": edits, "samples": samples, "count": len(rows)})


def paste(request, article, sent):
    html = sent.get("html")
    if not isinstance(html, str):
        raise Refused(400)
    body, pictures = pasting.clean(html)
    return JsonResponse({"html": body, "pictures": pictures})


def articles(request, article, sent):
    """Articles that fit what was typed, public ones and those the user may see at the desk; not the article itself."""
    typed = sent.get("q")
    if not isinstance(typed, str) or len(typed) > 300:
        raise Refused(400)
    known = own_links.linkable(request.user)
    if article:
        known = known.exclude(pk=article.pk)
    address = _ADDRESS.search(typed)
    pks = [int(address[1] or address[2])] if address else search.find(known, typed.replace("\x00", " "), limit=PROPOSED)
    rows = known.select_related("section").defer("body", "body_html", "standfirst_html").in_bulk(pks)
    found = [rows[pk] for pk in pks if pk in rows]
    return JsonResponse({"items": [_proposal(each) for each in found]})


def _proposal(article):
    public = article.is_published()
    shown = localtime(article.published_at).strftime("%d/%m/%Y") if public else article.get_status_display()
    return {"href": own_links.address_of(article), "text": str(article), "note": shown, "public": public}


def preview(request, article, sent):
    """The page as it would look were the form saved and published now."""
    drawn = unsaved.from_form(fields_of(sent), article)
    written = unsaved.rendered(drawn)
    [body] = own_links.for_readers(written.body_html)
    response = render(request, "articles/preview_typing.html", {"article": written, "body": body, "names": drawn.names})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


ANSWERS = {
    "reading": reading,
    "convert": convert,
    "tidy": tidy,
    "paste": paste,
    "articles": articles,
    "preview": preview,
}
