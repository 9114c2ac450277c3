"""What a list of units would do to the tree: each row new, changed, same or invalid.

Rows may come in any order, a parent after its children. A row that cannot stand takes with it only
those that lean on it: new units whose parent it was to be.
"""

from collections.abc import Mapping
from datetime import date

from contest.rules.sheet_lines import Line
from contest.rules.unit_names import name_key
from contest.rules.unit_rows import UnitRow
from contest.rules.units import UnitNode, UnitTree

_PLAIN_FIELDS = ("name", "kind", "emulation_group", "valid_from", "valid_to")


def plan(
    lines: list[Line[UnitRow]],
    tree: UnitTree,
    notes: Mapping[int, str],
    scope: frozenset[int] | None,
    today: date,
) -> None:
    """Fill in each line's `known_id`, `changes` and problems.

    `notes` maps unit id to note (the tree does not carry them). `scope` holds the ids of the units
    the importer may change (None: all).
    """
    first_rows: dict[str, int] = {}
    for line in lines:
        code = line.content.code
        if code and code in first_rows:
            line.refuse("repeated_unit_code", unit_code=code, row=first_rows[code])
        elif code:
            first_rows[code] = line.number
        if (node := tree.by_code.get(code)) is not None and not line.invalid:
            line.known_id = node.id
            _compare(line, node, tree, notes.get(node.id, ""), today)
    _check_links(lines, tree)
    _check_scope(lines, tree, scope)
    while _spread(lines, tree):
        pass
    _warn_of_likeness(lines, tree)


def _compare(line: Line[UnitRow], node: UnitNode, tree: UnitTree, note: str, today: date) -> None:
    row = line.content
    for name in _PLAIN_FIELDS:
        said, known = getattr(row, name), getattr(node, name)
        if said and said != known:
            line.changes[name] = (known, said)
    begins, ends = row.valid_from or node.valid_from, row.valid_to or node.valid_to
    if begins and ends and ends < begins:
        line.refuse("validity_reversed")
    if row.note and row.note != note:
        line.changes["note"] = (note, row.note)
    if row.open_entry is not None and row.open_entry != node.open_entry:
        line.changes["open_entry"] = (node.open_entry, row.open_entry)
    parent = tree.nodes[node.parent_id].code if node.parent_id is not None else ""
    if row.parent_code and row.parent_code != parent:
        line.changes["parent_code"] = (parent, row.parent_code)
    successors = {tree.nodes[i].code for i in node.successors if i in tree.nodes}
    if set(row.successor_codes) - successors:
        line.changes["successors"] = (", ".join(sorted(successors)), ", ".join(row.successor_codes))
    if row.headcount is not None:
        counted = row.counted_on or today
        known_count = dict(node.headcounts).get(counted) if row.counted_on else node.headcount(counted)
        if known_count != row.headcount:
            line.changes["headcount"] = (known_count, row.headcount)


def _check_links(lines: list[Line[UnitRow]], tree: UnitTree) -> None:
    codes = {line.content.code for line in lines} | tree.by_code.keys()
    for line in lines:
        row = line.content
        if row.parent_code and row.parent_code == row.code:
            line.refuse("unit_below_itself")
        elif row.parent_code and row.parent_code not in codes:
            line.refuse("unknown_parent", unit_code=row.parent_code)
        for code in row.successor_codes:
            if code == row.code:
                line.refuse("unit_succeeds_itself")
            elif code not in codes:
                line.refuse("unknown_successor", unit_code=code)


def _check_scope(lines: list[Line[UnitRow]], tree: UnitTree, scope: frozenset[int] | None) -> None:
    """Known units and known parents must lie in the importer's part of the tree, successors too."""
    if scope is None:
        return
    in_file = {line.content.code for line in lines if line.known_id is None}
    for line in lines:
        row = line.content
        named = [c for c in (row.parent_code, *row.successor_codes) if c and c in tree.by_code]
        if line.known_id is not None:
            # The root of the scope keeps the parent it has, which lies outside.
            parent_id = tree.nodes[line.known_id].parent_id
            if parent_id is not None and row.parent_code == tree.nodes[parent_id].code:
                named.remove(row.parent_code)
        elif not row.parent_code:
            line.refuse("parent_needed")
        touched = [tree.by_code[c].id for c in named if c not in in_file]
        touched += [line.known_id] if line.known_id is not None else []
        if any(unit_id not in scope for unit_id in touched):
            line.refuse("unit_out_of_scope")


def _spread(lines: list[Line[UnitRow]], tree: UnitTree) -> bool:
    """Refuse what leans on refused rows, and rings; true if a row fell, so that others may fall too."""
    before = sum(line.invalid for line in lines)
    standing = [line for line in lines if not line.invalid]
    kept = {line.content.code for line in standing} | tree.by_code.keys()
    leaning: dict[str, list[tuple[str, Line[UnitRow]]]] = {}
    for line in standing:
        leaning.setdefault(line.content.parent_code, []).append(("parent_invalid", line))
        for code in line.content.successor_codes:
            leaning.setdefault(code, []).append(("successor_invalid", line))
    falling = [line.content.code for line in lines if line.invalid and line.content.code not in kept]
    while falling:
        code = falling.pop()
        for problem, line in leaning.pop(code, ()):
            line.refuse(problem, unit_code=code)
            if line.known_id is None:
                falling.append(line.content.code)
    parents = {n.code: (tree.nodes[n.parent_id].code,) if n.parent_id else () for n in tree.nodes.values()}
    successors = {n.code: tuple(tree.nodes[i].code for i in n.successors) for n in tree.nodes.values()}
    for line in standing:
        if not line.invalid:
            row = line.content
            parents[row.code] = (row.parent_code,) if row.parent_code else parents.get(row.code, ())
            successors[row.code] = row.successor_codes + successors.get(row.code, ())
    for links, problem in ((parents, "unit_ring"), (successors, "succession_ring")):
        ring = on_ring(links)
        for line in standing:
            if line.content.code in ring and not line.invalid:
                line.refuse(problem)
    return sum(line.invalid for line in lines) > before


def on_ring(links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The codes from which following the links leads back to themselves.

    Codes that lead nowhere, or that nothing leads to, are peeled off until only rings and the paths
    between rings are left.
    """
    left = {code: {c for c in targets if c in links} for code, targets in links.items()}
    for _ in range(2):
        ends = [code for code, targets in left.items() if not targets]
        arriving: dict[str, set[str]] = {}
        for code, targets in left.items():
            for target in targets:
                arriving.setdefault(target, set()).add(code)
        while ends:
            end = ends.pop()
            del left[end]
            for source in arriving.get(end, ()):
                left[source].discard(end)
                if not left[source]:
                    ends.append(source)
        # Once more with the arrows turned: what nothing leads to.
        turned: dict[str, set[str]] = {code: set() for code in left}
        for code, targets in left.items():
            for target in targets:
                turned[target].add(code)
        left = turned
    return set(left)


def _warn_of_likeness(lines: list[Line[UnitRow]], tree: UnitTree) -> None:
    """New units that probably are another living one below the same parent under another code."""
    known: dict[tuple[str, str], str] = {}
    for node in tree.nodes.values():
        if node.valid_to is None:
            parent = tree.nodes[node.parent_id].code if node.parent_id is not None else ""
            known.setdefault((parent, name_key(node.name)), node.code)
    for line in lines:
        row = line.content
        if line.known_id is not None or line.invalid or row.valid_to is not None:
            continue
        other = known.setdefault((row.parent_code, name_key(row.name)), row.code)
        if other != row.code:
            line.warn("similar_unit", unit_code=other)
