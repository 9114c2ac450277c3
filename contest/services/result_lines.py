"""People and units of a closed round as lines of a publication, names as they are now."""

from fractions import Fraction
from typing import Any

from sqlalchemy import Row

from contest.rules.days import vietnam_day
from contest.rules.publications import Entry, Line
from contest.rules.unit_ranking import UnitPlace, rank_units
from contest.rules.unit_rollup import arena, full_marks, lines_under, on_the_day
from contest.services.actors import unit_tree
from contest.services.board_sources import unit_name
from contest.services.rounds import RoundFacts
from contest.storage import awards, boards
from contest.storage.board_lines import Counted


def person_entries(facts: RoundFacts) -> list[Entry]:
    """Everyone with a place, by division and place."""
    return [person_entry(row) for row in awards.people_placed(facts.id)]


def person_entry(row: Row[Any]) -> Entry:
    return Entry(
        kind=Line.PERSON.value,
        name=row.name,
        division=row.division,
        place=row.place,
        person_id=row.person_id,
        unit_id=row.unit_id,
        unit_name=unit_name(row.unit_id),
        data={
            "score": row.score,
            "correct": row.correct,
            "elapsed_ms": row.elapsed_ms,
            "finished_ms": row.finished_ms,
            "attempts": row.attempts,
            "prediction": row.prediction,
            "prediction_error": row.prediction_error,
            "position": row.position,
        },
    )


def unit_entries(facts: RoundFacts) -> list[Entry]:
    """Every unit of the round's board, group by group: the ranked by place, then the others."""
    tree, rules, on = unit_tree(), facts.rules, vietnam_day(facts.rules.closes_ms)
    marks = full_marks(rules)
    tallies = on_the_day(tree, boards.tallies(Counted(facts.id), marks, rules.units.pass_mark_percent), on)
    start = arena(tree, facts.contest_unit_id, tallies)
    places = rank_units(rules.units, lines_under(tree, tallies, start, on))
    return [_unit_entry(place) for place in places]


def _unit_entry(place: UnitPlace) -> Entry:
    line = place.line
    return Entry(
        kind=Line.UNIT.value,
        name=unit_name(line.unit_id),
        division=place.group,
        place=place.place,
        unit_id=line.unit_id,
        data={
            "entrants": line.entrants,
            "headcount": line.headcount,
            "rate": _hundredths(line.rate),
            "mean": line.mean,
            "points": _hundredths(place.points),
            "threshold": place.threshold_percent,
            "not_ranked": place.not_ranked.value if place.not_ranked else None,
        },
    )


def _hundredths(value: Any) -> int | None:
    """An exact fraction as hundredths, rounded half up."""
    return None if value is None else int(value * 100 + Fraction(1, 2))
