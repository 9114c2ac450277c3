"""Every place of a closed round in one vectorised pass.

It orders as `tie_breaks.compare` does for two people; a property test holds them together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from contest.rules.rulesets import RuleSet, TieBreak
from contest.rules.tie_breaks import NO_PREDICTION, TIE_BREAKS, lot

if TYPE_CHECKING:
    from pandas import DataFrame


class Ranked(NamedTuple):
    """One line to rank. Times in milliseconds, score in hundredths."""

    person_id: int
    division: str
    score: int
    elapsed_ms: int
    finished_ms: int
    attempts: int
    registered_ms: int
    prediction: int | None


class Place(NamedTuple):
    """`place` is None for somebody who lost theirs."""

    person_id: int
    prediction_error: int | None
    place: int | None


def places(rules: RuleSet, lines: Iterable[Sequence[Any]], targets: Mapping[str, int]) -> list[Place]:
    """Place (1, 2, 2, 4 …) of everyone within their division; equal places are true ties.

    `lines`: rows as `Ranked`.
    `targets`: division → the number the prediction question asked for; without one nobody has a
    prediction error.
    """
    import pandas as pd

    frame = pd.DataFrame(list(lines), columns=list(Ranked._fields))
    if frame.empty:
        return []
    target = frame["division"].map(dict(targets)).astype("Int64")
    frame["prediction_error"] = (frame["prediction"].astype("Int64") - target).abs()
    keys = pd.DataFrame({"division": frame["division"], "score": -frame["score"]})
    for tie_break in rules.tie_breaks:
        keys[tie_break.value] = _column(tie_break, frame, rules)
    order = keys.sort_values(list(keys.columns), kind="stable").index
    keys = keys.loc[order]
    new_place = (keys != keys.shift()).any(axis=1)
    position = keys.groupby("division").cumcount() + 1
    place = position.where(new_place).ffill().astype(int)
    frame = frame.loc[order]
    errors = frame["prediction_error"].astype(object).where(frame["prediction_error"].notna(), None)
    return list(map(Place, frame["person_id"].tolist(), errors.tolist(), place.tolist()))


def _column(tie_break: TieBreak, frame: "DataFrame", rules: RuleSet) -> Any:
    """The criterion's number for every line; smaller is better."""
    if tie_break is TieBreak.LOT:
        return [lot(rules.lot_seed, int(person)) for person in frame["person_id"]]
    column = frame[TIE_BREAKS[tie_break].column]
    return column.fillna(NO_PREDICTION).astype("int64") if tie_break is TieBreak.PREDICTION else column
