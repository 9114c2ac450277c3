"""Moodle questions whose gaps stand in the text (Cloze; choices dragged or selected into it): one question for each."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from contest.formats.answers import Chosen
from contest.formats.gaps import GAP, with_blanks
from contest.formats.gift_answers import read_answers
from contest.formats.gift_blocks import set_aside, unescaped
from contest.formats.markup import plain
from contest.formats.moodle_texts import Texts
from contest.formats.xml_tree import text_of
from contest.rules.refusals import Refused

KINDS = {"cloze", "multianswer", "gapselect", "ddwtos"}
_EMBEDDED = re.compile(r"\{(\d*\s*:\s*[A-Za-z_]+\s*:?[^{}]*)\}")
_PLACE = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True)
class Gap:
    """What one gap asks: the stem, and its answers or why there are none."""

    stem: str
    chosen: Chosen | None = None
    refusal: Refused | None = None


def gaps_of(kind: str, question: Element, stem: str, texts: Texts) -> list[Gap]:
    """Raises Refused("no_interaction") where the text has no gap."""
    if kind in {"cloze", "multianswer"}:
        text = set_aside(stem)
        pattern = _EMBEDDED
        whole = unescaped(pattern.sub(GAP, text))
        asked = [_embedded(answers) for answers in pattern.findall(text)]
    else:
        pattern = _PLACE
        whole = pattern.sub(GAP, stem)
        choices = _choices(question, texts)
        asked = [_selected(int(number), choices) for number in pattern.findall(stem)]
    if not asked:
        raise Refused("no_interaction")
    return [Gap(with_blanks(whole, place), chosen, refusal) for place, (chosen, refusal) in enumerate(asked)]


def _embedded(answers: str) -> tuple[Chosen | None, Refused | None]:
    try:
        return read_answers(answers, lambda raw: plain(unescaped(raw))), None
    except Refused as refusal:
        return None, refusal


def _choices(question: Element, texts: Texts) -> list[tuple[str, str]]:
    """[(group, text)] in the order that the places of the text count."""
    return [
        (text_of(choice.find("group")).strip(), texts.of(choice, "html"))
        for choice in (*question.findall("selectoption"), *question.findall("dragbox"))
    ]


def _selected(number: int, choices: list[tuple[str, str]]) -> tuple[Chosen | None, Refused | None]:
    if not 1 <= number <= len(choices):
        return None, Refused("key_outside_options", written=f"[[{number}]]")
    group, right = choices[number - 1]
    options = list(dict.fromkeys(text for other, text in choices if other == group))
    fields = {"type": "single_choice", "options": tuple(options), "key": (options.index(right),)}
    return Chosen(fields), None
