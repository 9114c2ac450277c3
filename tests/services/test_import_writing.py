"""Many chosen questions are written by the worker: all or none, once, and their owner is told how it went."""

import pytest

from contest.formats.confined import Limits
from contest.rules.refusals import Refused
from contest.services import import_reading, import_work, import_writing, importing
from contest.services.import_work import work_of
from contest.storage import items
from contest.storage.db import rollback, session
from contest.storage.people import Upload
from tests.support.questions import make_bank, question, sheet_of


@pytest.fixture
def bank(any_app, cast, now, monkeypatch):
    monkeypatch.setattr(import_writing, "AT_ONCE", 2)
    return make_bank(cast.units["province"], now)


@pytest.fixture
def chi(cast):
    return cast.people["chi"]


def previewed(bank, owner, now, count=4):
    content = sheet_of([question(n) for n in range(1, count + 1)])
    return importing.preview(importing.upload(bank, "cau-hoi.csv", content, owner, now), owner)


def ordered(bank, owner, now):
    """The id of an upload whose four questions wait to be written."""
    asked = []
    import_writing.write(previewed(bank, owner, now), owner, now, asked.append)
    return asked[0]


def codes(bank):
    session().expire_all()
    return [row.code for row, _ in items.all_current(bank)]


def test_few_are_written_at_once(bank, chi, now):
    asked = []
    import_writing.write(previewed(bank, chi, now, count=2), chi, now, asked.append)
    assert (asked, codes(bank)) == ([], ["C-0001", "C-0002"])


def test_many_wait_for_the_worker_and_are_then_written_with_their_owners_ticks(bank, chi, now):
    found = previewed(bank, chi, now)
    import_work.leave_out(found.upload.id, chi, {0, 1}, {0})
    asked = []
    import_writing.write(importing.preview(found.upload.id, chi), chi, now, asked.append)
    assert (asked, codes(bank)) == ([found.upload.id], [])
    import_writing.write_upload(asked[0], now + 5)
    assert codes(bank) == ["C-0001", "C-0003", "C-0004"]
    kept = session().get_one(Upload, asked[0])
    assert (kept.applied_ms, kept.progress, kept.outcome["added"]) == (now + 5, 100, 3)


def test_nobody_changes_the_order_while_it_waits(bank, chi, now):
    upload = ordered(bank, chi, now)
    for change in (
        lambda: import_work.leave_out(upload, chi, {0}, ()),
        lambda: import_work.restore(upload, chi, 0),
        lambda: import_writing.write(importing.preview(upload, chi), chi, now, lambda _id: None),
    ):
        with pytest.raises(Refused, match="being_written"):
            change()


def test_running_twice_writes_once(bank, chi, now):
    upload = ordered(bank, chi, now)
    import_writing.write_upload(upload, now)
    import_writing.write_upload(upload, now + 1)
    assert len(codes(bank)) == 4
    assert session().get_one(Upload, upload).applied_ms == now


def test_what_a_killed_worker_had_in_hand_is_found_and_written_once(bank, chi, now, monkeypatch):
    upload = ordered(bank, chi, now)

    def killed(*_):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(importing, "add_items", killed)
        with pytest.raises(SystemExit):
            import_writing.write_upload(upload, now)
    rollback()  # as the database does for a lost connection
    assert (import_writing.take_up(), codes(bank)) == (([], [upload]), [])
    import_writing.write_upload(upload, now)
    assert (import_writing.take_up(), len(codes(bank))) == (([], []), 4)


def test_what_workers_may_die_of_is_given_back_after_three_of_them(bank, chi, now):
    upload = ordered(bank, chi, now)
    assert [import_writing.take_up() for _ in range(4)] == [([], [upload])] * 3 + [([], [])]
    kept = session().get_one(Upload, upload)
    assert (kept.progress, work_of(kept).refused["code"], codes(bank)) == (100, "import_broke_off", [])


def test_a_queue_that_takes_nothing_gives_the_file_back(bank, chi, now):
    found = previewed(bank, chi, now)
    with pytest.raises(ZeroDivisionError):
        import_writing.write(found, chi, now, lambda _id: 1 / 0)
    assert work_of(session().get_one(Upload, found.upload.id)).refused["code"] == "import_broke_off"


def test_a_failure_writes_nothing_and_gives_the_file_back_with_the_reason(bank, chi, now, monkeypatch):
    upload = ordered(bank, chi, now)
    with monkeypatch.context() as broken:
        broken.setattr(importing.pictures, "keep", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            import_writing.write_upload(upload, now)
    kept = session().get_one(Upload, upload)
    assert (codes(bank), kept.progress, kept.applied_ms) == ([], 100, None)
    assert work_of(kept).refused["code"] == "import_broke_off"
    import_writing.write(importing.preview(upload, chi), chi, now, lambda _id: None)
    assert work_of(session().get_one(Upload, upload)).refused == {}


def test_an_order_that_has_nothing_left_to_write_says_so(bank, chi, now):
    first, second = ordered(bank, chi, now), ordered(bank, chi, now)
    import_writing.write_upload(first, now)
    import_writing.write_upload(second, now)
    assert work_of(session().get_one(Upload, second)).refused["code"] == "nothing_ticked"
    assert len(codes(bank)) == 4


def test_files_that_are_still_to_be_read_are_told_from_those_to_be_written(bank, chi, now, monkeypatch):
    monkeypatch.setattr(import_reading, "AT_ONCE", 2)
    content = sheet_of([question(n) for n in range(1, 4)])
    upload = import_reading.upload(bank, "a.csv", content, chi, now, limits=Limits(), enqueue=lambda _id: None)
    assert import_writing.take_up() == ([upload], [])
