"""Which document carries out, amends, replaces or repeals which, as the words between two mentions tell."""

import re
from itertools import pairwise

from directives.citations.patterns import loose

_REACH = 260
_VERB = "|".join(
    f"(?P<{verb}>{words})"
    for verb, words in (
        ("amends", r"sua doi(?:,? (?:va )?bo sung)?|bo sung|dieu chinh|dinh chinh"),
        ("replaces", r"thay the|thay cho"),
        ("repeals", r"bai bo|huy bo"),
        (
            "implements",
            r"(?:to chuc |trien khai |huong dan )?(?:thuc hien|thi hanh)|trien khai|huong dan|quy dinh chi tiet"
            r"|cu the hoa|quan triet",
        ),
    )
)
_OBJECT_WORDS = (
    r"va|viec|thi hanh|thuc hien|mot so (?:dieu|noi dung)(?: (?:va|,)? ?[a-z]{1,8}){0,3} cua|cac|noi dung|tinh than"
    r"|toan bo|cho|cua|,"
)
_ACTIVE = loose(rf"(?:{_VERB})(?: (?:{_OBJECT_WORDS})){{0,4}} ?\Z")
_PASSIVE = loose(rf"(?:duoc|bi) (?:{_VERB}) (?:boi|bang|theo|tai) \Z")
_OPENING = loose(r"(?:thuc hien|trien khai(?: thuc hien)?|cu the hoa|quan triet) (?:cac )?\Z")
_BREAK = re.compile(r"[.!?]\s|;|\n\n")


def relate(page, series, citations):
    """Note on each citation the documents it implements, amends, replaces or repeals. `series`: lists of mentions."""
    by_start = {citation.start: citation for citation in citations}
    for previous, following in pairwise(series):
        left, right = previous[-1].end, following[0].start
        found = (
            right - left <= _REACH
            and not _BREAK.search(page.text, left, right)
            and _relation(page, previous, following)
        )
        if not found:
            continue
        verb, backward = found
        agents, objects = (following, previous) if backward else (previous, following)
        for agent in agents:
            by_start[agent.start].relations += [(verb, by_start[mention.start].id) for mention in objects]


def _relation(page, previous, following):
    """Return (verb, True when the later document is the agent) of two neighbouring lists, or None."""
    left, right = previous[-1].end, following[0].start
    passive = _PASSIVE.search(page.folded, left, right)
    if passive:
        return passive.lastgroup, True
    led = following[0].lead
    active = not led and _ACTIVE.search(page.folded, left, right)
    if active:
        return active.lastgroup, False
    start = previous[0].start
    if led and _OPENING.search(page.folded, max(0, start - 40), start):
        return "implements", True
    return None
