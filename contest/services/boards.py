"""Live standings of people: of one round, and summed over a contest's rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from contest.rules.board_order import Entry, Order
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division, RuleSet
from contest.rules.standings import Line
from contest.rules.tie_breaks import Decision, compare
from contest.rules.vietnamese import fold
from contest.services import board_sources
from contest.services.board_sources import Standpoint
from contest.services.kept_orders import FRESH_MS
from contest.services.snapshots import snapshot
from contest.storage import boards

PAGE = 50
DEEPEST = 200  # pages; whoever looks for someone further down searches or filters
FOUND = 20
SIDE = 2  # neighbours shown above and below
_FEW = 2_000  # people of a name who are all looked up
_STRETCH = 5_000  # places looked through at once for a frequent name
_STRETCHES = 4
_FILTERED_PER_MS = 50  # people for which a filtered page is kept a millisecond longer


@dataclass(frozen=True)
class Filters:
    """What of a board is looked at. Empty: everything; `unit` a code, standing for its subtree."""

    division: str = ""
    unit: str = ""
    group: str = ""


@dataclass(frozen=True)
class BoardLine:
    """A person on a board. Equal `key`s share a place."""

    line: Line
    name: str
    unit_id: int | None
    key: bytes


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
    """A page of a division's board, at most two seconds old; a filtered one of very many people may
    be older. `at_ms` tells."""
    number = max(1, min(number, DEEPEST))
    with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (order, at_ms):
        people = len(order)
    key: tuple[object, ...] = ("board", standpoint.key, filters, number)
    if filters.unit or filters.group:
        return snapshot(
            key, now_ms, FRESH_MS + people // _FILTERED_PER_MS, lambda: _page(standpoint, filters, number, now_ms)
        )
    return snapshot((*key, at_ms), now_ms, FRESH_MS, lambda: _page(standpoint, filters, number, now_ms))


def _page(standpoint: Standpoint, filters: Filters, number: int, now_ms: int) -> BoardPage:
    skipped = (number - 1) * PAGE
    order, at_ms, division = _filtered(standpoint, filters, now_ms)
    if order is not None:
        found, total = _placed(order, division, order.page(division, PAGE, skipped)), order.count(division)
    else:
        with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (whole, at_ms):
            found, total = _placed(whole, division, whole.page(division, PAGE, skipped)), whole.count(division)
    return BoardPage(standpoint, _named(found), total, number, at_ms)


def find_people(standpoint: Standpoint, filters: Filters, name: str, now_ms: int) -> tuple[Place, ...]:
    """People of the division by a part of their name, without diacritics, with their places; of a
    name that very many share, those near the top."""
    wanted = fold(name)
    if len(wanted) < 2:
        raise Refused("search_too_short", field="tim")
    return snapshot(
        ("named", standpoint.key, filters, wanted),
        now_ms,
        FRESH_MS,
        lambda: _named(_search(standpoint, filters, wanted, now_ms)),
    )


def _search(standpoint: Standpoint, filters: Filters, wanted: str, now_ms: int) -> list[tuple[int, Entry]]:
    some, _, division = _filtered(standpoint, filters, now_ms)
    people = boards.people_named(wanted, _FEW + 1)
    if len(people) <= _FEW:
        with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (whole, _):
            return _placed(some or whole, division, (some or whole).best(division, people, FOUND))
    found: list[tuple[int, Entry]] = []
    for stretch in range(_STRETCHES):
        with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (whole, _):
            order = some or whole
            placed = _placed(order, division, order.page(division, _STRETCH, stretch * _STRETCH))
        matching = boards.named_among([entry.line.person_id for _, entry in placed], wanted)
        found += [(place, entry) for place, entry in placed if entry.line.person_id in matching]
        if len(found) >= FOUND or len(placed) < _STRETCH:
            break
    return found[:FOUND]


def my_place(standpoint: Standpoint, person_id: int, now_ms: int) -> MyPlace | None:
    """Where a person stands in their division, with neighbours; None where they are on no board."""
    for number, division in enumerate(standpoint.rules.divisions):
        with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (order, at_ms):
            if order.of(number, person_id) is None:
                continue
            placed = _placed(order, number, order.around(number, person_id, SIDE))
            total = order.count(number)
        return _mine(standpoint, division, person_id, _named(placed), total, at_ms)
    return None


def struck_out(standpoint: Standpoint, person_id: int) -> str | None:
    """The reason, where the person's result of the round was struck out and so is on no board."""
    return None if standpoint.overall else boards.was_disqualified(standpoint.facts.id, person_id)


def _mine(
    standpoint: Standpoint, division: Division, person_id: int, shown: tuple[Place, ...], total: int, at_ms: int
) -> MyPlace:
    reasons = tuple(
        Why(a, b, compare(standpoint.rules, a.entry.line, b.entry.line, closed=standpoint.closed))
        for a, b in pairwise(shown)
    )
    mine = next(p for p in shown if p.entry.line.person_id == person_id)
    return MyPlace(standpoint, division, mine, shown, reasons, total, at_ms)


def _filtered(standpoint: Standpoint, filters: Filters, now_ms: int) -> tuple[Order | None, int, int]:
    """The order of the people who pass the filters (None: it is everyone's), when it was read, and
    the number of the division."""
    division = standpoint.rules.divisions.index(division_of(standpoint.rules, filters.division))
    units = board_sources.units_within(standpoint, filters.unit, filters.group)
    if units is None:
        return None, now_ms, division
    with board_sources.order_of(standpoint, now_ms).reading(now_ms) as (order, at_ms):
        lines = order.lines()
    return order.within(lines, units), at_ms, division


def _placed(order: Order, division: int, entries: Sequence[Entry]) -> list[tuple[int, Entry]]:
    """Entries with their places. Neighbours of one key are asked for once."""
    placed: list[tuple[int, Entry]] = []
    for entry in entries:
        same = placed and placed[-1][1].key == entry.key
        placed.append((placed[-1][0] if same else order.place(division, entry), entry))
    return placed


def _named(placed: Sequence[tuple[int, Entry]]) -> tuple[Place, ...]:
    names = boards.names_of([entry.line.person_id for _, entry in placed])
    return tuple(
        Place(
            place,
            BoardLine(entry.line, names.get(entry.line.person_id, ""), entry.unit_id, entry.key),
            board_sources.unit_name(entry.unit_id),
        )
        for place, entry in placed
    )
