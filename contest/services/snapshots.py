"""What many people read at once, made once: values kept for a moment in this process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from contest.storage import changes
from contest.storage.db import database
from contest.storage.shared_values import shared_values

T = TypeVar("T")
_MOST = 500  # kept values; the one unused for longest goes first
_UNUSED_MS = 60_000
_kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
_lasting: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()  # used last at …
_times = [0]
_heard = [0]  # what the other processes told last
_making: dict[Hashable, threading.Lock] = {}
_lock = threading.Lock()


def snapshot(key: tuple[Hashable, ...], now_ms: int, most_ms: int, make: Callable[[], T]) -> T:
    """The kept value if it is at most `most_ms` old, else a new one. Of several threads that ask at
    once, one makes it and the others wait for it, so a full hall costs one statement."""
    _listen()
    full = (database(), *key)
    found = _fresh(full, now_ms, most_ms)
    if found is not None:
        return cast(T, found[1])
    with _lock:
        making = _making.setdefault(full, threading.Lock())
    with making:
        found = _fresh(full, now_ms, most_ms)
        if found is None:
            try:
                found = (now_ms, make())
            finally:
                with _lock:
                    _making.pop(full, None)
            with _lock:
                _kept[full] = found
                while len(_kept) > _MOST or now_ms - next(iter(_kept.values()))[0] > _UNUSED_MS:
                    _kept.popitem(last=False)
    return cast(T, found[1])


def shared_snapshot(
    key: tuple[Hashable, ...],
    now_ms: int,
    most_ms: int,
    make: Callable[[], T],
    *,
    pack: Callable[[T], bytes],
    unpack: Callable[[bytes], T],
) -> T:
    """The same, for what takes the database long: one process makes it for all where they share a Redis, so that it
    may be twice as old. `key` must read the same in each."""

    def made() -> T:
        together = shared_values(database())
        packed = together.fetch(repr(key), most_ms, lambda: pack(make())) if together else None
        return make() if packed is None else unpack(packed)

    return snapshot(key, now_ms, most_ms, made)


def lasting(key: tuple[Hashable, ...], now_ms: int, make: Callable[[], T]) -> T:
    """The one value of this key, for as long as somebody asks for it every minute; it keeps itself
    up to date. `make` must be quick."""
    _listen()
    full = (database(), *key)
    with _lock:
        value = _lasting.pop(full)[1] if full in _lasting else make()
        _lasting[full] = (now_ms, value)
        while now_ms - next(iter(_lasting.values()))[0] > _UNUSED_MS:
            _lasting.popitem(last=False)
    return cast(T, value)


def forgotten() -> int:
    """How often this process forgot what it kept: for whoever keeps something made of it."""
    _listen()
    return _times[0]


def forget_snapshots() -> None:
    """Called by whoever changes results, so that every process of this machine shows them at once."""
    _forget()
    with _lock:
        _lasting.clear()
    changes.tell()
    if together := shared_values(database()):
        together.forget()


def _listen() -> None:
    """Forget what another process says has changed. What lasts finds out by itself, and takes long to make."""
    if (told := changes.told()) != _heard[0]:
        _heard[0] = told
        _forget()


def _forget() -> None:
    with _lock:
        _times[0] += 1
        _kept.clear()


def _fresh(key: Hashable, now_ms: int, most_ms: int) -> tuple[int, Any] | None:
    with _lock:
        found = _kept.get(key)
        if found is None or not 0 <= now_ms - found[0] <= most_ms:
            return None
        _kept.move_to_end(key)
        return found
