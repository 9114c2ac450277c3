"""A contest with one open round on a small bank, made the short way."""

from typing import Any

from contest.rules.item_json import item_to_json
from contest.rules.items import Item
from contest.rules.rulesets import BlueprintCell, Division, RuleSet
from contest.storage.banks import Bank, ItemRow, ItemVersion
from contest.storage.contests import Contest, Round, set_rules
from contest.storage.db import commit, session
from tests.support.cast import HOUR, NOW, Cast


def make_bank(cast: Cast, items: list[Item], code: str = "cchc") -> Bank:
    """A bank of appraised items, the n-th with code "n"."""
    bank = Bank(code=code, name="Ngân hàng thử", unit_id=cast.units["province"], created_ms=NOW)
    session().add(bank)
    session().flush()
    for n, item in enumerate(items, start=1):
        row = ItemRow(bank_id=bank.id, code=str(n), status="appraised", topic=item.topic, level=item.level)
        row.type, row.enemy_group, row.fingerprint, row.folded = item.type, item.enemy_group, f"{code}-{n}", item.stem
        session().add(row)
        session().flush()
        session().add(ItemVersion(item_id=row.id, number=1, content=item_to_json(item), written_ms=NOW))
    commit()
    return bank


def sample_items(count: int = 6) -> list[Item]:
    """Single-choice items whose right option is always the first."""
    return [
        Item(type="single_choice", stem=f"Câu hỏi số {n}?", options=("Đúng", "Sai", "Một phần", "Không rõ"), key=(0,))
        for n in range(1, count + 1)
    ]


def make_round(cast: Cast, items: list[Item] | None = None, **changes: Any) -> int:
    """An announced contest of the province with a round open since an hour ago for two more hours;
    `changes` are fields of the rule set. Returns the round's id."""
    items = sample_items() if items is None else items
    make_bank(cast, items)
    division = Division(
        code="can-bo",
        name="Cán bộ, công chức",
        categories=("official",),
        bank_code="cchc",
        blueprint=(BlueprintCell(count=max(len(items), 1)),),
    )
    rules = RuleSet.model_validate(
        {
            "opens_ms": NOW - HOUR,
            "closes_ms": NOW + 2 * HOUR,
            "minutes": 20,
            "grace_seconds": 30,
            "divisions": (division,),
            "prediction": None,
            "tie_breaks": ("elapsed", "finished"),
            **changes,
        }
    )
    contest = Contest(
        slug="hoi-thi", name="Hội thi thử", unit_id=cast.units["province"], published=True, created_ms=NOW
    )
    session().add(contest)
    session().flush()
    row = Round(contest_id=contest.id, number=1, name="Đợt 1")
    set_rules(row, rules)
    session().add(row)
    commit()
    return row.id
