"""An order kept in memory answers as a sort of everyone would, also after changes."""

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.board_order import TOP_SCORE, Order, columns
from contest.rules.tie_breaks import NO_PREDICTION

KEY = ("short_of", "elapsed_ms")
DIVISIONS = 2

# Few different figures, so that most are tied; 60 % of a round has full marks.
figures = st.tuples(st.sampled_from([0, 0, 0, 100, 250]), st.integers(0, 2))
standings = st.dictionaries(
    st.tuples(st.integers(1, 60), st.integers(0, DIVISIONS - 1)), st.tuples(figures, st.integers(0, 3)), max_size=40
)


def row(person_id, division, found):
    (short, elapsed), unit_id = found
    values = {
        "division": division,
        "short_of": TOP_SCORE - 2000 + short,
        "elapsed_ms": elapsed,
        "person_id": person_id,
        "unit_id": unit_id,
        "prediction_error": NO_PREDICTION,
    }
    return tuple(values.get(column, 7) for column in columns(KEY))


def rows(lines):
    return [row(person_id, division, found) for (person_id, division), found in lines.items()]


def brute_force(lines, division):
    """(place, person) in order; equals share a place."""
    mine = sorted((found[0], person_id) for (person_id, d), found in lines.items() if d == division)
    keys = [key for key, _ in mine]
    return [(keys.index(key) + 1, person_id) for key, person_id in mine]


def agree(order, lines):
    for division in range(DIVISIONS):
        expected = brute_force(lines, division)
        listed = order.page(division, 100)
        assert [(order.place(division, e), e.line.person_id) for e in listed] == expected
        assert order.count(division) == len(expected)
        assert order.page(division, 3, 2) == listed[2:5]
        for at, entry in enumerate(listed):
            who = entry.line.person_id
            assert order.of(division, who) == entry
            assert order.around(division, who, 2) == listed[max(0, at - 2) : at + 3]
        people = [e.line.person_id for e in listed][::2]
        assert order.best(division, [*reversed(people), 999], 3) == listed[::2][:3]


@given(standings)
def test_places_pages_and_neighbours_are_those_of_a_full_sort(lines):
    agree(Order(KEY, DIVISIONS, rows(lines)), lines)


@given(standings, standings, st.sets(st.integers(1, 60)))
def test_after_changes_it_is_as_if_read_anew(before, after, gone):
    order = Order(KEY, DIVISIONS, rows(before))
    changed = {person_id for person_id, _ in after} | gone
    order.put(changed, rows(after))
    agree(order, {who: found for who, found in before.items() if who[0] not in changed} | after)


@given(standings, st.sets(st.integers(1, 3)))
def test_people_of_some_units_are_an_order_of_their_own(lines, units):
    order = Order(KEY, DIVISIONS, rows(lines))
    found = order.within(order.lines(), units)
    agree(found, {who: (figures, unit) for who, (figures, unit) in lines.items() if unit in units})


def test_a_line_says_what_it_was_made_of():
    order = Order(("place",), 1, [(0, 3, 12, TOP_SCORE - 1950, 61_000, 1_795_000_000_000, 2, 5, 17, 0)])
    (entry,) = order.page(0, 10)
    assert (entry.line.person_id, entry.line.score, entry.line.prediction_error) == (12, 1950, 17)
    assert (entry.line.elapsed_ms, entry.line.finished_ms) == (61_000, 1_795_000_000_000)
    assert (entry.line.attempts, entry.line.registered_ms, entry.unit_id) == (2, 5, None)
    assert order.of(0, 13) is None
