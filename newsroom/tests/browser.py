"""Debian's Chromium under Playwright, for tests that need a real browser."""

import os
import shutil
from contextlib import contextmanager

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


@contextmanager
def browser_page(**options):
    """Open a page; it must not report an error of script or policy while it is used."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options).new_page()
        errors = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        try:
            yield page
        finally:
            browser.close()
        assert errors == []
