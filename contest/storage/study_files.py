"""The bytes of study material (PDF), once each, found by what they are."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import BigInteger, String, Table, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from contest.storage.contests import Contest
from contest.storage.db import Base, connection, insert_into


class StudyFile(Base):
    """`sha256` is the digest of `content`, hexadecimal."""

    __tablename__ = "study_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))  #: as it was called by whoever brought it
    size: Mapped[int]  #: bytes
    content: Mapped[bytes]
    at_ms: Mapped[int] = mapped_column(BigInteger)  #: when it was last brought along


_file = cast(Table, StudyFile.__table__)


def bring(sha256: str, name: str, content: bytes, now_ms: int) -> None:
    values = {"sha256": sha256, "name": name, "size": len(content), "content": content, "at_ms": now_ms}
    statement = insert_into(_file).values(**values)
    connection().execute(statement.on_conflict_do_update(index_elements=["sha256"], set_={"at_ms": now_ms}))


def sizes(digests: Collection[str]) -> dict[str, int]:
    """Digest → bytes; unknown digests are left out."""
    rows = connection().execute(select(_file.c.sha256, _file.c.size).where(_file.c.sha256.in_(sorted(digests))))
    return {row.sha256: row.size for row in rows}


def find(sha256: str) -> tuple[str, bytes] | None:
    """(name, bytes)."""
    row = connection().execute(select(_file.c.name, _file.c.content).where(_file.c.sha256 == sha256)).one_or_none()
    return (row.name, row.content) if row else None


def drop_unnamed(before_ms: int) -> None:
    """Forget files that no contest names and that nobody has brought since."""
    old = _file.c.at_ms < before_ms
    stale: set[str] = set(connection().execute(select(_file.c.sha256).where(old)).scalars())
    if stale:
        for row in connection().execute(select(Contest.materials)):
            stale -= {material.get("pdf", "") for material in row.materials}
        connection().execute(delete(_file).where(_file.c.sha256.in_(sorted(stale)), old))
