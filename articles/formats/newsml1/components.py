"""NewsML 1's components: which are stories, which are pictures with their captions, which are the same thing twice."""

import re
from dataclasses import dataclass, field

from lxml import etree

from articles.formats import wire
from articles.formats.markup import plain, split_credit
from articles.formats.record import PhotoRecord
from articles.formats.wirexml import as_html, attribute, child, children, descendants, local, text

LONGEST_CAPTION = 600
_PICTURE = re.compile(r"photo|picture|graphic|image|still", re.IGNORECASE)
_OTHER_MEDIA = re.compile(r"video|audio|sound|animation|complexdata|moving", re.IGNORECASE)
_CAPTION_ROLE = re.compile(r"caption|legend|description", re.IGNORECASE)
# providers that put each part of a story into a component of its own say by its Role which it is
_PART_ROLES = {
    **dict.fromkeys(("title", "headline"), "headline"),
    **dict.fromkeys(("lead", "abstract", "summary", "standfirst", "intro", "chapo"), "standfirst"),
}
_SIDE_ROLE = re.compile(r"thumbnail|icon|preview|quicklook|sketch|metadata", re.IGNORECASE)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|bmp)$", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|br|div|html|body|table)\b", re.IGNORECASE)
_BLOCK = {"p", "div", "body", "html", "h1", "h2", "h3", "hl1", "hl2", "table", "ul", "ol", "media", "br"}
_LINES = ("HeadLine", "SubHeadLine", "ByLine", "DateLine", "CreditLine", "SlugLine", "CopyrightLine")


@dataclass
class Story:
    """The text contents of one story, the component that names it, and its pictures."""

    component: etree._Element
    root: etree._Element
    contents: list = field(default_factory=list)
    photos: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)  # headline, standfirst: text that has a component of its own

    def _metadata(self, *names):
        """Return the metadata elements called `names`, of the nearest component that has any."""
        for component in _upwards(self.component, self.root):
            metadata = children(component, "AdministrativeMetadata", "DescriptiveMetadata", "Metadata")
            found = [element for part in metadata for element in descendants(part, *names)]
            if found:
                return found
        return []

    def facts(self, *names):
        """Return the names given in the metadata elements called `names`: text, or the FormalName of what is within."""
        return [value for element in self._metadata(*names) if (value := _fact(element))]

    def texts(self, *names):
        return [value for element in self._metadata(*names) if (value := text(element))]

    def keywords(self):
        lines = [line for component in _upwards(self.component, self.root) for line in _keyword_lines(component)]
        return lines + self.facts("Keyword")

    def language(self):
        return next((attribute(element, "FormalName") for element in self._metadata("Language")), "")


def _fact(element):
    party = next(iter(descendants(element, "Party", "Topic")), None)
    return attribute(party, "FormalName") or text(element) or attribute(element, "FormalName")


def _keyword_lines(component):
    return [text(line) for line in children(child(component, "NewsLines"), "KeywordLine") if text(line)]


def _upwards(component, root):
    while component is not None:
        yield component
        component = None if component is root else component.getparent()


def lines_of(component, root):
    """Return `{name: text}` of the NewsLines that hold for `component`: its own, else those of the nearest above it."""
    lines = {}
    for holder in _upwards(component, root):
        news_lines = child(holder, "NewsLines")
        for name in _LINES:
            lines.setdefault(name, text(child(news_lines, name)))
        for line in children(news_lines, "NewsLine"):
            kind = attribute(child(line, "NewsLineType"), "FormalName")
            if kind.lower() in ("abstract", "summary", "standfirst", "lead"):
                lines.setdefault("Abstract", text(child(line, "NewsLineText")))
        lines = {name: value for name, value in lines.items() if value}
    return lines


def stories(root):
    """Return the `Story`s under the top NewsComponent `root`."""
    found, photos = [], []
    _walk(root, root, found, photos)
    merged = _merge(found, root)
    for component, photo in photos:
        if merged:
            _owner(merged, component, root).photos.append(photo)
    return merged


def _walk(component, root, found, photos):
    if _SIDE_ROLE.search(attribute(child(component, "Role"), "FormalName")):
        return
    if _is_picture(component):
        photos.append((component, _photo(component)))
        return
    contents = [content for content in children(component, "ContentItem") if _has_text(content)]
    if contents:
        chosen = [_best(contents)] if component.get("EquivalentsList") == "yes" else contents
        found.append(_story(component, root, chosen))
    parts = children(component, "NewsComponent")
    parts += [inner for item in children(component, "NewsItem") for inner in children(item, "NewsComponent")]
    if component.get("EquivalentsList") == "yes" and not _pictures(component):
        parts = _one_of(parts)
    for part in parts:
        _walk(part, root, found, photos)
    for content in children(component, "ContentItem"):
        if _is_picture_content(content):
            photos.append((component, _photo_of(content, component, caption="")))


def _story(component, root, contents):
    part = _PART_ROLES.get(attribute(child(component, "Role"), "FormalName").lower())
    if part:
        return Story(component, root, parts={part: " ".join(map(_plain, contents))})
    return Story(component, root, contents)


def _one_of(parts):
    """Of components that say the same, return the one in Vietnamese, or the first with text."""
    with_text = [part for part in parts if any(map(_has_text, descendants(part, "ContentItem")))]
    vietnamese = [part for part in with_text if _language(part) == "vi"]
    return (vietnamese or with_text or parts)[:1]


def _language(part):
    found = next(iter(descendants(part, "Language")), None)
    tag = attribute(found, "FormalName") or attribute(part, "lang")
    return wire.language(tag) if tag else ""


def _is_picture(component):
    """Whether a component is one picture: its contents, near or nested, are pictures and at most a caption."""
    if not _pictures(component):
        return False
    texts = [content for content in descendants(component, "ContentItem") if _has_text(content)]
    if not all(_is_caption(content, component) for content in texts):
        return False
    return local(component.getparent()) == "NewsComponent" or _has_role(component, _PICTURE)


def _has_role(component, pattern):
    return bool(pattern.search(attribute(child(component, "Role"), "FormalName")))


def _is_caption(content, within):
    holder = content.getparent()
    while holder is not None:
        if local(holder) == "NewsComponent" and _has_role(holder, _CAPTION_ROLE):
            return True
        if holder is within:
            several = len(children(holder, "ContentItem")) > 1
            return _has_role(holder, _PICTURE) or (several and len(_plain(content)) < LONGEST_CAPTION)
        holder = holder.getparent()
    return False


def _pictures(component):
    return [content for content in descendants(component, "ContentItem") if _is_picture_content(content)]


def _is_picture_content(content):
    address = content.get("Href", "")
    kinds = " ".join(attribute(child(content, name), "FormalName") for name in ("MediaType", "MimeType"))
    return bool(address) and bool(_PICTURE.search(kinds) or _PICTURE_FILE.search(address))


def _has_text(content):
    if _OTHER_MEDIA.search(attribute(child(content, "MediaType"), "FormalName")) or _is_picture_content(content):
        return False
    if descendants(content, "Encoding"):
        return False
    data = child(content, "DataContent")
    return data is not None and bool(text(data))


def _best(contents):
    """Of equivalent contents, return the one with the richest markup."""
    return max(contents, key=lambda content: (bool(descendants(content, "nitf")), bool(descendants(content, "p"))))


def _merge(found, root):
    """Join stories under one headline: parts without a HeadLine of their own belong to the story before them."""
    merged = []
    for story in found:
        named = bool(text(child(story.component, "NewsLines", "HeadLine")))
        if merged and (not named or text(child(merged[-1].component, "NewsLines", "HeadLine")) == ""):
            merged[-1].contents += story.contents
            merged[-1].parts.update(story.parts)
            if named:
                merged[-1].component = story.component
        else:
            merged.append(story)
    return merged


def _owner(merged, component, root):
    """Return the story that shares the nearest component with the picture `component`; the first of equals."""
    for holder in _upwards(component, root):
        for story in merged:
            if holder in list(_upwards(story.component, root)):
                return story
    return merged[0]


def _photo(component):
    captions = [_plain(content) for content in descendants(component, "ContentItem") if _has_text(content)]
    pictures = _pictures(component)
    return _photo_of(max(pictures, key=_width), component, caption=next(filter(None, captions), ""))


def _photo_of(content, component, *, caption):
    lines = child(component, "NewsLines")
    said = caption or text(next(iter(descendants(component, "Caption")), None)) or text(child(lines, "HeadLine"))
    words, credit = split_credit(said)
    by_line = [signed.name for signed in wire.bylines(text(child(lines, "ByLine")))]
    line = text(child(lines, "CreditLine")) or ", ".join(by_line)
    return PhotoRecord(caption=words, credit=credit or line, reference=content.get("Href").strip())


def _width(content):
    for found in descendants(content, "Property"):
        value = found.get("Value", "")
        if found.get("FormalName", "").lower() in ("width", "pixelwidth") and value.isdecimal() and len(value) < 7:
            return int(value)
    size = text(next(iter(descendants(content, "SizeInBytes")), None))
    return int(size) / 1e6 if size.isdecimal() and len(size) < 12 else 0


def _plain(content):
    return plain(content_lines(content))


def content_lines(content):
    """Return the text of a ContentItem as HTML, whether it holds elements, escaped markup or plain lines."""
    data = child(content, "DataContent")
    if any(local(found) in _BLOCK for found in descendants(data, *_BLOCK)):
        return as_html(data)
    raw = "".join(data.itertext())
    return raw if _MARKUP.search(raw) else wire.paragraphs(raw)
