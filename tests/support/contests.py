"""A contest as an organiser makes it: from a preset, on banks that can fill its papers."""

from contest.rules.items import Item
from contest.rules.rulesets import RuleSet
from contest.services import contests
from contest.storage.attempts import Attempt
from contest.storage.contests import Contest, Round, rounds_of
from contest.storage.db import commit, session
from tests.support.cast import HOUR, MINUTE, NOW, Cast
from tests.support.rounds import make_bank

OFFICIALS, CITIZENS = "can-bo", "nguoi-dan"
LEVELS = ("easy", "medium", "hard")


def graded_items(per_level: int = 8) -> list[Item]:
    """Appraised single-choice items, so many of each level."""
    return [
        Item(
            type="single_choice",
            stem=f"Câu {level} {n}?",
            options=("Đúng", "Sai"),
            key=(0,),
            topic="PAPI" if n % 2 else "SIPAS",
            level=level,
        )
        for level in LEVELS
        for n in range(per_level)
    ]


def make_banks(cast: Cast, per_level: int = 8) -> None:
    make_bank(cast, graded_items(per_level), OFFICIALS)
    make_bank(cast, graded_items(per_level), CITIZENS)


def make_contest(
    cast: Cast,
    *,
    preset: str = "default",
    starts_ms: int = NOW + 24 * HOUR,
    unit: str = "province",
    announced: bool = False,
) -> Contest:
    """A contest of the preset; the banks exist already (`make_banks`)."""
    made = contests.create_contest(
        preset=preset,
        name="Hội thi cải cách hành chính",
        unit_id=cast.units[unit],
        starts_ms=starts_ms,
        bank_codes={"officials": OFFICIALS, "citizens": CITIZENS},
        actor_id=cast.people["dung"],
        now_ms=NOW,
    )
    if announced:
        contests.announce(made.id, actor_id=cast.people["dung"], now_ms=NOW)
    return made


def rounds(contest: Contest) -> list[Round]:
    session().expire_all()
    return rounds_of([contest.id])


def first_rules(contest: Contest) -> RuleSet:
    return rounds(contest)[0].ruleset


def enter(cast: Cast, row: Round, name: str, number: int = 1, *, deadline_ms: int | None = None) -> Attempt:
    """An open attempt of this person, its paper left empty."""
    attempt = Attempt(
        round_id=row.id,
        person_id=cast.people[name],
        number=number,
        unit_id=cast.person(name).unit_id,
        division="officials",
        paper=[],
        started_ms=row.opens_ms,
        deadline_ms=deadline_ms or row.opens_ms + 20 * MINUTE,
        grace_ms=30_000,
    )
    session().add(attempt)
    commit()
    return attempt
