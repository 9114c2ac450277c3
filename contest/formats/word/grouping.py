"""Lines of a document as questions: where each begins, which part it stands in."""

from collections import Counter
from dataclasses import dataclass, field

from contest.formats.word.key_lines import field_start, key_payload
from contest.formats.word.labels import (
    QuestionLabel,
    furniture,
    key_heading,
    numbered_part,
    option_label,
    part_heading,
    part_kind,
    question_label,
)
from contest.formats.word.lines import Line

_LOOKED_AHEAD = 40  # lines in which a numbered question must come to its options


@dataclass(frozen=True)
class Part:
    """A part of a paper: its number as written ("II"), and the type its heading names ("" for choice)."""

    name: str = ""
    kind: str = ""


@dataclass
class Draft:
    """The lines of one question; the first has lost its label. `unlabelled` was told only by its
    options, which is `doubtful` in a document whose questions have labels."""

    lines: list[Line]
    part: Part
    label: QuestionLabel | None = None
    written: str = ""
    unlabelled: bool = False
    doubtful: bool = False
    before: list[Line] = field(default_factory=list)  # text since the question above

    @property
    def number(self) -> int | None:
        return self.label.number if self.label else None


@dataclass
class Grouped:
    drafts: list[Draft] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)  # text behind the last question's part
    headings: list[Line] = field(default_factory=list)


def group(lines: list[Line]) -> Grouped:
    """The questions in order; text before a question stands in its `before`."""
    kinds = _kinds(lines)
    grouped = Grouped()
    part = Part()
    waiting: list[Line] = []
    current: Draft | None = None
    expected = 1
    for at, line in enumerate(lines):
        if _opens_part(line, current):
            part = Part(numbered_part(line.text), part_kind(line.text))
            grouped.headings.append(line)
            current, expected = None, 1
            continue
        label = question_label(line.text)
        if label and _starts(label, lines, at, kinds, current, expected):
            rest = line.part(label.end)
            current = Draft([rest], part, label, line.text[: label.end].strip(), before=waiting)
            grouped.drafts.append(current)
            waiting = []
            expected = (label.number or expected) + 1
        elif current:
            current.lines.append(line)
        else:
            waiting.append(line)
    if waiting and not grouped.drafts:
        grouped.drafts.append(Draft(waiting, part, unlabelled=True))
        waiting = []
    grouped.after = waiting
    return grouped


def _kinds(lines: list[Line]) -> set[str]:
    """The kinds of labels that open questions in this document."""
    counts: Counter[str] = Counter()
    for at, line in enumerate(lines):
        if (label := question_label(line.text)) and not (label.kind == "lesson" and furniture_style(line)):
            counts[label.kind] += 1
            counts[f"{label.kind} answered"] += _comes_to_answers(lines, at)
    if counts["word"] or counts["bare"]:
        return {"word", "bare"}
    for kind in ("bracket", "lesson", "number"):
        if counts[f"{kind} answered"] * 3 >= max(counts[kind], 1):
            return {kind}
    return {"lesson"} if counts["lesson"] > 1 else set()


def furniture_style(line: Line) -> bool:
    """Set in a heading style of Word."""
    return line.style.lower().startswith(("heading", "title", "toc"))


def _opens_part(line: Line, current: Draft | None) -> bool:
    if line.whole or not part_heading(line.text):
        return False
    answered = current is None or len(current.lines) > 1
    return answered or line.text.lstrip()[:4].isupper()


def _comes_to_answers(lines: list[Line], at: int) -> bool:
    """Does an option A or a key line follow before the next label of a question?"""
    kind = getattr(question_label(lines[at].text), "kind", "")
    if _options_on(lines[at]):
        return True
    for line in lines[at + 1 : at + _LOOKED_AHEAD]:
        option = option_label(line.text)
        if (option and option.letter == 0) or key_payload(line.text):
            return True
        label = question_label(line.text)
        if label and label.kind == kind:
            return False
    return False


def _options_on(line: Line) -> bool:
    return any(
        (option := option_label(line.text, at + 1)) and option.letter == 0
        for at, char in enumerate(line.text)
        if char == "\t"
    )


def _starts(
    label: QuestionLabel, lines: list[Line], at: int, kinds: set[str], current: Draft | None, expected: int
) -> bool:
    line = lines[at]
    if label.kind not in kinds or furniture_style(line) or key_heading(line.text):
        return False
    if label.kind == "word":
        return label.certain or label.number == expected or current is None
    if label.kind != "number":
        return True
    if current is None:
        return label.number == 1 or _comes_to_answers(lines, at)
    if not _has_options(current):  # a list inside a stem, or a question that has none
        return label.number == expected and not _counts_inside(current)
    return label.number == expected or _comes_to_answers(lines, at)


def _has_options(draft: Draft) -> bool:
    return any(option_label(line.text) for line in draft.lines[1:]) or _options_on(draft.lines[0])


def _counts_inside(draft: Draft) -> bool:
    """Does the stem hold a list of its own that began with 1?"""
    return any((label := question_label(line.text)) and label.number == 1 for line in draft.lines)


def cut_at_options(draft: Draft) -> list[Draft]:
    """The draft, cut where a second set of options shows that a question without label begins."""
    begins = [0]
    letters: list[int] = []
    last = 0
    labels = [None if line.whole else option_label(line.text) for line in draft.lines]
    lower = draft.unlabelled and not any(label and not label.lower for label in labels)
    for at, option in enumerate(labels):
        if option is None or option.lower is not lower:
            continue
        if option.letter == 0 and len(letters) > 1:
            begins.append(_stem_above(draft.lines, last, at))
            letters = []
        letters.append(option.letter)
        last = at
    ends = [*begins[1:], len(draft.lines)]
    found = [_cut(draft, begin, end) for begin, end in zip(begins, ends, strict=True)]
    found[0].before = draft.before
    if draft.unlabelled:
        first = next((n for n, line in enumerate(found[0].lines) if option_label(line.text)), 0)
        begin = _stem_above(found[0].lines, -1, first)
        if not any(line.after_gap for line in found[0].lines[: first + 1]):
            begin = max(begin, first - 1)  # what stands above may be anything: a title, notes
        found[0].before, found[0].lines = found[0].lines[:begin], found[0].lines[begin:]
    return found


def _cut(draft: Draft, begin: int, end: int) -> Draft:
    if begin == 0:
        return Draft(draft.lines[:end], draft.part, draft.label, draft.written, draft.unlabelled)
    first, *others = draft.lines[begin:end]
    label = question_label(first.text) if option_label(first.text) is None else None
    written = first.text[: label.end].strip() if label else ""
    return Draft(
        [first.part(label.end) if label else first, *others],
        draft.part,
        label,
        written,
        unlabelled=True,
        doubtful=not draft.unlabelled,
    )


def _stem_above(lines: list[Line], last_option: int, at: int) -> int:
    """The first line of the stem that ends above line `at`."""
    begin = at
    while begin - 1 > last_option and not _belongs_above(lines[begin - 1].text):
        begin -= 1
        if lines[begin].after_gap or question_label(lines[begin].text):
            break
    return begin


def _belongs_above(text: str) -> bool:
    return furniture(text) or key_payload(text) is not None or field_start(text) is not None
