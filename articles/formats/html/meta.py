"""What a page says of its story in metadata: JSON-LD, OpenGraph and other <meta>, <link>, front matter."""

import json
import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape

from articles.formats.markup import one_line
from newsroom.vietnamese import fold

_ARTICLES = re.compile(r"(?:News|Blog|Reportage|Opinion|Analysis|Review|Tech|Scholarly)?(?:Article|Posting|Report)$")
_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?[ ]?(?:<!\[CDATA\[|\]\]>)[ ]?(?:\*/)?")
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")
_JSON_FIELD = re.compile(
    r'"(headline|datePublished|dateModified|articleSection|description)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,2000})"'
)
_META_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "parsely-pub-date",
    "article.published",
    "its_publication",
    "date",
)
_META_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_META_TAGS = ("article:tag", "news_keywords", "parsely-tags")
_HOME = {"trang chu", "home", "trang nhat", "homepage", "muc luc", "ban dang o day", "tin tuc"}
_NOBODY = {"admin", "administrator", "quan tri", "quan tri vien", "webmaster", "editor", "user", "root", "superadmin"}
_NAMING = ("name", "@id", "url", "@value")
MAX_KEYWORDS = 15


@dataclass
class Meta:
    """What the metadata say; `published` holds (field, text) in the order of trust."""

    headlines: list = field(default_factory=list)
    description: str = ""
    published: list = field(default_factory=list)
    modified: str = ""
    authors: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    breadcrumb: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    keywords: list = field(default_factory=list)
    persons: set = field(default_factory=set)  # those of the authors that are said to be persons
    sites: set = field(default_factory=set)  # folded names of the site and its publisher
    url: str = ""
    shortlink: str = ""
    alternate_urls: list = field(default_factory=list)
    language: str = ""
    draft: bool = False

    def is_site(self, name):
        """Whether `name` is the site's or the page's own furniture, not a person's or a section's."""
        return fold(name).strip() in self.sites | _HOME | _NOBODY


def gather(root, front):
    """Return the `Meta` of a page's tree and front matter."""
    meta = Meta()
    _read_front(meta, front)
    _read_json(meta, root)
    _read_metas(meta, root)
    _read_links(meta, root)
    title = next(root.iter("title"), None)
    meta.headlines.append(one_line(title.text or "") if title is not None else "")
    meta.headlines = [line for line in dict.fromkeys(meta.headlines) if line]
    meta.tags = [tag for tag in dict.fromkeys(meta.tags) if tag]
    return meta


def _read_front(meta, front):
    first = {name: values[0] for name, values in front.items() if values}
    meta.headlines += [one_line(first.get("title", ""))]
    meta.description = one_line(first.get("excerpt") or first.get("description") or "")
    meta.published += [("date", first[name]) for name in ("date", "published_at") if name in first]
    meta.authors += front.get("author", []) + front.get("authors", [])
    meta.sections += front.get("categories", []) + front.get("category", [])
    meta.tags += front.get("tags", [])
    meta.url = first.get("canonical_url") or first.get("permalink", "")
    meta.draft = first.get("published", "").lower() == "false" or first.get("draft", "").lower() == "true"


# JSON-LD


def _read_json(meta, root):
    nodes = []
    for script in root.iter("script"):
        if "ld+json" in script.get("type", ""):
            nodes += _nodes(script.text or "")
    article = next((node for node in nodes if _is_article(node)), {})
    for node in nodes:
        if _types(node) & {"WebSite", "Organization", "NewsMediaOrganization"}:
            meta.sites.add(fold(_text(node.get("name"))))
        if "BreadcrumbList" in _types(node):
            meta.breadcrumb = _crumbs(node)
    meta.sites.add(fold(_text(article.get("publisher"))))
    meta.headlines += [_text(article.get("headline")), _text(article.get("name"))]
    meta.description = meta.description or _text(article.get("description"))
    meta.published += [("datePublished", _text(article.get("datePublished")))]
    meta.modified = meta.modified or _text(article.get("dateModified"))
    meta.authors += _texts(article.get("author"))
    meta.persons = {_text(node) for node in _flat(article.get("author")) if "Person" in _types(node)}
    meta.sections += _texts(article.get("articleSection"))
    meta.tags += [tag for words in _texts(article.get("keywords")) for tag in _listed(words)]
    meta.language = _text(article.get("inLanguage"))
    meta.url = meta.url or _text(article.get("mainEntityOfPage")) or _text(article.get("url"))


def _nodes(text):
    """Return every object in a JSON-LD script, of broken ones what can be saved."""
    text = _WRAPPING.sub("", text)
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return list(_flat(json.loads(candidate, strict=False)))
        except (json.JSONDecodeError, RecursionError):
            continue
    fields = {}
    for name, value in _JSON_FIELD.findall(text):
        fields.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    return [{"@type": "NewsArticle", **fields}] if fields else []


def _flat(value):
    """Yield the objects of a JSON-LD value: lists, `@graph` and `mainEntity` are opened, the rest is not."""
    waiting = deque([value])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extendleft(reversed(node))
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[name] for name in ("@graph", "mainEntity", "itemListElement") if name in node)


def _types(node):
    kind = node.get("@type", "")
    return {part for part in (kind if isinstance(kind, list) else [kind]) if isinstance(part, str)}


def _is_article(node):
    return any(_ARTICLES.match(kind.rpartition("/")[2]) for kind in _types(node))


def _text(value):
    """Return the first text of a JSON-LD value: a string, or the name, address or id of an object."""
    return next(iter(_texts(value)), "")


def _texts(value):
    values = value if isinstance(value, list) else [value]
    found = []
    for item in values:
        if isinstance(item, dict):
            item = next((item[name] for name in _NAMING if isinstance(item.get(name), str)), "")
        if isinstance(item, (str, int)) and not isinstance(item, bool):
            found.append(one_line(unescape(str(item))))
    return [text for text in found if text]


def _crumbs(node):
    items = [item for item in node.get("itemListElement") or [] if isinstance(item, dict)]
    items.sort(key=lambda item: int(item["position"]) if str(item.get("position", "")).isdecimal() else 0)
    names = [_text(item.get("name")) or _text(item.get("item")) for item in items]
    return [name for name in names if name and "://" not in name]


# <meta> and <link>


def _read_metas(meta, root):
    found = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content", ""))
        if name and content:
            found.setdefault(name.lower().strip(), []).append(content)
    first = {name: values[0] for name, values in found.items()}
    meta.sites |= {fold(first[name]) for name in ("og:site_name", "application-name", "copyright") if name in first}
    meta.headlines += [first[name] for name in ("og:title", "headline", "twitter:title", "dc.title") if name in first]
    meta.description = meta.description or first.get("og:description") or first.get("description", "")
    meta.published += [(name, first[name]) for name in _META_DATES if name in first]
    meta.modified = meta.modified or first.get("article:modified_time") or first.get("datemodified", "")
    meta.authors += [name for key in _META_AUTHORS for name in found.get(key, []) if "://" not in name]
    meta.sections += [name for key in ("article:section", "articlesection") for name in found.get(key, [])]
    meta.tags += [tag for key in _META_TAGS for words in found.get(key, []) for tag in _listed(words)]
    keywords = _listed(first.get("keywords", ""))
    meta.keywords = keywords if len(keywords) <= MAX_KEYWORDS else []
    meta.language = meta.language or first.get("og:locale", "") or first.get("content-language", "")
    _address(meta, first.get("og:url", ""))


def _listed(words):
    return [part for part in (one_line(part) for part in re.split(r"[,;]", words)) if part]


def _read_links(meta, root):
    addresses = {"canonical": [], "amphtml": [], "shortlink": [], "print": []}
    for link in root.iter("link"):
        rels, address = link.get("rel", "").lower().split(), (link.get("href") or "").strip()
        if "alternate" in rels and link.get("media", "").lower() in ("print", "handheld"):
            rels.append("print")
        for rel in addresses.keys() & set(rels):
            addresses[rel].append(address)
    for link in root.iter("a"):
        named = f"{link.get('class', '')} {link.get('id', '')}".lower()
        if re.search(r"\bprint\b|p-canonical", named) and "://" in (link.get("href") or ""):
            addresses["canonical" if "p-canonical" in named else "print"].append(link.get("href").strip())
    meta.shortlink = next(iter(addresses["shortlink"]), "")
    canonical = next((address for address in addresses["canonical"] if "://" in address), "")
    if canonical:
        others = [meta.url] if meta.url and meta.url != canonical else []
        meta.url, meta.alternate_urls = canonical, [*others, *meta.alternate_urls]
    meta.alternate_urls += addresses["amphtml"] + addresses["print"] + addresses["shortlink"]
    meta.alternate_urls = [url for url in dict.fromkeys(meta.alternate_urls) if "://" in url and url != meta.url]


def _address(meta, url):
    if not url or "://" not in url:
        return
    if "://" not in meta.url:
        meta.url = url
    elif url != meta.url:
        meta.alternate_urls.append(url)
