"""Numbers and tables as Vietnamese documents have them."""

from collections.abc import Iterable, Sequence


def number(value: float) -> str:
    """Three figures that count, comma before the decimals, dots between thousands: 1.234; 12,3; 0,07."""
    size = abs(value)
    digits = 0 if size >= 100 or value == int(value) else 1 if size >= 10 else 2
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))


def percent(share: float) -> str:
    return f"{number(round(share * 100))} %"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
