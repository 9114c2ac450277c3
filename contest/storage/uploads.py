"""Files that wait between their preview and their import."""

import hashlib

from sqlalchemy import delete, or_, select, update

from contest.rules.refusals import Refused
from contest.storage.db import session
from contest.storage.people import Upload

KEPT_MS = 24 * 3_600_000
_MOST_ID = 2**31 - 1  # an address may name any number; the database holds these


def keep(kind: str, owner_id: int, target_id: int | None, file_name: str, content: bytes, now_ms: int) -> Upload:
    """The file, waiting. Files of the kind that wait for their owner since yesterday are dropped; those that
    wait for a worker, a day later."""
    session().execute(
        delete(Upload).where(
            Upload.kind == kind,
            Upload.applied_ms.is_(None),
            Upload.at_ms < now_ms - KEPT_MS,
            or_(Upload.progress == 100, Upload.at_ms < now_ms - 2 * KEPT_MS),
        )
    )
    upload = Upload(
        kind=kind,
        owner_id=owner_id,
        target_id=target_id,
        file_name=file_name[-250:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        at_ms=now_ms,
    )
    session().add(upload)
    session().flush()
    return upload


def waiting(upload_id: int, kind: str, owner_id: int) -> Upload:
    """A file its owner put here. Raises Refused("not_found")."""
    found = session().scalar(
        select(Upload).where(Upload.id == min(upload_id, _MOST_ID), Upload.kind == kind, Upload.owner_id == owner_id)
    )
    if found is None:
        raise Refused("not_found")
    return found


def open_ones(kind: str, owner_id: int, target_id: int) -> list[Upload]:
    """Files of the owner that still wait to be imported there, newest first."""
    wanted = (Upload.kind == kind, Upload.owner_id == owner_id, Upload.target_id == target_id)
    return list(
        session().scalars(select(Upload).where(*wanted, Upload.applied_ms.is_(None)).order_by(Upload.id.desc()))
    )


def unfinished(kind: str) -> list[Upload]:
    """Files of the kind that wait for their background half."""
    return list(session().scalars(select(Upload).where(Upload.kind == kind, Upload.progress < 100).order_by(Upload.id)))


def find(upload_id: int) -> Upload | None:
    return session().get(Upload, min(upload_id, _MOST_ID))


def set_progress(upload_id: int, percent: int) -> None:
    statement = update(Upload).where(Upload.id == upload_id, Upload.progress < 100).values(progress=percent)
    session().execute(statement, execution_options={"synchronize_session": False})
