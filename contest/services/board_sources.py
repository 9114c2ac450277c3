"""From where a board is looked at: which rounds, by which rules, live, frozen or closed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from contest.rules.days import vietnam_day
from contest.rules.refusals import Refused
from contest.rules.rulesets import RuleSet, TieBreak
from contest.rules.tie_breaks import TIE_BREAKS, over_several_rounds
from contest.rules.units import UnitNode
from contest.rules.vietnamese import fold
from contest.services.actors import unit_tree
from contest.services.kept_orders import KeptOrder
from contest.services.rounds import RoundFacts, round_facts
from contest.services.snapshots import lasting, snapshot
from contest.storage import boards
from contest.storage.board_lines import Counted

_IDS_MS = 2_000


@dataclass(frozen=True)
class Standpoint:
    """One round, or (`overall`) the sum over a contest's counted rounds under the newest one's rules.

    `closed`: ranked by all rules. `frozen_ms`: nothing finished from then on is shown. `key` changes
    whenever any of this does.
    """

    contest_name: str
    contest_slug: str
    contest_unit_id: int
    announced: bool
    rules: RuleSet
    rounds: tuple[RoundFacts, ...]
    overall: bool
    closed: bool
    frozen_ms: int | None
    key: tuple[object, ...]

    @property
    def facts(self) -> RoundFacts:
        """The round; of several, the newest."""
        return self.rounds[-1]

    @property
    def unknown(self) -> tuple[TieBreak, ...]:
        """Criteria of the rules that cannot be known yet."""
        return () if self.closed else tuple(t for t in self.rules.tie_breaks if not TIE_BREAKS[t].known)


@dataclass(frozen=True)
class ContestFacts:
    id: int
    name: str
    unit_id: int
    announced: bool


def frozen_ms(facts: RoundFacts, now_ms: int) -> int | None:
    """From when on the public board stands still, if it does now: until the round is closed."""
    start = facts.rules.closes_ms - facts.rules.freeze_minutes * 60_000
    still = facts.rules.freeze_minutes > 0 and facts.closed_ms is None and now_ms >= start
    return start if still else None


def contest_facts(slug: str, now_ms: int) -> ContestFacts:
    """Raises Refused("not_found")."""
    found = snapshot(("contest", slug), now_ms, _IDS_MS, lambda: boards.contest_of(slug))
    if found is None:
        raise Refused("not_found")
    return ContestFacts(*found)


def of_round(slug: str, number: int, now_ms: int) -> Standpoint:
    """Raises Refused("not_found")."""
    round_id = snapshot(("round", slug, number), now_ms, _IDS_MS, lambda: boards.round_id_of(slug, number))
    if round_id is None:
        raise Refused("not_found")
    facts = round_facts(round_id)
    return _standpoint((facts,), facts.rules, now_ms, overall=False)


def of_contest(slug: str, now_ms: int) -> Standpoint | None:
    """The counted rounds that have opened; None before the first. Raises Refused("not_found")."""
    contest_facts(slug, now_ms)
    ids = snapshot(("rounds", slug), now_ms, _IDS_MS, lambda: boards.rounds_of(slug))
    rounds = tuple(f for f in map(round_facts, ids) if not f.rules.rehearsal and f.rules.opens_ms <= now_ms)
    if not rounds:
        return None
    return _standpoint(rounds, over_several_rounds(rounds[-1].rules), now_ms, overall=True)


def _standpoint(rounds: tuple[RoundFacts, ...], rules: RuleSet, now_ms: int, *, overall: bool) -> Standpoint:
    facts = rounds[-1]
    frozen = [frozen_ms(f, now_ms) for f in rounds]
    return Standpoint(
        contest_name=facts.contest_name,
        contest_slug=facts.contest_slug,
        contest_unit_id=facts.contest_unit_id,
        announced=facts.announced,
        rules=rules,
        rounds=rounds,
        overall=overall,
        closed=all(f.closed_ms is not None for f in rounds),
        frozen_ms=min((f for f in frozen if f is not None), default=None),
        key=(overall, *((f.id, f.version, f.closed_ms, still) for f, still in zip(rounds, frozen, strict=True))),
    )


def order_of(standpoint: Standpoint, now_ms: int) -> KeptOrder:
    """Everyone as this standpoint orders them, kept in this process."""
    return lasting(("order", standpoint.key), now_ms, lambda: _order(standpoint, now_ms))


def _order(standpoint: Standpoint, now_ms: int) -> KeptOrder:
    rules = standpoint.rules
    divisions = tuple(d.code for d in rules.divisions)
    rounds = [counted(f, now_ms) for f in standpoint.rounds]
    if standpoint.closed and not standpoint.overall:
        key: tuple[str, ...] = ("place",)
    else:
        key = ("short_of", *_columns(rules, closed=standpoint.closed))
    predicting = [f.id for f in standpoint.rounds if f.rules.prediction is not None]

    def read(people: Collection[int] | None) -> Iterator[Any]:
        if standpoint.overall:
            return boards.lines_of_contest(rounds, predicting, divisions, key, people)
        return boards.lines_of_round(rounds[-1], divisions, key, people)

    moving = [f.id for f in standpoint.rounds if f.closed_ms is None]
    return KeptOrder(read, key, len(divisions), moving)


def counted(facts: RoundFacts, now_ms: int) -> Counted:
    """What counts for each person of the round, as the public may see it now."""
    rules = facts.rules
    replay = rules.counting if rules.attempts_allowed > 1 else None
    return Counted(facts.id, frozen_ms(facts, now_ms), replay, _columns(rules, closed=False))


def _columns(rules: RuleSet, *, closed: bool) -> tuple[str, ...]:
    """The columns that order lines after the score."""
    criteria = [TIE_BREAKS[t] for t in rules.tie_breaks]
    return tuple(c.column for c in criteria if closed or c.known)


def units_within(standpoint: Standpoint, code: str, group: str) -> frozenset[int] | None:
    """Units whose people pass the filters, None for everyone's. A unit stands for its subtree, and
    for units that ended and were taken over by it. Raises Refused("not_found") for an unknown code."""
    if not code and not group:
        return None
    tree, on = unit_tree(), vietnam_day(standpoint.rules.closes_ms)
    chosen = frozenset(tree.nodes)
    if code:
        if code not in tree.by_code:
            raise Refused("not_found")
        subtree = tree.subtree(tree.by_code[code].id)
        chosen = frozenset(u for u in tree.nodes if u in subtree or tree.successor(u, on) in subtree)
    if group:
        chosen = frozenset(u for u in chosen if group_of(u) == group)
    return chosen


def units_named(text: str) -> list[UnitNode]:
    """Units that a typed text may mean: the one of this code, else those whose name or code holds
    it without diacritics, shortest name first."""
    tree = unit_tree()
    if text in tree.by_code:
        return [tree.by_code[text]]
    wanted = fold(text)
    found = [node for node in tree.nodes.values() if wanted and wanted in fold(f"{node.name} {node.code}")]
    same = [node for node in found if fold(node.name) == wanted]
    return same if len(same) == 1 else sorted(found, key=lambda node: (len(node.name), node.code))


def group_of(unit_id: int) -> str:
    """The unit's emulation group; a unit without one belongs to that of the unit above."""
    tree = unit_tree()
    chain = [tree.nodes[unit_id], *reversed(tree.ancestors(unit_id))]
    return next((node.emulation_group for node in chain if node.emulation_group), "")


def groups() -> list[str]:
    """The emulation groups there are."""
    return sorted({node.emulation_group for node in unit_tree().nodes.values() if node.emulation_group})


def unit_name(unit_id: int | None) -> str:
    node = unit_tree().nodes.get(unit_id) if unit_id is not None else None
    return node.name if node else ""
