"""Statements about files made in the background (`storage.publications.Export`)."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select, update
from sqlalchemy.orm import defer

from contest.storage.db import connection, session
from contest.storage.publications import Export


def find(export_id: int) -> Export | None:
    return session().get(Export, export_id)


def visible(person_id: int, unit_ids: Collection[int] | None, most: int) -> Sequence[Export]:
    """The person's own files and those of these units (None: of all), newest first, content left
    in the database."""
    query = select(Export).options(defer(Export.content)).order_by(Export.id.desc()).limit(most)
    if unit_ids is not None:
        query = query.where(or_(Export.asked_by_id == person_id, Export.unit_id.in_(unit_ids)))
    return session().scalars(query).all()


def set_progress(export_id: int, percent: int) -> None:
    connection().execute(
        update(Export).where(Export.id == export_id, Export.finished_ms.is_(None)).values(progress=percent)
    )


def finish(export_id: int, now_ms: int, *, file_name: str = "", content: bytes | None = None, error: str = "") -> None:
    """Once: the second of two runs changes nothing."""
    connection().execute(
        update(Export)
        .where(Export.id == export_id, Export.finished_ms.is_(None))
        .values(finished_ms=now_ms, progress=0 if error else 100, file_name=file_name, content=content, error=error)
    )
