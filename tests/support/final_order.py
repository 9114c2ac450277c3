"""The order of a closed round said in one line, which the vectorised pass and `compare` are held to."""

from contest.rules.rulesets import RuleSet
from contest.rules.standings import Line
from contest.rules.tie_breaks import TIE_BREAKS


def final_key(rules: RuleSet, line: Line) -> tuple[int, ...]:
    """Sort key of a closed round, ascending: better first; equal keys share a place."""
    return (-line.score, *(TIE_BREAKS[t].key(rules, line) for t in rules.tie_breaks))
