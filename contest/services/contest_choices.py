"""What an organiser may choose from when making a contest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from contest.rules.blueprint import Shortfall
from contest.rules.days import moment_ms, vietnam_time
from contest.rules.rulesets import RuleSet
from contest.rules.vietnamese import fold, text_key
from contest.services.actors import unit_tree
from contest.services.blueprints import unfilled
from contest.storage import bank_choices

_OPENING_HOUR = time(9)
_ENTERPRISE = "doanh nghiep"  # a unit's kind, folded


def next_monday_ms(now_ms: int) -> int:
    """Nine o'clock on the next Monday in Vietnam, when weekly rounds usually open."""
    today = vietnam_time(now_ms).date()
    return moment_ms(datetime.combine(today + timedelta(days=7 - today.weekday()), _OPENING_HOUR))


def units_for(unit_ids: Collection[int] | None, on: date) -> list[tuple[str, str]]:
    """(id, name) of units that may hold a contest on that day (None: all), those nearest to the root
    first, then by name. Neither people of no agency nor what stands below them (enterprises) hold one."""
    tree = unit_tree()
    found = []
    for node in tree.nodes.values():
        above = tree.ancestors(node.id)
        free = node.open_entry or any(n.open_entry for n in above) or fold(node.kind) == _ENTERPRISE
        if (unit_ids is None or node.id in unit_ids) and node.exists(on) and not free:
            found.append((len(above), text_key(node.name), node))
    found.sort(key=lambda line: line[:2])
    return [(str(node.id), node.name) for _, _, node in found]


def banks_for(unit_ids: Collection[int] | None) -> list[tuple[str, str]]:
    """(code, name) of the banks these units keep."""
    return bank_choices.banks_of(unit_ids)


def drafts_waiting(unit_ids: Collection[int] | None) -> list[tuple[int, str, int]]:
    """(bank id, name, drafts) of banks with items that wait for appraisal."""
    return bank_choices.drafts_waiting(unit_ids)


@dataclass(frozen=True)
class Stock:
    """What a division's bank holds: appraised items per (topic, level), the cells it cannot fill,
    and whether there is a bank at all."""

    items: dict[tuple[str, str], int]
    short: dict[tuple[str, str], Shortfall]
    missing: bool

    @property
    def topics(self) -> set[str]:
        return {topic for topic, _ in self.items}

    def count(self, topic: str, level: str) -> int:
        """Items that fit a cell; an empty topic or level fits any."""
        return sum(n for (t, lv), n in self.items.items() if topic in ("", t) and level in ("", lv))


def stock_of(bank_code: str, division: str, rules: RuleSet | None) -> Stock:
    """The stock for one division; shortfalls only where there are whole rules to check."""
    gap = next((g for g in unfilled(rules) if g.division.code == division), None) if rules else None
    short = {(s.cell.topic, s.cell.level or ""): s for s in gap.shortfalls} if gap else {}
    return Stock(bank_choices.appraised_by_topic(bank_code), short, bool(gap and gap.missing_bank))
