"""A Redis that is away is an empty cache, asked again only after a while."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache

from newsroom import forgiving_cache
from newsroom.pause import Pause


@pytest.fixture
def cache(settings, monkeypatch):
    monkeypatch.setattr(forgiving_cache, "_away", Pause(60))
    backend = "newsroom.forgiving_cache.ForgivingRedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
    return caches["default"]


def test_nobody_who_asks_is_stopped(cache):
    cache.set("a", 1)
    cache.delete("a")
    cache.delete_many(["a"])
    assert cache.get("a", "nothing") == "nothing"
    assert cache.get_many(["a"]) == {}
    assert cache.set_many({"a": 1}) == ["a"]
    assert not cache.add("a", 1)
    assert not cache.touch("a")
    assert "a" not in cache
    assert cache.get_or_set("a", 5) == 5
    with pytest.raises(ValueError, match="a"):
        cache.incr("a")


def test_it_is_not_asked_again_at_once(cache, monkeypatch):
    cache.get("a")
    monkeypatch.setattr(RedisCache, "get", lambda *args: pytest.fail("asked again"))
    assert cache.get("a") is None


def test_after_the_pause_one_asks_while_the_others_go_on_without():
    pause = Pause(0)
    pause.failed()
    assert pause.may_ask()
    assert not pause.may_ask()
    pause.worked()
    assert pause.may_ask()
    assert pause.may_ask()
