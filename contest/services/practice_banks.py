"""Which banks people may practise with, and what keeps a bank back for now."""

from collections.abc import Mapping
from dataclasses import dataclass

from contest.rules.phases import Phase
from contest.services.banks import find_bank
from contest.services.rounds import RoundFacts, facts_of
from contest.storage import practice
from contest.storage.banks import Bank
from contest.storage.db import commit
from contest.storage.people import audit

_LONGEST_GRACE_MS = 600_000


@dataclass(frozen=True)
class Paused:
    """A bank that rests while this round draws from it. `until_ms`: the round's end with its grace."""

    bank: Bank
    facts: RoundFacts
    until_ms: int


def rounds_drawing(now_ms: int) -> Mapping[str, RoundFacts]:
    """Code of a bank → the counted round, open or ending, that draws from it; of several the one that ends last."""
    drawing: dict[str, RoundFacts] = {}
    for facts in _unfinished(now_ms):
        if facts.phase_at(now_ms) in {Phase.OPEN, Phase.ENDING}:
            for division in facts.rules.divisions:
                known = drawing.get(division.bank_code)
                if known is None or known.rules.closes_ms < facts.rules.closes_ms:
                    drawing[division.bank_code] = facts
    return drawing


def rounds_to_come(bank_code: str, now_ms: int) -> list[RoundFacts]:
    """Counted rounds, announced or not, that will draw from the bank and have not opened, the next one first."""
    return [
        facts
        for facts in _unfinished(now_ms)
        if facts.rules.opens_ms > now_ms and any(d.bank_code == bank_code for d in facts.rules.divisions)
    ]


def round_drawing(bank_code: str, now_ms: int) -> RoundFacts | None:
    """The round because of which the bank rests now."""
    return rounds_drawing(now_ms).get(bank_code)


def paused_banks(drawing: Mapping[str, RoundFacts]) -> list[Paused]:
    """The banks opened for practice that rest because of these rounds."""
    return [
        Paused(bank, facts, facts.rules.closes_ms + facts.rules.grace_seconds * 1000)
        for bank in practice.practised_banks()
        if (facts := drawing.get(bank.code))
    ]


def allow_practice(bank_id: int, allowed: bool, *, actor_id: int | None, now_ms: int) -> None:
    """Open the bank for everybody's practice, or close it. Raises Refused("not_found")."""
    bank = find_bank(bank_id)
    if bank.practice != allowed:
        bank.practice = allowed
        audit(actor_id, "bank.practice", "bank", bank.id, now_ms, allowed=allowed)
        commit()


def _unfinished(now_ms: int) -> list[RoundFacts]:
    return [facts_of(row, contest) for row, contest in practice.unfinished_rounds(now_ms - _LONGEST_GRACE_MS)]
