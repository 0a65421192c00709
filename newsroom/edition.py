"""The public state of the paper as one number in the database: the edition.

It is raised in the transaction of any write to a table that readers see something of, before the write itself, so that
writers take the row in one order and never wait for each other in a circle. Nobody has to remember it: a table counts
as seen unless it is named below. What appears by the clock needs no write and no cron job: every process finds the
next such instant once an edition, and an edition ends for it when that instant passes.
"""

import re
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.signals import connection_created
from django.db.models import F
from django.db.models.functions import Greatest
from django.db.models.signals import post_save
from django.utils import timezone

# Rows of these never come before a reader; every other table does, those of future models too.
UNSEEN_APPS = ("admin", "auth", "axes", "contenttypes", "otp_static", "otp_totp", "sessions", "taggit")
UNSEEN = (
    *("newsroom.edition", "newsroom.checkpoint"),
    *("newsroom.signin", "newsroom.desksession", "newsroom.givenrights"),
    *("directives.evidence", "directives.directivekey"),
    *("articles.citationrelation", "articles.importrun", "articles.importeditem", "articles.sourcefile"),
    *("articles.sourcechunk", "articles.sectionalias", "articles.move", "articles.version", "articles.presence"),
    *("articles.previewlink", "articles.workingcopy", "articles.approval", "articles.seal", "articles.penname"),
    *("articles.plannedstory", "articles.correctionrequest", "articles.correctiondeadline"),
)
# Rows that belong to one article are seen only with it: see `quiet`.
OF_ONE_ARTICLE = (
    *("articles.article", "articles.byline", "articles.articlephoto", "articles.citation", "articles.taggedarticle"),
    "articles.photo",
)
_WRITE = re.compile(r'(?:INSERT(?: OR [A-Z]{1,10})? INTO|UPDATE|DELETE FROM) "?([a-z_0-9]{1,63})"?')
_READ = "SELECT number FROM newsroom_edition WHERE id = 1"

_quiet = ContextVar("quiet", default=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """One public state: its number, and the instant (seconds since 1970) at which the clock ends it."""

    number: int
    ends: float


class _Calendar:
    """When the edition at hand ends by the clock; the same on every machine, whatever its own clock shows."""

    def __init__(self):
        self.lock = threading.Lock()
        self.edition = None

    def edition_of(self, number, now, using):
        known = self.edition
        if known is not None and known.number == number and now < known.ends:
            return known
        with self.lock:
            found = Edition(number, _end_after(now, using))
            self.edition = found
        return found


_calendar = _Calendar()


def current(using=DEFAULT_DB_ALIAS):
    """Return the `Edition` that is committed now: one read by primary key, and no other within one edition."""
    return _calendar.edition_of(number(using), timezone.now().timestamp(), using)


def number(using=DEFAULT_DB_ALIAS):
    """Return the number of the edition that the database `using` has: a replica may not have the latest yet."""
    row = _read(connections[using])
    return row[0] if row else 0


def _read(database):
    """Return the row of the edition; of SQLite by its own connection, since Django's cursor takes six times longer."""
    if database.vendor != "sqlite" or database.queries_logged:
        with database.cursor() as cursor:
            cursor.execute(_READ)
            return cursor.fetchone()
    if database.connection is None:
        database.ensure_connection()
    try:
        return database.connection.execute(_READ).fetchone()
    except database.Database.Error as error:
        raise DatabaseError(*error.args) from error


def _end_after(instant, using):
    """Return the next instant at which an article appears or a lead changes by itself, midnight at the latest."""
    from articles.models import Article, Placement

    at = timezone.datetime.fromtimestamp(instant, tz=timezone.get_default_timezone())
    midnight = (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    by_itself = [
        *Article.objects.using(using).appearances_after(at),
        *Placement.objects.using(using).changes_after(at),
    ]
    return min([midnight, *by_itself]).timestamp()


def renew(using=DEFAULT_DB_ALIAS):
    """Begin a new edition, once in a transaction; outside any, at once.

    A number is never used twice, not even after a backup was restored: it follows the clock.
    """
    from newsroom.models import Edition as Row

    if is_changing(using):
        return
    with transaction.atomic(using=using):
        number = Greatest(F("number") + 1, time.time_ns() // 1_000)
        if not Row.objects.using(using).filter(pk=1).update(number=number):
            Row.objects.using(using).create(pk=1, number=time.time_ns() // 1_000)
        transaction.on_commit(_announce, using=using, robust=True)


def _announce():
    from newsroom.purging import purge

    purge()


def is_changing(using=DEFAULT_DB_ALIAS):
    """Say whether the transaction at hand has begun a new edition, which nobody else sees yet."""
    return any(waiting[1] is _announce for waiting in connections[using].run_on_commit)


@contextmanager
def quiet(is_quiet=True):
    """Let writes to the rows of single articles begin no new edition: of articles that readers never saw."""
    token = _quiet.set(is_quiet)
    try:
        yield
    finally:
        _quiet.reset(token)


class _Watch:
    """Begins a new edition before the first write of a transaction that readers see something of."""

    def __init__(self, using):
        self.using = using
        self.seen = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if is_seen(model)}
        self.of_one_article = {apps.get_model(label)._meta.db_table for label in OF_ONE_ARTICLE}

    def __call__(self, execute, sql, params, many, context):
        if sql[:1] not in "IUD" or not self._is_seen(sql):
            return execute(sql, params, many, context)
        if context["connection"].in_atomic_block:
            renew(self.using)
            return execute(sql, params, many, context)
        if " RETURNING " in sql:  # no transaction can end before the row is fetched: `_saved` follows
            return execute(sql, params, many, context)
        with transaction.atomic(using=self.using):
            renew(self.using)
            return execute(sql, params, many, context)

    def _is_seen(self, sql):
        found = _WRITE.match(sql)
        if found is None or found[1] not in self.seen:
            return False
        return found[1] not in self.of_one_article or not _quiet.get()


def is_seen(model):
    """Say whether readers see something of the rows of `model`."""
    meta = model._meta
    return meta.apps is apps and meta.app_label not in UNSEEN_APPS and meta.label_lower not in UNSEEN


def _watch(connection, **kwargs):
    if not any(isinstance(wrapper, _Watch) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(_Watch(connection.alias))


def _saved(sender, using, created, **kwargs):
    """A row made outside a transaction is the one write whose edition can only follow it, at once."""
    if created and not connections[using].in_atomic_block and is_seen(sender):
        renew(using)


def keep_watch():
    """Watch every connection to the database; `newsroom.apps` calls it once."""
    connection_created.connect(_watch, dispatch_uid="newsroom.edition")
    post_save.connect(_saved, dispatch_uid="newsroom.edition")


def after_migrate(using, **kwargs):
    """A new release is a new edition: its templates may differ."""
    renew(using)
