"""How the thể lệ says moments, points and prizes, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from contest.rules.days import vietnam_time
from contest.rules.rulesets import Prize
from contest.wording import label, say


@dataclass(frozen=True)
class Words:
    """The program's sentences and labels through one translator."""

    translate: Callable[[str], str]

    def say(self, code: str, **details: Any) -> str:
        return say(code, self.translate, **details)

    def label(self, enumeration: str, value: str) -> str:
        return label(enumeration, value, self.translate)


def moment(ms: int) -> str:
    return vietnam_time(ms).strftime("%H giờ %M phút ngày %d/%m/%Y")


def points(hundredths: int) -> str:
    """150 → 1,5."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def amount(prizes: Iterable[Prize], words: Words) -> str:
    """A prize table in one phrase; "" for an empty one."""
    told = []
    for prize in prizes:
        plain = f"{prize.count} {prize.title}"
        money = f"{prize.amount:,}".replace(",", ".")
        told.append(words.say("reg_prize_money", prize=plain, amount=money) if prize.amount else plain)
    return ", ".join(told)
