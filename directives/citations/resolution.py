"""Join mentions: what a list shares, symbols derived from issuers, short mentions, which document carries out which."""

import re
from collections import defaultdict

from directives.citations.dates import roman_of
from directives.citations.issuers import CENTRAL_COMMITTEE, CENTRE, GOVERNMENT, PRIME_MINISTER
from directives.citations.model import Citation
from directives.citations.organs import is_assembly, make_symbol

_PARTY_LETTERS = {"NQ": "NQ", "CT": "CT", "KL": "KL", "QĐ": "QĐ", "QĐi": "QĐ", "KH": "KH", "TB": "TB"}
_COMMITTEE_ORGANS = (
    (re.compile(r"^(?:Ban Thường vụ )?Tỉnh ủy\b"), "TU"),
    (re.compile(r"^(?:Ban Thường vụ )?Huyện ủy\b"), "HU"),
)
_STATE_LETTERS = {("NQ", GOVERNMENT): ("NQ", "CP"), ("QĐ", PRIME_MINISTER): ("QĐ", "TTg"), ("CT", PRIME_MINISTER): ("CT", "TTg")}
_BETWEEN = re.compile(r"\s{0,3}\)?\s{0,3}(?:[,;]|va|hoac|hay|cung|cung\s{1,3}voi|va\s{1,3}cac)?\s{0,3}(?:va\s{1,3})?(?:cac\s{1,3})?\(?\s{0,3}\Z")
MAX_RIVALS = 40
INHERITED = ("number", "year", "symbol", "issuer", "issued_on", "term", "plenum")


def group_series(page, mentions):
    """Return lists of neighbouring mentions of one kind that only commas and conjunctions part."""
    series = []
    for mention in mentions:
        previous = series[-1][-1] if series else None
        if previous and _continues(page, previous, mention):
            series[-1].append(mention)
        else:
            series.append([mention])
    return series


def _continues(page, previous, mention):
    if previous.kind != mention.kind or bool(previous.plenum and not previous.designation) != bool(mention.plenum and not mention.designation):
        return False
    between = page.folded[max(previous.tail_end, previous.end) : mention.start]
    return len(between) < 30 and (bool(_BETWEEN.match(between)) and between.strip() != "" or mention.inherits)


def share(series):
    """Lend what is printed once for a list to those of its elements that lack it."""
    _lend_tail(series)
    _lend_issuer(series)
    _lend_date(series)
    _lend_lead(series)


def _lend_tail(series):
    lender = None
    for mention in reversed(series):
        designation = mention.designation
        if designation is None:
            continue
        if designation.organ:
            lender = designation
        elif lender and not designation.letters and not mention.has_own_phrase:
            mention.lent = lender


def _lend_issuer(series):
    lender = None
    for mention in reversed(series):
        if mention.issuer:
            lender = mention
        elif lender:
            mention.issuer, mention.term = lender.issuer, mention.term or lender.term


def _lend_date(series):
    last = series[-1]
    if not last.issued_on or any(mention.dated for mention in series[:-1]):
        return
    for mention in series[:-1]:
        if not mention.has_own_phrase:
            mention.issued_on, mention.dated = last.issued_on, True


def _lend_lead(series):
    lead = series[0].lead
    if lead is None:
        return
    for mention in series:
        if mention.issuer is None:
            mention.issuer, mention.term = lead.issuer, mention.term or lead.term
        if not mention.dated:
            mention.issued_on = lead.issued_on


def to_citation(page, mention, number):
    """Return the `Citation` of a mention whose phrases are read and shared."""
    citation = Citation(id=f"c{number}", start=mention.start, end=mention.end,
                        surface=page.text[mention.start : mention.end], kind=mention.kind, issuer=mention.issuer,
                        issued_on=mention.issued_on, term=roman_of(mention.term) if mention.term else None,
                        title=mention.title, plenum=mention.plenum, subject=mention.subject)
    designation = mention.designation
    if designation is None:
        citation.issuer = CENTRAL_COMMITTEE
        return citation
    citation.number, citation.year, citation.symbol = designation.number, designation.year, designation.symbol
    if mention.lent:
        lent = mention.lent
        citation.year = citation.year or lent.year
        citation.symbol = make_symbol(citation.number, citation.year, lent.letters, lent.organ)
    organ = designation.organ or (mention.lent and mention.lent.organ)
    if citation.issuer is None and organ:
        citation.issuer = issuer_of(organ)
    if not organ:
        citation.symbol = derive_symbol(citation, mention.year) or citation.symbol
        citation.year = citation.year or mention.year
    return citation


def issuer_of(organ):
    """Return the issuer that a symbol's organ alone tells, or None."""
    head = organ.split("-")[0]
    if is_assembly(organ):
        return "Ủy ban Thường vụ Quốc hội" if organ.startswith("UBTV") else "Quốc hội"
    return {"CP": GOVERNMENT, "TTg": PRIME_MINISTER}.get(head)


def derive_symbol(citation, printed_year=None):
    """Return the symbol that number, kind and printed issuer make certain (guide, rule 4), or None."""
    letters, issuer = _PARTY_LETTERS.get(citation.kind), citation.issuer or ""
    if letters and not citation.year:
        organ = "TW" if issuer in CENTRE else next((o for pattern, o in _COMMITTEE_ORGANS if pattern.match(issuer)), None)
        if organ:
            return make_symbol(citation.number, None, letters, organ)
    if citation.kind == "NĐ" and issuer == GOVERNMENT and (citation.year or printed_year):
        return make_symbol(citation.number, citation.year or printed_year, "NĐ", "CP")
    tail = _STATE_LETTERS.get((citation.kind, issuer))
    return make_symbol(citation.number, citation.year, *tail) if tail and citation.year else None


def link_short(citations, printed):
    """Point every short mention at its fuller one. `printed`: ids of the citations whose symbol is printed."""
    groups = defaultdict(list)
    for citation in citations:
        if citation.number:
            groups[citation.kind, citation.number].append(citation)
    for group in groups.values():
        if len(group) > 1:
            _link_group(group, printed)


def _link_group(group, printed):
    full = [c for c in group if c.id in printed]
    derived = [c for c in group if c.id not in printed and c.symbol]
    known = [c for c in group if not c.symbol and (c.issuer or c.issued_on)]
    choices = [(full, _rivals(full)), (derived, _rivals(derived)), (known, _rivals(known))]
    targets = {}
    for citation in group:
        if citation.id in printed:
            continue
        ranks = choices[:1] if citation.symbol else choices[:2] if citation in known else choices
        targets[citation.id] = _target(citation, [rivals for _, rivals in ranks])
    for citation in group:
        _take_over(citation, targets.get(citation.id, ([], False)))


def _rivals(citations):
    """Return the different documents among `citations`, each by its fullest mention."""
    rivals = []
    for citation in citations:
        for index, rival in enumerate(rivals):
            if _same(citation, rival):
                if _fullness(citation) > _fullness(rival):
                    rivals[index] = citation
                break
        else:
            if len(rivals) < MAX_RIVALS:
                rivals.append(citation)
    return rivals


def _same(one, other):
    return all(
        getattr(one, name) is None or getattr(other, name) is None or getattr(one, name) == getattr(other, name)
        for name in ("symbol", "year", "issuer", "issued_on", "term")
    )


def _fullness(citation):
    return sum(getattr(citation, name) is not None for name in ("issuer", "issued_on", "term"))


def _target(citation, ranks):
    for rivals in ranks:
        fitting = [rival for rival in rivals if rival is not citation and _same(citation, rival)]
        if len(fitting) == 1:
            return fitting, False
        if fitting:
            return [], True
    return [], False


def _take_over(citation, found):
    fitting, citation.ambiguous = found
    if citation.ambiguous and citation.symbol and False:
        citation.symbol = None
    for target in fitting:
        citation.short_for = target.id
        for name in INHERITED:
            if getattr(citation, name) is None:
                setattr(citation, name, getattr(target, name))


_VERBS = (
    ("amends", r"sua\s+doi(?:,?\s+(?:va\s+)?bo\s+sung)?|bo\s+sung|dieu\s+chinh|dinh\s+chinh"),
    ("replaces", r"thay\s+the|thay\s+cho"),
    ("repeals", r"bai\s+bo|huy\s+bo"),
    ("implements", r"(?:to\s+chuc\s+|trien\s+khai\s+|huong\s+dan\s+)?(?:thuc\s+hien|thi\s+hanh)|trien\s+khai|huong\s+dan|quy\s+dinh\s+chi\s+tiet|cu\s+the\s+hoa|quan\s+triet|theo"),
)
_RELATION = re.compile(
    "(?:" + "|".join(f"(?P<{verb}>{pattern})" for verb, pattern in _VERBS) + r")"
    r"(?:\s+(?:va|viec|thi\s+hanh|thuc\s+hien|mot\s+so\s+(?:dieu|noi\s+dung)(?:\s+(?:va|,)?\s*[a-z]+){0,3}\s*cua|cac|noi\s+dung|tinh\s+than|toan\s+bo|cho|cua|,)){0,4}\s{0,3}\Z"
)
_LEADING = re.compile(r"(?:thuc\s+hien|trien\s+khai(?:\s+thuc\s+hien)?|de\s+cu\s+the\s+hoa|cu\s+the\s+hoa|quan\s+triet)\s+(?:cac\s+)?\Z")


def relate(page, series, citations):
    """Note on each citation the documents it implements, amends, replaces or repeals."""
    starts = {c.start: c for c in citations}
    for previous, following in zip(series, series[1:], strict=False):
        subject, target = previous[-1], following[0]
        between = page.folded[subject.end : target.start]
        if len(between) > 260 or re.search(r"[.!?]\s|;|\n\n", page.text[subject.end : target.start]):
            continue
        match = _RELATION.search(between)
        if match and not target.lead:
            verb = match.lastgroup
            for agent in previous:
                starts[agent.start].relations += [(verb, starts[m.start].id) for m in following]
        elif target.lead and _LEADING.search(page.folded, max(0, previous[0].start - 40), previous[0].start):
            for agent in following:
                starts[agent.start].relations += [("implements", starts[m.start].id) for m in previous]
