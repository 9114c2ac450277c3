"""`verify` ends with 0 where all is well, 1 where anything differs, 2 for an unknown contest."""

import json

from contest.services import playing
from contest.storage.attempts import Attempt
from contest.storage.db import commit, session
from contest.wording import LABELS
from tests.support.cast import MINUTE, NOW
from tests.support.rounds import make_round


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["verify", *arguments])


def one_attempt(cast):
    round_id = make_round(cast)
    started = playing.start(cast.people["an"], round_id, NOW, "chi-dung-khi-thu")
    playing.submit(playing.Ticket(started.id, cast.people["an"]), None, NOW + MINUTE)
    return started.id


def test_all_well(app, cast):
    one_attempt(cast)
    ran = run(app)
    assert ran.exit_code == 0
    assert "1 đợt" in ran.output
    said = json.loads(run(app, "hoi-thi", "--json").output)
    assert said == {
        "checked": {"contests": 1, "rounds": 1, "people": 1, "attempts": 1, "publications": 0},
        "count": 0,
        "differences": [],
    }


def test_a_difference_names_contest_round_person_and_attempt(app, cast):
    attempt = one_attempt(cast)
    session().query(Attempt).filter_by(id=attempt).update({"score": 600})
    commit()
    ran = run(app)
    assert ran.exit_code == 1
    assert f"hoi-thi, đợt 1, người {cast.people['an']}, lượt {attempt}: Điểm của lượt thi: 600 ≠ 0" in ran.output
    told = run(app, "--json")
    assert told.exit_code == 1
    said = json.loads(told.output)
    assert said["count"] == len(said["differences"]) >= 1
    first = said["differences"][0]
    assert (first["contest"], first["round"], first["person"], first["attempt"]) == (
        "hoi-thi",
        1,
        cast.people["an"],
        attempt,
    )
    assert {("difference", d["kind"]) for d in said["differences"]} <= LABELS.keys()


def test_an_unknown_contest(app, cast):
    ran = run(app, "khong-co")
    assert ran.exit_code == 2
    assert "khong-co" in ran.output
