"""The live board's key sorts exactly as the rules compare."""

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.live_order import live_key
from contest.rules.rulesets import BlueprintCell, Division, RuleSet, TieBreak

KNOWN = (TieBreak.ELAPSED, TieBreak.FINISHED, TieBreak.ATTEMPTS, TieBreak.REGISTERED)
results = st.fixed_dictionaries(
    {
        "score": st.integers(0, 3) | st.integers(0, 2_000_000),
        "elapsed_ms": st.integers(0, 3) | st.integers(0, 36_000_000),
        "finished_ms": st.integers(1_700_000_000_000, 1_700_000_000_003) | st.integers(0, 4_000_000_000_000),
        "attempts": st.integers(1, 1100),
        "registered_ms": st.integers(0, 4_000_000_000_000),
    }
)
FIELD = {
    TieBreak.ELAPSED: "elapsed_ms",
    TieBreak.FINISHED: "finished_ms",
    TieBreak.ATTEMPTS: "attempts",
    TieBreak.REGISTERED: "registered_ms",
}


def rules(tie_breaks):
    division = Division(
        code="a", name="A", categories=("official",), bank_code="b", blueprint=(BlueprintCell(count=1),)
    )
    return RuleSet(opens_ms=0, closes_ms=1, divisions=(division,), tie_breaks=tuple(tie_breaks))


@given(st.permutations(list(TieBreak)), st.integers(0, 6), results, results)
def test_keys_compare_as_the_criteria_do(order, count, one, other):
    chosen = order[:count]
    known = [FIELD[c] for c in chosen if c in KNOWN]
    expected = [(-r["score"], *(r[f] for f in known)) for r in (one, other)]
    keys = [live_key(rules(chosen), **r) for r in (one, other)]
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (expected[0] < expected[1], expected[0] == expected[1])
    assert len(keys[0]) == len(keys[1])
    assert keys[0].isascii()
    assert keys[0].isdigit()
