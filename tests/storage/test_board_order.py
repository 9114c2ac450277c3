"""A board kept in memory answers exactly as the database would."""

import pytest

from contest.storage import boards
from contest.storage.board_lines import Counted
from contest.storage.board_order import Ordered
from tests.support.cast import NOW
from tests.support.standings import crowd, make_contest, make_round


@pytest.fixture
def both(any_app, cast):
    row = make_round(make_contest(cast))
    crowd(row, [cast.units["ward"], cast.units["commune"]], 400)
    source = boards.of_contest([Counted(row.id)], [], "officials", ["attempts"])
    return source, Ordered.of(source, NOW)


def test_pages_and_their_number(both):
    source, kept = both
    assert kept.count() == source.count() == 400
    assert kept.page(50, 350) == source.page(50, 350)
    assert kept.page(50, 400) == []


def test_places_and_neighbours(both):
    source, kept = both
    listed = source.page(400)
    for at in (0, 1, 7, 200, 398, 399):
        entry = kept.one(listed[at].line.person_id)
        assert entry == listed[at]
        assert kept.better(entry) == source.better(entry)
        assert kept.better(entry, exactly=True) == source.better(entry, exactly=True) == at
        for above in (True, False):
            assert kept.next_to(entry, 2, above=above) == source.next_to(entry, 2, above=above)
    assert kept.one(999_999) is source.one(999_999) is None


def test_names_and_units(both, cast):
    source, kept = both
    assert kept.named("nguyen van", 5) == source.named("nguyen van", 5) != []
    ward = frozenset({cast.units["ward"]})
    assert kept.within(ward).page(20) == source.within(ward).page(20)
    assert 0 < kept.within(ward).count() < 400
