"""A rule set from unchecked data: the value, or everything that is wrong with it and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from contest.rules.rulesets import RuleSet

# What the validator calls it → our code, and which of its limits the sentence tells.
_CODES: dict[str, tuple[str, str]] = {
    "missing": ("value_required", ""),
    "string_too_short": ("value_required", ""),
    "int_type": ("value_required", ""),
    "too_short": ("choose_one", ""),
    "string_too_long": ("too_long", "max_length"),
    "greater_than_equal": ("too_small", "ge"),
    "less_than_equal": ("too_big", "le"),
    "string_pattern_mismatch": ("bad_division_code", ""),
}


@dataclass(frozen=True)
class RuleProblem:
    """`path` leads to the wrong part, for example ("divisions", 0, "name"); it is empty or names
    a whole when several parts contradict each other."""

    path: tuple[str | int, ...]
    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


def read_rules(data: Mapping[str, Any]) -> tuple[RuleSet | None, list[RuleProblem]]:
    """The rule set, or None and its problems in the order of the fields."""
    try:
        return RuleSet.model_validate(data), []
    except ValidationError as error:
        problems = [_problem(found) for found in error.errors()]
    # A list whose members are wrong is also reported as too short: only the members are news.
    deeper = {p.path[: len(p.path) - n] for p in problems for n in range(1, len(p.path))}
    return None, [p for p in problems if p.path not in deeper]


def _problem(found: Any) -> RuleProblem:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "value_error":
        return RuleProblem(found["loc"], str(context["error"]))
    code, limit = _CODES.get(kind, ("value_invalid", ""))
    return RuleProblem(found["loc"], code, {"limit": context[limit]} if limit else {})
