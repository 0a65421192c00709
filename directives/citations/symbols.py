"""From a mention to a citation: issuers that a symbol tells, symbols that an issuer tells (guide, rules 4 and 5)."""

import re

from directives.citations.dates import roman_of
from directives.citations.issuers import CENTRAL_COMMITTEE, CENTRE, GOVERNMENT, PRIME_MINISTER
from directives.citations.model import Citation
from directives.citations.organs import is_assembly, make_symbol

_PARTY_LETTERS = {"NQ": "NQ", "CT": "CT", "KL": "KL", "QĐ": "QĐ", "QĐi": "QĐ", "KH": "KH", "TB": "TB"}
_COMMITTEE_ORGANS = (
    (re.compile(r"(?:Ban Thường vụ )?Tỉnh ủy\b"), "TU"),
    (re.compile(r"(?:Ban Thường vụ )?Huyện ủy\b"), "HU"),
)
_STATE_TAILS = {
    ("NQ", GOVERNMENT): ("NQ", "CP"),
    ("QĐ", PRIME_MINISTER): ("QĐ", "TTg"),
    ("CT", PRIME_MINISTER): ("CT", "TTg"),
    ("NĐ", GOVERNMENT): ("NĐ", "CP"),
}
_SOLE_ISSUERS = {"CP": GOVERNMENT, "TTg": PRIME_MINISTER}


def to_citation(page, mention, number):
    """Return the `Citation` of a mention whose phrases are read and shared; `number` counts from 1."""
    citation = Citation(
        id=f"c{number}",
        start=mention.start,
        end=mention.end,
        surface=page.text[mention.start : mention.end],
        kind=mention.kind,
        issuer=mention.issuer,
        issued_on=mention.issued_on,
        title=mention.title,
        term=roman_of(mention.term) if mention.term else None,
        plenum=mention.plenum,
        subject=mention.subject,
    )
    if mention.is_plenum:
        citation.issuer = CENTRAL_COMMITTEE
    else:
        _add_symbol(citation, mention)
    return citation


def _add_symbol(citation, mention):
    designation, lent = mention.designation, mention.lent
    citation.number, citation.year, citation.symbol = designation.number, designation.year, designation.symbol
    if lent:
        citation.year = citation.year or lent.year
        citation.symbol = make_symbol(citation.number, citation.year, lent.letters, lent.organ)
    organ = designation.organ or (lent and lent.organ)
    if organ:
        citation.issuer = citation.issuer or sole_issuer(organ)
        return
    citation.symbol = derived_symbol(citation, mention.year) or citation.symbol
    citation.year = citation.year or mention.year


def sole_issuer(organ):
    """Return the issuer that a symbol's organ alone tells, or None: `TW`, `TU`, `UBND` may be of several."""
    if is_assembly(organ):
        return "Ủy ban Thường vụ Quốc hội" if organ.startswith("UBTV") else "Quốc hội"
    return _SOLE_ISSUERS.get(organ.split("-")[0])


def derived_symbol(citation, printed_year=None):
    """Return the symbol that number, kind and printed issuer make certain (guide, rule 4 c and d), or None."""
    letters, issuer = _PARTY_LETTERS.get(citation.kind), citation.issuer or ""
    organ = "TW" if issuer in CENTRE else next((o for pattern, o in _COMMITTEE_ORGANS if pattern.match(issuer)), None)
    if letters and organ and not citation.year:
        return make_symbol(citation.number, None, letters, organ)
    tail = _STATE_TAILS.get((citation.kind, issuer))
    year = citation.year or (printed_year if citation.kind == "NĐ" else None)
    return make_symbol(citation.number, year, *tail) if tail and year else None
