"""The HTML of a question that nobody has answered yet is the same for all whose options lie in the same
order, but for its number: made once and kept, because at a synchronised start everyone asks for theirs.
"""

from dataclasses import replace
from functools import lru_cache

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

from contest.services.sheets import Question

_MOST_KEPT = 4000  # about 1.5 KB each
# Stands for the position, and its successor for the number shown, in what is kept.
_POSITION = 707070707070
_MARKS = str(_POSITION), str(_POSITION + 1)


def question_html(question: Question) -> Markup:
    """The question as it is asked on an open paper."""
    texts = (question.item.stem, *question.item.options)
    if question.response is not None or question.flagged or any(mark in t for t in texts for mark in _MARKS):
        return _render(question)
    kept = _kept(str(get_locale()), replace(question, position=_POSITION))
    position, number = _MARKS
    return Markup(kept.replace(number, str(question.position + 1)).replace(position, str(question.position)))  # noqa: S704


@lru_cache(_MOST_KEPT)
def _kept(_language: str, question: Question) -> str:
    return str(_render(question))


def _render(question: Question) -> Markup:
    return Markup(render_template("attempts/_question.html", q=question))  # noqa: S704 - escaped by the template
