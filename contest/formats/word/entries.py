"""A question's lines as an entry: the item, what is doubtful, where it stands, what it was read from."""

import re
from dataclasses import dataclass, replace

from contest.formats.bank_words import value_of
from contest.formats.reading import Entry
from contest.formats.word.details import details_of, level_of
from contest.formats.word.grouping import Draft
from contest.formats.word.key_tables import Pair
from contest.formats.word.lines import Line
from contest.formats.word.marks import Option, signs_read
from contest.formats.word.splitting import Split, explanation_of, stem_of
from contest.formats.word.verdicts import Verdict, choice_key, short_answer, statements_key
from contest.rules.items import Item, Picture, Problem

LONGEST_STEM = 30_000  # characters
_LONGEST_SHOWN = 2_000  # characters of one source line
_TAG = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]]\s*[:.]?\s*")


@dataclass(frozen=True)
class Around:
    """What stands around a question: text that goes before its stem, an instruction that may stand
    for a stem, lines behind it that belong to nothing, its line in the list of keys."""

    passages: tuple[str, ...] = ()
    guessed: bool = False
    instruction: str = ""
    stray: tuple[Line, ...] = ()
    pair: Pair | None = None


def entry_of(draft: Draft, found: Split, around: Around, pictures: dict[str, Picture]) -> Entry:
    exact = draft.lines[0].whole
    problems = [*found.problems, *_problems_on(draft.lines)]
    fields, stem = _tags(draft, stem_of(found), dict(found.fields), problems, exact=exact)
    kind = value_of("item_type", fields["type"]) if fields.get("type") else draft.part.kind
    if kind is None:
        problems.append(Problem("unknown_type", details={"written": fields["type"][:60]}))
    options, kind, verdict = _judge(found, around.pair, kind or "", exact=exact)
    problems += verdict.problems
    stem = "\n".join([*around.passages, stem]).strip() or around.instruction
    problems += _doubts(draft, around, stem)
    texts = tuple(option.text.content for option in options)
    item = Item(
        type=kind,
        stem=stem[:LONGEST_STEM],
        options=texts,
        key=verdict.key,
        accepted=verdict.accepted,
        explanation="\n".join(part for part in [*verdict.remarks, explanation_of(found)] if part),
        **details_of(fields, problems, exact=exact),
    )
    said = "\n".join([item.stem, item.explanation, *item.options, *item.accepted])
    used = tuple(picture for mark, picture in pictures.items() if mark in said)
    source = tuple(line.content[:_LONGEST_SHOWN] for line in draft.lines)
    shift = 0
    if draft.written:
        source = (f"{draft.written} {source[0]}", *source[1:])
        shift = len(draft.written) + 1
    marks = tuple(line.marks(0 if n else shift) for n, line in enumerate(draft.lines))
    return Entry(place_of_draft(draft), source, replace(item, pictures=used), tuple(problems), marks=marks)


def _judge(found: Split, pair: Pair | None, kind: str, *, exact: bool) -> tuple[list[Option], str, Verdict]:
    """(options, type, key). A type that the file names wins; otherwise the key tells it."""
    statements = kind == "true_false_cluster"
    options = found.options if exact else [signs_read(option, statement=statements) for option in found.options]
    if kind == "essay":
        return [], kind, Verdict()
    if kind == "short_answer" or not options:
        return [], "short_answer", short_answer(found, pair, asked_for=kind == "short_answer", exact=exact)
    if statements:
        return options, kind, statements_key(options, found, pair, exact=exact)
    verdict = choice_key(options, found, pair, exact=exact)
    if not kind:
        kind = (
            "true_false_cluster" if verdict.judged else "multiple_choice" if len(verdict.key) > 1 else "single_choice"
        )
    return options, kind, verdict


def _tags(
    draft: Draft, stem: str, fields: dict[str, str], problems: list[Problem], *, exact: bool
) -> tuple[dict[str, str], str]:
    """(fields, stem) once the remarks in the label and in front of the stem are read."""
    tags = list(draft.label.tags) if draft.label else []
    if not exact and (found := _TAG.match(stem)) and level_of(found[1]) is not None and stem[found.end() :]:
        tags.append(found[1])
        stem = stem[found.end() :]
    for tag in tags:
        level = level_of(tag)
        if level:
            fields.setdefault("level", tag if not tag.isdecimal() else level)
        elif level is None:
            stem = f"({tag}) {stem}"
    return fields, stem


def _doubts(draft: Draft, around: Around, stem: str) -> list[Problem]:
    problems = []
    if not stem:
        problems.append(Problem("empty_stem"))
    if len(stem) > LONGEST_STEM:
        problems.append(Problem("stem_too_long", details={"limit": LONGEST_STEM}))
    if draft.unlabelled and draft.doubtful:
        problems.append(Problem("question_unlabelled", "warning"))
    if around.guessed:
        problems.append(Problem("passage_guessed", "warning"))
    if around.stray:
        shown = " / ".join(line.content for line in around.stray)
        problems.append(Problem("text_behind", "warning", {"text": shown[:120]}))
    return problems


def _problems_on(lines: list[Line]) -> list[Problem]:
    found: list[Problem] = []
    for line in lines:
        found += [problem for problem in line.problems if problem not in found]
    return found


def place_of_draft(draft: Draft) -> dict[str, int | str]:
    place = draft.lines[0].place
    where: dict[str, int | str] = {"table": place.table, "row": place.row} if place.table else {}
    where = where or {"paragraph": place.paragraph}
    name = f"Câu {draft.number}" if draft.number and draft.label and draft.label.kind != "lesson" else draft.written
    if name:
        where["name"] = f"Phần {draft.part.name}, {name}" if draft.part.name else name
    return where
