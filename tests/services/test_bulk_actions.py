"""The same action on many people or items at once, and taking it back."""

import pytest

from contest.rules.publications import Kind
from contest.rules.refusals import Refused
from contest.services import accounts, bulk_actions, closing, publishing
from contest.services.actors import actor_for
from contest.services.bulk_actions import ON_ITEMS, ON_PEOPLE
from contest.services.passwords import Passwords
from contest.services.playing import start
from contest.storage.banks import Bank, ItemRow
from contest.storage.db import session
from contest.storage.people import Person
from tests.support import results
from tests.support.cast import NOW
from tests.support.rounds import make_round


@pytest.fixture
def dung(any_app, cast):
    return actor_for(cast.person("dung"))


def active(cast, name):
    session().expire_all()
    return cast.person(name).active


def why(lines):
    return {line.name: line.refusal for line in lines}


def test_a_deactivated_account_neither_logs_in_nor_enters(cast, dung, now):
    round_id = make_round(cast)
    session_number = cast.person("an").session_number
    assert bulk_actions.change_people("deactivate", [cast.people["an"], cast.people["binh"]], dung, now) == 2
    passwords = Passwords(1, 8)
    cast.person("an").password_hash = passwords.hash("mat-khau-thu-2026")
    assert accounts.person_of_session(cast.people["an"], session_number) is None
    for tried in (
        lambda: accounts.log_in("0900000001", "mat-khau-thu-2026", passwords=passwords, now_ms=now),
        lambda: start(cast.people["an"], round_id, now, "secret"),
    ):
        with pytest.raises(Refused, match="account_inactive"):
            tried()


def test_undoing_gives_back_the_values_before(cast, dung, now):
    people = [cast.people["an"], cast.people["binh"]]
    bulk_actions.change_people("move", people, dung, now, cast.units["school"])
    assert {p.unit_id for p in session().query(Person).filter(Person.id.in_(people))} == {cast.units["school"]}
    assert bulk_actions.undo(ON_PEOPLE, dung, now + 1) == 2
    session().expire_all()
    assert (cast.person("an").unit_id, cast.person("binh").unit_id) == (cast.units["ward"], cast.units["commune"])
    with pytest.raises(Refused, match="nothing_bulk_to_undo"):
        bulk_actions.undo(ON_PEOPLE, dung, now + 2)


def test_undoing_is_refused_whole_when_one_row_changed_since(cast, dung, now):
    bulk_actions.change_people("move", [cast.people["an"], cast.people["binh"]], dung, now, cast.units["school"])
    cast.person("binh").unit_id = cast.units["justice"]
    with pytest.raises(Refused, match="bulk_changed"):
        bulk_actions.undo(ON_PEOPLE, dung, now + 1)
    session().expire_all()
    assert cast.person("an").unit_id == cast.units["school"]


def test_undoing_is_refused_once_a_publication_counts_them(cast, dung, now):
    round_ = results.make_round(results.make_contest(cast))
    results.enter(round_, cast.people["an"])
    bulk_actions.change_people("deactivate", [cast.people["an"]], dung, NOW)
    closing.close_round(round_.id, dung.person_id, NOW)
    publishing.publish(round_.id, Kind.PROVISIONAL, dung, NOW + 1)
    with pytest.raises(Refused, match="bulk_published"):
        bulk_actions.undo(ON_PEOPLE, dung, NOW + 2)
    assert not active(cast, "an")


def test_nobody_else_takes_it_back(cast, dung, now):
    bulk_actions.change_people("deactivate", [cast.people["an"]], dung, now)
    with pytest.raises(Refused, match="nothing_bulk_to_undo"):
        bulk_actions.undo(ON_PEOPLE, actor_for(cast.person("quan")), now)
    assert bulk_actions.last(ON_PEOPLE, dung, now + bulk_actions.UNDO_MS + 1) is None


def test_each_who_is_left_alone_is_told_why(cast, dung, now):
    cast.person("binh").active = False
    session().flush()
    ids = list(cast.people.values())
    told = why(bulk_actions.plan_people("deactivate", ids, dung))
    assert told["Nguyễn Văn An"] == ""
    assert told["Trần Thị Bình"] == "account_inactive"
    assert told["Lê Tiến Dũng"] == "not_on_yourself"
    assert told["Đỗ Minh Quân"] == "outranked"


def test_people_of_other_units_are_not_named(cast, any_app):
    lan = actor_for(cast.person("lan"))
    assert set(why(bulk_actions.plan_people("deactivate", cast.people.values(), lan))) == {
        "Trần Thị Bình",
        "Phạm Thu Lan",
    }
    with pytest.raises(Refused, match="nobody_ticked"):
        bulk_actions.plan_people("deactivate", [cast.people["an"]], lan)
    with pytest.raises(Refused, match="unit_out_of_scope"):
        bulk_actions.change_people("move", [cast.people["binh"]], lan, NOW, cast.units["ward"])


def test_items_are_retired_and_put_back_as_they_were(cast, dung, now):
    make_round(cast)
    bank = session().query(Bank).first()
    rows = session().query(ItemRow).filter_by(bank_id=bank.id).order_by(ItemRow.code).limit(2).all()
    ids, before = [r.id for r in rows], [r.status for r in rows]
    assert bulk_actions.change_items("retire", bank.id, ids, dung, now) == 2
    assert bulk_actions.change_items("retire", bank.id, ids, dung, now) == 0
    assert bulk_actions.undo(ON_ITEMS, dung, now, bank.id) == 2
    session().expire_all()
    assert [session().get(ItemRow, i).status for i in ids] == before
    rows[0].appraised_ms, rows[1].appraised_ms = now, None
    bulk_actions.change_items("retire", bank.id, ids, dung, now)
    bulk_actions.change_items("put_back", bank.id, ids, dung, now)
    session().expire_all()
    assert [session().get(ItemRow, i).status for i in ids] == ["appraised", "draft"]
