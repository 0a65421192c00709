"""Where on a page the story stands: its headline, what is printed around it, and the element that holds its text."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from articles.formats.capture.clock import read_date_line
from articles.formats.capture.noise import cut_slogan
from articles.formats.html import prose as html_prose
from articles.formats.markup import one_line
from newsroom.vietnamese import fold

LONGEST_STANDFIRST = 1200
LONGEST_TEXT = 3000  # nothing printed around a story is longer
MOST_HEADINGS = 500
MOST_TAGS = 60
MOST_DATES = 50
MOST_AUTHORS = 10
_SITE_PART = re.compile(r"\s+[|•»]\s+|\s+(?:::|[-–—])\s+")


def _named(*words):
    """Return a pattern that finds one of `words` among the parts of class names and ids."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])", re.IGNORECASE)


_STANDFIRST = _named(
    *("sapo", "chapeau", "standfirst", "lead", "lede", "summary", "intro", "introtext", "short-?intro", "tom-?tat"),
    "hometext",
    *("trich-?dan", "abstract", "dek", "sub-?title", "subheadline", "description", "desc"),
)
_AUTHOR = _named("author", "byline", "tac-?gia", "nguoi-?viet", "author-?name")
_KICKER = _named("kicker", "pretitle", "pre-title", "overline", "tit-?phu", "eyebrow")
_DATE = _named("date", "time", "datetime", "publish", "published", "ngay", "ngay-?dang", "posted", "meta")
_TAG_LINK = _named("p-tag", "tag", "tag-item", "keyword")
_TAG_BOX = _named("tags", "tag-?list", "tagcloud", "tu-?khoa", "keywords")
_CRUMBS = re.compile(r"breadcrumb|duong-?dan|bread-crumb|site-?path", re.IGNORECASE)
_HOME = re.compile(r"(?:trang chu|home|trang nhat)$")
_HEADLINE_CLASS = _named(
    *("p-name", "headline", "tieu-?de", "title[-_]?(?:detail|news|post)"),
    "(?:article|post|entry|news|detail)[-_]?(?:title|header|headline)",
)
_LARGE = re.compile(r"\+[1-4]|[4-7]")
_SITE_TITLE = re.compile(r"(?:bao|cong|trang|website|tap chi|dai|uy ban|ubnd|so|huyen|tinh|xa)\b")
_AUTHOR_LINE = re.compile(r"(?:Tác giả(?: bài viết)?|Người viết|Bút danh)\s?:\s?(\S.{1,60})$", re.IGNORECASE)
_NO_STANDFIRST = {"meta", "a", "li", "body"}


@dataclass(frozen=True)
class Headline:
    text: str
    element: etree._Element | None = None


@dataclass
class Printed:
    """What the page prints around the story's text."""

    standfirst: str = ""
    kicker: str = ""
    dates: list = field(default_factory=list)  # as elements for dates have them, the surest first
    clocks: list = field(default_factory=list)  # lines that are dates, as (DateLine, below the headline)
    authors: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    breadcrumb: list = field(default_factory=list)
    draft: bool = False


def headline(root, meta):
    """Return the `Headline`: the heading that the metadata's title begins with or holds, else the title itself."""
    titles = [fold(_without_site(title, meta)) for title in meta.headlines]
    named = [element for element in root.iter("h1", "h2", "h3", "div", "p", "span", "strong") if _may_head(element)]
    for element in sorted(named[:MOST_HEADINGS], key=lambda element: element.tag != "h1"):
        text = _text(element)
        key = fold(text).rstrip(". …")
        if len(key) >= 3 and any(_same_title(key, title) for title in titles):
            return Headline(text, element)
    title = _without_site(meta.headlines[0], meta) if meta.headlines else ""
    if not title or _SITE_TITLE.match(fold(title)) or meta.is_site(title):
        for element in sorted(named[:MOST_HEADINGS], key=lambda element: element.tag != "h1"):
            if element.tag not in ("h2", "h3") and 4 <= len(_text(element).split()) <= 50:
                return Headline(_text(element), element)
        if large := _large_line(root):
            return large
    return Headline(title)


def _large_line(root):
    """Return the first line that pages without headings print large or bold as a headline, or None."""
    for element in islice(root.iter("font", "b", "strong", "big"), MOST_HEADINGS):
        large = element.tag != "font" or _LARGE.fullmatch(element.get("size", ""))
        if large and 4 <= len((text := _text(element)).split()) <= 40 and text[-1] not in ".:;,":
            within = next(element.iterancestors("a"), None)
            if within is None and read_date_line(text) is None and not _SITE_TITLE.match(fold(text)):
                return Headline(text, element)
    return None


def _may_head(element):
    if element.tag in ("h1", "h2", "h3"):
        return True
    return element.get("itemprop") == "headline" or bool(_HEADLINE_CLASS.search(html_prose.names(element)))


def _same_title(key, title):
    """Whether a heading is the title, or either is the other cut short or followed by the site's name."""
    if key == title:
        return True
    shorter, longer = sorted((key, title.rstrip(". …")), key=len)
    return len(shorter) >= 20 and longer.startswith(shorter)


def _without_site(title, meta):
    """Return `title` without the site's name before or behind it."""
    title = cut_slogan(title)[0]
    parts = _SITE_PART.split(title)
    for index in (-1, 0):
        if len(parts) > 1 and meta.is_site(parts[index]):
            kept = parts[:-1] if index else parts[1:]
            start = title.index(kept[0])
            return title[start : title.rindex(kept[-1]) + len(kept[-1])]
    if len(parts) > 1 and " | " in title and len(parts[-1].split()) <= 5 < len(title.split()) - len(parts[-1].split()):
        return title[: title.rindex(parts[-1])].rstrip(" |»•-–—:")
    return title


def around(root, headline):
    """Return what the page prints around the story; what stands before the headline counts for less."""
    printed, below, marked = Printed(), headline.element is None, []
    for element in root.iter(etree.Element):
        if element is headline.element:
            below = True
        if element.tag in html_prose.WITHOUT_TEXT:
            continue
        names = html_prose.names(element)
        if names and len(names) < 400:
            _by_name(printed, element, names, below)
        if element.get("itemprop") == "datePublished":
            marked.insert(0, element.get("content") or element.get("datetime") or _text(element))
        elif element.tag == "time" and element.get("datetime") and not _within(element, ("aside",)):
            marked.append(element.get("datetime"))
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            _add_author(printed, element)
        if element.tag == "a" and "tag" in element.get("rel", "").split():
            printed.tags.append(_text(element))
    printed.dates = sorted(marked[:MOST_DATES], key=lambda text: "T" not in text)
    _read_lines(printed, root, headline.element)
    exported = next((text for text in root.itertext() if "Exported from" in text), "")
    printed.draft = bool(exported) and not printed.dates
    printed.tags = [tag for tag in dict.fromkeys(printed.tags) if tag and len(tag) <= 80]
    return printed


def _by_name(printed, element, names, below):
    if not printed.standfirst and below and _STANDFIRST.search(names) and element.tag not in _NO_STANDFIRST:
        text = _text(element)
        if 20 <= len(text) <= LONGEST_STANDFIRST and not _within_list(element):
            printed.standfirst = text
    elif _AUTHOR.search(names) and (below or element.tag == "a"):
        _add_author(printed, element)
    elif not printed.breadcrumb and _CRUMBS.search(names) and not _CRUMBS.search(_parent_names(element)):
        crumbs = [_text(link) for link in islice(element.iter("a"), 20)]
        printed.breadcrumb = [crumb for crumb in crumbs if 2 <= len(crumb) <= 60 and not _HOME.match(fold(crumb))]
    elif _TAG_LINK.search(names) and element.tag == "a" and len(_text(element)) <= 80:
        printed.tags.append(_text(element))
    elif len(printed.tags) < MOST_TAGS and _TAG_BOX.search(names) and not _TAG_BOX.search(_parent_names(element)):
        printed.tags += [_text(link) for link in islice(element.iter("a"), MOST_TAGS)]
    elif _KICKER.search(names) and not printed.kicker and len(_text(element)) <= 150:
        printed.kicker = _text(element)


def _parent_names(element):
    parent = element.getparent()
    return "" if parent is None else html_prose.names(parent)


def _within_list(element):
    """Whether the element belongs to a list, such as one of other stories."""
    return _within(element, ("li", "a", "aside"))


def _within(element, tags):
    """Whether the element lies, six levels deep at most, in one of `tags` or among what is named as other stories."""
    ancestors = islice(element.iterancestors(), 6)
    return any(ancestor.tag in tags or html_prose.holds_others(ancestor) for ancestor in ancestors)


def _add_author(printed, element):
    if len(printed.authors) >= MOST_AUTHORS:
        return
    name = _text(element)
    if 2 <= len(name) <= 80 and name not in printed.authors and not _within_list(element):
        printed.authors.append(name)


def _read_lines(printed, root, heading):
    """Find the lines that name the author and those that are dates, told apart by the headline between them.

    Of those below the headline one is kept: the first, or the first with a time of day; the rest is of other stories.
    """
    below, above, after = heading is None, [], []
    for element in root.iter(etree.Element):
        below = below or element is heading
        if element.tag in html_prose.WITHOUT_TEXT or html_prose.own_length(element) > 160:
            continue
        text = _text(element) if _DATE.search(html_prose.names(element)) else one_line(html_prose.own_text(element))
        if below and (named := _AUTHOR_LINE.match(text)):
            printed.authors.append(named[1])
        line = read_date_line(text) if 6 <= len(text) <= 160 else None
        if line is None or line in above:
            continue
        if not below or heading is None:
            above.append(line)
        elif not _within_list(element):
            after.append(line)
        if len(after) > MOST_DATES or len(above) > MOST_DATES:
            break
    own = next((line for line in after[:3] if line.time), None) or next(iter(after), None)
    printed.clocks = [(line, False) for line in above] + ([(own, True)] if own else [])


def main_content(root, printed, heading):
    """Return `(element, left out)`: what holds the story under `heading`, and the elements in it that are none of it.

    These are other stories, menus, comments and the like, and the standfirst, which the record has apart. Nothing is
    taken out of the tree: lxml's time to forget the parts would grow with the square of their number.
    """
    prose = html_prose.Prose(root, heading)
    chosen = prose.story()
    left_out = html_prose.beside(chosen, prose)
    if printed.standfirst:
        left_out.add(_standfirst_element(chosen, printed.standfirst))
    return chosen, left_out


def _standfirst_element(chosen, standfirst):
    named = (
        element
        for element in chosen.iter("p", "h2", "h3", "h4", "div", "strong", "section", "span")
        if element is not chosen and _STANDFIRST.search(html_prose.names(element))
    )
    return next((element for element in named if _text(element) == standfirst), None)


def _text(element):
    """Return the text of an element on one line, the first `LONGEST_TEXT` characters of it."""
    parts, length = [], 0
    for part in html_prose.texts(element):
        parts.append(part)
        length += len(part)
        if length > LONGEST_TEXT:
            break
    return one_line(" ".join(parts))
