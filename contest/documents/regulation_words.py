"""How the thể lệ says moments, points and prizes, in the reader's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from contest.rules.days import vietnam_time
from contest.rules.rulesets import Prize
from contest.wording import label, say
from contest.wording.marks import N_

_NUMBER = N_("1.000,5")  # shows how the language separates thousands and decimals


@dataclass(frozen=True)
class Words:
    """The program's sentences and labels through one translator."""

    translate: Callable[[str], str]

    def say(self, code: str, **details: Any) -> str:
        return say(code, self.translate, **details)

    def label(self, enumeration: str, value: str) -> str:
        return label(enumeration, value, self.translate)

    def moment(self, ms: int) -> str:
        at = vietnam_time(ms)
        return self.say("reg_moment", hour=at.strftime("%H"), minute=at.strftime("%M"), day=at.strftime("%d/%m/%Y"))

    def points(self, hundredths: int) -> str:
        """150 → 1,5."""
        return self._number(f"{hundredths / 100:,.2f}".rstrip("0").rstrip("."))

    def money(self, dong: int) -> str:
        return self._number(f"{dong:,}")

    def _number(self, written: str) -> str:
        sample = self.translate(_NUMBER)
        return written.translate(str.maketrans(",.", sample[1] + sample[-2]))


def amount(prizes: Iterable[Prize], words: Words) -> str:
    """A prize table in one phrase; "" for an empty one."""
    told = []
    for prize in prizes:
        plain = f"{prize.count} {prize.title}"
        paid = words.money(prize.amount)
        told.append(words.say("reg_prize_money", prize=plain, amount=paid) if prize.amount else plain)
    return ", ".join(told)
