"""Parts of pages that many share, such as the menu: made once an edition and process, and gone with the edition."""

import threading
from contextvars import ContextVar

from django.core.signals import request_finished, request_started, setting_changed

from newsroom import edition

MOST = 3000  # kept at a time, of 12 kB at most
# Where the page cache leaves the edition that it read for this request.
ENVIRON = "newsroom.edition"

_NOBODY, _UNREAD = object(), object()
_at_hand = ContextVar("edition_at_hand", default=_NOBODY)


class _Kept:
    """What is kept of one edition, by name."""

    def __init__(self):
        self.lock = threading.Lock()
        self.forget()

    def forget(self):
        # One pair, exchanged whole: whoever looks meanwhile never meets a new edition with values of an old one.
        self.kept = (None, {})

    def find(self, now, name):
        of, values = self.kept
        return values.get(name, _UNREAD) if of == now else _UNREAD

    def put(self, now, name, value):
        with self.lock:
            of, values = self.kept
            if of != now or len(values) >= MOST:
                self.kept = (now, {name: value})
            else:
                values[name] = value


_kept = _Kept()


def of_edition(name, make):
    """Return what `make()` returns, made once an edition; `name` (any key) is its alone. Nobody may change the value.

    Inside a transaction that changes what readers see it is made anew, and kept by nobody.
    """
    if edition.is_changing():
        return make()
    now = _now()
    value = _kept.find(now, name)
    if value is _UNREAD:
        value = make()
        if value is not None:  # nothing found is not kept: whoever makes addresses up drives nothing out
            _kept.put(now, name, value)
    return value


def _now():
    """Return the edition, read once a request."""
    now = _at_hand.get()
    if now is _NOBODY:
        return edition.current()
    if now is _UNREAD:
        now = edition.current()
        _at_hand.set(now)
    return now


def _begin(environ=None, **kwargs):
    _at_hand.set((environ or {}).get(ENVIRON, _UNREAD))


def _end(**kwargs):
    _at_hand.set(_NOBODY)


def _forget(**kwargs):
    _kept.forget()


request_started.connect(_begin, dispatch_uid="newsroom.fragments")
request_finished.connect(_end, dispatch_uid="newsroom.fragments")
setting_changed.connect(_forget, dispatch_uid="newsroom.fragments")
