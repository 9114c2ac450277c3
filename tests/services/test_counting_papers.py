"""Sheets that were agreed on become attempts: graded as on line, once, within every rule of the round."""

import io
import zipfile

import pytest

from contest.rules.attempt_tokens import Ticket
from contest.rules.items import Item
from contest.rules.paper_entries import Keying, SheetState
from contest.rules.publications import Kind
from contest.rules.refusals import Refused
from contest.services import closing, counting_papers, exporting, playing, publishing, round_papers
from contest.services.handing_in import receipt_of
from contest.services.rounds import forget_rounds, round_facts
from contest.services.verifying import Checked, verify
from contest.storage import attempts
from contest.storage.contests import Round
from contest.storage.db import session
from contest.storage.standings import Standing
from tests.services.test_start_an_attempt import at_once
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.paper import SECRET, actor, key, keying, make_papers, sheet_of
from tests.support.rounds import make_round

EVERY_TYPE = [
    Item(type="single_choice", stem="Một?", options=("a", "b", "c", "d"), key=(2,)),
    Item(type="multiple_choice", stem="Hai?", options=("a", "b", "c", "d"), key=(1, 3)),
    Item(type="true_false_cluster", stem="Ba?", options=("a", "b", "c", "d"), key=(0, 3)),
    Item(type="short_answer", stem="Bốn?", accepted=("Chỉ số hài lòng",)),
]


@pytest.fixture
def printed(any_app, cast):
    round_id = make_round(cast, prediction={"required": True})
    make_papers(cast, round_id)
    return round_id


def key_twice(cast, round_id, what=None, who="an"):
    for name in ("dung", "quan"):
        key(cast, round_id, name, what, who=who)


def count(cast, round_id, now=NOW):
    counted = counting_papers.count_agreed(round_id, actor(cast, "dung"), SECRET, now)
    return counted.done, [(name, refusal.code) for name, refusal in counted.left]


def standings(round_id):
    session().expire_all()
    return session().query(Standing).filter_by(round_id=round_id).all()


def test_an_agreed_sheet_is_an_attempt_as_if_given_on_line(printed, cast):
    key_twice(cast, printed, keying(printed, 4, prediction=14))
    assert count(cast, printed) == (1, [])
    (taken,) = attempts.of_person(printed, cast.people["an"])
    assert (taken.score, taken.correct, taken.prediction, taken.closed_by) == (400, 4, 14, "paper")
    assert (taken.started_ms, taken.submitted_ms, taken.elapsed_ms) == (NOW - 12 * MINUTE, NOW, 12 * MINUTE)
    receipt = receipt_of(taken)
    assert (receipt.answered, receipt.questions, len(receipt.code)) == (4, 6, 14)
    (standing,) = standings(printed)
    assert (standing.attempt_id, standing.score, standing.unit_id) == (taken.id, 400, cast.units["ward"])
    assert sheet_of(cast, printed).state is SheetState.COUNTED
    assert list(verify(None, Checked())) == []


def test_every_kind_of_question_is_graded_by_the_order_on_paper(any_app, cast):
    round_id = make_round(cast, EVERY_TYPE)
    make_papers(cast, round_id, 6)
    for code in ("001", "006"):
        key_twice(cast, round_id, keying(round_id, 4, code=code), who="an" if code == "001" else "binh")
    assert count(cast, round_id) == (2, [])
    assert [s.score for s in standings(round_id)] == [400, 400]
    assert list(verify(None, Checked())) == []


def test_a_sheet_keyed_once_or_differently_does_not_count(printed, cast):
    key(cast, printed, "dung")
    key(cast, printed, "dung", keying(printed, 6), who="binh")
    key(cast, printed, "quan", keying(printed, 3), who="binh")
    assert count(cast, printed) == (0, [])
    assert standings(printed) == []


def test_a_second_click_counts_nothing_twice(printed, cast):
    key_twice(cast, printed)
    assert count(cast, printed) == (1, [])
    assert count(cast, printed) == (0, [])
    assert len(attempts.of_person(printed, cast.people["an"])) == 1


def test_many_clicks_at_once_count_once(printed, cast, any_app):
    key_twice(cast, printed)
    found = at_once(any_app, lambda: count(cast, printed), threads=4)
    assert sorted(found) == [(0, []), (0, []), (0, []), (1, [])]
    session().rollback()
    assert len(attempts.of_person(printed, cast.people["an"])) == 1


def test_counting_and_starting_on_line_at_once_leave_one_attempt(printed, cast, any_app):
    key_twice(cast, printed)
    acts = iter([lambda: count(cast, printed)[0], lambda: playing.start(cast.people["an"], printed, NOW, SECRET)])
    at_once(any_app, lambda: next(acts)(), threads=2)
    session().rollback()
    assert len(attempts.of_person(printed, cast.people["an"])) == 1


def test_attempts_on_line_use_up_what_the_rules_allow(printed, cast):
    started = playing.start(cast.people["an"], printed, NOW - HOUR + 1, SECRET)
    playing.submit(Ticket(started.id, cast.people["an"]), paper_state(), NOW - HOUR + MINUTE)
    key_twice(cast, printed)
    key_twice(cast, printed, who="binh")
    assert count(cast, printed) == (1, [("Nguyễn Văn An", "paper_no_attempts_left")])
    assert [s.person_id for s in standings(printed)] == [cast.people["an"], cast.people["binh"]]


def paper_state():
    return {"base": 0, "save_id": "lan-luu-1", "answers": {"a": {}, "p": 3}}


def test_a_sheet_on_paper_uses_up_the_attempt_on_line(printed, cast):
    key_twice(cast, printed)
    count(cast, printed)
    with pytest.raises(Refused, match="no_attempts_left"):
        playing.start(cast.people["an"], printed, NOW, SECRET)


def test_an_attempt_open_on_line_is_named_and_the_sheet_waits(printed, cast):
    playing.start(cast.people["an"], printed, NOW - MINUTE, SECRET)
    key_twice(cast, printed)
    assert count(cast, printed) == (0, [("Nguyễn Văn An", "paper_open_online")])
    assert sheet_of(cast, printed).state is SheetState.AGREED


def test_nobody_sits_two_papers_at_the_same_time(any_app, cast):
    round_id = make_round(cast, attempts_allowed=3)
    make_papers(cast, round_id)
    started = playing.start(cast.people["an"], round_id, NOW - 20 * MINUTE, SECRET)
    playing.submit(Ticket(started.id, cast.people["an"]), None, NOW - 10 * MINUTE)
    key_twice(cast, round_id)  # from 12 minutes ago
    assert count(cast, round_id) == (0, [("Nguyễn Văn An", "paper_overlaps")])


def test_two_sheets_of_one_person_count_one_after_the_other(any_app, cast):
    round_id = make_round(cast, attempts_allowed=2)
    make_papers(cast, round_id)
    early = Keying("001", keying(round_id, 2).answers, None, NOW - 20 * MINUTE, 10)
    for what in (early, keying(round_id, 5)):
        key_twice(cast, round_id, what)
        assert count(cast, round_id) == (1, [])
    (standing,) = standings(round_id)
    assert (standing.score, standing.attempts) == (500, 2)
    assert list(verify(None, Checked())) == []


def test_a_round_that_was_closed_meanwhile_is_ranked_again(printed, cast):
    key_twice(cast, printed, keying(printed, 6, prediction=1))
    later = NOW + 3 * HOUR
    closing.close_round(printed, None, later)
    assert count(cast, printed, later) == (1, [])
    (standing,) = standings(printed)
    assert standing.place == 1
    assert session().get_one(Round, printed).outcome["targets"] != {}
    assert list(verify(None, Checked())) == []


def test_official_results_are_never_added_to(printed, cast):
    key_twice(cast, printed)
    later = NOW + 3 * HOUR
    closing.close_round(printed, None, later)
    for kind in (Kind.PROVISIONAL, Kind.OFFICIAL):
        publishing.publish(printed, kind, actor(cast, "dung"), later)
    with pytest.raises(Refused, match="paper_round_over"):
        count(cast, printed, later)


def test_the_file_of_papers_holds_each_code_and_one_key_sheet(printed, cast):
    forget_rounds()
    wish = round_papers.files_wish(round_facts(printed), ["001", "002"])
    dung = actor(cast, "dung")
    made = exporting.request_file(wish, dung, NOW, lambda n: exporting.run_export(n, NOW))
    with zipfile.ZipFile(io.BytesIO(exporting.content(made))) as pack:
        assert sorted(pack.namelist()) == ["can-bo/dap-an.docx", "can-bo/de-001.docx", "can-bo/de-002.docx"]
    assert exporting.file(made).file_name == "de-giay-dot-1.zip"


def test_after_the_close_no_papers_are_printed(printed, cast):
    closing.close_round(printed, None, NOW + 3 * HOUR)
    with pytest.raises(Refused, match="paper_too_late"):
        make_papers(cast, printed)
