"""The one-pass order of a closed round is the order that two people are compared by."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from contest.rules.places import Place, Ranked, places
from contest.rules.rulesets import RuleSet, TieBreak
from contest.rules.standings import Line
from contest.rules.tie_breaks import compare
from tests.support.final_order import final_key

DIVISION = {"categories": ["official"], "bank_code": "A", "blueprint": [{"count": 5}]}


def rules_with(tie_breaks, divisions=("a",)):
    categories = ["official", "citizen", "pupil"]
    return RuleSet(
        opens_ms=0,
        closes_ms=1,
        tie_breaks=tie_breaks,
        lot_seed="Xổ số 22/11",
        divisions=[
            DIVISION | {"code": d, "name": d, "categories": [c]} for d, c in zip(divisions, categories, strict=False)
        ],
    )


def line(person, division="a", score=1000, elapsed=60_000, prediction=None):
    return Ranked(person, division, score, elapsed, 5_000_000, 1, 100, prediction)


def as_compared(one, target):
    error = None if one.prediction is None else abs(one.prediction - target)
    return Line(one.person_id, one.score, one.elapsed_ms, one.finished_ms, one.attempts, one.registered_ms, error)


# Few values each, so that ties at every level are the normal case.
lines = st.lists(
    st.builds(
        Ranked,
        person_id=st.integers(1, 10**6),
        division=st.sampled_from(["a", "b"]),
        score=st.sampled_from([1000, 1000, 1000, 950]),
        elapsed_ms=st.integers(1, 3),
        finished_ms=st.integers(10**12, 10**12 + 1),
        attempts=st.integers(1, 2),
        registered_ms=st.integers(1, 2),
        prediction=st.none() | st.integers(0, 4),
    ),
    max_size=40,
    unique_by=lambda x: x.person_id,
)
orders = st.permutations(list(TieBreak)).flatmap(lambda p: st.integers(0, len(p)).map(lambda n: tuple(p[:n])))


@settings(deadline=None, max_examples=80)  # the first example pays for importing pandas
@given(lines, orders)
def test_vectorised_pass_agrees_with_comparing_two_by_two(entrants, tie_breaks):
    rules = rules_with(tie_breaks, ("a", "b"))
    targets = {"a": 2, "b": 3}
    found = {p.person_id: p for p in places(rules, entrants, targets)}
    assert len(found) == len(entrants)
    for division in ("a", "b"):
        naive = sorted(
            (as_compared(e, targets[division]) for e in entrants if e.division == division),
            key=lambda x: final_key(rules, x),
        )
        for index, one in enumerate(naive):
            assert found[one.person_id].prediction_error == one.prediction_error
            better = sum(compare(rules, other, one, closed=True).order < 0 for other in naive[:index])
            assert found[one.person_id].place == better + 1
        for above, below in pairwise(naive):
            tied = compare(rules, above, below, closed=True).order == 0
            assert tied == (found[above.person_id].place == found[below.person_id].place)


def test_equal_in_everything_is_a_shared_place_and_the_next_counts_everyone():
    found = places(rules_with((TieBreak.ELAPSED,)), [line(1), line(2), line(3, elapsed=70_000)], {"a": 0})
    assert [(p.person_id, p.place) for p in found] == [(1, 1), (2, 1), (3, 3)]


def test_lot_leaves_no_shared_place():
    found = places(rules_with((TieBreak.LOT,)), [line(n) for n in range(50)], {"a": 0})
    assert sorted(p.place for p in found) == list(range(1, 51))


def test_no_prediction_stands_behind_the_worst_one():
    entrants = [line(1), line(2, prediction=10**9)]
    found = places(rules_with((TieBreak.PREDICTION,)), entrants, {"a": 7})
    assert found == [Place(2, 10**9 - 7, 1), Place(1, None, 2)]


def test_nobody_came_nobody_is_placed():
    assert places(rules_with(()), [], {}) == []


def test_without_a_prediction_question_nobody_is_off():
    assert places(rules_with(()), [line(1, prediction=5)], {}) == [Place(1, None, 1)]
