"""Symbols of documents: `N-KIND/ORGAN` (Party) and `N/YYYY/KIND-ORGAN` (State), read from print and put right.

Rules: Hướng dẫn 36-HD/VPTW (2018) for Party papers, Nghị định 30/2020/NĐ-CP for administrative ones.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from directives.citations.kinds import CODES

# an organ whose first part ends so, or starts so, numbers its papers in Party style
_PARTY = re.compile(r"(?:TW|TU|HU|ĐU|QU|TXU|ThU|THU)$|^(?:ĐUK|ĐU)|ĐTN|^(?:CB|ĐH|BCSĐ|ĐĐ)$")
CENTRAL = "TW"
_TW = r"T\.?\s?Ư\.?(?![A-ZĐƯ])|T\.\s?W|Tw|tw|Trung\s?ương"
# letters that stand as printed though they hold a small one
_MIXED = r"QĐi|QyĐ|TTri|CTrHĐ|CTrPH|CTr|TTr|TTg|ThU|NHNo"
_CAPITAL = "[A-ZĐƯĂÂÊÔƠ&]"
_CAPITALS = rf"(?!&){_CAPITAL}{{1,16}}(?:[a-z]{{1,2}}{_CAPITAL}{{1,6}}){{0,2}}"
_END = r"(?=$|[^A-Za-zÀ-ỹĐđ\d]|ngày|của|về|kh[oó][aá]|năm|ban|do\b)"
_PART = rf"(?:(?:{_MIXED}|{_TW}|{_CAPITALS}\d{{0,4}}){_END})"
_LETTERS = "|".join(CODES)
# a space may stand on one side of the dash: "UBND- KGVX"; on both it is a dash between words
_MORE = rf"(?:(?:\s?[-/.]|[-/]\s){_PART}){{0,5}}"
_YEAR = r"(?:\s{0,2}/\s{0,2}(?P<year>(?:19|20)\d\d)(?![\d]))?"

_NUMBER = re.compile(rf"(?P<number>\d{{1,5}}(?!\d))(?P<letter>[a-e](?![A-Za-zÀ-ỹ\d])|[A-E](?=\s?/))?{_YEAR}")
_WITH_KIND = re.compile(
    rf"(?P<gap>\s{{0,3}}[-/.]{{0,2}}\s{{0,3}})(?P<kind>{_LETTERS})\s{{0,2}}[-/.]\s{{0,2}}(?P<organ>{_PART}{_MORE})"
)
_KIND_ONLY = re.compile(rf"(?P<gap>\s?[-/]\s?)(?P<kind>{_LETTERS}){_END}(?!\s?[-/])")
_ORGAN_ONLY = re.compile(rf"\s{{0,2}}/\s{{0,2}}(?P<organ>{_PART}{_MORE})")
# who puts spaces about the slash puts them about the dash: "672 / UBND - KGVX"
_WIDE = re.compile(rf"\s{{1,2}}/\s{{1,2}}(?P<organ>{_PART}(?:\s{{0,2}}-\s{{0,2}}{_PART}){{0,3}})")
_OLD_HYPHEN = re.compile(rf"\s?-\s?(?P<organ>(?:CP|TTg|HĐBT|TW|TU|UBND|UB|HĐND){_END}{_MORE})")
_SMALL = re.compile(
    r"\s?[-/]?\s?(?P<kind>nq|ct|kl|qđ|nđ|kh|tb|hd|tt|ttr|bc|ctr)\s?[-/]\s?(?P<organ>tw|tư|tu|ttg|cp|ubnd|hđnd|hu)(?!\w)"
)
_PRINTED_CASE = {name.upper(): name for name in ("TTg", "CTr", "TTr", "QĐi", "TTri", "ThU", "CTrHĐ")}


@dataclass(frozen=True, kw_only=True)
class Designation:
    """A number as printed, with the year, kind letters, organ and canonical symbol that stand behind it, if any."""

    start: int
    end: int
    number: str
    year: int | None = None
    letters: str | None = None
    organ: str | None = None
    symbol: str | None = None

    @property
    def is_party(self):
        """True when its organ numbers in Party style."""
        return bool(self.organ) and is_party(self.organ)

    @property
    def complete(self):
        """True when the symbol names kind and organ, so that it needs no kind word to be believed."""
        return bool(self.organ and (self.letters or is_assembly(self.organ)))


@lru_cache(maxsize=1024)
def is_party(organ):
    """True when `organ` (canonical letters, `TWĐTN-VP`) numbers its papers in Party style."""
    return bool(_PARTY.search(organ.split("-")[0]))


@lru_cache(maxsize=1024)
def is_assembly(organ):
    """True for the National Assembly and its Standing Committee: `QH14`, `UBTVQH15`."""
    return bool(re.fullmatch(r"(?:UBTV)?QH(?:\d{1,2}|[IVX]{1,4})?", organ))


def read_designation(plain, pos, *, capitals=False):
    """Return the `Designation` at `pos` of `plain`, or None when no number of a document can stand there.

    `capitals`: the words about it are all in capitals, so `TTG` is `TTg`.
    """
    match = _NUMBER.match(plain, pos)
    if not match:
        return None
    number = match["number"].rjust(2, "0") + (match["letter"] or "")
    year = int(match["year"]) if match["year"] else None
    found = _read_tail(plain, match.end(), capitals)
    if not found:
        return Designation(start=pos, end=match.end(), number=number, year=year)
    end, letters, organ, gap = found
    symbol = make_symbol(number, year, letters, organ, gap)
    return Designation(start=pos, end=end, number=number, year=year, letters=letters, organ=organ, symbol=symbol)


def _read_tail(plain, pos, capitals):
    for pattern in (_WITH_KIND, _KIND_ONLY, _WIDE, _ORGAN_ONLY, _OLD_HYPHEN, _SMALL):
        match = pattern.match(plain, pos)
        if match:
            parts = match.groupdict()
            small = pattern is _SMALL
            letters = _canonical(parts.get("kind"), capitals or small)
            organ = _canonical(parts.get("organ"), capitals or small)
            return match.end(), *_oddly_lettered(letters, organ), (parts.get("gap") or "/").strip() or "-"
    return None


def _oddly_lettered(letters, organ):
    """`877/ĐQ-TTg`: letters of no known kind before an organ that never has a department of that name."""
    if letters is None and organ and re.fullmatch(r"[A-ZĐ]{2,4}-(?:TTg|CP|UBND|HĐND)", organ):
        return tuple(organ.split("-"))
    return letters, organ


@lru_cache(maxsize=4096)
def _canonical(letters, capitals):
    if not letters:
        return None
    letters = re.sub(_TW, CENTRAL, letters)
    parts = [part for part in re.split(r"\s*[-/.]\s*", re.sub(r"\s+", "", letters)) if part]
    if capitals:
        parts = [_PRINTED_CASE.get(part.upper(), part.upper()) for part in parts]
    return "-".join(part.replace("TƯ", CENTRAL) for part in parts)


@lru_cache(maxsize=4096)
def organ_of(symbol):
    """Return the organ in a canonical `symbol`: `TW` of `22-NQ/TW`, `CP` of `20/2021/NĐ-CP`, `BYT-DP` of `5/BYT-DP`."""
    tail = symbol.rsplit("/", 1)[-1]
    letters, _, organ = tail.partition("-")
    return organ if letters in CODES and organ else tail


def make_symbol(number, year, letters, organ, gap="/"):
    """Return the canonical symbol of the parts. `gap` is the printed separator, kept where the organ is unknown."""
    head = f"{number}/{year}" if year else number
    if not organ:
        return f"{head}{gap[-1]}{letters}"
    if not letters:
        return f"{head}/{organ}"
    return f"{head}-{letters}/{organ}" if is_party(organ) else f"{head}/{letters}-{organ}"
