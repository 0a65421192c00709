"""Read the name of an issuing body at a place in the text. The names are in `issuer_words`, places in `places`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from directives.citations import field_words as fields, issuer_words as words
from directives.citations.page import fold_in_place, new_tones
from directives.citations.patterns import WORD_END, WORD_START, loose
from directives.citations.places import read_place

CENTRAL_COMMITTEE = "Ban Chấp hành Trung ương"
PRIME_MINISTER = "Thủ tướng Chính phủ"
GOVERNMENT = "Chính phủ"
CENTRE = frozenset({CENTRAL_COMMITTEE, "Bộ Chính trị", "Ban Bí thư"})
MAX_ROLES = 3
MAX_FREE_WORDS = 14
_MERGED = {"Ban Bí thư Trung ương": "Ban Bí thư", "Thường trực Ban Bí thư": "Ban Bí thư"}


def _table(rows):
    """Return one pattern of all rows, each a group named by its number."""
    return re.compile("|".join(f"(?P<r{index}>{words.pattern_of(row[0])}){WORD_END}" for index, row in enumerate(rows)))


def _canonical(rows, match):
    return rows[int(match.lastgroup[1:])][1]


_ROLE, _BODY = _table(words.ROLES), _table(words.BODIES)
_FIELD_HEAD, _FIELD = _table(fields.FIELD_HEADS), _table(fields.FIELDS)
_FREE = re.compile(f"(?:{words.pattern_of(words.FREE_HEADS)}){WORD_END}")
_HEAD = re.compile(f"{WORD_START}(?:{words.pattern_of(words.HEADS)}){WORD_END}")
_NATION = loose(f" (?:viet nam|vn){WORD_END}")
_INNER_PHRASE = loose(f" ?(?:{'|'.join(words.INNER_PHRASES)})", re.IGNORECASE)
# units that go by number: "Đảng ủy Quân khu 1"
_NUMBERED = re.compile(r"(?:khu|doan|phuong|quan|dao)\Z")
_GAP = re.compile(r"\s{1,3}")
_WORD = re.compile(r"\s{0,3}([^\s,;:.()“”\"\[\]!?/<>«»]{1,30})")
_ABBREVIATIONS = [(re.compile(short), full) for short, full in words.ABBREVIATIONS]
_JOINING = frozenset({"và", "-", "&"})


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """An issuer as read: where it ends and its canonical name, empty when the words (`Trung ương`) name nobody alone.

    `field_head`: `Bộ` or `Sở`, where a series may go on with fields alone. `free`: named by words that no table holds.
    """

    end: int
    name: str
    field_head: str = ""
    free: bool = False


def read_issuer(page, pos):
    """Return the `Issuer` whose words begin at `pos`, or None."""
    roles, end, after = _read_roles(page, pos)
    person = bool(words.PERSON_ROLES.intersection(roles))
    body = _read_body(page, after, person=person)
    if not roles:
        return _central(page, pos, body) if body and body.name == words.CENTRAL else body
    said = " ".join(roles)
    if body:
        name = f"{said} {body.name}"
        return Issuer(end=body.end, name=_MERGED.get(name, name))
    name = _MERGED.get(said, said)
    return Issuer(end=end, name=name) if name in words.LONE_ROLES else _read_body(page, pos, person=False)


def _central(page, pos, body):
    """`Trung ương Đảng` is the Central Committee; `Trung ương` alone may be any of three organs."""
    return Issuer(end=body.end, name=CENTRAL_COMMITTEE if "dang" in page.folded[pos : body.end] else "")


def _read_roles(page, pos):
    """Return (canonical roles, where the last one ends, where a body may begin)."""
    roles, end = [], pos
    while len(roles) < MAX_ROLES and (match := _ROLE.match(page.folded, pos)):
        roles.append(_canonical(words.ROLES, match))
        end = match.end()
        gap = _GAP.match(page.folded, end)
        if not gap:
            return roles, end, end
        pos = gap.end()
    return roles, end, pos


def _read_body(page, pos, *, person):
    return (
        _read_field_body(page, pos, person)
        or _read_listed(page, pos, person)
        or _read_unlisted_field(page, pos)
        or _read_free(page, pos)
    )


def _read_listed(page, pos, person):
    match = _BODY.match(page.folded, pos)
    if not match:
        return None
    _, name, mode = words.BODIES[int(match.lastgroup[1:])]
    end = match.end()
    if name == words.CENTRAL and match[0].startswith("tu"):
        return _read_letters(page, pos, end)
    name = _as_printed(name, page.text[pos:end])
    if "{VN}" in name:
        nation = _NATION.match(page.folded, end)
        end = nation.end() if nation else end
        name = name.replace("{VN}", " Việt Nam" if nation else "")
    if mode == words.FREE:
        return _go_on(page, end, name)
    if mode:
        end, place = read_place(page, end, direct=mode == words.NAME, person=person)
        name += place
    return Issuer(end=end, name=name)


def _read_letters(page, pos, end):
    """`TƯ`, `TU` and the words `từ`, `tư` fold alike: only capitals name a body."""
    name = {"TƯ": words.CENTRAL, "TU": "Tỉnh ủy"}.get(page.plain[pos : pos + 2])
    return Issuer(end=end, name=name) if name else None


def _field_head(page, pos):
    """Return (canonical head, its end, where the field begins) of a ministry or department at `pos`, or None."""
    head = _FIELD_HEAD.match(page.folded, pos)
    gap = head and _GAP.match(page.folded, head.end())
    return (_canonical(fields.FIELD_HEADS, head), head.end(), gap.end()) if gap else None


def _read_field_body(page, pos, person):
    found = _field_head(page, pos)
    field = found and _FIELD.match(page.folded, found[2])
    if not field:
        return None
    head, end = found[0], field.end()
    name = _as_printed(f"{head} {_canonical(fields.FIELDS, field)}", page.text[pos:end])
    if head != fields.MINISTRY:
        end, place = read_place(page, end, direct=False, person=person)
        name += place
    return Issuer(end=end, name=name, field_head=head)


def read_field(page, pos, head):
    """Return the `Issuer` of a field that stands alone in a series (`liên Bộ Y tế - Tài chính`), or None."""
    field = _FIELD.match(page.folded, pos)
    return field and Issuer(end=field.end(), name=f"{head} {_canonical(fields.FIELDS, field)}", field_head=head)


def _read_unlisted_field(page, pos):
    """`Sở Giao dịch …`: a department that no table holds, when printed as a name."""
    found = _field_head(page, pos)
    if not found or not page.plain[pos].isupper() or not page.plain[found[2] : found[2] + 1].isupper():
        return None
    return _go_on(page, found[1], found[0])


def _as_printed(name, printed):
    """Return canonical `name` with the capitals the paper adds: `Sở Giao thông Vận tải` stays so.

    Nothing is taken from a heading in capitals, nor where every syllable has one.
    """
    canonical, said = name.split(), printed.split()
    if len(canonical) != len(said) or all(word[0].isupper() for word in said if word[0].isalpha()):
        return name
    return " ".join(
        word.capitalize() if other[0].isupper() and word.islower() else word
        for word, other in zip(canonical, said, strict=True)
    )


# --- names in words that no table holds


def _read_free(page, pos):
    """`Ban Chỉ đạo …`, `Cục …`: taken for a name only when printed with a capital."""
    match = page.plain[pos : pos + 1].isupper() and _FREE.match(page.folded, pos)
    return _go_on(page, match.end(), _tidy(page.text[pos : match.end()])) if match else None


def _go_on(page, end, head):
    """Return the `Issuer` of a head and the words behind it; the head alone is nobody."""
    stop = _free_end(page, end)
    return Issuer(end=stop, name=f"{head} {_tidy(page.text[end:stop])}", free=True) if stop > end else None


def _free_end(page, pos):
    """Return where the free words of a name end: at a mark, a verb, a date, a topic or another body."""
    end = pos
    for count in range(MAX_FREE_WORDS):
        phrase = _INNER_PHRASE.match(page.plain, pos)
        match = phrase or _WORD.match(page.plain, pos)
        if not match:
            break
        if phrase:
            end = pos = phrase.end()
        elif _ends_name(page, pos, match, count):
            break
        elif match[1] in _JOINING:
            pos = match.end()
        else:
            end = pos = match.end()
    return end


def _ends_name(page, pos, match, count):
    word = new_tones(match[1])
    if count == 0 and word in words.NAME_OPENERS:
        return False
    if word in words.NAME_ENDS or (word[0].isdigit() and count > 1 and not _NUMBERED.search(page.folded, pos - 8, pos)):
        return True
    if "\n" in page.plain[pos : match.start(1)] and not word.islower():
        return True
    if word not in _JOINING:
        return False
    following = _WORD.match(page.plain, match.end())
    return (
        not following
        or bool(_BODY.match(page.folded, following.start(1)))
        or not (following[1][0].isupper() or word == "-")
    )


def _tidy(printed):
    printed = " ".join(new_tones(printed).split())
    for short, full in _ABBREVIATIONS:
        printed = short.sub(full, printed)
    return printed.strip()


# --- looking for bodies, and comparing them with symbols


def find_issuers(page, start, end):
    """Return (start, `Issuer`) of the bodies named between `start` and `end`, in order, none inside another."""
    found, pos = [], start
    while match := _HEAD.search(page.folded, pos, end):
        issuer = read_issuer(page, match.start())
        if issuer and issuer.end <= end:
            found.append((match.start(), issuer))
            pos = issuer.end
        else:
            pos = match.end()
    return found


@lru_cache(maxsize=4096)
def matches(organ, name):
    """True when a symbol's `organ` abbreviates the issuer `name`: `BGDĐT` is `Bộ Giáo dục và Đào tạo`."""
    head = organ.split("-")[0]
    if head in words.ORGAN_NAMES:
        return bool(re.search(words.ORGAN_NAMES[head], name))
    syllables = re.findall(r"[a-z]+", fold_in_place(name))
    initials = "".join(syllable[0] for syllable in syllables if syllable != "va")
    letters = re.sub(r"[^a-z]", "", fold_in_place(head)).replace("tw", "tu")
    return len(letters) > 1 and initials.startswith(letters)


def may_issue(organ, name):
    """False when a symbol's `organ` is of those that tell their issuers, and `name` is none of them."""
    return organ is None or organ.split("-")[0] not in words.ORGAN_NAMES or matches(organ, name)
