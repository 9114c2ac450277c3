"""Failed logins by account, counted across processes."""

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from contest.storage.db import session
from contest.storage.people import LoginFailure


def failures(login: str) -> tuple[int, int]:
    """(how many in a row, when the last was); (0, 0) for none."""
    row = session().execute(select(LoginFailure.count, LoginFailure.last_ms).where(LoginFailure.login == login)).first()
    return (row[0], row[1]) if row else (0, 0)


def count_failure(login: str, now_ms: int, forgotten_before_ms: int) -> None:
    """One more, in one statement whatever races; a last failure before the limit starts the count anew."""
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(LoginFailure).values(login=login, count=1, last_ms=now_ms)
    again = case((LoginFailure.last_ms < forgotten_before_ms, 1), else_=LoginFailure.count + 1)
    session().execute(
        statement.on_conflict_do_update(index_elements=["login"], set_={"count": again, "last_ms": now_ms})
    )


def forget(login: str) -> None:
    session().execute(delete(LoginFailure).where(LoginFailure.login == login))
