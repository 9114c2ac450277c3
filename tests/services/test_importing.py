"""Importing questions: what a file would do, what it does, once, and never by half."""

import time

import pytest
from sqlalchemy import func, select

from contest.formats import read_bank
from contest.rules.item_lines import Fate
from contest.rules.refusals import Refused
from contest.services import banks, import_errors, importing
from contest.storage import items
from contest.storage.banks import ItemRow, ItemVersion, drawable
from contest.storage.db import session
from contest.storage.people import AuditEntry
from tests.support.questions import csv_file, make_bank, question, sheet_of


@pytest.fixture
def bank(any_app, cast, now):
    return make_bank(cast.units["province"], now)


def bring(bank, content, person, now, name="cau-hoi.csv"):
    return importing.upload(bank, name, content, person, now)


def fates(bank, content, person, now):
    found = importing.preview(bring(bank, content, person, now), person)
    return [line.fate for line in found.lines]


def test_fresh_questions_are_new_and_become_drafts_of_the_importer(bank, cast, now):
    chi = cast.people["chi"]
    upload = bring(bank, sheet_of([question(1, status="appraised"), question(2, code="")]), chi, now)
    outcome = importing.apply(upload, chi, {0, 1}, now)
    assert (outcome["added"], outcome["changed"], outcome["skipped"]) == (2, 0, 0)
    rows = items.all_current(bank)
    assert [(row.code, row.status, row.author_id) for row, _ in rows] == [
        ("C-0001", "draft", chi),
        ("CH-0001", "draft", chi),
    ]
    assert rows[0][1].content["appraiser_name"] == ""


def test_each_line_is_told_new_changed_same_repeated_or_invalid(bank, cast, now):
    chi = cast.people["chi"]
    known = [question(1), question(2)]
    importing.import_items(bank, read_bank("a.csv", sheet_of(known)), chosen_rows=None, author_id=chi, now_ms=now)
    again = [
        question(1),
        question(2, explanation="Viết lại."),
        question(3),
        question(3, code="KHAC"),
        question(4, stem=""),
    ]
    assert fates(bank, sheet_of(again), chi, now) == [
        Fate.SAME,
        Fate.CHANGED,
        Fate.NEW,
        Fate.REPEATED,
        Fate.INVALID,
    ]


def test_without_a_code_an_item_is_known_by_its_content(bank, cast, now):
    chi = cast.people["chi"]
    importing.import_items(
        bank, read_bank("a.csv", sheet_of([question(1)])), chosen_rows=None, author_id=chi, now_ms=now
    )
    assert fates(bank, sheet_of([question(1, code="")]), chi, now) == [Fate.SAME]


def test_a_code_used_twice_in_the_file_is_an_error_of_the_second_row(bank, cast, now):
    chi = cast.people["chi"]
    found = importing.preview(bring(bank, sheet_of([question(1), question(2, code="c-0001")]), chi, now), chi)
    assert [(line.fate, [p.code for p in line.problems]) for line in found.lines] == [
        (Fate.NEW, []),
        (Fate.INVALID, ["repeated_code"]),
    ]


def test_a_changed_item_gets_a_second_version_and_is_a_draft_again(bank, cast, now):
    chi, yen = cast.people["chi"], cast.people["yen"]
    first = read_bank("a.csv", sheet_of([question(1, status="appraised", author_name="Nguyễn Thị Chi")]))
    importing.import_items(bank, first, chosen_rows=None, author_id=chi, now_ms=now, trusted=True)
    importing.apply(bring(bank, sheet_of([question(1, explanation="Mới.")]), yen, now), yen, {0}, now)
    row, version = items.all_current(bank)[0]
    assert (row.version_number, row.status, version.written_by_id) == (2, "draft", yen)
    assert session().scalar(select(func.count(ItemVersion.id))) == 2


def test_only_ticked_valid_rows_are_written(bank, cast, now):
    chi = cast.people["chi"]
    upload = bring(bank, sheet_of([question(1), question(2), question(3, stem="")]), chi, now)
    outcome = importing.apply(upload, chi, {1, 2}, now)
    assert (outcome["added"], outcome["skipped"]) == (1, 2)
    assert [row.code for row, _ in items.all_current(bank)] == ["C-0002"]


def test_applying_twice_is_refused(bank, cast, now):
    chi = cast.people["chi"]
    upload = bring(bank, sheet_of([question(1)]), chi, now)
    importing.apply(upload, chi, {0}, now)
    with pytest.raises(Refused, match="already_applied"):
        importing.apply(upload, chi, {0}, now)


def test_nobody_else_may_see_or_apply_an_upload(bank, cast, now):
    upload = bring(bank, sheet_of([question(1)]), cast.people["chi"], now)
    for deed in (importing.preview, lambda u, p: importing.apply(u, p, {0}, now), import_errors.invalid_rows):
        with pytest.raises(Refused, match="not_found"):
            deed(upload, cast.people["dung"])


def test_a_file_that_cannot_be_read_is_not_kept(bank, cast, now):
    with pytest.raises(Refused, match="empty_file"):
        bring(bank, b"", cast.people["chi"], now)


def test_a_near_duplicate_names_the_item_it_resembles(bank, cast, now):
    chi = cast.people["chi"]
    importing.import_items(
        bank, read_bank("a.csv", sheet_of([question(1)])), chosen_rows=None, author_id=chi, now_ms=now
    )
    alike = question(1, code="", stem=question(1).stem.replace("trước tiên", "đầu tiên"))
    found = importing.preview(bring(bank, sheet_of([alike]), chi, now), chi)
    assert found.lines[0].fate is Fate.NEW
    assert found.lines[0].alike is not None
    assert found.lines[0].alike[0] == "C-0001"


def test_faulty_rows_come_back_in_the_users_own_sheet_with_what_is_wrong(bank, cast, now):
    chi = cast.people["chi"]
    content = csv_file(
        [["X1", "Câu hỏi một?", "a", "b", "c", "d", "A", "", ""], ["X2", "Câu hai?", "a", "b", "", "", "F", "", ""]]
    )
    sheet = import_errors.invalid_rows(bring(bank, content, chi, now), chi)
    from contest.formats import tables

    rows = tables.read_sheets("loi.xlsx", sheet)[0].rows
    assert rows[0].cells[-1] == "Lỗi"
    assert [(r.cell(0), r.cell(6)) for r in rows[1:]] == [("X2", "F")]
    assert "“F”" in rows[1].cells[-1]


def test_trusted_import_keeps_status_author_and_appraiser_named_in_the_file(bank, cast, now):
    item = question(1, status="appraised", author_name="Nguyễn Thị Chi", appraiser_name="Trần Hải Yến")
    reading = read_bank("a.csv", sheet_of([item]))
    importing.import_items(bank, reading, chosen_rows=None, author_id=None, now_ms=now, trusted=True)
    row, version = items.all_current(bank)[0]
    assert (row.status, row.appraiser_id, version.written_by_id) == (
        "appraised",
        cast.people["yen"],
        cast.people["chi"],
    )


def test_samples_and_expired_items_are_never_drawn(bank, cast, now):
    from datetime import date

    from contest.rules.items import LegalBasis

    expired = (LegalBasis("Luật cũ", valid_to=date(2025, 12, 31)),)
    sheet = sheet_of(
        [
            question(1, status="appraised"),
            question(2, status="appraised", scope="sample"),
            question(3, status="appraised", legal_basis=expired),
            question(4),
        ]
    )
    importing.import_items(bank, read_bank("a.csv", sheet), chosen_rows=None, author_id=None, now_ms=now, trusted=True)
    assert [session().get(ItemRow, d.item_id).code for d in drawable(bank, date(2026, 11, 22))] == ["C-0001"]
    assert len(drawable(bank, date(2025, 12, 31))) == 2


def test_a_thousand_rows_are_previewed_against_a_thousand_and_written(bank, cast, now):
    chi = cast.people["chi"]
    old = [question(n) for n in range(1000)]
    importing.import_items(bank, read_bank("a.csv", sheet_of(old)), chosen_rows=None, author_id=chi, now_ms=now)
    new = [
        question(n, code="", stem=f"Tình huống {n}: người dân hỏi về lệ phí thì trả lời ra sao?") for n in range(1000)
    ]
    started = time.perf_counter()
    upload = bring(bank, sheet_of(new, "xlsx"), chi, now, "moi.xlsx")
    outcome = importing.apply(upload, chi, range(1000), now)
    assert outcome["added"] == 1000
    assert time.perf_counter() - started < 30


def test_what_was_imported_is_recorded(bank, cast, now):
    chi = cast.people["chi"]
    importing.apply(bring(bank, sheet_of([question(1)]), chi, now), chi, {0}, now)
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "bank.import")).one()
    assert (entry.actor_id, entry.subject_id, entry.details["added"]) == (chi, bank, 1)


def test_the_export_of_a_bank_imports_as_the_same_items(bank, cast, now):
    chi = cast.people["chi"]
    sheet = sheet_of([question(1), question(2, type="short_answer", options=(), key=(), accepted=("một lần", "1 lần"))])
    importing.import_items(bank, read_bank("a.csv", sheet), chosen_rows=None, author_id=chi, now_ms=now)
    for format_name in ("xlsx", "csv"):
        written = banks.export_bank(bank, format_name)
        assert set(fates_of(bank, format_name, written)) == {Fate.SAME}


def fates_of(bank, format_name, content):
    return [line.fate for line in importing.compared(bank, read_bank(f"x.{format_name}", content))]
