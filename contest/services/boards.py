"""Live standings of people: of one round, and summed over a contest's rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from contest.rules.refusals import Refused
from contest.rules.rulesets import Division, RuleSet
from contest.rules.standings import shared_places
from contest.rules.tie_breaks import Decision, compare
from contest.rules.vietnamese import fold
from contest.services import board_sources
from contest.services.board_sources import Lines, Standpoint
from contest.services.snapshots import snapshot
from contest.storage import boards
from contest.storage.boards import BoardLine

PAGE = 50
DEEPEST = 200  # pages; whoever looks for someone further down searches or filters
FOUND = 20
FRESH_MS = 2_000
SIDE = 2  # neighbours shown above and below


@dataclass(frozen=True)
class Filters:
    """What of a board is looked at. Empty: everything; `unit` a code, standing for its subtree."""

    division: str = ""
    unit: str = ""
    group: str = ""


@dataclass(frozen=True)
class Place:
    place: int
    entry: BoardLine
    unit: str  # name


@dataclass(frozen=True)
class BoardPage:
    """One page of a board as it stood at `at_ms`."""

    standpoint: Standpoint
    places: tuple[Place, ...]
    total: int
    number: int
    at_ms: int

    @property
    def more(self) -> bool:
        return self.number * PAGE < self.total and self.number < DEEPEST


@dataclass(frozen=True)
class Why:
    """Which rule put the upper of two neighbours above the lower."""

    upper: Place
    lower: Place
    decision: Decision


@dataclass(frozen=True)
class MyPlace:
    """My line with its neighbours, best first; `reasons[i]` stands between places i and i + 1."""

    standpoint: Standpoint
    division: Division
    mine: Place
    places: tuple[Place, ...]
    reasons: tuple[Why, ...]
    total: int
    at_ms: int


def division_of(rules: RuleSet, code: str) -> Division:
    """The division asked for, or the first. Raises Refused("not_found")."""
    found = next((d for d in rules.divisions if not code or d.code == code), None)
    if found is None:
        raise Refused("not_found")
    return found


def board_page(standpoint: Standpoint, filters: Filters, number: int, now_ms: int) -> BoardPage:
    """A page of a division's board, at most two seconds old in this process."""
    number = max(1, min(number, DEEPEST))

    def read() -> BoardPage:
        source = _filtered(standpoint, filters, now_ms)
        offset = (number - 1) * PAGE
        places = _placed(source, source.page(PAGE, offset), offset)
        return BoardPage(standpoint, _named(places), source.count(), number, board_sources.read_at(source, now_ms))

    return snapshot(("board", standpoint.key, filters, number), now_ms, FRESH_MS, read)


def find_people(standpoint: Standpoint, filters: Filters, name: str, now_ms: int) -> tuple[Place, ...]:
    """People of the division by a part of their name, without diacritics, with their places."""
    wanted = fold(name)
    if len(wanted) < 2:
        raise Refused("search_too_short", field="tim")

    def read() -> tuple[Place, ...]:
        source = _filtered(standpoint, filters, now_ms)
        found = source.named(wanted, FOUND)
        return _named([(1 + source.better(entry), entry) for entry in found])

    return snapshot(("named", standpoint.key, filters, wanted), now_ms, FRESH_MS, read)


def my_place(standpoint: Standpoint, person_id: int, now_ms: int) -> MyPlace | None:
    """Where a person stands in their division, with neighbours; None where they are on no board."""

    def read() -> MyPlace | None:
        for division in standpoint.rules.divisions:
            source = board_sources.source(standpoint, division.code, now_ms)
            entry = source.one(person_id)
            if entry is not None:
                return _around(standpoint, division, source, entry, now_ms)
        return None

    return snapshot(("mine", standpoint.key, person_id), now_ms, FRESH_MS, read)


def struck_out(standpoint: Standpoint, person_id: int) -> str | None:
    """The reason, where the person's result of the round was struck out and so is on no board."""
    return None if standpoint.overall else boards.was_disqualified(standpoint.facts.id, person_id)


def _around(standpoint: Standpoint, division: Division, source: Lines, entry: BoardLine, now_ms: int) -> MyPlace:
    above = source.next_to(entry, SIDE, above=True)
    below = source.next_to(entry, SIDE, above=False)
    start = source.better(entry, exactly=True) - len(above)
    shown = _named(_placed(source, [*above, entry, *below], start))
    reasons = tuple(
        Why(a, b, compare(standpoint.rules, a.entry.line, b.entry.line, closed=standpoint.closed))
        for a, b in pairwise(shown)
    )
    mine = next(p for p in shown if p.entry.line.person_id == entry.line.person_id)
    return MyPlace(standpoint, division, mine, shown, reasons, source.count(), board_sources.read_at(source, now_ms))


def _filtered(standpoint: Standpoint, filters: Filters, now_ms: int) -> Lines:
    source = board_sources.source(standpoint, division_of(standpoint.rules, filters.division).code, now_ms)
    units = board_sources.units_within(standpoint, filters.unit, filters.group)
    return source if units is None else source.within(units)


def _placed(source: Lines, lines: Sequence[BoardLine], skipped: int) -> list[tuple[int, BoardLine]]:
    """Lines in order with their places; `skipped` lines come before the first."""
    places = shared_places([entry.key for entry in lines], first=skipped + 1)
    if lines and skipped:
        first = 1 + source.better(lines[0])
        places = [first if place == skipped + 1 else place for place in places]
    return list(zip(places, lines, strict=True))


def _named(places: Sequence[tuple[int, BoardLine]]) -> tuple[Place, ...]:
    return tuple(Place(place, entry, board_sources.unit_name(entry.unit_id)) for place, entry in places)
