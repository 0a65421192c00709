"""Ghost's cards, of both its editors, as HTML: pictures as figures, the rest as the words and addresses it shows."""

from html import escape

from articles.formats.ghost.markdown import from_markdown

_MARKDOWN = ("markdown", "card-markdown")
_PICTURES = ("image", "image-card")
_WITHOUT_TEXT = {"horizontalrule", "hr", "paywall", "signup", "divider", "email-cta"}
# what a card shows, in this order: headings, ready HTML, plain words
_HEADINGS = ("heading", "header", "productTitle", "fileTitle", "title")
_HTML = ("html", "calloutText", "content", "subheader", "subheading", "productDescription", "fileCaption", "textValue")
_LINKS = (("buttonText", "buttonUrl"), ("productButton", "productUrl"), ("caption", "url"), ("fileName", "src"))


def card(kind, values):
    """Return the HTML of a card of the type `kind`."""
    if kind in _WITHOUT_TEXT:
        return ""
    if _said(values, "src") and kind in _PICTURES:
        return figure(values)
    if isinstance(values.get("images"), list):
        return "".join(figure(image) for image in values["images"] if isinstance(image, dict))
    if kind in _MARKDOWN:
        return from_markdown(_said(values, "markdown"))
    if code := _said(values, "code"):
        return f"<pre>{escape(code)}</pre>"
    if kind == "bookmark" or isinstance(values.get("metadata"), dict):
        return _bookmark(values)
    return _shown(values)


def _said(values, name):
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _shown(values):
    parts = [f"<h3>{_said(values, name)}</h3>" for name in _HEADINGS if _said(values, name)]
    parts += [f"<div>{words}</div>" for name in _HTML if (words := _said(values, name))]
    for label, address in _LINKS:
        if target := _said(values, address):
            parts.append(_link(target, _said(values, label)))
    return "".join(dict.fromkeys(parts))


def _link(address, label):
    return f'<p><a href="{escape(address)}">{label or escape(address)}</a></p>'


def _bookmark(values):
    told = values.get("metadata") if isinstance(values.get("metadata"), dict) else {}
    address = _said(values, "url") or _said(told, "url")
    words = " – ".join(escape(said) for name in ("title", "description") if (said := _said(told, name)))
    caption = _said(values, "caption")
    return (_link(address, words) if address or words else "") + (f"<p>{caption}</p>" if caption else "")


def figure(image):
    """Return a picture of either editor as `<figure>`."""
    source = image.get("src") or image.get("fileName") or ""
    caption = image.get("caption") or ""
    return (
        f'<figure><img src="{escape(str(source))}" alt="{escape(str(image.get("alt") or ""))}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )
