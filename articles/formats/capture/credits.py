"""A photo's credit, cut off its caption: `Ảnh: X`, `(Ảnh X/Vietnam+)`, `Ảnh do X cung cấp`. No Django."""

import re
from dataclasses import dataclass

from articles.formats.capture.lines import LOWER, UPPER, word_keys

_NAME = rf"[{UPPER}][\w.’']{{0,20}}"
_NAMES = rf"{_NAME}(?:(?: |[-/+]| - ){_NAME}){{0,5}}"
# behind a colon any words are a credit
_LABELLED = re.compile(
    r"[\s,;:–-]{0,3}[(\[]?\s?\b"
    r"(?:(?P<kind>Ảnh (?:minh h[oọ]a|minh hoạ|tư liệu))|(?:Nguồn|Hình) ảnh|Ảnh chụp|Ảnh|ẢNH|Photo)"
    r"\s?:\s?(?P<credit>[^()\[\]]{0,120})[)\]]?\.?"
)
# without a colon it must be a name in brackets or at the end of the line, or somebody who gave the photo
_UNLABELLED = re.compile(
    rf"\s?[(\[]\s?Ảnh (?P<credit>{_NAMES})\s?[)\]]\.?$"
    rf"|(?:^|(?<=[.)])\s)Ảnh (?P<last>{_NAMES})\.?$"
    r"|(?:^|(?<=[.)])\s)?[(\[]?\s?\bẢnh do (?P<giver>[^()\[\].:]{2,80}) (?:cung cấp|gửi|chụp)\s?[)\]]?\.?$"
)
# `Cung cấpTheo`, `CTVNgười`: the next paragraph runs into the name
_GLUED = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}]*\s)|(?<=[{UPPER}][{UPPER}])(?=[{UPPER}][{LOWER}]+\s)")
_SPACED = re.compile(r"\S+")
_CREDIT_WORDS = 6
_SAID_ANYWAY = {"ảnh", "photo"}


@dataclass(frozen=True)
class Credit:
    """A line taken apart: what stands before the credit, the name in it, what follows it.

    `printed` is the credit as printed where `name` does not keep all its words, else ``""``.
    """

    before: str
    name: str = ""
    after: str = ""
    printed: str = ""


def cut_credit(text):
    """Return the `Credit` of `text`; a paragraph glued behind the credit is its `after`."""
    match = _LABELLED.search(text)
    if match:
        return _labelled(text, match)
    match = _UNLABELLED.search(text)
    if not match:
        return Credit(text)
    name = match["credit"] or match["last"] or match["giver"]
    return Credit(text[: match.start()].strip(" |"), name, "", _printed(match[0], name))


def _labelled(text, match):
    name, end = match["credit"].strip(), match.end()
    cut = _end_of_name(match["credit"])
    if cut:
        name, end = match["credit"][:cut].strip(" ."), match.start("credit") + cut
    before = text[: match.start()].strip(" |")
    if match["kind"]:
        before = f"{before} ({match['kind']})" if before else match["kind"]
    label = text[match.start() : match.start("credit")]
    return Credit(before, name, text[end:].strip(), "" if match["kind"] else _printed(label, ""))


def _printed(text, name):
    return text.strip() if set(word_keys(text)) - set(word_keys(name)) - _SAID_ANYWAY else ""


def _end_of_name(text):
    """Return where the next paragraph begins in a credit that runs into it, or 0.

    The last capital of a run of capitalised words that goes on in lower case opens a sentence.
    """
    words = list(_SPACED.finditer(text))
    if len(words) <= _CREDIT_WORDS:
        return 0
    glued = _GLUED.search(text)
    if glued:
        return glued.start()
    for n, word in enumerate(words):
        if not word[0][:1].isupper():
            return words[n - 1].start() if n >= 2 else 0
        if n and word[0].endswith(".") and len(word[0]) > 3:
            return word.end()
    return 0


def read_credit_alone(text):
    """Return the name in a line that is nothing but a credit, or ``""``."""
    credit = cut_credit(text)
    return "" if credit.before or credit.after or len(credit.name.split()) > 8 else credit.name
