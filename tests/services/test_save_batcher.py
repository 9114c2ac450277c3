"""Saves that come at the same moment share one commit, and each person is answered for themselves."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import DBAPIError

from contest.rules.attempt_tokens import Ticket
from contest.rules.refusals import Refused
from contest.services import playing
from contest.services.save_batcher import SaveBatcher
from contest.storage import attempts, saves
from contest.storage.db import commit, connection, engine, rollback
from contest.storage.saves import Save
from tests.support.rounds import make_round
from tests.support.statements import recorded

NAMES = ("an", "binh", "chi", "dung")


@pytest.fixture
def tickets(any_app, cast, now):
    round_id = make_round(cast)
    return {n: Ticket(playing.start(cast.people[n], round_id, now, "bi-mat").id, cast.people[n]) for n in NAMES}


@pytest.fixture
def batcher(any_app, tickets):
    rollback()  # nothing of this test's own session may be in the way
    made = SaveBatcher(engine())
    yield made
    rollback()
    engine().dispose()


def payload(base=0, save_id="save-0001", **responses):
    return {"base": base, "save_id": save_id, "answers": {"a": responses}}


def stored(ticket):
    rollback()
    row = attempts.find(ticket.attempt_id)
    return json.loads(row.answers).get("a", {}), row.revision


class Hall:
    """Lets saves come while another is being written: the first statement waits until all have come."""

    def __init__(self, batcher, monkeypatch):
        self.batcher, self.sizes, self.may_write = batcher, [], threading.Event()
        self._store_all = saves.store_all
        monkeypatch.setattr(saves, "store_all", self._write)

    def _write(self, connection, wanted):
        self.may_write.wait(30)
        self.sizes.append(len(wanted))
        return self._store_all(connection, wanted)

    def together(self, *calls):
        """The outcome of every call, the first of which is written alone, in their order."""
        with ThreadPoolExecutor(len(calls)) as pool:
            running = []
            for n, call in enumerate(calls):
                running.append(pool.submit(call))
                while not (self.batcher._writing and len(self.batcher._queue) == n) and not running[-1].done():
                    self.may_write.wait(0.001)
            self.may_write.set()
            return [one.exception(30) or one.result() for one in running]


@pytest.fixture
def hall(batcher, monkeypatch):
    return Hall(batcher, monkeypatch)


def saving(hall, tickets, now, name, *args, **responses):
    return lambda: playing.save(tickets[name], payload(*args, **responses), now, hall.batcher.keep)


def test_those_who_come_while_one_is_written_share_the_next_statement(hall, tickets, now):
    with recorded() as sent:
        saved = hall.together(*(saving(hall, tickets, now, name, **{"0": n}) for n, name in enumerate(NAMES)))
    assert hall.sizes == [1, 3]
    assert len(sent) == 2
    assert [one.revision for one in saved] == [1, 1, 1, 1]
    assert [stored(tickets[name]) for name in NAMES] == [({"0": n}, 1) for n in range(4)]


def test_a_save_that_comes_alone_is_one_statement(batcher, tickets, now):
    with recorded() as sent:
        assert playing.save(tickets["an"], payload(), now, batcher.keep).revision == 1
    assert len(sent) == 1


def test_a_refused_save_among_accepted_ones_is_refused_alone(hall, tickets, now):
    binh = tickets["binh"]
    saves.store(connection(), Save(binh.attempt_id, binh.person_id, 0, "save-0001", '{"a": {"0": 3}}', now))
    commit()
    late = now + 20 * 60_000 + 30_000
    outcomes = hall.together(
        saving(hall, tickets, now, "an"),
        saving(hall, tickets, now, "binh", 0, "save-0002"),
        saving(hall, tickets, late, "chi"),
        saving(hall, tickets, now, "dung", **{"1": 1}),
    )
    assert hall.sizes == [1, 3]
    assert [getattr(one, "code", "saved") for one in outcomes] == ["saved", "stale_save", "too_late", "saved"]
    assert outcomes[1].details == {"revision": 1, "answers": {"a": {"0": 3}}}
    assert stored(tickets["binh"]) == ({"0": 3}, 1)


def test_of_two_devices_at_the_same_revision_one_wins_and_the_other_learns_of_it(hall, tickets, now):
    _, phone, laptop = hall.together(
        saving(hall, tickets, now, "binh"),
        saving(hall, tickets, now, "an", 0, "phone-001", **{"0": 1}),
        saving(hall, tickets, now, "an", 0, "laptop-01", **{"1": 2}),
    )
    assert phone.revision == 1
    assert laptop.code == "stale_save"
    assert laptop.details["answers"]["a"] == {"0": 1}
    assert stored(tickets["an"]) == ({"0": 1}, 1)


def test_the_same_save_twice_at_once_is_acknowledged_twice_and_stored_once(hall, tickets, now):
    _, first, again = hall.together(
        saving(hall, tickets, now, "binh"),
        saving(hall, tickets, now, "an", **{"0": 1}),
        saving(hall, tickets, now, "an", **{"0": 1}),
    )
    assert first == again
    assert stored(tickets["an"]) == ({"0": 1}, 1)


@pytest.fixture
def lost_line(any_app):
    """As the driver says it: shared saves go past the engine."""
    return engine().dialect.loaded_dbapi.OperationalError("the line is dead")


def test_an_answer_stored_before_the_connection_broke_is_acknowledged(batcher, tickets, now, monkeypatch, lost_line):
    store_all = saves.store_all

    def stored_and_lost(connection, wanted):
        store_all(connection, wanted)
        raise lost_line

    monkeypatch.setattr(saves, "store_all", stored_and_lost)
    assert playing.save(tickets["an"], payload(**{"0": 1}), now, batcher.keep).revision == 1
    assert stored(tickets["an"]) == ({"0": 1}, 1)


def test_after_a_lost_connection_everyone_is_still_stored(hall, tickets, now, monkeypatch, lost_line):
    def lost(*_args):
        raise lost_line

    monkeypatch.setattr(hall, "_store_all", lost)
    saved = hall.together(*(saving(hall, tickets, now, name, **{"0": 1}) for name in NAMES))
    assert [one.revision for one in saved] == [1, 1, 1, 1]
    assert [stored(tickets[name]) for name in NAMES] == [({"0": 1}, 1)] * 4


def test_what_the_database_cannot_store_fails_alone(hall, tickets, now, any_app):
    if engine().dialect.name == "sqlite":
        pytest.skip("SQLite stores numbers of any size")
    impossible = Save(tickets["chi"].attempt_id, 2**40, 0, "save-0001", "{}", now)
    first, failed, saved = hall.together(
        saving(hall, tickets, now, "an"),
        lambda: hall.batcher.keep(impossible),
        saving(hall, tickets, now, "dung", **{"0": 2}),
    )
    assert (first.revision, saved.revision) == (1, 1)
    assert isinstance(failed, DBAPIError)
    assert stored(tickets["dung"]) == ({"0": 2}, 1)


def test_a_server_that_ended_our_connection_costs_nobody_a_save(postgres_app, cast, now):
    ticket = Ticket(playing.start(cast.people["an"], make_round(cast), now, "bi-mat").id, cast.people["an"])
    playing.save(ticket, payload(0, "save-0001"), now)
    end_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    connection().exec_driver_sql(end_others + "pg_backend_pid()")
    rollback()
    assert playing.save(ticket, payload(1, "save-0002", **{"0": 1}), now).revision == 2
    assert playing.save(ticket, payload(2, "save-0003", **{"0": 2}), now).revision == 3
    assert stored(ticket) == ({"0": 2}, 3)


def test_a_paper_somebody_else_is_writing_to_delays_no_neighbour(postgres_app, cast, now, monkeypatch):
    round_id = make_round(cast)
    tickets = {n: Ticket(playing.start(cast.people[n], round_id, now, "bi-mat").id, cast.people[n]) for n in NAMES}
    batcher = SaveBatcher(engine())
    rollback()
    with engine().connect() as other, ThreadPoolExecutor(1) as pool:
        held = f"SELECT 1 FROM attempt WHERE id = {tickets['binh'].attempt_id} FOR UPDATE"
        other.exec_driver_sql(held)
        waiting = pool.submit(playing.save, tickets["binh"], payload(**{"0": 3}), now, batcher.keep)
        assert playing.save(tickets["an"], payload(**{"0": 1}), now, batcher.keep).revision == 1
        assert not waiting.done()
        other.rollback()
        assert waiting.result(30).revision == 1
    assert stored(tickets["binh"]) == ({"0": 3}, 1)


def test_a_ticket_of_another_person_is_told_nothing(batcher, tickets, now):
    with pytest.raises(Refused, match="not_found"):
        playing.save(Ticket(tickets["an"].attempt_id, tickets["binh"].person_id), payload(), now, batcher.keep)
