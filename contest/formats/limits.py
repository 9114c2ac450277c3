"""How much of a stranger's file the readers look at: named limits, the installation's own within `within`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class ContentLimits:
    """`expanded`: bytes of all members of an archive unpacked; `elements` and `depth`: of one XML text;
    `rows`: rows or questions of one file; `conversion`: seconds for turning an old Word file into a new one."""

    members: int = 2_000
    expanded: int = 100 * 2**20
    rows: int = 20_000
    elements: int = 600_000
    depth: int = 200
    conversion: int = 60


UNLESS_TOLD = ContentLimits()
_LIMITS: ContextVar[ContentLimits] = ContextVar("reading limits")


def limits() -> ContentLimits:
    """Those of the reading under way."""
    return _LIMITS.get(UNLESS_TOLD)


@contextmanager
def within(chosen: ContentLimits) -> Iterator[None]:
    """Every file read inside is held to these limits."""
    token = _LIMITS.set(chosen)
    try:
        yield
    finally:
        _LIMITS.reset(token)
