"""For any two people the program can say which rule put one above the other."""

from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.items import Category
from contest.rules.rulesets import BlueprintCell, Division, RuleSet, TieBreak
from contest.rules.standings import Line, shared_places
from contest.rules.tie_breaks import TIE_BREAKS, compare, lot, over_several_rounds
from tests.support.final_order import final_key

_DIVISION = Division(
    code="a", name="A", categories=(Category.OFFICIAL,), bank_code="goc", blueprint=(BlueprintCell(count=10),)
)


def _rules(*tie_breaks: TieBreak) -> RuleSet:
    return RuleSet(opens_ms=0, closes_ms=1, divisions=(_DIVISION,), tie_breaks=tie_breaks, lot_seed="hạt giống")


def _line(person_id=1, *, score=1000, elapsed=300, finished=50, attempts=1, registered=5, error=None) -> Line:
    return Line(person_id, score, elapsed, finished, attempts, registered, error)


P, E, F, A, R, L = TieBreak

some_rules = st.lists(st.sampled_from(list(TieBreak)), unique=True).map(lambda found: _rules(*found))
# Few values each, so that ties are the normal case, as they are in life.
some_line = st.builds(
    _line,
    st.integers(1, 40),
    score=st.sampled_from([900, 1000]),
    elapsed=st.integers(1, 3),
    finished=st.integers(1, 3),
    attempts=st.integers(1, 2),
    registered=st.integers(1, 2),
    error=st.one_of(st.none(), st.integers(0, 2)),
)


@pytest.mark.parametrize(
    ("tie_breaks", "a", "b", "order", "by"),
    [
        ((P, E), {"score": 900, "error": 0, "elapsed": 1}, {"score": 1000}, 1, "score"),
        ((P, E), {"error": 3, "elapsed": 900}, {"error": 4, "elapsed": 1}, -1, "prediction"),
        ((P, E), {"error": 3, "elapsed": 900}, {"error": 3, "elapsed": 1}, 1, "elapsed"),
        ((P, E), {"error": None, "elapsed": 1}, {"error": 999_999}, 1, "prediction"),
        ((P, E), {"error": None}, {"error": None}, 0, ""),
        ((E, P), {"error": 9, "elapsed": 1}, {"error": 0, "elapsed": 2}, -1, "elapsed"),
        ((E, F), {"finished": 1}, {"finished": 2}, -1, "finished"),
        ((A, R), {"attempts": 2, "registered": 1}, {"attempts": 1, "registered": 9}, 1, "attempts"),
        ((A, R), {"registered": 1}, {"registered": 9}, -1, "registered"),
        ((), {"elapsed": 1}, {"elapsed": 2}, 0, ""),
    ],
)
def test_the_first_rule_that_tells_them_apart_decides(tie_breaks, a, b, order, by):
    decision = compare(_rules(*tie_breaks), _line(1, **a), _line(2, **b), closed=True)
    assert (decision.order, decision.by, decision.unknown) == (order, by, ())


def test_before_close_sealed_criteria_are_skipped_and_named():
    rules = _rules(P, E, L)
    quick, slow = _line(1, elapsed=1, error=9), _line(2, elapsed=2, error=0)
    decision = compare(rules, quick, slow, closed=False)
    assert (decision.order, decision.by, decision.unknown) == (-1, "elapsed", (P,))
    same = compare(rules, quick, _line(3, elapsed=1), closed=False)
    assert (same.order, same.by, same.unknown) == (0, "", (P, L))


def test_a_better_score_needs_no_other_criterion():
    decision = compare(_rules(P, E), _line(1, score=1000), _line(2, score=900), closed=False)
    assert (decision.by, decision.unknown) == ("score", ())


def test_every_tie_break_has_its_criterion():
    assert set(TIE_BREAKS) == set(TieBreak)


@given(some_rules, st.lists(some_line, max_size=12, unique_by=lambda line: line.person_id), st.randoms())
def test_the_final_order_is_the_naive_one_whatever_order_lines_come_in(rules, lines, random):
    def naive(a: Line, b: Line) -> int:
        return compare(rules, a, b, closed=True).order

    expected = sorted(lines, key=cmp_to_key(naive))
    shuffled = list(lines)
    random.shuffle(shuffled)
    ranked = sorted(shuffled, key=lambda line: final_key(rules, line))
    keys = [final_key(rules, line) for line in ranked]
    assert keys == [final_key(rules, line) for line in expected]
    # A place is one more than the number of people strictly better.
    assert shared_places(keys) == [1 + sum(naive(o, line) < 0 for o in lines) for line in ranked]


@given(some_rules, some_line, some_line, some_line, st.booleans())
def test_the_order_is_a_total_preorder(rules, a, b, c, closed):
    def order(x: Line, y: Line) -> int:
        return compare(rules, x, y, closed=closed).order

    assert order(a, a) == 0
    assert order(a, b) == -order(b, a)
    if order(a, b) <= 0 and order(b, c) <= 0:
        assert order(a, c) <= 0


def test_equals_share_a_place_and_the_next_counts_them():
    assert shared_places(["x", "x", "y", "z", "z"]) == [1, 1, 3, 4, 4]
    assert shared_places(["x", "y"], first=51) == [51, 52]
    assert shared_places([]) == []


def test_a_lot_can_be_drawn_again_by_anyone():
    # The first 8 bytes of sha256("hạt giống:7"), halved; as any other tool computes it.
    assert lot("hạt giống", 7) == 6820374973413654530
    assert lot("hạt giống", 7) != lot("hạt giống", 8)
    assert lot("hạt giống", 7) != lot("hạt khác", 7)
    assert all(0 <= lot("s", person) < 2**63 for person in range(200))


def test_over_several_rounds_only_what_adds_up_decides():
    assert over_several_rounds(_rules(P, E, F, A, R, L)).tie_breaks == (P, E, A, R)
