"""Lists: what is printed once for several documents holds for those of them that lack it (guide, rule 3)."""

from itertools import pairwise

from directives.citations.issuers import matches
from directives.citations.kinds import BY_CODE
from directives.citations.patterns import loose

_REACH = 30
_BETWEEN = loose(r" ?\)? ?(?:[,;]|va cac|va|hoac|hay|cung voi|cung)? ?(?:va )?(?:cac )?\Z")


def group(page, mentions):
    """Return lists of neighbouring mentions of one kind that only commas and conjunctions part."""
    series = []
    for mention in mentions:
        if series and _continues(page, series[-1][-1], mention):
            if not mention.kind_word:
                mention.kind = series[-1][-1].kind
            series[-1].append(mention)
        else:
            series.append([mention])
    return series


def _continues(page, previous, mention):
    if not _same_kind(previous, mention) or previous.is_plenum != mention.is_plenum:
        return False
    if previous.organ and mention.organ and previous.organ != mention.organ:
        return False
    return _joined(page, previous, mention) or (mention.element and mention.start - previous.end < _REACH)


def _same_kind(previous, mention):
    if previous.kind == mention.kind:
        return True
    letters = mention.designation and mention.designation.letters
    return not mention.kind_word and bool(letters) and letters in BY_CODE[previous.kind].letters


def _joined(page, previous, mention):
    between = page.folded[max(previous.tail_end, previous.end) : mention.start]
    return 0 < len(between.strip()) < _REACH and bool(_BETWEEN.match(between))


def share(page, series):
    """Lend suffix, issuer, term and date within each list, and a leading clause also to the list joined to it."""
    for mentions in series:
        _lend_lead_issuer(mentions)
        _lend_suffix(mentions)
        _lend_issuer(mentions)
        _lend_date(mentions)
        _lend_lead_date(mentions)
    for previous, following in pairwise(series):
        _spread_lead(page, previous, following)


def _lend_lead_issuer(mentions):
    """The clause before a list speaks of its first element, and of the others unless they have their own phrase."""
    lead = mentions[0].lead
    if lead is None or not lead.issuer:
        return
    for mention in mentions:
        if mention.own_issuer:
            return
        mention.issuer, mention.term = lead.issuer, mention.term or lead.term


def _lend_suffix(mentions):
    lender = None
    for mention in reversed(mentions):
        designation = mention.designation
        if designation is None:
            continue
        if designation.organ:
            lender = designation
        elif lender and not designation.letters and not mention.own_issuer:
            mention.lent = lender


def _lend_issuer(mentions):
    issuer = term = plenum = None
    for mention in reversed(mentions):
        if mention.subject:
            issuer = term = plenum = None
        if mention.issuer or mention.own_issuer:
            issuer, term, plenum = mention.issuer, mention.term, mention.plenum
        elif term or not mention.term:
            mention.issuer, mention.term = issuer, mention.term or term
            mention.plenum = mention.plenum or plenum
        if not mention.issuer:
            term = mention.term


def _lend_date(mentions):
    *others, last = mentions
    if not last.issued_on or any(mention.dated or mention.subject for mention in others):
        return
    for mention in others:
        if not mention.own_issuer:
            mention.issued_on, mention.dated = last.issued_on, True


def _lend_lead_date(mentions):
    lead = mentions[0].lead
    for mention in mentions if lead else ():
        if not mention.dated:
            mention.issued_on = lead.issued_on


def _spread_lead(page, previous, following):
    """`ra Nghị quyết 20 và Chỉ thị 15`: the clause goes on to a document of another kind joined to the first."""
    lead, last, first = previous[0].lead, previous[-1], following[0]
    if not lead or last.issuer != lead.issuer or first.lead or first.issuer or first.is_plenum:
        return
    if not _joined(page, last, first) or ";" in page.folded[last.end : first.start]:
        return
    if not first.organ or first.organ == last.organ or matches(first.organ, lead.issuer or ""):
        first.lead = lead
        _lend_lead_issuer(following)
        _lend_lead_date(following)
