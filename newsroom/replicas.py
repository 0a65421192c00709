"""Several PostgreSQL servers: one primary, which takes every write and tells the edition, and streaming replicas.

Pages for anonymous readers are made from a replica that has the edition they are made for; one that lags or is away is
passed over. While the primary is away nobody can commit, so the newest edition that we or a replica know holds.
"""

import itertools
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from newsroom import edition
from newsroom.pause import Pause

PRIMARY_PAUSE, AWAY_PAUSE, LAG_PAUSE = 1, 5, 0.5  # seconds

_reading = ContextVar("reading", default=DEFAULT_DB_ALIAS)


class Router:
    """Reads go where `reading_from` says, everything else to the primary; rows of both are the same rows."""

    def db_for_read(self, model, **hints):
        return _reading.get()

    def db_for_write(self, model, **hints):
        return DEFAULT_DB_ALIAS

    def allow_relation(self, first, second, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


@contextmanager
def reading_from(alias):
    token = _reading.set(alias)
    try:
        yield
    finally:
        _reading.reset(token)


def connection_for_reading():
    """Return the connection on which hand-written SQL that only reads belongs."""
    return connections[_reading.get()]


class Replicas:
    """The replicas of `aliases`, asked in turn, each with its own pauses."""

    def __init__(self, aliases):
        self.away = {alias: Pause(AWAY_PAUSE) for alias in aliases}
        self.lagging = {alias: Pause(LAG_PAUSE) for alias in aliases}
        self.turns = itertools.count()

    def with_edition(self, wanted):
        """Yield the aliases, in turn, of those that have the edition number `wanted` or a later one."""
        aliases = list(self.away)
        first = next(self.turns) % max(1, len(aliases))
        for alias in (*aliases[first:], *aliases[:first]):
            if not self.lagging[alias].may_ask():
                continue
            number = self._ask(alias, edition.number)
            if number is not None and number < wanted:
                self.lagging[alias].failed()
                continue
            self.lagging[alias].worked()
            if number is not None:
                yield alias

    def editions(self):
        """Yield the `Edition` that each replica has which answers."""
        for alias in self.away:
            found = self._ask(alias, edition.current)
            if found is not None:
                yield found

    def check(self, alias):
        """Begin the pause of a replica that does not answer."""
        self._ask(alias, edition.number)

    def _ask(self, alias, ask):
        if not self.away[alias].may_ask():
            return None
        try:
            answer = ask(alias)
        except Error:
            connections[alias].close()
            self.away[alias].failed()
            return None
        self.away[alias].worked()
        return answer


replicas = Replicas(settings.REPLICAS)


class LatestEdition:
    """The edition that is committed, as far as this process can know; None where nobody could tell yet."""

    def __init__(self):
        self.known = None
        self.primary = Pause(PRIMARY_PAUSE)

    def find(self):
        """Return the `Edition`, read from the primary unless that has just failed."""
        if self.primary.may_ask():
            for _attempt in range(2):  # the first may find a connection that the database has dropped
                try:
                    self.known = edition.current()
                except Error:
                    connections[DEFAULT_DB_ALIAS].close()
                else:
                    self.primary.worked()
                    return self.known
            self.primary.failed()
        return self._without_primary()

    def _without_primary(self):
        found = [each for each in (self.known, *replicas.editions()) if each is not None]
        self.known = max(found, key=lambda each: (each.number, each.ends), default=None)
        return self.known
