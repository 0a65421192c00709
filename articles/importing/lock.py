"""One import at a time, on one machine or on many."""

import fcntl
import threading
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ADVISORY_KEY = 7_365_204
# PostgreSQL gives a session the lock it holds already once more.
_here = threading.Lock()


class Busy(RuntimeError):
    """Another import is under way."""


@contextmanager
def only_one():
    """Hold the lock of imports; raises `Busy` when another run holds it. It goes with the process, however it ends."""
    if not _here.acquire(blocking=False):
        raise Busy
    try:
        with _session_lock() if connection.vendor == "postgresql" else _file_lock():
            yield
    finally:
        _here.release()


@contextmanager
def _session_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
        if not cursor.fetchone()[0]:
            raise Busy
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])


@contextmanager
def _file_lock():
    with (Path(settings.DATA_DIR) / "import.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield
