"""What balancers and operators are told: whether this process can answer, and what to mend where it cannot."""

import http.server
import threading
import time
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from newsroom import checks, doctor, edition, purging, views
from newsroom.backup.making import CHECKPOINT
from newsroom.models import Checkpoint

CACHE = "newsroom.forgiving_cache.ForgivingRedisCache"


def test_a_balancer_is_told_that_the_database_answers(client, db):
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_balancer_is_told_that_the_database_is_away(client, db, monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(edition, "current", away)
    assert client.get("/health/").status_code == 503
    assert client.get("/health/live/").status_code == 200


def test_a_replica_that_is_away_is_a_word_and_no_reason_to_send_readers_elsewhere(client, db, settings, monkeypatch):
    def away(using):
        raise OperationalError("away")

    monkeypatch.setattr(views, "connections", {"replica-1": SimpleNamespace(close=lambda: None)})
    monkeypatch.setattr(edition, "current", lambda: None)
    monkeypatch.setattr(edition, "number", away)
    settings.REPLICAS = ["replica-1"]
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok\nreplica-1 away\n")


@pytest.fixture
def healthy(settings, db, tmp_path):
    """A paper in production with nothing wrong but what a test adds."""
    settings.SECRET_KEY = "abcdefghij0123456789" * 4
    settings.SITE_URL, settings.HTTPS, settings.PRODUCTION = "https://bao.example", True, True
    settings.ALLOWED_HOSTS = ["bao.example"]
    settings.SECOND_FACTOR, settings.IS_TRIAL = "publishers", False
    names = ("name", "governing_body", "licence", "responsible_head")
    settings.PAPER = settings.PAPER | dict.fromkeys(names, "Báo Xứ Lạng")
    settings.STATIC_ROOT = tmp_path / "static"
    (settings.STATIC_ROOT / "newsroom").mkdir(parents=True)
    (settings.STATIC_ROOT / "newsroom" / "site.css").touch()
    Checkpoint.objects.create(name=CHECKPOINT, value=int(time.time()))
    return settings


def examined():
    told = StringIO()
    try:
        call_command("doctor", stdout=told)
    except CommandError as error:
        return f"{told.getvalue()}\n{error}"
    return told.getvalue()


def test_a_healthy_paper_has_nothing_to_mend(healthy):
    assert "→" not in examined()


def _away(*args, **kwargs):
    raise OperationalError("không kết nối được")


AILMENTS = {
    "SECRET_KEY": lambda settings, patch: setattr(settings, "SECRET_KEY", "ngan"),
    "Thêm bao.example vào ALLOWED_HOSTS": lambda settings, patch: setattr(settings, "ALLOWED_HOSTS", ["khac.example"]),
    "ALLOWED_HOSTS=bao.example": lambda settings, patch: setattr(settings, "ALLOWED_HOSTS", ["*"]),
    "DEBUG": lambda settings, patch: setattr(settings, "DEBUG", True),
    "SECOND_FACTOR": lambda settings, patch: setattr(settings, "SECOND_FACTOR", "off"),
    "PAPER_LICENCE": lambda settings, patch: setattr(settings, "PAPER", settings.PAPER | {"licence": ""}),
    "DATABASE_URL": lambda settings, patch: patch.setattr(edition, "current", _away),
    "collectstatic": lambda settings, patch: (settings.STATIC_ROOT / "newsroom" / "site.css").unlink(),
    "TIME_ZONE": lambda settings, patch: setattr(settings, "TIME_ZONE", "UTC"),
    "Dọn đĩa": lambda settings, patch: patch.setattr(doctor, "LEAST_FREE", 10**18),
    "timedatectl": lambda settings, patch: patch.setattr(doctor, "_skew", lambda: 60),
}


@pytest.mark.parametrize(("mend", "ail"), AILMENTS.items(), ids=AILMENTS)
def test_each_ailment_is_told_with_its_mend(healthy, monkeypatch, mend, ail):
    ail(healthy, monkeypatch)
    told = examined()
    assert mend in told
    assert "phải sửa" in told


def test_a_place_for_pictures_that_takes_nothing_is_told(healthy, tmp_path):
    (tmp_path / "media").write_text("không phải thư mục")
    assert "MEDIA_ROOT" in examined()


def test_a_cache_that_is_away_is_told_but_stops_nobody(healthy):
    healthy.CACHES = {"default": {"BACKEND": CACHE, "LOCATION": "redis://127.0.0.1:1/0"}}
    told = examined()
    assert "REDIS_URL" in told
    assert "phải sửa" not in told


@pytest.mark.parametrize(("days", "told"), [(None, "Chưa sao lưu lần nào"), (9, "đã 9 ngày")])
def test_a_paper_without_a_fresh_backup_is_told_how_to_make_one(healthy, days, told):
    Checkpoint.objects.all().delete()
    if days:
        Checkpoint.objects.create(name=CHECKPOINT, value=int(time.time()) - days * 86400)
    assert told in examined()
    assert "manage.py backup" in examined()


def test_what_is_set_together_must_fit_together(monkeypatch):
    def told(replicas, purge_url):
        databases = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
        set_so = SimpleNamespace(REPLICAS=replicas, PURGE_URL=purge_url, DATABASES=databases)
        monkeypatch.setattr(checks, "settings", set_so)
        return [error.id for error in checks.engines(None)]

    assert told(["replica-1"], "varnish:6081") == ["newsroom.E002", "newsroom.E003"]
    assert told([], "http://mot/, http://hai/") == []


def test_a_cdn_that_takes_no_purge_is_told(healthy):
    healthy.PURGE_URL = "http://127.0.0.1:1/"
    assert "PURGE_URL" in examined()


def test_a_purge_names_every_page_and_a_failure_raises_nothing(settings):
    heard = []

    class Varnish(http.server.BaseHTTPRequestHandler):
        def do_PURGE(self):
            heard.append(self.headers["Surrogate-Key"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Varnish)
    threading.Thread(target=server.handle_request, daemon=True).start()
    settings.PURGE_URL = f"http://127.0.0.1:{server.server_port}/"
    assert purging.send()
    server.server_close()
    assert heard == ["bao"]
    assert not purging.send()


@pytest.mark.django_db(transaction=True)
def test_a_committed_edition_is_told_to_the_cdn_and_one_taken_back_is_not(section, monkeypatch):
    from django.db import transaction

    told = []
    monkeypatch.setattr(purging, "purge", lambda: told.append("purge"))
    with transaction.atomic():
        section.save()
        assert told == []
    assert told == ["purge"]
    with transaction.atomic():
        section.save()
        transaction.set_rollback(True)
    assert told == ["purge"]
