"""What the desk tells people to do next, and in which order."""

import pytest

from contest.services.actors import actor_for
from contest.services.closing import close_round
from contest.services.next_steps import Urgency, next_steps
from contest.services.snapshots import forget_snapshots
from contest.storage.banks import ItemRow
from contest.storage.contests import rounds_of
from contest.storage.db import commit, session
from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds
from tests.support.rounds import make_round

DAY = 24 * HOUR


@pytest.fixture
def steps(any_app, cast):
    def told(who, now_ms=NOW):
        forget_snapshots()
        session().expire_all()
        return {s.code: s for s in next_steps(actor_for(cast.person(who)), now_ms)}

    return told


def test_an_empty_installation_asks_for_nothing(steps):
    assert steps("dung") == {}


def test_a_draft_that_opens_tomorrow_comes_first(cast, steps):
    make_banks(cast)
    made = make_contest(cast, starts_ms=NOW + DAY)
    found = steps("dung")
    assert found["announce"].urgency is Urgency.NOW
    assert (found["announce"].target_id, found["announce"].due_ms) == (made.id, NOW + DAY)
    assert next(iter(found)) == "announce"


def test_a_draft_that_opens_next_month_can_wait(cast, steps):
    make_banks(cast)
    make_contest(cast, starts_ms=NOW + 30 * DAY)
    assert steps("dung")["announce"].urgency is Urgency.LATER


def test_a_round_without_a_bank_is_named_by_its_date(cast, steps):
    made = make_contest(cast, starts_ms=NOW + 3 * DAY)  # its banks do not exist
    step = steps("dung")["choose_bank"]
    assert (step.urgency, step.target_id, step.due_ms) == (Urgency.SOON, rounds(made)[0].id, NOW + 3 * DAY)


def test_a_bank_that_lacks_items_says_how_many(cast, steps):
    make_banks(cast, per_level=7)  # the default blueprint draws 8 easy, 8 medium, 4 hard
    make_contest(cast, starts_ms=NOW + DAY)
    assert steps("dung")["fill_blueprint"].details["count"] == 4  # two for each division
    assert "choose_bank" not in steps("dung")


def test_an_ended_round_asks_to_be_closed_then_published(cast, steps):
    round_id = make_round(cast, opens_ms=NOW - 3 * HOUR, closes_ms=NOW - HOUR)
    assert steps("dung")["close"].target_id == round_id
    close_round(round_id, cast.people["dung"], NOW)
    found = steps("dung")
    assert "close" not in found
    assert found["publish"].urgency is Urgency.NOW


def test_units_without_entrants_are_counted_while_a_round_is_open(cast, steps):
    make_banks(cast)
    made = make_contest(cast, starts_ms=NOW - HOUR, announced=True)
    assert steps("dung")["remind_units"].details["count"] == 5  # all with a headcount
    enter(cast, rounds(made)[0], "an")
    assert steps("dung")["remind_units"].details["count"] == 4


def test_a_commune_is_told_of_its_own_people_in_the_contest_of_the_province(cast, steps):
    make_banks(cast)
    made = make_contest(cast, starts_ms=NOW - HOUR, announced=True)
    assert steps("lan")["remind_units"].details["count"] == 1
    enter(cast, rounds(made)[0], "binh")
    found = steps("lan")
    assert "remind_units" not in found
    assert found["remind_people"].details["count"] == 1  # Lan herself


def test_a_commune_is_told_nothing_else_of_the_province(cast, steps):
    make_round(cast, opens_ms=NOW - 3 * HOUR, closes_ms=NOW - HOUR)
    make_contest(cast)
    session().query(ItemRow).update({"status": "draft"})
    commit()
    assert steps("lan") == {}


def test_drafts_wait_for_those_who_may_appraise_them(cast, steps):
    make_banks(cast)
    session().query(ItemRow).update({"status": "draft"})
    commit()
    assert "appraise" in steps("yen")
    assert "appraise" in steps("dung")
    assert steps("chi") == {}


def test_people_who_cannot_log_in_are_told_before_the_opening(cast, steps):
    cast.person("binh").on_roster, cast.person("binh").activated_ms = True, None
    commit()
    assert "hand_out_codes" not in steps("dung")
    make_banks(cast)
    make_contest(cast, starts_ms=NOW + DAY, announced=True)
    assert steps("dung")["hand_out_codes"].details["count"] == 1


def test_what_is_official_asks_for_nothing(cast, steps):
    round_id = make_round(cast, opens_ms=NOW - 3 * HOUR, closes_ms=NOW - HOUR)
    row = rounds_of([session().get_one(type(rounds_of([1])[0]), round_id).contest_id])[0]
    row.closed_ms, row.published = NOW, "official"
    commit()
    assert steps("dung") == {}
