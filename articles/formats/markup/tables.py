"""What the tables of a page are for: data, the layout of the page, or a picture with its caption."""

from dataclasses import dataclass

from lxml import etree

from articles.formats.markup.pictures import LONGEST_CAPTION

LONGEST_CELL = 1500  # characters; a longer cell holds a story


@dataclass
class _TableFacts:
    rows: int = 0  # rows of two cells or more
    cells: int = 0  # cells of the row at hand
    pictures: int = 0
    length: int = 0
    longest: int = 0
    headed: bool = False
    nested: bool = False

    @property
    def kind(self):
        if self.pictures and not self.nested and self.length <= LONGEST_CAPTION * self.pictures:
            return "photo"
        orderly = self.headed or self.rows >= 2
        return "data" if orderly and not self.nested and self.longest <= LONGEST_CELL else "layout"


def table_kinds(root):
    """Return `{table element: kind}`, in one pass: what a nested table holds is added to the outer one at its end."""
    kinds, stack = {}, []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start" and tag == "table":
            stack.append(_TableFacts())
        elif event == "end" and tag == "table":
            facts = stack.pop()
            kinds[element] = facts.kind
            if stack:
                stack[-1].nested = True
                stack[-1].length += facts.length
        elif stack:
            _count(stack[-1], event, element)
        if stack:
            text = (element.text if event == "start" else element.tail) or ""
            length = len(text.strip())
            stack[-1].length += length
            stack[-1].longest = max(stack[-1].longest, length)
    return kinds


def _count(facts, event, element):
    tag = element.tag
    if event == "start":
        facts.pictures += tag == "img"
        facts.cells = 0 if tag == "tr" else facts.cells + (tag in ("td", "th"))
        facts.headed = facts.headed or tag in ("th", "thead")
    elif tag == "tr" and facts.cells >= 2:
        facts.rows += 1


def with_pictures(root):
    """Return the set of elements that hold a picture."""
    marked = set()
    for picture in root.iter("img"):
        for ancestor in picture.iterancestors():
            if ancestor in marked:
                break
            marked.add(ancestor)
    return marked
