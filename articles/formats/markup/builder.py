"""Builds the semantic HTML of a tree: one walk, open containers and the paragraph at hand kept apart. See `markup`."""

import re
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import urljoin

from lxml import etree

from articles.formats.markup.pictures import (
    PICTURE_FILE,
    Photo,
    has_caption_class,
    is_icon,
    looks_like_caption,
    picture_source,
)
from articles.formats.markup.runs import BREAK, State, inline, paragraphs
from articles.formats.markup.tables import table_kinds, with_pictures
from articles.formats.markup.text import DROPPED, HEADINGS, clean, is_block, one_line
from articles.formats.record import PhotoRecord, photo_place
from newsroom.vietnamese import same_word_key

MAX_PHOTOS = 999  # a photo place has three digits
LONGEST_HELD = 1000  # characters of caption for one photo
MAX_NESTING = 12  # lists, quotations and tables inside one another; deeper ones are flattened

_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_STRONG, _EM = {"b", "strong"}, {"i", "em", "cite", "dfn"}
_UNWRAPPED = {"li", "td", "th", "caption"}  # a lone paragraph inside these needs no <p>

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"(?<![\w-])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UPRIGHT_STYLE = re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_FILM = re.compile(
    r"https?://(?:www\.|player\.)?(?:youtube(?:-nocookie)?\.com/embed|youtu\.be|vimeo\.com|dailymotion\.com/embed"
    r"|facebook\.com/plugins/video)|https?://[^\s<>\"]{1,1000}\.(?:mp4|m4v|mov|webm|mp3|m4a|ogg)(?:$|\?)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")


@dataclass
class _Frame:
    """An open container and its finished children, as `(kind, html)`."""

    name: str
    attributes: str = ""
    children: list = field(default_factory=list)


@dataclass
class _Holder:
    """An element that holds pictures and their captions: figure, caption shortcode, table of an old CMS."""

    photos: list = field(default_factory=list)
    captions: list = field(default_factory=list)


class Builder:
    """Walks the tree and gathers blocks: open containers in `frames`, the paragraph at hand in `runs`."""

    def __init__(self, root, *, base_url, blank_lines, without):
        self.root, self.base_url, self.blank_lines, self.without = root, base_url, blank_lines, without
        self.tables, self.pictured = table_kinds(root), with_pictures(root)
        self.photos, self.frames, self.holders = [], [_Frame("")], []
        self.runs, self.state, self.saved = [], State(), []

    def html(self):
        return "".join(html for _, html in self.frames[0].children)

    def walk(self):
        walker = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                self.saved.append(self.state)
                if self._ignored(element):
                    walker.skip_subtree()
                else:
                    self._start(element)
                    self._text(element.text)
            else:
                self._end(element)
                self._text(element.tail if element is not self.root else "")
        self._flush()

    def _ignored(self, element):
        tag = element.tag
        if tag == "noscript":
            self._lazy_source(element)
            return True
        if tag in ("iframe", "video", "audio", "embed"):
            self._film(element)
        if element in self.without or tag in DROPPED:
            return True
        return bool(_HIDDEN.search(element.get("style", "")))

    def _start(self, element):
        tag = element.tag.lower()
        if tag == "img":
            self._photo(element)
        elif tag == "br":
            self.runs.append((BREAK, self.state))
        elif is_block(tag):
            self._flush()
            self._start_block(tag, element)
        else:
            self._startinline(tag, element)

    def _startinline(self, tag, element):
        style = element.get("style", "")
        strong = tag in _STRONG or bool(style and _BOLD_STYLE.search(style))
        em = tag in _EM or bool(style and _ITALIC_STYLE.search(style))
        upright = bool(style and _UPRIGHT_STYLE.search(style))
        state = self.state
        changes = {"strong": (state.strong or strong) and not upright, "em": state.em or em}
        if tag == "a":
            changes["href"] = self._address(element.get("href", ""), only_links=True)
        if not state.caption and self._is_caption(element):
            self._flush()
            changes["caption"] = True
        self.state = replace(state, frame=False, holder=False, **changes)

    def _start_block(self, tag, element):
        style, state = element.get("style", ""), self.state
        centred = tag == "center" or element.get("align", "").lower() == "center" or bool(_CENTRED_STYLE.search(style))
        aligned = centred or "text-align" in style or element.get("align")
        changes = {
            "centred": centred if aligned else state.centred,
            "strong": state.strong or bool(_BOLD_STYLE.search(style)),
            "em": state.em or bool(_ITALIC_STYLE.search(style)),
            "explicit": state.explicit or tag in ("p", "li", "td", "th", "dd", "dt", "figcaption") or tag in HEADINGS,
            "verbatim": state.verbatim or tag in ("pre", "listing", "xmp"),
            "caption": state.caption or tag == "figcaption" or self._is_caption(element),
            "frame": False,
            "holder": False,
        }
        if tag in HEADINGS:
            changes["name"] = HEADINGS[tag]
        self.state = replace(state, **changes)
        self._open_containers(tag, element)

    def _open_containers(self, tag, element):
        if tag == "table":
            kind = self.tables.get(element, "layout")
            inside = any(frame.name == "table" for frame in self.frames)
            self.state = replace(self.state, table="layout" if inside and kind == "data" else kind)
        if self._holds_photos(tag, element):
            self.holders.append(_Holder())
            self.state = replace(self.state, holder=True, caption=tag != "figure")
        elif len(self.frames) <= MAX_NESTING:
            name = "aside" if tag == "aside" and element.get("class") == "box" else self._container(tag)
            if name:
                self.frames.append(_Frame(name, _spans(element) if name in ("td", "th") else ""))
                self.state = replace(self.state, frame=True, name="p")

    def _holds_photos(self, tag, element):
        if tag in ("figure", "photo-holder"):
            return True
        if tag == "table":
            return self.state.table == "photo"
        return element in self.pictured and not self.holders and has_caption_class(element)

    def _container(self, tag):
        if tag == "blockquote":
            return tag
        if tag in _LISTS:
            return _LISTS[tag]
        if tag == "li":
            return tag if self.frames[-1].name in ("ul", "ol") else ""
        if tag in ("table", "tr", "td", "th", "caption") and self.state.table == "data":
            parent = {"table": None, "caption": "table", "tr": "table"}.get(tag, "tr")
            return tag if parent is None or self.frames[-1].name == parent else ""
        return ""

    def _is_caption(self, element):
        return element not in self.pictured and has_caption_class(element)

    def _end(self, element):
        tag = element.tag.lower()
        state, before = self.state, self.saved.pop()
        if is_block(tag) or (state.caption and not before.caption):
            self._flush()
        if state is not before and state.frame:
            self._close_frame()
        if state is not before and state.holder:
            self._close_holder()
        self.state = before

    def _close_frame(self):
        frame = self.frames.pop()
        if not frame.children and frame.name not in ("td", "th"):
            return
        children = frame.children
        if frame.name == "tr" and all(kind == "empty" for kind, _ in children):
            return
        texts = [kind for kind, _ in children if kind == "p"]
        parts = [
            _unwrap(html) if kind == "p" and len(texts) == 1 and frame.name in _UNWRAPPED else html
            for kind, html in children
        ]
        html = f"<{frame.name}{frame.attributes}>{''.join(parts)}</{frame.name}>"
        self._add("empty" if not children else frame.name, html)

    def _add(self, kind, html):
        parent = self.frames[-1].name
        if parent in ("ul", "ol") and kind != "li":
            kind, html = "li", f"<li>{html}</li>"
        elif parent == "tr" and kind not in ("td", "th", "empty"):
            kind, html = "td", f"<td>{html}</td>"
        elif parent == "table" and kind not in ("tr", "caption"):
            kind, html = "tr", f"<tr><td>{html}</td></tr>"
        self.frames[-1].children.append((kind, html))

    # text

    def _text(self, text):
        if not text:
            return
        text = clean(text)
        state = self.state
        if state.verbatim:
            self._lines(text)
        elif self.blank_lines and not state.explicit and "\n" in text:
            for number, part in enumerate(_BLANK_LINE.split(text)):
                if number:
                    self._flush()
                self._lines(part)
        else:
            self.runs.append((text, state))

    def _lines(self, text):
        for number, line in enumerate(text.split("\n")):
            if number:
                self.runs.append((BREAK, self.state))
            self.runs.append((line, self.state))

    def _flush(self):
        runs, self.runs = self.runs, []
        for paragraph in paragraphs(runs):
            self._paragraph(paragraph)

    def _paragraph(self, runs):
        text = one_line("".join(" " if part is BREAK else part for part, _ in runs))
        if not text:
            return
        visible = [state for part, state in runs if part is not BREAK and part.strip()]
        state = visible[0]
        if self._goes_to_photo(text, visible):
            return
        name = state.name
        if name != "p" and self.frames[-1].name in _UNWRAPPED:
            name = "p"
        if name != "p":
            runs = [(part, replace(run, strong=False, em=False)) for part, run in runs]
        self._add(name, f"<{name}>{inline(runs)}</{name}>")

    def _goes_to_photo(self, text, states):
        """Give a caption to its photo; return whether the paragraph was one."""
        if states[0].caption and self.holders:
            self.holders[-1].captions.append(text)
            return True
        photo = self._last_photo()
        if photo is None:
            return False
        if photo.printed:
            return same_word_key(text) == same_word_key(photo.printed)
        if states[0].caption or looks_like_caption(text, states):
            photo.give(text)
            return True
        return False

    def _last_photo(self):
        children = self.frames[-1].children
        return self.photos[int(children[-1][0])] if children and children[-1][0].isdigit() else None

    # pictures

    def _photo(self, element):
        if is_icon(element) or len(self.photos) >= MAX_PHOTOS:
            return
        self._flush()
        alt = one_line(element.get("alt") or element.get("title") or "")
        credit = one_line(element.get("data-credit", ""))
        reference = self._address(self._larger(picture_source(element)))
        photo = Photo(PhotoRecord(alt=alt, credit=credit, reference=reference))
        self.photos.append(photo)
        self._add(str(len(self.photos) - 1), photo_place(len(self.photos)))
        if self.holders:
            self.holders[-1].photos.append(photo)

    def _larger(self, source):
        """Return the linked original where the picture shown is a smaller copy of it."""
        href = self.state.href
        return href if PICTURE_FILE.search(href) else source

    def _film(self, element):
        """Leave a link where a film or a recording stood."""
        inner = next(element.iter("source"), element)
        address = self._address(element.get("src") or element.get("data-src") or inner.get("src") or "")
        if _FILM.match(address):
            self._flush()
            self._add("p", f'<p><a href="{escape(address)}">{escape(address, quote=False)}</a></p>')

    def _lazy_source(self, noscript):
        photo = self._last_photo()
        picture = next(noscript.iter("img"), None)
        if photo is not None and picture is not None and not photo.record.reference:
            photo.record.reference = self._address(picture_source(picture))

    def _close_holder(self):
        """Give the captions to the photos; what is too long for captions, after a tag left open, stays text."""
        holder = self.holders.pop()
        photos, captions = holder.photos, holder.captions
        held = captions if sum(map(len, captions)) <= LONGEST_HELD * len(photos) else captions[:1]
        if not photos or len(held[0] if held else "") > LONGEST_HELD:
            held = []
        if len(photos) == len(held):
            for photo, caption in zip(photos, held, strict=True):
                photo.give(caption)
        elif held:
            photos[-1].give(" ".join(dict.fromkeys(held)))
        for caption in captions[len(held) :]:
            self._paragraph([(caption, replace(State(), caption=True))])

    def _address(self, address, *, only_links=False):
        address = _SPACE.sub(" ", clean(address)).strip()
        if address.startswith(("#", "data:", "javascript:", "about:", "blob:", "file:")) and only_links:
            return ""
        if address.lower().startswith(("data:", "blob:")):
            return ""
        try:
            joined = urljoin(self.base_url, address) if self.base_url and address else address
        except ValueError:
            return ""
        return joined


def _spans(element):
    values = [(name, element.get(name, "").strip()) for name in ("colspan", "rowspan")]
    return "".join(f' {name}="{value}"' for name, value in values if re.fullmatch("[2-9]|[1-9][0-9]", value))


def _unwrap(html):
    return html.removeprefix("<p>").removesuffix("</p>")
