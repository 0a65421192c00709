"""The blocks of a story's text: standfirst and agency mark taken out, signatures read, noise put apart."""

import re
from dataclasses import dataclass, field

from lxml import etree

from articles.formats import agency, wire
from articles.formats.capture.bylines import is_institution, is_source, read_signature
from articles.formats.capture.clock import read_date_line
from articles.formats.capture.lead import cut_agency
from articles.formats.capture.noise import closes_article, is_furniture
from articles.formats.markup import one_line, parse
from articles.formats.record import photo_place
from articles.markup import PHOTO_PLACE, sanitise
from newsroom.vietnamese import fold

OPENING = 8  # blocks in which the headline, dates and the like may be repeated
CLOSING = 5  # blocks in which signatures stand
LONGEST_SIGNATURE = 90
LONGEST_STANDFIRST = 1200
_DIGIT = re.compile(r"\d")
_SENTENCES = 160  # a block this long is no headline of another story


@dataclass
class Block:
    """One top element of a body."""

    element: etree._Element
    text: str
    photo: int = 0  # from 1; 0 for text

    @property
    def is_text(self):
        return self.element.tag == "p" and not self.photo

    @property
    def strong(self):
        """Whether all its text is bold."""
        bold = "".join("".join(found.itertext()) for found in self.element.iter("strong"))
        return bool(self.text) and len(one_line(bold)) >= 0.95 * len(self.text)

    @property
    def linked(self):
        """Whether all its text is links."""
        links = "".join("".join(found.itertext()) for found in self.element.iter("a"))
        return bool(self.text) and len(one_line(links)) >= 0.9 * len(self.text)

    def html(self):
        if self.photo:
            return photo_place(self.photo)
        return etree.tostring(self.element, encoding="unicode", method="html", with_tail=False)


@dataclass
class Text:
    """A story's text as it goes into the record."""

    body: str = ""
    photos: list = field(default_factory=list)
    standfirst: str = ""
    agency: str = ""
    bylines: list = field(default_factory=list)
    noise: list = field(default_factory=list)


def read(body, photos, *, headline, standfirst, description):
    """Return the `Text` of a body as `markup.semantic` gives it; `standfirst` is what the page prints apart from it."""
    text = Text(standfirst=standfirst)
    blocks = _cut_closing(_blocks(body), text)
    blocks = _cut_opening(blocks, text, headline)
    _read_signatures(blocks, text, photos)
    _read_standfirst(blocks, text, description)
    text.photos = _renumbered(blocks, photos)
    parted = agency.part(text.standfirst, sanitise("".join(block.html() for block in blocks)))
    text.agency, text.standfirst, text.body = parted.agency, parted.standfirst, parted.body
    return text


def signed(line):
    """Return the `BylineRecord`s of a line that names authors; desks, papers and what holds a number are left out."""
    signature = read_signature(one_line(line))
    people = signature.people if signature else wire.bylines(line)
    return [person for person in people if not is_institution(person.name) and not _DIGIT.search(person.name)]


def _blocks(body):
    root = parse(f"<div>{body}</div>") if body else None
    holder = root.find(".//div") if root is not None else None
    if holder is None:
        return []
    blocks = []
    for element in holder:
        text = one_line(" ".join(element.itertext()))
        place = PHOTO_PLACE.match(f"<p>{text}</p>") if element.tag == "p" else None
        blocks.append(Block(element, text, int(place[1]) if place else 0))
    return blocks


def _cut_closing(blocks, text):
    """Put apart furniture, and what follows a heading such as `Tin liên quan` when only headlines follow it."""
    kept, closed = [], False
    for index, block in enumerate(blocks):
        if kept and not closed and closes_article(block.text):
            closed = all(len(other.text) < _SENTENCES for other in blocks[index + 1 :])
            text.noise.append(block.text)
        elif closed or (not block.photo and _is_noise(block)):
            text.noise.append(block.text)
        else:
            kept.append(block)
    while kept and kept[-1].linked and len(kept[-1].text) < _SENTENCES and len(kept) > 1:
        text.noise.append(kept.pop().text)
    return kept


def _is_noise(block):
    return is_furniture(block.text) or (block.linked and block.text.lower().startswith((">>", "xem thêm", "đọc thêm")))


def _cut_opening(blocks, text, headline):
    """Drop what the opening blocks repeat: headline, standfirst, dates, the section's name alone."""
    repeated = {fold(line) for line in (headline, text.standfirst) if line}
    blocks = _below_headline(blocks, text, headline)
    kept = []
    for index, block in enumerate(blocks):
        line = read_date_line(block.text) if index < OPENING and len(block.text) <= 120 else None
        if index < OPENING and fold(block.text) in repeated and not block.photo:
            continue
        if index < OPENING and _is_headline_and_date(block, headline):
            text.noise.append(block.text[len(headline) :].strip())
            continue
        if line is not None and not block.photo:
            text.noise.append(block.text)
            continue
        kept.append(block)
    return kept


def _repeats(block, headline):
    return fold(block.text) == fold(headline) or _is_headline_and_date(block, headline)


def _is_headline_and_date(block, headline):
    if not headline or not block.text.startswith(headline):
        return False
    rest = block.text[len(headline) :].strip()
    return 6 <= len(rest) <= 120 and read_date_line(rest) is not None


def _below_headline(blocks, text, headline):
    """Drop the short blocks above a headline that stands among the first ones: section names, menus."""
    at = next((index for index, block in enumerate(blocks[:OPENING]) if _repeats(block, headline)), 0)
    if any(block.photo or len(block.text) >= _SENTENCES for block in blocks[:at]):
        return blocks
    text.noise += [block.text for block in blocks[:at]]
    return blocks[at:]


def _read_signatures(blocks, text, photos):
    """Take the signatures out of the last blocks; `Tin, ảnh:` also signs the photos without a credit."""
    for block in reversed([block for block in blocks if not block.photo][-CLOSING:]):
        if len(block.text) > LONGEST_SIGNATURE or block.element.tag not in ("p", "h3"):
            break
        if is_source(block.text) or is_institution(block.text):
            text.noise.append(block.text)
            blocks.remove(block)
            continue
        signature = read_signature(block.text)
        if signature is None or (block.text.endswith(".") and not signature.labelled and not signature.initials):
            break
        blocks.remove(block)
        text.bylines = [person for person in signature.people if not is_institution(person.name)] + text.bylines
        if signature.photos_too:
            _credit(photos, ", ".join(person.name for person in signature.people))


def _credit(photos, names):
    for photo in photos:
        photo.credit = photo.credit or names


def _read_standfirst(blocks, text, description):
    """Find the standfirst in the first text block: bold as a whole, or what the metadata call the description."""
    first = next((block for block in blocks if not block.photo), None)
    if text.standfirst or first is None or len(blocks) < 2 or not 40 <= len(first.text) <= LONGEST_STANDFIRST:
        return
    heads = first.element.tag == "h2" and len(first.text) >= 80
    told = bool(description) and _core(first.text) == _core(description)
    if (first.is_text and (first.strong or told)) or heads:
        text.standfirst = first.text
        blocks.remove(first)


def _core(line):
    return fold(cut_agency(one_line(line)).text).strip(" .…")


def _renumbered(blocks, photos):
    """Give the photo places that are left new numbers; return the photos in that order."""
    kept = []
    for block in blocks:
        if block.photo and block.photo <= len(photos):
            kept.append(photos[block.photo - 1])
            block.photo = len(kept)
    return kept
