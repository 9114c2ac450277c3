"""Codes for a list of units that has none: offices keep names, codes are the program's own need."""

from collections.abc import Sequence
from dataclasses import replace

from contest.rules.sheet_lines import Line
from contest.rules.unit_rows import UnitRow
from contest.rules.units import UnitTree
from contest.rules.vietnamese import fold

LONGEST_INITIALS = 20


def give_codes(lines: Sequence[Line[UnitRow]], tree: UnitTree, top: str, scope: frozenset[int] | None = None) -> None:
    """A living unit of `scope` (None: everywhere) that the tree knows by name, and by parent where several
    have the name, keeps its code; any other gets its initials. Parents may be named instead of coded;
    without one it is `top`."""
    known: dict[str, list[str]] = {}
    for node in tree.nodes.values():
        if node.valid_to is None and (scope is None or node.id in scope):
            known.setdefault(fold(node.name), []).append(node.code)
    taken = set(tree.by_code)
    given: dict[tuple[str, str], str] = {}  # a name below one parent twice is one unit, refused as repeated
    here: dict[str, list[str]] = {}
    for line in lines:
        row, name = line.content, fold(line.content.name)
        place = name, fold(row.parent_code)
        if place not in given:
            given[place] = _same(row, known.get(name, []), tree, top) or _free(name, taken)
            here.setdefault(name, []).append(given[place])
        taken.add(given[place])
        line.content = replace(row, code=given[place])
    for line in lines:
        row = line.content
        parent = row.parent_code or ("" if row.code in tree.by_code else top)
        if parent and parent not in tree.by_code:
            named = here.get(fold(parent)) or known.get(fold(parent)) or []
            parent = named[0] if len(named) == 1 else parent
        line.content = replace(row, parent_code=parent)


def _same(row: UnitRow, codes: Sequence[str], tree: UnitTree, top: str) -> str:
    """The one known unit of this name, below the parent that the row names (of several, where it names none,
    the one below `top`); empty if none or several."""
    if row.parent_code or len(codes) > 1:
        parent = fold(row.parent_code or top)
        above = {c: tree.nodes[tree.by_code[c].parent_id or 0] for c in codes if tree.by_code[c].parent_id}
        codes = [c for c, p in above.items() if parent in {fold(p.name), fold(p.code)}]
    return codes[0] if len(codes) == 1 else ""


def _free(name: str, taken: set[str]) -> str:
    """ "so noi vu" → "SNV"; "phong 12" → "P12"; then "SNV-2"."""
    base = (
        "".join(w if w.isdigit() else w[0] for w in name.split() if w[0].isalnum()).upper()[:LONGEST_INITIALS] or "DV"
    )
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
