"""Verifying finds every stored figure that is not what people's answers make it, and nothing else."""

import pytest
from sqlalchemy import update

from contest.rules.publications import Kind
from contest.services import closing, playing, publishing
from contest.services.actors import actor_for
from contest.services.rounds import forget_rounds
from contest.services.verifying import Checked, verify
from contest.storage.attempts import Attempt
from contest.storage.contests import Round, set_rules
from contest.storage.db import commit, connection, session
from contest.storage.publications import Publication, PublicationEntry
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.rounds import make_round

SECRET = "chi-dung-khi-thu"
PRIZES = ({"title": "Giải Nhất", "count": 1, "amount": 100}, {"title": "Giải Nhì", "count": 1})


def answered(cast, round_id, name, right, at=NOW):
    """One attempt of `right` right answers, handed in a minute and some later."""
    started = playing.start(cast.people[name], round_id, at, SECRET)
    ticket = playing.Ticket(started.id, cast.people[name])
    state = {"a": {str(n): 0 if n < right else 1 for n in range(6)}, "p": 3}
    playing.submit(ticket, {"base": 0, "save_id": "lan-luu-1", "answers": state}, at + MINUTE + right)
    return started.id


@pytest.fixture
def held(any_app, cast):
    """A published round: An stands above Bình by score, both have a prize; An needed two attempts."""
    round_id = make_round(cast, prediction={"required": True}, attempts_allowed=2, tie_breaks=("prediction", "elapsed"))
    row = session().get_one(Round, round_id)
    rules = row.ruleset
    division = type(rules.divisions[0]).model_validate({**rules.divisions[0].model_dump(), "prizes": PRIZES})
    set_rules(row, rules.model_copy(update={"divisions": (division,)}))
    commit()
    forget_rounds()
    answered(cast, round_id, "an", 2)
    answered(cast, round_id, "an", 6, at=NOW + 5 * MINUTE)
    answered(cast, round_id, "binh", 4)
    later = NOW + 3 * HOUR
    closing.close_round(round_id, None, later)
    publishing.publish(round_id, Kind.PROVISIONAL, actor_for(cast.person("dung")), later)
    return round_id


def found(slug=None):
    return list(verify(slug, Checked()))


def kinds():
    return {d.kind for d in found()}


def corrupt(model, where, **values):
    connection().execute(update(model.__table__).where(where).values(**values))
    commit()
    forget_rounds()


def counted_of(cast, name):
    return session().query(Standing.attempt_id).filter_by(person_id=cast.people[name]).scalar()


def test_an_honest_round_has_no_difference_and_all_of_it_was_looked_at(held):
    checked = Checked()
    assert list(verify(None, checked)) == []
    assert checked == Checked(contests=1, rounds=1, people=2, attempts=3, publications=1)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"score": 599}, "score"),
        ({"correct": 5}, "correct"),
        ({"elapsed_ms": 7}, "elapsed_ms"),
        ({"prediction": 9}, "prediction"),
        ({"receipt": "AAAA-BBBB-CCCC"}, "receipt"),
        ({"receipt": ""}, "receipt"),
        ({"answers": '{"a":{"0":1}}'}, "score"),
        ({"answers": "{"}, "unreadable"),
        ({"paper": [[999_999, [0, 1]]]}, "unreadable"),
        ({"closed_by": "time"}, "finished_ms"),
        ({"submitted_ms": NOW + HOUR}, "finished_ms"),
        ({"saved_ms": NOW + 2 * HOUR}, "saved_late"),
        ({"voided_ms": NOW}, "standing_attempt_id"),
        ({"submitted_ms": None, "score": None}, "left_open"),
    ],
)
def test_a_changed_attempt_is_named(held, cast, values, kind):
    attempt = counted_of(cast, "an")
    corrupt(Attempt, Attempt.id == attempt, **values)
    named = [d for d in found() if d.kind == kind]
    assert [(d.contest, d.round, d.person) for d in named] == [("hoi-thi", 1, cast.people["an"])]
    assert named[0].attempt == attempt or kind == "standing_attempt_id"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("score", 1),
        ("correct", 1),
        ("all_correct", False),
        ("elapsed_ms", 1),
        ("finished_ms", 1),
        ("attempts", 1),
        ("prediction", 1),
        ("unit_id", None),
        ("division", "khac"),
    ],
)
def test_a_changed_standing_is_named_with_its_person(held, cast, column, value):
    corrupt(Standing, Standing.person_id == cast.people["an"], **{column: value})
    assert [d.person for d in found() if d.kind == f"standing_{column}"] == [cast.people["an"]]


def test_a_standing_of_another_attempt_than_the_one_that_counts_is_found(held, cast):
    first = session().query(Attempt.id).filter_by(person_id=cast.people["an"], number=1).scalar()
    corrupt(Standing, Standing.person_id == cast.people["an"], attempt_id=first)
    assert "standing_attempt_id" in kinds()


def test_a_lost_standing_and_one_out_of_nothing_are_found(held, cast):
    session().query(Standing).filter_by(person_id=cast.people["binh"]).delete()
    commit()
    lost = next(d for d in found() if d.kind == "standing")
    assert (lost.person, lost.stored) == (cast.people["binh"], None)
    corrupt(Attempt, Attempt.person_id == cast.people["an"], voided_ms=NOW)
    assert {d.person for d in found() if d.kind == "standing"} == {cast.people["an"], cast.people["binh"]}


def test_places_prediction_errors_and_figures_are_reckoned_again(held, cast):
    corrupt(Standing, Standing.person_id == cast.people["binh"], place=1, prediction_error=0)
    places = {d.kind: (d.person, d.stored, d.found) for d in found()}
    assert places["place"] == (cast.people["binh"], 1, 2)
    assert places["prediction_error"][:2] == (cast.people["binh"], 0)
    row = session().get_one(Round, held)
    corrupt(Round, Round.id == held, outcome={**row.outcome, "entrants": 99})
    assert [d.stored for d in found() if d.kind == "figure"] == [{"entrants": 99}]


def test_a_place_before_the_close_is_found(any_app, cast):
    round_id = make_round(cast)
    answered(cast, round_id, "an", 6)
    assert found() == []
    corrupt(Standing, Standing.round_id == round_id, place=1)
    assert kinds() == {"place"}


def test_more_attempts_than_allowed_are_found(held, cast):
    row = session().get_one(Round, held)
    corrupt(Round, Round.id == held, rules={**row.rules, "attempts_allowed": 1})
    assert [(d.person, d.stored, d.found) for d in found() if d.kind == "too_many_attempts"] == [
        (cast.people["an"], 2, 1)
    ]


def entry(kind, **where):
    return session().query(PublicationEntry).filter_by(kind=kind, **where).first()


@pytest.mark.parametrize(
    ("kind", "change", "expected"),
    [
        ("person", {"place": 2}, {"digest", "published_place", "award"}),
        ("person", {"data": {"score": 1}}, {"digest", "published_figure"}),
        ("award", {"data": {"prize": "Giải Ba", "tied": False}}, {"digest", "award"}),
        ("unit", {"data": {"entrants": 77, "headcount": 50}}, {"digest", "published_unit"}),
    ],
)
def test_a_changed_line_of_a_publication_is_found(held, cast, kind, change, expected):
    line = entry(kind) if kind == "unit" else entry(kind, person_id=cast.people["an"])
    corrupt(PublicationEntry, PublicationEntry.id == line.id, **change)
    assert expected <= kinds()
    assert {d.publication for d in found()} == {1}


def test_a_publication_that_was_signed_anew_over_wrong_lines_is_still_found(held, cast):
    line = entry("person", person_id=cast.people["an"])
    corrupt(PublicationEntry, PublicationEntry.id == line.id, data={**line.data, "score": 1})
    published = session().query(Publication).one()
    session().expire_all()
    anew = publishing.digest(published.rules, published.figures, publishing.publications.entries(published.id))
    corrupt(Publication, Publication.id == published.id, digest=anew)
    assert kinds() == {"published_figure"}


def test_people_missing_from_a_publication_are_found(held, cast):
    line = entry("person", person_id=cast.people["binh"]).id
    connection().execute(PublicationEntry.__table__.delete().where(PublicationEntry.id == line))
    commit()
    assert "published_people" in kinds()


def test_a_correction_after_a_publication_is_no_difference(held, cast):
    from contest.services.disqualifying import disqualify

    disqualify(held, cast.people["an"], "Thi hộ", cast.people["dung"], NOW + 4 * HOUR)
    assert found() == []


def test_slices_of_one_person_see_the_same_as_one_of_all(held, monkeypatch):
    from contest.storage import stored_results

    in_one = [(s.person_id, len(s.attempts), s.standing.place) for s in stored_results.by_person(held)]
    assert [(s.person_id, len(s.attempts), s.standing.place) for s in stored_results.by_person(held, size=1)] == in_one
    assert len(in_one) == 2
