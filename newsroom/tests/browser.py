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
        page = context.new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
    assert errors == []
