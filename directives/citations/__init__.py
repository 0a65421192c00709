"""Find citations of party and state documents in Vietnamese text. Pure functions; no Django.

    find_citations(text) -> list[Citation]
    to_json(citation) -> dict with the labelling guide's keys

One module a step. `page` makes aligned copies of the text. `scanner` finds where a kind word, a number and a symbol
stand together, with `heads` (what stands before a number), `counts` (is it a count?), `organs` (symbols) and `plenums`.
`tails` and `leads` read date, issuer and term behind and before a mention, `titles` its title and topic, `issuers` and
`places` names of bodies, `dates` days. `series` shares what a list prints once, `symbols` makes citations, `shorts` and
`relations` link them.

The words are in tables: `kinds`, `issuer_words`, `field_words`, `place_words`, `counts`. To teach
the grammar a kind, a body or a short form, add a row. Patterns run on folded text (no marks, small letters) unless said
otherwise, and every repetition in them is bounded, so that time grows with the length of the text.
"""

from directives.citations import leads, relations, scanner, series, shorts, symbols, tails, titles
from directives.citations.model import JSON_KEYS, Citation, to_json
from directives.citations.page import composed, make_page

__all__ = ["JSON_KEYS", "Citation", "find_citations", "to_json"]


def find_citations(text):
    """Return the `Citation`s of `text` in order, disjoint. Offsets are code points of `newsroom.vietnamese.nfc(text)`.

    Unknown stays None: no year, issuer or symbol is invented. Time is linear in the length of `text`.
    """
    page = make_page(composed(text))
    mentions = scanner.scan(page)
    if not mentions:
        return []
    _read_phrases(page, mentions)
    lists = series.group(page, mentions)
    series.share(page, lists)
    citations = [symbols.to_citation(page, mention, number) for number, mention in enumerate(mentions, 1)]
    shorts.link_short(citations, _with_printed_symbol(citations, mentions))
    relations.relate(page, lists, citations)
    return citations


def _read_phrases(page, mentions):
    left = 0
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        right = following.start if following else len(page.text)
        tails.read_tail(page, mention, right)
        if mention.title is None:
            titles.read_title_before(page, mention)
        if not mention.element and mention.lead is None:
            leads.read_lead(page, mention, left)
        if not mention.own_issuer and mention.lead is None:
            tails.take_following_subject(page, mention, right)
        left = mention.said_end


def _with_printed_symbol(citations, mentions):
    return {
        citation.id
        for citation, mention in zip(citations, mentions, strict=True)
        if mention.lent or (mention.designation and mention.designation.symbol)
    }
