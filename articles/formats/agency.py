"""The agency's mark, `LSO-` or `(TTXVN) -`, before a story's first words: cut off and kept apart, as captures do it."""

import re
from dataclasses import dataclass

from lxml import etree

from articles.formats.capture.lead import agency_alone, cut_agency
from articles.formats.markup import one_line, parse
from articles.formats.record import PHOTO_MARK

LONGEST_START = 4000
# no mark is longer, and none is without a dash or a bracket behind it
_MAY_BE = re.compile(r"<p>(?:<[^<>]{0,500}>|[^<>–—-]){0,80}?[\])–—-]")
_PHOTO = f"<p>{PHOTO_MARK.split('{')[0]}"


@dataclass(frozen=True)
class Parted:
    """A story's opening with its mark taken out; `agency` is empty where there was none."""

    agency: str
    standfirst: str
    body: str


def part(standfirst, body):
    """Return the `Parted` opening of a story: its plain `standfirst`, and its `body` as `markup.semantic` gives it.

    The mark stands before the standfirst, or before the first paragraph, or is a paragraph of its own.
    """
    if standfirst:
        opening = cut_agency(standfirst)
        if opening.agency and opening.text:
            return Parted(opening.agency, opening.text, body)
    start, end = _first_paragraph(body)
    if end < 0 or end - start > LONGEST_START or not _MAY_BE.match(body, start):
        return Parted("", standfirst, body)
    agency, rest = _cut(body[start:end])
    return Parted(agency, standfirst, body[:start] + rest + body[end:] if agency else body)


def take(record):
    """Cut the mark off the opening of `record` and keep it as its agency; one that the source names stays."""
    parted = part(record.standfirst, record.body)
    if parted.agency and record.language == "vi":
        record.agency = record.agency or parted.agency
        record.standfirst, record.body = parted.standfirst, parted.body
    return record


def _first_paragraph(body):
    """Return where the first paragraph that is no photo place begins and ends; an end of -1 for none."""
    start = 0
    while body.startswith(_PHOTO, start):
        start = body.find("</p>", start) + 4
        if start < 4:
            return 0, -1
    if not body.startswith("<p>", start):
        return 0, -1
    end = body.find("</p>", start)
    return start, end + 4 if end >= 0 else -1


def _cut(html):
    """Return the mark of one paragraph, and its HTML without it; nothing of a paragraph that is the mark alone."""
    root = parse(html)
    element = next(root.iter("p"), None) if root is not None else None
    text = one_line("".join(element.itertext())) if element is not None else ""
    opening = cut_agency(text)
    if not opening.agency:
        return "", html
    if not opening.text:
        return (opening.agency, "") if agency_alone(text) else ("", html)
    if not cut_start(element, len(text) - len(opening.text)):
        return "", html
    return opening.agency, _without_empty(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _without_empty(html):
    for name in ("strong", "em"):
        html = html.replace(f"<p><{name}></{name}>", "<p>")
    return html


def cut_start(element, length):
    """Remove the first `length` characters of the element's text; return whether the text has as many."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = "text" if event == "start" else "tail"
        value = getattr(node, name)
        if value and (event == "start" or node is not element):
            cut = min(length, len(value))
            setattr(node, name, value[cut:])
            length -= cut
        if not length:
            return True
    return False
