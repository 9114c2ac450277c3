"""Starting: who may, how often, once whatever races, within three statements."""

import threading

import pytest

from contest.rules.attempt_tokens import Ticket
from contest.rules.refusals import Refused
from contest.services import playing
from contest.services.actors import unit_tree
from contest.services.rounds import forget_rounds
from contest.storage import attempts
from contest.storage.contests import Amendment, AttemptGrant, Contest, Round
from contest.storage.db import commit, db, session
from contest.storage.people import Person
from tests.support.cast import HOUR, MINUTE
from tests.support.rounds import make_round, sample_items
from tests.support.statements import keep_caches, recorded

SECRET = "bi-mat"


def start(cast, round_id, now, name="an"):
    return playing.start(cast.people[name], round_id, now, SECRET)


def finish(cast, started, now, name="an"):
    return playing.submit(Ticket(started.id, cast.people[name]), None, now)


def test_an_attempt_holds_paper_unit_division_and_deadline(any_app, cast, now):
    started = start(cast, make_round(cast), now)
    row = attempts.find(started.id)
    assert (row.number, row.unit_id, row.division) == (1, cast.units["ward"], "can-bo")
    assert (row.started_ms, row.deadline_ms, row.grace_ms) == (now, now + 20 * MINUTE, 30_000)
    assert len(row.paper) == 6
    assert all(sorted(order) == [0, 1, 2, 3] for _, order in row.paper)


def test_starting_takes_three_statements_at_most(any_app, cast, now, monkeypatch):
    keep_caches(monkeypatch)
    round_id = make_round(cast, attempts_allowed=1)
    start(cast, round_id, now, "binh")  # warms the caches
    unit_tree()
    with recorded() as sent:
        started = start(cast, round_id, now)
    assert len(sent) == 2
    with recorded() as sent:
        assert start(cast, round_id, now).resumed
    assert len(sent) == 1
    finish(cast, started, now + 1)
    _grant(round_id, now)
    with recorded() as sent:
        assert start(cast, round_id, now + 2).number == 2
    assert len(sent) == 3


def test_starting_again_resumes_the_open_attempt(any_app, cast, now):
    round_id = make_round(cast)
    first = start(cast, round_id, now)
    again = start(cast, round_id, now + MINUTE)
    assert (again.id, again.resumed, first.resumed) == (first.id, True, False)


def test_an_overdue_attempt_is_closed_before_a_new_one_starts(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=2)
    first = start(cast, round_id, now)
    second = start(cast, round_id, now + HOUR)
    assert second.number == 2
    closed = attempts.find(first.id)
    assert (closed.submitted_ms, closed.closed_by) == (closed.deadline_ms, "time")


def _grant(round_id, now, **whom):
    amendment = Amendment(round_id=round_id, number=1, kind="grant", reason="Mất điện", at_ms=now)
    session().add(amendment)
    session().flush()
    session().add(AttemptGrant(amendment_id=amendment.id, round_id=round_id, **whom))
    commit()


def test_attempts_run_out_unless_more_are_granted(any_app, cast, now):
    round_id = make_round(cast)
    finish(cast, start(cast, round_id, now), now + 1)
    with pytest.raises(Refused, match="no_attempts_left"):
        start(cast, round_id, now + 2)
    _grant(round_id, now, unit_id=cast.units["province"])
    assert start(cast, round_id, now + 3).number == 2


@pytest.mark.parametrize(
    ("offset", "opens"), [(-HOUR - 1, False), (-HOUR, True), (2 * HOUR - 1, True), (2 * HOUR, False)]
)
def test_a_round_is_entered_only_while_it_is_open(app, cast, now, offset, opens):
    round_id = make_round(cast)
    if opens:
        assert start(cast, round_id, now + offset).number == 1
    else:
        with pytest.raises(Refused, match="round_not_open"):
            start(cast, round_id, now + offset)


def test_a_late_start_ends_with_the_round_and_extra_time_is_given(any_app, cast, now):
    round_id = make_round(cast)
    cast.person("an").extra_minutes = 10
    commit()
    assert attempts.find(start(cast, round_id, now).id).deadline_ms == now + 30 * MINUTE
    late = now + 2 * HOUR - 5 * MINUTE
    assert attempts.find(start(cast, round_id, late, "binh").id).deadline_ms == now + 2 * HOUR


def test_a_category_without_division_and_a_unit_outside_are_refused(any_app, cast, now):
    round_id = make_round(cast, entry_units=("P-ANHOA",))
    assert start(cast, round_id, now, "an").number == 1
    with pytest.raises(Refused, match="unit_may_not_enter"):
        start(cast, round_id, now, "binh")
    cast.person("an").category = "citizen"
    commit()
    finish(cast, start(cast, round_id, now), now + 1)
    with pytest.raises(Refused, match="no_division"):
        start(cast, round_id, now + 2)


def test_a_contest_that_is_not_announced_is_not_found(app, cast, now):
    round_id = make_round(cast)
    session().get(Contest, session().get(Round, round_id).contest_id).published = False
    commit()
    forget_rounds()
    with pytest.raises(Refused, match="not_found"):
        start(cast, round_id, now)


def test_a_bank_too_small_is_a_refusal_and_leaves_no_attempt(any_app, cast, now):
    round_id = make_round(cast, items=[])
    with pytest.raises(Refused, match="bank_too_small"):
        start(cast, round_id, now)
    assert attempts.of_person(round_id, cast.people["an"]) == []


def at_once(app, work, threads=8):
    """Run `work()` in many threads, each with its own session; what each returned or refused."""
    results, gate = [], threading.Barrier(threads)

    def run():
        with app.app_context():
            gate.wait()
            try:
                results.append(work())
            except Refused as refusal:
                results.append(refusal.code)
            finally:
                db.session.remove()

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return results


def test_many_clicks_at_once_open_one_attempt(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=5)
    an = cast.people["an"]
    found = at_once(any_app, lambda: playing.start(an, round_id, now, SECRET))
    assert len(found) == 8
    assert len({started.id for started in found}) == 1
    assert sum(not started.resumed for started in found) == 1


def test_the_limit_holds_when_starting_and_handing_in_race(any_app, cast, now):
    round_id = make_round(cast, attempts_allowed=3)
    an = cast.people["an"]

    def play():
        done = 0
        while True:
            try:
                started = playing.start(an, round_id, now, SECRET)
            except Refused:
                return done
            playing.submit(Ticket(started.id, an), None, now + 1)
            done += 1

    at_once(any_app, play)
    session().rollback()
    rows = attempts.of_person(round_id, an)
    assert [row.number for row in rows] == [1, 2, 3]
    assert all(row.submitted_ms == now + 1 for row in rows)


def test_papers_differ_between_people_and_repeat_for_the_same_attempt(app, cast, now):
    round_id = make_round(cast, items=sample_items(12))
    papers = [attempts.find(start(cast, round_id, now, name).id).paper for name in ("an", "binh", "hoa")]
    assert papers[0] != papers[1] != papers[2] != papers[0]


def test_a_person_who_is_gone_is_not_found(app, cast, now):
    round_id = make_round(cast)
    missing = max(cast.people.values()) + 1
    assert session().get(Person, missing) is None
    with pytest.raises(Refused, match="not_found"):
        playing.start(missing, round_id, now, SECRET)
