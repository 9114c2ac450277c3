"""A question that nobody has answered yet is the same for everyone but for its number and the order of its
options: rendered once, with marks in their places, because at a synchronised start everyone asks for theirs.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

from contest.rules.items import Item
from contest.services.sheets import Question
from contest.web.pictures import pictured

_MOST_KEPT = 4000  # about 4 KB each
# Stand in what is kept for the position, and their successors for the number shown, for the canonical
# numbers of the options in their order, and for their texts.
_POSITION, _OPTION, _TEXT = 707070707070, 717171717100, 727272727200
_MARK = re.compile("(70707070707[01]|7171717171[0-9]{2}|7272727272[0-9]{2})")


class _Card(NamedTuple):
    """A question cut at its marks: text and mark take turns. `options` are their HTML by canonical number."""

    parts: list[str]
    options: list[Markup]


def questions_html(questions: Sequence[Question]) -> Markup:
    """The questions as they are asked on an open paper."""
    language = str(get_locale())
    return Markup("").join(_question_html(question, language) for question in questions)


def _question_html(question: Question, language: str) -> Markup:
    if question.response is not None or question.flagged:
        return _render(question)
    card = _kept(language, question.item)
    if card is None:
        return _render(question)
    filling = {str(_POSITION): str(question.position), str(_POSITION + 1): str(question.position + 1)}
    for place, (n, _) in enumerate(question.options):
        filling[str(_OPTION + place)] = str(n)
        filling[str(_TEXT + place)] = card.options[n]
    parts = card.parts.copy()
    parts[1::2] = [filling[mark] for mark in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 - escaped by the template


@lru_cache(_MOST_KEPT)
def _kept(_language: str, item: Item) -> _Card | None:
    """None for an item whose own words hold what could be taken for a mark."""
    if any(_MARK.search(text) for text in (item.stem, *item.options)):
        return None
    places = tuple((_OPTION + n, str(_TEXT + n)) for n in range(len(item.options)))
    blank = Question(_POSITION, item, places, None, answered=False, flagged=False)
    return _Card(_MARK.split(str(_render(blank))), [pictured(text, item.pictures) for text in item.options])


def _render(question: Question) -> Markup:
    return Markup(render_template("attempts/_question.html", q=question))  # noqa: S704 - escaped by the template
