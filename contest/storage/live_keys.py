"""Rewriting the order of a live board when its rules were amended."""

from collections.abc import Callable

from sqlalchemy import bindparam, select, update

from contest.storage.db import connection
from contest.storage.standings import Standing


def rewrite_live_keys(round_id: int, key_of: Callable[..., str]) -> None:
    """Give every standing of the round the key that `key_of(score=…, elapsed_ms=…, finished_ms=…,
    attempts=…, registered_ms=…)` returns."""
    facts = (Standing.score, Standing.elapsed_ms, Standing.finished_ms, Standing.attempts, Standing.registered_ms)
    rows = connection().execute(select(Standing.person_id, *facts).where(Standing.round_id == round_id)).mappings()
    keys = []
    for row in rows:
        known = dict(row)
        who = known.pop("person_id")
        keys.append({"who": who, "key": key_of(**known)})
    if keys:
        table = Standing.__table__
        statement = update(table).where(table.c.round_id == round_id, table.c.person_id == bindparam("who"))  # type: ignore[arg-type]
        connection().execute(statement.values(live_key=bindparam("key")), keys)
