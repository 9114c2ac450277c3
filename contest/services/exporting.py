"""Files that take a while: asked for on a page, made in the background, fetched from a list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contest.documents import DOCUMENTS
from contest.documents.published import Published
from contest.rules.days import vietnam_day
from contest.rules.permissions import Actor, visible_units
from contest.rules.refusals import Refused
from contest.rules.vietnamese import fold
from contest.services import bank_files, round_papers
from contest.services.bank_files import Wish
from contest.services.rounds import round_facts
from contest.storage import exports, publications, units
from contest.storage.contests import Contest
from contest.storage.db import commit, rollback, session
from contest.storage.people import audit
from contest.storage.publications import Export, Publication

LISTED = 50
_MAKING = bank_files.MAKING | round_papers.MAKING


@dataclass(frozen=True)
class File:
    """A file that was asked for. `error` is a code of the wording; empty unless it failed."""

    id: int
    kind: str
    title: str
    unit_id: int | None
    asked_by_id: int
    asked_ms: int
    progress: int
    finished_ms: int | None
    error: str
    file_name: str

    @property
    def ready(self) -> bool:
        return self.finished_ms is not None and not self.error

    @property
    def waiting(self) -> bool:
        return self.finished_ms is None


def request_export(
    kind: str, parameters: dict[str, Any], actor: Actor, now_ms: int, enqueue: Callable[[int], object]
) -> int:
    """Note the wish and hand its id to `enqueue`, which has `run_export` called; returns the id.

    `parameters`: {"publication_id": …}. Raises Refused("unknown_export") or Refused("not_found").
    """
    if kind not in DOCUMENTS:
        raise Refused("unknown_export")
    publication, contest = _publication(parameters.get("publication_id"))
    round_name = round_facts(publication.round_id).name if publication.round_id else ""
    title = " – ".join(part for part in (contest.name, round_name) if part)
    wish = Wish(kind, {"publication_id": publication.id}, contest.unit_id, title)
    return request_file(wish, actor, now_ms, enqueue, publication=publication.id)


def request_file(wish: Wish, actor: Actor, now_ms: int, enqueue: Callable[[int], object], **told: int) -> int:
    """The same for any wish; `told` goes into the log."""
    row = Export(
        kind=wish.kind,
        parameters=wish.parameters,
        unit_id=wish.unit_id,
        title=wish.title,
        asked_by_id=actor.person_id,
        asked_ms=now_ms,
    )
    session().add(row)
    session().flush()
    export_id = row.id
    audit(actor.person_id, "export.requested", "export", export_id, now_ms, kind=wish.kind, **told)
    commit()
    enqueue(export_id)
    return export_id


def run_export(export_id: int, now_ms: int) -> None:
    """Make the file and keep it; a second run finds it made and does nothing.

    Progress is committed on the way, so that the waiting page sees it. A failure is noted for the
    person who asked and raised for the worker's log.
    """
    wish = exports.find(export_id)
    if wish is None or wish.finished_ms is not None:
        return
    kind, parameters = wish.kind, wish.parameters
    exports.set_progress(export_id, 10)
    commit()
    try:
        if kind in _MAKING:
            name, content = _MAKING[kind](parameters)
        else:
            published = _published(parameters["publication_id"])
            exports.set_progress(export_id, 40)
            commit()
            name, content = _file_name(kind, published), DOCUMENTS[kind].write(published)
    except Exception:
        rollback()
        exports.finish(export_id, now_ms, error="export_failed")
        commit()
        raise
    exports.finish(export_id, now_ms, file_name=name, content=content)
    commit()


def list_exports(actor: Actor) -> list[File]:
    """The newest files the person may fetch: their own, and those of what they organise."""
    return [_file(e) for e in exports.visible(actor.person_id, visible_units(actor), LISTED)]


def file(export_id: int) -> File:
    """Raises Refused("not_found")."""
    return _file(_export(export_id))


def content(export_id: int) -> bytes:
    """Raises Refused("export_not_ready") while it is being made or after it failed."""
    made = _export(export_id).content
    if made is None:
        raise Refused("export_not_ready")
    return made


def _export(export_id: int) -> Export:
    found = exports.find(export_id)
    if found is None:
        raise Refused("not_found")
    return found


def _file(e: Export) -> File:
    return File(
        id=e.id,
        kind=e.kind,
        title=e.title,
        unit_id=e.unit_id,
        asked_by_id=e.asked_by_id,
        asked_ms=e.asked_ms,
        progress=e.progress,
        finished_ms=e.finished_ms,
        error=e.error,
        file_name=e.file_name,
    )


def _publication(publication_id: object) -> tuple[Publication, Contest]:
    found = session().get(Publication, publication_id) if isinstance(publication_id, int) else None
    if found is None or found.round_id is None:
        raise Refused("not_found")
    return found, session().get_one(Contest, found.contest_id)


def _published(publication_id: int) -> Published:
    publication, contest = _publication(publication_id)
    facts = round_facts(publication.round_id or 0)
    unit = session().get(units.Unit, contest.unit_id)
    return Published(
        contest=contest.name,
        round=facts.name,
        organiser=unit.name if unit else "",
        number=publication.number,
        kind=publication.kind,
        at_ms=publication.at_ms,
        digest=publication.digest,
        entries=tuple(publications.entries(publication_id)),
        divisions={d["code"]: d["name"] for d in publication.rules["divisions"]},
    )


def _file_name(kind: str, published: Published) -> str:
    """Without diacritics, with the day of the publication."""
    name = {"result_list": "ket-qua", "commendation_list": "de-nghi-khen-thuong"}[kind]
    round_name = "-".join(fold(published.round).split())
    safe = "".join(c for c in round_name if c.isalnum() or c == "-")
    return f"{name}-{safe}-{vietnam_day(published.at_ms).isoformat()}.{DOCUMENTS[kind].EXTENSION}"
