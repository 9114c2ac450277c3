"""Practice: a schedule of one's own, explained answers, and never a question of a round that is open."""

from dataclasses import replace
from datetime import date

import pytest

from contest.rules.items import LegalBasis
from contest.rules.refusals import Refused
from contest.services import practice_banks, practice_progress, practising
from contest.services.actors import actor_for
from contest.services.merging import merge_by_hand
from contest.services.practising import Wish
from contest.services.snapshots import forget_snapshots
from contest.storage import practice
from contest.storage.banks import ItemRow
from contest.storage.contests import Contest, Round, set_rules
from contest.storage.db import commit, session
from contest.storage.people import Person
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.practising import make_practice, question
from tests.support.rounds import make_bank, make_round

DAY = 24 * HOUR


@pytest.fixture
def an(any_app, cast):
    forget_snapshots()
    return actor_for(cast.person("an"))


def say(actor, asked, right, now=NOW):
    fields = {"a-0": ["0" if right else "1"]}
    practising.answer(actor, asked.item_id, asked.version_number, asked.seen, fields, now)


def ask(actor, now=NOW, **wish):
    forget_snapshots()
    return practising.next_question(actor, Wish(**wish), now)


def total(actor, now=NOW):
    forget_snapshots()
    return practising.overview(actor, now).total


def test_without_an_opened_bank_there_is_nothing_to_practise(an, cast):
    make_bank(cast, [question(1)])
    assert ask(an) is None
    assert total(an).available == 0


def test_every_new_question_is_asked_once_before_one_comes_again(an, cast):
    make_practice(cast)
    asked = []
    for _ in range(3):
        one = ask(an)
        asked.append(one.item_id)
        say(an, one, right=True)
    assert len(set(asked)) == 3
    assert ask(an).is_early


def test_an_error_comes_back_tomorrow_and_before_all_others(an, cast):
    make_practice(cast)
    wrong = ask(an)
    say(an, wrong, right=False)
    assert ask(an).item_id != wrong.item_id
    say(an, ask(an), right=True)
    assert ask(an, now=NOW + DAY).item_id == wrong.item_id
    assert practising.verdict(an, wrong.item_id, NOW).card.due_on.isoformat() == "2026-11-23"
    assert (total(an).errors, total(an).due, total(an, NOW + DAY).due) == (1, 0, 1)


def test_own_errors_are_practised_by_themselves_until_they_are_mastered(an, cast):
    make_practice(cast)
    wrong = ask(an)
    say(an, wrong, right=False)
    assert ask(an, errors_only=True).item_id == wrong.item_id
    now = NOW
    for days in (1, 2, 4, 8):
        now += days * DAY
        say(an, ask(an, now, errors_only=True), right=True, now=now)
    assert ask(an, now, errors_only=True) is None
    assert total(an, now).mastered == 1


def test_a_topic_is_practised_by_itself(an, cast):
    make_practice(cast, question(1), question(2, topic="SIPAS"))
    assert ask(an, topic="SIPAS").question.item.topic == "SIPAS"
    assert ask(an, topic="Không có") is None
    assert list(practising.overview(an, NOW).topics) == ["PAPI", "SIPAS"]


def test_the_verdict_says_what_was_answered(an, cast):
    make_practice(cast, question(1))
    one = ask(an)
    say(an, one, right=False)
    found = practising.verdict(an, one.item_id, NOW).asked.question
    assert (found.response, found.credit, found.options) == (1, 0.0, one.question.options)


def test_the_same_form_sent_twice_counts_once(an, cast):
    make_practice(cast)
    one = ask(an)
    say(an, one, right=False)
    say(an, one, right=False)
    assert practising.verdict(an, one.item_id, NOW).card.seen == 1


def test_two_answers_at_once_count_once(an, cast):
    make_practice(cast)
    one = ask(an)
    say(an, one, right=True)
    card = practising.verdict(an, one.item_id, NOW).card
    assert not practice.write(an.person_id, one.item_id, replace(card, wrong=1), one.version_number, 1)
    assert practising.verdict(an, one.item_id, NOW).card == card


@pytest.mark.parametrize("fields", [{}, {"a-0": ["9"]}, {"a-0": ["chữ"]}])
def test_without_an_answer_nothing_is_written(an, cast, fields):
    make_practice(cast)
    one = ask(an)
    with pytest.raises(Refused, match="practice_unanswered"):
        practising.answer(an, one.item_id, one.version_number, 0, fields, NOW)
    assert total(an).seen == 0


def test_everyone_has_cards_of_their_own(an, cast):
    make_practice(cast)
    say(an, ask(an), right=False)
    assert total(actor_for(cast.person("binh"))).seen == 0


@pytest.mark.parametrize(
    ("status", "asked"),
    [("draft", False), ("retired", False), ("appraised", True)],
)
def test_only_appraised_questions_are_asked(an, cast, status, asked):
    make_practice(cast, question(1))
    session().query(ItemRow).one().status = status
    commit()
    assert (ask(an) is not None) is asked


@pytest.mark.parametrize(
    ("changes", "status", "asked"),
    [
        ({"legal_basis": (LegalBasis("Quyết định 1", valid_to=date(2026, 11, 22)),)}, "appraised", True),
        ({"legal_basis": (LegalBasis("Quyết định 1", valid_to=date(2026, 11, 21)),)}, "appraised", False),
        ({"type": "essay", "options": (), "key": ()}, "appraised", False),
        ({"scope": "sample"}, "draft", True),
        ({"scope": "sample"}, "retired", False),
        ({"audience": ("citizen",)}, "appraised", False),
        ({"audience": ("official", "citizen")}, "appraised", True),
    ],
)
def test_what_is_asked_suits_the_person_and_can_be_played(an, cast, changes, status, asked):
    make_practice(cast, question(1, **changes))
    session().query(ItemRow).one().status = status
    commit()
    assert (ask(an) is not None) is asked


def test_a_question_that_changed_meanwhile_is_asked_again(an, cast):
    make_practice(cast, question(1))
    one = ask(an)
    with pytest.raises(Refused, match="practice_changed"):
        practising.answer(an, one.item_id, one.version_number + 1, 0, {"a-0": ["0"]}, NOW)


@pytest.fixture
def drawn(an, cast):
    """The bank of an open round, opened for practice too: (a question answered before, its bank)."""
    make_round(cast, [question(1), question(2)])
    bank = session().get_one(ItemRow, 1).bank_id
    practice_banks.allow_practice(bank, True, actor_id=None, now_ms=NOW)
    forget_snapshots()
    one = practising.next_question(an, Wish(), NOW - 2 * HOUR)
    say(an, one, right=True, now=NOW - 2 * HOUR)
    forget_snapshots()
    return one


@pytest.mark.parametrize(
    ("at", "paused"),
    [
        (NOW - HOUR - 1, False),
        (NOW - HOUR, True),
        (NOW + 2 * HOUR + 29_000, True),
        (NOW + 2 * HOUR + 30_000, False),
    ],
)
def test_a_bank_rests_from_the_opening_of_a_round_that_draws_from_it_to_the_end_of_its_grace(an, drawn, at, paused):
    assert (ask(an, at) is None) is paused
    overview = practising.overview(an, at)
    assert [p.until_ms for p in overview.paused] == ([NOW + 2 * HOUR + 30_000] if paused else [])


def test_neither_an_open_form_nor_an_old_verdict_shows_a_key_of_an_open_round(an, drawn):
    with pytest.raises(Refused, match="practice_paused"):
        say(an, drawn, right=True)
    with pytest.raises(Refused, match="practice_paused"):
        practising.verdict(an, drawn.item_id, NOW)
    with pytest.raises(Refused, match="practice_paused"):
        practising.question(an, drawn.item_id, NOW)


def test_a_copy_of_such_a_question_in_another_bank_rests_too(an, drawn, cast):
    make_practice(cast, question(1), question(7))
    copy, other = session().query(ItemRow).order_by(ItemRow.id)[2:]
    copy.fingerprint = session().get_one(ItemRow, drawn.item_id).fingerprint
    commit()
    assert total(an).available == 1
    assert ask(an).item_id == other.id


@pytest.mark.parametrize("change", ["rehearsal", "draft"])
def test_a_rehearsal_or_a_contest_not_announced_keeps_nothing_back(an, drawn, change):
    if change == "rehearsal":
        row = session().query(Round).one()
        set_rules(row, row.ruleset.model_copy(update={"rehearsal": True}))
    else:
        session().query(Contest).one().published = False
    commit()
    assert ask(an) is not None


def test_an_organiser_is_told_of_rounds_that_will_draw_from_the_bank(an, cast):
    make_round(cast, opens_ms=NOW + HOUR, closes_ms=NOW + 2 * HOUR)
    assert [f.name for f in practice_banks.rounds_to_come("cchc", NOW)] == ["Đợt 1"]
    assert practice_banks.rounds_to_come("cchc", NOW + HOUR) == []
    assert practice_banks.rounds_to_come("khac", NOW) == []


def test_units_see_who_practised_how_much_within_their_organisers_tree(an, cast):
    make_practice(cast)
    wrong = ask(an)
    say(an, wrong, right=False)
    say(an, ask(an), right=True)
    forget_snapshots()
    lines = practice_progress.by_unit(actor_for(cast.person("dung")), NOW)
    first = lines[0]
    assert (first.unit.id, first.done.registered, first.done.people) == (cast.units["ward"], 1, 1)
    assert (first.done.questions, first.done.answers, first.mastered_percent) == (2, 2, 0)
    assert {line.mastered_percent for line in lines[1:]} == {None}
    lan = practice_progress.by_unit(actor_for(cast.person("lan")), NOW)
    assert [line.unit.id for line in lan] == [cast.units["commune"]]


def test_two_accounts_that_become_one_keep_one_card_of_each_question(an, cast):
    make_practice(cast, question(1))
    one, person = ask(an), cast.person("an")
    twin = Person(name=person.name, folded=person.folded, category="official", unit_id=person.unit_id)
    twin.registered_ms = NOW - MINUTE
    session().add(twin)
    commit()
    say(an, one, right=True)
    say(actor_for(twin), one, right=False)
    merge_by_hand(twin.id, an.person_id, actor=actor_for(cast.person("quan")), now_ms=NOW)
    card = practice.cards_of(an.person_id)[one.item_id]
    assert (card.box, card.wrong) == (2, 0)
    assert practice.cards_of(twin.id) == {}
