"""The bytes of pictures in questions, once each, found by what they are."""

from collections.abc import Collection, Iterable
from typing import cast

from sqlalchemy import BigInteger, String, Table, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from contest.rules.items import Picture
from contest.storage.db import Base, connection, insert_into

_AT_ONCE = 500  # digests in one statement


class PictureRow(Base):
    """`sha256` is the digest of `content`, hexadecimal."""

    __tablename__ = "picture"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes]
    at_ms: Mapped[int] = mapped_column(BigInteger)  #: when it was last brought along
    kept: Mapped[bool] = mapped_column(default=False)  #: some item shows it; else only an upload that waits


_picture = cast(Table, PictureRow.__table__)


def bring(pictures: Iterable[Picture], now_ms: int) -> None:
    """Hold these pictures for an upload that waits."""
    for picture in pictures:
        statement = insert_into(_picture).values(
            sha256=picture.sha256,
            media_type=picture.media_type,
            content=picture.content,
            at_ms=now_ms,
            kept=False,
        )
        connection().execute(statement.on_conflict_do_update(index_elements=["sha256"], set_={"at_ms": now_ms}))


def keep(digests: Collection[str]) -> None:
    """Items show these from now on."""
    for some in _chunks(digests):
        connection().execute(update(PictureRow).where(PictureRow.sha256.in_(some)).values(kept=True))


def drop_stale(before_ms: int) -> None:
    """Forget pictures that no item shows and that nobody has brought since."""
    connection().execute(delete(PictureRow).where(PictureRow.kept.is_(False), PictureRow.at_ms < before_ms))


def find(sha256: str) -> tuple[str, bytes] | None:
    """(media type, bytes)."""
    row = (
        connection()
        .execute(select(PictureRow.media_type, PictureRow.content).where(PictureRow.sha256 == sha256))
        .one_or_none()
    )
    return (row.media_type, row.content) if row else None


def contents(digests: Collection[str]) -> dict[str, bytes]:
    """Digest → bytes; unknown digests are left out."""
    found: dict[str, bytes] = {}
    for some in _chunks(digests):
        rows = connection().execute(select(PictureRow.sha256, PictureRow.content).where(PictureRow.sha256.in_(some)))
        found.update((row.sha256, row.content) for row in rows)
    return found


def _chunks(digests: Collection[str]) -> list[list[str]]:
    ordered = sorted(digests)
    return [ordered[n : n + _AT_ONCE] for n in range(0, len(ordered), _AT_ONCE)]
