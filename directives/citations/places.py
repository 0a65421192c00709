"""Read the place that follows a body's name: `tỉnh Lạng Sơn`, `huyện Cao Lộc`, `TP.HCM`."""

import re

from directives.citations import place_words as words
from directives.citations.page import fold_in_place, new_tones
from directives.citations.patterns import WORD_END, any_of, loose

_SPELLINGS = {fold_in_place(name).replace(" - ", " "): name for name in words.PROVINCES} | words.PROVINCE_SPELLINGS
_PROVINCE = re.compile(rf"(?:{any_of(_SPELLINGS)})".replace(" ", r"[\s\-]{1,4}") + WORD_END)
_LEVEL = loose("|".join(rf"(?P<r{index}>{row[0]})(?:(?<=\.)|{WORD_END})" for index, row in enumerate(words.LEVELS)))
_OUTER = loose(r" ?, (?:tinh|thanh pho|tp\.?) ")
_GAP = loose(" ")
_NUMBER = re.compile(r"\d{1,2}(?![\d/.])")
_SYLLABLE = re.compile(r"\s{0,3}([^\W\d_]{1,10})(?!\w)")
_MAX_SYLLABLES = 4
# a level printed with a capital in running text keeps it: `Thành phố Hồ Chí Minh`
_ABBREVIATED = ("tp", "tx")


def read_place(page, pos, *, direct, person=False):
    """Return (end, canonical words led by a space) of the place behind a body that ends at `pos`; (pos, "") if none.

    `direct`: a name may stand without its level (`Huyện ủy Cao Lộc`). A name that no table holds must begin every
    syllable with a capital, and behind a `person`'s office it must not look like that person's name.
    """
    gap = _GAP.match(page.folded, pos)
    if not gap:
        return pos, ""
    level = _LEVEL.match(page.folded, gap.end())
    if not level:
        end, name = _read_name(page, gap.end(), guess=direct, person=person)
        return (end, f" {name}") if name else (pos, "")
    return _read_after_level(page, level, person)


def _read_after_level(page, level, person):
    printed = _level_words(page, level)
    gap = _GAP.match(page.folded, level.end())
    start = gap.end() if gap else level.end() if level[0].endswith(".") else None
    if start is None:
        return level.end(), f" {printed}"
    end, name = _read_name(page, start, guess=level[0] != "tinh", person=person)
    if not name:
        return level.end(), f" {printed}"
    if name == "Hồ Chí Minh" and level[0].startswith("tp"):
        printed = "Thành phố"
    return _skip_outer(page, end), f" {printed} {name}"


def _level_words(page, level):
    canonical = words.LEVELS[int(level.lastgroup[1:])][1]
    first, second = page.plain[level.start()], page.plain[level.start() + 1]
    if first.isupper() and second.islower() and not level[0].startswith(_ABBREVIATED):
        return canonical[0].upper() + canonical[1:]
    return canonical


def _skip_outer(page, end):
    """`huyện Chi Lăng, tỉnh Lạng Sơn`: the province belongs to the phrase, not to the name."""
    outer = _OUTER.match(page.folded, end)
    province = outer and _PROVINCE.match(page.folded, outer.end())
    return province.end() if province else end


def _read_name(page, pos, *, guess, person):
    match = _PROVINCE.match(page.folded, pos)
    if match and page.plain[pos].isupper():
        return match.end(), _SPELLINGS[re.sub(r"[\s\-]+", " ", match[0])]
    if not guess:
        return pos, ""
    number = _NUMBER.match(page.plain, pos)
    if number:
        return number.end(), number[0]
    return _guess_name(page, pos, person)


def _guess_name(page, pos, person):
    syllables, end = [], pos
    while len(syllables) < _MAX_SYLLABLES:
        match = _SYLLABLE.match(page.plain, end)
        if not match or not (match[1][0].isupper() and match[1][1:].islower()):
            break
        syllables.append(new_tones(match[1]))
        end = match.end()
    if person and len(syllables) > 2 and fold_in_place(syllables[0]) in words.FAMILY_NAMES:
        return pos, ""
    return end, " ".join(syllables)
