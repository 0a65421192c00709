"""How documents are numbered: which of them share a symbol, and what tells those apart. Pure; no Django.

Numbers of a party committee restart with every term, for each kind; numbers of state organs restart with every
calendar year. A symbol with a year (20/2021/NĐ-CP) is unique, except that every province's council and committee has
its own series. Rules: Hướng dẫn 36-HD/VPTW (2018) for the party, Luật ban hành VBQPPL and Nghị định 30/2020/NĐ-CP
for the state.
"""

import bisect
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from newsroom.vietnamese import fold

# First day of each term: the day after the congress closed.
CENTRAL_TERMS = [
    (date(1996, 7, 2), "VIII"),
    (date(2001, 4, 23), "IX"),
    (date(2006, 4, 26), "X"),
    (date(2011, 1, 20), "XI"),
    (date(2016, 1, 29), "XII"),
    (date(2021, 2, 2), "XIII"),
    (date(2026, 1, 24), "XIV"),
]
# Provincial and lower congresses sit in the months before the national one; the month differs from place to place.
LOCAL_TERM_STARTS = [date(year, 10, 1) for year in (1995, 2000, 2005, 2010, 2015, 2020, 2025)]

_PARTY = re.compile(r"^(?P<number>\d{1,6}[a-zđ]?)-(?P<kind>[^\W\d_]{1,8})/(?P<organ>[^\s/]{1,40})$", re.IGNORECASE)
_STATE = re.compile(
    r"^(?P<number>\d{1,6}[a-zđ]?)/(?:(?P<year>\d{4})/)?(?P<tail>[^\s/]{1,60}(?:/[^\s/]{1,40})?)$", re.IGNORECASE
)
_LOCAL_ORGANS = re.compile(r"(?:^|-)(?:[A-Z]{0,4}UBND|HĐND|U[BN]|S[A-ZĐ]{1,8}|TT?HĐND)(?:-|$)", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|TP\.?)\s+(?P<name>[A-ZĐÀ-Ỹ].{1,60})$"
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What one mention tells of which document it means; unknown is None or empty."""

    kind: str
    number: str = ""
    year: int | None = None
    symbol: str = ""
    issuer: str = ""
    issued_on: date | None = None
    term: str = ""
    plenum: int | None = None


def facts_in(row):
    """Return the facts that a record of a document, or of evidence, holds."""
    return Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__})


def central_term(day):
    """Return the roman number of the Central Committee's term on `day`, or an empty string before 1996."""
    place = bisect.bisect_right([start for start, _name in CENTRAL_TERMS], day)
    return CENTRAL_TERMS[place - 1][1] if place else ""


def local_term(day):
    """Return the year in which the provincial committee's term that holds `day` began, about."""
    place = bisect.bisect_right(LOCAL_TERM_STARTS, day)
    return str(LOCAL_TERM_STARTS[place - 1].year) if place else ""


def is_central(symbol):
    """Say whether a party symbol is one of a central organ: TW, BTCTW, VPTW …"""
    match = _PARTY.match(symbol)
    return bool(match) and match["organ"].upper().split("-")[0].endswith("TW")


def same_series(kind):
    """Return the kind that shares its numbers with `kind`: quy định and quyết định have one series."""
    return "QĐ" if kind == "QĐi" else kind


def place_of(issuer, *, home=""):
    """Return the place an issuer's name ends with; empty for the own province `home` and where none is named."""
    match = _PLACE.search(issuer)
    name = match["name"] if match else ""
    return "" if fold(name) == fold(home) else name


def series_of(facts):
    """Return the key of all documents a mention could be of, as far as numbers go; empty when too little is said."""
    if facts.symbol:
        return facts.symbol.replace("QĐi", "QĐ")
    if not facts.number:
        return f"{facts.kind} TW{facts.plenum}" if facts.plenum else ""
    if not facts.issuer:
        return ""
    year = f"/{facts.year}" if facts.year else ""
    return f"{same_series(facts.kind)} {facts.number}{year} {facts.issuer}"


@lru_cache(maxsize=50_000)
def slot_of(facts, *, home=""):
    """Return what tells this document from others of its series, or None when the mention does not say.

    A term (`XII`), a year (`2021`), a place (`Cao Bằng`), a year and a place, or an empty string where the series
    holds one document only.
    """
    if not facts.number:
        return facts.term or None
    if match := _PARTY.match(facts.symbol):
        if is_central(facts.symbol):
            return (central_term(facts.issued_on) if facts.issued_on else "") or facts.term or None
        slot = local_term(facts.issued_on) if facts.issued_on else None
        place = place_of(facts.issuer, home=home)
        return f"{slot} {place}".strip() if slot else None
    match = _STATE.match(facts.symbol)
    local = bool(match) and bool(_LOCAL_ORGANS.search(match["tail"]))
    place = place_of(facts.issuer, home=home) if local or not facts.symbol else ""
    if match and match["year"]:
        return place
    year = facts.issued_on.year if facts.issued_on else facts.year
    return f"{year} {place}".strip() if year else None
