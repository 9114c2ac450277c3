"""Who is given which prize: a prize table laid over places, passing over those who may not win."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from contest.rules.rulesets import Prize


class Reason(StrEnum):
    """Why somebody with a place is passed over."""

    DISQUALIFIED = "disqualified"
    ORGANISER = "organiser"  # holds the role over the contest's unit
    AUTHOR = "author"
    APPRAISER = "appraiser"
    JUDGE = "judge"
    ADMIN = "admin"
    WROTE_ITEMS = "wrote_items"  # wrote or changed items of a bank the round draws from
    APPRAISED_ITEMS = "appraised_items"
    LEFT_DIVISION = "left_division"  # no longer of a category that competes there
    ALREADY_WON = "already_won"  # in an earlier published round; one prize per person
    BELOW_THRESHOLD = "below_threshold"  # a unit with too few entrants


@dataclass(frozen=True)
class Bar:
    """The reason and what fills its sentence."""

    reason: Reason
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """A person or unit with its place; equal places are true ties."""

    subject_id: int
    place: int


@dataclass(frozen=True)
class Award:
    """`prize` is what the place earns. When `tied`, equal places reach across a border of the prize
    table: `contested` names every prize the group shares, `seats` how many of them there are, and
    the organisers decide."""

    subject_id: int
    place: int
    prize: Prize
    tied: bool = False
    contested: tuple[str, ...] = ()
    seats: int = 1


@dataclass(frozen=True)
class PassedOver:
    subject_id: int
    place: int
    bar: Bar


@dataclass(frozen=True)
class Handout:
    awards: tuple[Award, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


def seats_of(prizes: Iterable[Prize]) -> int:
    return sum(p.count for p in prizes)


def hand_out(prizes: Sequence[Prize], placed: Iterable[Placed], barred: Mapping[int, Bar]) -> Handout:
    """Lay the prize table over the places, best first.

    Whoever is barred is recorded with the reason if a prize would have reached them. A group of
    equal places that does not fit into what is left of one prize is tied: nobody is preferred.
    """
    seats = [prize for prize in prizes for _ in range(prize.count)]
    awards: list[Award] = []
    passed: list[PassedOver] = []
    for place, group in groupby(sorted(placed, key=lambda p: (p.place, p.subject_id)), key=lambda p: p.place):
        if not seats:
            break
        eligible = []
        for one in group:
            if bar := barred.get(one.subject_id):
                passed.append(PassedOver(one.subject_id, place, bar))
            else:
                eligible.append(one.subject_id)
        taken, seats = seats[: len(eligible)], seats[len(eligible) :]
        titles = tuple(dict.fromkeys(p.title for p in taken))
        tied = len(taken) < len(eligible) or len(titles) > 1
        awards += [
            Award(who, place, taken[0], tied, titles if tied else (), len(taken) if tied else 1) for who in eligible
        ]
    return Handout(tuple(awards), tuple(passed))
