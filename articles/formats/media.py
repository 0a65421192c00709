"""Finds the picture that an article refers to, beside its source, in the same archive or under a folder of pictures."""

import posixpath
import re
from collections import defaultdict
from urllib.parse import unquote, urlsplit

from articles.formats.record import Refusal
from newsroom.vietnamese import nfc

_PICTURE = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|tiff?|heic|svg)$", re.IGNORECASE)
_SIZE_SUFFIX = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.[a-z]{3,4}$)")
MAX_REFERENCE = 2000


class MediaFolder:
    """The pictures among `members`, as `archive.walk` yields them, found by what an article calls them.

    Nothing else is known, so no reference can lead outside. Letter case, Unicode composition and URL quoting do not
    count.
    """

    def __init__(self, members):
        self._by_path, self._by_name = {}, defaultdict(list)
        for member in members:
            if not isinstance(member, Refusal) and _PICTURE.search(member.name):
                key = _key(member.name)
                self._by_path.setdefault(key, member)
                self._by_name[key.rpartition("/")[2]].append((key, member))

    def find(self, reference, *, beside=""):
        """Return the `Member` that the source named `beside` (as `Member.name`) calls `reference`, or None.

        Tried in turn: the path from the source's folder, the path from the top, the one picture that shares the
        longest end of the path, the only picture of that file name; then all again without WordPress's `-300x200`.
        """
        path = _path(reference)
        if not path:
            return None
        for wanted in dict.fromkeys((path, _SIZE_SUFFIX.sub("", path))):
            found = self._at(wanted, beside) or self._by_end(wanted)
            if found:
                return found
        return None

    def _at(self, path, beside):
        folder = _key(beside).rpartition("/")[0]
        places = [posixpath.normpath(f"{folder}/{path}") if folder else path, path.lstrip("/")]
        return next((self._by_path[place] for place in map(posixpath.normpath, places) if place in self._by_path), None)

    def _by_end(self, path):
        alike = [(_shared_end(path, key), member) for key, member in self._by_name.get(path.rpartition("/")[2], ())]
        longest = max((shared for shared, _ in alike), default=0)
        best = [member for shared, member in alike if shared == longest]
        return best[0] if len(best) == 1 else None


def _shared_end(one, other):
    count = 0
    for left, right in zip(reversed(one.split("/")), reversed(other.split("/")), strict=False):
        if left != right:
            break
        count += 1
    return count


def _key(name):
    return nfc(name.replace("\\", "/").replace("!", "/")).casefold()


def _path(reference):
    """Return the path of a reference, whether address or file name, as a key; empty when it names no file."""
    text = reference.strip()[:MAX_REFERENCE].replace("\\", "/")
    try:
        path = urlsplit(text).path if "://" in text or text.startswith("//") else re.split(r"[?#]", text)[0]
    except ValueError:
        return ""
    key = posixpath.normpath(_key(unquote(path))) if path else ""
    return key if _PICTURE.search(key) else ""
