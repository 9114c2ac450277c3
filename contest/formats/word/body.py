"""The body of a document in reading order: lines, and tables of cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from contest.formats.word.lines import Line, Place, Styled
from contest.formats.word.paragraphs import Reader
from contest.formats.word.tree import Node

_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
_DELETED = {"del", "moveFrom"}


@dataclass(frozen=True)
class Cell:
    """`column` is 0-based on the table's grid, `width` in grid columns; `continued` cells repeat the
    one above (merged downwards) and hold its lines."""

    lines: tuple[Line, ...]
    column: int
    width: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        return "\n".join(content for line in self.lines if (content := line.content))


@dataclass(frozen=True)
class Table:
    """`rows` holds (1-based row number, cells)."""

    place: Place
    rows: list[tuple[int, list[Cell]]]


@dataclass
class Body:
    """What `read_body` has passed; `blocks` are lines and tables in order."""

    reader: Reader
    blocks: list[Line | Table] = field(default_factory=list)
    paragraph: int = 0
    tables: int = 0
    gap: bool = False
    carried: Styled = field(default_factory=list)


def read_body(body: Node, reader: Reader) -> list[Line | Table]:
    state = Body(reader)
    for child, counted in _blocks(body, counted=True):
        if child.tag == "p":
            state.paragraph += counted
            _paragraph(state, child)
        else:
            state.tables += 1
            state.blocks.append(_table(child, reader, Place(state.paragraph, state.tables)))
            state.gap = False
    return state.blocks


def _blocks(node: Node, *, counted: bool) -> Iterator[tuple[Node, bool]]:
    """Paragraphs and tables, with whether the paragraph is the body's own child."""
    for child in node.children:
        if child.tag in {"p", "tbl"}:
            yield child, counted
        elif child.tag in _WRAPPERS:
            yield from _blocks(child, counted=False)


def _paragraph(state: Body, node: Node) -> None:
    if state.reader.mark_deleted(node):  # its text, if any is left, runs on into the next paragraph
        state.carried += state.reader.rest(node)
        return
    lines = state.reader.lines(node, Place(state.paragraph), carried=state.carried)
    state.carried = []
    if lines and state.gap:
        lines[0] = replace(lines[0], after_gap=True)
    state.gap = not lines
    state.blocks += lines


def _table(node: Node, reader: Reader, place: Place) -> Table:
    rows: list[tuple[int, list[Cell]]] = []
    above: dict[int, Cell] = {}
    for number, row in enumerate(_inside(node, "tr"), 1):
        marks = row.first("trPr")
        if marks and any(marks.first(tag) for tag in _DELETED):
            continue
        cells: list[Cell] = []
        column = (marks.number("gridBefore") or 0) if marks else 0
        for node_cell in _inside(row, "tc"):
            cell = _cell(node_cell, reader, replace(place, row=number), column)
            if cell.continued and column in above:
                cell = replace(above[column], continued=True)
            cells.append(cell)
            above[column] = cell
            column += cell.width
        rows.append((number, cells))
    return Table(place, rows)


def _inside(node: Node, tag: str) -> Iterator[Node]:
    for child in node.children:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _cell(node: Node, reader: Reader, place: Place, column: int) -> Cell:
    properties = node.first("tcPr")
    merge = properties.first("vMerge") if properties else None
    shade = reader.styles.fill(properties.first("shd") if properties else None)
    lines: list[Line] = []
    carried: Styled = []
    for child, _ in _blocks(node, counted=False):
        if child.tag == "tbl":  # a table inside a cell is read as more lines of the cell
            inner = _table(child, reader, place)
            lines += [line for _, cells in inner.rows for cell in cells if not cell.continued for line in cell.lines]
        elif reader.mark_deleted(child):
            carried += reader.rest(child)
        else:
            lines += [replace(line, place=place) for line in reader.lines(child, place, shade, carried)]
            carried = []
    return Cell(
        tuple(lines),
        column,
        max(1, (properties.number("gridSpan") or 1) if properties else 1),
        merge is not None and merge.attributes.get("val", "continue") == "continue",
    )
