"""Names in a field that holds whoever signed: one name, several, or a whole signature line."""

import re

from articles.formats.capture.bylines import read_signature
from articles.formats.markup import one_line
from articles.formats.record import BylineRecord

_BETWEEN = re.compile(r"[;|,\n/]|\s[-–—&]\s|\svà\s")


def signed_names(text):
    """Return the `BylineRecord`s of a field such as `Thu Hà; Đức Minh`, `Thu Hà - Đức Minh`, `Tin, ảnh: Thu Hà`."""
    if ":" in text and (signature := read_signature(one_line(text))):
        return signature.people
    names = (one_line(part) for part in _BETWEEN.split(text))
    return [BylineRecord(name=name) for name in dict.fromkeys(names) if name]
