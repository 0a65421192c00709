"""Names of XML elements as the readers know them, whatever prefix or version of a namespace a file uses."""

import re
from functools import lru_cache

# canonical prefix of every namespace a reader knows; what a file calls them does not matter
PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://iptc.org/std/nar/2006-10-01/": "nar",
    "http://iptc.org/std/NITF/2006-10-18/": "nitf",
}
_FAMILIES = (  # namespaces of which many versions and misspellings are met
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]{0,9}/?excerpt/?$"), "excerpt"),
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]{0,9}/?$"), "wp"),
    (re.compile(r"https?://(?:www\.)?itunes\.com/dtds/podcast-1\.0\.dtd$", re.IGNORECASE), "itunes"),
    (re.compile(r"https?://search\.yahoo\.com/mrss/?$"), "media"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.[01]/?$"), "dc"),
    (re.compile(r"https?://purl\.org/rss/1\.0/?$"), ""),
    (re.compile(r"https?://(?:my\.netscape|backend\.userland|blogs\.law\.harvard)\.\S{1,80}$"), ""),
)


def name(element):
    """Return the canonical name of `element`: `wp:post_id`, `atom:entry`, `title` (no namespace, or RSS's own).

    Prefixes follow `PREFIXES`, whatever the file calls them; a namespace nobody knows gives `{namespace}local`.
    """
    return _canonical(element.tag)


@lru_cache(maxsize=5000)
def _canonical(tag):
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag.rpartition("}")
    prefix = _prefix(namespace[1:])
    if prefix is None:
        return tag
    return f"{prefix}:{local}" if prefix else local


def _prefix(namespace):
    if namespace in PREFIXES or not namespace:
        return PREFIXES.get(namespace, "")
    return next((prefix for pattern, prefix in _FAMILIES if pattern.match(namespace)), None)


def children(element, *names):
    """Return the children of `element` that bear one of the canonical `names`, in order."""
    return [child for child in element if name(child) in names]


def child(element, *names):
    """Return the first child of `element` with one of the canonical `names`, trying the names in turn; or None."""
    for wanted in names:
        for candidate in element:
            if name(candidate) == wanted:
                return candidate
    return None


def text(element):
    """Return all the text within `element`, stripped; empty for None."""
    return "" if element is None else "".join(element.itertext()).strip()


def child_text(element, *names):
    """Return the text of the first child with one of `names` that has any."""
    for wanted in names:
        for candidate in element:
            if name(candidate) == wanted and (found := text(candidate)):
                return found
    return ""
