"""The demonstration: a fictitious province with people, banks and a contest under way.

Its passwords are made anew for every installation and never known beforehand.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

from contest.formats import read_bank
from contest.rules.items import Category
from contest.rules.permissions import Role
from contest.rules.phases import Phase
from contest.services import (
    actors,
    banks,
    closing,
    contests,
    importing,
    practice_banks,
    publishing,
    round_editing,
    simulating,
)
from contest.services.passwords import Passwords
from contest.services.rosters import create_person
from contest.services.rounds import round_facts
from contest.services.unit_importing import import_units
from contest.storage.contests import Round, contests_of, rounds_of
from contest.storage.db import session
from contest.storage.people import Person
from contest.storage.units import load_tree
from contest.wording import say
from contest.wording.demo import MATERIALS

_HOUR = 3_600_000
_DAY = 24 * _HOUR
_CROWD = 600
_THRESHOLD_PERCENT = 10
_SAMPLES = "mau"
_BANKS = ("cbccvc", "nguoi-dan", _SAMPLES)


@dataclass(frozen=True)
class Account:
    role: str
    login: str
    password: str
    unit: str
    name: str


# role, name, position, phone, unit code, what they hold it over
_CAST = (
    ("contestant", "Nguyễn Văn An", "Chuyên viên", "0900000001", "XP-ANHOA", ""),
    ("contestant", "Trần Thị Bình", "", "0900000002", "", ""),
    ("author", "Nguyễn Thị Chi", "Chuyên viên", "0900000003", "SNV", "TBM"),
    ("appraiser", "Trần Hải Yến", "Phó Trưởng phòng", "0900000004", "SNV", "TBM"),
    ("organiser", "Lê Tiến Dũng", "Trưởng phòng Cải cách hành chính", "0900000005", "SNV", "TBM"),
    ("organiser", "Phạm Thu Lan", "Công chức Văn phòng", "0900000006", "XP-DAISON", "XP-DAISON"),
    ("judge", "Vũ Thanh Hoa", "Phó Giám đốc Sở", "0900000007", "STP", "TBM"),
    ("admin", "Đỗ Minh Quân", "Quản trị hệ thống", "0900000008", "SNV", ""),
)


def is_empty() -> bool:
    """Nothing has been set up: no unit exists."""
    return not load_tree().nodes


def prepare(folder: Path, passwords: Passwords, now_ms: int) -> list[Account]:
    """Fill an empty installation from the question banks' folder; return the accounts made."""
    units_file = folder / "don-vi-tinh-binh-minh.csv"
    import_units(units_file.name, units_file.read_bytes(), actor=None, now_ms=now_ms)
    password = f"demo-{secrets.token_hex(4)}"
    accounts, ids = _people(password, passwords, now_ms)
    tree = actors.unit_tree()
    province = tree.by_code["TBM"].id
    for part in _BANKS:
        _bank(folder / f"ngan-hang-{part}.csv", part, province, ids, now_ms)
    _contest(province, ids, now_ms)
    return accounts


def _people(password: str, passwords: Passwords, now_ms: int) -> tuple[list[Account], dict[str, int]]:
    by_code = actors.unit_tree().by_code
    accounts, ids = [], {}
    for role, name, position, phone, unit_code, scope in _CAST:
        unit = by_code.get(unit_code)
        held = [(role, by_code[scope].id if scope else None)] if role != Role.CONTESTANT else []
        person = create_person(
            name,
            Category.OFFICIAL if unit else Category.CITIZEN,
            unit.id if unit else None,
            now_ms=now_ms,
            phone=phone,
            position=position,
            password=password,
            passwords=passwords,
            roles=held,
        )
        ids[name] = person.id
        accounts.append(Account(role, phone, password, unit.name if unit else "", name))
    return accounts, ids


def _bank(file: Path, code: str, unit_id: int, ids: dict[str, int], now_ms: int) -> None:
    bank_id = banks.create_bank(
        code=code, name=say(f"demo_bank_{code.replace('-', '_')}"), unit_id=unit_id, now_ms=now_ms
    )
    reading = read_bank(file.name, file.read_bytes())
    importing.import_items(
        bank_id, reading, chosen_rows=None, author_id=ids["Nguyễn Thị Chi"], now_ms=now_ms, trusted=True
    )
    if code == _SAMPLES:
        practice_banks.allow_practice(bank_id, True, actor_id=ids["Lê Tiến Dũng"], now_ms=now_ms)


def _contest(province: int, ids: dict[str, int], now_ms: int) -> None:
    """Four weekly rounds: the first is over and published, the second is open."""
    organiser = ids["Lê Tiến Dũng"]
    contest = contests.create_contest(
        preset="default",
        name=say("demo_contest"),
        unit_id=province,
        starts_ms=_nine_o_clock(now_ms) - 8 * _DAY,
        bank_codes={"officials": "cbccvc", "citizens": "nguoi-dan"},
        actor_id=organiser,
        now_ms=now_ms,
    )
    contests.edit_contest(
        contest.id,
        name=contest.name,
        slug="hoi-thi-cchc-2026",
        introduction=say("demo_introduction"),
        plan=say("demo_plan"),
        contact=say("demo_contact"),
        materials=[dict(m) for m in MATERIALS],
        actor_id=organiser,
        now_ms=now_ms,
    )
    for row in rounds_of([contest.id]):
        _lower_threshold(row, organiser)
    round_editing.add_round(contest.id, rehearsal=True, actor_id=organiser, now_ms=now_ms)
    contests.announce(contest.id, actor_id=organiser, now_ms=now_ms)
    first, second = [r.id for r in rounds_of([contest.id]) if not r.rehearsal][:2]
    simulating.simulate(first, people=_CROWD, seed=1, perfect_share=0.3, now_ms=now_ms)
    closing.close_round(first, organiser, now_ms)
    for kind in ("provisional", "official"):
        publishing.publish(first, kind, actors.actor_for(session().get_one(Person, organiser)), now_ms)
    simulating.simulate(second, people=_CROWD // 2, seed=2, perfect_share=0.3, now_ms=now_ms)


def _lower_threshold(row: Round, organiser: int) -> None:
    """A crowd of a few hundred among thousands of staff: let some of its units be ranked all the same.
    As of the day before the round opened, while its rules could still be written."""
    rules = row.ruleset
    units = rules.units.model_copy(update={"threshold_percent": _THRESHOLD_PERCENT})
    round_editing.edit_rules(
        row.id,
        name=row.name,
        rules=rules.model_copy(update={"units": units}),
        seen_version=row.version,
        actor_id=organiser,
        now_ms=row.opens_ms - _DAY,
    )


def _nine_o_clock(now_ms: int) -> int:
    """9:00 in Vietnam today."""
    return (now_ms + 7 * _HOUR) // _DAY * _DAY + 2 * _HOUR


def open_round(now_ms: int) -> tuple[str, int] | None:
    """(contest slug, round id) of the counted round that is open now, else of the last one; None
    where there is no contest."""
    latest = None
    for contest in contests_of(None):
        for row in rounds_of([contest.id]):
            if row.rehearsal:
                continue
            latest = (contest.slug, row.id)
            if round_facts(row.id).phase_at(now_ms) is Phase.OPEN:
                return latest
    return latest
