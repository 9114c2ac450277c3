"""Who and what is measured: a province of units, a bank, rounds that are open now, people by the
thousand with sessions and attempt tokens signed beforehand, so that nobody logs in inside a timing."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Flask
from flask import session as web_session
from flask_login import login_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert

from contest.formats import read_bank
from contest.rules.attempt_tokens import Ticket, seal
from contest.rules.items import Category
from contest.rules.rulesets import BlueprintCell, Division, RuleSet
from contest.rules.vietnamese import fold
from contest.services import banks, importing
from contest.services.actors import unit_tree
from contest.services.unit_importing import import_units
from contest.settings import ROOT
from contest.storage.contests import Contest, Round, set_rules
from contest.storage.db import commit, session
from contest.storage.people import Person
from contest.web.account import LoggedIn
from tests.bench.instances import Instance
from tests.bench.messages import AGENT

HOUR = 3_600_000
QUESTIONS = 20
BANK = "cbccvc"
_GROUP = "Khối xã, phường, đặc khu"
_CHUNK = 20_000


@dataclass(frozen=True)
class OpenRound:
    """A round that takes attempts now, and where its pages are."""

    id: int
    slug: str

    @property
    def start(self) -> str:
        return f"/thi/{self.id}"

    @property
    def board(self) -> str:
        return f"/cuoc-thi/{self.slug}/dot/1/bang-xep-hang"

    @property
    def mine(self) -> str:
        return f"{self.board}/cua-toi.json"

    @property
    def units(self) -> str:
        return f"/cuoc-thi/{self.slug}/dot/1/don-vi"


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def furnish(made: Instance, units: int) -> None:
    """A province with this many units below it, and the shipped bank for officials."""
    lines = ["Mã đơn vị;Tên đơn vị;Loại đơn vị;Mã đơn vị cấp trên;Khối thi đua;Biên chế"]
    lines.append("TINH;Tỉnh Bình Minh;Tỉnh;;;")
    lines += [f"X{n:05};Xã số {n};Xã;TINH;{_GROUP} {n % 12 + 1};{20 + n % 380}" for n in range(units)]
    with made.context():
        import_units("don-vi.csv", "\n".join(lines).encode(), actor=None, now_ms=now_ms())
        bank = banks.create_bank(code=BANK, name="Ngân hàng", unit_id=unit_tree().by_code["TINH"].id, now_ms=now_ms())
        file = ROOT / "question_banks" / f"ngan-hang-{BANK}.csv"
        reading = read_bank(file.name, file.read_bytes())
        importing.import_items(bank, reading, chosen_rows=None, author_id=None, now_ms=now_ms(), trusted=True)


def open_round(made: Instance, slug: str, minutes: int = 30) -> OpenRound:
    """An announced contest whose only round opened an hour ago and stays open for a day; 20 questions."""
    opened = now_ms() - HOUR
    division = Division(
        code="can-bo",
        name="Cán bộ, công chức, viên chức",
        categories=(Category.OFFICIAL,),
        bank_code=BANK,
        blueprint=(BlueprintCell(count=QUESTIONS),),
        prizes=(
            {"title": "Giải Nhất", "count": 1},
            {"title": "Giải Nhì", "count": 5},
            {"title": "Giải Ba", "count": 10},
        ),
    )
    rules = RuleSet(
        opens_ms=opened, closes_ms=opened + 24 * HOUR, minutes=minutes, divisions=(division,), lot_seed="2026"
    )
    with made.context():
        province = unit_tree().by_code["TINH"].id
        contest = Contest(slug=slug, name="Hội thi", unit_id=province, published=True, created_ms=opened)
        session().add(contest)
        session().flush()
        row = Round(contest_id=contest.id, number=1, name="Đợt 1")
        set_rules(row, rules)
        session().add(row)
        commit()
        return OpenRound(row.id, slug)


def add_people(made: Instance, count: int, password_hash: str = "") -> list[int]:
    """This many officials spread over the units; their ids. With a hash, they log in by TS0000000 and on."""
    with made.context():
        units = [node.id for node in unit_tree().nodes.values() if node.parent_id is not None]
        ids: list[int] = []
        for start in range(0, count, _CHUNK):
            rows = [_person(n, units[n % len(units)], password_hash) for n in range(start, min(start + _CHUNK, count))]
            returning = insert(Person).returning(Person.id, sort_by_parameter_order=True)
            ids += session().scalars(returning, rows)
        commit()
    return ids


def _person(number: int, unit_id: int, password_hash: str) -> dict[str, object]:
    name = f"Nguyễn Văn {number}"
    return {
        "name": name,
        "folded": fold(name),
        "category": Category.OFFICIAL,
        "unit_id": unit_id,
        "on_roster": True,
        "registered_ms": now_ms() - 2 * HOUR,
        "staff_code": f"TS{number:07}" if password_hash else None,
        "password_hash": password_hash,
    }


@dataclass(frozen=True)
class Sessions:
    """Sessions as the login page would open them: a Cookie value per person, one CSRF token for all."""

    app: Flask
    kept: dict[str, object]
    csrf: str

    def cookie(self, person_id: int) -> str:
        signer = self.app.session_interface.get_signing_serializer(self.app)
        return f"session={signer.dumps({**self.kept, '_user_id': f'{person_id}.0'})}"

    def cookies(self, person_ids: Iterable[int]) -> list[str]:
        return [self.cookie(n) for n in person_ids]


def sessions(made: Instance) -> Sessions:
    browser = {"environ_base": {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": AGENT}}
    with made.context() as app, app.test_request_context("/", **browser):
        login_user(LoggedIn(Person(id=0, session_number=0)))
        web_session.permanent = True
        csrf = generate_csrf()
        return Sessions(app, dict(web_session), csrf)


def visitor(made: Instance) -> Sessions:
    """Somebody on the login page: a CSRF token and nobody logged in."""
    browser = {"environ_base": {"REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": AGENT}}
    with made.context() as app, app.test_request_context("/", **browser):
        csrf = generate_csrf()
        return Sessions(app, dict(web_session), csrf)


def visitor_cookie(who: Sessions) -> str:
    signer = who.app.session_interface.get_signing_serializer(who.app)
    return f"session={signer.dumps(who.kept)}"


def token(made: Instance, attempt_id: int, person_id: int) -> str:
    return seal(Ticket(attempt_id, person_id), made.secret)


def save_path(attempt_id: int) -> str:
    return f"/thi/luot/{attempt_id}/luu"


def submit_path(attempt_id: int) -> str:
    return f"/thi/luot/{attempt_id}/nop"


def answers(questions: int, prediction: int = 100) -> dict[str, object]:
    """The state of a paper of which this many questions are answered."""
    return {"a": {str(n): n % 4 for n in range(questions)}, "f": [], "p": prediction}


def chunks(values: Sequence[int], size: int) -> list[Sequence[int]]:
    return [values[n : n + size] for n in range(0, len(values), size)]
