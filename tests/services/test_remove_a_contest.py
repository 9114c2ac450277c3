"""A draft that nobody ever saw may be deleted; anything else stays."""

import pytest

from contest.rules.refusals import Refused
from contest.services import contests
from contest.storage.contests import Contest, Round
from contest.storage.db import session
from tests.support.cast import NOW
from tests.support.contests import enter, make_banks, make_contest, rounds

pytestmark = pytest.mark.usefixtures("any_app")


def remove(contest_id):
    contests.remove_contest(contest_id, actor_id=None, now_ms=NOW)


def test_a_draft_goes_with_its_rounds_and_another_contest_stays(cast):
    draft, other = make_contest(cast), make_contest(cast)
    other_id = other.id
    remove(draft.id)
    assert [c.id for c in session().query(Contest)] == [other_id]
    assert {r.contest_id for r in session().query(Round)} == {other_id}


def test_what_is_or_was_announced_stays(cast):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    with pytest.raises(Refused, match="contest_not_a_draft"):
        remove(made.id)
    session().rollback()
    contests.withdraw(made.id, actor_id=None, now_ms=NOW)
    with pytest.raises(Refused, match="contest_not_a_draft"):
        remove(made.id)


def test_what_somebody_entered_stays(cast):
    made = make_contest(cast)
    enter(cast, rounds(made)[0], "an")
    with pytest.raises(Refused, match="contest_not_a_draft"):
        remove(made.id)


def test_what_is_not_there_is_not_found(cast):
    with pytest.raises(Refused, match="not_found"):
        remove(999)
