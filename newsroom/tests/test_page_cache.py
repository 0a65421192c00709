"""Kept pages: never older than what is committed, the same for all readers, out of reach for who would spoil them."""

import gzip
import io
import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler

from newsroom import edition
from newsroom.models import Tag
from newsroom.page_cache import PAST, Page, PageCache, Shelf

pytestmark = pytest.mark.django_db(transaction=True)


class Counting:
    """Django's application, counting what it is asked."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"] + (f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""))
        return self.django(environ, start_response)


class Site:
    def __init__(self, **options):
        self.application = Counting()
        self.cache = PageCache(self.application, **{"megabytes": 4} | options)

    @property
    def asked(self):
        return self.application.asked

    def get(self, address, *, method="GET", host="localhost", **headers):
        """Return (status, headers, body) of an answer; `accept_encoding="gzip"` and the like are request headers."""
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": host,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told = {}

        def start(status, headers, exc_info=None):
            told.update(status=int(status[:3]), headers=dict(headers))

        response = self.cache(environ, start)
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        return told["status"], told["headers"], body


@pytest.fixture
def site(section):
    return Site()


def test_a_page_is_made_once_and_given_to_all(site, make_article):
    article = make_article("Khai mạc lễ hội xuân")
    for address in ("/", article.get_absolute_url(), article.section.get_absolute_url()):
        first, again = site.get(address), site.get(address)
        assert first == again
        assert "Khai mạc lễ hội xuân" in first[2].decode()
    assert len(site.asked) == 3


def test_a_new_edition_is_seen_at_once(site, make_article):
    article = make_article("Tít cũ")
    assert "Tít cũ" in site.get("/")[2].decode()
    article.headline = "Tít mới"
    article.save()
    assert "Tít mới" in site.get("/")[2].decode()


def test_an_article_appears_at_its_hour_without_anybody(site, make_article, monkeypatch, now):
    from datetime import timedelta

    from django.utils import timezone

    hour = now + timedelta(minutes=10)
    make_article("Đúng giờ mới hiện", status="scheduled", published_at=hour)
    assert "Đúng giờ mới hiện" not in site.get("/")[2].decode()
    monkeypatch.setattr(timezone, "now", lambda: hour)
    assert "Đúng giờ mới hiện" in site.get("/")[2].decode()


def test_a_reader_who_has_the_page_is_told_so_in_no_bytes(site, make_article):
    make_article()
    _status, headers, _body = site.get("/")
    status, told, body = site.get("/", if_none_match=headers["ETag"])
    assert (status, body) == (304, b"")
    assert told["ETag"] == headers["ETag"]
    assert "Content-Length" not in told
    assert site.get("/", if_none_match='W/"khác", ' + headers["ETag"])[0] == 304
    assert site.get("/", if_none_match='"khac"')[0] == 200


@pytest.fixture
def clock(monkeypatch):
    """A clock of the page cache that only the test moves; seconds since 1970."""
    hands = [1_800_000_000.2]
    monkeypatch.setattr("newsroom.page_cache.time.time", lambda: hands[0])
    return hands


def test_a_reader_who_only_keeps_dates_is_told_so_too(site, make_article, clock):
    make_article()
    assert "Last-Modified" not in site.get("/")[1]  # it may yet change within the second that the date names
    clock[0] += 1
    dated = site.get("/")[1]["Last-Modified"]
    assert dated == "Fri, 15 Jan 2027 08:00:00 GMT"
    status, told, body = site.get("/", if_modified_since=dated)
    assert (status, body, told["Last-Modified"]) == (304, b"", dated)
    assert site.get("/", if_modified_since="Fri, 15 Jan 2027 09:00:00 GMT")[0] == 200
    assert site.get("/", if_modified_since=dated, if_none_match='"khac"')[0] == 200


def test_a_page_that_a_new_edition_does_not_change_keeps_its_date(site, make_article, clock):
    article = make_article("Tít cũ")
    site.get("/"), site.get("/phong-su-anh/")
    clock[0] += 60
    dated = site.get("/")[1]["Last-Modified"]
    article.headline = "Tít mới"
    article.save()
    clock[0] += 60
    site.get("/"), site.get("/phong-su-anh/")
    clock[0] += 1
    assert site.get("/phong-su-anh/", if_modified_since=dated)[0] == 304
    status, headers, body = site.get("/", if_modified_since=dated)
    assert (status, headers["Last-Modified"]) == (200, "Fri, 15 Jan 2027 08:02:00 GMT")
    assert "Tít mới" in body.decode()


def test_the_first_to_ask_may_be_one_who_has_an_old_page(site, make_article):
    make_article()
    conditions = {"if_none_match": '"cu"', "if_modified_since": "Wed, 21 Oct 2099 07:28:00 GMT", "range": "bytes=0-9"}
    assert site.get("/", **conditions)[0] == 200
    assert len(site.get("/")[2]) > 1000


def test_head_has_the_headers_of_get_and_no_body(site, make_article):
    make_article()
    status, headers, body = site.get("/", method="HEAD")
    assert (status, body) == (200, b"")
    assert headers == site.get("/")[1]
    assert len(site.asked) == 1


def test_pages_are_compressed_once_for_whoever_takes_gzip(site, make_article):
    make_article()
    _status, headers, body = site.get("/", accept_encoding="br, gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert int(headers["Content-Length"]) == len(body)
    assert gzip.decompress(body) == site.get("/", accept_encoding="identity")[2]
    assert site.get("/", accept_encoding="gzip;q=0")[2] == gzip.decompress(body)
    assert headers["Vary"] == "Accept-Encoding"
    assert len(site.asked) == 1


def test_caches_in_front_are_told_how_long_and_by_which_names(site, make_article, settings):
    article = make_article()
    _status, headers, _body = site.get(article.get_absolute_url())
    assert headers["Surrogate-Key"] == f"bao article article-{article.pk}"
    assert "s-maxage=5, stale-while-revalidate=30" in headers["Cache-Control"]
    settings.PURGE_URL = "http://127.0.0.1:1/"
    edition.renew()
    assert "s-maxage=300" in site.get("/")[1]["Cache-Control"]


@pytest.mark.parametrize("kept_from", ["cookie", "authorization", "method", "host"])
def test_what_is_for_one_person_is_neither_kept_nor_answered_from_what_is_kept(site, make_article, kept_from):
    make_article()
    request = {
        "cookie": {"cookie": "csrftoken=a; sessionid=abc"},
        "authorization": {"authorization": "Basic YTpi"},
        "method": {"method": "POST"},
        "host": {"host": "xau.example"},
    }[kept_from]
    site.get("/", **request)
    site.get("/")
    status, headers, _body = site.get("/", **request)
    assert len(site.asked) == 3
    assert status == {"host": 400, "method": 403}.get(kept_from, 200)
    if kept_from == "cookie":
        assert headers["Cache-Control"] == "private, no-cache"


def test_cookies_that_mean_nothing_do_not_matter(site, make_article):
    make_article()
    site.get("/")
    site.get("/", cookie="csrftoken=abc; _ga=1")
    assert len(site.asked) == 1


UNKEPT = [*PAST, "/khong-co/", "/khong-co/?utm_source=x", "/anh/1-320.webp", "/api/articles/?q=x", "/tim-kiem?q=a"]


@pytest.mark.parametrize("path", UNKEPT)
def test_the_desk_previews_pictures_errors_and_redirects_are_not_kept(site, path):
    site.get(path)
    site.get(path)
    assert len(site.asked) >= 2
    assert not any(shelf.pages for shelf in site.cache.shelves.values())


def test_what_counts_readers_makes_no_second_copy(site, make_article):
    make_article()
    clean = site.get("/xay-dung-dang/")
    for address in ("/xay-dung-dang/?utm_source=zalo&fbclid=abc", "/xay-dung-dang/?", "/xay-dung-dang/?zarsrc=30&&"):
        assert site.get(address) == clean
    assert len(site.asked) == 1


@pytest.mark.parametrize("query", ["x=<script>", "%00=1", "truoc%00=1", "&&&=", "q=1", "truoc=1&x=1", "%FF=%FE"])
def test_strange_parameters_are_not_kept_and_leave_no_trace(site, make_article, query):
    make_article()
    clean = site.get("/xay-dung-dang/")
    site.get(f"/xay-dung-dang/?{query}")
    assert not site.cache.shelves[True].pages
    assert site.get("/xay-dung-dang/") == clean


def test_known_parameters_make_pages_of_their_own_in_any_order(site, make_article):
    article = make_article("Đại hội chi bộ")
    one = site.get("/tim-kiem/?q=dai+hoi&trang=1&utm_source=x")
    assert site.get("/tim-kiem/?trang=1&q=dai%20hoi") == one
    assert article.get_absolute_url() in one[2].decode()
    assert site.get("/tim-kiem/?q=khac") != one
    assert site.asked == ["/tim-kiem/?q=dai+hoi&trang=1", "/tim-kiem/?q=khac"]


def test_an_old_address_in_the_query_still_leads_to_its_article(site, make_article):
    from articles.models import OldAddress

    article = make_article()
    OldAddress.objects.create(address="/tin.php?id=7", article=article)
    status, headers, _body = site.get("/tin.php?id=7")
    assert (status, headers["Location"]) == (301, article.get_absolute_url())


@pytest.mark.parametrize("query", ["q=" + "a" * 700, "&".join(f"a{n}=1" for n in range(30))])
def test_endless_queries_are_not_kept(site, query):
    site.get(f"/tim-kiem/?{query}")
    assert not site.cache.shelves[True].pages


def test_made_up_parameters_push_out_no_article(make_article):
    site = Site(megabytes=1)
    article = make_article()
    site.get(article.get_absolute_url())
    for number in range(40):
        site.get(f"/tim-kiem/?q=khong-co-{number}")
    asked = len(site.asked)
    site.get(article.get_absolute_url())
    assert len(site.asked) == asked
    assert site.cache.shelves[True].size <= site.cache.shelves[True].limit


def test_a_full_shelf_lets_go_of_what_nobody_asks_for():
    def page(size):
        return Page(edition.Edition(1, 1.0), '"a"', [], b"x" * size, [], b"")

    shelf = Shelf(10_000)
    shelf.put("front", page(400))
    for number in range(20):
        shelf.put(number, page(300))
        assert shelf.find("front")
        assert shelf.size == sum(each.size for each in shelf.pages.values()) <= 10_000
    shelf.put("huge", page(20_000))
    assert "huge" not in shelf.pages
    assert shelf.find("front")


def test_no_kept_page_has_a_nonce_and_its_policy_is_the_strict_one(site, make_article, settings):
    make_article()
    _status, headers, body = site.get("/")
    assert "nonce" not in headers["Content-Security-Policy"]
    assert b"nonce=" not in body
    assert "'unsafe-inline'" not in headers["Content-Security-Policy"]


def test_the_colours_of_the_paper_are_allowed_by_their_hash(site, make_article):
    from base64 import b64encode
    from hashlib import sha256

    make_article()
    _status, headers, body = site.get("/")
    style = body.partition(b"<style>")[2].partition(b"</style>")[0]
    assert b64encode(sha256(style).digest()).decode() in headers["Content-Security-Policy"]


def test_a_crowd_at_a_new_edition_makes_the_page_once(site, make_article):
    make_article()
    crowd(site, "/", 12)
    assert len(site.asked) == 1


def crowd(site, address, number):
    from django.db import connection

    answers = []
    ready = threading.Barrier(number)

    def ask():
        ready.wait()
        answers.append(site.get(address))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_pages_go_on_being_served_while_the_database_is_away(site, make_article, monkeypatch):
    from django.db import OperationalError

    make_article("Bài vẫn đọc được")
    site.get("/")

    def away():
        raise OperationalError("away")

    monkeypatch.setattr(edition, "current", away)
    assert "Bài vẫn đọc được" in site.get("/")[2].decode()


def test_nothing_is_kept_where_the_cache_is_turned_off(make_article):
    site = Site(megabytes=0)
    make_article()
    site.get("/")
    site.get("/")
    assert len(site.asked) == 2


def test_every_view_with_parameters_is_in_the_table():
    """What the table misses is never kept: it is slower, not wrong."""
    import re
    from pathlib import Path

    from articles.filters import ArticleFilter
    from directives.filters import DirectiveFilter
    from newsroom.page_cache import PARAMETERS

    known = {name for names in PARAMETERS.values() for name in names}
    assert {*ArticleFilter.base_filters, *DirectiveFilter.base_filters} <= known
    root = Path(__file__).resolve().parents[2]
    for path in [*root.glob("articles/views/*.py"), *root.glob("directives/views.py")]:
        read = re.findall(r'request\.GET(?:\.get\(|\[)"([^"]+)"', path.read_text(encoding="utf-8"))
        assert set(read) <= known, path


def test_whoever_is_at_the_desk_sees_what_is_there_now(site, make_article, make_user, client):
    from articles import workflow

    make_article()
    client.force_login(make_user(workflow.EDITOR))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert site.get("/quan-tri/", cookie=cookie)[0] == 200
    assert "max-age=0" in site.get("/quan-tri/", cookie=cookie)[1]["Cache-Control"]
    assert not site.cache.shelves[False].pages


def test_a_row_made_between_reading_and_keeping_is_not_lost(site, make_article):
    """The edition is read before the page is made: what comes in between makes the kept page old at once."""
    make_article()
    made = site.application.django

    def slow(environ, start_response):
        response = made(environ, start_response)
        Tag.objects.create(name="vừa thêm")
        return response

    site.application.django = slow
    site.get("/")
    site.application.django = made
    site.get("/")
    assert len(site.asked) == 2
