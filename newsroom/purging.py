"""Telling Varnish or a CDN in front that there is a new edition."""

import logging
import threading
import urllib.request

from django.conf import settings

logger = logging.getLogger(__name__)
TIMEOUT = 2  # seconds
# On every public page. All are purged: the CDN asks again with its ETag, and is told 304 of what has not changed.
EVERYTHING = "bao"

_due = threading.Event()
_busy = threading.Lock()


def purge():
    """Ask `PURGE_URL` to forget every page, in the background; many calls in a row become one or two."""
    if settings.PURGE_URL:
        _due.set()
        threading.Thread(target=_work, daemon=True, name="purge").start()


def _work():
    with _busy:
        if _due.is_set():
            _due.clear()
            send()


def send():
    """Send the purge and return whether it was taken; a failure is logged, and pages then live out `s-maxage`."""
    request = urllib.request.Request(  # noqa: S310  the address is the operator's
        settings.PURGE_URL, method="PURGE", headers={"Surrogate-Key": EVERYTHING, "xkey": EVERYTHING}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return True
    except OSError as error:
        logger.warning("PURGE %s: %s", settings.PURGE_URL, error)
        return False
