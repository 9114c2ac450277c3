"""What stands between the braces of a GIFT question."""

import re
from collections.abc import Callable
from decimal import Decimal

from contest.formats.answers import (
    Answer,
    Chosen,
    choice,
    decimal_of,
    numerical,
    percent_of,
    short_answer,
    true_false,
)
from contest.rules.items import NumericAnswer, Problem
from contest.rules.refusals import Refused

TextOf = Callable[[str], str]  # raw text with its format mark -> text as meant
_WORDS = {"t": True, "true": True, "đ": True, "đúng": True, "f": False, "false": False, "s": False, "sai": False}
_ANSWER = re.compile(r"(~=|[=~])([^=~]*)")  # "~=" is how embedded answers write the right one
_EMBEDDED = re.compile(r"\d*\s*:\s*([A-Za-z_]+)\s*:")
_NUMERICAL = {"NM", "NUMERICAL"}
_TYPED = {"SA", "SAC", "MW", "MWC", "SHORTANSWER", "SHORTANSWER_C"} | _NUMERICAL
_WEIGHT = re.compile(r"\s*%\s*([^%\s]*)\s*%")


def read_answers(text: str, text_of: TextOf) -> Chosen:
    """Raises Refused: answers_not_understood, not_a_number, bad_weight (written)."""
    text = text.strip()
    if not text:
        return Chosen({"type": "essay"})
    if text.startswith("#"):
        return numerical(_numbers(text[1:], text_of))
    if text.startswith(">"):
        return _ordering(text[1:], text_of)
    word, *feedback = text.split("#")
    if word.strip().lower() in _WORDS:
        return _judged(_WORDS[word.strip().lower()], [text_of(f) for f in feedback])
    kind = ""
    if embedded := _EMBEDDED.match(text):
        kind, text = embedded[1].upper(), text[embedded.end() :].strip()
        if not text.startswith(("=", "~")):  # without a sign the first choice is a wrong one
            text = f"={text}" if kind in _TYPED else f"~{text}"
    elif not text.startswith(("=", "~")):
        if "~" in text or "=" in text:
            raise Refused("answers_not_understood", written=text[:60])
        text = f"={text}"  # a single short answer needs no sign
    found = _ANSWER.findall(text)
    signs = {sign for sign, _ in found}
    if kind in _TYPED - _NUMERICAL:
        return short_answer([_answer(sign, answer, text_of) for sign, answer in found])
    if kind in _NUMERICAL:
        return numerical(_numbers(text.replace("~=", "="), text_of))
    if signs == {"="} and all("->" in answer for _, answer in found) and not any(_WEIGHT.match(a) for _, a in found):
        return _matching([answer for _, answer in found], text_of)
    answers = [_answer(sign, answer, text_of) for sign, answer in found]
    if signs == {"="}:
        return short_answer(answers)
    return choice(answers, several=not signs & {"=", "~="})


def _answer(sign: str, text: str, text_of: TextOf) -> Answer:
    credit, text = _credit(text, 0.0 if sign == "~" else 100.0)
    answer, _, feedback = text.partition("#")
    return Answer(text_of(answer), credit, text_of(feedback))


def _credit(text: str, default: float) -> tuple[float, str]:
    if not (weight := _WEIGHT.match(text)):
        return default, text
    try:
        return percent_of(weight[1]), text[weight.end() :]
    except ValueError:
        raise Refused("bad_weight", written=weight[1][:30]) from None


def _judged(is_true: bool, feedback: list[str]) -> Chosen:
    """The first feedback is for those who judged wrongly."""
    wrong, right = (*feedback, "", "")[:2]
    return true_false(is_true, *((right, wrong) if is_true else (wrong, right)))


def _matching(answers: list[str], text_of: TextOf) -> Chosen:
    pairs = []
    for answer in answers:
        left, _, right = answer.partition("->")
        pairs.append((text_of(left), text_of(right.partition("#")[0])))
    return Chosen({"type": "matching", "pairs": tuple(pairs)})


def _ordering(text: str, text_of: TextOf) -> Chosen:
    """`>2 ALL HORIZONTAL …` and one line for each option, in the right order."""
    lines = [line.strip() for line in text.split("\n")]
    return Chosen({"type": "ordering", "options": tuple(text_of(line) for line in lines[1:] if line)})


def _numbers(text: str, text_of: TextOf) -> list[tuple[NumericAnswer, Answer]]:
    text = text.strip()
    written = [answer for _, answer in _ANSWER.findall(text)] if text.startswith(("=", "~")) else [text]
    found: list[tuple[NumericAnswer, Answer]] = []
    for answer in written:
        credit, rest = _credit(answer, 100.0)
        number, _, feedback = rest.partition("#")
        if number.strip() in {"*", ""} and len(written) > 1:  # anything else: only carries feedback
            continue
        found.append((_number(number), Answer("", credit, text_of(feedback))))
    return found


def _number(text: str) -> NumericAnswer:
    """1822, 1822:5 or 3.141..3.142."""
    low, dots, high = text.strip().partition("..")
    try:
        if dots:
            first, last = decimal_of(low), decimal_of(high)
            return NumericAnswer((first + last) / 2, abs(last - first) / 2)
        value, _, tolerance = text.partition(":")
        return NumericAnswer(decimal_of(value), abs(decimal_of(tolerance)) if tolerance.strip() else Decimal(0))
    except ValueError:
        raise Refused("not_a_number", written=text.strip()[:40]) from None


def refused(problem: Refused) -> Problem:
    return Problem(problem.code, details=problem.details)
