"""A simulated crowd is repeatable and looks like a province."""

from contest.rules.items import Item
from contest.rules.simulation import entrants, responses

UNITS = [(1, 50), (2, 500), (None, 1)]


def crowd(seed: int, people: int = 400, **more):
    return list(entrants(people=people, seed=seed, units=UNITS, window_ms=7 * 86_400_000, minutes=20, **more))


def test_the_same_seed_gives_the_same_people():
    assert crowd(7) == crowd(7)
    assert crowd(7) != crowd(8)


def test_the_perfect_share_is_as_asked():
    perfect = sum(e.skill == 1.0 for e in crowd(3, people=3000, perfect_share=0.6))
    assert 0.55 < perfect / 3000 < 0.65


def test_nobody_starts_outside_the_window_or_takes_longer_than_allowed():
    for entrant in crowd(5):
        assert 0 <= entrant.start_offset_ms <= 7 * 86_400_000 - 20 * 60_000
        assert 0 < entrant.elapsed_ms <= 20 * 60_000


def test_a_skill_of_one_answers_every_type_rightly():
    import random

    items = [
        Item("single_choice", "a", ("x", "y"), (1,)),
        Item("multiple_choice", "b", ("x", "y", "z"), (2, 0)),
        Item("true_false_cluster", "c", ("x", "y"), (1,)),
        Item("short_answer", "d", accepted=("CCHC", "cải cách hành chính")),
    ]
    assert responses(items, 1.0, random.Random(1)) == {"0": 1, "1": [0, 2], "2": [False, True], "3": "CCHC"}
