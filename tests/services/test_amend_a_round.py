"""After the opening: numbered amendments with a reason, extensions, further attempts."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import Prize, TieBreak
from contest.services import amending, board_sources, boards, contest_pages
from contest.services.rounds import forget_rounds, round_facts
from contest.storage.attempts import Attempt
from contest.storage.contests import Amendment, Contest, Round, granted_attempts
from contest.storage.db import commit, session
from tests.support.cast import HOUR, MINUTE
from tests.support.contests import enter, make_banks, make_contest, rounds
from tests.support.standings import stand
from tests.support.statements import recorded

pytestmark = pytest.mark.usefixtures("any_app")
REASON = "Mất điện diện rộng buổi sáng"


@pytest.fixture
def opened(any_app, cast):
    """The first round of an announced contest, and a moment an hour after it opened."""
    make_banks(cast)
    row = rounds(make_contest(cast, announced=True))[0]
    return row, row.opens_ms + HOUR


def amend(row, now_ms, reason=REASON, seen=None, **changes):
    rules = row.ruleset.model_copy(update=changes)
    version = row.version if seen is None else seen
    return amending.amend_rules(row.id, rules=rules, reason=reason, seen_version=version, actor_id=None, now_ms=now_ms)


def test_an_amendment_keeps_both_forms_and_the_reason(opened):
    row, now_ms = opened
    before = row.ruleset
    made = amend(row, now_ms, attempts_allowed=2)
    assert (made.number, made.kind, made.reason) == (1, "rules", REASON)
    assert made.details["before"] == before.model_dump(mode="json")
    assert made.details["after"]["attempts_allowed"] == 2
    assert made.details["changed"] == ["attempts_allowed"]
    assert round_facts(row.id).rules.attempts_allowed == 2


def test_amendments_are_numbered_in_order_whatever_their_kind(opened):
    row, now_ms = opened
    amend(row, now_ms, attempts_allowed=2)
    amending.extend(row.id, minutes=10, reason=REASON, actor_id=None, now_ms=now_ms)
    amending.grant_attempts(row.id, attempts=1, reason=REASON, actor_id=None, now_ms=now_ms)
    shown = contest_pages.changes_of(row.contest_id)
    assert [(c.amendment.number, c.amendment.kind) for c in shown] == [(3, "grant"), (2, "extend"), (1, "rules")]


@pytest.mark.parametrize("reason", ["", "   ", "abc", "x" * 501])
def test_no_change_goes_without_a_reason_people_can_read(opened, reason):
    row, now_ms = opened
    with pytest.raises(Refused, match="reason_required"):
        amend(row, now_ms, reason, attempts_allowed=2)
    with pytest.raises(Refused, match="reason_required"):
        amending.extend(row.id, minutes=5, reason=reason, actor_id=None, now_ms=now_ms)
    with pytest.raises(Refused, match="reason_required"):
        amending.grant_attempts(row.id, attempts=1, reason=reason, actor_id=None, now_ms=now_ms)
    assert session().query(Amendment).count() == 0


def test_before_the_opening_there_is_nothing_to_amend(opened):
    row, _ = opened
    with pytest.raises(Refused, match="not_opened_yet"):
        amend(row, row.opens_ms - 1, attempts_allowed=2)


def test_a_closed_round_is_not_amended(opened):
    row, now_ms = opened
    row.closed_ms = now_ms
    commit()
    with pytest.raises(Refused, match="round_closed"):
        amend(row, now_ms, attempts_allowed=2)


def test_an_amendment_that_changes_nothing_is_refused(opened):
    row, now_ms = opened
    with pytest.raises(Refused, match="rules_unchanged"):
        amend(row, now_ms)


def test_of_two_amenders_the_later_is_told_that_the_round_changed(opened):
    row, now_ms = opened
    seen = row.version
    amend(row, now_ms, attempts_allowed=2)
    session().expire_all()
    with pytest.raises(Refused, match="round_changed"):
        amend(row, now_ms, seen=seen, attempts_allowed=3)


def frozen_changes(row: Round):
    first, *others = row.ruleset.divisions
    other_bank = (first.model_copy(update={"bank_code": "khac"}), *others)
    return [
        {"opens_ms": row.opens_ms + MINUTE},
        {"closes_ms": row.closes_ms + MINUTE},
        {"minutes": 30},
        {"divisions": other_bank},
        {"points_per_item": 200},
        {"shuffle_items": False},
        {"counting": "last"},
        {"prediction": row.ruleset.prediction.model_copy(update={"required": False})},
        {"rehearsal": True},
    ]


def test_while_papers_are_drawn_nothing_that_would_change_them_is_amended(opened, cast):
    row, now_ms = opened
    enter(cast, row, "an")
    for changes in frozen_changes(row):
        with pytest.raises(Refused) as refusal:
            amend(row, now_ms, **changes)
        assert refusal.value.code == "frozen_by_attempts", changes
        session().rollback()
    first, *others = row.ruleset.divisions
    richer = (first.model_copy(update={"prizes": (Prize(title="giải Nhất", count=2),)}), *others)
    assert amend(row, now_ms, divisions=richer).details["changed"] == ["division_prizes"]


def test_without_papers_even_the_blueprint_may_be_amended_if_the_bank_can_fill_it(opened):
    row, now_ms = opened
    first, *others = row.ruleset.divisions
    with pytest.raises(Refused, match="round_without_bank"):
        amend(row, now_ms, divisions=(first.model_copy(update={"bank_code": "khac"}), *others))
    session().rollback()
    assert amend(row, now_ms, minutes=30).details["changed"] == ["minutes"]


def test_amended_tie_breaks_reorder_the_live_board(opened, cast):
    row, now_ms = opened
    stand(row, cast.people["an"], elapsed_ms=5000, finished_ms=now_ms)
    stand(row, cast.people["binh"], elapsed_ms=4000, finished_ms=now_ms + 1)
    commit()
    slug = session().get(Contest, row.contest_id).slug

    def board():
        forget_rounds()
        standpoint = board_sources.of_round(slug, 1, now_ms)
        page = boards.board_page(standpoint, boards.Filters("officials"), 1, now_ms)
        return [place.entry.line.person_id for place in page.places]

    assert board() == [cast.people["binh"], cast.people["an"]]
    amend(row, now_ms, tie_breaks=(TieBreak.FINISHED, TieBreak.ELAPSED))
    assert board() == [cast.people["an"], cast.people["binh"]]


def test_an_extension_moves_the_end_and_every_open_deadline_by_the_same_minutes(opened, cast):
    row, now_ms = opened
    late = enter(cast, row, "an", deadline_ms=row.closes_ms)
    early = enter(cast, row, "binh", deadline_ms=row.opens_ms + 20 * MINUTE)
    done = enter(cast, row, "hoa")
    done.submitted_ms = done.started_ms
    commit()
    before = {a.id: a.deadline_ms for a in (late, early, done)}
    made = amending.extend(row.id, minutes=45, reason=REASON, actor_id=None, now_ms=now_ms)
    session().expire_all()
    moved = {i: session().get(Attempt, i).deadline_ms - was for i, was in before.items()}
    assert moved == {late.id: 45 * MINUTE, early.id: 45 * MINUTE, done.id: 0}
    assert made.details["attempts_moved"] == 2
    assert round_facts(row.id).rules.closes_ms == row.closes_ms == made.details["before"] + 45 * MINUTE


@pytest.mark.parametrize("minutes", [0, -5, 7 * 24 * 60 + 1])
def test_an_extension_has_a_sensible_length(opened, minutes):
    row, now_ms = opened
    with pytest.raises(Refused, match="minutes_out_of_range"):
        amending.extend(row.id, minutes=minutes, reason=REASON, actor_id=None, now_ms=now_ms)


def granted(cast, row, name, *units):
    return granted_attempts(row.id, cast.people[name], [cast.units[u] for u in units])


def test_attempts_are_granted_to_one_to_a_subtree_or_to_all_and_add_up(opened, cast):
    row, now_ms = opened
    known = {"reason": REASON, "actor_id": None, "now_ms": now_ms}
    amending.grant_attempts(row.id, attempts=1, login="0900 000 001", **known)
    assert granted(cast, row, "an", "ward", "province") == 1
    assert granted(cast, row, "binh", "commune", "province") == 0
    amending.grant_attempts(row.id, attempts=2, unit_code="P-ANHOA", **known)
    assert granted(cast, row, "an", "ward", "province") == 3
    assert granted(cast, row, "hoa", "school", "ward", "province") == 2
    assert granted(cast, row, "hoa", "justice", "province") == 0
    amending.grant_attempts(row.id, attempts=1, **known)
    assert granted(cast, row, "an", "ward", "province") == 4
    assert granted(cast, row, "binh") == 1


def test_a_grant_holds_for_its_round_only(opened, cast):
    row, now_ms = opened
    amending.grant_attempts(row.id, attempts=1, reason=REASON, actor_id=None, now_ms=now_ms)
    contest = contest_pages.contest_by_slug("hoi-thi-cai-cach-hanh-chinh")
    other = rounds(contest)[1]
    assert granted_attempts(other.id, cast.people["an"], []) == 0


def test_granted_attempts_are_read_in_one_statement(opened, cast):
    row, _ = opened
    units = [cast.units["ward"], cast.units["province"]]
    with recorded() as sent:
        granted_attempts(row.id, cast.people["an"], units)
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("receiver", "code"),
    [({"login": "0999999999"}, "no_such_person"), ({"unit_code": "SAO-HOA"}, "no_such_unit"), ({}, None)],
)
def test_a_grant_names_somebody_who_exists(opened, receiver, code):
    row, now_ms = opened
    known = {"reason": REASON, "actor_id": None, "now_ms": now_ms}
    if code is None:
        assert amending.grant_attempts(row.id, attempts=1, **receiver, **known).details["scope"] == "everyone"
        return
    with pytest.raises(Refused, match=code):
        amending.grant_attempts(row.id, attempts=1, **receiver, **known)


@pytest.mark.parametrize("attempts", [0, 11])
def test_a_grant_has_a_sensible_size(opened, attempts):
    row, now_ms = opened
    with pytest.raises(Refused, match="attempts_out_of_range"):
        amending.grant_attempts(row.id, attempts=attempts, reason=REASON, actor_id=None, now_ms=now_ms)
