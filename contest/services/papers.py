"""What papers are made of, kept in this process: item versions for good, drawable items for a second."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import URL

from contest.rules.items import Item
from contest.rules.papers import Drawable, suited
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division
from contest.services.moments import Moments
from contest.storage import banks
from contest.storage.db import database

_MOST_VERSIONS = 20_000
_HANOI = timedelta(hours=7)  # no daylight saving since 1975

_versions: dict[URL, dict[int, Item]] = {}
_stocks: Moments[tuple[URL, Division, date], list[Drawable]] = Moments()


def items_of(paper: Sequence[Any]) -> list[Item]:
    """The questions of a stored paper, `[[version id, permutation], …]`, in its order.

    Versions never change, so each is read once per process.
    """
    known = _kept_versions()
    wanted = [version_id for version_id, _ in paper]
    if missing := {v for v in wanted if v not in known}:
        known.update(banks.load_versions(missing))
    return [known[v] for v in wanted]


def stock(division: Division, now_ms: int) -> list[Drawable]:
    """What the division's papers may be drawn from today, at most a second old.

    Raises Refused("bank_missing") where the rules name a bank that does not exist.
    """
    today = (datetime.fromtimestamp(now_ms / 1000, UTC) + _HANOI).date()
    return _stocks.get((database(), division, today), lambda _: _read(division, today))


def _read(division: Division, today: date) -> list[Drawable]:
    bank = banks.bank_by_code(division.bank_code)
    if bank is None:
        raise Refused("bank_missing")
    return suited(division, banks.drawable(bank.id, today, _kept_versions()))


def _kept_versions() -> dict[int, Item]:
    """Never emptied: another thread may be about to read from it."""
    known = _versions.get(database(), {})
    if not known or len(known) > _MOST_VERSIONS:
        known = _versions[database()] = {}
    return known
