"""A question with several gaps becomes one question for each: the whole text, and which gap is asked for."""

from collections.abc import Sequence

from contest.rules.items import Problem

GAP = "\ue0f0"  # stands for a gap while a text is put together
BLANK = "_____"


def with_blanks(text: str, asked: int | None = None) -> str:
    """The text with its gaps as blanks, numbered where there are several; `asked` is the 0-based gap in question."""
    count = text.count(GAP)
    if count < 2:
        return text.replace(GAP, BLANK)
    for number in range(1, count + 1):
        text = text.replace(GAP, f"({number}) {BLANK}", 1)
    return text if asked is None else f"{text}\nChọn hoặc điền cho chỗ trống ({asked + 1})."


def part_of(code: str, number: int, count: int) -> str:
    """The code of one part; a code stands for one question only."""
    return f"{code}-{number}" if code and count > 1 else code


def split_warning(count: int) -> Sequence[Problem]:
    return (Problem("several_gaps", "warning", {"count": count}),) if count > 1 else ()
