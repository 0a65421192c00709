"""Channel Definition Format (Microsoft, 1997): `<CHANNEL>` with `<ITEM HREF>`, its names in capitals, read as RSS."""

import re

from lxml import etree

_ROOT = re.compile(r"<CHANNEL\s[^<>]{0,2000}\bHREF\s?=", re.IGNORECASE)
_ITEM = re.compile(r"<ITEM\s[^<>]{0,2000}\bHREF\s?=", re.IGNORECASE)
_NAMES = {"abstract": "description", "lastmod": "pubDate", "href": "link"}


def sniff(tag, text):
    """Tell whether a file with the root `tag` that begins with `text` is a channel definition."""
    return bool(_ROOT.match(tag) and _ITEM.search(text))


def as_rss(item):
    """Name the parts of an `<ITEM>` as RSS names them, in place: its attributes become children."""
    for node in item.iter(etree.Element):
        name = node.tag.lower()
        node.tag = _NAMES.get(name, name)
    for name, value in item.attrib.items():
        if renamed := _NAMES.get(name.lower()):
            etree.SubElement(item, renamed).text = value
