"""How the grammar's patterns are written: for folded text, with room for the white space of old captures."""

import re

# "Trung ương" as folding leaves it: TW, TƯ, T.Ư, T. Ư
CENTRE = r"(?:trung ?uong|t ?\. ?[uw]\.?|t[uw])(?![a-z0-9])"
PARTY_NAME = "(?: dang(?: (?:cong san|cs)(?: viet nam)?)?(?! (?:uy|bo|doan|vien)(?![a-z])))?"
CENTRAL_COMMITTEE = rf"(?:bch|ban chap hanh) ?{CENTRE}{PARTY_NAME}"
WORD_END = "(?![a-z0-9])"
WORD_START = "(?<![a-z0-9])"


def loose(pattern, flags=0):
    """Compile `pattern`, in which a space stands for one to three white space characters and ` ?` for none to three."""
    return re.compile(spread(pattern), flags)


def spread(pattern):
    """Return `pattern` with its spaces made elastic, for use inside another pattern."""
    return pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}")


def any_of(table):
    """Return an alternation of the words of `table`, longer ones first."""
    return "|".join(sorted(table, key=len, reverse=True))
