"""A question bank as sheets: the layout that our XLSX and CSV files share."""

from collections.abc import Iterable, Mapping, Sequence

from contest.formats.answer_columns import extra_cells, extra_fields, numbers_cell
from contest.formats.bank_headings import FIELDS, PLACES, REQUIRED
from contest.formats.bank_rows import read_row
from contest.formats.bank_words import YES, audience_words, word_for
from contest.formats.headings import Header, find_header
from contest.formats.key_columns import counting_from_zero, require_options
from contest.formats.legal_cells import basis_cells, written_day
from contest.formats.reading import Entry, Reading, finished
from contest.formats.sheets import Sheet
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused

_BEFORE = ["code", "type", "stem"]
_AFTER = [
    "key", "topic", "level", "situational", "explanation", "document", "article", "clause", "valid_from", "valid_to",
    "audience", "scope", "review_on", "enemy_group", "author_name", "appraiser_name", "status", "note",
]  # fmt: skip
_FEWEST_LETTERS = 6
_WIDTHS = {"stem": 60, "explanation": 50, "document": 50, "note": 30}
_LONG = ("option_", "match_", "feedback_")
_OPTION_WIDTH, _USUAL_WIDTH = 30, 14


def read_sheets_as_bank(
    format_name: str, sheets: Sequence[Sheet], chosen: Mapping[str, Header] | None = None
) -> Reading:
    """Every sheet that has a question table; `chosen` gives the headers of sheets that a person had to explain.

    Raises Refused: no_questions_found; or why no sheet could be read (missing_header,
    missing_column, ambiguous_header).
    """
    entries: list[Entry] = []
    problems: list[Problem] = []
    hints: list[Problem] = []
    refusals: list[Refused] = []
    for sheet in sheets:
        place: dict[str, int | str] = {"sheet": sheet.name} if len(sheets) > 1 else {}
        try:
            if not (header := (chosen or {}).get(sheet.name)):
                header = find_header(sheet, FIELDS, REQUIRED)
                require_options(header, sheet.rows)
        except Refused as refusal:
            refusals.append(refusal)
            if refusal.code == "missing_header":
                hints.append(Problem("sheet_without_header", "hint", {"sheet": sheet.name}))
            else:
                problems.append(Problem("sheet_skipped", details={"sheet": sheet.name, "reason": refusal}))
            continue
        used = set(header.columns.values())
        if unused := [h for column, h in enumerate(header.headings) if h and column not in used]:
            hints.append(Problem("unused_columns", "hint", {"columns": ", ".join(unused)}))
        from_zero = counting_from_zero(header, sheet.rows)
        for column in sorted(from_zero):
            hints.append(Problem("keys_from_zero", "hint", {"column": header.headings[column]}))
        for row in sheet.rows:
            if row.number <= header.row_number:
                continue
            if entry := read_row(row, header, {**place, "row": row.number}, from_zero=from_zero):
                entries.append(entry)
    if not entries:
        # A table that cannot be read says more than a page of instructions that has none.
        telling = [r for r in refusals if r.code != "missing_header"] or refusals
        raise telling[0] if telling and len(refusals) == len(sheets) else Refused("no_questions_found")
    return Reading(format_name, finished(entries), tuple(problems), tuple(hints))


def heading_of(field: str) -> str:
    return FIELDS[field][0]


def layout(option_count: int = 0) -> list[str]:
    """The fields of our sheet, wide enough for this many options."""
    letters = PLACES[: max(option_count, _FEWEST_LETTERS)]
    return [*_BEFORE, *(f"option_{letter}" for letter in letters), *_AFTER]


def widths(fields: Iterable[str]) -> list[int]:
    """Column widths in characters."""
    return [_WIDTHS.get(f, _OPTION_WIDTH if f.startswith(_LONG) else _USUAL_WIDTH) for f in fields]


def table(items: Iterable[Item]) -> tuple[list[str], list[list[object]]]:
    """(fields, rows) that `read_sheets_as_bank` reads back as the same items."""
    items = list(items)
    fields = [*layout(max((len(_lefts(item)) for item in items), default=0)), *extra_fields(items)]
    rows = []
    for item in items:
        cells = _cells(item)
        rows.append([cells.get(field, "") for field in fields])
    return fields, rows


def _cells(item: Item) -> dict[str, object]:
    return {
        "code": item.code,
        "type": word_for("item_type", item.type),
        "stem": item.stem,
        **{f"option_{letter}": option for letter, option in zip(PLACES, _lefts(item), strict=False)},
        "key": _key_cell(item),
        "topic": item.topic,
        "level": word_for("level", item.level),
        "situational": YES if item.situational else "",
        "explanation": item.explanation,
        **basis_cells(item.legal_basis),
        "audience": audience_words(item.audience),
        "scope": word_for("item_scope", item.scope),
        "review_on": written_day(item.review_on),
        "enemy_group": item.enemy_group,
        "author_name": item.author_name,
        "appraiser_name": item.appraiser_name,
        "status": word_for("item_status", item.status),
        "note": item.note,
        **extra_cells(item),
    }


def _lefts(item: Item) -> tuple[str, ...]:
    """What stands in the columns of options."""
    return item.options or tuple(left for left, _ in item.pairs)


def _key_cell(item: Item) -> str:
    if item.type == "short_answer":
        return " | ".join(item.accepted)
    if item.type == "numerical":
        return numbers_cell(item)
    if item.type == "true_false_cluster" and not item.key:
        return ", ".join("S" for _ in item.options)
    return ", ".join(PLACES[k] for k in item.key)
