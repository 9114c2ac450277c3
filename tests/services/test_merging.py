"""Two accounts of one person become one, with everything that either did."""

import pytest
from sqlalchemy import select

from contest.rules.refusals import Refused
from contest.rules.tie_breaks import lot
from contest.services.actors import actor_for
from contest.services.closing import close_round
from contest.services.disqualifying import disqualify, reinstate, void_attempt
from contest.services.merging import merge_by_hand
from contest.services.publishing import publish
from contest.storage.attempts import Attempt
from contest.storage.banks import Bank, ItemRow
from contest.storage.contests import Round
from contest.storage.db import commit, db, session
from contest.storage.people import OneTimeCode, Person, RoleGrant
from contest.storage.standings import Standing
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.results import enter, make_contest, make_round, organiser, person, places


@pytest.fixture
def twins(any_app, cast):
    """(the roster's account, the one made alone): same name, same unit."""
    ward = cast.units["ward"]
    listed = person("Đặng Thị Mai", ward, on_roster=True, staff_code="CB-7")
    alone = person("Đặng Thị Mai", ward, phone="0911222333", password_hash="mật", activated_ms=NOW)
    session().get(Person, alone).registered_ms = NOW - 72 * HOUR
    commit()
    return listed, alone


@pytest.fixture
def merge(cast, now):
    return lambda source, target, who="dung": merge_by_hand(
        source, target, actor=actor_for(cast.person(who)), now_ms=now
    )


def numbers(round_id, person_id):
    rows = session().execute(
        select(Attempt.number, Attempt.score, Attempt.voided_ms.is_not(None))
        .where(Attempt.round_id == round_id, Attempt.person_id == person_id)
        .order_by(Attempt.number)
    )
    return [tuple(row) for row in rows]


def standing(round_id, person_id):
    session().expire_all()
    return session().get(Standing, (round_id, person_id))


def test_contact_password_and_earlier_registration_come_along(twins, merge):
    listed, alone = twins
    merge(alone, listed)
    kept, gone = session().get(Person, listed), session().get(Person, alone)
    assert (kept.phone, kept.staff_code, kept.password_hash) == ("0911222333", "CB-7", "mật")
    assert (kept.registered_ms, kept.activated_ms) == (NOW - 72 * HOUR, NOW)
    assert (gone.merged_into_id, gone.phone, gone.session_number) == (listed, None, 1)


def test_attempts_and_standing_move_when_only_one_account_entered(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast))
    attempt = enter(row, alone, correct=4)
    merge(alone, listed)
    assert numbers(row.id, listed) == [(1, 400, False)]
    assert numbers(row.id, alone) == []
    assert standing(row.id, listed).attempt_id == attempt
    assert standing(row.id, alone) is None


def test_attempts_of_both_are_counted_on_within_what_is_allowed(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=3)
    enter(row, listed, correct=3)
    best = enter(row, alone, correct=5)
    merge(alone, listed)
    assert numbers(row.id, listed) == [(1, 300, False), (2, 500, False)]
    counted = standing(row.id, listed)
    assert (counted.attempt_id, counted.score, counted.attempts, counted.all_correct) == (best, 500, 2, True)
    assert standing(row.id, alone) is None


def test_attempts_beyond_what_is_allowed_are_void_with_a_reason(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=2)
    enter(row, listed, correct=1)
    enter(row, alone, correct=2)
    enter(row, alone, correct=5, number=2)
    merge(alone, listed)
    assert numbers(row.id, listed) == [(1, 100, False), (2, 200, False), (3, 500, True)]
    assert standing(row.id, listed).score == 200
    void = session().scalars(select(Attempt).where(Attempt.voided_ms.is_not(None))).one()
    assert "Gộp hai tài khoản" in void.void_reason


@pytest.mark.parametrize(("counting", "score"), [("first", 300), ("last", 200), ("best", 300)])
def test_the_rules_say_which_attempt_of_both_counts(twins, merge, cast, counting, score):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5, counting=counting)
    enter(row, listed, correct=3)
    enter(row, alone, correct=2)
    merge(alone, listed)
    assert standing(row.id, listed).score == score


def test_a_disqualification_of_either_holds(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5)
    enter(row, listed)
    enter(row, alone)
    session().get(Standing, (row.id, alone)).disqualified = True
    commit()
    merge(alone, listed)
    assert standing(row.id, listed).disqualified


def test_a_closed_round_is_ranked_again(twins, merge, cast, now):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5, tie_breaks=["prediction", "elapsed"])
    enter(row, listed, correct=3)
    enter(row, alone, correct=5)
    enter(row, cast.people["an"], correct=4)
    close_round(row.id, None, now)
    assert places(row) == {alone: 1, cast.people["an"]: 2, listed: 3}
    merge(alone, listed)
    assert places(row) == {listed: 1, cast.people["an"]: 2}
    assert session().get_one(Round, row.id).outcome["entrants"] == 2


def test_lots_are_drawn_again_for_the_account_that_stays(twins, merge, cast, now):
    listed, alone = twins
    other = cast.people["an"]
    seed = next(s for s in map(str, range(99)) if lot(s, alone) < lot(s, other) < lot(s, listed))
    row = make_round(make_contest(cast), tie_breaks=["lot"], lot_seed=seed)
    for who in (alone, other):
        enter(row, who)
    close_round(row.id, None, now)
    merge(alone, listed)
    assert places(row) == {other: 1, listed: 2}


def test_a_kept_disqualification_takes_the_place_away(twins, merge, cast, now):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5)
    enter(row, listed, correct=5)
    enter(row, alone, correct=3)
    enter(row, cast.people["an"], correct=4)
    close_round(row.id, None, now)
    disqualify(row.id, alone, "Làm bài hộ", cast.people["dung"], now)
    merge(alone, listed)
    assert places(row) == {listed: None, cast.people["an"]: 1}
    assert standing(row.id, listed).disqualified_reason == "Làm bài hộ"


def test_a_disqualification_holds_even_where_no_valid_attempt_is_left(twins, merge, cast, now):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=1)
    void = enter(row, listed)
    enter(row, alone, correct=3)
    enter(row, cast.people["an"], correct=4)
    close_round(row.id, None, now)
    void_attempt(row.id, void, "Mở hai máy", cast.people["dung"], now)
    disqualify(row.id, alone, "Làm bài hộ", cast.people["dung"], now)
    merge(alone, listed)
    kept = standing(row.id, listed)
    assert (kept.disqualified, kept.disqualified_reason, kept.place) == (True, "Làm bài hộ", None)
    assert session().get_one(Round, row.id).outcome["disqualified"] == 1
    reinstate(row.id, listed, "Xác minh lại", cast.people["dung"], now)
    assert places(row) == {cast.people["an"]: 1}  # without a valid attempt they are no entrant


def test_places_of_official_results_stay_as_they_were_announced(twins, merge, cast, now):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5)
    enter(row, listed, correct=3)
    enter(row, alone, correct=5)
    enter(row, cast.people["an"], correct=4)
    close_round(row.id, None, now)
    publish(row.id, "provisional", organiser(cast), now)
    publish(row.id, "official", organiser(cast), now, "Quyết định số 1")
    figures = session().get_one(Round, row.id).outcome
    merge(alone, listed)
    assert places(row) == {listed: 1, cast.people["an"]: 2}
    assert session().get_one(Round, row.id).outcome == figures


def test_of_two_open_attempts_only_the_rosters_stays_open(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5)
    for who in (listed, alone):
        session().add(
            Attempt(
                round_id=row.id, person_id=who, number=1, division="can-bo", paper=[], started_ms=NOW,
                deadline_ms=NOW + MINUTE, grace_ms=0,
            )
        )  # fmt: skip
    commit()
    merge(alone, listed)
    rows = session().scalars(select(Attempt).where(Attempt.person_id == listed).order_by(Attempt.number)).all()
    assert [(a.number, a.submitted_ms is None, a.voided_ms is None) for a in rows] == [
        (1, True, True),
        (2, False, False),
    ]


def test_an_open_attempt_stays_open_when_the_other_account_has_none_open(twins, merge, cast):
    listed, alone = twins
    row = make_round(make_contest(cast), attempts_allowed=5)
    enter(row, listed)
    session().add(
        Attempt(round_id=row.id, person_id=alone, number=1, division="can-bo", paper=[], started_ms=NOW,
                deadline_ms=NOW + MINUTE, grace_ms=0)
    )  # fmt: skip
    commit()
    merge(alone, listed)
    assert [n for n, _, _ in numbers(row.id, listed)] == [1, 2]
    assert standing(row.id, listed).attempts == 1


def test_roles_move_without_doubling(twins, merge, cast, now):
    listed, alone = twins
    for who, role, unit in ((listed, "author", "ward"), (alone, "author", "ward"), (alone, "judge", "ward")):
        session().add(RoleGrant(person_id=who, role=role, unit_id=cast.units[unit], granted_ms=now))
    commit()
    merge(alone, listed)
    held = session().execute(select(RoleGrant.person_id, RoleGrant.role).order_by(RoleGrant.role)).all()
    assert [(p, r) for p, r in held if p in twins] == [(listed, "author"), (listed, "judge")]


def test_items_they_wrote_stay_theirs_so_that_they_never_appraise_them(twins, merge, cast, now):
    listed, alone = twins
    bank = Bank(code="nh", name="NH", unit_id=cast.units["ward"], created_ms=now)
    session().add(bank)
    session().flush()
    session().add(
        ItemRow(bank_id=bank.id, code="1", status="draft", author_id=alone, topic="", level="easy",
                type="single_choice", fingerprint="", folded="")
    )  # fmt: skip
    commit()
    merge(alone, listed)
    assert session().scalar(select(ItemRow.author_id)) == listed


def test_nothing_but_the_merged_mark_names_the_old_account_afterwards(twins, merge, cast, now):
    listed, alone = twins
    row = make_round(make_contest(cast))
    enter(row, alone)
    session().add(OneTimeCode(person_id=alone, purpose="reset", digest="x", issued_ms=now, expires_ms=now + 1))
    session().add(RoleGrant(person_id=alone, role="judge", unit_id=cast.units["ward"], granted_ms=now))
    commit()
    merge(alone, listed)
    left = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
        and session().execute(select(column).where(column == alone)).first()
    }
    assert left == set()


@pytest.mark.parametrize(
    ("who", "change", "code"),
    [
        ("dung", {"unit_id": None}, "not_alike"),
        ("dung", {"folded": "khac"}, "not_alike"),
        ("dung", {"merged_into_id": 1}, "not_found"),
    ],
)
def test_accounts_that_are_not_alike_are_not_merged(twins, merge, who, change, code):
    listed, alone = twins
    for name, value in change.items():
        setattr(session().get(Person, alone), name, value)
    commit()
    with pytest.raises(Refused, match=code):
        merge(alone, listed, who)


def test_an_account_is_not_merged_with_itself(twins, merge):
    with pytest.raises(Refused, match="same_account"):
        merge(twins[0], twins[0])


def test_an_organiser_does_not_merge_accounts_that_hold_more(twins, merge, cast, now):
    listed, alone = twins
    session().add(RoleGrant(person_id=alone, role="admin", unit_id=None, granted_ms=now))
    commit()
    with pytest.raises(Refused, match="outranked"):
        merge(alone, listed)
    assert session().get(Person, alone).merged_into_id is None
