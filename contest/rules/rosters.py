"""Matching the rows of a roster with the people already known: nobody is doubled, nobody is taken."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from contest.rules.contact import person_name, plain_email, plain_phone, plain_staff_code
from contest.rules.items import Category
from contest.rules.refusals import Refused
from contest.rules.sheet_lines import Line
from contest.rules.units import UnitTree
from contest.rules.vietnamese import fold, tidy

LONGEST_POSITION = 120


@dataclass(frozen=True)
class RosterRow:
    """What a row says of a person; empty text: nothing said. `unit_id` None: no unit was found."""

    name: str
    position: str = ""
    phone: str = ""
    email: str = ""
    staff_code: str = ""
    unit_id: int | None = None
    unit_text: str = ""
    category: str = ""

    @property
    def contacts(self) -> dict[str, str]:
        said = {"phone": self.phone, "email": self.email, "staff_code": self.staff_code}
        return {field: value for field, value in said.items() if value}


@dataclass(frozen=True)
class Known:
    """A person already there. `reachable`: the importer stands above every role they hold."""

    id: int
    name: str
    position: str
    phone: str
    email: str
    staff_code: str
    unit_id: int | None
    category: str
    on_roster: bool
    has_role: bool = False
    reachable: bool = True


class UnitFinder:
    """A unit of the importer's scope by the code or the name that a row gives; `own`: where the list
    names no units at all, the one unit it is of."""

    def __init__(self, tree: UnitTree, scope: frozenset[int] | None, own: int | None = None) -> None:
        self.tree, self.scope, self.own = tree, scope, own
        self.names: dict[str, list[int]] = {}
        for node in tree.nodes.values():
            if (scope is None or node.id in scope) and node.valid_to is None:
                self.names.setdefault(fold(node.name), []).append(node.id)

    def find(self, code: str, name: str) -> int:
        """Raises Refused: row_without_unit, unknown_unit_code, unit_out_of_scope, unknown_unit_name, ambiguous_unit."""
        if self.own is not None:
            return self.own
        if code:
            node = self.tree.by_code.get(code)
            if node is None:
                raise Refused("unknown_unit_code", unit_code=code)
            if self.scope is not None and node.id not in self.scope:
                raise Refused("unit_out_of_scope")
            return node.id
        if not name:
            raise Refused("row_without_unit")
        found = self.names.get(fold(name), [])
        if not found:
            raise Refused("unknown_unit_name", name=name)
        if len(found) > 1:
            raise Refused("ambiguous_unit", name=name, count=len(found))
        return found[0]


def read_row(
    number: int, cells: Mapping[str, str], units: UnitFinder, category_of: Callable[[str], str]
) -> Line[RosterRow]:
    """The row's content with what is wrong in its single cells. `category_of` reads the column
    "Đối tượng": a Category, or "" for what it does not know."""
    faults: list[Refused] = []

    def attempt(read: Callable[[str], str], field: str) -> str:
        try:
            return read(cells.get(field, ""))
        except Refused as refusal:
            faults.append(refusal)
            return ""

    unit_code, unit_name = tidy(cells.get("unit_code", "")).upper(), tidy(cells.get("unit_name", ""))
    unit_id = None
    try:
        unit_id = units.find(unit_code, unit_name)
    except Refused as refusal:
        faults.append(refusal)
    said = tidy(cells.get("category", ""))
    category = category_of(said) if said else Category.OFFICIAL
    if not category:
        faults.append(Refused("unknown_category_text", value=said))
    row = RosterRow(
        name=attempt(person_name, "name"),
        position=tidy(cells.get("position", ""))[:LONGEST_POSITION],
        phone=attempt(plain_phone, "phone"),
        email=attempt(plain_email, "email"),
        staff_code=attempt(plain_staff_code, "staff_code"),
        unit_id=unit_id,
        unit_text=unit_name or unit_code,
        category=str(category) if said else "",
    )
    line = Line(number, row)
    for fault in faults:
        line.refuse(fault.code, **fault.details)
    if units.own is not None and not row.contacts:
        # Totals and signatures below the list name no unit either; nothing else tells them from people.
        if any(sign.isdigit() for sign in row.name):
            line.refuse("row_of_nobody")
        else:
            line.warn("row_without_contact")
    return line


def match(lines: list[Line[RosterRow]], known: Iterable[Known], scope: frozenset[int] | None) -> None:
    """Fill in each line's `known_id`, `changes` and problems. `scope`: the units of the importer."""
    people = {k.id: k for k in known}
    by_contact = {(f, v): k for k in people.values() for f, v in _contacts(k) if v}
    by_name: dict[tuple[str, int | None], list[Known]] = {}
    for k in people.values():
        by_name.setdefault((fold(k.name), k.unit_id), []).append(k)
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        if line.invalid:
            continue
        row = line.content
        nameless: list[tuple[str, str]] = [("name", f"{fold(row.name)} {row.unit_id}")]
        keys = list(row.contacts.items()) or nameless
        if repeated := next((k for k in keys if k in seen), None):
            code = "repeated_contact" if row.contacts else "repeated_person"
            line.refuse(code, row=seen[repeated], value=repeated[1])
            continue
        seen.update(dict.fromkeys(keys, line.number))
        found = {by_contact[c].id: by_contact[c] for c in row.contacts.items() if c in by_contact}
        if len(found) > 1:
            line.refuse("several_accounts", names=", ".join(k.name for k in found.values()))
        elif found:
            _take(line, next(iter(found.values())), scope)
        else:
            _by_name(line, by_name.get((fold(row.name), row.unit_id), []), scope)


def _by_name(line: Line[RosterRow], namesakes: list[Known], scope: frozenset[int] | None) -> None:
    """No contact leads to anyone: the same list read again must not double those it gave no contact
    for; any other namesake in the unit is for a person to judge."""
    listed = [k for k in namesakes if k.on_roster]
    if not line.content.contacts and len(listed) == 1:
        _take(line, listed[0], scope)
    elif not line.content.contacts and len(listed) > 1:
        line.refuse("several_namesakes", count=len(listed))
    elif namesakes:
        line.warn("namesake_in_unit", name=namesakes[0].name)


def _take(line: Line[RosterRow], person: Known, scope: frozenset[int] | None) -> None:
    row = line.content
    elsewhere = scope is not None and person.unit_id not in scope
    if not person.reachable:
        line.refuse("outranked")
        return
    # An account someone made themselves may have named any unit; one on a roster belongs to its organiser.
    if elsewhere and (person.on_roster or person.has_role):
        line.refuse("person_of_other_unit")
        return
    line.known_id = person.id
    for name in ("name", "position", "phone", "email", "staff_code", "category"):
        said, is_now = getattr(row, name), getattr(person, name)
        if said and said != is_now:
            line.changes[name] = (is_now, said)
    if row.unit_id != person.unit_id:
        line.changes["unit_id"] = (person.unit_id, row.unit_id)
    if not person.on_roster:
        line.changes["on_roster"] = (False, True)
        line.warn("self_registered_joins", name=person.name)
    if fold(row.name) != fold(person.name):
        line.warn("name_differs", name=person.name)


def _contacts(person: Known) -> list[tuple[str, str]]:
    return [("phone", person.phone), ("email", person.email), ("staff_code", person.staff_code)]
