"""The pictures of a NewsML-G2 message: which text item each belongs to."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from articles.formats import dates
from articles.formats.markup import one_line, split_credit
from articles.formats.record import PhotoRecord, Refusal
from articles.formats.wirexml import attribute, child, children, descendants, local, text

_PICTURE_CLASS = re.compile(r"(?:picture|graphic|photo)$", re.IGNORECASE)
_FILE_ADDRESS = re.compile(r"file:/{0,3}", re.IGNORECASE)


@dataclass
class Media:
    """What one pass over a message tells: pictures by guid, who goes with whom, the newest version of each item."""

    pictures: dict = field(default_factory=dict)  # guid -> PhotoRecord
    links: dict = field(default_factory=lambda: defaultdict(list))  # text guid -> picture guids
    texts: list = field(default_factory=list)
    versions: dict = field(default_factory=dict)
    used: set = field(default_factory=set)

    @staticmethod
    def version(item):
        number = item.get("version", "")
        return int(number) if number.isdecimal() and len(number) < 12 else 0

    def photos_of(self, item):
        """Return the `PhotoRecord`s of a text item, in the order of its links; they count as used."""
        guid = item.get("guid", "")
        linked = [*links_of(item), *self.links.get(guid, ())]
        if len(set(self.texts)) == 1:
            linked += self.pictures
        found = [name for name in dict.fromkeys(linked) if name in self.pictures]
        self.used.update(found)
        return [self.pictures[name] for name in found]


def gather(pieces):
    """Return the `Media` of a message's `pieces`."""
    media = Media()
    for piece in pieces:
        if not isinstance(piece, Refusal):
            _note(media, piece.element)
    return media


def _note(media, item):
    guid = item.get("guid", "")
    media.versions[guid] = max(media.versions.get(guid, 0), Media.version(item))
    if local(item) == "packageItem":
        _note_package(media, item)
    elif local(item) == "newsItem" and children(child(item, "contentSet"), "inlineXML", "inlineData"):
        media.texts.append(guid)
    elif local(item) == "newsItem" and _PICTURE_CLASS.search(attribute(child(item, "itemMeta", "itemClass"), "qcode")):
        media.pictures[guid] = photo(item)
        for other in links_of(item):
            media.links[other].append(guid)


def _note_package(media, package):
    """Within each group of a package the pictures go with the texts that stand before them."""
    for group in descendants(package, "group"):
        texts = []
        for reference in children(group, "itemRef"):
            target = reference.get("residref") or reference.get("href") or ""
            item_class = attribute(child(reference, "itemClass"), "qcode")
            if _PICTURE_CLASS.search(item_class):
                for name in texts:
                    media.links[name].append(target)
            elif not item_class or item_class.endswith("text"):
                texts.append(target)


def links_of(item):
    """Return the guids and addresses that an item's `<link>`s name."""
    links = children(child(item, "itemMeta"), "link")
    return [target for link in links for target in (link.get("residref"), link.get("href")) if target]


def photo(item):
    """Return the `PhotoRecord` of a picture item: its largest rendition, caption and credit."""
    meta = child(item, "contentMeta")
    caption, credit = split_credit(_caption(meta) or text(child(meta, "headline")))
    taken = dates.parse(text(child(meta, "contentCreated")))
    return PhotoRecord(
        caption=caption,
        credit=credit or _credit(item, meta),
        reference=_largest(children(child(item, "contentSet"), "remoteContent")),
        taken_on=date.fromisoformat(taken.on) if taken and len(taken.on) == 10 else None,
    )


def _caption(meta):
    descriptions = children(meta, "description")
    captions = [found for found in descriptions if found.get("role", "").lower().endswith("caption")] or descriptions
    return text(captions[0]) if captions else ""


def _credit(item, meta):
    line = text(child(meta, "creditline"))
    creators = [text(child(creator, "name")) or attribute(creator, "literal") for creator in children(meta, "creator")]
    provider = text(child(item, "itemMeta", "provider", "name"))
    return line or next(filter(None, creators), "") or provider


def _largest(contents):
    pictures = [found for found in contents if found.get("href") and "image" in found.get("contenttype", "image")]
    best = max(pictures, key=_pixels, default=None)
    return _FILE_ADDRESS.sub("", one_line(best.get("href"))) if best is not None else ""


def _pixels(content):
    width = content.get("width", "")
    return int(width) if width.isdecimal() and len(width) < 7 else 0
