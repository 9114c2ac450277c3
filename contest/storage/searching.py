"""Searching without diacritics, over a column that `rules.vietnamese.fold` wrote."""

from typing import Any

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import InstrumentedAttribute

from contest.rules.vietnamese import fold

MOST_WORDS = 12


def holds_words(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    """Every word of the text occurs in the folded column, in any order."""
    words = fold(text).split()[:MOST_WORDS]
    return and_(true(), *(column.contains(word, autoescape=True) for word in words))
