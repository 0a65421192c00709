"""Which server a page is made from: a replica that has its edition, else the primary; never a replica for the desk."""

import pytest
from django.db import OperationalError

from articles.models import Section
from newsroom import edition, fragments, replicas as several
from newsroom.edition import Edition
from newsroom.reading import FromReplicas
from newsroom.replicas import LatestEdition, Replicas, Router, connection_for_reading, reading_from

NOW = Edition(100, 2e12)


class Servers:
    """Stands for the databases, each with the number of its edition (None: it is away), and notes who was asked."""

    def __init__(self, monkeypatch, **numbers):
        self.numbers, self.asked = {name.replace("_", "-"): number for name, number in numbers.items()}, []
        monkeypatch.setattr(edition, "number", self.number)
        monkeypatch.setattr(edition, "current", lambda using="default": Edition(self.number(using), 2e12))
        monkeypatch.setattr(several, "connections", self)

    def number(self, using="default"):
        self.asked.append(using)
        if self.numbers[using] is None:
            raise OperationalError("away")
        return self.numbers[using]

    def __getitem__(self, alias):
        return self

    def close(self):
        """As a connection is closed that has failed."""


def test_a_replica_that_has_the_edition_is_read_from_and_all_get_their_turn(monkeypatch):
    Servers(monkeypatch, replica_1=100, replica_2=105)
    known = Replicas(["replica-1", "replica-2"])
    assert {next(known.with_edition(100)) for _time in range(2)} == {"replica-1", "replica-2"}


def test_a_replica_that_lags_is_passed_over(monkeypatch):
    Servers(monkeypatch, replica_1=99, replica_2=100)
    known = Replicas(["replica-1", "replica-2"])
    assert [list(known.with_edition(100)) for _time in range(4)] == [["replica-2"]] * 4


def test_a_replica_that_is_away_is_not_asked_again_at_once(monkeypatch):
    servers = Servers(monkeypatch, replica_1=None)
    known = Replicas(["replica-1"])
    assert [list(known.with_edition(100)) for _time in range(3)] == [[], [], []]
    assert servers.asked == ["replica-1"]


def test_the_edition_is_that_of_the_primary_whatever_replicas_say(monkeypatch):
    Servers(monkeypatch, default=100, replica_1=99)
    assert LatestEdition().find().number == 100


@pytest.mark.parametrize(("known", "replica", "expected"), [(100, 99, 100), (100, 101, 101), (None, 99, 99)])
def test_while_the_primary_is_away_the_newest_edition_that_anybody_knows_holds(monkeypatch, known, replica, expected):
    monkeypatch.setattr(several, "replicas", Replicas(["replica-1"]))
    servers = Servers(monkeypatch, default=known, replica_1=replica)
    latest = LatestEdition()
    if known:
        latest.find()
    servers.numbers["default"] = None
    assert latest.find().number == expected


def test_where_nobody_tells_there_is_no_edition(monkeypatch):
    monkeypatch.setattr(several, "replicas", Replicas([]))
    Servers(monkeypatch, default=None)
    assert LatestEdition().find() is None


def test_a_primary_that_is_back_is_asked_as_before(monkeypatch):
    servers = Servers(monkeypatch, default=None)
    latest = LatestEdition()
    latest.find()
    latest.primary.until = 1.0  # the pause has passed
    servers.numbers["default"] = 100
    assert latest.find().number == 100


class Application:
    """Notes from where it would read, and fails on the replicas named."""

    def __init__(self, *failing):
        self.failing, self.read_from = failing, []

    def __call__(self, environ, start_response):
        alias = Router().db_for_read(Section)
        self.read_from.append(alias)
        start_response("500 Fault" if alias in self.failing else "200 OK", [])
        return [alias.encode()]


def get(application, path="/", **environ):
    told = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, fragments.ENVIRON: NOW} | environ
    body = b"".join(FromReplicas(application)(environ, lambda status, headers: told.append(status)))
    return told, body.decode()


@pytest.fixture
def one_replica(monkeypatch):
    monkeypatch.setattr("newsroom.reading.replicas", Replicas(["replica-1"]))
    return Servers(monkeypatch, default=100, replica_1=100)


def test_an_anonymous_reader_is_served_from_the_replica(one_replica):
    assert get(Application()) == (["200 OK"], "replica-1")


def test_what_fails_on_the_replica_is_made_on_the_primary_and_nobody_sees_the_fault(one_replica):
    assert get(Application("replica-1")) == (["200 OK"], "default")


@pytest.mark.parametrize(
    "other",
    [
        {"REQUEST_METHOD": "POST"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"path": "/quan-tri/"},
        {"path": "/xem-truoc/abc/"},
        {"path": "/health/"},
    ],
    ids=str,
)
def test_everybody_and_everything_else_stays_on_the_primary(one_replica, other):
    assert get(Application(), **other) == (["200 OK"], "default")


def test_writes_and_schema_changes_go_to_the_primary_even_while_a_reader_is_served():
    router = Router()
    with reading_from("replica-1"):
        assert router.db_for_read(Section) == "replica-1"
        assert router.db_for_write(Section) == "default"
    assert router.db_for_read(Section) == "default"
    assert router.allow_migrate("default", "articles")
    assert not router.allow_migrate("replica-1", "articles")


def test_search_reads_where_the_page_reads(monkeypatch):
    monkeypatch.setattr(several, "connections", {"default": "primary", "replica-1": "replica"})
    assert connection_for_reading() == "primary"
    with reading_from("replica-1"):
        assert connection_for_reading() == "replica"
