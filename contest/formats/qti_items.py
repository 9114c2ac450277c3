"""One QTI item (2.1, 2.2 or 3.0, in the names of QTI 2) as an item of ours, by its interaction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from contest.formats.answers import Answer, Chosen, beyond_key, numerical, short_answer
from contest.formats.labels import LONGEST_TOPIC, code_of, from_tags, split_bases
from contest.formats.markup import plain, tree_text
from contest.formats.pictures import Shelf
from contest.formats.qti_responses import Response, declared, numbers
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

TOOL = "hoi-thi-cchc"  # items that we wrote carry their code in `label`
_BLANK = "_____"
_FEEDBACK = {"feedbackInline", "feedbackBlock", "modalFeedback", "templateInline", "templateBlock"}
_ASIDE = {"endAttemptInteraction", "mediaInteraction"}  # a hint button, a film: nothing to answer
_LEVELS = {"very easy": "easy", "veryeasy": "easy", "easy": "easy", "medium": "medium", "difficult": "hard",
           "very difficult": "hard", "verydifficult": "hard", "hard": "hard"}  # fmt: skip


@dataclass
class _Question:
    """The item's XML, and the shelf its texts put their pictures on."""

    item: Element
    interaction: Element
    response: Response
    shelf: Shelf

    def text(self, element: Element) -> str:
        return tree_text(element, self.shelf.mark, _silent_feedback)


def read_item(item: Element, metadata: dict[str, Any], shelf: Shelf, stimulus: str = "") -> tuple[Item, list[Problem]]:
    """`metadata` as the manifest has it; `stimulus` is the shared text the item goes with.

    Raises Refused: no_interaction, several_gaps, unsupported_type, template_variables and others
    that name what has no place here.
    """
    body = item.find("itemBody")
    interactions = [] if body is None else [
        e for e in body.iter() if e.tag.endswith("Interaction") and e.tag not in _ASIDE
    ]  # fmt: skip
    if body is None or not interactions:
        raise Refused("no_interaction")
    if unknown := [e.tag for e in interactions if e.tag not in _READERS]:
        raise Refused("unsupported_type", type=unknown[0])
    if len(interactions) > 1:
        raise Refused("several_gaps", count=len(interactions))
    if next(item.iter("setCorrectResponse"), None) is not None or next(body.iter("printedVariable"), None) is not None:
        raise Refused("template_variables")
    interaction = interactions[0]
    question = _Question(item, interaction, declared(item, interaction.get("responseIdentifier", "")), shelf)
    chosen = _READERS[interaction.tag](question)
    fields, problems = dict(chosen.fields), list(chosen.problems)
    stem = tree_text(body, shelf.mark, lambda element: _in_stem(element, question))
    stem = stem.removesuffix(f"\n{_BLANK}")  # a field below the question is no gap in it
    tags = from_tags(list(metadata.get("keywords", ())))
    if tags["cluster"] and fields["type"] == "multiple_choice":
        fields["type"] = "true_false_cluster"
    explanation, bases = split_bases(_explanation(question))
    ours = item.get("toolName") == TOOL
    difficulty = str(metadata.get("level", "")).lower()
    found = Item(
        stem="\n".join(part for part in (stimulus, stem) if part),
        code=code_of(item.get("label", "")) if ours else "",
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
    return found, problems + shelf.problems


def _silent_feedback(element: Element) -> str | None:
    return "" if element.tag in _FEEDBACK else None


def _in_stem(element: Element, question: _Question) -> str | None:
    """What of the body is no part of the stem, or stands in it as a blank."""
    if element.tag == "rubricBlock" and "candidate" not in element.get("view", "candidate"):
        return ""
    if element.tag in _FEEDBACK or element.tag in _ASIDE:
        return ""
    if element is not question.interaction:
        return None
    if element.tag in {"inlineChoiceInteraction", "textEntryInteraction"}:
        return _BLANK
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
    choices = [e for e in question.interaction.iter() if e.tag in {"simpleChoice", "inlineChoice"}]
    identifiers = [choice.get("identifier", "") for choice in choices]
    response = question.response
    outside = [value for value in response.correct if value not in identifiers]
    key = tuple(n for n, identifier in enumerate(identifiers) if identifier in response.correct)
    feedback = tuple(_said(question, identifier, e) for identifier, e in zip(identifiers, choices, strict=True))
    weights = beyond_key(response.credits(identifiers), key, several=response.several) if response.points else ()
    fields = {
        "type": "multiple_choice" if response.several else "single_choice",
        "options": tuple(question.text(choice) for choice in choices),
        "key": key,
        "weights": weights,
        "feedback": feedback if any(feedback) else (),
    }
    wrong = (Problem("key_outside_options", details={"written": ", ".join(outside)[:60]}),) if outside else ()
    return Chosen(fields, wrong)


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
}
