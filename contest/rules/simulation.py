"""A seeded model of who enters a round and how they do, so that boards can be seen at size.

The defaults follow what real provinces saw: about 60 % perfect papers in one week (Huế 2025), units
between nobody and everybody taking part, most people in the first and last days of the window.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item

_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
)
_MIDDLE = ("Văn", "Thị", "Thanh", "Minh", "Ngọc", "Hữu", "Thu", "Đức", "Quang", "Hồng", "Kim", "Xuân", "Anh", "Thị Thu")
_GIVEN = (
    "An", "Ánh", "Ân", "Bình", "Châu", "Cường", "Dung", "Dũng", "Đào", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hiền",
    "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Nhung", "Oanh", "Phúc", "Phương",
    "Quân", "Sơn", "Tâm", "Thảo", "Thắng", "Thủy", "Trang", "Tú", "Tuấn", "Uyên", "Vân", "Việt", "Yến",
)  # fmt: skip


@dataclass(frozen=True)
class SimulatedEntrant:
    """One person's run of a round. Times in milliseconds; `skill` is the chance of a right answer."""

    name: str
    unit_id: int | None
    skill: float
    start_offset_ms: int  # after the round opens
    elapsed_ms: int
    prediction: int


def entrants(
    *,
    people: int,
    seed: int,
    units: Sequence[tuple[int | None, int]],
    window_ms: int,
    minutes: int,
    perfect_share: float = 0.6,
) -> Iterator[SimulatedEntrant]:
    """`people` entrants over `units`, (unit id, headcount) pairs; the same arguments give the same
    people. A unit's share follows its headcount times an eagerness of its own."""
    rng = random.Random(seed)  # noqa: S311 - a model, not a secret
    weights = list(accumulate(max(headcount, 1) * rng.betavariate(2, 2) for _, headcount in units))
    limit = minutes * 60_000
    for _ in range(people):
        perfect = rng.random() < perfect_share
        yield SimulatedEntrant(
            name=f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}",
            unit_id=rng.choices(units, cum_weights=weights)[0][0],
            skill=1.0 if perfect else rng.betavariate(6, 2),
            # Two humps: the first hours and the last evening.
            start_offset_ms=int(
                (rng.betavariate(1, 4) if rng.random() < 0.7 else rng.betavariate(6, 1)) * (window_ms - limit)
            ),
            elapsed_ms=min(limit, 15_000 + int(rng.lognormvariate(0, 0.5) * limit * 0.35)),
            prediction=max(0, int(people * perfect_share * rng.lognormvariate(0, 0.4))),
        )


def responses(items: Sequence[Item], skill: float, rng: random.Random) -> dict[str, Any]:
    """Responses by position; a wrong one is another option where there are options, else a blank."""
    chosen: dict[str, Any] = {}
    for n, item in enumerate(items):
        if rng.random() < skill:
            chosen[str(n)] = ITEM_TYPES[item.type].right_response(item)
        elif item.type == "single_choice":
            chosen[str(n)] = rng.choice([o for o in range(len(item.options)) if o not in item.key])
    return chosen
