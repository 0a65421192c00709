"""Pages that workers and machines share where there is a Redis. Nothing depends on it: without one, each makes all."""

import hashlib
import logging
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
A_DAY = 24 * 60 * 60
PAUSE = 10  # seconds after a failure in which it is not asked


class SharedPages:
    def __init__(self):
        self.is_there = bool(settings.REDIS_URL)
        self.away_until = 0

    def find(self, key, edition):
        found = self._ask(lambda store: store.get(_name(key, edition)))
        return found if found is not None and found.edition == edition else None

    def put(self, key, page):
        self._ask(lambda store: store.set(_name(key, page.edition), page, A_DAY))

    def _ask(self, ask):
        if not self.is_there or time.monotonic() < self.away_until:
            return None
        try:
            return ask(caches["default"])
        except (RedisError, OSError) as error:
            self.away_until = time.monotonic() + PAUSE
            logger.warning("Redis: %s", error)
            return None


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
