"""Pages that workers and machines share where there is a Redis. Nothing depends on it: without one, each makes all."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

A_DAY = 24 * 60 * 60


class SharedPages:
    def __init__(self):
        self.is_there = bool(settings.REDIS_URL)

    def find(self, key, edition):
        found = caches["default"].get(_name(key, edition)) if self.is_there else None
        return found if found is not None and found.edition == edition else None

    def put(self, key, page):
        if self.is_there:
            caches["default"].set(_name(key, page.edition), page, A_DAY)


def _name(key, edition):
    told = "\n".join((*key, str(edition.number), str(edition.ends), release()))
    return f"page:{hashlib.sha256(told.encode('utf-8', 'surrogateescape')).hexdigest()}"


@cache
def release():
    """Return a hash of the code, the templates and the paper's particulars: all that shapes a page besides its rows."""
    told = hashlib.sha256(repr((settings.PAPER, settings.SITE_URL)).encode())
    for folder in ("newsroom", "articles", "directives", "templates"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in (".py", ".html", ".css", ".mo", ".xml", ".txt") and "tests" not in path.parts:
                told.update(path.read_bytes())
    return told.hexdigest()
