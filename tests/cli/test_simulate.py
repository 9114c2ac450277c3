"""`simulate` fills a round, says how, and the boards see it."""

import json

from contest.services.closing import close_round
from contest.storage.db import session
from contest.storage.standings import Standing
from tests.support.rounds import make_round


def simulate(app, round_id, *more):
    ran = app.test_cli_runner().invoke(
        args=["simulate", str(round_id), "--people", "60", "--seed", "7", "--json", *more]
    )
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.output.splitlines()[-1])


def test_it_says_what_it_added(app, cast):
    round_id = make_round(cast)
    said = simulate(app, round_id)
    assert said["round"] == round_id
    assert said["people"] == 60
    assert 20 <= said["all_correct"] <= 50
    assert session().query(Standing).filter_by(round_id=round_id).count() == 60
    assert session().query(Standing).filter_by(round_id=round_id, all_correct=True).count() == said["all_correct"]


def test_a_closed_round_is_not_filled(app, cast, clock, now):
    round_id = make_round(cast)
    simulate(app, round_id)
    clock.ms = now + 90 * 86_400_000
    close_round(round_id, None, clock.ms)
    refused = app.test_cli_runner().invoke(args=["simulate", str(round_id), "--people", "5"])
    assert refused.exit_code == 1
    assert "đã chốt kết quả" in refused.output
