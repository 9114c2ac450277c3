"""Items as GIFT text."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

from contest.formats.answers import TRUE_FALSE, answers_of, equal_credit
from contest.formats.gift_blocks import escaped
from contest.formats.labels import path_of, tags_of, with_bases
from contest.formats.pictures import cut_at_marks, shown_in
from contest.rules.items import Item


def written(items: Iterable[Item]) -> str:
    lines: list[str] = []
    topic: str | None = None
    for number, item in enumerate(items, 1):
        if item.topic != topic:
            topic = item.topic
            lines += [f"$CATEGORY: {escaped(path_of(topic))}", ""]
        marks = [f"[id:{_label(item.code)}]"] if item.code else []
        marks += [f"[tag:{_label(tag)}]" for tag in tags_of(item)]
        if marks:
            lines.append(f"// {' '.join(marks)}")
        name = escaped(item.code or f"Câu {number}")
        lines += [f"::{name}::{_text(item, item.stem)}{{{_answers(item)}}}", ""]
    return "\n".join(lines)


def _label(text: str) -> str:
    """A value inside [id:…] or [tag:…]."""
    return text.replace("\\", "\\\\").replace("]", "\\]").replace("\n", " ")


def _text(item: Item, text: str) -> str:
    """A text with its format mark: [html] where it shows pictures."""
    parts = cut_at_marks(text, item.pictures)
    if any(not isinstance(part, str) for part in parts):
        html = "".join(
            escape(part).replace("\n", "<br>")
            if isinstance(part, str)
            else f'<img src="data:{part.media_type};base64,{base64.b64encode(part.content).decode()}"'
            f' alt="{escape(part.name)}">'
            for part in parts
        )
        return "[html]" + escaped(html)
    return f"[plain]{escaped(text)}" if text else ""


def _answers(item: Item) -> str:
    general = with_bases(item)
    answers = _WRITERS[item.type](item)
    # No blank line between them: other readers take it for the end of the question.
    return f"{answers.rstrip(chr(10))}\n####{_text(item, general)}\n" if general else answers


def _said(item: Item, feedback: str) -> str:
    return f"#{_text(item, feedback)}" if feedback else ""


def _choice(item: Item) -> str:
    if item.options == TRUE_FALSE and not item.weights and item.key in {(0,), (1,)}:
        right = item.key[0]
        if_right, if_wrong = (item.feedback[right], item.feedback[1 - right]) if item.feedback else ("", "")
        said = f"{_said(item, if_wrong) or '#'}{_said(item, if_right)}" if if_right or if_wrong else ""
        return ("T" if right == 0 else "F") + said
    several = item.type != "single_choice"
    each = equal_credit(len(item.key)) if several else 100.0
    credits = item.weights or [each if n in item.key else 0.0 for n in range(len(item.options))]
    lines = []
    for answer in answers_of(item.options, credits, item.feedback):
        full = not several and answer.credit >= 99.99
        weight = "" if full or (not several and answer.credit == 0) else f"%{_number(answer.credit)}%"
        sign = "=" if full else "~"
        lines.append(f"\t{sign}{weight}{_text(item, answer.text)}{_said(item, answer.feedback)}")
    return _block(lines)


def _short(item: Item) -> str:
    credits = item.weights or [100.0] * len(item.accepted)
    return _block(
        [
            f"\t=%{_number(answer.credit)}%{_text(item, answer.text)}{_said(item, answer.feedback)}"
            for answer in answers_of(item.accepted, credits, item.feedback)
        ]
    )


def _numerical(item: Item) -> str:
    credits = item.weights or [100.0] * len(item.numbers)
    said = item.feedback or [""] * len(item.numbers)
    lines = [
        f"\t=%{_number(credit)}%{number.value:f}:{number.tolerance:f}{_said(item, feedback)}"
        for number, credit, feedback in zip(item.numbers, credits, said, strict=True)
    ]
    return "#" + _block(lines)


def _matching(item: Item) -> str:
    return _block([f"\t={_side(item, left)} -> {_right(item, right)}" for left, right in item.pairs])


def _side(item: Item, text: str) -> str:
    return _text(item, text.replace("->", "→"))


def _right(item: Item, text: str) -> str:
    """Elsewhere the right side is plain text without a mark; ours needs one where the stem shows pictures."""
    written = _side(item, text)
    bare = written.removeprefix("[plain]")
    return written if bare.startswith("[") or shown_in(item, item.stem) else bare


def _ordering(item: Item) -> str:
    return ">0 ALL VERTICAL ABSOLUTE_POSITION SHOW none" + _block([_text(item, option) for option in item.options])


def _essay(_item: Item) -> str:
    return ""


def _block(lines: Sequence[str]) -> str:
    return "\n" + "\n".join(lines) + "\n"


def _number(credit: float) -> str:
    return f"{credit:.5f}".rstrip("0").rstrip(".")


_WRITERS = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false_cluster": _choice,
    "short_answer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
