"""Statements for those who watch a running round: grouped, one pass over its attempts each."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from contest.storage.attempts import Attempt
from contest.storage.db import connection
from contest.storage.people import Person
from contest.storage.standings import Standing

_HOUR_MS = 3_600_000


@dataclass(frozen=True)
class Figures:
    """People of one round: who started, who handed something in; `open_now` papers still running."""

    started: int
    submitted: int
    attempts: int
    open_now: int


def entries_by_hour(round_id: int) -> dict[int, int]:
    """Hours since the epoch → attempts begun in them."""
    hour = Attempt.started_ms // _HOUR_MS
    found = select(hour.label("hour"), func.count().label("attempts")).where(Attempt.round_id == round_id)
    return {int(row.hour): row.attempts for row in connection().execute(found.group_by(hour))}


def figures(round_id: int, now_ms: int) -> Figures:
    handed_in = Attempt.submitted_ms.is_not(None)
    running = ~handed_in & (Attempt.deadline_ms + Attempt.grace_ms > now_ms)
    found = select(
        func.count(Attempt.person_id.distinct()),
        func.count(Attempt.person_id.distinct()).filter(handed_in),
        func.count(Attempt.id),
        func.count(Attempt.id).filter(running),
    ).where(Attempt.round_id == round_id)
    return Figures(*connection().execute(found).one())


def all_correct(round_id: int) -> int:
    """People whose counted attempt has every answer right."""
    found = select(func.count()).where(
        Standing.round_id == round_id, Standing.all_correct.is_(True), Standing.disqualified.is_(False)
    )
    return int(connection().execute(found).scalar_one())


def eligible(categories: Collection[str], unit_ids: Collection[int] | None) -> int:
    """People with an account who may enter; `unit_ids` None: of any unit or of none."""
    found = select(func.count()).where(Person.merged_into_id.is_(None), Person.category.in_(categories))
    query = found if unit_ids is None else found.where(Person.unit_id.in_(unit_ids))
    return int(connection().execute(query).scalar_one())
