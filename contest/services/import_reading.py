"""Reading an uploaded file: at once where it is small, in the background where it is not."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from contest.formats.confined import HeadingsUnknown, Limits, Unfinished, read_confined
from contest.formats.limits import ContentLimits
from contest.formats.reading import Reading
from contest.formats.reading_json import (
    pictures_of,
    reading_from_json,
    reading_to_json,
    refusal_from_json,
    refusal_to_json,
)
from contest.rules.refusals import Refused
from contest.services.import_lines import doubtful, likenesses, twins
from contest.services.import_work import KIND, Work, work_of
from contest.settings import Settings
from contest.storage import pictures, uploads
from contest.storage.db import commit, rollback, session
from contest.storage.people import Upload

AT_ONCE = 500  # questions; more are compared with the bank in the background
PATIENCE = 5.0  # seconds a page waits for a reading before it leaves it to the background
SMALL = 300_000  # bytes; of a larger file no page waits for the reading
Enqueue = Callable[[int], object]


def limits_of(settings: Settings) -> Limits:
    """What this installation lets one reading use."""
    content = ContentLimits(
        members=settings.reader_members,
        expanded=settings.reader_expanded * 2**20,
        rows=settings.reader_rows,
        elements=settings.reader_elements,
        depth=settings.reader_depth,
        conversion=settings.reader_conversion,
    )
    return Limits(settings.reader_memory * 2**20, settings.reader_cpu, settings.reader_seconds, content)


def upload(
    bank_id: int,
    file_name: str,
    content: bytes,
    owner_id: int,
    now_ms: int,
    *,
    limits: Limits | None = None,
    enqueue: Enqueue | None = None,
) -> int:
    """Keep a file for its preview; its id. A table with unknown headings is kept too, to be explained.

    What takes long goes to `enqueue`, which has `read_upload` called (None: it is called here).
    Raises Refused where the file cannot be read.
    """
    found: Reading | HeadingsUnknown | None = None
    limits = limits or Limits()
    try:
        if len(content) <= SMALL:
            found = read_confined(file_name, content, limits, patience=PATIENCE)
    except HeadingsUnknown as unknown:
        found = unknown
    except Unfinished:
        pass
    kept = uploads.keep(KIND, owner_id, bank_id, file_name, content, now_ms)
    pictures.drop_stale(now_ms - uploads.KEPT_MS)
    if isinstance(found, HeadingsUnknown):
        _ask_for_columns(kept, found)
    elif found is None or len(found.entries) > AT_ONCE:
        kept.progress = 0
        if found:
            _store(kept, found, now_ms)
    else:
        _store(kept, found, now_ms)
        kept.work = _looked_over(bank_id, found, Work(), now_ms).to_json()
    commit()
    if kept.progress < 100:
        _later(kept.id, now_ms, limits, enqueue)
    return kept.id


def read_again(upload_id: int, now_ms: int, *, limits: Limits | None = None, enqueue: Enqueue | None = None) -> None:
    """Read a file whose columns were explained just now."""
    _later(upload_id, now_ms, limits or Limits(), enqueue)


def _later(upload_id: int, now_ms: int, limits: Limits, enqueue: Enqueue | None) -> None:
    if enqueue:
        enqueue(upload_id)
    else:
        read_upload(upload_id, now_ms, limits)


def read_upload(upload_id: int, now_ms: int, limits: Limits) -> None:
    """The background half: read what is not read yet, compare it with the bank, say how far it is.

    A second run finds it done and does nothing.
    """
    kept = uploads.find(upload_id)
    if kept is None or kept.progress == 100 or kept.target_id is None:
        return
    bank_id, work = kept.target_id, work_of(kept)
    try:
        reading = _stored(kept)
        if reading is None:
            uploads.set_progress(upload_id, 10)
            commit()
            reading = read_confined(kept.file_name, kept.content, limits, work.headers)
        uploads.set_progress(upload_id, 60)
        commit()
        work = _looked_over(bank_id, reading, work, now_ms)
        session().refresh(kept, with_for_update=True)
        if kept.progress == 100:  # another run was faster, and its owner may be at work on it already
            rollback()
            return
        if kept.reading is None:
            _store(kept, reading, now_ms)
        kept.work = work.to_json()
        kept.progress = 100
    except HeadingsUnknown as unknown:
        _ask_for_columns(kept, unknown)
    except Refused as refusal:
        kept.error, kept.progress = refusal_to_json(refusal), 100
    except Exception:
        rollback()
        kept.error, kept.progress = refusal_to_json(Refused("file_not_understood")), 100
        commit()
        raise
    commit()


def _looked_over(bank_id: int, reading: Reading, work: Work, now_ms: int) -> Work:
    """With what a person should look at, as far as it takes too long to find it for every page."""
    alike, doubts = likenesses(bank_id, reading), doubtful(reading, now_ms)
    return replace(work, alike=alike, twins=twins(reading), doubtful=doubts)


def reading_of_upload(kept: Upload) -> Reading:
    """What the file was read as.

    Raises Refused: still_reading, columns_unknown, or why it could not be read.
    """
    if kept.progress < 100 and not work_of(kept).writing:
        raise Refused("still_reading")
    if kept.reading is None and work_of(kept).sheets:
        raise Refused("columns_unknown")
    if kept.error:
        raise refusal_from_json(kept.error)
    reading = _stored(kept)
    if reading is None:  # kept by an earlier version of the program
        raise Refused("not_found")
    return reading


def own_upload(upload_id: int, owner_id: int) -> Upload:
    """A file of questions its owner put here. Raises Refused("not_found")."""
    return uploads.waiting(upload_id, KIND, owner_id)


def waiting_here(bank_id: int, owner_id: int) -> list[Upload]:
    """Their files that were uploaded for this bank and not imported yet."""
    return uploads.open_ones(KIND, owner_id, bank_id)


def _store(kept: Upload, reading: Reading, now_ms: int) -> None:
    pictures.bring(pictures_of(reading).values(), now_ms)
    kept.reading = zlib.compress(json.dumps(reading_to_json(reading)).encode(), 1)
    kept.error = {}


def _stored(kept: Upload) -> Reading | None:
    if kept.reading is None:
        return None
    content: dict[str, Any] = json.loads(zlib.decompress(kept.reading))
    return reading_from_json(content)


def _ask_for_columns(kept: Upload, unknown: HeadingsUnknown) -> None:
    kept.work = replace(work_of(kept), sheets=unknown.sheets, headers={}).to_json()
    kept.error, kept.progress = refusal_to_json(unknown.refusal), 100
