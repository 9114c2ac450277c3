"""Keeping an uploaded file between its preview and its import."""

from dataclasses import dataclass

from contest.rules.permissions import Actor
from contest.storage import uploads
from contest.storage.db import commit


@dataclass(frozen=True)
class UploadedFile:
    id: int
    file_name: str
    content: bytes


def keep_file(kind: str, actor: Actor, file_name: str, content: bytes, now_ms: int) -> int:
    """The id under which its owner finds the file again."""
    upload_id = uploads.keep(kind, actor.person_id, None, file_name, content, now_ms).id
    commit()
    return upload_id


def kept_file(kind: str, actor: Actor, upload_id: int) -> UploadedFile:
    """Raises Refused("not_found") when it is not theirs."""
    found = uploads.waiting(upload_id, kind, actor.person_id)
    return UploadedFile(found.id, found.file_name, found.content)
