"""An import can be taken back while nobody has used what it wrote; who brought what is on record."""

import pytest

from contest.formats import read_bank
from contest.rules.refusals import Refused
from contest.services import appraising, banks, import_undoing, importing, item_editing
from contest.services.actors import actor_for
from contest.storage import items
from contest.storage.db import session
from contest.storage.people import AuditEntry
from tests.support.questions import make_bank, question, sheet_of


@pytest.fixture
def bank(any_app, cast, now):
    return make_bank(cast.units["province"], now)


def bring(bank, found, person, now):
    upload = importing.upload(bank, "cau-hoi.csv", sheet_of(found), person, now)
    importing.apply(upload, person, range(len(found)), now)
    return upload


@pytest.fixture
def chi(bank, cast):
    return actor_for(cast.person("chi"))


@pytest.fixture
def yen(bank, cast):
    return actor_for(cast.person("yen"))


def ids(bank):
    return [row.id for row, _ in items.all_current(bank)]


def test_taking_back_removes_what_was_new(bank, chi, now):
    upload = bring(bank, [question(1), question(2)], chi.person_id, now)
    assert import_undoing.undo(bank, upload, chi, now) == 2
    assert ids(bank) == []


def test_taking_back_gives_changed_items_their_former_version_and_state(bank, chi, yen, now):
    bring(bank, [question(1)], chi.person_id, now)
    appraising.appraise(bank, dict.fromkeys(ids(bank), 1), yen, now)
    upload = bring(bank, [question(1, topic="PAPI")], chi.person_id, now)
    import_undoing.undo(bank, upload, chi, now)
    row, version = items.all_current(bank)[0]
    assert (row.version_number, row.status, row.appraiser_id, row.topic) == (
        1,
        "appraised",
        yen.person_id,
        "Cơ chế một cửa",
    )
    assert version.content["topic"] == "Cơ chế một cửa"


def test_a_version_that_was_taken_back_never_gives_its_number_to_another(bank, chi, now):
    bring(bank, [question(1)], chi.person_id, now)
    import_undoing.undo(bank, bring(bank, [question(1, topic="PAPI")], chi.person_id, now), chi, now)
    bring(bank, [question(1, topic="SIPAS")], chi.person_id, now)
    page = banks.item_page(bank, ids(bank)[0], now)
    assert (page.row.version_number, page.item.topic) == (3, "SIPAS")
    assert [seen.version.number for seen in page.versions] == [3, 1]


def test_imports_are_taken_back_one_after_another(bank, chi, now):
    first = bring(bank, [question(1)], chi.person_id, now)
    second = bring(bank, [question(1, topic="PAPI")], chi.person_id, now)
    import_undoing.undo(bank, second, chi, now)
    page = banks.item_page(bank, ids(bank)[0], now)
    assert (len(page.versions), page.item.topic) == (1, "Cơ chế một cửa")
    import_undoing.undo(bank, first, chi, now)
    assert ids(bank) == []


def test_what_was_taken_back_can_be_imported_again(bank, chi, now):
    first = bring(bank, [question(1)], chi.person_id, now)
    import_undoing.undo(bank, first, chi, now)
    bring(bank, [question(1)], chi.person_id, now)
    assert len(ids(bank)) == 1


def appraised(bank, chi, yen, now):
    appraising.appraise(bank, {ids(bank)[0]: 1}, yen, now)


def edited(bank, chi, yen, now):
    changed = question(1, explanation="Khác.")
    item_editing.edit_item(bank, ids(bank)[0], changed, seen_version=1, author_id=chi.person_id, now_ms=now)


def retired(bank, chi, yen, now):
    appraising.retire(bank, ids(bank)[:1], chi, now)


@pytest.mark.parametrize("used", [appraised, edited, retired])
def test_what_somebody_used_is_not_taken_back(bank, chi, yen, now, used):
    upload = bring(bank, [question(1), question(2)], chi.person_id, now)
    used(bank, chi, yen, now)
    with pytest.raises(Refused, match="import_in_use") as refused:
        import_undoing.undo(bank, upload, chi, now)
    assert refused.value.details["count"] == 1
    assert len(ids(bank)) == 2
    assert import_undoing.history(bank, chi)[0].in_use == 1


def test_an_import_is_taken_back_once(bank, chi, now):
    upload = bring(bank, [question(1)], chi.person_id, now)
    import_undoing.undo(bank, upload, chi, now)
    with pytest.raises(Refused, match="already_undone"):
        import_undoing.undo(bank, upload, chi, now)


def test_what_was_never_imported_is_not_taken_back(bank, chi, now):
    upload = importing.upload(bank, "a.csv", sheet_of([question(1)]), chi.person_id, now)
    with pytest.raises(Refused, match="not_imported_yet"):
        import_undoing.undo(bank, upload, chi, now)


def test_another_author_may_not_take_it_back_but_the_organiser_may(bank, cast, chi, yen, now):
    upload = bring(bank, [question(1)], chi.person_id, now)
    with pytest.raises(Refused, match="forbidden"):
        import_undoing.undo(bank, upload, yen, now)
    assert import_undoing.undo(bank, upload, actor_for(cast.person("dung")), now) == 1


def test_an_import_into_another_bank_is_not_found(bank, cast, chi, now):
    upload = bring(bank, [question(1)], chi.person_id, now)
    other = make_bank(cast.units["province"], now, code="khac")
    with pytest.raises(Refused, match="not_found"):
        import_undoing.undo(other, upload, chi, now)


def test_history_tells_who_when_which_file_and_what_became_of_it(bank, chi, now):
    reading = read_bank("a.csv", sheet_of([question(9)]))
    importing.import_items(bank, reading, chosen_rows=None, author_id=None, now_ms=now, file_name="a.csv", sha256="ab")
    upload = bring(bank, [question(1), question(2)], chi.person_id, now + 1)
    newest, oldest = import_undoing.history(bank, chi)
    assert (newest.who, newest.at_ms, newest.file_name, newest.format) == (
        "Nguyễn Thị Chi",
        now + 1,
        "cau-hoi.csv",
        "csv",
    )
    assert (newest.added, newest.changed, newest.skipped, newest.undoable, len(newest.sha256)) == (2, 0, 0, True, 64)
    assert (oldest.file_name, oldest.sha256, oldest.undoable) == ("a.csv", "ab", False)
    import_undoing.undo(bank, upload, chi, now + 2)
    again = import_undoing.history(bank, chi)[0]
    assert (again.undone_ms, again.undoable) == (now + 2, False)
    assert session().query(AuditEntry).filter_by(action="bank.import.undo", actor_id=chi.person_id).count() == 1


def test_items_of_types_that_cannot_be_played_stay_drafts(bank, chi, yen, now):
    upload = importing.upload(bank, "a.gift", "::M:: Ghép? {=a -> 1 =b -> 2 =c -> 3}\n".encode(), chi.person_id, now)
    importing.apply(upload, chi.person_id, {0}, now)
    outcome = appraising.appraise(bank, dict.fromkeys(ids(bank), 1), yen, now)
    assert list(outcome.refused) == ["not_playable"]
    assert banks.item_page(bank, ids(bank)[0], now).row.status == "draft"


def test_an_item_that_was_taken_back_never_gives_its_id_to_another(bank, chi, now):
    first = bring(bank, [question(n) for n in (1, 2, 3)], chi.person_id, now)
    given = ids(bank)
    import_undoing.undo(bank, first, chi, now)
    second = bring(bank, [question(4)], chi.person_id, now)
    assert not set(ids(bank)) & set(given)
    import_undoing.undo(bank, second, chi, now)
    bring(bank, [question(5), question(6)], chi.person_id, now)
    assert min(ids(bank)) > max(given) + 1
