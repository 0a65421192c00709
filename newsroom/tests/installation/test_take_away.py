"""Each part of a large installation is taken away while readers read, and given back.

Pages go on being served, what was written stays, what cannot be written fails clearly, and nobody has to mend a thing.
"""

import signal

import pytest

from newsroom.tests.installation.programs import ask, await_that

pytestmark = pytest.mark.installation


def made_from(paper, server):
    """Say whether the last page that a worker had to make was made from `server`."""
    return any("articles_article" in query for query in paper.queries(server))


def test_pages_are_made_from_the_replica_and_every_reader_gets_the_last_edition(paper):
    with paper.readers() as go_on:
        for _change in range(5):
            name = paper.publish()
            assert paper.app_shows(name)
            await_that(lambda name=name: paper.front_shows(name), "Varnish was told of the edition")
            go_on()
    await_that(lambda: paper.publish() and paper.app_shows("") and made_from(paper, paper.replica), "read from it")


def test_the_replica_lags(paper):
    with paper.readers() as go_on:
        paper.replica.query("SELECT pg_wal_replay_pause()")
        try:
            for _change in range(3):
                assert paper.app_shows(paper.publish())
            go_on()
        finally:
            paper.replica.query("SELECT pg_wal_replay_resume()")
        go_on()


def test_the_replica_is_taken_away(paper):
    with paper.readers() as go_on:
        paper.replica.stop()
        assert paper.app_shows(paper.publish())
        go_on()
        assert ask(paper.app.port, "/health/") == (200, "ok\nreplica-1 away\n")
        assert "không trả lời" in paper.manage("doctor")
        paper.replica.start()
        await_that(lambda: ask(paper.app.port, "/health/") == (200, "ok\n"), "the replica is known to be back")
        await_that(lambda: paper.publish() and paper.app_shows("") and made_from(paper, paper.replica), "read from it")
        go_on()


def test_redis_is_taken_away(paper):
    with paper.readers() as go_on:
        paper.redis.stop(signal.SIGKILL)
        assert paper.app_shows(paper.publish())
        go_on()
        assert ask(paper.app.port, "/quan-tri/", Cookie=paper.cookie)[0] == 200
        paper.redis.start()
        go_on()
    await_that(lambda: paper.publish() and paper.app_shows("") and kept_in_redis(paper), "pages are shared again")


def kept_in_redis(paper):
    from redis import Redis

    return Redis(port=paper.redis.port).dbsize()


def test_the_store_of_pictures_is_taken_away(paper):
    picture = paper.do("add_photo", 10)
    assert ask(paper.app.port, picture)[0] == 200
    kept = paper.do("photos")
    with paper.readers() as go_on:
        paper.pictures.stop()
        await_that(lambda: ask(paper.app.port, picture)[0] == 503, "no picture")
        assert paper.app_shows(paper.publish())
        assert paper.tell("add_photo", 20) == {"failed": "StorageAway"}
        assert paper.do("photos") == kept
        go_on()
        paper.pictures.start()
        await_that(lambda: ask(paper.app.port, picture)[0] == 200, "the same picture again")
        await_that(lambda: "answer" in paper.tell("add_photo", 30), "a new picture")
        go_on()


def test_the_workers_are_taken_away_behind_varnish(paper):
    name = paper.publish()
    with paper.readers(at=paper.front.port) as go_on:
        await_that(lambda: paper.front_shows(name), "Varnish was told of the edition")
        go_on()
        paper.publish()  # which Varnish is told to forget the pages for
        paper.app.stop(signal.SIGKILL)
        go_on()
        newest = paper.publish()
        paper.app.start()
        await_that(lambda: paper.front_shows(newest), "the newest edition")
        go_on()


def test_the_primary_is_taken_away(paper):
    before = paper.publish()
    unread = paper.articles[-1]
    with paper.readers() as go_on:
        paper.primary.stop()
        go_on()
        assert ask(paper.app.port, "/health/") == (503, "database\n")
        assert ask(paper.app.port, "/health/live/") == (200, "alive\n")
        assert ask(paper.app.port, unread)[0] == 200  # which nobody has made yet: the replica has all it takes
        assert paper.app_shows(before)
        status, text = ask(paper.app.port, "/quan-tri/", Cookie=paper.cookie)
        assert (status, "Cơ sở dữ liệu hiện không trả lời" in text) == (503, True)
        assert paper.tell("rename", "Mục không bao giờ có")["failed"] == "OperationalError"
        paper.primary.start()
        await_that(lambda: ask(paper.app.port, "/health/")[0] == 200, "the primary is back")
        names = paper.do("names")
        assert before in names
        assert "Mục không bao giờ có" not in names
        await_that(lambda: "answer" in paper.tell("rename", "Mục sau sự cố"), "writing again")
        await_that(lambda: paper.app_shows("Mục sau sự cố"), "the new edition")
        await_that(lambda: paper.front_shows("Mục sau sự cố"), "the new edition through Varnish")
        go_on()
