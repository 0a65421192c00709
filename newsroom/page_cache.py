"""Whole pages for anonymous readers, answered before Django's own stack: one indexed read, then ready bytes.

A page is kept with the edition it was made in and given out in that edition alone, so no reader meets one older than
what is committed, whichever worker answers. What is kept depends on the path and on the parameters that its view
knows, on nothing else of a request. Past it go those who have a session, what is not GET or HEAD, and what asks with
other parameters; those by which others count their readers are dropped.
"""

import gzip
import hashlib
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import connection
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils.http import http_date as _http_date

from newsroom import edition, fragments
from newsroom.purging import EVERYTHING
from newsroom.replicas import LatestEdition
from newsroom.shared_pages import SharedPages

PAST = ("/quan-tri/", "/xem-truoc/", "/anh/", "/static/", "/health/")
# The parameters that the view of each name reads: with others, and for views not named, nothing is kept.
PLACE = ("truoc", "sau")
PARAMETERS = {
    **dict.fromkeys(("section", "author", "tag", "archive-year", "archive-month", "archive-day"), PLACE),
    **dict.fromkeys(("photo-stories", "corrections"), PLACE),
    "search": ("q", "trang", "xep", "chuyen_muc", "tac_gia", "van_ban", "tu", "den"),
    "suggestions": ("q",),
    "directives": ("q", "kind", "issuer", "term", "year", "tag", "sort", "trang"),
    "directive": ("trang",),
}
# What other sites hang on links to count readers; it makes no second copy of a page.
COUNTING = re.compile(r"utm_[a-z_]{1,20}|fbclid|gclid|gbraid|wbraid|msclkid|zarsrc|mibextid|igsh|si|_gl")
LONGEST_PATH, LONGEST_QUERY, MOST_PARAMETERS = 300, 600, 20
LARGEST_PAGE = 1_500_000  # bytes
SMALLEST_GZIP = 500
LOCKS = 64
# What a request may carry that would make its answer unfit for others.
CONDITIONS = (
    *("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE"),
    *("HTTP_COOKIE", "HTTP_AUTHORIZATION"),
)
_NO_GZIP = re.compile(r"gzip\s{0,5};\s{0,5}q=0(?:\.0{0,3})?\s{0,5}(?:,|$)")
_TAG = re.compile(r'(?:W/)?("[^"]{0,200}")')


http_date = lru_cache(maxsize=4096)(_http_date)


@dataclass
class Page:
    """One page in one edition: its headers and bytes, as they are and compressed. `used` since it was last weighed."""

    edition: edition.Edition
    tag: str
    headers: list
    body: bytes
    zipped_headers: list
    zipped: bytes
    made: int = 0  # the second since 1970 in which these bytes were first made
    used: bool = field(default=False, compare=False)

    @property
    def size(self):
        return len(self.body) + len(self.zipped) + 2000

    def answer(self, environ, start_response):
        dated = self._dated()
        if self._is_known(environ, dated):
            start_response("304 Not Modified", [each for each in self.headers if each[0] not in _OF_THE_BODY] + dated)
            return []
        is_zipped = self.zipped and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", (self.zipped_headers if is_zipped else self.headers) + dated)
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [self.zipped if is_zipped else self.body]

    def _dated(self):
        """Return the date of the page as headers; none in its first second, in which it may yet be made anew."""
        return [("Last-Modified", http_date(self.made))] if time.time() >= self.made + 1 else []

    def _is_known(self, environ, dated):
        """Say whether the reader has these bytes: by the tag, else by the very date, as clocks of machines differ."""
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked:
            return asked.strip() == "*" or self.tag in _TAG.findall(asked[:2000])
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        return bool(since and dated and since == dated[0][1])


_OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Language")


class Shelf:
    """Pages by key, at most `limit` bytes of them; those nobody asked for go first."""

    def __init__(self, limit):
        self.limit, self.size = limit, 0
        self.pages, self.lock = {}, threading.Lock()

    def find(self, key):
        page = self.pages.get(key)
        if page is not None:
            page.used = True
        return page

    def put(self, key, page):
        with self.lock:
            self._drop(key)
            if page.size > self.limit // 4:
                return
            self.pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                oldest = next(iter(self.pages))
                kept = self._drop(oldest)
                if kept.used and oldest != key:
                    kept.used = False
                    self.pages[oldest] = kept
                    self.size += kept.size

    def _drop(self, key):
        page = self.pages.pop(key, None)
        if page is not None:
            self.size -= page.size
        return page


class PageCache:
    """WSGI middleware around Django's application; `megabytes` is what one worker may keep, 0 for nothing."""

    def __init__(self, application, *, megabytes):
        self.application = application
        self.megabytes = megabytes
        # Pages with parameters have a shelf of their own: whoever makes many up pushes out no article.
        self.shelves = {False: Shelf(megabytes * 1_000_000), True: Shelf(megabytes * 250_000)}
        self.locks = [threading.Lock() for _ in range(LOCKS)]
        self.shared = SharedPages()
        self.latest = LatestEdition()

    def __call__(self, environ, start_response):
        key = self.megabytes and key_of(environ)
        if not key:
            return self.application(environ, _private(start_response) if _has_session(environ) else start_response)
        now = self.latest.find()
        page = self.shelves[bool(key[1])].find(key)
        if page is None or page.edition != now:
            if now is None:
                return self.application(environ, start_response)
            page = self._made(key, environ)
        if isinstance(page, Page):
            return page.answer(environ, start_response)
        return _given_out(page, environ, start_response)

    @contextmanager
    def _turn(self, lock):
        """Hold `lock`; whoever waits for it gives the database connection back, which the one at work may need."""
        if not lock.acquire(blocking=False):
            connection.close()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _made(self, key, environ):
        """Return the page of `key`, made by the first who asks while the others wait; or what came instead of one."""
        shelf = self.shelves[bool(key[1])]
        with self._turn(self.locks[hash(key) % LOCKS]):
            now = self.latest.find()
            before = shelf.find(key)
            if before is not None and before.edition == now:
                return before
            page = self.shared.find(key, now)
            if page is None:
                began = int(time.time())
                answer = Answer(self.application, _plain(environ, key) | {fragments.ENVIRON: now})
                page = page_of(answer, key, now, began)
                if page is None:
                    return answer
                if before is not None and before.tag == page.tag:
                    page.made = before.made
                self.shared.put(key, page)
            shelf.put(key, page)
            return page


class Answer:
    """What the application answered: status, headers, and the response as it gave it."""

    def __init__(self, application, environ):
        self.status, self.headers = "", []
        self.response = application(environ, self._start)

    def _start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def close(self):
        if hasattr(self.response, "close"):
            self.response.close()


def _given_out(answer, environ, start_response):
    """Give out what is no page to keep: an error, a redirect, a file."""
    start_response(answer.status, answer.headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer.response


# ---- which requests it answers


def key_of(environ):
    """Return (path, parameters) under which the answer may be kept, None when it must not be."""
    path = environ.get("PATH_INFO", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or environ.get("SCRIPT_NAME")
        or len(path) > LONGEST_PATH
        or path.startswith(PAST)
        or _has_session(environ)
        or "HTTP_AUTHORIZATION" in environ
        or not _is_known_host(environ.get("HTTP_HOST", ""))
        or (settings.SECURE_SSL_REDIRECT and not _is_secure(environ))
    ):
        return None
    query = environ.get("QUERY_STRING", "")
    return (path, "") if not query else _with_parameters(path, query)


def _with_parameters(path, query):
    """Return the key of `path` and `query` in one order, None where the view knows not all of its parameters."""
    if len(query) > LONGEST_QUERY:
        return None
    try:
        known = PARAMETERS.get(resolve(_decoded(path)).view_name, ())
        given = dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))
    except (Resolver404, ValueError):
        return None
    asked = {name: value for name, value in given.items() if not COUNTING.fullmatch(name)}
    return (path, urlencode(sorted(asked.items()))) if asked.keys() <= set(known) else None


def _decoded(path):
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _has_session(environ):
    return f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")


@lru_cache(maxsize=256)
def _host_is_allowed(host, allowed):
    return validate_host(split_domain_port(host)[0], allowed)


def _is_known_host(host):
    return len(host) < 256 and _host_is_allowed(host, tuple(settings.ALLOWED_HOSTS))


def _is_secure(environ):
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(name, "").split(",")[0].strip() == value
    return environ.get("wsgi.url_scheme") == "https"


def _takes_gzip(accepted):
    return "gzip" in accepted and not _NO_GZIP.search(accepted[:1000])


def _plain(environ, key):
    """Return the request as the page is made for: without what only this reader sent."""
    plain = {name: value for name, value in environ.items() if name not in CONDITIONS}
    plain["REQUEST_METHOD"] = "GET"
    plain["QUERY_STRING"] = key[1]
    return plain


def _private(start_response):
    """Return `start_response` that tells caches in front not to keep the page of somebody who is signed in."""

    def start(status, headers, exc_info=None):
        if not any(name.lower() == "cache-control" for name, _value in headers):
            headers.append(("Cache-Control", "private, no-cache"))
        return start_response(status, headers, exc_info)

    return start


# ---- what it keeps


def page_of(answer, key, now, made):
    """Return the `Page` to keep of an `Answer`, None when it is not one that every reader may get.

    `made` is the second in which its making began.
    """
    told = {name.lower(): value for name, value in answer.headers}
    if not answer.status.startswith("200") or getattr(answer.response, "streaming", True) or _is_for_one(told):
        return None
    body = b"".join(answer.response)
    answer.close()
    if len(body) > LARGEST_PAGE:
        return _once(answer, body)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    dropped = {"content-length", "etag", "vary", "cache-control", "last-modified"}
    common = [each for each in answer.headers if each[0].lower() not in dropped]
    common += [
        ("ETag", f"W/{tag}"),
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", told.get("cache-control") or cache_control()),
        ("Surrogate-Key", surrogate_key(key[0])),
    ]
    zipped = gzip.compress(body, compresslevel=6, mtime=0) if len(body) >= SMALLEST_GZIP else b""
    return Page(
        edition=now,
        tag=tag,
        headers=[*common, ("Content-Length", str(len(body)))],
        body=body,
        zipped_headers=[*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(zipped)))],
        zipped=zipped,
        made=made,
    )


def _once(answer, body):
    answer.response = [body]


def _is_for_one(told):
    """Say whether the headers name something that belongs to one reader or one moment."""
    control, vary = told.get("cache-control", ""), told.get("vary", "").lower().replace("accept-encoding", "")
    return (
        "set-cookie" in told
        or "content-encoding" in told
        or any(word in control for word in ("private", "no-store", "no-cache"))
        or bool(vary.strip(" ,"))
        # A nonce is good for one answer; kept pages have none, and a policy without any is the stricter one.
        or "'nonce-" in told.get("content-security-policy", "")
    )


def cache_control():
    """Return how long caches in front keep a page: long where they are told of each edition, else seconds."""
    return f"public, max-age=0, s-maxage={300 if settings.PURGE_URL else 5}, stale-while-revalidate=30"


def surrogate_key(path):
    """Return the names by which a cache in front forgets the page at `path`: everything, its kind, and itself."""
    try:
        match = resolve(_decoded(path))
    except Resolver404:
        return EVERYTHING
    kind = match.url_name or "trang"
    own = match.kwargs.get("pk") or match.kwargs.get("slug")
    return " ".join([EVERYTHING, kind, *([f"{kind}-{own}"] if own else [])])
