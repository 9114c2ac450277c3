"""Files are asked for, made once in the background, and seen by those who may."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from contest.documents import DOCUMENTS, result_list
from contest.rules.refusals import Refused
from contest.services import exporting, publishing
from contest.services.actors import actor_for
from contest.services.closing import close_round
from contest.services.publishing import publish
from contest.storage.db import rollback
from tests.support.cast import HOUR
from tests.support.results import enter, make_contest, make_round, organiser


@pytest.fixture
def by(any_app, cast):
    return organiser(cast)


@pytest.fixture
def publication(by, cast, now):
    row = make_round(make_contest(cast), tie_breaks=["elapsed"])
    enter(row, cast.people["an"], elapsed_ms=61_500)
    enter(row, cast.people["binh"], correct=4)
    close_round(row.id, None, now)
    publish(row.id, "provisional", by, now)
    return publishing.newest(row.id).id


def ask(kind, publication, by, now, enqueue=lambda _id: None):
    return exporting.request_export(kind, {"publication_id": publication}, by, now, enqueue)


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_a_file_is_asked_for_then_made_then_fetched(publication, by, now, kind):
    queue = []
    export_id = ask(kind, publication, by, now, queue.append)
    assert queue == [export_id]
    waiting = exporting.file(export_id)
    assert (waiting.waiting, waiting.progress, waiting.asked_ms) == (True, 0, now)
    with pytest.raises(Refused) as no:
        exporting.content(export_id)
    assert no.value.code == "export_not_ready"
    exporting.run_export(export_id, now + 5)
    made = exporting.file(export_id)
    assert (made.ready, made.progress, made.finished_ms) == (True, 100, now + 5)
    assert made.file_name.endswith("-dot-1-2026-11-22.xlsx")
    assert made.file_name.isascii()
    book = CalamineWorkbook.from_filelike(BytesIO(exporting.content(export_id)))
    assert "Nguyễn Văn An" in str([book.get_sheet_by_index(n).to_python() for n in (0, 1)])


def test_running_twice_makes_it_once(publication, by, now, monkeypatch):
    export_id = ask("result_list", publication, by, now)
    exporting.run_export(export_id, now)
    first = exporting.content(export_id)
    monkeypatch.setattr(result_list, "write", lambda _published: b"other")
    exporting.run_export(export_id, now + HOUR)
    assert (exporting.content(export_id), exporting.file(export_id).finished_ms) == (first, now)


def test_a_file_shows_the_publication_it_was_asked_of_not_what_came_later(publication, by, cast, now):
    from contest.services.disqualifying import disqualify

    export_id = ask("result_list", publication, by, now)
    round_id = publishing.header(publication).round_id
    disqualify(round_id, cast.people["an"], "Làm bài hộ", cast.people["dung"], now)
    publish(round_id, "provisional", by, now, "Hủy kết quả")
    exporting.run_export(export_id, now)
    book = CalamineWorkbook.from_filelike(BytesIO(exporting.content(export_id)))
    assert "Nguyễn Văn An" in str(book.get_sheet_by_index(0).to_python())


def test_a_failure_is_told_to_who_asked_and_to_the_log(publication, by, now, monkeypatch):
    def broken(_published):
        raise RuntimeError("disk full")

    monkeypatch.setattr(result_list, "write", broken)
    export_id = ask("result_list", publication, by, now)
    with pytest.raises(RuntimeError):
        exporting.run_export(export_id, now)
    failed = exporting.file(export_id)
    assert (failed.error, failed.ready, failed.waiting) == ("export_failed", False, False)


def test_progress_is_seen_while_the_file_is_made(publication, by, now, monkeypatch):
    export_id = ask("result_list", publication, by, now)
    seen = []

    def write(_published):
        rollback()  # only what is committed is left
        seen.append(exporting.file(export_id).progress)
        return b"x"

    monkeypatch.setattr(result_list, "write", write)
    exporting.run_export(export_id, now)
    assert seen == [40]


def test_what_cannot_be_made_is_refused_at_once(publication, by, now):
    for kind, target, code in (
        ("passwords", publication, "unknown_export"),
        ("result_list", 999, "not_found"),
        ("result_list", None, "not_found"),
    ):
        with pytest.raises(Refused) as no:
            ask(kind, target, by, now)
        assert no.value.code == code
    assert exporting.list_exports(by) == []


def test_a_wish_that_is_gone_is_no_ones_fault(by, now):
    exporting.run_export(404, now)
    assert exporting.list_exports(by) == []


def test_lists_show_ones_own_files_and_those_of_ones_part_of_the_tree(publication, by, cast, now):
    export_id = ask("result_list", publication, by, now)

    def seen_by(name):
        return [f.id for f in exporting.list_exports(actor_for(cast.person(name)))]

    assert seen_by("dung") == [export_id]
    assert seen_by("quan") == [export_id]
    assert seen_by("lan") == []
    assert seen_by("an") == []
