"""The system's clock is set an hour ahead and back while people are at their papers: nobody loses time."""

import glob
import sys

import pytest

from tests.faults.ledger import Browser, check
from tests.faults.stack import Stack, kill, readiness, until
from tests.support.cast import MINUTE

LIBRARY = next(iter(glob.glob("/usr/lib/*/faketime/libfaketime.so.1")), "")
pytestmark = pytest.mark.skipif(not LIBRARY, reason="libfaketime is not installed")


@pytest.fixture
def stack(tmp_path):
    made = Stack(tmp_path / "clock")
    made.folder.mkdir()
    made.make(4)
    (tmp_path / "step").write_text("+0")
    made.more = {
        "FAKED_BY": LIBRARY,
        "FLASK_RUN_FROM_CLI": "true",
        "FAKETIME_TIMESTAMP_FILE": str(tmp_path / "step"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # as when a clock is set: the counter runs on
        "DONT_FAKE_MONOTONIC": "1",
    }
    serve = [sys.executable, "-m", "tests.faults.with_a_clock_to_set", "--port", str(made.port), "--workers", "2"]
    made.start(serve)
    yield made
    for pid in (*made.masters(), *made.web_workers()):
        kill(pid)  # what sleeps under a fooled clock would be waited for
    made.stop()


def test_an_hour_ahead_and_an_hour_back(stack, tmp_path):
    browsers = [Browser(stack, ticket) for ticket in stack.open_attempts(stack.people)]
    for browser in browsers:
        browser.save(**{"0": 0})
    before = stack.attempts()
    for question, step in (("1", "+3600"), ("2", "-3600")):
        (tmp_path / "step").write_text(step)
        until(lambda: readiness(stack).get("clock") == "set")  # the damage is done, and told
        old = stack.web_workers()
        for browser in browsers:
            browser.save(**{question: 0})
        kill(old[0])  # the one that follows agrees with the one that went
        until(lambda gone=old[0]: set(stack.web_workers()) - {gone})
        for browser in browsers:
            browser.save(**{question: 1})
    for browser in browsers:
        browser.submit()
        browser.close()
    check(stack, browsers)
    for number, row in stack.attempts().items():
        assert row.deadline_ms == before[number].deadline_ms
        assert 0 <= row.elapsed_ms < 10 * MINUTE
        assert row.submitted_ms == row.started_ms + row.elapsed_ms
