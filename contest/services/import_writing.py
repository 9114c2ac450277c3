"""Writing what was chosen of an uploaded file: at once where it is little, in the background where it is much."""

from collections.abc import Callable
from dataclasses import replace

from contest.formats.reading_json import refusal_to_json
from contest.rules.refusals import Refused
from contest.services import importing
from contest.services.import_reading import AT_ONCE
from contest.services.import_work import open_upload, work_of
from contest.services.importing import Preview
from contest.storage import uploads
from contest.storage.db import commit, rollback
from contest.storage.people import Upload

MOST_TAKEN_UP = 3


def write(found: Preview, owner_id: int, now_ms: int, enqueue: Callable[[int], object] | None = None) -> None:
    """Import the chosen lines of a preview; of many only the order is kept and its id handed to `enqueue`,
    which has `write_upload` called. Until that ends nobody changes anything about the file.

    Raises Refused: those of `importing.apply`; being_written where it was ordered already.
    """
    if enqueue is None or len(found.chosen) <= AT_ONCE:
        importing.apply(found.upload.id, owner_id, found.chosen, now_ms)
        return
    kept = open_upload(found.upload.id, owner_id)
    kept.work = replace(work_of(kept), writing=True, refused={}).to_json()
    kept.progress = 0
    commit()
    try:
        enqueue(kept.id)
    except Exception:
        _give_back(kept, Refused("import_broke_off"))
        raise


def write_upload(upload_id: int, now_ms: int) -> None:
    """The background half: everything in one transaction, or nothing and its owner is told why.

    A second run finds it written and does nothing; one that broke off is simply run again.
    """
    kept = uploads.find(upload_id)
    if kept is None or kept.applied_ms is not None or not work_of(kept).writing:
        return
    owner_id = kept.owner_id
    try:
        uploads.set_progress(upload_id, 10)
        commit()
        chosen = importing.preview(upload_id, owner_id).chosen
        uploads.set_progress(upload_id, 40)
        commit()
        importing.apply(upload_id, owner_id, chosen, now_ms)
    except Refused as refusal:
        _give_back(kept, refusal)
    except Exception:
        _give_back(kept, Refused("import_broke_off"))
        raise


def _give_back(kept: Upload, refusal: Refused) -> None:
    """Nothing was written: the preview is its owner's again, and says why."""
    rollback()
    kept.work = replace(work_of(kept), writing=False, refused=refusal_to_json(refusal), taken_up=0).to_json()
    kept.progress = 100
    commit()


def take_up() -> tuple[list[int], list[int]]:
    """Uploads whose background half has not ended: (those to read, those to write), for a worker that starts.

    What was taken up MOST_TAKEN_UP times may be what workers die of: it is given back to its owner instead.
    """
    to_read: list[int] = []
    to_write: list[int] = []
    for kept in uploads.unfinished(importing.KIND):
        work = work_of(kept)
        if work.taken_up < MOST_TAKEN_UP:
            kept.work = replace(work, taken_up=work.taken_up + 1).to_json()
            (to_write if work.writing else to_read).append(kept.id)
        elif work.writing:
            _give_back(kept, Refused("import_broke_off"))
        else:
            kept.error, kept.progress = refusal_to_json(Refused("file_not_understood")), 100
        commit()
    return to_read, to_write
