"""What readers type into the search box."""

import re
from dataclasses import dataclass

from newsroom.vietnamese import fold, nfc, same_word_key

MAX_LENGTH = 200
MAX_TERMS = 16
# However common a word is, so many hits are ranked: those entered last. A little more than one can turn pages to.
RANKED = 2_020
FORMS = ("folded", "exact")

_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”](?P<phrase>[^"“”]{1,200})["“”]?|(?P<word>[^\s"“”]{1,80}))')


@dataclass(frozen=True)
class Term:
    """One word or phrase: its words folded and as typed."""

    folded: tuple[str, ...]
    exact: tuple[str, ...]
    excluded: bool = False

    @property
    def has_marks(self):
        return self.folded != self.exact


@dataclass(frozen=True)
class Query:
    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...]

    @property
    def has_marks(self):
        return any(term.has_marks for term in self.wanted)

    @property
    def phrase(self):
        """All wanted words as one phrase, in the order they were typed."""
        return Term(*(tuple(word for term in self.wanted for word in getattr(term, form)) for form in FORMS))

    def __bool__(self):
        return bool(self.wanted)


def words(text):
    """Return the runs of letters and digits in `text`, as both engines split it."""
    return tuple(re.findall(r"\w+", text.replace("_", " ")))


def parse(text):
    """Return the `Query` that `text` asks for: all words, "phrases" in order, and nothing of -what is excluded."""
    terms = []
    for match in _TERM.finditer(nfc(text)[:MAX_LENGTH]):
        typed = match["phrase"] or match["word"]
        folded = words(fold(typed))
        if folded:
            terms.append(Term(folded, words(same_word_key(typed)), excluded=bool(match["minus"])))
    terms = terms[:MAX_TERMS]
    return Query(
        wanted=tuple(term for term in terms if not term.excluded),
        excluded=tuple(term for term in terms if term.excluded),
    )
