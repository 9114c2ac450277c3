"""Papers keep to the blueprint, never hold two enemies, and are repeatable."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.blueprint import matches, shortfalls
from contest.rules.items import Level
from contest.rules.papers import Drawable, draw
from contest.rules.refusals import Refused
from contest.rules.rulesets import BlueprintCell, Division

TOPICS = ("cchc", "papi", "tthc")


def item(number, topic="cchc", level="easy", *, enemies="", options=4, audience=()):
    return Drawable(number * 10, number, topic, level, "single_choice", enemies, options, audience)


def division(*cells):
    return Division(code="a", name="A", categories=("official",), bank_code="b", blueprint=cells)


banks = st.lists(
    st.tuples(st.sampled_from(TOPICS), st.sampled_from(list(Level)), st.sampled_from(["", "", "x", "y", "z"])),
    max_size=30,
).map(lambda rows: [item(n + 1, topic, level, enemies=enemies) for n, (topic, level, enemies) in enumerate(rows)])
cells = st.lists(
    st.builds(
        BlueprintCell,
        topic=st.sampled_from(["", *TOPICS]),
        level=st.sampled_from([None, *Level]),
        count=st.integers(1, 4),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda cell: (cell.topic, cell.level),
)


def can_fill(slots, stock):
    """The plain search: try every item for the first slot."""
    if not slots:
        return True
    return any(
        matches(slots[0], chosen) and can_fill(slots[1:], [i for i in stock if i.group != chosen.group])
        for chosen in stock
    )


@given(cells, banks, st.text(max_size=8), st.booleans(), st.booleans())
def test_a_paper_fills_every_cell_without_enemies(blueprint, bank, seed, shuffle_items, shuffle_options):
    if shortfalls(blueprint, bank):
        with pytest.raises(Refused, match="bank_too_small"):
            draw(division(*blueprint), bank, seed, shuffle_items=shuffle_items, shuffle_options=shuffle_options)
        return
    paper = draw(division(*blueprint), bank, seed, shuffle_items=shuffle_items, shuffle_options=shuffle_options)
    by_version = {i.version_id: i for i in bank}
    drawn = [by_version[line.version_id] for line in paper]
    assert len(drawn) == sum(c.count for c in blueprint)
    assert max(Counter(i.group for i in drawn).values()) == 1
    assert can_fill([c for c in blueprint for _ in range(c.count)], drawn)
    assert all(sorted(line.permutation) == [0, 1, 2, 3] for line in paper)
    if not shuffle_options:
        assert all(line.permutation == (0, 1, 2, 3) for line in paper)


@given(
    st.lists(
        st.builds(BlueprintCell, topic=st.sampled_from(["", *TOPICS[:2]]), count=st.integers(1, 2)),
        min_size=1,
        max_size=3,
    ),
    banks.map(lambda bank: bank[:7]),
)
def test_a_bank_is_called_too_small_only_when_it_is(blueprint, bank):
    slots = [c for c in blueprint for _ in range(c.count)]
    assert bool(shortfalls(blueprint, bank)) is not can_fill(slots, bank)


@given(banks, st.text(max_size=8), st.randoms())
def test_the_same_seed_gives_the_same_paper_whatever_the_order_of_the_bank(bank, seed, chance):
    bank = [*bank, *(item(100 + n) for n in range(3))]
    shuffled = list(bank)
    chance.shuffle(shuffled)
    ruled = division(BlueprintCell(count=3))
    papers = [draw(ruled, stock, seed, shuffle_items=True, shuffle_options=True) for stock in (bank, shuffled)]
    assert papers[0] == papers[1]


def test_different_seeds_give_different_papers():
    bank = [item(n) for n in range(1, 101)]
    ruled = division(BlueprintCell(count=10))
    papers = [tuple(draw(ruled, bank, str(s), shuffle_items=True, shuffle_options=True)) for s in range(20)]
    assert len(set(papers)) == 20


def test_every_item_of_a_cell_has_about_the_same_chance():
    bank = [item(n) for n in range(1, 11)]
    ruled = division(BlueprintCell(count=3))
    drawn = Counter(
        line.version_id
        for s in range(1000)
        for line in draw(ruled, bank, str(s), shuffle_items=True, shuffle_options=False)
    )
    assert all(220 < drawn[i.version_id] < 380 for i in bank)


def test_questions_keep_the_blueprint_order_when_items_are_not_shuffled():
    bank = [item(1, "papi"), item(2, "cchc"), item(3, "papi"), item(4, "cchc")]
    ruled = division(BlueprintCell(topic="cchc", count=2), BlueprintCell(topic="papi", count=2))
    paper = draw(ruled, bank, "s", shuffle_items=False, shuffle_options=False)
    assert [line.version_id for line in paper] == [20, 40, 10, 30]


def test_items_for_another_audience_are_not_drawn():
    bank = [item(1, audience=("citizen",)), item(2, audience=("official", "pupil"))]
    paper = draw(division(BlueprintCell(count=1)), bank, "s", shuffle_items=True, shuffle_options=True)
    assert [line.version_id for line in paper] == [20]
    with pytest.raises(Refused, match="bank_too_small"):
        draw(division(BlueprintCell(count=2)), bank, "s", shuffle_items=True, shuffle_options=True)


def test_a_shortfall_names_the_cell_and_counts_enemies_once():
    bank = [item(1, "papi", enemies="x"), item(2, "papi", enemies="x"), item(3, "papi")]
    found = shortfalls((BlueprintCell(topic="papi", count=3), BlueprintCell(topic="cchc", count=1)), bank)
    assert [(s.cell.topic, s.wanted, s.available) for s in found] == [("papi", 3, 2), ("cchc", 1, 0)]


def test_a_cell_that_takes_anything_leaves_narrow_cells_what_they_need():
    bank = [item(1, "papi", "hard"), item(2, "papi", "easy"), item(3, "cchc", "easy")]
    blueprint = (BlueprintCell(count=1), BlueprintCell(topic="papi", count=1), BlueprintCell(level="easy", count=1))
    assert shortfalls(blueprint, bank) == []
