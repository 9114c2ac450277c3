"""Closing a round as the background job does it, in a process of its own: everyone ranked by all rules,
units and awards computed; then announcing it."""

import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from contest.rules.publications import Kind
from contest.services import awarding, closing, publishing
from contest.services.actors import actor_for
from contest.services.rounds import facts_of
from contest.storage import ranking
from contest.storage.contests import Round, set_rules
from contest.storage.db import commit, db, session
from contest.storage.people import Person, RoleGrant
from tests.bench.instances import Instance
from tests.bench.machine import Watch
from tests.bench.results import Results
from tests.bench.world import HOUR, OpenRound, add_people, now_ms

PART = "boards"


@dataclass(frozen=True)
class Closed:
    """Seconds of each step, and the most memory the process took, MiB."""

    rank_s: float
    awards_s: float
    memory_mib: int


def end(made: Instance, opened: OpenRound) -> None:
    """Move the round's end into the past, and with it whatever is still open."""
    with made.context():
        row = session().get_one(Round, opened.id)
        over = now_ms() - HOUR // 2
        set_rules(row, row.ruleset.model_copy(update={"closes_ms": over}))
        late = db.text("UPDATE attempt SET deadline_ms = :at WHERE round_id = :round AND submitted_ms IS NULL")
        session().execute(late, {"at": over, "round": opened.id})
        commit()


def close(made: Instance, round_id: int) -> Closed:
    with made.context():
        began = time.monotonic()
        closing.close_round(round_id, None, now_ms())
        ranked = time.monotonic()
        found = ranking.locked_round(round_id)
        assert found is not None
        awarding.proposal(facts_of(*found))
        done = time.monotonic()
        session().rollback()
    return Closed(ranked - began, done - ranked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def publish(made: Instance, round_id: int) -> float:
    """Seconds to announce the closed round's results."""
    organiser = add_people(made, 1)[0]
    with made.context():
        session().add(RoleGrant(person_id=organiser, role="admin", unit_id=None, granted_ms=now_ms()))
        commit()
        actor = actor_for(session().get_one(Person, organiser))
        began = time.monotonic()
        publishing.publish(round_id, Kind.PROVISIONAL, actor, now_ms())
        return time.monotonic() - began


def reopen(made: Instance, round_id: int) -> None:
    with made.context():
        row = session().get_one(Round, round_id)
        closing.reopen(row, None, now_ms())
        commit()


def apart(task: object, *arguments: object) -> object:
    """Run a function of this package in a fresh process, as a job worker would."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()  # type: ignore[arg-type]


def measure(made: Instance, opened: OpenRound, case: str, runs: int, results: Results) -> None:
    end(made, opened)
    bare = Instance(made.folder, made.database_url, made.secret)
    for number in range(runs):
        if number:
            apart(reopen, bare, opened.id)
        watch = Watch({})
        seen = apart(close, bare, opened.id)
        assert isinstance(seen, Closed)
        more = {"rank_s": seen.rank_s, "awards_s": seen.awards_s, "memory_mib": seen.memory_mib}
        results.add(PART, "close_round_s", case, seen.rank_s + seen.awards_s, **more, noise=watch.stop().noise)
    watch = Watch({})
    seconds = apart(publish, bare, opened.id)
    assert isinstance(seconds, float)
    results.add(PART, "publish_s", case, seconds, noise=watch.stop().noise)
