"""One question's lines as stem, options, key lines and fields."""

import re
from dataclasses import dataclass, field

from contest.formats.bank_headings import PLACES
from contest.formats.word.grouping import Draft
from contest.formats.word.key_lines import explanation_start, field_start, key_payload, letters_of
from contest.formats.word.labels import LETTERS, OptionLabel, furniture, option_label, passage
from contest.formats.word.lines import Line, joined, merged
from contest.formats.word.marks import Option
from contest.formats.word.plain import plain
from contest.rules.items import Problem

_KEY_INSIDE = re.compile(
    r"[\t ][(\[]?(?=(?:dap an|da|d/a|answer|key)(?: dung)?(?: la)?\s*:\s*[(\[]?[A-Ha-h](?:[\W_]|$))", re.IGNORECASE
)
_BULLET = re.compile(r"(?:[-+•●○▪◦*–]|\(?(\d)[.)/])\s*(?=\S)")
_MOST_LISTED = 8


@dataclass
class Split:
    """`payloads` are what the key lines name; `fields` hold named values; `explanation` its lines;
    `after` is text behind all of it; `listed` tells that the options carry no letters."""

    stem: list[Line] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    lower: bool = False
    listed: bool = False
    fixed: bool = False
    payloads: list[tuple[str, Line]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    explanation: list[str] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _At:
    """An option label on a line."""

    line: int
    label: OptionLabel


def split(draft: Draft) -> Split:
    """What the lines of a question are."""
    lines = [part for line in draft.lines for part in _keys_apart(line)]
    found = Split()
    statements = draft.part.kind == "true_false_cluster"
    run = _options(lines, statements=statements)
    first = run[0].line if run else 0
    if early := [n for n in range(1, first) if _bare_key(lines[n])]:  # a key above the options
        lines = [line for n, line in enumerate(lines) if n not in early] + [lines[n] for n in early]
        run, first = _options(lines, statements=statements), first - len(early)
    back = next((n for n, line in enumerate(lines) if n > first and _opens_back(line, bool(run))), len(lines))
    if run and run[-1].line >= back:
        run = _options(lines[:back], statements=statements)
    body = lines[:back]
    if run:
        _take_options(found, body, run)
    else:
        _take_listed(found, body)
    _take_back(found, lines[back:])
    return found


def _keys_apart(line: Line) -> list[Line]:
    """A key line written behind an option on the same line stands by itself."""
    if line.whole:
        return [line]
    found = _KEY_INSIDE.search(plain(line.text))
    return [line.part(0, found.start()), line.part(found.end())] if found and found.start() else [line]


def _bare_key(line: Line) -> bool:
    """A line with a key in letters and nothing else."""
    payload = key_payload(line.text)
    letters = letters_of(payload) if payload else None
    return letters is not None and not letters[1]


def _opens_back(line: Line, has_options: bool) -> bool:
    if key_payload(line.text) is not None or explanation_start(line.text) is not None:
        return True
    return (has_options or line.whole) and field_start(line.text) is not None


def _options(lines: list[Line], *, statements: bool) -> list[_At]:
    """The labels A, B, C … of the options, in order."""
    certain = [_At(n, label) for n, line in enumerate(lines) if n or not line.whole for label in _labels_on(line)]
    certain = [at for n, at in enumerate(certain) if _told(at, certain[:n])]
    runs = [_run([at for at in certain if at.label.lower is lower], lines) for lower in (False, True)]
    upper, lower = runs
    if statements and len(lower) > 1:
        return lower
    if len(upper) > 1 or (upper and len(lower) < 2):
        return upper
    return lower if len(lower) > 1 else _on_stem_line(lines)


def _told(at: _At, before: list[_At]) -> bool:
    """Is it a label? One behind H must follow the letter before it."""
    last = before[-1].label if before else None
    follows = last is not None and (last.letter + 1, last.lower) == (at.label.letter, at.label.lower)
    return at.label.letter < len(LETTERS) or follows


def _labels_on(line: Line) -> list[OptionLabel]:
    """Labels at the start of a line and behind gaps."""
    places = [0] if line.whole else [0, *(n + 1 for n, char in enumerate(line.text) if char == "\t")]
    found = [option_label(line.text, place, PLACES) for place in places]
    found += [_lone_letter(line, place) for place, label in zip(places, found, strict=True) if label is None]
    return sorted((label for label in found if label), key=lambda label: label.start)


def _lone_letter(line: Line, place: int) -> OptionLabel | None:
    """A letter and a gap: "A⇥6"."""
    bare = plain(line.text[place : place + 2])
    if len(bare) == 2 and bare[0] in LETTERS and bare[1] == "\t":
        return OptionLabel(LETTERS.index(bare[0]), False, place, place + 2)
    return None


def _run(certain: list[_At], lines: list[Line]) -> list[_At]:
    """The labels in order; one that is missing is looked for behind single spaces."""
    run: list[_At] = []
    for at in certain:
        if at.label.letter == 0 and len(run) < 2:
            run = [at]
        elif run and at.label.letter >= len(run):
            while at.label.letter > len(run) and (soft := _soft(lines, run[-1], len(run), at)):
                run.append(soft)
            if at.label.letter == len(run):
                run.append(at)
    if run and not _one_each_line(run):
        while len(run) < 4 and (soft := _soft(lines, run[-1], len(run), None)):
            run.append(soft)
    return run


def _one_each_line(run: list[_At]) -> bool:
    return len(run) > 1 and all(at.label.start == 0 for at in run) and len({at.line for at in run}) == len(run)


def _soft(lines: list[Line], after: _At, letter: int, before: _At | None) -> _At | None:
    """The label of this letter on the same line as `after`, behind a space."""
    line = lines[after.line]
    if line.whole:
        return None
    end = before.label.start if before and before.line == after.line else len(line.text)
    sign = PLACES[letter].lower() if after.label.lower else PLACES[letter]
    for found in re.finditer(rf"(?<=[\s;.,])[(\[]?{sign}\s?[.)\]/:]", plain(line.text)[:end]):
        if found.start() >= after.label.end and (label := option_label(line.text, found.start(), PLACES)):
            return _At(after.line, label)
    return None


def _on_stem_line(lines: list[Line]) -> list[_At]:
    """Options behind the stem on one line, with single spaces: at least A, B and C."""
    for n, line in enumerate(lines):
        for found in re.finditer(r"(?<=\s)[(\[]?A\s?[.)\]/:]", plain(line.text)):
            label = option_label(line.text, found.start())
            run = [_At(n, label)] if label and not line.whole else []
            while run and (soft := _soft(lines, run[-1], len(run), None)):
                run.append(soft)
            if len(run) > 2:
                return run
    return []


def _take_options(found: Split, body: list[Line], run: list[_At]) -> None:
    first = run[0]
    found.stem = [*body[: first.line], body[first.line].part(0, first.label.start)]
    found.lower = first.label.lower
    found.fixed = any("#" in at.label.marks for at in run)
    taken = {(at.line, at.label.start) for at in run}
    for n, at in enumerate(run):
        line = body[at.line]
        end = run[n + 1] if n + 1 < len(run) else None
        stop = end.label.start if end and end.line == at.line else len(line.text)
        label = line.part(at.label.start, at.label.end)
        letter = next((k for k, char in enumerate(label.text) if char.isalpha()), 0)
        parts = [line.part(at.label.end, stop)]
        following = range(at.line + 1, end.line + 1 if end else len(body)) if stop == len(line.text) else range(0)
        for k in following:
            more = body[k].part(0, end.label.start) if end and k == end.line else body[k]
            if not end and not _continues(parts[-1], more):
                found.after = body[k:]
                break
            if more.text:
                parts.append(more)
        signed = any(mark in at.label.marks for mark in "*✓✔☑✅√")
        found.options.append(Option(label.part(letter, letter + 1), merged(parts), signed))
    stray = [
        label.letter
        for k, line in enumerate(body[first.line :], first.line)
        for label in _labels_on(line)[:1]
        if label.start == 0
        and label.letter < len(LETTERS)
        and label.lower is first.label.lower
        and (k, 0) not in taken
        and line not in found.after
    ]
    if stray:
        found.problems.append(Problem("option_labels", details={"letters": ", ".join(LETTERS[n] for n in stray)}))


def _continues(above: Line, line: Line) -> bool:
    """Does a line behind the last option belong to it?"""
    if line.after_gap or furniture(line.text) or passage(line.text):
        return False
    first = next((char for char in line.text if char.isalpha()), "")
    return not above.text or first.islower() or above.text.endswith((",", ":", "-", "(")) or line.text.startswith("[[")


def _take_listed(found: Split, body: list[Line]) -> None:
    """Options without letters: the last lines that are one list of Word, or begin with bullets or
    numbers."""
    end = next((n for n in range(len(body), 1, -1) if body[n - 1].list_id), len(body))
    start = end
    while start > 1 and end - start < _MOST_LISTED and _same_list(body[start - 1], body[end - 1]):
        start -= 1
    if end - start < 2:
        found.stem = body
        return
    found.stem, found.after, found.listed = body[:start], body[end:], True
    for line in body[start:end]:
        bullet = None if line.list_id and not line.automatic else _BULLET.match(line.text)
        cut = line.automatic or (bullet.end() if bullet else 0)
        found.options.append(Option(line.part(0, cut), line.part(cut)))


def _same_list(line: Line, last: Line) -> bool:
    if last.list_id:
        return line.list_id == last.list_id
    mine, other = _BULLET.match(line.text), _BULLET.match(last.text)
    return bool(mine and other and (mine[1] is None) == (other[1] is None)) and not line.list_id


def _take_back(found: Split, lines: list[Line]) -> None:
    current = ""
    for n, line in enumerate(lines):
        payload = key_payload(line.text)
        named = field_start(line.text)
        start = explanation_start(line.text)
        if payload is not None:
            current = "explanation" if current == "explanation" else "" if payload else "key"
            if payload:
                found.payloads.append((payload, line))
        elif start is not None and not (named and named[0] != "explanation"):
            current = "explanation"
            found.explanation += [line.part(start).text]
        elif named:
            current = named[0]
            value = line.part(named[1]).text
            found.fields[current] = f"{found.fields[current]}\n{value}" if current in found.fields else value
        elif current == "key" and (letters_of(line.text) or not found.options):
            found.payloads.append((line.content, line))
            current = ""
        elif current == "explanation" and not (furniture(line.text) or passage(line.text)):
            found.explanation.append(line.content)
        else:
            found.after = [*found.after, *lines[n:]]
            return


def explanation_of(found: Split) -> str:
    return "\n".join(part for part in found.explanation if part)


def stem_of(found: Split) -> str:
    return joined(found.stem)
