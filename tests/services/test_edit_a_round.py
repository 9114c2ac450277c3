"""A round's rules are free before it opens and locked from then on."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import Assumption, RuleSet
from contest.services import round_editing
from contest.services.rounds import round_facts
from contest.storage.contests import Round
from contest.storage.db import session
from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds

pytestmark = pytest.mark.usefixtures("any_app")
DAY = 24 * HOUR


def edit(row: Round, rules: RuleSet, *, seen: int | None = None, now_ms: int = NOW, name: str = "Đợt mở đầu") -> None:
    version = row.version if seen is None else seen
    round_editing.edit_rules(row.id, name=name, rules=rules, seen_version=version, actor_id=None, now_ms=now_ms)


def minutes(row: Round, value: int) -> RuleSet:
    return row.ruleset.model_copy(update={"minutes": value})


def test_new_rules_are_seen_at_once_with_a_new_version(cast):
    row = rounds(make_contest(cast))[0]
    before = round_facts(row.id)
    edit(row, minutes(row, 15))
    after = round_facts(row.id)
    assert (after.rules.minutes, after.name) == (15, "Đợt mở đầu")
    assert after.version > before.version


def test_a_window_that_moves_is_copied_for_lists(cast):
    row = rounds(make_contest(cast))[0]
    edit(row, row.ruleset.model_copy(update={"opens_ms": NOW + HOUR, "rehearsal": True}))
    session().expire_all()
    row = session().get(Round, row.id)
    assert (row.opens_ms, row.rehearsal) == (NOW + HOUR, True)


def test_a_value_decided_by_the_organiser_is_no_longer_assumed(cast):
    row = rounds(make_contest(cast, preset="hue_2025"))[0]
    edit(row, minutes(row, 15))
    assumed = round_facts(row.id).rules.assumptions
    assert Assumption.MINUTES not in assumed
    assert Assumption.POINTS in assumed


@pytest.mark.parametrize("after_ms", [0, HOUR])
def test_an_announced_round_locks_when_it_opens(cast, after_ms):
    make_banks(cast)
    row = rounds(make_contest(cast, announced=True))[0]
    edit(row, minutes(row, 16), now_ms=row.opens_ms - 1)
    session().expire_all()
    with pytest.raises(Refused, match="rules_locked"):
        edit(row, minutes(row, 17), now_ms=row.opens_ms + after_ms)
    session().rollback()
    assert session().get(Round, row.id).ruleset.minutes == 16


def test_a_draft_stays_free_whatever_the_clock_says(cast):
    row = rounds(make_contest(cast))[0]
    edit(row, minutes(row, 15), now_ms=row.opens_ms + HOUR)
    assert round_facts(row.id).rules.minutes == 15


def test_a_round_in_which_anybody_has_a_paper_is_locked(cast):
    row = rounds(make_contest(cast))[0]
    enter(cast, row, "an")
    with pytest.raises(Refused, match="rules_locked"):
        edit(row, minutes(row, 15))


def test_of_two_editors_the_later_is_told_that_the_round_changed(cast):
    row = rounds(make_contest(cast))[0]
    seen = row.version
    edit(row, minutes(row, 15), seen=seen)
    with pytest.raises(Refused, match="round_changed"):
        edit(row, minutes(row, 25), seen=seen)
    session().rollback()
    assert session().get(Round, row.id).ruleset.minutes == 15


def test_units_that_may_enter_must_exist(cast):
    row = rounds(make_contest(cast))[0]
    edit(row, row.ruleset.model_copy(update={"entry_units": ("SNV",)}))
    session().expire_all()
    with pytest.raises(Refused) as refusal:
        edit(row, row.ruleset.model_copy(update={"entry_units": ("SNV", "SAO-HOA")}))
    assert (refusal.value.code, refusal.value.details) == ("unknown_units", {"codes": "SAO-HOA"})


def test_an_announced_round_keeps_papers_that_can_be_drawn(cast):
    make_banks(cast)
    row = rounds(make_contest(cast, announced=True))[0]
    first, *others = row.ruleset.divisions
    unfillable = row.ruleset.model_copy(
        update={"divisions": (first.model_copy(update={"bank_code": "khong-co"}), *others)}
    )
    with pytest.raises(Refused, match="round_without_bank"):
        edit(row, unfillable)


def test_a_rehearsal_is_added_a_day_before_the_first_round_with_its_rules(cast):
    made = make_contest(cast, starts_ms=NOW + 10 * DAY)
    rehearsal = round_editing.add_round(made.id, rehearsal=True, actor_id=None, now_ms=NOW)
    first = rounds(made)[0]
    assert (rehearsal.number, rehearsal.name, rehearsal.rehearsal) == (5, "Thử hệ thống", True)
    assert (rehearsal.opens_ms, rehearsal.closes_ms) == (first.opens_ms - DAY, first.opens_ms)
    assert rehearsal.ruleset.divisions == first.ruleset.divisions


def test_a_rehearsal_added_late_opens_now(cast):
    made = make_contest(cast, starts_ms=NOW + HOUR)
    assert round_editing.add_round(made.id, rehearsal=True, actor_id=None, now_ms=NOW).opens_ms == NOW


def test_one_more_round_follows_the_last_week(cast):
    made = make_contest(cast)
    last = rounds(made)[-1]
    more = round_editing.add_round(made.id, rehearsal=False, actor_id=None, now_ms=NOW)
    assert (more.number, more.name, more.opens_ms) == (5, "Đợt 5", last.opens_ms + 7 * DAY)


def test_a_round_that_has_not_opened_can_be_taken_away(cast):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    found = rounds(made)
    assert round_editing.remove_round(found[3].id, actor_id=None, now_ms=NOW) == made.id
    with pytest.raises(Refused, match="rules_locked"):
        round_editing.remove_round(found[0].id, actor_id=None, now_ms=found[0].opens_ms)
    session().rollback()
    assert [r.number for r in rounds(made)] == [1, 2, 3]
