"""Source HTML of any age → the semantic HTML of `articles.markup`, with the pictures taken out as photo places.

One pass over lxml's tree, without recursion: time and memory grow with the length of the source, not with its nesting.
"""

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from urllib.parse import urljoin

from lxml import etree

from articles.formats.record import PhotoRecord, photo_place
from articles.markup import MAX_LENGTH, MarkupError, sanitise
from newsroom.vietnamese import nfc, same_word_key

MAX_PHOTOS = 999  # a photo place has three digits
MAX_NESTING = 12  # lists, quotations and tables inside one another; deeper ones are flattened
LONGEST_CAPTION = 400

_DROPPED = {
    *("script", "style", "template", "iframe", "object", "embed", "svg", "math", "title", "head", "button", "select"),
    *("textarea", "input", "audio", "video", "map", "xml", "nav", "canvas", "form-control", "datalist", "applet"),
}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "center", "address", "pre", "dl", "dt"),
    *("dd", "fieldset", "form", "details", "summary", "figure", "figcaption", "hgroup", "body", "hr", "tbody", "thead"),
    *("tfoot", "tr", "td", "th", "caption", "table", "li", "ul", "ol", "blockquote", "menu", "dir", "listing", "xmp"),
}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_STRONG, _EM = {"b", "strong"}, {"i", "em", "cite", "dfn"}
_UNWRAPPED = {"li", "td", "th", "caption"}  # a lone paragraph inside these needs no <p>

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that copy protection puts between letters. Khmer, Lao and Thai use U+200B to part words.
_OBFUSCATION = re.compile(
    r"[\u034f\u033c\u00ad\u2060-\u2064\ufeff]|(?<![\u0e00-\u0eff\u1780-\u17ff])\u200b"
    r"|(?<=[A-Za-z\u00c0-\u036f\u1e00-\u1eff ])[\u200c-\u200f]"
)
_DATA_ADDRESS = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=\s%]*", re.IGNORECASE)
# Old editors open these thousands of times and never close them
_INLINE_TAG = re.compile(r"</?(?:font|span|b|i|u|strong|em|small|big|tt|nobr)\b[^<>]{0,2000}>", re.IGNORECASE)
_CAPTION_OPEN = re.compile(r"\[(?:wp_)?caption\b([^\[\]]{0,2000})\]", re.IGNORECASE)
_CAPTION_CLOSE = re.compile(r"\[/(?:wp_)?caption\]", re.IGNORECASE)
_CAPTION_ATTRIBUTE = re.compile(r"\bcaption=\"([^\"]{0,1500})\"|\bcaption='([^']{0,1500})'")
_BUILDER_SHORTCODE = re.compile(r"\[/?(?:vc|et_pb|fusion|av|dropcap|column|row)_?\w{0,60}(?:\s[^\[\]]{0,2000})?\]")

_CAPTION_CLASS = re.compile(
    r"caption|chu-?_?thich|(?:img|image|photo|pic|anh)[-_]?(?:desc|note|title|cap)\b|(?:note|desc)[-_]?(?:img|photo|anh)",
    re.IGNORECASE,
)
_ICON_CLASS = re.compile(r"\b(?:emoji|wp-smiley|icon|avatar|tracking)\b", re.IGNORECASE)
_ICON_FILE = re.compile(r"(?:^|/)(?:spacer|blank|pixel|transparent|1x1|clear)\.(?:gif|png)", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:$|\?)", re.IGNORECASE)
_LAZY = ("data-original", "data-lazy-src", "data-src", "data-original-src", "data-full-url", "data-photo-original-src")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_UPRIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")
_PLACE_TEXT = re.compile(r"\[\s*ảnh (\d{1,3})\s*\]", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)

# "… Ảnh: Phạm Bằng", "(Ảnh: TTXVN)", "Ảnh minh họa: Internet", "Nguồn ảnh: …" at the end of a caption
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;(\[/|–—-]))[(\[]?\s?"
    r"(?:(?:nguồn )?ảnh(?: minh h(?:ọa|oạ)| tư liệu| chụp màn hình)?|photo(?:s| by)?|nguồn)\s?:\s?"
    r"(?P<credit>[^:()\[\]\n]{1,100}(?:\([^()]{1,40}\))?)[)\]]?\s?\.?\s?$",
    re.IGNORECASE,
)
_BYLINE_LABEL = re.compile(r"(?:tin|bài|thực hiện|theo|tổng hợp|bài viết)\b[^:]{0,30}:|theo\s", re.IGNORECASE)

BREAK = object()


def semantic(html, *, base_url="", blank_lines=False):
    """Return `(body, photos)`: `html` as allowed semantic HTML, and a `PhotoRecord` for each `<p>[ảnh n]</p>` in it.

    An `<img>` may bring its credit as `data-credit`. References are joined to `base_url` where one is given. With
    `blank_lines`, a blank line in bare text parts paragraphs and a line end breaks the line, as WordPress does. Raises
    `articles.markup.MarkupError` on markup that is too long (2 million characters without embedded pictures) or too
    deeply nested.
    """
    root = parse(_shortcodes(html))
    if root is None:
        return "", []
    builder = _Builder(root, base_url=base_url, blank_lines=blank_lines)
    builder.walk()
    return sanitise(builder.html()), [photo.record for photo in builder.photos]


def plain(html):
    """Return the text of an HTML fragment as one line: tags gone, entities resolved, spaces single, NFC."""
    if "<" not in html:
        return one_line(unescape(html))
    root = parse(html)
    if root is None:
        return ""
    parts = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element.tag in _DROPPED or element.tag == "noscript":
            if event == "start":
                walker.skip_subtree()
            else:
                parts.append(element.tail or "")
            continue
        if _is_block(element.tag) or element.tag == "br":
            parts.append(" ")
        parts.append((element.text if event == "start" else element.tail) or "")
    return one_line("".join(parts))


def one_line(text):
    """Return plain `text` cleaned of control and obfuscating characters, on one line, NFC."""
    return " ".join(nfc(clean(text)).split())


def clean(text):
    """Return `text` without control characters and without the invisible ones that copy protection inserts."""
    return _OBFUSCATION.sub("", _CONTROLS.sub("", text))


def split_credit(caption):
    """Return `(caption, credit)` of a caption line: `Quang cảnh. Ảnh: Lê Hà` gives `("Quang cảnh.", "Lê Hà")`."""
    text = one_line(caption)
    match = _CREDIT.search(text[-160:])
    if not match:
        return text, ""
    start = len(text) - len(text[-160:]) + match.start()
    return text[:start].rstrip(" -–—(/|,;["), match["credit"].strip(" .")


def parse(html):
    """Return the root element of hostile `html`, or None when it holds nothing.

    Raises `MarkupError` when it is too long, or nested beyond what the parser follows.
    """
    text = _CONTROLS.sub("", _DATA_ADDRESS.sub("data:,", html))
    if len(text) > MAX_LENGTH:
        raise MarkupError(f"Nội dung dài {len(text)} ký tự, quá giới hạn {MAX_LENGTH}; hãy chia bài.")
    if not text.strip():
        return None
    root, whole = _tree(text)
    if not whole:
        root, whole = _tree(_INLINE_TAG.sub("", text))
    if not whole:
        raise MarkupError("Nội dung có quá nhiều thẻ HTML lồng nhau; hãy dán lại dạng văn bản thường.")
    return root


def _tree(text):
    """Return the root (or None) and whether the parser followed the nesting to its end."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None, True
    return root, not any("depth" in entry.message.lower() for entry in parser.error_log)


def _is_block(tag):
    return tag in _BLOCKS or tag in _HEADINGS or tag == "photo-holder"


def _shortcodes(html):
    html = _CAPTION_OPEN.sub(_caption_element, html)
    return _BUILDER_SHORTCODE.sub("", _CAPTION_CLOSE.sub("</photo-holder>", html))


def _caption_element(match):
    attribute = _CAPTION_ATTRIBUTE.search(match[1])
    text = (attribute[1] or attribute[2] or "") if attribute else ""
    return "<photo-holder>" + (f"<figcaption>{text}</figcaption>" if text else "")


@dataclass(frozen=True)
class _State:
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
        return "data" if orderly and not self.nested and self.longest <= 1500 else "layout"


def _tables(root):
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


def _with_pictures(root):
    """Return the set of elements that hold a picture."""
    marked = set()
    for picture in root.iter("img"):
        for ancestor in picture.iterancestors():
            if ancestor in marked:
                break
            marked.add(ancestor)
    return marked


class _Builder:
    """Walks the tree and gathers blocks: open containers in `frames`, the paragraph at hand in `runs`."""

    def __init__(self, root, *, base_url, blank_lines):
        self.root, self.base_url, self.blank_lines = root, base_url, blank_lines
        self.tables, self.pictured = _tables(root), _with_pictures(root)
        self.photos, self.frames, self.holders = [], [_Frame("")], []
        self.runs, self.state, self.saved = [], _State(), []

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
                self._text(element.tail)
        self._flush()

    def _ignored(self, element):
        tag = element.tag
        if tag == "noscript":
            self._lazy_source(element)
            return True
        return tag in _DROPPED or bool(_HIDDEN.search(element.get("style", "")))

    def _start(self, element):
        tag = element.tag.lower()
        if tag == "img":
            self._photo(element)
        elif tag == "br":
            self.runs.append((BREAK, self.state))
        elif _is_block(tag):
            self._flush()
            self._start_block(tag, element)
        else:
            self._start_inline(tag, element)

    def _start_inline(self, tag, element):
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
            "explicit": state.explicit or tag in ("p", "li", "td", "th", "dd", "dt", "figcaption") or tag in _HEADINGS,
            "verbatim": state.verbatim or tag in ("pre", "listing", "xmp"),
            "caption": state.caption or tag == "figcaption" or self._is_caption(element),
            "frame": False,
            "holder": False,
        }
        if tag in _HEADINGS:
            changes["name"] = _HEADINGS[tag]
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
            name = self._container(tag)
            if name:
                self.frames.append(_Frame(name, _spans(element) if name in ("td", "th") else ""))
                self.state = replace(self.state, frame=True, name="p")

    def _holds_photos(self, tag, element):
        if tag in ("figure", "photo-holder"):
            return True
        if tag == "table":
            return self.state.table == "photo"
        return element in self.pictured and not self.holders and _has_caption_class(element)

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
        return element not in self.pictured and _has_caption_class(element)

    def _end(self, element):
        tag = element.tag.lower()
        state, before = self.state, self.saved.pop()
        if _is_block(tag) or (state.caption and not before.caption):
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
        parts = [_unwrap(html) if kind == "p" and len(texts) == 1 and frame.name in _UNWRAPPED else html
                 for kind, html in children]
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
        for paragraph in _paragraphs(runs):
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
        self._add(name, f"<{name}>{_inline(runs)}</{name}>")

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
        if states[0].caption or _looks_like_caption(text, states):
            photo.give(text)
            return True
        return False

    def _last_photo(self):
        children = self.frames[-1].children
        return self.photos[int(children[-1][0])] if children and children[-1][0].isdigit() else None

    # pictures

    def _photo(self, element):
        if _is_icon(element) or len(self.photos) >= MAX_PHOTOS:
            return
        self._flush()
        alt = one_line(element.get("alt") or element.get("title") or "")
        credit = one_line(element.get("data-credit", ""))
        reference = self._address(self._larger(_picture_source(element)))
        photo = _Photo(PhotoRecord(alt=alt, credit=credit, reference=reference))
        self.photos.append(photo)
        self._add(str(len(self.photos) - 1), photo_place(len(self.photos)))
        if self.holders:
            self.holders[-1].photos.append(photo)

    def _larger(self, source):
        """Return the linked original where the picture shown is a smaller copy of it."""
        href = self.state.href
        return href if _PICTURE_FILE.search(href) else source

    def _lazy_source(self, noscript):
        photo = self._last_photo()
        picture = next(noscript.iter("img"), None)
        if photo is not None and picture is not None and not photo.record.reference:
            photo.record.reference = self._address(_picture_source(picture))

    def _close_holder(self):
        holder = self.holders.pop()
        photos, captions = holder.photos, holder.captions
        if not photos:
            for caption in captions:
                self._paragraph([(caption, replace(_State(), caption=True))])
        elif len(photos) == len(captions):
            for photo, caption in zip(photos, captions, strict=True):
                photo.give(caption)
        elif captions:
            photos[-1].give(" ".join(dict.fromkeys(captions)))

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


@dataclass
class _Photo:
    """A photo while its caption is looked for; `printed` is the caption line as the source has it."""

    record: PhotoRecord
    printed: str = ""

    def give(self, text):
        self.printed = text
        self.record.caption, credit = split_credit(text)
        self.record.credit = credit or self.record.credit


def _looks_like_caption(text, states):
    if len(text) > LONGEST_CAPTION or states[0].name != "p" or _BYLINE_LABEL.match(text):
        return False
    if all(state.strong for state in states):
        return False
    return all(state.em for state in states) or states[0].centred or bool(split_credit(text)[1])


def _has_caption_class(element):
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_CAPTION_CLASS.search(names[:300]))


def _is_icon(element):
    sizes = [element.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    if all(size.isdecimal() and int(size[:6]) <= 32 for size in sizes):
        return True
    return bool(_ICON_CLASS.search(element.get("class", "")) or _ICON_FILE.search(element.get("src", "")))


def _picture_source(element):
    source = element.get("src", "").strip()
    for name in _LAZY:
        if element.get(name):
            return element.get(name)
    if source and not source.startswith("data:"):
        return source
    candidates = [element.get("srcset"), element.get("data-srcset")]
    parent = element.getparent()
    if parent is not None and parent.tag == "picture":
        candidates += [child.get("srcset") for child in parent.iter("source")]
    first = next((candidate for candidate in candidates if candidate), "")
    return first.split(",")[0].strip().split(" ")[0]


def _spans(element):
    values = [(name, element.get(name, "").strip()) for name in ("colspan", "rowspan")]
    return "".join(f' {name}="{value}"' for name, value in values if re.fullmatch("[2-9]|[1-9][0-9]", value))


def _unwrap(html):
    return html.removeprefix("<p>").removesuffix("</p>")


def _paragraphs(runs):
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


def _inline(runs):
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
