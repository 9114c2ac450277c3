"""One row of a question sheet as an entry."""

from dataclasses import dataclass, replace
from typing import Any

from contest.formats.answer_columns import (
    against_key,
    feedback_of,
    numbers_of,
    pairs_of,
    usual_credits,
    weights_of,
)
from contest.formats.bank_headings import PLACES
from contest.formats.bank_words import audience_of, means_yes, value_of
from contest.formats.headings import Header
from contest.formats.key_columns import from_one
from contest.formats.keys import Key, read_key
from contest.formats.legal_cells import legal_bases
from contest.formats.option_cells import listed_options, options_inside
from contest.formats.reading import Entry
from contest.formats.sheets import Row
from contest.rules.items import Item, Problem, Scope, Status
from contest.rules.table_cells import date_of

LONGEST_STEM = 30_000  # characters
LONGEST_CODE = 60
_WITHOUT_OPTIONS = {"short_answer", "essay", "numerical", "matching"}
_WITHOUT_LETTERS = _WITHOUT_OPTIONS | {"ordering"}  # their key names no options
_LIMITS = {"code": LONGEST_CODE, "topic": 120, "enemy_group": 60, "author_name": 120, "appraiser_name": 120}
# What an item is made of: a doubt in one of these cells spoils the question.
_CORE = {"stem", "key", "type", "options", *(f"option_{letter}" for letter in PLACES)}


@dataclass
class _Cells:
    """The row by field, and what is said about it."""

    row: Row
    header: Header
    problems: list[Problem]

    def __getitem__(self, field: str) -> str:
        column = self.header.columns.get(field)
        return self.row.cell(column) if column is not None else ""

    def heading(self, field: str) -> str:
        return self.header.headings[self.header.columns[field]]

    def warn(self, code: str, **details: object) -> None:
        self.problems.append(Problem(code, "warning", details))

    def refuse(self, code: str, **details: object) -> None:
        self.problems.append(Problem(code, details=details))

    def value(self, enumeration: str, field: str, unknown: str) -> str:
        found = value_of(enumeration, self[field]) if self[field] else ""
        if found is None:
            self.warn(unknown, written=self[field][:60])
        return found or ""

    def day(self, field: str) -> object:
        try:
            return date_of(self[field])
        except ValueError:
            self.refuse("bad_date_cell", column=self.heading(field), written=self[field][:60])
            return None


def read_row(
    row: Row, header: Header, where: dict[str, int | str], *, from_zero: frozenset[int] = frozenset()
) -> Entry | None:
    """The row's entry; None for a row that holds no part of a question (blank but for its number).
    `from_zero`: key columns in which 0 is the first option."""
    cells = _Cells(row, header, [])
    width = max((n for n, letter in enumerate(PLACES, 1) if f"option_{letter}" in header.columns), default=0)
    options = [cells[f"option_{letter}"] for letter in PLACES[:width]]
    options = _meant_formulas(cells, options) or options
    if not any(options):
        options = listed_options(cells["options"])
    if not any(options):
        options = _beside_stem(cells)
    _doubts(cells, options)
    if not (cells["stem"] or cells["key"] or any(options) or cells.problems):
        return None
    _surplus(cells)
    key = _key(cells, options, from_zero=from_zero)
    item = _item(cells, options, key)
    spoiled = any(p.severity == "error" for p in cells.problems) or key.problem is not None
    source, problems = tuple(row.cells), tuple(cells.problems)
    return Entry(where, source, None, problems, draft=item) if spoiled else Entry(where, source, item, problems)


def _meant_formulas(cells: _Cells, options: list[str]) -> list[str]:
    """A question about formulas: where every option is a formula without a value, what its author
    typed is the option. The doubts about them are settled."""
    columns = [cells.header.columns.get(f"option_{letter}", -1) for letter in PLACES[: len(options)]]
    doubts = {d.details["column"]: d for d in cells.row.doubts if d.code == "formula_without_value"}
    typed = [str(doubts[c].details["formula"]) if c in doubts else "" for c in columns]
    if any(options) or sum(map(bool, typed)) < 2:
        return []
    kept = tuple(d for d in cells.row.doubts if d not in [doubts[c] for c in columns if c in doubts])
    cells.row = replace(cells.row, doubts=kept)
    return typed


def _beside_stem(cells: _Cells) -> list[str]:
    """The options that stand in the cell of the question, taken out of it; none for a type without any."""
    column = cells.header.columns["stem"]
    stem, options = options_inside(cells["stem"])
    if not options or (cells["type"] and value_of("item_type", cells["type"]) in _WITHOUT_OPTIONS):
        return []
    texts = list(cells.row.cells)
    texts[column] = stem
    cells.row = replace(cells.row, cells=texts)
    return options


def _doubts(cells: _Cells, options: list[str]) -> None:
    fields = {column: field for field, column in cells.header.columns.items()}
    numeric = [o for o in options if o and not o.endswith("%") and o.replace(",", "").replace("-", "").isdigit()]
    for doubt in cells.row.doubts:
        field = fields.get(int(str(doubt.details["column"])), "")
        if doubt.code == "percent_number":
            if field.startswith("option_") and numeric:
                cells.refuse("percent_mixed", cell=doubt.details["cell"])
        elif field in _CORE:
            cells.problems.append(Problem(doubt.code, details=doubt.details))
        elif field:
            cells.problems.append(Problem(doubt.code, "warning", doubt.details))
    if cells.row.hidden:
        cells.warn("hidden_row")


def _surplus(cells: _Cells) -> None:
    beyond = [cell for cell in cells.row.cells[len(cells.header.headings) :] if cell]
    if beyond:
        cells.warn("extra_cells", count=len(beyond), shown=", ".join(beyond)[:80])


def _key(cells: _Cells, options: list[str], *, from_zero: frozenset[int]) -> Key:
    """The key, told with the type: a short answer has no options to find it among."""
    if cells["type"] and value_of("item_type", cells["type"]) is None:
        cells.refuse("unknown_type", written=cells["type"][:60])
        return Key()
    if _kind(cells, options) in _WITHOUT_LETTERS:
        return Key()

    def read(column: int) -> Key:
        said = cells.row.cell(column)
        return read_key(from_one(said) if column in from_zero else said, options)

    key = read(cells.header.columns["key"]) if "key" in cells.header.columns else read_key("", options)
    if key.problem and any(options):
        cells.problems.append(key.problem)
    for column in cells.header.rivals.get("key", ()):
        other = read(column)
        if key.positions and other.positions and other.positions != key.positions:
            both = {
                name: f"{cells.header.headings[c]}: {cells.row.cell(c)}"[:60]
                for name, c in (("first", cells.header.columns["key"]), ("second", column))
            }
            cells.refuse("keys_contradict", **both)
    return key


def _kind(cells: _Cells, options: list[str]) -> str:
    """The type that the row names; "" where its key tells."""
    if cells["type"]:
        return value_of("item_type", cells["type"]) or ""
    has_options = any(options) or any(
        field == "options" or field.startswith("option_") for field in cells.header.columns
    )
    return "" if has_options else "short_answer"


def _item(cells: _Cells, options: list[str], key: Key) -> Item:
    kind = _kind(cells, options)
    if not kind:
        kind = "true_false_cluster" if key.judged else "multiple_choice" if len(key.positions) > 1 else "single_choice"
    positions = [n for n, option in enumerate(options) if option]
    skipped = [PLACES[n] for n in range(max(positions, default=0)) if not options[n]]
    if skipped and len(positions) > 1:
        cells.warn("option_skipped", letters=", ".join(skipped))
    if not cells["stem"]:
        cells.refuse("empty_stem")
    if len(cells["stem"]) > LONGEST_STEM:
        cells.refuse("stem_too_long", limit=LONGEST_STEM)
    for field, limit in _LIMITS.items():
        if len(cells[field]) > limit:
            cells.refuse("text_too_long", column=cells.heading(field), limit=limit)
    bare = kind in _WITHOUT_OPTIONS
    if not bare and len(positions) < 2:
        cells.refuse("option_count", count=len(positions))
    audience, strange = audience_of(cells["audience"])
    if strange:
        cells.warn("unknown_audience", written="; ".join(strange)[:60])
    item = Item(
        type=kind,
        stem=cells["stem"],
        options=() if bare else tuple(options[n] for n in positions),
        key=tuple(positions.index(n) for n in key.positions if n in positions),
        **_typed(cells, kind, options),
        code=cells["code"],
        topic=cells["topic"],
        level=cells.value("level", "level", "unknown_level"),
        situational=means_yes(cells["situational"]),
        explanation=cells["explanation"],
        legal_basis=legal_bases({f: cells[f] for f in _BASIS}, cells.refuse, cells.heading),
        audience=audience,
        scope=cells.value("item_scope", "scope", "unknown_scope") or Scope.CENTRAL.value,
        review_on=cells.day("review_on"),  # type: ignore[arg-type]
        enemy_group=cells["enemy_group"],
        author_name=cells["author_name"],
        appraiser_name=cells["appraiser_name"],
        status=cells.value("item_status", "status", "unknown_status") or Status.DRAFT.value,
        note=cells["note"],
        tags=tuple(tag for part in cells["tags"].split(";") if (tag := part.strip())),
    )
    return _with_credits(cells, item, positions)


def _typed(cells: _Cells, kind: str, options: list[str]) -> dict[str, Any]:
    """The answers of types that have other ones than options."""
    if kind == "short_answer":
        return {"accepted": tuple(a for part in cells["key"].split("|") if (a := part.strip()))}
    if kind == "numerical":
        return {"numbers": numbers_of(cells["key"], cells.refuse)}
    return {"pairs": pairs_of(cells.__getitem__, options)} if kind == "matching" else {}


def _with_credits(cells: _Cells, item: Item, positions: list[int]) -> Item:
    """With the credits and the feedback of each answer; options keep those of their own columns."""
    places = positions if item.options else list(range(len(item.accepted or item.numbers or item.pairs)))
    usual = usual_credits(item.type, item.key, len(places))
    weights = weights_of(cells.__getitem__, places, usual, cells.refuse)
    item = replace(item, weights=weights, feedback=feedback_of(cells.__getitem__, places))
    if against_key(item):
        cells.warn("weights_against_key")
    return item


_BASIS = ("document", "article", "clause", "valid_from", "valid_to")
