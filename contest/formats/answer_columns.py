"""What a question sheet says of answers beyond the key: their credits and feedback, what belongs to what,
numbers with their tolerance. Our sheets have these columns only where an item needs them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from contest.formats.answers import FULL, decimal_of, equal_credit, percent_of
from contest.formats.bank_headings import PLACES
from contest.rules.items import Item, NumericAnswer

_WITHIN = "±"
Cell = Callable[[str], str]  # the text in a field's column, "" where the sheet has none
Refuse = Callable[..., None]


def pairs_of(cell: Cell, options: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Left sides stand in the columns of options; a right side without a left one leads astray."""
    lefts = [*options, *[""] * (len(PLACES) - len(options))]
    pairs = [(left, cell(f"match_{place}")) for place, left in zip(PLACES, lefts, strict=True)]
    return tuple(pair for pair in pairs if any(pair))


def numbers_of(text: str, refuse: Refuse) -> tuple[NumericAnswer, ...]:
    """ "1822 ± 2,5 | 1900"."""
    found = []
    for part in filter(None, map(str.strip, text.split("|"))):
        value, _, tolerance = part.replace("+/-", _WITHIN).replace("+-", _WITHIN).partition(_WITHIN)
        try:
            found.append(NumericAnswer(decimal_of(value), abs(decimal_of(tolerance or "0"))))
        except ValueError:
            refuse("not_a_number", written=part[:60])
    return tuple(found)


def weights_of(cell: Cell, places: Sequence[int], usual: Sequence[float], refuse: Refuse) -> tuple[float, ...]:
    """Credits in percent of the answers in these columns; where one is not told, its `usual` one."""
    written = [cell(f"weight_{PLACES[n]}") if n < len(PLACES) else "" for n in places]
    if not any(written):
        return ()
    found = []
    for text, plain in zip(written, usual, strict=True):
        try:
            found.append(percent_of(text.removesuffix("%")) if text else plain)
        except ValueError:
            refuse("bad_weight", written=text[:60])
            found.append(plain)
    return tuple(found)


def usual_credits(kind: str, key: Sequence[int], count: int) -> list[float]:
    """What so many options earn by the key alone; all answers that are accepted earn everything."""
    if kind in {"short_answer", "numerical", "matching"}:
        return [100.0] * count
    each = 100.0 if kind == "single_choice" else equal_credit(len(key))
    return [each if n in key else 0.0 for n in range(count)]


def against_key(item: Item) -> bool:
    """Do the credits of a choice tell of other right options than its key?"""
    if not item.weights or item.type not in {"single_choice", "multiple_choice"}:
        return False
    some = {n for n, weight in enumerate(item.weights) if weight >= (FULL if item.type == "single_choice" else 0.01)}
    return some != set(item.key)


def feedback_of(cell: Cell, places: Sequence[int]) -> tuple[str, ...]:
    said = tuple(cell(f"feedback_{PLACES[n]}") if n < len(PLACES) else "" for n in places)
    return said if any(said) else ()


def extra_fields(items: Iterable[Item]) -> list[str]:
    """The columns that some of these items need, in the order of the sheet."""
    needed = {field for item in items for field, value in extra_cells(item).items() if value != ""}
    names = [*(f"{kind}_{place}" for kind in ("match", "weight", "feedback") for place in PLACES), "tags"]
    return [name for name in names if name in needed]


def extra_cells(item: Item) -> dict[str, Any]:
    def spread(kind: str, values: Iterable[Any]) -> dict[str, Any]:
        return {f"{kind}_{place}": value for place, value in zip(PLACES, values, strict=False)}

    return {
        **spread("match", [right for _, right in item.pairs]),
        **spread("weight", [int(weight) if weight == int(weight) else weight for weight in item.weights]),
        **spread("feedback", item.feedback),
        "tags": "; ".join(item.tags),
    }


def numbers_cell(item: Item) -> str:
    return " | ".join(f"{n.value} {_WITHIN} {n.tolerance}" if n.tolerance else str(n.value) for n in item.numbers)
