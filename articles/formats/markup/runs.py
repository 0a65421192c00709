"""Runs of text with what the open elements say of them, and paragraphs of runs as HTML."""

import re
from dataclasses import dataclass
from html import escape

_SPACE = re.compile(r"\s+")
_PLACE_TEXT = re.compile(r"\[\s*ảnh (\d{1,3})\s*\]", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)

BREAK = object()


@dataclass(frozen=True)
class State:
    """What the open elements say of the text that comes next."""

    name: str = "p"
    strong: bool = False
    em: bool = False
    href: str = ""
    centred: bool = False
    caption: bool = False
    explicit: bool = False  # inside an element whose line ends are only spaces
    verbatim: bool = False
    table: str = ""  # data, layout, photo
    frame: bool = False  # this element opened a frame
    holder: bool = False  # this element opened a holder


def paragraphs(runs):
    """Part `runs` at two line breaks in a row, and at each change of what a run is (heading, caption)."""
    paragraph, breaks = [], 0
    for text, state in runs:
        if text is BREAK:
            breaks += 1
        elif text.strip():
            if paragraph and (breaks >= 2 or _kind(paragraph[-1][1]) != _kind(state)):
                yield paragraph
                paragraph = []
            elif breaks and paragraph:
                paragraph.append((BREAK, state))
            breaks = 0
            paragraph.append((text, state))
        elif paragraph and not breaks:
            paragraph.append((text, state))
    if paragraph:
        yield paragraph


def _kind(state):
    return state.caption, state.name


def inline(runs):
    """Return the HTML of `runs`: spaces single and outside of elements, elements opened once for runs alike."""
    out, opened, space = [], [], False
    for text, state in runs:
        if text is BREAK:
            out.append("".join(f"</{tag[0]}>" for tag in reversed(opened)) + "<br>")
            opened, space = [], False
            continue
        text = _PLACE_TEXT.sub(r"(ảnh \1)", _SPACE.sub(" ", text))
        space = space or (text.startswith(" ") and bool(out))
        if not text.strip():
            continue
        wanted = _elements(state)
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        out += [f"</{tag[0]}>" for tag in reversed(opened[same:])]
        if space and out and not out[-1].endswith("<br>"):
            out.append(" ")
        out += [f"<{tag[0]}{tag[1]}>" for tag in wanted[same:]]
        out.append(escape(text.strip(" "), quote=False))
        opened, space = wanted, text.endswith(" ")
    return "".join(out + [f"</{tag[0]}>" for tag in reversed(opened)])


def _elements(state):
    elements = [("a", f' href="{escape(state.href)}"')] if _LINK.match(state.href) else []
    return elements + [(name, "") for name in ("strong", "em") if getattr(state, name)]
