"""Password hashes: argon2id with the installation's own cost.

One hash at a time and process, in a thread that stands back when the processor is wanted: a hall that
logs in must not slow down those who are already answering.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

T = TypeVar("T")
_NICENESS = 10


def _stand_back() -> None:
    with suppress(OSError):  # where threads have no niceness of their own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


_bench = ThreadPoolExecutor(1, thread_name_prefix="passwords", initializer=_stand_back)


def _apart(work: Callable[..., T], *arguments: str) -> T:
    return _bench.submit(work, *arguments).result()


@dataclass(frozen=True)
class Passwords:
    """`time_cost` passes over `memory_kib` KiB, one lane."""

    time_cost: int
    memory_kib: int

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=1)

    def hash(self, password: str) -> str:
        return _apart(self._hasher.hash, password)

    def fits(self, stored: str, password: str) -> bool:
        """Compare; where nothing is stored the same work is done, so that time tells nothing."""
        try:
            return _apart(self._hasher.verify, stored or _nobodys(self), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=8)
def _nobodys(passwords: Passwords) -> str:
    return passwords.hash("nobody has this password")
