"""What an amendment changes, and what may no longer change once papers are drawn."""

from collections.abc import Callable, Iterable

from contest.rules.rulesets import RuleSet

# The parts people speak of: every field by its name, with divisions cut in two.
_PARTS: dict[str, Callable[[RuleSet], object]] = {
    "division_papers": lambda r: [(d.code, d.categories, d.bank_code, d.blueprint) for d in r.divisions],
    "division_prizes": lambda r: [(d.code, d.name, d.prizes) for d in r.divisions],
}
_WHOLE = tuple(name for name in RuleSet.model_fields if name not in {"divisions", "assumptions"})

# People who entered earlier would have had another paper, another time or another task. The end
# moves by an extension, which moves open attempts with it.
_FROZEN = frozenset(
    {
        "opens_ms",
        "closes_ms",
        "minutes",
        "division_papers",
        "points_per_item",
        "shuffle_items",
        "shuffle_options",
        "counting",
        "prediction",
        "rehearsal",
    }
)
PARTS = (*_WHOLE, *_PARTS)


def changed_parts(before: RuleSet, after: RuleSet) -> tuple[str, ...]:
    """The names of the parts that differ, in a fixed order."""
    whole = tuple(name for name in _WHOLE if getattr(before, name) != getattr(after, name))
    return whole + tuple(name for name, part in _PARTS.items() if part(before) != part(after))


def frozen_parts(changed: Iterable[str]) -> list[str]:
    """Those of the changed parts that stay as they are while attempts exist."""
    return [name for name in changed if name in _FROZEN]
