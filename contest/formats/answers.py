"""Answers with credits, as other systems have them, turned into the fields of our items."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from contest.rules.items import NumericAnswer, Problem

FULL = 99.99  # percent; systems write thirds with few digits
TRUE_FALSE = ("Đúng", "Sai")


@dataclass(frozen=True)
class Answer:
    """`credit` in percent."""

    text: str
    credit: float = 0.0
    feedback: str = ""


@dataclass(frozen=True)
class Chosen:
    """Fields of an item that come from its answers, and what is wrong with them."""

    fields: dict[str, Any]
    problems: tuple[Problem, ...] = ()


def choice(answers: Sequence[Answer], *, several: bool) -> Chosen:
    """Options of which one has full credit, or (several) of which all with credit are right.

    A single choice with more than one full credit becomes a multiple choice that someone has to
    look at: in the other system any of them was right.
    """
    problems: list[Problem] = []
    full = [n for n, answer in enumerate(answers) if answer.credit >= FULL]
    if several:
        key = [n for n, answer in enumerate(answers) if answer.credit > 0]
    else:
        key = full
        if len(full) > 1:
            several = True
            problems.append(Problem("several_full_marks", "warning", {"count": len(full)}))
        elif not full and (best := max((a.credit for a in answers), default=0)) > 0:
            problems.append(Problem("no_full_mark", details={"best": f"{best:g}"}))
    fields = {
        "type": "multiple_choice" if several else "single_choice",
        "options": tuple(answer.text for answer in answers),
        "key": tuple(key),
        "weights": beyond_key([answer.credit for answer in answers], key, several=several),
        "feedback": _feedback(answers),
    }
    return Chosen(fields, tuple(problems))


def equal_credit(count: int) -> float:
    """What each of so many right options earns, as the other systems write it."""
    return round(100 / count, 5) if count else 0.0


def beyond_key(credits: Sequence[float], key: Sequence[int], *, several: bool) -> tuple[float, ...]:
    """The credits; nothing where they say no more than the key."""
    each = equal_credit(len(key)) if several else 100.0
    told = all(abs(credit - (each if n in key else 0.0)) < 0.01 for n, credit in enumerate(credits))
    return () if told else tuple(credits)


def _feedback(answers: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(answer.feedback for answer in answers) if any(a.feedback for a in answers) else ()


def true_false(is_true: bool, if_true: str = "", if_false: str = "") -> Chosen:
    """A statement to be judged: a choice between two words."""
    fields = {
        "type": "single_choice",
        "options": TRUE_FALSE,
        "key": (0,) if is_true else (1,),
        "feedback": (if_true, if_false) if if_true or if_false else (),
    }
    return Chosen(fields)


def short_answer(answers: Sequence[Answer]) -> Chosen:
    """Answers to type. Those without credit only carried feedback and are left out with a word."""
    accepted = [answer for answer in answers if answer.credit > 0]
    problems = [
        Problem("wildcard_answer", "warning", {"written": answer.text[:60]})
        for answer in accepted
        if "*" in answer.text
    ]
    if wrong := [a for a in answers if a.credit <= 0 and a.text.strip("* ")]:
        problems.append(Problem("wrong_answers_left_out", "hint", {"count": len(wrong)}))
    plain = all(answer.credit >= FULL for answer in accepted)
    fields = {
        "type": "short_answer",
        "accepted": tuple(answer.text for answer in accepted),
        "weights": () if plain else tuple(answer.credit for answer in accepted),
        "feedback": _feedback(accepted),
    }
    return Chosen(fields, tuple(problems))


def numerical(answers: Sequence[tuple[NumericAnswer, Answer]]) -> Chosen:
    kept = [(number, answer) for number, answer in answers if answer.credit > 0]
    plain = all(answer.credit >= FULL for _, answer in kept)
    fields = {
        "type": "numerical",
        "numbers": tuple(number for number, _ in kept),
        "weights": () if plain else tuple(answer.credit for _, answer in kept),
        "feedback": _feedback([answer for _, answer in kept]),
    }
    return Chosen(fields)


def decimal_of(text: str) -> Decimal:
    """The number; a comma may stand for the point. Raises ValueError."""
    try:
        number = Decimal(text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text.strip())
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise ValueError(text)
    return number


def percent_of(text: str) -> float:
    """A credit in percent. Raises ValueError."""
    number = float(decimal_of(text))
    if abs(number) > 1000:
        raise ValueError(text)
    return number


def answers_of(options: Sequence[str], credits: Sequence[float], feedback: Sequence[str]) -> list[Answer]:
    """The answers that a writer writes; feedback may be missing."""
    said = feedback or [""] * len(options)
    return [Answer(*answer) for answer in zip(options, credits, said, strict=True)]
