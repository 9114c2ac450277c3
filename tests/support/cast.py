"""The named cast of the suite and the little province they live in.

An and Bình compete, Chi writes items, Yến appraises them, Dũng organises, Lan organises in another
unit, Hoa judges, Quân administers, Giang is a stranger (nobody logged in).
"""

from dataclasses import dataclass, field
from datetime import date

from contest.rules.vietnamese import fold
from contest.storage.db import commit, session
from contest.storage.people import Person, RoleGrant
from contest.storage.units import Headcount, Unit

# Sunday 22 November 2026, 10:00 in Hanoi.
NOW = 1_795_316_400_000
MINUTE = 60_000
HOUR = 60 * MINUTE
PASSWORD = "mat-khau-thu-2026"


@dataclass
class Cast:
    """Ids of the units and people; `units["ward"]`, `people["an"]`."""

    units: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        found = session().get(Person, self.people[name])
        assert found is not None
        return found


# key: (code, name, kind, emulation group, parent key, headcount)
_UNITS = {
    "province": ("TINH", "Tỉnh Bình Minh", "Tỉnh", "", None, None),
    "home_affairs": ("SNV", "Sở Nội vụ", "Sở ban ngành", "Khối sở, ban, ngành", "province", 60),
    "justice": ("STP", "Sở Tư pháp", "Sở ban ngành", "Khối sở, ban, ngành", "province", 40),
    "ward": ("P-ANHOA", "Phường An Hòa", "Phường", "Khối xã, phường, đặc khu", "province", 50),
    "school": ("TH-ANHOA", "Trường Tiểu học An Hòa", "Trường học", "Khối trường học", "ward", 30),
    "commune": ("X-PHULOC", "Xã Phú Lộc", "Xã", "Khối xã, phường, đặc khu", "province", 20),
    "citizens": ("NGUOI-DAN", "Người dân", "Người dân", "", "province", None),
}
# key: (name, category, unit key, phone, ((role, unit key), …))
_PEOPLE = {
    "an": ("Nguyễn Văn An", "official", "ward", "0900000001", ()),
    "binh": ("Trần Thị Bình", "official", "commune", "0900000002", ()),
    "chi": ("Nguyễn Thị Chi", "official", "home_affairs", "0900000003", (("author", "province"),)),
    "yen": ("Trần Hải Yến", "official", "home_affairs", "0900000004", (("appraiser", "province"),)),
    "dung": ("Lê Tiến Dũng", "official", "home_affairs", "0900000005", (("organiser", "province"),)),
    "lan": ("Phạm Thu Lan", "official", "commune", "0900000006", (("organiser", "commune"),)),
    "hoa": ("Vũ Thanh Hoa", "official", "justice", "0900000007", (("judge", "province"),)),
    "quan": ("Đỗ Minh Quân", "official", "home_affairs", "0900000008", (("admin", None),)),
}


def make_cast(password_hash: str = "") -> Cast:
    """Write units and people and commit. With a hash everyone can log in with PASSWORD."""
    cast = Cast()
    for key, (code, name, kind, group, parent, headcount) in _UNITS.items():
        unit = Unit(code=code, name=name, folded=fold(f"{name} {code}"), kind=kind, emulation_group=group)
        unit.parent_id = cast.units[parent] if parent else None
        unit.open_entry = key == "citizens"
        session().add(unit)
        session().flush()
        cast.units[key] = unit.id
        if headcount:
            session().add(Headcount(unit_id=unit.id, counted_on=date(2026, 1, 1), people=headcount))
    for key, (name, category, unit_key, phone, roles) in _PEOPLE.items():
        person = Person(
            name=name,
            folded=fold(name),
            category=category,
            unit_id=cast.units[unit_key],
            phone=phone,
            password_hash=password_hash,
            registered_ms=NOW - 24 * HOUR + len(cast.people),
            activated_ms=NOW - 24 * HOUR,
            consented_ms=NOW - 24 * HOUR,
        )
        session().add(person)
        session().flush()
        cast.people[key] = person.id
        for role, scope in roles:
            session().add(
                RoleGrant(person_id=person.id, role=role, unit_id=cast.units[scope] if scope else None, granted_ms=NOW)
            )
    commit()
    return cast
