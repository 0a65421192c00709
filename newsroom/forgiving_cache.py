"""A Redis or Valkey that may be away: nothing is kept then, and nobody who asks is stopped or made to wait."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from newsroom.pause import Pause

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds
_away = Pause(PAUSE)


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache that keeps nothing while the server is away. Sessions never lie here."""

    def get(self, key, default=None, version=None):
        return _ask(default, super().get, key, default, version)

    def get_many(self, keys, version=None):
        return _ask({}, super().get_many, keys, version)

    def has_key(self, key, version=None):
        return _ask(False, super().has_key, key, version)

    def add(self, key, value, *args, **kwargs):
        return _ask(False, super().add, key, value, *args, **kwargs)

    def set(self, key, value, *args, **kwargs):
        return _ask(None, super().set, key, value, *args, **kwargs)

    def set_many(self, data, *args, **kwargs):
        return _ask(list(data), super().set_many, data, *args, **kwargs)

    def touch(self, key, *args, **kwargs):
        return _ask(False, super().touch, key, *args, **kwargs)

    def delete(self, key, version=None):
        return _ask(False, super().delete, key, version)

    def delete_many(self, keys, version=None):
        return _ask(None, super().delete_many, keys, version)

    def clear(self):
        return _ask(False, super().clear)

    def incr(self, key, delta=1, version=None):
        """Raise ValueError, as for a key that is not there, while the server is away."""
        value = _ask(None, super().incr, key, delta, version)
        if value is None:
            raise ValueError(f"Key '{key}' not found")
        return value


def _ask(otherwise, ask, *args, **kwargs):
    if not _away.may_ask():
        return otherwise
    try:
        answer = ask(*args, **kwargs)
    except (RedisError, OSError) as error:
        _away.failed()
        logger.warning("Redis: %s", error)
        return otherwise
    except ValueError:  # the server answered: what was asked does not fit what it holds
        _away.worked()
        raise
    _away.worked()
    return answer
