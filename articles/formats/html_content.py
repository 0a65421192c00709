"""Where on a page the story stands: its headline, what is printed around it, and the element that holds its text."""

import re
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from articles.formats import html_prose
from articles.formats.capture_clock import read_date_line
from articles.formats.capture_noise import cut_slogan
from articles.formats.markup import one_line
from newsroom.vietnamese import fold

LONGEST_STANDFIRST = 1200
_SITE_PART = re.compile(r"\s+[|•»]\s+|\s+(?:::|[-–—])\s+")


def _named(*words):
    """Return a pattern that finds one of `words` among the parts of class names and ids."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(words)})(?:$|[\s_-])", re.IGNORECASE)


_STANDFIRST = _named(
    *("sapo", "chapeau", "standfirst", "lead", "lede", "summary", "intro", "introtext", "short-?intro", "tom-?tat"),
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
    "(?:article|post|entry|news|detail)[-_]?title",
)
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
    dates: list = field(default_factory=list)  # as printed, the surest first
    captured_on: date | None = None  # the site's clock at the top of the page
    authors: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    breadcrumb: list = field(default_factory=list)
    draft: bool = False


def headline(root, meta):
    """Return the `Headline`: the heading that the metadata's title begins with or holds, else the title itself."""
    titles = [fold(_without_site(title, meta)) for title in meta.headlines]
    named = [element for element in root.iter("h1", "h2", "h3", "div", "p", "span", "strong") if _may_head(element)]
    for element in sorted(named, key=lambda element: element.tag != "h1"):
        text = _text(element)
        key = fold(text).rstrip(". …")
        if len(key) >= 3 and any(_same_title(key, title) for title in titles):
            return Headline(text, element)
    main = [element for element in root.iter("h1") if len(_text(element)) >= 10]
    if main and not titles:
        return Headline(_text(main[0]), main[0])
    return Headline(_without_site(meta.headlines[0], meta) if meta.headlines else "")


def _may_head(element):
    if element.tag in ("h1", "h2", "h3"):
        return True
    return element.get("itemprop") == "headline" or bool(_HEADLINE_CLASS.search(_names(element)))


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
    printed, below = Printed(), headline.element is None
    for element in root.iter(etree.Element):
        if element is headline.element:
            below = True
        if element.tag in html_prose.WITHOUT_TEXT:
            continue
        names = _names(element)
        if names and len(names) < 400:
            _by_name(printed, element, names, below)
        if element.tag == "time" and element.get("datetime"):
            printed.dates.insert(_count_full(printed.dates), element.get("datetime"))
        elif element.get("itemprop") == "datePublished":
            printed.dates.insert(0, element.get("content") or element.get("datetime") or _text(element))
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            _add_author(printed, element)
        if element.tag == "a" and "tag" in element.get("rel", "").split():
            printed.tags.append(_text(element))
    _date_lines(printed, root, headline.element)
    exported = next((text for text in root.itertext() if "Exported from" in text), "")
    printed.draft = bool(exported) and not printed.dates
    printed.tags = [tag for tag in dict.fromkeys(printed.tags) if tag and len(tag) <= 80]
    return printed


def _count_full(dates):
    return sum("T" in text for text in dates)


def _by_name(printed, element, names, below):
    if not printed.standfirst and below and _STANDFIRST.search(names) and element.tag not in _NO_STANDFIRST:
        text = _text(element)
        if 20 <= len(text) <= LONGEST_STANDFIRST and not _within_list(element):
            printed.standfirst = text
    elif _AUTHOR.search(names) and (below or element.tag == "a"):
        _add_author(printed, element)
    elif _CRUMBS.search(names) and not printed.breadcrumb:
        crumbs = [_text(link) for link in element.iter("a")]
        printed.breadcrumb = [crumb for crumb in crumbs if 2 <= len(crumb) <= 60 and not _HOME.match(fold(crumb))]
    elif _TAG_LINK.search(names) and element.tag == "a" and len(_text(element)) <= 80:
        printed.tags.append(_text(element))
    elif _TAG_BOX.search(names):
        printed.tags += [_text(link) for link in element.iter("a") if len(_text(link)) <= 80][:30]
    elif _KICKER.search(names) and not printed.kicker and len(_text(element)) <= 150:
        printed.kicker = _text(element)


def _within_list(element):
    """Whether the element belongs to a list of other stories."""
    ancestors = [ancestor for _, ancestor in zip(range(6), element.iterancestors(), strict=False)]
    return any(ancestor.tag in ("li", "a", "aside") or html_prose.is_aside(ancestor) for ancestor in ancestors)


def _add_author(printed, element):
    name = _text(element)
    if 2 <= len(name) <= 80 and name not in printed.authors and not html_prose.is_aside(element.getparent()):
        printed.authors.append(name)


def _date_lines(printed, root, heading):
    """Find the lines that are dates: after the headline, or with a time of day; the site's clock is neither."""
    below, early = heading is None, []
    for element in root.iter(etree.Element):
        below = below or element is heading
        if element.tag in html_prose.WITHOUT_TEXT or html_prose.own_length(element) > 160:
            continue
        text = _text(element) if _DATE.search(_names(element)) else one_line(html_prose.own_text(element))
        line = read_date_line(text) if 6 <= len(text) <= 160 else None
        if line is None:
            continue
        if below and heading is not None:
            printed.dates.append(_written(line))
        else:
            early.append(line)
    timed = [_written(line) for line in early if line.time]
    untimed = [line.day for line in early if not line.time]
    printed.captured_on = untimed[0] if untimed else None
    printed.dates = list(dict.fromkeys(printed.dates + timed))


def _written(line):
    return line.day.isoformat() + (f" {line.time[0]:02}:{line.time[1]:02}" if line.time else "")


def main_content(root, printed):
    """Return the element that holds the story, with other stories, menus, comments and the like taken out of it."""
    prose = html_prose.Prose(root)
    chosen = prose.story()
    html_prose.prune(chosen, prose)
    _drop_standfirst(chosen, printed.standfirst)
    return chosen


def _drop_standfirst(chosen, standfirst):
    if not standfirst:
        return
    for element in chosen.iter("p", "h2", "h3", "h4", "div", "strong", "section", "span"):
        if _STANDFIRST.search(_names(element)) and element is not chosen and _text(element) == standfirst:
            html_prose.remove(element)
            return


def _names(element):
    return f"{element.get('class', '')} {element.get('id', '')} {element.get('data-role', '')}".strip()


def _text(element):
    return one_line(" ".join(html_prose.texts(element)))
