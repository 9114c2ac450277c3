"""Answers on paper: keyed twice by two people, compared, and resolved where they differ."""

from dataclasses import replace

import pytest

from contest.rules.paper_entries import Keying, SheetState
from contest.rules.refusals import Refused
from contest.services import paper_entries
from contest.services.merging import merge_accounts
from contest.services.rounds import round_facts
from contest.storage.db import commit, session
from contest.storage.paper_entries import PaperSheet, RoundPaper
from contest.storage.people import AuditEntry
from tests.services.test_start_an_attempt import at_once
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.paper import actor, key, keying, make_papers, sheet_of
from tests.support.rounds import make_round


@pytest.fixture
def printed(any_app, cast):
    """A round open since an hour ago with two papers of six questions."""
    round_id = make_round(cast)
    make_papers(cast, round_id)
    return round_id


def test_papers_are_drawn_by_the_blueprint_and_never_change(printed, cast):
    first, second = session().query(RoundPaper).order_by(RoundPaper.code)
    assert (first.code, second.code, first.division) == ("001", "002", "can-bo")
    assert len(first.paper) == len(second.paper) == 6
    assert first.paper != second.paper
    before = first.paper
    assert make_papers(cast, printed, 1) == ["003"]
    assert session().get(RoundPaper, (printed, "001")).paper == before


def test_one_keying_waits_for_another_person(printed, cast):
    assert key(cast, printed, "dung") is SheetState.KEYED_ONCE
    with pytest.raises(Refused, match="paper_keyed_by_you"):
        key(cast, printed, "dung")
    assert key(cast, printed, "quan") is SheetState.AGREED
    with pytest.raises(Refused, match="paper_keyed_twice"):
        key(cast, printed, "quan")
    assert session().query(PaperSheet).count() == 1


def test_two_clicks_of_one_person_at_once_are_one_keying(printed, cast, any_app):
    what = keying(printed, 6)
    found = at_once(any_app, lambda: key(cast, printed, "dung", what), threads=4)
    assert sorted(found) == sorted([SheetState.KEYED_ONCE, *["paper_keyed_by_you"] * 3])


def test_different_keyings_are_named_and_resolved_against_the_sheet(printed, cast):
    key(cast, printed, "dung", keying(printed, 6))
    other = keying(printed, 4, minutes=11)
    assert key(cast, printed, "quan", other) is SheetState.DIFFERENT
    sheet = sheet_of(cast, printed)
    assert [d.key for d in sheet.differences] == ["minutes", "answer-4", "answer-5"]
    chosen = {"minutes": 11, "answer-4": sheet.first.answers[4], "answer-5": ""}
    paper_entries.resolve(round_facts(printed), actor(cast, "dung"), sheet.id, chosen, NOW)
    resolved = sheet_of(cast, printed)
    assert resolved.state is SheetState.AGREED
    assert resolved.agreed == replace(sheet.first, minutes=11, answers=(*sheet.first.answers[:5], ""))
    entry = session().query(AuditEntry).filter_by(action="paper.resolved").one()
    assert [line[0] for line in entry.details["resolved"]] == ["minutes", "answer-4", "answer-5"]


def test_resolving_asks_for_every_difference_and_reads_what_is_typed(printed, cast):
    key(cast, printed, "dung", keying(printed, 6))
    key(cast, printed, "quan", keying(printed, 5))
    sheet = sheet_of(cast, printed)

    def resolve(chosen):
        paper_entries.resolve(round_facts(printed), actor(cast, "dung"), sheet.id, chosen, NOW)

    with pytest.raises(Refused, match="value_required") as refused:
        resolve({})
    assert refused.value.field == "answer-5"
    with pytest.raises(Refused, match="unread_letter") as refused:
        resolve({"answer-5": "X"})
    assert refused.value.field == "answer-5"
    assert sheet_of(cast, printed).state is SheetState.DIFFERENT
    resolve({"answer-5": "b"})
    assert sheet_of(cast, printed).agreed.answers[5] == "B"
    with pytest.raises(Refused, match="nothing_differs"):
        resolve({"answer-5": "A"})


def test_a_code_that_one_misread_is_resolved_too(printed, cast):
    key(cast, printed, "dung", keying(printed, 6))
    key(cast, printed, "quan", replace(keying(printed, 6), code="002"))
    sheet = sheet_of(cast, printed)
    assert [d.key for d in sheet.differences] == ["code"]
    paper_entries.resolve(round_facts(printed), actor(cast, "dung"), sheet.id, {"code": "002"}, NOW)
    assert sheet_of(cast, printed).agreed.code == "002"


def test_the_second_person_is_not_told_what_the_first_keyed(printed, cast):
    key(cast, printed, "dung", keying(printed, 6))
    desk = paper_entries.desk(round_facts(printed), actor(cast, "quan"), cast.people["an"], "001", NOW)
    assert desk.sheet_id is not None
    assert not any(isinstance(value, Keying) for value in vars(desk).values())


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"code": "009"}, "unknown_paper", "code"),
        ({"minutes": 21}, "paper_minutes", "minutes"),
        ({"finished_ms": NOW + MINUTE}, "paper_in_future", "finished_ms"),
        ({"finished_ms": NOW - HOUR}, "paper_outside_window", "finished_ms"),
        ({"prediction": 10**30}, "prediction_malformed", "prediction"),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_at_its_field(printed, cast, change, code, field):
    with pytest.raises(Refused, match=f"^{code}$") as refused:
        key(cast, printed, "dung", replace(keying(printed, 6), **change))
    assert refused.value.field == field
    assert session().query(PaperSheet).count() == 0


def test_extra_time_of_the_person_counts(printed, cast):
    cast.person("an").extra_minutes = 10
    commit()
    assert key(cast, printed, "dung", keying(printed, 6, minutes=30)) is SheetState.KEYED_ONCE


def test_people_of_other_units_or_without_a_division_are_not_keyed(printed, cast):
    with pytest.raises(Refused, match="not_found"):
        key(cast, printed, "lan")  # An is of the ward
    cast.person("an").category = "pupil"
    commit()
    with pytest.raises(Refused, match="paper_no_division"):
        key(cast, printed, "dung")


def test_only_people_of_the_own_units_are_found_without_diacritics(any_app, cast):
    assert [p.name for p, _ in paper_entries.find_people(actor(cast, "dung"), "nguyen van an")] == ["Nguyễn Văn An"]
    assert [u for _, u in paper_entries.find_people(actor(cast, "dung"), "0900000001")] == ["Phường An Hòa"]
    assert paper_entries.find_people(actor(cast, "lan"), "nguyen van an") == []
    assert paper_entries.find_people(actor(cast, "dung"), " ") == []


def test_papers_of_an_older_blueprint_are_not_keyed(printed, cast):
    row = session().get(RoundPaper, (printed, "001"))
    row.paper = row.paper[:5]
    commit()
    with pytest.raises(Refused, match="paper_of_old_rules"):
        key(cast, printed, "dung", keying(printed, 5))


def test_a_sheet_keyed_for_the_wrong_person_is_taken_away_and_that_is_recorded(printed, cast):
    key(cast, printed, "dung")
    sheet = sheet_of(cast, printed)
    with pytest.raises(Refused, match="not_found"):
        paper_entries.remove(round_facts(printed), actor(cast, "lan"), sheet.id, NOW)
    paper_entries.remove(round_facts(printed), actor(cast, "quan"), sheet.id, NOW)
    assert session().query(PaperSheet).count() == 0
    assert session().query(AuditEntry).filter_by(action="paper.removed").count() == 1


def test_before_the_opening_nothing_is_keyed(any_app, cast):
    round_id = make_round(cast, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    make_papers(cast, round_id)
    with pytest.raises(Refused, match="paper_round_over"):
        key(cast, round_id, "dung")


def test_two_accounts_of_one_person_leave_one_sheet(printed, cast):
    for name in ("an", "binh"):
        key(cast, printed, "dung", who=name)
    merge_accounts(cast.person("an"), cast.person("binh"), now_ms=NOW)
    commit()
    assert [s.person_id for s in session().query(PaperSheet)] == [cast.people["binh"]]
