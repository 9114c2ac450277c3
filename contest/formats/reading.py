"""What a question-bank file was read as: one entry per question or row, nothing lost in silence."""

from dataclasses import dataclass, field, replace

from contest.rules.item_types import ITEM_TYPES
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused
from contest.rules.similarity import fingerprint

Marks = tuple[tuple[int, int, str], ...]  # (start, end, any of "buh": bold, underlined, set off by colour)


@dataclass(frozen=True)
class Entry:
    """A question as understood, or what was wrong with it.

    `where` places it in the file ({"sheet": …, "row": …}); `source` is the fragment it was read
    from, `marks` how each part of it is set there (none where the format has no looks). `item` is None
    where no item could be made of it; `draft` is what was understood all the same, for a person to mend.
    """

    where: dict[str, int | str]
    source: tuple[str, ...] = ()
    item: Item | None = None
    problems: tuple[Problem, ...] = ()
    draft: Item | None = None
    marks: tuple[Marks, ...] = ()

    @property
    def fragments(self) -> list[tuple[str, Marks]]:
        """The parts of the source that hold anything, each with its marks."""
        marks = self.marks or ((),) * len(self.source)
        return [(part, told) for part, told in zip(self.source, marks, strict=True) if part]

    @property
    def usable(self) -> bool:
        """Can become an item of a bank. What repeats an earlier entry is not written twice."""
        left_out = any(p.severity == "error" or p.code == "repeated_in_file" for p in self.problems)
        return self.item is not None and not left_out

    @property
    def repeated(self) -> bool:
        return any(p.code == "repeated_in_file" for p in self.problems)


@dataclass(frozen=True)
class Reading:
    """`problems` concern the file as a whole (a sheet that was passed over); `hints` are remarks
    that change nothing (columns that are not used)."""

    format: str
    entries: list[Entry] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()


def reading_of(
    format_name: str, entries: list[Entry], problems: tuple[Problem, ...] = (), hints: tuple[Problem, ...] = ()
) -> Reading:
    """The reading of a file of another question-bank system, where a question may stand twice with
    good reason (in two categories): it is kept, and said. Hints of entries become the file's.

    Raises Refused("no_questions_found").
    """
    if not entries and not problems:
        raise Refused("no_questions_found")
    kept = []
    for entry in finished(entries, keep_repeated=True):
        hints += tuple(p for p in entry.problems if p.severity == "hint")
        kept.append(replace(entry, problems=tuple(p for p in entry.problems if p.severity != "hint")))
    return Reading(format_name, kept, problems, hints)


def finished(entries: list[Entry], *, keep_repeated: bool = False) -> list[Entry]:
    """The entries with what their types say of them and with repeated questions marked; the last
    step of every format's `read`."""
    first_seen: dict[str, Entry] = {}
    done = []
    for entry in entries:
        if entry.item is None:
            done.append(entry)
            continue
        known = {p.code for p in entry.problems}
        more = [p for p in ITEM_TYPES[entry.item.type].problems(entry.item) if p.code not in known]
        entry = replace(entry, problems=(*entry.problems, *more))
        if entry.usable and entry.item:
            first = first_seen.setdefault(fingerprint(entry.item), entry)
            if first is not entry:
                code = "repeated_but_kept" if keep_repeated else "repeated_in_file"
                again = Problem(code, "warning", {"first": place_of(first.where)})
                entry = replace(entry, problems=(*entry.problems, again))
        done.append(entry)
    return done


def place_of(where: dict[str, int | str]) -> str:
    """The short place for details of sentences: "12", or "Chương 2!12"."""
    number = next((str(where[k]) for k in ("row", "paragraph", "line", "file", "item") if k in where), "")
    return f"{where['sheet']}!{number}" if where.get("sheet") else number
