"""What counts for each person of a round, now or as it stood when the board froze."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, Select, and_, func, null, select

from contest.rules.rulesets import Counting
from contest.storage.attempts import Attempt
from contest.storage.standings import Standing

_S = Standing.__table__.c
_A = Attempt.__table__.c


@dataclass(frozen=True)
class Counted:
    """One round's counted attempts. `before`: only what finished earlier than that, or None.

    `replay` is needed with `before` where people may have further attempts: the standing then may
    be of an attempt after the freeze, so the one that counted until then is found again. It names
    the rule that chooses it; `criteria` the columns after the score that order attempts.
    """

    round_id: int
    before: int | None = None
    replay: Counting | None = None
    criteria: tuple[str, ...] = ()

    @property
    def replayed(self) -> bool:
        return self.before is not None and self.replay is not None


def lines_of(counted: Counted) -> FromClause:
    """The lines with the columns of a standing that boards read; nobody who was disqualified."""
    return (_replayed(counted) if counted.replayed else _standing(counted)).subquery()


def _standing(counted: Counted) -> Select[Any]:
    found = select(Standing.__table__).where(_S.round_id == counted.round_id, ~_S.disqualified)
    return found if counted.before is None else found.where(_S.finished_ms < counted.before)


def _replayed(counted: Counted) -> Select[Any]:
    if counted.replay is Counting.BEST:
        columns = {"elapsed_ms": _A.elapsed_ms, "finished_ms": _A.submitted_ms}
        order = [_A.score.desc(), *(columns[c] for c in counted.criteria if c in columns), _A.number]
    else:
        order = [_A.number if counted.replay is Counting.FIRST else _A.number.desc()]
    tried = (
        select(
            _A.person_id,
            _A.unit_id,
            _A.score,
            _A.elapsed_ms,
            _A.submitted_ms.label("finished_ms"),
            func.count().over(partition_by=_A.person_id).label("attempts"),
            func.row_number().over(partition_by=_A.person_id, order_by=order).label("turn"),
        )
        .where(
            _A.round_id == counted.round_id,
            _A.submitted_ms < counted.before,
            _A.score.is_not(None),
            _A.voided_ms.is_(None),
        )
        .subquery()
    )
    return (
        select(
            *(c for c in tried.c if c.name != "turn"), _S.division, _S.registered_ms, null().label("prediction_error")
        )
        .join(Standing.__table__, and_(_S.round_id == counted.round_id, _S.person_id == tried.c.person_id))
        .where(tried.c.turn == 1, ~_S.disqualified)
    )
