"""Dates and whole numbers as people write them in spreadsheets."""

import re
from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_THOUSANDS = re.compile(r"\d{1,3}([. ,]\d{3})+")


def date_of(text: str) -> date | None:
    """A day written 1/7/2025, 01-07-2025 or 2025-07-01; None for an empty cell.

    Raises ValueError for anything else, for days that do not exist and for years out of reason.
    """
    text = text.strip()
    if not text:
        return None
    if found := _NUMERIC.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        raise ValueError(text)
    value = date(year, month, day)
    if not EARLIEST <= value <= LATEST:
        raise ValueError(text)
    return value


def count_of(text: str, most: int = 10_000_000) -> int | None:
    """A whole number written 1250, 1.250, 1 250 or 1250.0; None for an empty cell. Raises ValueError."""
    text = text.strip()
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[. ,]", "", text)
    text = re.sub(r"\.0+$", "", text)
    if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) > most:
        raise ValueError(text)
    return int(text)
