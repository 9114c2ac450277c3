"""Rosters from spreadsheets: looked at first, written in one go, nobody doubled."""

import pytest
from sqlalchemy import func, select

from contest.formats.tables import read_sheets, write_sheet
from contest.rules.refusals import Refused
from contest.rules.sheet_lines import Fate
from contest.services import rosters
from contest.services.actors import actor_for
from contest.services.passwords import Passwords
from contest.services.registering import Registration, register
from contest.storage.db import session
from contest.storage.people import AuditEntry, Person, RoleGrant
from contest.wording.list_headings import ROSTER_HEADINGS
from tests.support.cast import PASSWORD

CHEAP = Passwords(time_cost=1, memory_kib=8)
HEADING = "Họ và tên,Chức vụ,Số điện thoại,Email,Mã cán bộ,Mã đơn vị,Đối tượng\n"


def csv(*rows):
    return (HEADING + "\n".join(rows)).encode("utf-8-sig")


def load(cast, *rows, who="dung", now, skipped=()):
    actor = actor_for(cast.person(who)) if who else None
    return rosters.import_roster("ds.csv", csv(*rows), actor=actor, now_ms=now, skipped=skipped)


def people():
    return session().scalar(select(func.count()).select_from(Person))


def test_a_roster_fills_the_unit(any_app, cast, now):
    reading = load(
        cast, "Đỗ Văn A,Chuyên viên,0912 000 001,,,P-ANHOA,Cán bộ", "Lý B,,,b@thu.vn,CB-9,SNV,Người dân", now=now
    )
    assert reading.counts == {"new": 2, "changed": 0, "same": 0, "invalid": 0}
    a = session().scalars(select(Person).where(Person.phone == "0912000001")).one()
    assert (a.name, a.position, a.unit_id, a.category) == ("Đỗ Văn A", "Chuyên viên", cast.units["ward"], "official")
    assert (a.on_roster, a.activated_ms, a.password_hash, a.folded) == (True, None, "", "do van a")
    b = session().scalars(select(Person).where(Person.staff_code == "CB-9")).one()
    assert (b.email, b.category) == ("b@thu.vn", "citizen")


def test_reading_the_same_roster_twice_changes_nothing(any_app, cast, now):
    rows = ["Đỗ Văn A,,0912000001,,,P-ANHOA,", "Không Liên Hệ,,,,,P-ANHOA,"]
    load(cast, *rows, now=now)
    before = people()
    reading = load(cast, *rows, now=now)
    assert reading.counts["same"] == 2
    assert people() == before


def test_whoever_came_without_contact_gets_a_code_to_log_in_by(any_app, cast, now):
    load(cast, "Không Liên Hệ,,,,,P-ANHOA,", now=now)
    person = session().scalars(select(Person).where(Person.folded == "khong lien he")).one()
    assert person.staff_code == f"TS{person.id:06d}"


def test_a_self_registered_person_is_merged_not_doubled(any_app, cast, now):
    said = Registration("Đỗ A", "citizen", PASSWORD, phone="0912000001")
    person = register(said, passwords=CHEAP, now_ms=now)
    before = people()
    reading = load(cast, "Đỗ Văn A,Phó phòng,+84912000001,,,P-ANHOA,Cán bộ", now=now)
    assert reading.lines[0].fate is Fate.CHANGED
    assert people() == before
    session().refresh(person)
    assert (person.name, person.position, person.unit_id, person.on_roster) == (
        "Đỗ Văn A",
        "Phó phòng",
        cast.units["ward"],
        True,
    )
    assert person.password_hash


def test_good_rows_are_written_and_bad_ones_come_back(any_app, cast, now):
    reading = load(cast, "Tốt,,0912000001,,,P-ANHOA,", "Xấu,,12,,,P-ANHOA,", ",,,,,P-ANHOA,", now=now)
    assert reading.counts["invalid"] == 2
    assert session().scalars(select(Person).where(Person.phone == "0912000001")).one().name == "Tốt"
    (sheet,) = read_sheets("loi.xlsx", rosters.sheet_of_errors(reading))
    assert sheet.rows[0].cells[-1] == "Lỗi"
    assert [row.cells[0] for row in sheet.rows[1:]] == ["Xấu", ""]
    assert "Số điện thoại không hợp lệ" in sheet.rows[1].cells[-1]


def test_rows_ticked_to_be_passed_over_are_not_written(any_app, cast, now):
    before = people()
    load(cast, "Nguyễn Văn An,,,,,P-ANHOA,", "Khác,,,,,P-ANHOA,", now=now, skipped={2})
    assert people() == before + 1


def test_an_organiser_fills_only_their_own_part(any_app, cast, now):
    reading = load(cast, "A B,,0912000001,,,X-PHULOC,", "C D,,0912000002,,,SNV,", who="lan", now=now)
    assert [line.fate for line in reading.lines] == [Fate.NEW, Fate.INVALID]
    assert reading.lines[1].problems[0].code == "unit_out_of_scope"


def test_an_organiser_cannot_pull_a_higher_organiser_into_their_unit(any_app, cast, now):
    reading = load(cast, "Lê Tiến Dũng,,0900000005,,,X-PHULOC,", who="lan", now=now)
    assert reading.lines[0].problems[0].code == "outranked"
    assert cast.person("dung").unit_id == cast.units["home_affairs"]


def test_the_import_is_recorded(any_app, cast, now):
    load(cast, "A B,,0912000001,,,P-ANHOA,", now=now)
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "people.import")).one()
    assert entry.details["rows"] == 1


def test_the_template_can_be_imported(any_app, cast, now):
    reading = rosters.import_roster("mau.xlsx", rosters.template(), actor=None, now_ms=now)
    assert reading.counts["new"] == 2


UNITLESS = "Họ và tên,Số điện thoại\nĐỗ Văn A,912000001\n".encode()


def test_a_list_that_names_no_unit_is_of_the_one_unit_its_organiser_has(any_app, cast, now):
    rosters.import_roster("ds.csv", UNITLESS, actor=actor_for(cast.person("lan")), now_ms=now)
    person = session().scalars(select(Person).where(Person.phone == "0912000001")).one()
    assert person.unit_id == cast.units["commune"]


def test_whoever_organises_several_units_must_say_which_one(any_app, cast, now):
    lan, ward = cast.people["lan"], cast.units["ward"]
    session().add(RoleGrant(person_id=lan, role="organiser", unit_id=ward, granted_ms=now))
    session().commit()
    with pytest.raises(Refused, match="missing_column") as refused:
        rosters.preview("ds.csv", UNITLESS, actor=actor_for(cast.person("lan")))
    assert refused.value.details["columns"] == "Tên đơn vị"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEADING.encode(), "no_rows"),
        (b"Ho va ten,Chuc vu\nA B,x\n", "missing_column"),
        ("Cột một,Cột hai\n1,2\n".encode(), "missing_header"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_whole(any_app, cast, now, content, code):
    with pytest.raises(Refused, match=code):
        rosters.preview("ds.csv", content, actor=None)


def test_a_thousand_rows_from_a_workbook_are_read_and_written(app, cast, now):
    rows = [[f"Thí sinh số {n}", "", f"09{n:08d}", "", "", "SNV", "", "Cán bộ"] for n in range(10_000_000, 10_001_000)]
    content = write_sheet(ROSTER_HEADINGS, rows, sheet_name="Danh sách")
    reading = rosters.import_roster("ds.xlsx", content, actor=actor_for(cast.person("dung")), now_ms=now)
    assert reading.counts["new"] == 1000


def test_a_person_is_created_for_seeding_with_password_and_roles(any_app, cast, now):
    person = rosters.create_person(
        "Quản Trị", "official", cast.units["province"], now_ms=now, phone="0912000001", password=PASSWORD,
        passwords=CHEAP, roles=[("admin", None), ("author", cast.units["ward"])],
    )  # fmt: skip
    assert actor_for(person).is_admin
    assert person.activated_ms == now


def test_creating_in_a_unit_of_others_is_refused(any_app, cast, now):
    with pytest.raises(Refused, match="unit_out_of_scope"):
        rosters.create_person("A B", "official", cast.units["ward"], now_ms=now, actor=actor_for(cast.person("lan")))
