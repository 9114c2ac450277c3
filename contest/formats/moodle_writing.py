"""Items as Moodle XML."""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from contest.formats.answers import TRUE_FALSE, Answer, answers_of, equal_credit
from contest.formats.labels import path_of, tags_of, with_bases
from contest.formats.markup import xml_safe
from contest.formats.pictures import cut_at_marks, file_name_of, shown_in
from contest.rules.items import Item

_KINDS = {
    "single_choice": "multichoice",
    "multiple_choice": "multichoice",
    "true_false_cluster": "multichoice",
    "short_answer": "shortanswer",
    "numerical": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "essay": "essay",
}


def written(items: Iterable[Item]) -> bytes:
    quiz = Element("quiz")
    topic: str | None = None
    for number, item in enumerate(items, 1):
        if item.topic != topic:
            topic = item.topic
            category = SubElement(SubElement(quiz, "question", type="category"), "category")
            _leaf(category, "text", path_of(topic))
        _question(quiz, item, number)
    indent(quiz)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="utf-8") + b"\n"


def _question(quiz: Element, item: Item, number: int) -> None:
    judged = item.type == "single_choice" and item.options == TRUE_FALSE and not item.weights and len(item.key) == 1
    question = SubElement(quiz, "question", type="truefalse" if judged else _KINDS[item.type])
    _leaf(SubElement(question, "name"), "text", item.code or f"Câu {number}")
    _html(question, "questiontext", item, item.stem)
    _html(question, "generalfeedback", item, with_bases(item))
    _leaf(question, "defaultgrade", "1")
    if item.code:
        _leaf(question, "idnumber", item.code)
    if item.type in {"single_choice", "multiple_choice", "true_false_cluster"}:
        _choice(question, item, judged)
    elif item.type == "short_answer":
        _leaf(question, "usecase", "0")
        credits = item.weights or [100.0] * len(item.accepted)
        for answer in answers_of(item.accepted, credits, item.feedback):
            _answer(question, item, answer, markup=False)
    elif item.type == "numerical":
        _numbers(question, item)
    elif item.type == "matching":
        for left, right in item.pairs:
            pair = _html(question, "subquestion", item, left)
            _leaf(SubElement(pair, "answer"), "text", right)
    elif item.type == "ordering":
        for place, option in enumerate(item.options, 1):
            _answer(question, item, Answer(option, place))
    if tags := tags_of(item):
        parent = SubElement(question, "tags")
        for tag in tags:
            _leaf(SubElement(parent, "tag"), "text", tag)


def _choice(question: Element, item: Item, judged: bool) -> None:
    several = item.type != "single_choice"
    each = equal_credit(len(item.key)) if several else 100.0
    credits: Sequence[float] = item.weights or [each if n in item.key else 0.0 for n in range(len(item.options))]
    if judged:
        for word, answer in zip(("true", "false"), answers_of(item.options, credits, item.feedback), strict=True):
            _answer(question, item, Answer(word, answer.credit, answer.feedback), markup=False)
        return
    _leaf(question, "single", "false" if several else "true")
    _leaf(question, "shuffleanswers", "true")
    for answer in answers_of(item.options, credits, item.feedback):
        _answer(question, item, answer)


def _numbers(question: Element, item: Item) -> None:
    credits = item.weights or [100.0] * len(item.numbers)
    texts = [f"{number.value:f}" for number in item.numbers]
    for number, answer in zip(item.numbers, answers_of(texts, credits, item.feedback), strict=True):
        _leaf(_answer(question, item, answer, markup=False), "tolerance", f"{number.tolerance:f}")


def _answer(question: Element, item: Item, answer: Answer, *, markup: bool = True) -> Element:
    fraction = f"{answer.credit:.5f}".rstrip("0").rstrip(".")
    if markup:
        element = _html(question, "answer", item, answer.text)
        element.set("fraction", fraction)
    else:
        element = SubElement(question, "answer", fraction=fraction, format="plain_text")
        _leaf(element, "text", answer.text)
    if answer.feedback:
        _html(element, "feedback", item, answer.feedback)
    return element


def _html(parent: Element, tag: str, item: Item, text: str) -> Element:
    """An element of format html, the files that its text shows inside it."""
    element = SubElement(parent, tag, format="html")
    html = "".join(
        escape(part, quote=False).replace("\n", "<br>")
        if isinstance(part, str)
        else f'<img src="@@PLUGINFILE@@/{file_name_of(part)}" alt="{escape(part.name)}">'
        for part in cut_at_marks(text, item.pictures)
    )
    _leaf(element, "text", html)
    for picture in dict.fromkeys(shown_in(item, text)):
        file = SubElement(element, "file", name=file_name_of(picture), path="/", encoding="base64")
        file.text = base64.b64encode(picture.content).decode()
    return element


def _leaf(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = xml_safe(text)
