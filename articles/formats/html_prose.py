"""Weighs the prose of a page: which element holds the story, and what beside it is not the story.

Prose is text outside of links in lines long enough to be sentences. The story is in the smallest element that holds
most of it; what publishers call that element decides between elements that hold about the same.
"""

import re

from lxml import etree

from articles.formats.markup import one_line

ENOUGH = 0.75  # of the page's prose
SHORTEST_SENTENCE = 40
WITHOUT_TEXT = {
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select", "button", "textarea"),
    *("input", "head", "title", "nav", "canvas", "video", "audio", "map"),
}
_INLINE = {
    *("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub"),
    *("sup", "time", "tt", "u", "br", "img", "ins", "del", "label", "wbr", "o:p"),
}
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:article[-_]?(?:body|content|text|detail)|(?:detail|content|news|post|story|entry|cms|fck|single)[-_]?"
    r"(?:body|content|detail|text)|body[-_]?(?:text|content)|maincontent|main[-_]content|noi-?dung\w{0,10}|chi-?tiet\w{0,10}"
    r"|singular-content|e-content|available-content|markup|journal-content-article|bai-?viet|newsdetail|detail|content)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|sidebar|side-?bar|footer|menu|navbar|nav|breadcrumbs?|share|sharing|social|tags?|tag-?list"
    r"|widgets?|banner|advert\w{0,10}|ads?|popup|modal|login|cookies?|copyright|most-?(?:read|view\w{0,3})|doc-?nhieu"
    r"|lien-?quan|tin-?khac|cung-?chuyen-?muc|binh-?luan|author-?box|newsletter|subscri\w{0,10}|button-wrapper|pagination"
    r"|rating|vote|toolbar|print|other-?news|news-?other|relate\w{0,3}|recommend\w{0,6}|read-?more|box-?news|tinlienquan"
    r"|tinkhac|tin-?moi|xem-?them|fb-like|addthis\w{0,20}|skip-link|screen-reader-text|p-tags|post-?nav\w{0,8})(?:$|[\s_-])",
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


def is_aside(element):
    """Whether an element is named as what stands beside a story: comments, other stories, menus, sharing."""
    if element is None:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_ASIDE.search(names[:300]))


class Prose:
    """The prose of each element of a page in characters, counted in one pass; links' text apart."""

    def __init__(self, root):
        self.root, self.prose, self.linked = root, {}, {}
        asides = links = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            beside = element.tag in WITHOUT_TEXT or element.tag in ("aside", "footer") or self._named_aside(element)
            step = 1 if event == "start" else -1
            asides += step * beside
            links += step * (element.tag == "a")
            if event == "start":
                self.prose[element] = self.linked[element] = 0
                self._add(element, element.text, asides, links)
                continue
            parent = element.getparent()
            if parent is not None and element is not root:
                self.prose[parent] += self.prose[element]
                self.linked[parent] += self.linked[element]
                self._add(parent, element.tail, asides, links)

    def _named_aside(self, element):
        # a page's own frame may carry such a word ("has-sidebar"), a story's element may not
        return element.tag not in ("html", "body", "article", "main") and is_aside(element)

    def _add(self, element, text, asides, links):
        length = len(one_line(text)) if text else 0
        if links:
            self.linked[element] += length
        elif not asides and length >= SHORTEST_SENTENCE:
            self.prose[element] += length

    def story(self):
        """Return the element that holds the story; the page's body where there is hardly any prose."""
        body = next(self.root.iter("body"), self.root)
        whole = self.prose[body]
        smallest = body
        while whole:
            inner = next((child for child in smallest if self.prose.get(child, 0) >= ENOUGH * whole), None)
            if inner is None or inner.tag in _INLINE or inner.tag in ("p", "li", "blockquote", "table", "tr"):
                break
            smallest = inner
        named = self._named(body, whole)
        return self._with_cells(smallest) if named is None else named

    def _named(self, body, whole):
        """Return the deepest element named as a story's text that holds at least half of the prose."""
        best = None
        for element in body.iter("div", "section", "article", "td", "main", "span"):
            enough = self.prose[element] >= max(0.5 * whole, 1)
            if enough and _is_named(element) and not self._more_beside(best, element):
                best = element
        return best

    def _more_beside(self, best, element):
        """Whether a deeper `element` would leave out prose that `best` holds."""
        return best is not None and self.prose[element] < 0.8 * self.prose[best]

    def _with_cells(self, element):
        while element.tag in ("tbody", "thead", "tr", "td", "table") and element.getparent() is not None:
            parent = element.getparent()
            if self.prose[parent] > self.prose[element]:
                break
            element = parent
        return element

    def is_link_list(self, element):
        """Whether an element is mostly links: other stories, a menu."""
        linked, rest = self.linked.get(element, 0), self.prose.get(element, 0)
        return linked >= 60 and rest < 0.2 * linked


def _is_named(element):
    if element.get("itemprop") == "articleBody" or element.tag == "article":
        return True
    return bool(_NAMED.search(_names(element)))


def _names(element):
    return f"{element.get('class', '')} {element.get('id', '')}"[:300]


def prune(story, prose):
    """Take out of `story` what is named as standing beside a story, and lists of links without prose of their own."""
    whole = max(prose.prose.get(story, 0), 1)
    for element in list(story.iter(etree.Element)):
        if element is story or prose.prose.get(element, 0) > 0.3 * whole:
            continue
        beside = element.tag in ("aside", "nav", "footer", "form") or is_aside(element)
        listed = element.tag in ("ul", "ol", "div", "table") and prose.is_link_list(element)
        if (beside or listed) and not _holds_pictures_only(element, listed):
            remove(element)


def _holds_pictures_only(element, listed):
    """Whether an element may be a picture with its caption, whose name or link says too little."""
    return listed and element.find(".//img") is not None and element.find(".//a//img") is not None and len(element) <= 2


def remove(element):
    """Take `element` out of its tree and keep its tail."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail, element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
