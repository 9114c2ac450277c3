"""Whether the banks can fill the papers that the rules ask for."""

from dataclasses import dataclass

from contest.rules.blueprint import Shortfall, shortfalls
from contest.rules.days import vietnam_day
from contest.rules.papers import suited
from contest.rules.refusals import Refused
from contest.rules.rulesets import Division, RuleSet
from contest.storage.banks import bank_by_code, drawable
from contest.wording import label, say


@dataclass(frozen=True)
class Unfilled:
    """A division whose papers cannot be drawn: its bank is missing, or some cells fall short."""

    division: Division
    missing_bank: bool
    shortfalls: tuple[Shortfall, ...] = ()


def unfilled(rules: RuleSet) -> list[Unfilled]:
    """The divisions whose bank, cut to what is still in force on the last day, cannot fill a paper."""
    found = []
    for division in rules.divisions:
        bank = bank_by_code(division.bank_code) if division.bank_code else None
        if bank is None:
            found.append(Unfilled(division, missing_bank=True))
            continue
        stock = suited(division, drawable(bank.id, vietnam_day(rules.closes_ms)))
        short = shortfalls(division.blueprint, stock)
        if short:
            found.append(Unfilled(division, missing_bank=False, shortfalls=tuple(short)))
    return found


def require_filled(rules: RuleSet, round_name: str) -> None:
    """Raises Refused("round_without_bank" or "blueprint_unfilled") for the first division in want."""
    for found in unfilled(rules):
        if found.missing_bank:
            raise Refused("round_without_bank", round=round_name, division=found.division.name)
        cell = found.shortfalls[0]
        raise Refused(
            "blueprint_unfilled",
            round=round_name,
            division=found.division.name,
            bank=found.division.bank_code,
            wanted=cell.wanted,
            available=cell.available,
            topic=cell.cell.topic or say("any"),
            level=label("level", cell.cell.level) if cell.cell.level else say("any"),
        )
