"""Places of a round that is over are written before it is closed, in portions, and again where needed."""

import pytest

from contest.rules.refusals import Refused
from contest.services import closing
from contest.storage import ranking
from contest.storage.contests import Round
from contest.storage.db import commit, rollback, session
from tests.support.cast import HOUR
from tests.support.results import places
from tests.support.standings import crowd, make_contest, make_person, make_round, stand


@pytest.fixture
def row(any_app, cast, monkeypatch):
    monkeypatch.setattr(closing, "_PORTION", 70)
    row = make_round(make_contest(cast))
    stand(row, make_person("Bị Hủy", cast.units["ward"]), disqualified=True, place=9)
    crowd(row, [cast.units["ward"]], 300)
    return row


def test_a_close_that_broke_off_is_gone_on_with(row, monkeypatch):
    later = row.closes_ms + HOUR
    written = []

    def breaks_off(round_id, anew):
        if len(written) == 2:
            raise OSError("không còn chỗ trên đĩa")
        write(round_id, anew)
        written.append(anew)

    write = ranking.write_places
    monkeypatch.setattr(ranking, "write_places", breaks_off)
    with pytest.raises(OSError, match="đĩa"):
        closing.close_round(row.id, None, later)
    rollback()
    half = session().get(Round, row.id)
    assert (half.closed_ms, closing.ranking_percent(row.id)) == (None, 23)
    monkeypatch.setattr(ranking, "write_places", lambda *a: (write(*a), written.append(a[1])))
    closing.close_round(row.id, None, later)
    done = session().get(Round, row.id)
    assert (done.closed_ms, done.ranking_percent) == (later, None)
    assert sum(len(anew) for anew in written) == 301  # the disqualified lost a place
    assert sum(p is not None for p in places(done).values()) == 300


def test_what_changed_meanwhile_is_ranked_again(row, monkeypatch):
    later, ahead = row.closes_ms + HOUR, closing._rank_ahead

    def somebody_corrects(round_id):
        found = ahead(round_id)
        ranking.locked_round(round_id)
        first = next(who for who, place in places(session().get(Round, round_id)).items() if place == 1)
        ranking.standing_of(round_id, first).disqualified = True
        commit()
        return found

    monkeypatch.setattr(closing, "_rank_ahead", somebody_corrects)
    outcome = closing.close_round(row.id, None, later)
    assert outcome["disqualified"] == 2
    assert sum(place is not None for place in places(session().get(Round, row.id)).values()) == 299


def test_nobody_is_ranked_while_somebody_still_competes(row, monkeypatch):
    monkeypatch.setattr(ranking, "open_attempts", lambda *_: 3)
    with pytest.raises(Refused, match="attempts_still_open"):
        closing.close_round(row.id, None, row.closes_ms + HOUR)
