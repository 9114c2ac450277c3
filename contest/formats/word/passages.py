"""Text between questions: passages that several questions share, instructions, what belongs to none."""

from dataclasses import dataclass, field

from contest.formats.word.grouping import Draft, furniture_style
from contest.formats.word.labels import furniture, passage, passage_range
from contest.formats.word.lines import Line, joined


@dataclass
class Passage:
    lines: list[Line]
    numbers: tuple[int, int] | None

    @property
    def instruction(self) -> bool:
        """One line that tells what to do, about no question in particular."""
        return self.numbers is None and len(self.lines) == 1


@dataclass
class Between:
    """What stands between questions. `stems` maps the position of a draft to text that goes before
    its stem; `instructions` to what may stand for a stem it lacks; `stray` to text behind a question
    that belongs to nothing; `guessed` are drafts whose passage names no numbers; `apart` is the paper's."""

    stems: dict[int, list[str]] = field(default_factory=dict)
    instructions: dict[int, str] = field(default_factory=dict)
    stray: dict[int, list[Line]] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)
    apart: list[Line] = field(default_factory=list)


def between_questions(drafts: list[Draft], above: list[list[Line]], after: list[Line]) -> Between:
    """Share out the text above each draft, and behind the last one."""
    found = Between()
    instruction = ""
    for at, lines in enumerate([*above, after]):
        plain_lines, passages = _passages(lines)
        for line in plain_lines:
            if furniture(line.text) or furniture_style(line) or at == 0:
                found.apart.append(line)
            else:
                found.stray.setdefault(at - 1, []).append(line)
        for shared in passages:
            text = joined(shared.lines)
            if shared.instruction:
                instruction = text
                found.apart += shared.lines
            elif at == len(drafts):
                found.stray.setdefault(at - 1, []).extend(shared.lines)
            else:
                for position in _asked(drafts, at, shared, found):
                    found.stems.setdefault(position, []).append(text)
        if any(furniture(line.text) for line in plain_lines):
            instruction = instruction if passages else ""
        if at < len(drafts):
            found.instructions[at] = instruction
    return found


def _passages(lines: list[Line]) -> tuple[list[Line], list[Passage]]:
    """(lines of no passage, passages)."""
    loose: list[Line] = []
    passages: list[Passage] = []
    for line in lines:
        if furniture(line.text) and not passage_range(line.text):
            loose.append(line)
        elif passage(line.text) and (not passages or passage_range(line.text) or not passages[-1].numbers):
            passages.append(Passage([line], passage_range(line.text)))
        elif passages:
            passages[-1].lines.append(line)
        else:
            loose.append(line)
    return loose, passages


def _asked(drafts: list[Draft], at: int, shared: Passage, found: Between) -> list[int]:
    """The drafts from `at` on that the passage is about."""
    if shared.numbers is None:
        found.guessed.add(at)
        return [at]
    first, last = shared.numbers
    asked: list[int] = []
    for position in range(at, len(drafts)):
        number = drafts[position].number
        if number is None or not first <= number <= last or (asked and number <= (drafts[position - 1].number or 0)):
            break
        asked.append(position)
    if not asked:
        found.guessed.add(at)
    return asked or [at]
