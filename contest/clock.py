"""The program's clock: a moment of the system's clock, carried on by a counter nobody can set.

Deadlines must not move when the system's clock is set (by hand, by a first synchronisation, by a
machine that woke up). `serve` fixes the moment once for all its processes, also those it starts
again; the counter is the machine's, so they agree. A new `serve` believes the system's clock anew.
"""

import os
import time

_ANCHOR = "CONTEST_CLOCK_ANCHOR"


def _by_the_system() -> int:
    return time.time_ns() - time.monotonic_ns()


_anchor_ns = int(os.environ.get(_ANCHOR, 0)) or _by_the_system()


def fix() -> None:
    """Hand today's moment to every process started from here on."""
    global _anchor_ns
    _anchor_ns = _by_the_system()
    os.environ[_ANCHOR] = str(_anchor_ns)


def now_ms() -> int:
    """UTC milliseconds."""
    return (_anchor_ns + time.monotonic_ns()) // 1_000_000


def set_by_ms() -> int:
    """How far the system's clock has been set ahead (or, negative, back) since the moment was fixed."""
    return (_by_the_system() - _anchor_ns) // 1_000_000
