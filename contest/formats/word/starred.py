"""Banks without any labels: blocks between empty lines, the right option behind a star, ">" before an
explanation."""

from contest.formats.reading import Entry
from contest.formats.word.entries import Around, entry_of
from contest.formats.word.grouping import Draft, Part
from contest.formats.word.lines import Line
from contest.formats.word.marks import Option
from contest.formats.word.splitting import Split
from contest.rules.items import Picture


def starred_entries(lines: list[Line], pictures: dict[str, Picture]) -> list[tuple[Line, Entry]]:
    """One entry for each block, with its first line; none unless there are starred lines."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.after_gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    if not any(_starred(line) for block in blocks for line in block[1:]):
        return []
    return [(block[0], _entry(block, pictures)) for block in blocks if len(block) > 2]


def _starred(line: Line) -> bool:
    return line.text.startswith("*")


def _entry(block: list[Line], pictures: dict[str, Picture]) -> Entry:
    stem, *others = block
    options = [line for line in others if not line.text.startswith(">")]
    explanation = [line.part(1).content for line in others if line.text.startswith(">")]
    found = Split(stem=[stem], explanation=explanation)
    found.options = [Option(line.part(0, 0), line.part(1 if _starred(line) else 0), _starred(line)) for line in options]
    return entry_of(Draft(block, Part()), found, Around(), pictures)
