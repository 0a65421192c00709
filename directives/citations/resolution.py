"""Join mentions: what a list shares, symbols derived from issuers, short mentions, which document carries out which."""

import re
from collections import defaultdict

from directives.citations.dates import roman_of
from directives.citations.issuers import CENTRAL_COMMITTEE, CENTRE, GOVERNMENT, PRIME_MINISTER, matches
from directives.citations.kinds import BY_CODE
from directives.citations.model import Citation
from directives.citations.organs import is_assembly, make_symbol

_PARTY_LETTERS = {"NQ": "NQ", "CT": "CT", "KL": "KL", "QĐ": "QĐ", "QĐi": "QĐ", "KH": "KH", "TB": "TB"}
_COMMITTEE_ORGANS = (
    (re.compile(r"^(?:Ban Thường vụ )?Tỉnh ủy\b"), "TU"),
    (re.compile(r"^(?:Ban Thường vụ )?Huyện ủy\b"), "HU"),
)
_STATE_LETTERS = {("NQ", GOVERNMENT): ("NQ", "CP"), ("QĐ", PRIME_MINISTER): ("QĐ", "TTg"), ("CT", PRIME_MINISTER): ("CT", "TTg")}
_BETWEEN = re.compile(r"\s{0,3}\)?\s{0,3}(?:[,;]|va|hoac|hay|cung|cung\s{1,3}voi|va\s{1,3}cac)?\s{0,3}(?:va\s{1,3})?(?:cac\s{1,3})?\s{0,3}\Z")
MAX_RIVALS = 40
INHERITED = ("number", "year", "symbol", "issuer", "issued_on", "term", "plenum")


def group_series(page, mentions):
    """Return lists of neighbouring mentions of one kind that only commas and conjunctions part."""
    series = []
    for mention in mentions:
        previous = series[-1][-1] if series else None
        if previous and _continues(page, previous, mention):
            if not mention.own_kind_word:
                mention.kind = previous.kind
            series[-1].append(mention)
        else:
            series.append([mention])
    return series


def _continues(page, previous, mention):
    if not _same_kind(previous, mention) or bool(previous.plenum and not previous.designation) != bool(mention.plenum and not mention.designation):
        return False
    if _other_organ(previous, mention):
        return False
    between = _between(page, previous, mention)
    return len(between) < 30 and (bool(_BETWEEN.match(between)) and between.strip() != "" or mention.inherits)


def _between(page, previous, mention):
    return page.folded[max(previous.tail_end, previous.end) : mention.start]


def _other_organ(previous, mention):
    organs = [m.designation.organ for m in (previous, mention) if m.designation and m.designation.organ]
    return len(set(organs)) > 1


def _same_kind(previous, mention):
    if previous.kind == mention.kind:
        return True
    letters = mention.designation and mention.designation.letters
    return not mention.own_kind_word and bool(letters) and letters in BY_CODE[previous.kind].letters


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
    issuer = term = None
    for mention in reversed(series):
        if mention.subject:
            issuer = term = None
        if mention.issuer:
            issuer, term = mention.issuer, mention.term
        elif term or not mention.term:
            mention.issuer, mention.term = issuer, mention.term or term
        if not mention.issuer:
            term = mention.term


def _lend_date(series):
    last = series[-1]
    if not last.issued_on or any(mention.dated or mention.subject for mention in series[:-1]):
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


def spread_lead(page, series):
    """Carry the clause before a mention on to a document of another kind joined to it: `ra Nghị quyết 20 và Chỉ thị 15`."""
    for previous, following in zip(series, series[1:], strict=False):
        first = following[0]
        if first.lead or first.issuer or not previous[0].lead or previous[-1].issuer != previous[0].lead.issuer:
            continue
        between = _between(page, previous[-1], first)
        if len(between) < 20 and _BETWEEN.match(between) and between.strip() and _may_issue(first, previous):
            first.lead = previous[0].lead
            _lend_lead(following)


def _may_issue(mention, previous):
    organ = mention.designation and mention.designation.organ
    if not organ:
        return mention.designation is not None
    return matches(organ, previous[0].lead.issuer or "") or organ == (previous[-1].designation and previous[-1].designation.organ)


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
    ranks = [_rivals(full), _rivals(derived), _rivals(known)]
    targets = []
    for citation in group:
        if citation.id not in printed:
            own_rank = 1 if citation.symbol else 2 if citation.issuer or citation.issued_on else 3
            targets.append((citation, _target(citation, ranks, own_rank)))
    for citation, target in targets:
        _take_over(citation, target)


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
    return _agree(one.issuer, other.issuer, within=True) and all(
        _agree(getattr(one, name), getattr(other, name)) for name in ("symbol", "year", "issued_on", "term")
    )


def _agree(one, other, *, within=False):
    """Unknown agrees with anything; a shorter name of a body agrees with the longer (`Tỉnh ủy`, `Ban Thường vụ Tỉnh ủy`)."""
    return one is None or other is None or one == other or (within and (one in other or other in one))


def _fullness(citation):
    return sum(getattr(citation, name) is not None for name in ("issuer", "issued_on", "term"))


_AMBIGUOUS = object()


def _target(citation, ranks, own_rank):
    """Return the fuller mention that `citation` stands for, None, or `_AMBIGUOUS` when different documents fit."""
    fitting = [[rival for rival in rivals if rival is not citation and _same(citation, rival)] for rivals in ranks]
    best = next((rivals for rivals in fitting[:own_rank] if rivals), None)
    if best is None:
        return None
    others = [rival for rivals in fitting for rival in rivals]
    return best[0] if all(_same(best[0], other) for other in others) else _AMBIGUOUS


def _take_over(citation, target):
    citation.ambiguous = target is _AMBIGUOUS
    if target is None or citation.ambiguous:
        return
    citation.short_for = target.id
    for name in INHERITED:
        if getattr(citation, name) is None:
            setattr(citation, name, getattr(target, name))


_AMENDS = r"sua\s+doi(?:,?\s+(?:va\s+)?bo\s+sung)?|bo\s+sung|dieu\s+chinh|dinh\s+chinh"
_REPLACES = r"thay\s+the|thay\s+cho"
_REPEALS = r"bai\s+bo|huy\s+bo"
_IMPLEMENTS = (
    r"(?:to\s+chuc\s+|trien\s+khai\s+|huong\s+dan\s+)?(?:thuc\s+hien|thi\s+hanh)|trien\s+khai|huong\s+dan"
    r"|quy\s+dinh\s+chi\s+tiet|cu\s+the\s+hoa|quan\s+triet"
)
_VERBS = (("amends", _AMENDS), ("replaces", _REPLACES), ("repeals", _REPEALS), ("implements", _IMPLEMENTS))
_VERB = "|".join(f"(?P<{verb}>{pattern})" for verb, pattern in _VERBS)
_OBJECT_WORDS = (
    r"va|viec|thi\s+hanh|thuc\s+hien|mot\s+so\s+(?:dieu|noi\s+dung)(?:\s+(?:va|,)?\s*[a-z]+){0,3}\s*cua|cac|noi\s+dung|tinh\s+than|toan\s+bo|cho|cua|,"
)
_RELATION = re.compile(rf"(?:{_VERB})(?:\s{{1,3}}(?:{_OBJECT_WORDS})){{0,4}}\s{{0,3}}\Z")
_PASSIVE = re.compile(rf"(?:duoc|bi)\s{{1,3}}(?:{_VERB})\s{{1,3}}(?:boi|bang|theo|tai)\s{{1,3}}\Z")
_LEADING = re.compile(r"(?:thuc\s+hien|trien\s+khai(?:\s+thuc\s+hien)?|de\s+cu\s+the\s+hoa|cu\s+the\s+hoa|quan\s+triet)\s+(?:cac\s+)?\Z")


def relate(page, series, citations):
    """Note on each citation the documents it implements, amends, replaces or repeals."""
    starts = {c.start: c for c in citations}
    for previous, following in zip(series, series[1:], strict=False):
        subject, target = previous[-1], following[0]
        between = page.folded[subject.end : target.start]
        if len(between) > 260 or re.search(r"[.!?]\s|;|\n\n", page.text[subject.end : target.start]):
            continue
        found = _relation(page, previous, target, between)
        if not found:
            continue
        verb, backward = found
        agents, objects = (following, previous) if backward else (previous, following)
        for agent in agents:
            starts[agent.start].relations += [(verb, starts[mention.start].id) for mention in objects]


def _relation(page, previous, target, between):
    """Return (verb, True when the later document is the agent) of two neighbouring series, or None."""
    match = _PASSIVE.search(between)
    if match:
        return match.lastgroup, True
    match = _RELATION.search(between)
    if match and not target.lead:
        return match.lastgroup, False
    start = previous[0].start
    if target.lead and _LEADING.search(page.folded, max(0, start - 40), start):
        return "implements", True
    return None
