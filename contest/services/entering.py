"""May this person start, and what do they learn before they do."""

from dataclasses import dataclass

from contest.rules.phases import Phase
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division
from contest.services.actors import unit_tree
from contest.services.rounds import RoundFacts, round_facts
from contest.storage import attempts
from contest.storage.contests import granted_attempts


@dataclass(frozen=True)
class Doorway:
    """What the start page shows. `refusal` is the code of what keeps the person out, if anything."""

    facts: RoundFacts
    phase: Phase
    division: Division | None
    used: int
    allowed: int
    extra_minutes: int
    resumes: bool  #: an attempt of theirs is open
    refusal: str

    @property
    def left(self) -> int:
        return max(self.allowed - self.used, 0)


def doorway(person_id: int, round_id: int, now_ms: int) -> Doorway:
    """Raises Refused("not_found") for a round that is not announced."""
    facts = round_facts(round_id)
    entry = attempts.entry_of(round_id, person_id)
    if entry is None or not facts.announced:
        raise Refused("not_found")
    phase = facts.phase_at(now_ms)
    granted = granted_attempts(round_id, person_id, up_from(entry.unit_id)) if facts.granting else 0
    allowed = facts.rules.attempts_allowed + granted
    refusal, division = "", None
    try:
        division = enters(facts, entry.category, entry.unit_id)
    except Refused as why:
        refusal = why.code
    if not refusal and phase is not Phase.OPEN:
        refusal = "round_not_open"
    elif not refusal and entry.used >= allowed:
        refusal = "no_attempts_left"
    still_open = entry.open_id is not None and now_ms < entry.open_until_ms
    return Doorway(
        facts=facts,
        phase=phase,
        division=division,
        used=entry.used,
        allowed=allowed,
        extra_minutes=entry.extra_minutes,
        resumes=still_open,
        refusal="" if still_open else refusal,
    )


def enters(facts: RoundFacts, category: str, unit_id: int | None) -> Division:
    """The division a person competes in. Raises Refused: no_division, unit_may_not_enter."""
    division = facts.rules.division_of(category)
    if division is None:
        raise Refused("no_division")
    if facts.rules.entry_units:
        tree = unit_tree()
        path = {tree.nodes[i].code for i in up_from(unit_id) if i in tree.nodes}
        if path.isdisjoint(facts.rules.entry_units):
            raise Refused("unit_may_not_enter")
    return division


def up_from(unit_id: int | None) -> list[int]:
    """The unit and all above it."""
    if unit_id is None:
        return []
    return [unit_id, *(n.id for n in unit_tree().ancestors(unit_id))]
