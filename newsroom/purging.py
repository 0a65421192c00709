"""Telling Varnish or a CDN in front that there is a new edition."""

import logging
import threading
import urllib.request

from django.conf import settings

logger = logging.getLogger(__name__)
TIMEOUT = 2  # seconds
# On every public page. All are purged: the CDN asks again with its ETag, and is told 304 of what has not changed.
EVERYTHING = "bao"
# Seconds after which it is told again: once for pages that were under way from us when it was told first; more often
# while it takes nothing, as long as it may keep pages (`page_cache.cache_control`).
AGAIN, TRIES = 3, (1, 2, 4, 8, 15, 30, 60, 60, 60, 60)

_due = threading.Event()
_busy = threading.Lock()


def purge():
    """Ask each `PURGE_URL` to forget every page, in the background; many calls in a row become few."""
    if settings.PURGE_URL:
        _due.set()
        _start()


def _start():
    if _due.is_set() and _busy.acquire(blocking=False):
        threading.Thread(target=_work, daemon=True, name="purge").start()


def _work():
    try:
        while _due.is_set():
            _tell()
    finally:
        _busy.release()
    _start()


def _tell():
    """Tell of the edition until it is taken, and then once more; until there is a newer one to tell of."""
    _due.clear()
    for pause in TRIES:
        if send():
            if not _due.wait(AGAIN):
                send()
            return
        if _due.wait(pause):
            return


def send():
    """Send the purge and return whether it was taken everywhere; a failure is logged."""
    taken = [_taken(address) for address in settings.PURGE_URL.replace(",", " ").split()]  # all, whatever one says
    return all(taken)


def _taken(address):
    request = urllib.request.Request(  # noqa: S310  the address is the operator's
        address, method="PURGE", headers={"Surrogate-Key": EVERYTHING, "xkey": EVERYTHING}
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return True
    except OSError as error:
        logger.warning("PURGE %s: %s", address, error)
        return False
