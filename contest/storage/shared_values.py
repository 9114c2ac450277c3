"""What all processes of an installation use for some seconds, made by one of them and kept in Redis. Nothing
that must not be lost: without Redis, or while it does not answer, each process makes its own.
"""

import hashlib
import time
from collections.abc import Callable
from typing import Any

from redis import Redis, RedisError
from sqlalchemy import URL

_MAKING_MS = 10_000  # whoever makes a value and does not come back is forgotten
_LOOK_AGAIN_S, _PATIENCE_S = 0.02, 1.0  # of those who wait for the one who makes it
_REST_S = 5.0  # for which a Redis that did not answer is left alone
_TIMEOUT_S = 0.5

_used: dict[URL, "SharedValues"] = {}


def share(database: URL, redis_url: str) -> None:
    """Processes on this database share what they make through this Redis; empty: they share nothing."""
    _used.pop(database, None)
    if redis_url:
        _used[database] = SharedValues(redis_url, database)


def shared_values(database: URL) -> "SharedValues | None":
    return _used.get(database)


class SharedValues:
    def __init__(self, redis_url: str, database: URL) -> None:
        link = Redis.from_url(redis_url, socket_connect_timeout=_TIMEOUT_S, socket_timeout=_TIMEOUT_S)
        self._redis: Any = link  # it would be typed for text and for bytes at once
        self._prefix = f"contest:{hashlib.sha256(str(database).encode()).hexdigest()[:16]}"
        self._times = f"{self._prefix}:times"  # how often all was forgotten
        self._rest_until = 0.0

    def fetch(self, name: str, most_ms: int, make: Callable[[], bytes]) -> bytes | None:
        """The value, at most `most_ms` old, made here if nobody else is at it. None: it is to be made without
        the others, because Redis does not answer or whoever is at it takes too long."""
        if time.monotonic() < self._rest_until:
            return None
        made: bytes | None = None
        key, patience = f"{self._prefix}:{name}", time.monotonic() + _PATIENCE_S
        try:
            while time.monotonic() < patience:
                kept, times = self._redis.mget(key, self._times)
                mark = (times or b"0") + b":"
                if kept is not None and kept.startswith(mark):
                    return bytes(kept[len(mark) :])
                if self._redis.set(f"{key}:making", 1, nx=True, px=_MAKING_MS):
                    try:
                        made = make()
                        self._redis.set(key, mark + made, px=most_ms)
                    finally:
                        self._redis.delete(f"{key}:making")
                    break
                time.sleep(_LOOK_AGAIN_S)
        except RedisError:
            self._rest_until = time.monotonic() + _REST_S
        return made

    def forget(self) -> None:
        """For all processes, what was made until now or is being made."""
        if time.monotonic() < self._rest_until:
            return
        try:
            self._redis.incr(self._times)
        except RedisError:
            self._rest_until = time.monotonic() + _REST_S
