"""What the server has acknowledged, person by person, and what the database holds in the end."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.bench import instances
from tests.bench.instances import Instance


@dataclass
class Account:
    """One attempt as its driver knows it. `acknowledged`: the last state the server said it has stored;
    `unsure`: states sent later whose fate nobody knows. `receipt`: the server has closed the paper."""

    attempt: int = 0
    acknowledged: dict[str, Any] | None = None
    unsure: list[dict[str, Any]] = field(default_factory=list)
    saves: int = 0
    receipt: bool = False

    def acknowledge(self, state: dict[str, Any]) -> None:
        self.acknowledged, self.unsure = state, []
        self.saves += 1


@dataclass(frozen=True)
class Outcome:
    """`lost`: attempts that do not hold what was acknowledged; `unclosed`: receipts without a closed,
    graded, counted attempt; `twice`: attempts counted other than once."""

    attempts: int
    saves: int
    lost: int
    unclosed: int
    twice: int

    @property
    def wrong(self) -> int:
        return self.lost + self.unclosed + self.twice


def compare(made: Instance, round_id: int, accounts: Iterable[Account]) -> Outcome:
    query = f"SELECT id, answers, submitted_ms, score, receipt, person_id FROM attempt WHERE round_id = {round_id}"
    stored = {row[0]: row for row in instances.rows(made, query)}
    counted: dict[int, int] = {}
    standings = f"SELECT attempt_id, count(*) FROM standing WHERE round_id = {round_id} GROUP BY attempt_id"
    for attempt, times in instances.rows(made, standings):
        counted[attempt] = times
    known = [a for a in accounts if a.attempt]
    lost = unclosed = twice = 0
    for account in known:
        row = stored.get(account.attempt)
        if row is None:
            lost += 1
            continue
        lost += not holds(json.loads(row[1] or "{}"), account)
        if account.receipt:
            unclosed += row[2] is None or row[3] is None or not row[4]
            twice += counted.get(account.attempt, 0) != 1
    return Outcome(len(known), sum(a.saves for a in known), lost, unclosed, twice)


def holds(state: dict[str, Any], account: Account) -> bool:
    """Is this stored state what was acknowledged, or something sent later whose fate was never told?"""
    if account.acknowledged is None:
        return True
    held = _plain(state)
    return any(held == _plain(sent) for sent in (account.acknowledged, *account.unsure))


def _plain(state: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    return state.get("a", {}), state.get("p")
