"""Problems of a reading in words, for the command line and the pages alike."""

from collections.abc import Callable, Mapping
from typing import Any

from contest.rules.items import Problem
from contest.rules.refusals import Refused
from contest.wording import say

Translate = Callable[[str], str]


def told(problem: Problem, translate: Translate = str) -> str:
    """What is wrong, without its place."""
    details: dict[str, Any] = dict(problem.details)
    if isinstance(reason := details.get("reason"), Refused):
        details["reason"] = say(reason.code, translate, **reason.details)
    return say(problem.code, translate, **details)


def placed(problem: Problem, where: Mapping[str, int | str], translate: Translate = str) -> str:
    """What is wrong, after its row, paragraph, line, file or number in the file."""
    message = told(problem, translate)
    kind = next((kind for kind in ("table", "row", "paragraph", "line", "file", "item") if kind in where), "")
    if not kind:
        return message
    sentence = "at_sheet_row" if "sheet" in where else f"at_named_{kind}" if "name" in where else f"at_{kind}"
    return say(sentence, translate, **where, message=message)
