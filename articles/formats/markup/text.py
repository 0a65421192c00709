"""The text of hostile HTML: parsed within bounds, cleaned of invisible characters, read as plain lines."""

import re
from html import unescape

from lxml import etree

from articles.markup import MAX_LENGTH, MarkupError
from newsroom.vietnamese import nfc

DROPPED = {
    *("script", "style", "template", "iframe", "object", "embed", "svg", "math", "title", "head", "button", "select"),
    *("textarea", "input", "audio", "video", "map", "xml", "nav", "canvas", "form-control", "datalist", "applet"),
}
BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "center", "address", "pre", "dl", "dt"),
    *("dd", "fieldset", "form", "details", "summary", "figure", "figcaption", "hgroup", "body", "hr", "tbody", "thead"),
    *("tfoot", "tr", "td", "th", "caption", "table", "li", "ul", "ol", "blockquote", "menu", "dir", "listing", "xmp"),
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Characters that copy protection puts between letters. Khmer, Lao and Thai use U+200B to part words.
_OBFUSCATION = re.compile(
    r"[\u034f\u033c\u00ad\u2060-\u2064\ufeff]|(?<![\u0e00-\u0eff\u1780-\u17ff])\u200b"
    r"|(?<=[A-Za-z\u00c0-\u036f\u1e00-\u1eff ])[\u200c-\u200f]"
)
_DATA_ADDRESS = re.compile(r"data:[a-z]{1,20}/[a-z0-9.+-]{1,60};base64,[A-Za-z0-9+/=\s%]*", re.IGNORECASE)
# Old editors open these thousands of times and never close them
_INLINE_TAG = re.compile(r"</?(?:font|span|b|i|u|strong|em|small|big|tt|nobr)\b[^<>]{0,2000}>", re.IGNORECASE)
# "… Ảnh: Phạm Bằng", "(Ảnh: TTXVN)", "Ảnh minh họa: Internet", "Nguồn ảnh: …" at the end of a caption
_CREDIT = re.compile(
    r"(?:^|(?<=[\s.,;(\[/|–—-]))[(\[]?\s?"
    r"(?:(?:nguồn )?ảnh(?: minh h(?:ọa|oạ)| tư liệu| chụp màn hình)?|photo(?:s| by)?|nguồn)\s?:\s?"
    r"(?P<credit>[^:()\[\]\n]{1,100}(?:\([^()]{1,40}\))?)[)\]]?\s?\.?\s?$",
    re.IGNORECASE,
)


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
        if element.tag in DROPPED or element.tag == "noscript":
            if event == "start":
                walker.skip_subtree()
            else:
                parts.append(element.tail or "")
            continue
        if is_block(element.tag) or element.tag == "br":
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


def is_block(tag):
    return tag in BLOCKS or tag in HEADINGS or tag == "photo-holder"
