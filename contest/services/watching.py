"""What an organiser sees of a round as it runs. Everything is read once for some seconds, however
many look, so that nobody who is writing a paper waits for it."""

from dataclasses import dataclass

from contest.rules.histogram import Bar, bars
from contest.rules.permissions import Actor
from contest.services import absences
from contest.services.absences import UnitAbsence
from contest.services.rounds import RoundFacts
from contest.services.snapshots import snapshot
from contest.storage import watching
from contest.storage.watching import Figures

FRESH_MS = 5_000


@dataclass(frozen=True)
class Watch:
    """A round as it stood at `at_ms`. `funnel`: (stage, people), each stage of those before it."""

    at_ms: int
    figures: Figures
    funnel: tuple[tuple[str, int], ...]
    entries: tuple[Bar, ...]
    units: tuple[UnitAbsence, ...]

    @property
    def bands(self) -> list[int]:
        """How many units had under 20, 40, 60, 80 and 100 % of their people take part, and all of them."""
        found = [0] * 6
        for line in self.units:
            found[band(line)] += 1
        return found


def band(line: UnitAbsence) -> int:
    """0…5: fifths of a unit's people who took part; 5 is everybody."""
    return (line.percent or 0) // 20


def watch(facts: RoundFacts, actor: Actor, now_ms: int) -> Watch:
    """`units` are those the actor organises; the rest is of the whole round."""
    at_ms, figures, funnel, entries = snapshot(
        ("watch", facts.id, facts.version), now_ms, FRESH_MS, lambda: _whole(facts, now_ms)
    )
    return Watch(at_ms, figures, funnel, entries, tuple(absences.by_unit(facts, actor, now_ms)))


def _whole(facts: RoundFacts, now_ms: int) -> tuple[int, Figures, tuple[tuple[str, int], ...], tuple[Bar, ...]]:
    figures = watching.figures(facts.id, now_ms)
    funnel = (
        ("eligible", watching.eligible(absences.categories_of(facts), absences.entry_units(facts))),
        ("started", figures.started),
        ("submitted", figures.submitted),
        ("all_correct", watching.all_correct(facts.id)),
    )
    until_ms = min(now_ms, facts.rules.closes_ms)
    entries = bars(watching.entries_by_hour(facts.id), facts.rules.opens_ms, max(until_ms, facts.rules.opens_ms))
    return now_ms, figures, funnel, tuple(entries)
