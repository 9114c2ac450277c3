"""What counts for each person of a round, now or as it stood when the board froze."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, FromClause, Integer, Select, and_, cast, func, null, select

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
    `people`: of these alone, None for everyone.
    """

    round_id: int
    before: int | None = None
    replay: Counting | None = None
    criteria: tuple[str, ...] = ()
    people: tuple[int, ...] | None = None

    def only(self, people: Collection[int] | None) -> "Counted":
        """The same of some people alone."""
        return self if people is None else replace(self, people=tuple(people))

    @property
    def replayed(self) -> bool:
        return self.before is not None and self.replay is not None


def lines_of(counted: Counted) -> FromClause:
    """The lines with the columns of a standing that boards read; nobody who was disqualified."""
    return (_replayed(counted) if counted.replayed else _standing(counted)).subquery()


def _standing(counted: Counted) -> Select[Any]:
    found = select(Standing.__table__).where(_S.round_id == counted.round_id, ~_S.disqualified)
    if counted.people is not None:
        found = found.where(_S.person_id.in_(counted.people))
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
            *(() if counted.people is None else (_A.person_id.in_(counted.people),)),
        )
        .subquery()
    )
    return (
        select(
            *(c for c in tried.c if c.name != "turn"),
            _S.division,
            _S.registered_ms,
            cast(null(), BigInteger).label("prediction_error"),
            cast(null(), Integer).label("place"),
        )
        .join(Standing.__table__, and_(_S.round_id == counted.round_id, _S.person_id == tried.c.person_id))
        .where(tried.c.turn == 1, ~_S.disqualified)
    )
