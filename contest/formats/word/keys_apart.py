"""Which answers of the lists of keys belong to which question."""

from collections.abc import Iterable

from contest.formats.word.grouping import Draft
from contest.formats.word.key_tables import KeyList, Pair
from contest.rules.items import Problem


def pairs_for(drafts: list[Draft], lists: Iterable[KeyList]) -> tuple[dict[int, Pair], list[Problem]]:
    """(pair by position of the draft, what does not fit). Where numbers start again in each part, the
    parts are matched in order."""
    lists = list(lists)
    if any(keys.codes for keys in lists):
        return {}, [Problem("key_list_codes")]
    answers = KeyList([pair for keys in lists for pair in keys.pairs]).sections()
    if not answers:
        return {}, []
    asked = _sections(drafts)
    if len(asked) == 1:
        answers = _agreed(answers)
    if len(asked) != len(answers):
        return {}, [Problem("key_list_parts", details={"parts": len(asked), "lists": len(answers)})]
    found: dict[int, Pair] = {}
    missing: list[str] = []
    unknown: list[str] = []
    for questions, pairs in zip(asked, answers, strict=True):
        found |= {position: pairs[number] for number, position in questions.items() if number in pairs}
        missing += [str(number) for number in questions if number not in pairs]
        unknown += [str(number) for number in pairs if number not in questions]
    problems = []
    if missing or unknown:
        details: dict[str, object] = {
            "missing": ", ".join(missing[:20]) or "–",
            "unknown": ", ".join(unknown[:20]) or "–",
        }
        problems.append(Problem("key_list_mismatch", "warning", details))
    return found, problems


def _sections(drafts: list[Draft]) -> list[dict[int, int]]:
    """Positions of drafts by number; a section ends where a number comes again."""
    sections: list[dict[int, int]] = [{}]
    for position, draft in enumerate(drafts):
        if draft.number is None:
            continue
        if draft.number in sections[-1]:
            sections.append({})
        sections[-1][draft.number] = position
    return sections


def _agreed(sections: list[dict[int, Pair]]) -> list[dict[int, Pair]]:
    """One section, where the same answers are given twice (a list and a table of it)."""
    merged: dict[int, Pair] = {}
    for section in sections:
        if any(number in merged and merged[number].answer != pair.answer for number, pair in section.items()):
            return sections
        merged |= section
    return [merged]
