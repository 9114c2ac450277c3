"""Filling a round with simulated people, and what is read of them afterwards."""

import json
import os
import random
import subprocess
from collections.abc import Sequence

from contest.settings import ROOT
from tests.bench import instances, wrk
from tests.bench.instances import Instance
from tests.bench.messages import form, own, request, save_body
from tests.bench.serving import BIN, Served
from tests.bench.world import OpenRound, Sessions, answers, submit_path, token

TIED = 0.6  # share of perfect papers, as provinces really saw


def simulate(made: Instance, opened: OpenRound, people: int) -> int:
    """`flask simulate`, in a process of its own; how many papers were perfect."""
    command = [str(BIN / "flask"), "--app", "wsgi", "simulate", str(opened.id), "--people", str(people)]
    command += ["--perfect", str(TIED), "--json"]
    env = {**os.environ, **made.environment}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command} failed:\n{done.stderr[-3000:]}")
    if made.engine == "postgresql":
        for word in ("VACUUM ANALYZE", "CHECKPOINT"):  # as if it had come in over days
            instances.execute(made.database_url, word)
    return int(json.loads(done.stdout.splitlines()[-1])["all_correct"])


def entrants(made: Instance, opened: OpenRound, count: int) -> list[int]:
    """Ids of people with a place in the round, drawn evenly; fewer where there are fewer."""
    found = instances.rows(made, f"SELECT person_id FROM standing WHERE round_id = {opened.id}")
    ids = [row[0] for row in found]
    return random.Random(1).sample(ids, min(count, len(ids)))


def start_all(
    served: Served, opened: OpenRound, who: Sessions, people: Sequence[int], connections: int = 16
) -> wrk.Played:
    """Let everybody start, as fast as it goes."""
    headers, body = form(csrf_token=who.csrf)
    cookies = [{**headers, "Cookie": who.cookie(n)} for n in people]
    requests = [request("POST", opened.start, served.host, own_headers, body) for own_headers in cookies]
    return wrk.play_all(served.url, requests, connections=connections)


def opened_attempts(made: Instance, opened: OpenRound, people: Sequence[int]) -> list[tuple[int, int, int]]:
    """(attempt, person, revision) of what these people (ids without a gap) have open."""
    query = f"""SELECT id, person_id, revision FROM attempt WHERE submitted_ms IS NULL
        AND round_id = {opened.id} AND person_id BETWEEN {min(people)} AND {max(people)} ORDER BY id"""
    return [(row[0], row[1], row[2]) for row in instances.rows(made, query)]


def submissions(made: Instance, host: str, attempts: Sequence[tuple[int, int, int]]) -> list[bytes]:
    """One request per open attempt that hands it in with a whole state."""
    return [
        request(
            "POST",
            submit_path(attempt),
            host,
            own(token(made, attempt, person)),
            save_body(revision, f"ffffffff{attempt:08x}", answers(20)),
        )
        for attempt, person, revision in attempts
    ]
