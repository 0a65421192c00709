"""Debian's Chromium under Playwright, for tests that need a real browser."""

import atexit
import os
import shutil
from contextlib import contextmanager
from functools import cache

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
MOST_WAITS = 50  # of 10 ms: a request that a page gave up never ends here
needs_browser = pytest.mark.skipif(
    not CHROMIUM and not os.environ.get("NOTHING_SKIPPED"), reason="Chromium is not installed"
)


@cache
def _chromium():
    """Return the one browser of this process, started for the first test that needs it."""
    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@contextmanager
def browser_page(**options):
    """Open a page in a context of its own (cookies, storage, cache); its scripts must not fail while it is used.

    `options` are those of Playwright's `Browser.new_context`.
    """
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
    assert errors == []


def _let_end(context, under_way):
    """Begin no request any more and let those `under_way` be answered: the server writes to the test's own database."""
    context.route("**/*", lambda route: route.abort())
    for _ in range(MOST_WAITS):
        if not under_way or not context.pages:
            return
        context.pages[0].wait_for_timeout(10)
