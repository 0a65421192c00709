"""What a reader may have meant by a word that no article holds. Pure: who knows the words is asked.

Three ways in which Vietnamese is mistyped, the surest first: the input method was off and the keys of Telex or VNI
stand in the text (`nghij quyeets`, `nghi5`); the space is missing (`langson`); a letter is wrong, missing, too many
or two have changed places (`quyte`).
"""

import re
from string import ascii_lowercase

LONGEST = 14  # of a word whose letters are tried in turn; syllables have at most seven
MOST = 12  # proposals for one word

_TELEX_PAIRS = {"aa": "a", "ee": "e", "oo": "o", "dd": "d"}
_TELEX_PAIR = re.compile("aa|ee|oo|dd")
_TELEX_TONE = re.compile(r"(?<=[a-z])[sfrxj](?=[a-z]{0,3}$)")


def proposals(word, known):
    """Return up to `MOST` lists of words for the folded `word`, the likeliest first.

    `known` takes a set of words and returns which of them some article holds.
    """
    candidates = [*([each] for each in _without_keys(word)), *_parted(word), *([each] for each in _near(word))]
    wanted = {each for words in candidates for each in words}
    held = known(wanted)
    result = []
    for words in candidates:
        if words not in result and words != [word] and held.issuperset(words):
            result.append(words)
    return result[:MOST]


def _without_keys(word):
    """Return `word` without the keys that Telex or VNI would have turned into marks."""
    if word.isalpha() and word.isascii():
        plain = _TELEX_PAIR.sub(lambda match: _TELEX_PAIRS[match[0]], word)
        tones = [plain[: match.start()] + plain[match.end() :] for match in _TELEX_TONE.finditer(plain)]
        return [each for form in (*reversed(tones), plain) for each in (form.replace("w", ""), form.replace("w", "u"))]
    return [re.sub(r"\d", "", word)] if word[:1].isalpha() else []


def _parted(word):
    return [[word[:at], word[at:]] for at in range(2, min(len(word), LONGEST) - 1)]


def _near(word):
    """Return the words one slip of the finger away."""
    if len(word) > LONGEST or not (word.isascii() and word.isalpha()) or len(word) < 3:
        return []
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    shorter = [a + b[1:] for a, b in cuts if b]
    longer = [a + letter + b for a, b in cuts for letter in ascii_lowercase]
    other = [a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase]
    return [*dict.fromkeys([*swapped, *longer, *shorter, *other])]
