"""Find citations of party and state documents in Vietnamese text. Pure functions; no Django.

    find_citations(text) -> list[Citation]
    to_json(citation) -> dict with the labelling guide's keys

How it works, one module a step: `page` makes aligned copies of the text; `scanner` finds where a kind word, a number
and a symbol stand together (words in `kinds`, symbols in `organs`); `phrases` reads date, issuer, term and title beside
each mention (bodies in `issuer_words` and `issuers`, days in `dates`); `resolution` shares what a list prints once,
derives symbols and points short mentions at fuller ones. To teach it a new kind, body or wording, add a row to a table.
"""

from directives.citations import phrases, resolution, scanner
from directives.citations.model import JSON_KEYS, Citation, to_json
from directives.citations.page import composed, make_page

__all__ = ["JSON_KEYS", "Citation", "find_citations", "to_json"]


def find_citations(text):
    """Return the `Citation`s of `text` in order, disjoint. Offsets are code points of `newsroom.vietnamese.nfc(text)`.

    Linear in the length of `text`. Unknown stays None: no year, issuer or symbol is invented.
    """
    page = make_page(composed(text))
    mentions = scanner.scan(page)
    if not mentions:
        return []
    _read_all(page, mentions)
    series = resolution.group_series(page, mentions)
    for group in series:
        resolution.share(group)
    resolution.spread_lead(page, series)
    citations = [resolution.to_citation(page, mention, number) for number, mention in enumerate(mentions, 1)]
    printed = {
        citation.id for citation, mention in zip(citations, mentions, strict=True)
        if (mention.designation and mention.designation.symbol) or mention.lent
    }
    resolution.link_short(citations, printed)
    resolution.relate(page, series, citations)
    return citations


def _read_all(page, mentions):
    left = 0
    for index, mention in enumerate(mentions):
        right = mentions[index + 1].start if index + 1 < len(mentions) else len(page.text)
        phrases.read_phrases(page, mention, left, right)
        left = mention.said_end
