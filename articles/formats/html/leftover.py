"""What stands on a page and goes into no article: menus, boxes, other stories. Kept as lines, lest it be lost."""

from lxml import etree

from articles.formats.markup.text import is_block, one_line

MOST_LINES = 300
LONGEST_LINE = 500
_SILENT = {
    *("script", "style", "noscript", "template", "object", "svg", "math", "head", "title", "canvas", "video", "audio"),
    *("map", "textarea", "meta", "link"),
}


def lines(root, story, left_out):
    """Return the lines of `root` outside the element `story`, and of the elements `left_out` within it, in order.

    Each stands once; beyond `MOST_LINES` the last one tells how many more there were.
    """
    found, parts = {}, []
    # how deep in what is kept as noise: the page, less the story, with what was left out of it
    depth = 1
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element.tag in _SILENT and event == "start":
            walker.skip_subtree()
            continue
        step = -1 if element is story else 1 if element in left_out else 0
        if step or is_block(element.tag) or element.tag == "br":
            _flush(parts, found)
        depth += step if event == "start" else -step
        text = element.text if event == "start" else element.tail
        if text and depth > 0:
            parts.append(text)
    _flush(parts, found)
    return _bounded(list(found))


def _flush(parts, found):
    line = one_line(" ".join(parts))[:LONGEST_LINE] if parts else ""
    parts.clear()
    if any(map(str.isalnum, line)):
        found.setdefault(line)


def _bounded(found):
    if len(found) <= MOST_LINES:
        return found
    return [*found[:MOST_LINES], f"(… và {len(found) - MOST_LINES} dòng nữa của trang)"]
