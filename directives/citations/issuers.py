"""Read the name of an issuing body at a place in the text. The names themselves are in `issuer_words`."""

import re
from dataclasses import dataclass

from directives.citations import issuer_words as words
from directives.citations.page import fold_in_place, new_tones

CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương"
PRIME_MINISTER = "Thủ tướng Chính phủ"
GOVERNMENT = "Chính phủ"
CENTRE = frozenset({CENTRAL_COMMITTEE, "Bộ Chính trị", "Ban Bí thư"})
_END = r"(?![a-z0-9])"
_MERGED = {
    "Ban Chấp hành Trung ương": CENTRAL_COMMITTEE,
    "Ban Bí thư Trung ương": "Ban Bí thư",
    "Thường trực Ban Bí thư": "Ban Bí thư",
}


def _table(rows):
    """Return one pattern of all rows, its groups named by row number, longer alternatives of a head first."""
    parts = [f"(?P<r{index}>{words.pattern_of(row[0])}){_END}" for index, row in enumerate(rows)]
    return re.compile("|".join(parts))


_ROLE = _table(words.ROLES)
_BODY = _table(words.BODIES)
_SECTOR_HEAD = _table(words.SECTOR_HEADS)
_SECTOR = _table(words.SECTORS)
_LEVEL = re.compile("|".join(f"(?P<r{i}>{words.pattern_of(row[0])})(?:(?<=\\.)|(?![a-z0-9]))" for i, row in enumerate(words.LEVELS)))
_FREE = re.compile("(?:" + "|".join(words.pattern_of(head) for head in words.FREE_HEADS) + ")" + _END)
_NATION = re.compile(r"\s+(?:viet\s+nam|vn)" + _END)
_SPELLINGS = {fold_in_place(name).replace(" - ", " "): name for name in words.PROVINCES} | words.PROVINCE_SPELLINGS
_PROVINCE = re.compile(
    "(?:" + "|".join(re.escape(key).replace(r"\ ", r"[\s\-]{1,4}") for key in sorted(_SPELLINGS, key=len, reverse=True)) + ")" + _END
)
_INNER_COMMA = re.compile(r"\s{0,3}(?:" + "|".join(words.INNER_COMMAS) + ")", re.IGNORECASE)
_OUTER_PLACE = re.compile(r"\s?,\s{1,3}(?:tinh|thanh\s+pho|tp\.?)\s{1,3}")
_GAP = re.compile(r"\s{1,3}")
_TOKEN = re.compile(r"\s{0,3}([^\s,;:.()“”\"\[\]!?/<>«»]{1,30})")
_HEAD = re.compile(rf"(?<![a-z0-9])(?:{words.HEADS})")


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """An issuer as read: where it ends and its canonical name; `person` is true for an office that one person holds."""

    end: int
    name: str
    person: bool = False
    sector_head: str = ""
    free: bool = False


def read_issuer(page, pos):
    """Return the `Issuer` whose words begin at `pos`, or None."""
    role_words, at = _read_roles(page, pos)
    issuer = _read_body(page, at, person=bool(words.PERSON_ROLES.intersection(role_words)))
    if issuer is None:
        return _lone_role(role_words, pos, at) or (role_words and _read_body(page, pos, person=False)) or None
    if not role_words:
        return issuer if issuer.name != words.CENTRAL else _centre_alone(page, pos, issuer)
    name = _merge(" ".join(role_words), issuer.name)
    return Issuer(end=issuer.end, name=name, person=bool(words.PERSON_ROLES.intersection(role_words)))


def _lone_role(role_words, pos, at):
    name = " ".join(role_words)
    name = _MERGED.get(name, name)
    end = at
    return Issuer(end=end, name=name) if name in words.LONE_ROLES else None


def _centre_alone(page, pos, issuer):
    """`Trung ương Đảng` is the Central Committee; `Trung ương` alone may be any of three organs."""
    said = page.folded[pos : issuer.end]
    return Issuer(end=issuer.end, name=CENTRAL_COMMITTEE if "dang" in said else "")


def _merge(roles, body):
    name = f"{roles} {body}"
    return _MERGED.get(name, name)


def _read_roles(page, pos):
    found, end = [], pos
    while len(found) < 3:
        match = _ROLE.match(page.folded, pos)
        if not match:
            break
        found.append(words.ROLES[int(match.lastgroup[1:])][1])
        end = match.end()
        gap = _GAP.match(page.folded, end)
        if not gap:
            break
        pos = gap.end()
    return found, (pos if found and pos > end else end)


def _read_body(page, pos, *, person):
    return (
        _read_sector(page, pos, person)
        or _read_listed(page, pos, person)
        or _read_unlisted_sector(page, pos)
        or _read_free(page, pos)
    )


def _read_listed(page, pos, person):
    match = _BODY.match(page.folded, pos)
    if not match:
        return None
    _, name, mode = words.BODIES[int(match.lastgroup[1:])]
    end = match.end()
    name = _as_printed(name, page.text[pos:end])
    if "{VN}" in name:
        nation = _NATION.match(page.folded, end)
        end = nation.end() if nation else end
        name = name.replace("{VN}", " Việt Nam" if nation else "")
    if mode == words.FREE:
        return _go_on(page, pos, end, name)
    if mode:
        end, place = read_place(page, end, direct=mode == words.NAME, person=person)
        name += place
    return Issuer(end=end, name=name)


def _read_sector(page, pos, person):
    head = _SECTOR_HEAD.match(page.folded, pos)
    gap = head and _GAP.match(page.folded, head.end())
    sector = gap and _SECTOR.match(page.folded, gap.end())
    if not sector:
        return None
    kind = words.SECTOR_HEADS[int(head.lastgroup[1:])][1]
    end = sector.end()
    name = _as_printed(f"{kind} {words.SECTORS[int(sector.lastgroup[1:])][1]}", page.text[pos:end])
    if kind != "Bộ":
        end, place = read_place(page, end, direct=False, person=person)
        name += place
    return Issuer(end=end, name=name, sector_head=kind)


def _read_unlisted_sector(page, pos):
    """`Sở Giao dịch …`: a department no table holds, when printed as a name."""
    head = _SECTOR_HEAD.match(page.folded, pos)
    gap = head and _GAP.match(page.folded, head.end())
    if not gap or not page.plain[pos].isupper() or not page.plain[gap.end() : gap.end() + 1].isupper():
        return None
    return _go_on(page, pos, head.end(), words.SECTOR_HEADS[int(head.lastgroup[1:])][1])


def _as_printed(name, printed):
    """Return canonical `name` with the capitals the paper adds: `Sở Giao thông Vận tải` stays so.

    Nothing is taken from a heading in capitals, nor where every syllable has one.
    """
    canonical, said = name.split(), printed.split()
    if len(canonical) != len(said) or printed.isupper() or all(word[0].isupper() for word in said if word[0].isalpha()):
        return name
    return " ".join(
        word.capitalize() if other[0].isupper() and word.islower() else word
        for word, other in zip(canonical, said, strict=True)
    )


def read_more_sector(page, pos, head):
    """Return the `Issuer` of a field alone in a series: `liên Bộ Y tế - Tài chính`."""
    sector = _SECTOR.match(page.folded, pos)
    return sector and Issuer(end=sector.end(), name=f"{head} {words.SECTORS[int(sector.lastgroup[1:])][1]}", sector_head=head)


def _read_free(page, pos):
    match = _FREE.match(page.folded, pos)
    if not match or not page.plain[pos].isupper():
        return None
    printed = _tidy(page.text[pos : match.end()])
    return _go_on(page, pos, match.end(), printed[0].upper() + printed[1:])


def _go_on(page, pos, end, head):
    """Read the free words after a head whose canonical words are `head`; the head alone is nobody."""
    stop = _free_end(page, end)
    if stop == end:
        return None
    return Issuer(end=stop, name=f"{head} {_tidy(page.text[end:stop])}", free=True)


def _free_end(page, pos):
    end, count = pos, 0
    while count < 14:
        phrase = _INNER_COMMA.match(page.plain, pos)
        if phrase:
            end = pos = phrase.end()
            continue
        match = _TOKEN.match(page.plain, pos)
        if not match:
            break
        token = new_tones(match[1])
        if "\n" in page.plain[pos : match.start(1)] and not token.islower():
            break
        if token in words.NAME_ENDS or (token[0].isdigit() and count > 1):
            break
        if token in {"và", "-", "&"}:
            following = _TOKEN.match(page.plain, match.end())
            if not following or not (following[1][0].isupper() or token == "-") or _BODY.match(page.folded, following.start(1)):
                break
            pos = match.end()
            continue
        end = pos = match.end()
        count += 1
    return end


def _tidy(printed):
    printed = " ".join(new_tones(printed).split())
    for short, full in words.ABBREVIATIONS:
        printed = re.sub(short, full, printed)
    return printed.strip()


def read_place(page, pos, *, direct, person=False):
    """Return (end, canonical words with a space before them) of the place that follows a body; ("", pos) if none.

    `direct`: a name may stand without its level (`Huyện ủy Cao Lộc`). A name no table holds must begin every
    syllable with a capital, and after a `person`'s office it must not look like that person's name.
    """
    gap = _GAP.match(page.folded, pos)
    if not gap:
        return pos, ""
    level = _LEVEL.match(page.folded, gap.end())
    if not level:
        end, name = _read_name(page, gap.end(), guess=direct, person=person)
        return (end, f" {name}") if name else (pos, "")
    level_words = _level_words(page, level)
    after = _GAP.match(page.folded, level.end())
    start = after.end() if after else level.end() if page.plain[level.end() - 1] == "." else None
    end, name = (None, "") if start is None else _read_name(
        page, start, guess=not level_words.lower().startswith("tỉnh"), person=person)
    if not name:
        return (level.end(), f" {level_words}") 
    outer = _OUTER_PLACE.match(page.folded, end)
    province = outer and _PROVINCE.match(page.folded, outer.end())
    end = province.end() if province else end
    if name == "Hồ Chí Minh" and level[0].startswith("tp"):
        level_words = "Thành phố"
    return end, f" {level_words} {name}"


def _level_words(page, level):
    canonical = words.LEVELS[int(level.lastgroup[1:])][1]
    printed = page.plain[level.start()]
    following = page.plain[level.start() + 1 : level.start() + 2]
    if printed.isupper() and following.islower() and not level[0].startswith("t"):
        return canonical[0].upper() + canonical[1:]
    if printed.isupper() and following.islower() and level[0].startswith("thanh"):
        return canonical[0].upper() + canonical[1:]
    return canonical


def _read_name(page, pos, *, guess, person):
    match = _PROVINCE.match(page.folded, pos)
    if match and page.plain[pos].isupper():
        return match.end(), _SPELLINGS[re.sub(r"[\s\-]+", " ", match[0])]
    if not guess:
        return pos, ""
    number = re.match(r"\d{1,2}(?![\d/.])", page.plain[pos : pos + 3])
    if number:
        return pos + number.end(), number[0]
    return _guess_name(page, pos, person)


def _guess_name(page, pos, person):
    syllables, end = [], pos
    while len(syllables) < 4:
        match = _TOKEN.match(page.plain, pos)
        if not match or (syllables and not match[0][0].isspace()):
            break
        token = match[1]
        if not (token[0].isupper() and token[1:].islower() and token[1:].isalpha()):
            break
        syllables.append(new_tones(token))
        end = pos = match.end()
    family = bool(syllables) and fold_in_place(syllables[0]) in words.FAMILY_NAMES
    if person and family and len(syllables) > 2:
        return pos, ""
    return end, " ".join(syllables)


def find_issuers(page, start, end):
    """Return (start, `Issuer`) of the bodies named between `start` and `end`, in order, none inside another."""
    found, pos = [], start
    while True:
        match = _HEAD.search(page.folded, pos, end)
        if not match:
            return found
        issuer = read_issuer(page, match.start())
        if issuer and issuer.end <= end:
            found.append((match.start(), issuer))
            pos = issuer.end
        else:
            pos = match.end()


def matches(organ, name):
    """True when a symbol's `organ` abbreviates the issuer `name`: `BGDĐT` is `Bộ Giáo dục và Đào tạo`."""
    head = organ.split("-")[0]
    if head in words.ORGAN_NAMES:
        return bool(re.search(words.ORGAN_NAMES[head], name))
    syllables = re.findall(r"[a-z]+", fold_in_place(name))
    initials = "".join(syllable[0] for syllable in syllables if syllable != "va")
    letters = re.sub(r"[^a-z]", "", fold_in_place(head)).replace("tw", "tu")
    return len(letters) > 1 and initials.startswith(letters)
