"""Telling a photo's caption from a paragraph. No Django.

No single sign decides: blank lines and closing stops fail on most sites. Signs are weighed together.
"""

from collections import Counter

from articles.formats.capture.lines import word_keys
from articles.formats.capture.signs import (
    amounts,
    announces_photos,
    connects,
    ends_in_place,
    goes_on,
    has_tense,
    is_fronted,
    is_labelled,
    is_passive,
    is_portrait,
    is_sight,
    leans_back,
    name_pairs,
    opens_with_matter,
    opens_with_people,
    opens_with_thing,
    places_people,
    prose_signs,
    reports,
    shows_acting,
    shows_people,
    states,
    tells,
)

_COMMON_WORDS = "và của các là có cho với tại trong được đã đang khi một những này đến từ về ở do người cùng bị để"
_COMMON = frozenset(_COMMON_WORDS.split())
# Tenths of a logit, fitted by logistic regression on some 150 captions and 360 other lines of labelled captures. Signs
# met too seldom to fit (a table's cell, a portrait, a label, who stands where) have theirs by judgement.
WEIGHTS = {
    "always": -33,
    # what the words say
    "names a sight": 12,
    "tells who stands where": 12,
    "opens with people": 8,
    "people act": 6,
    "opens with a thing": 6,
    "opens with a matter": -2,
    "fronted": -3,
    "ends in a place": 5,
    "passive": -3,
    "amounts": -4,
    "plain": 10,
    "plain and short": 6,
    "tells": -3,
    "has tense": -6,
    "states": -6,
    "goes on": -4,
    "reports": -12,
    "connects": -5,
    "leans back": -10,
    "many signs of prose": -4,
    # how it is written
    "no stop": 20,
    "alone without a stop": 8,
    "one sentence": 7,
    "at most 12 words": 6,
    "at most 16 words": 6,
    "over 28 words": -8,
    "longer than its neighbours": -5,
    # what it repeats
    "names known": 12,
    "opening repeated": 10,
    "page repeated": 6,
    "wholly repeated": 5,
    "neighbours repeated": 3,
    # where it stands
    "image above": 20,
    "in a table cell": 35,
    "set apart": 12,
    "between paragraphs": 5,
    "among plain lines": 6,
    "photo story": 16,
    "plain page": 14,
    "closes the text": -12,
    # what no caption is
    "portrait": 20,
    "labelled": -40,
    "asks or announces": -40,
}
THRESHOLD = -4
SURE = THRESHOLD + 20


class Reckoning:
    """The weighing of captions on one page: what the headline and standfirst say, and how the page is set."""

    def __init__(self, *, headline, standfirst, lines, others=()):
        """`lines` are those to weigh, in order; `others` the page's remaining texts that may repeat a caption's."""
        opening = f"{headline} {standfirst}"
        self.lines = lines
        self.told = set(word_keys(opening))
        self.words = Counter(key for line in lines for key in set(word_keys(line.text)))
        self.pairs = Counter(pair for text in (opening, *others) for pair in name_pairs(text))
        self.pairs.update(pair for line in lines for pair in name_pairs(line.text))
        self.open_ended = sum(not line.ends_sentence for line in lines)
        self.plain = [_is_plain(line) for line in lines]
        gaps, counts = sorted(line.gap for line in lines), sorted(len(line.words) for line in lines)
        self.wide = len(gaps) > 3 and gaps[len(gaps) // 2] < 2
        self.usual = counts[len(counts) // 2] if counts else 0
        self.photo_story = announces_photos(" ".join((opening, *(line.text for line in lines[:1]))))
        self.plain_page = len(lines) >= 4 and sum(self.plain) >= 0.6 * len(lines)

    def weigh(self, place):
        """Return the weight of line `place` of `lines` as a caption, in tenths of a logit."""
        return sum(WEIGHTS[sign] for sign, holds in self.signs(place).items() if holds)

    def signs(self, place):
        line = self.lines[place]
        return {**_own_signs(line), **self._repeating(line), **self._standing(place)}

    def repeats_opening(self, line):
        keys = _telling(line)
        return len(keys) >= 4 and sum(key in self.told for key in keys) >= 0.45 * len(keys)

    def _repeating(self, line):
        keys = _telling(line)
        known = sum(key in self.told or self.words[key] > 1 for key in keys)
        pairs = name_pairs(line.text, last=True)
        return {
            "opening repeated": self.repeats_opening(line),
            "page repeated": len(keys) >= 4 and known >= 0.6 * len(keys),
            "wholly repeated": len(keys) >= 4 and known >= 0.85 * len(keys),
            "names known": bool(pairs) and all(self.pairs[pair] > 1 for pair in pairs),
        }

    def _standing(self, place):
        line, above = self.lines[place], self.lines[place - 1] if place else None
        below = self.lines[place + 1] if place + 1 < len(self.lines) else None
        keys = _telling(line)
        near = {key for other in (above, below) if other for key in word_keys(other.text)}
        plain_near = self.plain[place - 1 : place] + self.plain[place + 1 : place + 2]
        return {
            "image above": line.image is not None and line.one_sentence,
            "in a table cell": line.celled,
            "neighbours repeated": len(keys) >= 4 and sum(key in near for key in keys) >= 0.4 * len(keys),
            "alone without a stop": self.open_ended == 1 and not line.ends_sentence and below is not None,
            "set apart": self.wide and line.gap >= 2,
            "longer than its neighbours": len(line.words) > 1.2 * self.usual,
            "between paragraphs": (above is None or above.is_paragraph) and below is not None and below.is_paragraph,
            "among plain lines": len(plain_near) == 2 and all(plain_near),
            "photo story": self.photo_story,
            "plain page": self.plain_page,
            "closes the text": below is None and line.ends_sentence and not self.plain_page,
        }

    def is_bare(self, line):
        """Whether nothing of `line` tells of a photo: no people in it, no picture by it, no words of the opening."""
        told = self.repeats_opening(line) or (self.wide and line.gap >= 2)
        return line.image is None and not line.celled and not shows_people(line.text) and not told


def _telling(line):
    return [key for key in word_keys(line.text) if key not in _COMMON]


def _is_plain(line):
    return line.one_sentence and len(line.words) <= 20 and not prose_signs(line.text)


def _own_signs(line):
    text, count = line.text, len(line.words)
    plain = _is_plain(line)
    return {
        "always": True,
        "names a sight": is_sight(text),
        "tells who stands where": places_people(text),
        "opens with people": opens_with_people(text),
        "opens with a thing": opens_with_thing(text),
        "opens with a matter": opens_with_matter(text),
        "fronted": is_fronted(text),
        "ends in a place": ends_in_place(text.rstrip(". ")),
        "passive": is_passive(text),
        "amounts": bool(amounts(text)),
        "people act": shows_acting(text),
        "portrait": is_portrait(text),
        "plain": plain,
        "plain and short": plain and count <= 12,
        "tells": tells(text) > 0,
        "has tense": has_tense(text),
        "states": states(text),
        "goes on": goes_on(text),
        "reports": reports(text),
        "connects": connects(text),
        "leans back": leans_back(text),
        "many signs of prose": prose_signs(text) >= 2,
        "no stop": not line.ends_sentence,
        "one sentence": line.one_sentence,
        "at most 12 words": count <= 12,
        "at most 16 words": count <= 16,
        "over 28 words": count > 28,
        "labelled": is_labelled(text),
        "asks or announces": text.endswith(("?", ":", ";")),
    }
