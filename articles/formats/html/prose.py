"""Weighs the prose of a page: which element holds the story, and what beside it is not the story.

Prose is text outside of links in lines long enough to be sentences. The story is in the smallest element that holds
most of it; what publishers call that element decides between elements that hold about the same.
"""

import re
from itertools import islice

from lxml import etree

from articles.formats.markup import one_line
from articles.formats.markup.tables import table_kinds

ENOUGH = 0.75  # of the page's prose
MOST_ASIDE = 0.4  # of the page's prose, where nothing else tells the story's frame
MOST_NAMED = 50
MOST_COLUMNS = 12
SHORTEST_SENTENCE = 40
WITHOUT_TEXT = {
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select", "button", "textarea"),
    *("input", "head", "title", "nav", "canvas", "video", "audio", "map"),
}
_FRAMES = {"html", "body", "main", "article"}
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub"),
    *("sup", "time", "tt", "u", "br", "img", "ins", "del", "label", "wbr", "o:p"),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:article|detail|content|news|post|story|entry|cms|fck|single)[-_]{0,2}(?:body|content|detail|text)"
    r"|body[-_]?(?:text|html|content)|noi-?dung\w{0,10}|chi-?tiet\w{0,10}|singular-content|e-content|available-content"
    r"|journal-content-article|bai-?viet)(?:$|[\s_-])",
    re.IGNORECASE,
)
# names that a page's frame may have as well
_LOOSELY_NAMED = re.compile(
    r"(?:^|[\s_-])(?:maincontent|main[-_]content|detail|content|markup|article)(?:$|[\s_-])", re.IGNORECASE
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|relate\w{0,8}|lien-?quan|tin-?khac|others?|cung-?chuyen-?muc|binh-?luan|recommend\w{0,6}"
    r"|most-?(?:read|view\w{0,3})|doc-?nhieu|tinlienquan|tinkhac)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|sidebar|side-?bar|footer|menu|navbar|nav|breadcrumbs?|share|sharing|social|tags?|tag-?list"
    r"|widgets?|banner|advert\w{0,10}|ads?|popup|modal|login|cookies?|copyright|most-?(?:read|view\w{0,3})|doc-?nhieu"
    r"|lien-?quan|tin-?khac|cung-?chuyen-?muc|binh-?luan|author-?box|newsletter|subscri\w{0,10}|button-wrapper|pagination"
    r"|rating|vote|toolbar|print|other-?news|news-?other|relate\w{0,8}|recommend\w{0,6}|read-?more|box-?news|tinlienquan"
    r"|(?:list|box)[-_]?other\w{0,8}|others?|tinkhac|tin-?moi|xem-?them|fb-like|addthis\w{0,20}|skip-link|screen-reader-text|p-tags|post-?nav\w{0,8})(?:$|[\s_-])",
    re.IGNORECASE,
)


def texts(element):
    """Yield the texts within `element`, those of scripts and the like left out."""
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if node.tag in WITHOUT_TEXT:
            if event == "start":
                walker.skip_subtree()
                continue
        elif event == "start":
            yield node.text or ""
        if event == "end" and node is not element:
            yield node.tail or ""


def own_text(element):
    """Return the text of `element` and of the inline elements in it, down to two levels; no block's."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            parts += [child.text or "", *(f"{inner.text or ''}{inner.tail or ''}" for inner in child)]
        parts.append(child.tail or "")
    return " ".join(parts)


def own_length(element):
    return len(element.text or "") + sum(len(child.tail or "") for child in element)


def names(element):
    """Return an element's class names, id and role in one text; `ArticleSummary` becomes `Article-Summary`."""
    if not element.keys():
        return ""
    words = " ".join(element.get(name, "") for name in ("class", "id", "type", "data-role"))
    return _CAMEL.sub("-", words[:300])


def is_aside(element):
    """Whether an element is named as what stands beside a story: comments, other stories, menus, sharing."""
    return element is not None and bool(_ASIDE.search(names(element)))


def holds_others(element):
    """Whether an element is named as what holds other stories or readers' comments."""
    return bool(_OTHERS.search(names(element)))


class Prose:
    """The prose of each element of a page in characters; links' text apart, what is named as standing beside left out.

    A name alone does not put most of the page, or its heading, aside: a page's frame may be called `has-sidebar`.
    """

    def __init__(self, root, heading=None):
        self.root, self.body = root, next(root.iter("body"), root)
        self._asides, self._kinds = set(), table_kinds(root)
        self._count()
        self.frames = self._around(heading)
        most = self.prose[self.body] * (1 if self.frames else MOST_ASIDE)
        self._asides = {
            element
            for element in root.iter(etree.Element)
            if element not in self.frames and self.prose[element] <= most and self._named_aside(element)
        }
        self._count()

    def _around(self, heading):
        """Return the elements around the heading and around what is named as a story's text."""
        enough = max(0.2 * self.prose[self.body], 1)
        named = [element for element in self.body.iter("div", "td", "section", "article") if _is_named(element)]
        inner = [element for element in named if self.prose[element] >= enough and not holds_others(element)]
        frames = set()
        for element in [*inner[:MOST_NAMED], *([heading] if heading is not None else [])]:
            frames.update([element, *element.iterancestors()])
        return frames

    def _count(self):
        self.prose, self.linked = {}, {}
        asides = links = 0
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            beside = element.tag in WITHOUT_TEXT or element in self._asides
            step = 1 if event == "start" else -1
            asides += step * beside
            links += step * (element.tag == "a")
            if event == "start":
                self.prose[element] = self.linked[element] = 0
                self._add(element, element.text, asides, links)
                continue
            parent = element.getparent()
            if parent is not None and element is not self.root:
                self.prose[parent] += self.prose[element]
                self.linked[parent] += self.linked[element]
                self._add(parent, element.tail, asides, links)

    def _named_aside(self, element):
        # a story's own element may bear the names of its sections and tags
        return element.tag in ("aside", "footer") or (element.tag not in _FRAMES and is_aside(element))

    def _add(self, element, text, asides, links):
        length = len(one_line(text)) if text else 0
        if links:
            self.linked[element] += length
        elif not asides and length >= SHORTEST_SENTENCE:
            self.prose[element] += length

    def story(self):
        """Return the element that holds the story; the page's body where there is hardly any prose."""
        body, whole = self.body, self.prose[self.body]
        smallest = body
        while whole:
            inner = next((child for child in smallest if self.prose.get(child, 0) >= ENOUGH * whole), None)
            if inner is None or inner.tag in _INLINE or inner.tag in ("p", "li", "blockquote"):
                break
            if inner.tag == "table" and self._kinds.get(inner) != "layout":
                break
            smallest = inner
        named = self._named(body, whole)
        return self._with_cells(smallest) if named is None else named

    def _named(self, body, whole):
        """Return the deepest element named as a story's text that holds at least half of the prose."""
        best = None
        for element in body.iter("div", "section", "article", "td", "main", "span"):
            enough = 0.5 * whole if _is_named(element) else 0.8 * (self.prose[best] if best is not None else whole)
            if self.prose[element] >= max(enough, 1) and (_is_named(element) or _LOOSELY_NAMED.search(names(element))):
                best = element
        return best

    def _with_cells(self, element):
        """Return the table, or what holds it, rather than a cell of it; but of a page's columns the one."""
        while element.tag in ("tbody", "thead", "tr", "td", "table") and element.getparent() is not None:
            parent = element.getparent()
            if self.prose[parent] > self.prose[element] or _is_column(element):
                break
            element = parent
        return element

    def is_link_list(self, element):
        """Whether an element is mostly links: other stories, a menu."""
        linked, rest = self.linked.get(element, 0), self.prose.get(element, 0)
        return linked >= 60 and rest < 0.2 * linked


def _is_column(element):
    """Whether an element is a table's cell with others that hold something beside it."""
    if element.tag != "td":
        return False
    cells = (cell for cell in islice(element.getparent(), MOST_COLUMNS) if cell is not element)
    return any(cell.tag == "td" and any(text.strip() for text in cell.itertext()) for cell in cells)


def _is_named(element):
    return element.get("itemprop") == "articleBody" or bool(_NAMED.search(names(element)))


def beside(story, prose):
    """Return the elements within `story` that are no part of it: named so, or lists of links without own prose."""
    whole, found = max(prose.prose.get(story, 0), 1), set()
    walker = etree.iterwalk(story, events=("start",))
    for _, element in walker:
        if element is story or element in prose.frames or prose.prose.get(element, 0) > 0.3 * whole:
            continue
        named = element.tag in ("aside", "nav", "footer", "form") or is_aside(element)
        listed = element.tag in ("ul", "ol", "div", "table") and prose.is_link_list(element)
        if named or (listed and not _is_picture(element)):
            found.add(element)
            walker.skip_subtree()
    return found


def _is_picture(element):
    """Whether a box of links may be one linked picture with its caption."""
    return len(element) <= 2 and element.find(".//a//img") is not None
