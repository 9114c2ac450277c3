"""One QTI item (2.1, 2.2 or 3.0, in the names of QTI 2) as an item of ours, by its interaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from contest.formats.answers import Answer, Chosen, beyond_key, numerical, short_answer
from contest.formats.gaps import GAP, part_of, split_warning, with_blanks
from contest.formats.labels import LONGEST_TOPIC, code_of, from_tags, split_bases
from contest.formats.markup import plain, tree_text
from contest.formats.pictures import Shelf
from contest.formats.qti_responses import Response, declared, numbers
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

TOOL = "hoi-thi-cchc"  # items that we wrote carry their code in `label`
_FEEDBACK = {"feedbackInline", "feedbackBlock", "modalFeedback", "templateInline", "templateBlock"}
_ASIDE = {"endAttemptInteraction", "mediaInteraction"}  # a hint button, a film: nothing to answer
_INLINE = {"inlineChoiceInteraction", "textEntryInteraction"}
_LEVELS = {"very easy": "easy", "veryeasy": "easy", "easy": "easy", "medium": "medium", "difficult": "hard",
           "very difficult": "hard", "verydifficult": "hard", "hard": "hard"}  # fmt: skip


Part = tuple[Item | None, list[Problem]]


@dataclass
class _Question:
    """The item's XML, and the shelf its texts put their pictures on."""

    item: Element
    interaction: Element
    response: Response
    shelf: Shelf
    gap: Element | None = None  # the one in question, of an interaction with several

    def text(self, element: Element) -> str:
        return tree_text(element, self.shelf.mark, _silent_feedback)


def _varies(item: Element, body: Element) -> bool:
    """Does the text show variables, by themselves or in formulas?"""
    if next(body.iter("printedVariable"), None) is not None:
        return True
    names = {
        declared.get("identifier") for declared in item.iter("templateDeclaration") if declared.get("mathVariable")
    }
    return any((sign.text or "").strip() in names for sign in body.iter("mi"))


def read_items(item: Element, metadata: dict[str, Any], shelf: Shelf, stimulus: str = "") -> list[Part]:
    """One question for each thing to answer. `metadata` as the manifest has it; `stimulus` is the shared
    text the item goes with.

    Raises Refused: no_interaction, template_variables.
    """
    body = item.find("itemBody")
    interactions = [] if body is None else [
        e for e in body.iter() if e.tag.endswith("Interaction") and e.tag not in _ASIDE
    ]  # fmt: skip
    if body is None or not interactions:
        raise Refused("no_interaction")
    if next(item.iter("setCorrectResponse"), None) is not None or _varies(item, body):
        raise Refused("template_variables")
    questions = [
        _Question(item, interaction, declared(item, interaction.get("responseIdentifier", "")), shelf, gap)
        for interaction in interactions
        for gap in _gaps_of(interaction)
    ]
    parts = [_part(q, (n, len(questions)), metadata, stimulus) for n, q in enumerate(questions, 1)]
    parts[0][1].extend(shelf.problems)
    return parts


def _gaps_of(interaction: Element) -> list[Element] | list[None]:
    return (list(interaction.iter("gap")) if interaction.tag == "gapMatchInteraction" else []) or [None]


def _part(question: _Question, place: tuple[int, int], metadata: dict[str, Any], stimulus: str) -> Part:
    """`place`: which part it is, of how many."""
    warnings = list(split_warning(place[1])) if place[0] == 1 else []
    try:
        if question.interaction.tag not in _READERS:
            raise Refused("unsupported_type", type=question.interaction.tag)
        item, problems = _item(question, place, metadata, stimulus)
    except Refused as refusal:
        return None, [*warnings, Problem(refusal.code, details=refusal.details)]
    return item, warnings + problems


def _item(
    question: _Question, place: tuple[int, int], metadata: dict[str, Any], stimulus: str
) -> tuple[Item, list[Problem]]:
    item, shelf, body = question.item, question.shelf, question.item.find("itemBody")
    chosen = _READERS[question.interaction.tag](question)
    fields, problems = dict(chosen.fields), list(chosen.problems)
    stem = "" if body is None else tree_text(body, shelf.mark, lambda element: _in_stem(element, question))
    stem = stem.removesuffix(f"\n{GAP}")  # a field below the question is no gap in it
    blanks = [] if body is None else [e for e in body.iter() if e.tag in _INLINE or e.tag == "gap"]
    asked = question.interaction if question.gap is None else question.gap
    stem = with_blanks(stem, next((n for n, blank in enumerate(blanks) if blank is asked), None))
    tags = from_tags(list(metadata.get("keywords", ())))
    if tags["cluster"] and fields["type"] == "multiple_choice":
        fields["type"] = "true_false_cluster"
    explanation, bases = split_bases(_explanation(question))
    ours = item.get("toolName") == TOOL
    difficulty = str(metadata.get("level", "")).lower()
    found = Item(
        stem="\n".join(part for part in (stimulus, stem) if part),
        code=part_of(code_of(item.get("label", "")), *place) if ours else "",
        topic=str(metadata.get("topic", ""))[:LONGEST_TOPIC],
        level=str(tags["level"]) or _LEVELS.get(difficulty, ""),
        tags=tags["tags"],  # type: ignore[arg-type]
        explanation=explanation,
        legal_basis=bases,
        pictures=tuple(shelf.pictures),
        **fields,
    )
    if not found.stem:
        problems.append(Problem("empty_stem"))
    return found, problems


def _silent_feedback(element: Element) -> str | None:
    return "" if element.tag in _FEEDBACK else None


def _in_stem(element: Element, question: _Question) -> str | None:
    """What of the body is no part of the stem, or stands in it as a blank."""
    if element.tag == "rubricBlock" and "candidate" not in element.get("view", "candidate"):
        return ""
    if element.tag in _FEEDBACK or element.tag in _ASIDE:
        return ""
    if element.tag in _INLINE or element.tag == "gap":
        return GAP
    if element.tag in {"gapText", "gapImg"}:
        return ""
    if element is not question.interaction:
        return "" if element.tag.endswith("Interaction") else None
    if element.tag in {"hottextInteraction", "gapMatchInteraction"}:  # the text is what is to be answered
        return None
    prompt = element.find("prompt")
    return "" if prompt is None else f"\n{question.text(prompt)}\n"


def _said(question: _Question, identifier: str, choice: Element | None = None) -> str:
    """Feedback that belongs to one choice."""
    inside = [] if choice is None else [e for e in choice.iter() if e.tag in {"feedbackInline", "feedbackBlock"}]
    named = [e for e in question.item.iter("modalFeedback") if e.get("identifier") == identifier]
    return "\n".join(text for e in (*inside, *named) if (text := tree_text(e, question.shelf.mark)))


def _explanation(question: _Question) -> str:
    """All other feedback, and what markers are told."""
    choices = {e.get("identifier") for e in question.interaction.iter() if e.tag.endswith("hoice")}
    inside = {id(e) for choice in question.interaction.iter("simpleChoice") for e in choice.iter()}
    found: list[str] = []
    for element in question.item.iter():
        marker = element.tag == "rubricBlock" and "candidate" not in element.get("view", "candidate")
        feedback = element.tag in {"feedbackInline", "feedbackBlock", "modalFeedback"} and id(element) not in inside
        if marker or (feedback and element.get("identifier") not in choices):
            text = tree_text(element, question.shelf.mark)
            if text and text not in found:
                found.append(text)
    return "\n".join(found)


def _choice(question: _Question) -> Chosen:
    choices = [e for e in question.interaction.iter() if e.tag in {"simpleChoice", "inlineChoice", "hottext"}]
    identifiers = [choice.get("identifier", "") for choice in choices]
    response = question.response
    outside = [value for value in response.correct if value not in identifiers]
    key = tuple(n for n, identifier in enumerate(identifiers) if identifier in response.correct)
    feedback = tuple(_said(question, identifier, e) for identifier, e in zip(identifiers, choices, strict=True))
    several = response.several or len(key) > 1
    weights = beyond_key(response.credits(identifiers), key, several=several) if response.points else ()
    fields = {
        "type": "multiple_choice" if several else "single_choice",
        "options": tuple(question.text(choice) for choice in choices),
        "key": key,
        "weights": weights,
        "feedback": feedback if any(feedback) else (),
    }
    problems = [Problem("key_outside_options", details={"written": ", ".join(outside)[:60]})] if outside else []
    if several and not response.several:
        problems.append(Problem("several_full_marks", "warning", {"count": len(key)}))
    return Chosen(fields, tuple(problems))


def _gap_match(question: _Question) -> Chosen:
    """One gap, to be filled with one of the texts given."""
    choices = {e.get("identifier", ""): question.text(e) for e in question.interaction.iter("gapText")}
    gap = "" if question.gap is None else question.gap.get("identifier", "")
    right = [value.split()[0] for value in question.response.correct if value.split()[1:] == [gap]]
    if not right:
        raise Refused("missing_key")
    if any(identifier not in choices for identifier in right):
        raise Refused("key_outside_options", written=", ".join(right)[:60])
    key = tuple(n for n, identifier in enumerate(choices) if identifier in right)
    kind = "single_choice" if len(key) == 1 else "multiple_choice"
    return Chosen({"type": kind, "options": tuple(choices.values()), "key": key})


def _associate(question: _Question) -> Chosen:
    """Pairs out of one list."""
    choices = {e.get("identifier", ""): question.text(e) for e in question.interaction.iter("simpleAssociableChoice")}
    pairs = [tuple(value.split()) for value in question.response.correct]
    if not pairs:
        raise Refused("missing_key")
    if any(len(pair) != 2 or not set(pair) <= choices.keys() for pair in pairs):
        raise Refused("key_outside_options", written="; ".join(" ".join(pair) for pair in pairs)[:60])
    used = [identifier for pair in pairs for identifier in pair]
    if len(set(used)) < len(used):
        raise Refused("pairs_not_one_to_one")
    spare = [("", text) for identifier, text in choices.items() if identifier not in used]
    matched = [(choices[left], choices[right]) for left, right in pairs]
    return Chosen({"type": "matching", "pairs": (*matched, *spare)})


def _text_entry(question: _Question) -> Chosen:
    response = question.response
    if response.base_type in {"float", "integer"}:
        try:
            found = numbers(question.item, response)
        except ValueError as error:
            raise Refused("not_a_number", written=str(error)[:40]) from None
        return numerical([(number, Answer("", credit)) for number, credit in found])
    values = list(dict.fromkeys((*response.correct, *response.points)))
    credits = response.credits(values) if response.points else [100.0] * len(values)
    return short_answer([Answer(plain(value), credit) for value, credit in zip(values, credits, strict=True)])


def _extended_text(_question: _Question) -> Chosen:
    return Chosen({"type": "essay"})


def _match(question: _Question) -> Chosen:
    sets = question.interaction.findall("simpleMatchSet")
    if len(sets) != 2:
        raise Refused("answers_not_understood", written="matchInteraction")
    lefts, rights = (
        {choice.get("identifier", ""): question.text(choice) for choice in side.findall("simpleAssociableChoice")}
        for side in sets
    )
    pairs = [tuple(value.split()) for value in question.response.correct]
    found: dict[str, str] = {}
    for pair in pairs:
        if len(pair) == 2 and pair[0] not in lefts:  # some write the pair the other way round
            pair = pair[::-1]
        if len(pair) != 2 or pair[0] not in lefts or pair[1] not in rights:
            raise Refused("key_outside_options", written=" ".join(pair)[:60])
        if pair[0] in found:
            raise Refused("pairs_not_one_to_one")
        found[pair[0]] = pair[1]
    if not pairs:
        raise Refused("missing_key")
    if set(found) != set(lefts):
        raise Refused("pairs_not_one_to_one")
    matched = [(lefts[left], rights[found[left]]) for left in lefts]
    spare = [("", text) for right, text in rights.items() if right not in found.values()]
    return Chosen({"type": "matching", "pairs": (*matched, *spare)})


def _order(question: _Question) -> Chosen:
    choices = {e.get("identifier", ""): question.text(e) for e in question.interaction.iter("simpleChoice")}
    correct = question.response.correct
    if not correct:
        raise Refused("missing_key")
    if sorted(correct) != sorted(choices):
        raise Refused("key_outside_options", written=", ".join(correct)[:60])
    return Chosen({"type": "ordering", "options": tuple(choices[value] for value in correct)})


_READERS: dict[str, Callable[[_Question], Chosen]] = {
    "choiceInteraction": _choice,
    "inlineChoiceInteraction": _choice,
    "textEntryInteraction": _text_entry,
    "extendedTextInteraction": _extended_text,
    "matchInteraction": _match,
    "orderInteraction": _order,
    "hottextInteraction": _choice,
    "gapMatchInteraction": _gap_match,
    "associateInteraction": _associate,
}
