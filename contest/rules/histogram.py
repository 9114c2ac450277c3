"""Counts by hour, gathered into as many bars as a page can show."""

from collections.abc import Mapping
from dataclasses import dataclass

HOUR_MS = 3_600_000
_AHEAD = 7  # Vietnam keeps UTC+7, so days begin where the hour plus seven is a multiple of 24
_WIDTHS = (1, 3, 6, 24)  # hours
MOST_BARS = 48


@dataclass(frozen=True)
class Bar:
    starts_ms: int
    hours: int
    count: int


def bars(by_hour: Mapping[int, int], from_ms: int, until_ms: int) -> list[Bar]:
    """One bar after another from `from_ms` to `until_ms` (not before it), empty ones too.

    `by_hour`: hours since the epoch → count. The narrowest width that gives at most MOST_BARS
    (the widest gives as many days as there are); widths divide the day as Vietnam counts it.
    """
    first, last = from_ms // HOUR_MS, max(from_ms, until_ms - 1) // HOUR_MS
    width = next((w for w in _WIDTHS if (last - first) // w + 2 <= MOST_BARS), _WIDTHS[-1])
    first, last = (first + _AHEAD) // width, (last + _AHEAD) // width
    sums = dict.fromkeys(range(first, last + 1), 0)
    for hour, count in by_hour.items():
        place = min(max((hour + _AHEAD) // width, first), last)
        sums[place] += count
    return [Bar((n * width - _AHEAD) * HOUR_MS, width, count) for n, count in sums.items()]
