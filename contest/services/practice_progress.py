"""How far the units of an organiser are with practising."""

from dataclasses import dataclass

from contest.rules.days import vietnam_day
from contest.rules.permissions import Actor, visible_units
from contest.rules.units import UnitNode
from contest.rules.vietnamese import text_key
from contest.services.actors import unit_tree
from contest.services.snapshots import snapshot
from contest.storage import practice
from contest.storage.practice import Practised

_FRESH_MS = 10_000


@dataclass(frozen=True)
class UnitProgress:
    """What a unit's own people have practised."""

    unit: UnitNode
    done: Practised

    @property
    def people_percent(self) -> int:
        return 100 * self.done.people // self.done.registered

    @property
    def mastered_percent(self) -> int | None:
        """Mastered of the questions practised; None before the first."""
        return 100 * self.done.mastered // self.done.questions if self.done.questions else None


def by_unit(actor: Actor, now_ms: int) -> list[UnitProgress]:
    """Every unit the person organises that has people, the most practised first."""
    scope, tree, on = visible_units(actor), unit_tree(), vietnam_day(now_ms)
    # One grouped statement serves every organiser for a moment.
    counted = snapshot(("practice_progress",), now_ms, _FRESH_MS, practice.by_unit)
    lines = [
        UnitProgress(node, counted[node.id])
        for node in tree.nodes.values()
        if node.id in counted and (scope is None or node.id in scope) and node.exists(on)
    ]
    return sorted(lines, key=lambda line: (-line.people_percent, -line.done.answers, text_key(line.unit.name)))
