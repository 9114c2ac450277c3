"""The order of a board kept in this process, and brought up to date by what changed since."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from contest.rules.board_order import Order
from contest.storage import standings

FRESH_MS = 2_000  # nobody is shown anything older
SOON_MS = 1_000  # from then on whoever asks first brings it up to date, the others need not wait
_MOST_CHANGES = 50_000  # beyond, reading everyone again is less work

Read = Callable[[Collection[int] | None], Iterator[Any]]


class KeptOrder:
    """`read` gives everyone's rows, or some people's, as `board_order.columns(key)`. `rounds` are
    those in which people still compete; without any, nothing changes."""

    def __init__(self, read: Read, key: Sequence[str], divisions: int, rounds: Sequence[int]) -> None:
        self._read, self._key, self._divisions, self._rounds = read, key, divisions, rounds
        self._order = Order(key, divisions)
        self._at_ms: int | None = None  # nothing was read yet
        self._seen = standings.Horizon(0, 0)
        self._renewing = threading.Lock()
        self._reading = threading.Lock()

    @contextmanager
    def reading(self, now_ms: int) -> Iterator[tuple[Order, int]]:
        """The order and when it was read; it stays as it is until the block ends, which must be soon."""
        self._freshen(now_ms)
        with self._reading:
            yield self._order, self._at_ms or now_ms

    def _freshen(self, now_ms: int) -> None:
        if self._is_younger(SOON_MS, now_ms):
            return
        if self._renewing.acquire(blocking=not self._is_younger(FRESH_MS, now_ms)):
            try:
                if not self._is_younger(SOON_MS, now_ms):
                    self._renew(now_ms)
            finally:
                self._renewing.release()

    def _is_younger(self, most_ms: int, now_ms: int) -> bool:
        return self._at_ms is not None and 0 <= now_ms - self._at_ms <= most_ms

    def _renew(self, now_ms: int) -> None:
        until = standings.horizon() if self._rounds else self._seen
        changed = standings.changed_people(self._rounds, self._seen, until) if self._rounds and self._at_ms else []
        if self._at_ms is None or len(changed) > _MOST_CHANGES:
            order = Order(self._key, self._divisions, self._read(None))
            with self._reading:
                self._order, self._at_ms = order, now_ms
        else:
            rows = list(self._read(changed))
            with self._reading:
                self._order.put(changed, rows)
                self._at_ms = now_ms
        self._seen = until
