"""The mentions of documents in one article's text, each with its part, place and sentence. Touches no database."""

import re
from dataclasses import dataclass

from articles.markup import flow_text
from articles.models.citation import Citation
from directives.citations import find_citations
from directives.numbering import Facts
from directives.registry import facts_of, wording_of

GAP = "\n\n"
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
SENTENCE_LENGTH = 400


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One citation as found: its part of the article, its place in that part, and the facts it gives."""

    part: str
    place: int
    start: int
    end: int
    surface: str
    sentence: str
    facts: Facts
    wording: tuple[str, str] | None = None  # kind and text of what the document is about
    ambiguous: bool = False
    relations: tuple = ()  # (verb, place in the list of mentions) of each document that this one does something to


def parts_of(article, captions):
    """Return [(part, place, text)] in reading order: what the finder reads as one text."""
    parts = [
        (Citation.Part.HEADLINE, 0, article.headline),
        (Citation.Part.STANDFIRST, 0, article.standfirst),
        (Citation.Part.BODY, 0, flow_text(article.body)),
    ]
    return parts + [(Citation.Part.CAPTION, number, caption) for number, caption in enumerate(captions, 1)]


def find(article, captions):
    """Return the mentions in an article's text; short ones carry what a fuller mention beside them tells."""
    parts = [part for part in parts_of(article, captions) if part[2]]
    found = find_citations(GAP.join(text for _part, _place, text in parts))
    number = {citation.id: index for index, citation in enumerate(found)}
    mentions, offset = [], 0
    for part, place, text in parts:
        for citation in found:
            start, end = citation.start - offset, citation.end - offset
            if start >= 0 and end <= len(text):
                mentions.append(
                    Mention(
                        part=part,
                        place=place,
                        start=start,
                        end=end,
                        surface=citation.surface[:300],
                        sentence=sentence_around(text, start, end),
                        facts=facts_of(citation),
                        wording=wording_of(citation),
                        ambiguous=citation.ambiguous,
                        relations=tuple((verb, number[target]) for verb, target in citation.relations),
                    )
                )
        offset += len(text) + len(GAP)
    return mentions


def sentence_around(text, start, end):
    """Return the sentence of `text` that holds characters start to end, cut at word ends to some 400 characters."""
    window = max(0, start - SENTENCE_LENGTH // 2)
    begin = window
    for match in _SENTENCE_END.finditer(text, window, start):
        begin = match.end()
    if begin == window and window:
        begin = text.find(" ", window, start) + 1 or window
    match = _SENTENCE_END.search(text, end, end + SENTENCE_LENGTH // 2)
    if match:
        return " ".join(text[begin : match.end()].split())
    stop = min(len(text), end + SENTENCE_LENGTH // 2)
    cut = text.rfind(" ", end, stop) if stop < len(text) else stop
    return " ".join(text[begin : cut if cut > end else stop].split())
