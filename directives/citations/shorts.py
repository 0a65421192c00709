"""Short mentions and the fuller ones they stand for (guide, rule 7)."""

from collections import defaultdict

from directives.citations.issuers import may_issue
from directives.citations.organs import organ_of

MAX_RIVALS = 40
TAKEN_OVER = ("number", "year", "symbol", "issuer", "issued_on", "term", "plenum")
_AMBIGUOUS = object()


def link_short(citations, printed):
    """Point every short mention at its fuller one and let it take over what it lacks.

    `printed`: ids of the citations whose symbol is printed, with them or for their list. Where two different documents
    fit by kind, number, issuer, date and term, the mention becomes `ambiguous` and takes over nothing.
    """
    groups = defaultdict(list)
    for citation in citations:
        if citation.number:
            groups[citation.kind, citation.number].append(citation)
    for group in groups.values():
        if len(group) > 1:
            _link_group(group, printed)


def _link_group(group, printed):
    ranks = [
        _rivals(c for c in group if c.id in printed),
        _rivals(c for c in group if c.id not in printed and c.symbol),
        _rivals(c for c in group if not c.symbol and (c.issuer or c.issued_on)),
    ]
    short = [citation for citation in group if citation.id not in printed]
    targets = [_target(citation, ranks) for citation in short]
    for citation, target in zip(short, targets, strict=True):
        _take_over(citation, target)


def _rivals(citations):
    """Return the different documents among `citations`, each by its fullest mention."""
    rivals = []
    for citation in citations:
        at = next((index for index, rival in enumerate(rivals) if _same(citation, rival)), None)
        if at is None:
            rivals.append(citation)
        elif _fullness(citation) > _fullness(rivals[at]):
            rivals[at] = citation
        if len(rivals) >= MAX_RIVALS:
            break
    return rivals


def _same(one, other):
    return (
        _agree(one.issuer, other.issuer, within=True)
        and all(_agree(getattr(one, name), getattr(other, name)) for name in ("symbol", "year", "issued_on", "term"))
        and _may_be_of(one, other)
        and _may_be_of(other, one)
    )


def _may_be_of(one, other):
    """False when the symbol of `one` is not of the kind that the issuer of `other` gives: `35-NQ/TW`, `HĐND tỉnh`."""
    return not one.symbol or not other.issuer or may_issue(organ_of(one.symbol), other.issuer)


def _agree(one, other, *, within=False):
    """Unknown agrees with anything; a body's shorter name with its longer (`Tỉnh ủy`, `Ban Thường vụ Tỉnh ủy`)."""
    return one is None or other is None or one == other or (within and (one in other or other in one))


def _fullness(citation):
    return sum(getattr(citation, name) is not None for name in ("issuer", "issued_on", "term"))


def _target(citation, ranks):
    """Return the fuller mention that `citation` stands for, None, or `_AMBIGUOUS` when different documents fit."""
    own_rank = 1 if citation.symbol else 2 if citation.issuer or citation.issued_on else 3
    fitting = [[rival for rival in rivals if rival is not citation and _same(citation, rival)] for rivals in ranks]
    best = next((rivals[0] for rivals in fitting[:own_rank] if rivals), None)
    if best is None:
        return None
    return best if all(_same(best, rival) for rivals in fitting for rival in rivals) else _AMBIGUOUS


def _take_over(citation, target):
    citation.ambiguous = target is _AMBIGUOUS
    if target is None or citation.ambiguous:
        return
    citation.short_for = target.id
    for name in TAKEN_OVER:
        if getattr(citation, name) is None:
            setattr(citation, name, getattr(target, name))
