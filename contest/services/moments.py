"""Values that everyone asks for and that may be a second old: one reads them anew while the others go on with what
they have, at most for another second. After word of a change nobody does.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from contest.storage import changes

SECONDS = 1.0
_MOST = 1000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Kept(NamedTuple, Generic[V]):
    at: float
    told: int
    value: V

    def is_younger(self, seconds: float, told: int) -> bool:
        return self.told == told and time.monotonic() - self.at <= seconds


class Moments(Generic[K, V]):
    """Values by key, kept in this process."""

    def __init__(self) -> None:
        self._kept: dict[K, _Kept[V]] = {}
        self._reading: dict[K, threading.Lock] = {}

    def get(self, key: K, read: Callable[[V | None], V]) -> V:
        """`read` is given the value before, if there is one."""
        told, kept = changes.told(), self._kept.get(key)
        if kept is not None and kept.is_younger(SECONDS, told):
            return kept.value
        reading = self._reading.setdefault(key, threading.Lock())
        if kept is None or not kept.is_younger(2 * SECONDS, told):
            reading.acquire()
        elif not reading.acquire(blocking=False):
            return kept.value
        try:
            before = self._kept.get(key)
            if before is not None and before.is_younger(SECONDS, told):
                return before.value
            if len(self._kept) > _MOST:
                self._kept.clear()
            value = read(before.value if before else None)
            self._kept[key] = _Kept(time.monotonic(), told, value)
            return value
        finally:
            self._reading.pop(key, None)  # whoever asks for what is not there leaves nothing behind
            reading.release()

    def clear(self) -> None:
        self._kept.clear()
