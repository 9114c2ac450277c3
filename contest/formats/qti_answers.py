"""The response of a QTI item as we write it: declaration, interaction, processing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from contest.formats.qti_writing import Writer

_CHOICES = {"single_choice", "multiple_choice", "true_false_cluster"}
_KINDS = {
    "matching": ("multiple", "directedPair"),
    "ordering": ("ordered", "identifier"),
    "single_choice": ("single", "identifier"),
    "short_answer": ("single", "string"),
    "essay": ("single", "string"),
    "numerical": ("single", "float"),
}


def declarations(writer: Writer, root: Element) -> None:
    """The response with its right values and points, and the outcomes."""
    item = writer.item
    cardinality, base = _KINDS.get(item.type, ("multiple", "identifier"))
    response = writer.element(
        root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base
    )
    if right := _right(writer):
        correct = writer.element(response, "correctResponse")
        for value in right:
            writer.leaf(correct, "value", value)
    if points := _points(writer):
        mapping = writer.element(response, "mapping", defaultValue="0")
        for key, value in points:
            writer.element(mapping, "mapEntry", mapKey=key, mappedValue=value, caseSensitive="false")
    writer.element(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    if _has_feedback(writer):
        writer.element(
            root, "outcomeDeclaration", identifier="FEEDBACK", cardinality=cardinality, baseType="identifier"
        )


def _has_feedback(writer: Writer) -> bool:
    return any(writer.item.feedback) and writer.item.type in _CHOICES


def _right(writer: Writer) -> list[str]:
    item = writer.item
    if item.type in _CHOICES:
        return [f"C{n}" for n in item.key]
    if item.type == "short_answer":
        best = max(range(len(item.accepted)), key=lambda n: item.weights[n] if item.weights else 0, default=None)
        return [] if best is None else [item.accepted[best]]
    if item.type == "numerical":
        return [f"{number.value:f}" for number in item.numbers[:1]]
    if item.type == "ordering":
        return [f"C{n}" for n in range(len(item.options))]
    rights = [right for _, right in item.pairs]
    return [f"L{n} D{rights.index(right)}" for n, (left, right) in enumerate(item.pairs) if left]


def _points(writer: Writer) -> list[tuple[str, str]]:
    """(value, points): where answers have credits of their own, or several texts are right."""
    item = writer.item
    if item.type in _CHOICES and item.weights:
        return [(f"C{n}", _share(weight)) for n, weight in enumerate(item.weights)]
    if item.type == "short_answer":
        weights = item.weights or (100.0,) * len(item.accepted)
        return [(text, _share(weight)) for text, weight in zip(item.accepted, weights, strict=True)]
    return []


def _share(percent: float) -> str:
    return f"{percent / 100:.7f}".rstrip("0").rstrip(".")


def body(writer: Writer, root: Element) -> None:
    """The stem as a paragraph, then what is to be answered."""
    item = writer.item
    holder = writer.element(root, "itemBody")
    stem = SubElement(holder, "p")
    writer.text(stem, item.stem)
    response = {"responseIdentifier": "RESPONSE"}
    if item.type in _CHOICES:
        most = "1" if item.type == "single_choice" else "0"
        interaction = writer.element(holder, "choiceInteraction", shuffle="true", maxChoices=most, **response)
        _simple_choices(writer, interaction)
    elif item.type == "ordering":
        _simple_choices(writer, writer.element(holder, "orderInteraction", shuffle="true", **response))
    elif item.type == "matching":
        _matching(writer, writer.element(holder, "matchInteraction", shuffle="true", maxAssociations="0", **response))
    elif item.type == "essay":
        writer.element(holder, "extendedTextInteraction", **response)
    else:
        SubElement(stem, "br")
        writer.element(stem, "textEntryInteraction", **response)


def _simple_choices(writer: Writer, interaction: Element) -> None:
    for number, option in enumerate(writer.item.options):
        writer.text(writer.element(interaction, "simpleChoice", identifier=f"C{number}"), option)


def _matching(writer: Writer, interaction: Element) -> None:
    pairs = writer.item.pairs
    lefts = writer.element(interaction, "simpleMatchSet")
    for number, (left, _) in enumerate(pairs):
        if left:
            writer.text(writer.element(lefts, "simpleAssociableChoice", identifier=f"L{number}", matchMax="1"), left)
    rights = writer.element(interaction, "simpleMatchSet")
    texts = [right for _, right in pairs]
    for number, right in enumerate(texts):
        if texts.index(right) == number:
            writer.text(writer.element(rights, "simpleAssociableChoice", identifier=f"D{number}", matchMax="0"), right)


def processing(writer: Writer, root: Element) -> None:
    """How the score comes about, written out in full so that feedback can be chosen too."""
    item = writer.item
    if item.type == "essay":
        return
    rules = writer.element(root, "responseProcessing")
    if item.type == "numerical":
        _numerical(writer, rules)
    elif _points(writer):
        score = writer.element(rules, "setOutcomeValue", identifier="SCORE")
        writer.element(score, "mapResponse", identifier="RESPONSE")
    else:
        branch = writer.element(writer.element(rules, "responseCondition"), "responseIf")
        match = writer.element(branch, "match")
        writer.element(match, "variable", identifier="RESPONSE")
        writer.element(match, "correct", identifier="RESPONSE")
        _score(writer, branch, "1")
    if _has_feedback(writer):
        chosen = writer.element(rules, "setOutcomeValue", identifier="FEEDBACK")
        writer.element(chosen, "variable", identifier="RESPONSE")


def _numerical(writer: Writer, rules: Element) -> None:
    item = writer.item
    condition = writer.element(rules, "responseCondition")
    weights = item.weights or (100.0,) * len(item.numbers)
    for place, (number, weight) in enumerate(zip(item.numbers, weights, strict=True)):
        branch = writer.element(condition, "responseElseIf" if place else "responseIf")
        tolerance = f"{number.tolerance:f}"
        equal = writer.element(branch, "equal", toleranceMode="absolute", tolerance=f"{tolerance} {tolerance}")
        writer.element(equal, "variable", identifier="RESPONSE")
        writer.leaf(equal, "baseValue", f"{number.value:f}", baseType="float")
        _score(writer, branch, _share(weight))


def _score(writer: Writer, branch: Element, points: str) -> None:
    score = writer.element(branch, "setOutcomeValue", identifier="SCORE")
    writer.leaf(score, "baseValue", points, baseType="float")
