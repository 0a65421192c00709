"""What a picture file tells of itself: caption, credit, day and place, from IPTC, XMP and EXIF, in this order.

The coordinates in EXIF are never read: where a source lives is nobody's business outside the newsroom.
Specifications: IPTC IIM 4.2, IPTC Photo Metadata 2023, EXIF 2.32.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta

from lxml import etree
from PIL import IptcImagePlugin

from newsroom.vietnamese import nfc

CAPTION, CREDIT, PLACE = 1000, 200, 200
MAX_XMP = 1024 * 1024
IPTC_CAPTION, IPTC_BYLINE, IPTC_CREDIT, IPTC_DATE = (2, 120), (2, 80), (2, 110), (2, 55)
IPTC_PLACES = ((2, 92), (2, 90), (2, 95))  # within the city, city, province
EXIF_DESCRIPTION, EXIF_ARTIST, EXIF_DETAILS, EXIF_TAKEN = 0x010E, 0x013B, 0x8769, 0x9003
TIFF_XMP = 700

_DC, _PHOTOSHOP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/photoshop/1.0/}"
_CORE, _XMP = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}", "{http://ns.adobe.com/xap/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_PLACES = (f"{_CORE}Location", f"{_PHOTOSHOP}City", f"{_PHOTOSHOP}State")
_XMP_DATES = (f"{_PHOTOSHOP}DateCreated", f"{_XMP}CreateDate")


def told_by(image):
    """Return {caption, credit, taken_on, taken_in} of an open Pillow `image`; empty where the file says nothing."""
    iptc, xmp, exif = IptcImagePlugin.getiptcinfo(image) or {}, _xmp(image), image.getexif()
    caption = _iptc(iptc, IPTC_CAPTION) or _first(xmp, f"{_DC}description") or _description(exif)
    credit = _iptc(iptc, IPTC_BYLINE) or _iptc(iptc, IPTC_CREDIT)
    credit = credit or _first(xmp, f"{_DC}creator", f"{_PHOTOSHOP}Credit") or _exif_text(exif, EXIF_ARTIST)
    places = [_iptc(iptc, tag) for tag in IPTC_PLACES]
    if not any(places):
        places = [_first(xmp, name) for name in _XMP_PLACES]
    taken = exif.get_ifd(EXIF_DETAILS).get(EXIF_TAKEN, "")
    return {
        "caption": caption[:CAPTION],
        "credit": credit[:CREDIT],
        "taken_on": _day(_iptc(iptc, IPTC_DATE)) or _day(_first(xmp, *_XMP_DATES)) or _day(str(taken)),
        "taken_in": ", ".join(dict.fromkeys(filter(None, places)))[:PLACE],
    }


def _clean(text):
    return " ".join(nfc(text).replace("\x00", " ").split())


def _iptc(iptc, tag):
    value = iptc.get(tag)
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, bytes):
        return ""
    try:
        return _clean(value.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(value.decode("cp1258", errors="replace"))


def _exif_text(exif, tag):
    """Return a text of EXIF, which Pillow reads as Latin-1 while cameras and editors write UTF-8."""
    value = exif.get(tag, "")
    if not isinstance(value, str):
        return ""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return _clean(value)


def _description(exif):
    """Return the description that a person wrote; a camera's own is its name in ASCII capitals."""
    text = _exif_text(exif, EXIF_DESCRIPTION)
    return "" if text.isascii() and text.upper() == text else text


def _xmp(image):
    """Return the XMP packet of `image` as an element; None where there is none, or one that no editor writes."""
    data = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or getattr(image, "tag_v2", {}).get(TIFF_XMP)
    data = data.encode() if isinstance(data, str) else data
    if not isinstance(data, bytes) or len(data) > MAX_XMP or b"<!" in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data.strip(b"\x00 \r\n\t"), parser)
    except etree.XMLSyntaxError:
        return None


def _first(xmp, *names):
    """Return the first text of one of the properties `names`, written as an element, a list or an attribute."""
    for name in names if xmp is not None else ():
        for element in xmp.iter(name):
            item = next(element.iter(f"{_RDF}li"), element)
            if text := _clean(item.text or ""):
                return text
        for description in xmp.iter(f"{_RDF}Description"):
            if text := _clean(description.get(name, "")):
                return text
    return ""


def _day(text):
    """Return the day that begins `text`: `20180612`, `2018:06:12 …`, `2018-06-12T…`; None for a day to come."""
    digits = "".join(character for character in text[:10] if character not in ":-")[:8]
    try:
        found = datetime.strptime(digits, "%Y%m%d").date()
    except ValueError:
        return None
    return found if date(1839, 1, 1) <= found <= date.today() + timedelta(days=1) else None
