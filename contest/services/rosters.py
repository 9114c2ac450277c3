"""Lists of people: added one by one, or from a spreadsheet after a look at what it would do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from contest.formats.tables import Sheet, find_header, read_sheets, with_errors, write_sheet
from contest.rules import rosters
from contest.rules.authority import commands
from contest.rules.contact import check_password, person_name, plain_email, plain_phone, plain_staff_code
from contest.rules.items import Category
from contest.rules.permissions import Actor, visible_units
from contest.rules.refusals import Refused
from contest.rules.rosters import Known, RosterRow, UnitFinder
from contest.rules.sheet_lines import Fate, Line, tally
from contest.rules.vietnamese import fold, tidy
from contest.services.passwords import Passwords
from contest.services.unit_importing import errors_by_row
from contest.storage import person_rows
from contest.storage.db import commit, session
from contest.storage.people import Person, RoleGrant, audit
from contest.storage.units import load_tree
from contest.wording.list_headings import CATEGORY_WORDS, ROSTER_HEADINGS, ROSTER_ROWS, ROSTER_SYNONYMS


@dataclass(frozen=True)
class RosterReading:
    """A roster as it was understood against the people of this moment."""

    sheet: Sheet
    header_row: int
    lines: list[Line[RosterRow]]
    unit_names: dict[int, str]

    @property
    def counts(self) -> dict[str, int]:
        return tally(self.lines)


def preview(file_name: str, content: bytes, *, actor: Actor | None) -> RosterReading:
    """What the file would do. `actor` None is the program itself.

    Raises Refused when no row can be read at all: an unreadable file, missing headings, no rows.
    """
    sheet = next((s for s in read_sheets(file_name, content) if s.rows), None)
    if sheet is None:
        raise Refused("no_rows", field="file")
    header = find_header(sheet, ROSTER_SYNONYMS, {"name"})
    tree, scope = load_tree(), None if actor is None else visible_units(actor)
    own = None
    if not {"unit_code", "unit_name"} & header.columns.keys():
        # A unit's own list seldom names the unit. Of a whole province's it would be the wrong guess.
        tops = [
            i for i in tree.tops(scope or frozenset()) if tree.nodes[i].parent_id is not None or len(tree.nodes) == 1
        ]
        if len(tops) != 1:
            raise Refused("missing_column", field="file", columns=ROSTER_SYNONYMS["unit_name"][0])
        (own,) = tops
    finder = UnitFinder(tree, scope, own)
    lines = [
        rosters.read_row(row.number, {f: row.cell(c) for f, c in header.columns.items()}, finder, category_of)
        for row in sheet.rows
        if row.number > header.row_number
    ]
    if not lines:
        raise Refused("no_rows", field="file")
    rosters.match(lines, _known(lines, actor), scope)
    return RosterReading(sheet, header.row_number, lines, {n.id: n.name for n in tree.nodes.values()})


def import_roster(
    file_name: str, content: bytes, *, actor: Actor | None, now_ms: int, skipped: Collection[int] = ()
) -> RosterReading:
    """Write every valid row in one transaction, but for the `skipped` row numbers."""
    reading = preview(file_name, content, actor=actor)
    written = written_lines(reading, skipped)
    if not written:
        return reading
    people = {p.id: p for p in person_rows.by_ids(li.known_id for li in written if li.known_id is not None)}
    fresh = []
    for line in written:
        row = line.content
        if line.known_id is None:
            person = Person(registered_ms=now_ms, category=row.category or Category.OFFICIAL)
            session().add(person)
            fresh.append(person)
        else:
            person = people[line.known_id]
        for name in ("name", "position", "phone", "email", "staff_code", "category"):
            if said := getattr(row, name):
                setattr(person, name, said)
        person.folded, person.unit_id, person.on_roster = fold(person.name), row.unit_id, True
    person_rows.flush_person()
    give_logins(fresh)
    audit(_id(actor), "people.import", "person", None, now_ms, file=file_name, rows=len(written), **reading.counts)
    commit()
    return reading


def written_lines(reading: RosterReading, skipped: Collection[int] = ()) -> list[Line[RosterRow]]:
    return [li for li in reading.lines if li.fate in {Fate.NEW, Fate.CHANGED} and li.number not in skipped]


def create_person(
    name: str,
    category: str,
    unit_id: int | None,
    *,
    now_ms: int,
    actor: Actor | None = None,
    phone: str = "",
    email: str = "",
    staff_code: str = "",
    position: str = "",
    password: str = "",
    passwords: Passwords | None = None,
    roles: Iterable[tuple[str, int | None]] = (),
) -> Person:
    """Put one person on the roster; with a password the account is active at once.

    `roles` as (role, unit id) are for seeding, not checked against anyone's scope.
    Raises Refused naming the field.
    """
    said = {"phone": plain_phone(phone), "email": plain_email(email), "staff_code": plain_staff_code(staff_code)}
    if category not in set(Category):
        raise Refused("unknown_category", field="category")
    if actor is not None and not actor.is_admin and unit_id not in actor.organises:
        raise Refused("unit_out_of_scope", field="unit_q")
    for field, value in said.items():
        if person_rows.by_contact(field, value) is not None:
            raise Refused(f"{field}_taken", field=field)
    person = Person(
        name=person_name(name),
        position=tidy(position),
        category=category,
        unit_id=unit_id,
        on_roster=True,
        registered_ms=now_ms,
    )
    person.folded = fold(person.name)
    for field, value in said.items():
        setattr(person, field, value or None)
    if password and passwords:
        check_password(password)
        person.password_hash, person.activated_ms = passwords.hash(password), now_ms
    session().add(person)
    person_rows.flush_person()
    give_logins([person])
    for role, scope in roles:
        session().add(RoleGrant(person_id=person.id, role=role, unit_id=scope, granted_ms=now_ms))
    audit(_id(actor), "person.create", "person", person.id, now_ms)
    commit()
    return person


def give_logins(people: Iterable[Person]) -> None:
    """Whoever came without any contact gets a staff code to log in by, told on the activation slip."""
    for person in people:
        if not (person.phone or person.email or person.staff_code):
            person.staff_code = f"TS{person.id:06d}"
    person_rows.flush_person()


def category_of(text: str) -> str:
    """The Category that the words of a roster mean; "" if none."""
    folded = " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    return next((category for category, words in CATEGORY_WORDS.items() if folded in words), "")


def sheet_of_errors(reading: RosterReading) -> bytes:
    """The user's own sheet with a column that says what is wrong in each invalid row."""
    return with_errors(reading.sheet, errors_by_row(reading.lines), reading.header_row)


def template() -> bytes:
    return write_sheet(ROSTER_HEADINGS, ROSTER_ROWS, sheet_name="Thí sinh", widths=[28, 20, 16, 26, 14, 14, 34, 20])


def _known(lines: list[Line[RosterRow]], actor: Actor | None) -> list[Known]:
    """Everyone the rows may speak of: by contact anywhere, by name in the rows' units."""
    contacts: dict[str, list[str]] = {field: [] for field in person_rows.CONTACT_FIELDS}
    for line in lines:
        for field, value in line.content.contacts.items():
            contacts[field].append(value)
    found = {p.id: p for p in person_rows.by_contacts(contacts)}
    found |= {p.id: p for p in person_rows.of_units({li.content.unit_id for li in lines if li.content.unit_id})}
    grants = person_rows.grants_of(found)
    return [
        Known(
            id=p.id,
            name=p.name,
            position=p.position,
            phone=p.phone or "",
            email=p.email or "",
            staff_code=p.staff_code or "",
            unit_id=p.unit_id,
            category=p.category,
            on_roster=p.on_roster,
            has_role=p.id in grants,
            reachable=commands(actor, grants.get(p.id, ())),
        )
        for p in found.values()
    ]


def _id(actor: Actor | None) -> int | None:
    return actor.person_id if actor else None
