"""One question of a Moodle XML file as an item, by its type."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from xml.etree.ElementTree import Element

from contest.formats import moodle_gaps
from contest.formats.answers import Answer, Chosen, choice, decimal_of, numerical, percent_of, short_answer, true_false
from contest.formats.gaps import part_of, split_warning
from contest.formats.labels import code_of, from_tags, split_bases
from contest.formats.markup import plain
from contest.formats.moodle_texts import Texts, child_text
from contest.formats.xml_tree import text_of
from contest.rules.items import Item, NumericAnswer, Problem
from contest.rules.refusals import Refused

Part = tuple[Item | None, list[Problem]]
_YES = {"true", "1", "yes"}
_WORDS = {"true": True, "1": True, "đúng": True, "false": False, "0": False, "sai": False}


def question_parts(kind: str, question: Element, stem: str, topic: str, texts: Texts) -> list[Part]:
    """The question; one for each gap, where it has several.

    Raises Refused: unsupported_type (type), no_interaction, bad_weight, not_a_number, answers_not_understood.
    """
    if kind in moodle_gaps.KINDS:
        gaps = moodle_gaps.gaps_of(kind, question, stem, texts)
    elif kind in _READERS:
        gaps = [moodle_gaps.Gap(stem, _READERS[kind](question, texts))]
    else:
        raise Refused("unsupported_type", type=kind[:40] or "?")
    parts: list[Part] = []
    for number, gap in enumerate(gaps, 1):
        warnings = split_warning(len(gaps)) if number == 1 else ()
        if gap.chosen is None:
            wrong = [Problem(gap.refusal.code, details=gap.refusal.details)] if gap.refusal else []
            parts.append((None, [*warnings, *wrong]))
            continue
        item, problems = _item(question, gap.stem, topic, texts, gap.chosen)
        code = part_of(item.code, number, len(gaps))
        parts.append((replace(item, code=code), [*warnings, *problems]))
    return parts


def _item(question: Element, stem: str, topic: str, texts: Texts, chosen: Chosen) -> tuple[Item, list[Problem]]:
    fields = dict(chosen.fields)
    tags = from_tags([plain(child_text(tag)) for tag in question.findall("tags/tag")])
    if tags["cluster"] and fields["type"] == "multiple_choice":
        fields["type"] = "true_false_cluster"
    explanation, bases = split_bases(texts.of(question.find("generalfeedback")))
    guide = texts.of(question.find("graderinfo"))
    item = Item(
        stem="\n".join(part for part in (stem, texts.end_of_stem()) if part),
        code=code_of(text_of(question.find("idnumber"))),
        topic=topic,
        level=str(tags["level"]),
        tags=tags["tags"],  # type: ignore[arg-type]
        explanation="\n".join(part for part in (explanation, guide) if part),
        legal_basis=bases,
        pictures=texts.pictures(),
        **fields,
    )
    return item, list(chosen.problems)


def _answers(question: Element, texts: Texts, default: str = "") -> list[Answer]:
    return [
        Answer(texts.of(answer, default), _credit(answer), texts.of(answer.find("feedback")))
        for answer in question.findall("answer")
    ]


def _credit(answer: Element) -> float:
    written = answer.get("fraction", "").strip() or text_of(answer.find("fraction")).strip() or "0"
    try:
        return percent_of(written)
    except ValueError:
        raise Refused("bad_weight", written=written[:30]) from None


def _multichoice(question: Element, texts: Texts) -> Chosen:
    single = text_of(question.find("single")).strip().lower() or "true"
    return choice(_answers(question, texts), several=single not in _YES)


def _several(question: Element, texts: Texts) -> Chosen:
    return choice(_answers(question, texts), several=True)


def _truefalse(question: Element, texts: Texts) -> Chosen:
    answers = {_WORDS.get(a.text.strip().lower()): a for a in _answers(question, texts)}
    if None in answers or not answers:
        raise Refused(
            "answers_not_understood", written=" / ".join(texts.raw(a) for a in question.findall("answer"))[:60]
        )
    yes, no = answers.get(True, Answer("")), answers.get(False, Answer(""))
    if yes.credit == no.credit:
        raise Refused("missing_key")
    return true_false(yes.credit > no.credit, yes.feedback, no.feedback)


def _shortanswer(question: Element, texts: Texts) -> Chosen:
    return short_answer(_answers(question, texts, "plain_text"))


def _numerical(question: Element, texts: Texts) -> Chosen:
    found = []
    for element, answer in zip(question.findall("answer"), _answers(question, texts, "plain_text"), strict=True):
        if answer.text.strip() == "*":  # anything else: only carries feedback
            continue
        try:
            value = decimal_of(answer.text)
            tolerance = abs(decimal_of(text_of(element.find("tolerance")).strip() or "0"))
        except ValueError:
            raise Refused("not_a_number", written=answer.text[:40]) from None
        found.append((NumericAnswer(value, tolerance or Decimal(0)), answer))
    return numerical(found)


def _matching(question: Element, texts: Texts) -> Chosen:
    pairs = tuple(
        (texts.of(sub), texts.of(sub.find("answer"), "plain_text")) for sub in question.findall("subquestion")
    )
    return Chosen({"type": "matching", "pairs": tuple(pair for pair in pairs if any(pair))})


def _ordering(question: Element, texts: Texts) -> Chosen:
    """Moodle's plug-in numbers the options by their credit, or leaves them in order."""
    answers = _answers(question, texts)
    places = [answer.credit for answer in answers]
    if len(set(places)) == len(places):
        answers.sort(key=lambda answer: answer.credit)
    return Chosen({"type": "ordering", "options": tuple(answer.text for answer in answers)})


def _essay(_question: Element, _texts: Texts) -> Chosen:
    return Chosen({"type": "essay"})


_READERS: dict[str, Callable[[Element, Texts], Chosen]] = {
    "multichoice": _multichoice,
    "multichoiceset": _several,
    "oumultiresponse": _several,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
