"""Debian's Chromium under Playwright, for tests that need a real browser."""

import atexit
import os
import shutil
import threading
from contextlib import contextmanager, suppress
from functools import cache

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Error, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
MOST_WAITS = 300  # of 10 ms: a request that a page gave up never ends here
needs_browser = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("NOTHING_SKIPPED"), reason="Chromium is not installed"
)


@cache
def _chromium():
    """Return the one browser of this process, started for the first test that needs it."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


class _Server:
    """What the test's server is answering: the signals of Django tell when a request begins and ends."""

    def __init__(self):
        self.under_way, self.changed = 0, threading.Condition()
        request_started.connect(self._began, weak=False)
        request_finished.connect(self._ended, weak=False)

    def _began(self, **details):
        with self.changed:
            self.under_way += 1

    def _ended(self, **details):
        with self.changed:
            self.under_way = max(0, self.under_way - 1)
            self.changed.notify_all()

    def wait(self):
        """Wait until every request is answered: the tables are emptied next, and nobody may hold one."""
        with self.changed:
            self.changed.wait_for(lambda: self.under_way == 0, timeout=5)


_server = _Server()


@contextmanager
def browser_page(**options):
    """Open a page in a context of its own (cookies, storage, cache); its scripts must not fail while it is used.

    `options` are those of Playwright's `Browser.new_context`.
    """
    _server.under_way = 0
    with _chromium().new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options) as context:
        errors, under_way = [], set()
        context.on("request", lambda request: under_way.add(request))
        for end in ("requestfinished", "requestfailed"):
            context.on(end, lambda request: under_way.discard(request))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        try:
            yield page
        finally:
            _let_end(context, under_way)
    _server.wait()
    assert errors == []


# A page that is closed says so by a beacon, which nothing here could hold back or wait for.
_SILENT = "() => { window.fetch = () => new Promise(() => {}); navigator.sendBeacon = () => true; }"


def _let_end(context, under_way):
    """Begin no request any more and let those `under_way` be answered: the server writes to the test's own database."""
    context.route("**/*", lambda route: route.abort())
    for page in context.pages:
        with suppress(Error):
            page.evaluate(_SILENT)
    for _ in range(MOST_WAITS):
        if not under_way or not context.pages:
            return
        context.pages[0].wait_for_timeout(10)
