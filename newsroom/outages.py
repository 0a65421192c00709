"""Which fault is no fault of the program: something that it stands on is away, and the same request will do later."""

from django.conf import settings
from django.db import InterfaceError, OperationalError

TRY_AGAIN = 30  # seconds, told to browsers and caches


def outage_of(error):
    """Return "database" or "storage", whichever `error` tells is away, else None."""
    if isinstance(error, InterfaceError | OperationalError):
        # SQLite says of a missing table what PostgreSQL says of a missing server.
        return None if str(error).startswith("no such") else "database"
    if settings.S3_BUCKET and _is_of_bucket(error):
        return "storage"
    return None


def _is_of_bucket(error):
    from newsroom.bucket import StorageAway

    return isinstance(error, StorageAway)
