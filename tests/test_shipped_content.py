"""What question_banks/ ships: enough items, each explained and resting on law in force."""

from datetime import date

import pytest

from contest.formats import read_bank
from contest.formats.tables import read_sheets
from contest.rules.item_checks import checks
from contest.rules.items import Category, Scope, Status
from contest.settings import ROOT

FOLDER = ROOT / "question_banks"
BANKS = ["ngan-hang-cbccvc", "ngan-hang-nguoi-dan", "ngan-hang-mau"]
REAL = BANKS[:2]
# The day the banks were last appraised; raised when they are gone through again.
APPRAISED_ON = date(2026, 11, 22)


def items_of(name, suffix="csv"):
    file = FOLDER / f"{name}.{suffix}"
    reading = read_bank(file.name, file.read_bytes())
    assert reading.problems == ()
    assert all(entry.usable for entry in reading.entries)
    return [entry.item for entry in reading.entries]


@pytest.fixture(scope="module")
def real_items():
    return [item for name in REAL for item in items_of(name)]


@pytest.fixture(scope="module")
def usable(real_items):
    return [item for item in real_items if item.status == Status.APPRAISED]


def test_there_are_enough_items_over_enough_topics(usable):
    assert len(usable) >= 150
    assert len({item.topic for item in usable}) >= 12


def test_many_are_situations_and_many_fit_citizens(usable):
    assert sum(item.situational for item in usable) >= 40
    assert sum(not item.audience or Category.CITIZEN in item.audience for item in usable) >= 30


def test_every_item_has_an_explanation_and_a_legal_basis(real_items):
    assert [i.code for i in real_items if not (i.explanation and i.legal_basis)] == []


def test_every_appraised_item_rests_on_law_in_force(usable):
    expired = [i.code for i in usable if not all(basis.in_force(APPRAISED_ON) for basis in i.legal_basis)]
    assert expired == []


def test_drafts_say_what_they_wait_for(real_items):
    drafts = [i for i in real_items if i.status == Status.DRAFT]
    assert drafts
    assert [i.code for i in drafts if not i.note.startswith("Chờ thẩm định") or i.appraiser_name] == []


def test_nobody_appraised_their_own(real_items):
    assert [i.code for i in real_items if i.author_name == i.appraiser_name] == []


def test_the_sample_bank_can_never_be_drawn():
    assert {item.scope for item in items_of("ngan-hang-mau")} == {Scope.SAMPLE}


@pytest.mark.parametrize("name", BANKS)
def test_the_spreadsheet_and_the_text_file_say_the_same(name):
    assert items_of(name, "xlsx") == items_of(name)


def test_the_editors_own_checks_find_little_to_say(usable):
    doubts = {i.code: [p.code for p in found] for i in usable if (found := checks(i, APPRAISED_ON))}
    assert len(doubts) <= len(usable) // 20, doubts


def test_the_unit_list_is_the_same_in_both_forms_and_has_enough_units():
    file = FOLDER / "don-vi-tinh-binh-minh.csv"
    rows = [row.cells for row in read_sheets(file.name, file.read_bytes())[0].rows]
    book = FOLDER / "don-vi-tinh-binh-minh.xlsx"
    again = [row.cells for row in read_sheets(book.name, book.read_bytes())[0].rows]
    assert [[str(c) for c in row if c] for row in again] == [[str(c) for c in row if c] for row in rows]
    assert sum(bool(row[5]) for row in rows[1:]) >= 60
