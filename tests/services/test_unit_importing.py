"""Unit lists from spreadsheets."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contest.formats.tables import read_sheets, write_sheet
from contest.rules.refusals import Refused
from contest.services.actors import actor_for, unit_tree
from contest.services.unit_importing import import_units, preview, sheet_of_errors, template
from contest.settings import ROOT
from contest.storage.db import session
from contest.storage.units import Unit
from contest.wording.list_headings import TEMPLATE_HEADINGS

SHIPPED = Path(ROOT, "question_banks", "don-vi-tinh-binh-minh.csv")
HEADING = "Mã đơn vị,Tên đơn vị,Mã đơn vị cấp trên,Biên chế,Ngày tính biên chế,Hiệu lực đến,Đơn vị kế thừa\n"


def csv(*rows):
    return (HEADING + "\n".join(rows)).encode()


def test_the_shipped_province_is_imported_whole_and_again_without_change(any_app, now):
    content = SHIPPED.read_bytes()
    first = import_units(SHIPPED.name, content, actor=None, now_ms=now)
    assert first.counts["invalid"] == 0
    assert first.counts["new"] >= 60
    tree = unit_tree()
    assert tree.headcount_below(tree.by_code["TBM"].id, date(2026, 11, 22)) > 1000
    second = import_units(SHIPPED.name, content, actor=None, now_ms=now)
    assert second.counts == {"new": 0, "changed": 0, "same": len(first.lines), "invalid": 0}


def test_children_before_parents_headcounts_and_successors_are_written(any_app, cast, now):
    content = csv(
        "TO1,Tổ Một cửa,PHONG,,,,",
        "PHONG,Phòng Cải cách,SNV,12,01/7/2026,,",
        "X-CU,Xã Cũ,TINH,,,30/6/2025,X-PHULOC; P-ANHOA",
    )
    import_units("dv.csv", content, actor=None, now_ms=now)
    tree = unit_tree()
    assert tree.nodes[tree.by_code["TO1"].parent_id].code == "PHONG"
    assert tree.by_code["PHONG"].headcounts == ((date(2026, 7, 1), 12),)
    assert set(tree.by_code["X-CU"].successors) == {cast.units["commune"], cast.units["ward"]}
    assert not tree.by_code["X-CU"].exists(date(2026, 1, 1))


def test_good_rows_are_written_and_bad_ones_come_back_with_their_reason(any_app, cast, now):
    reading = import_units(
        "dv.csv",
        csv("A,Đơn vị A,TINH,,,,", "B,,TINH,,,,", "C,Đơn vị C,KHONG,,,,", "D,D,TINH,x,,,"),
        actor=None,
        now_ms=now,
    )
    assert reading.counts == {"new": 1, "changed": 0, "same": 0, "invalid": 3}
    assert session().scalars(select(Unit.code).where(Unit.code.in_(["A", "B", "C", "D"]))).all() == ["A"]
    (sheet,) = read_sheets("loi.xlsx", sheet_of_errors(reading))
    assert sheet.rows[0].cells[-1] == "Lỗi"
    assert [row.cells[0] for row in sheet.rows[1:]] == ["B", "C", "D"]
    assert "KHONG" in sheet.rows[2].cells[-1]


def test_empty_cells_keep_what_is_known(any_app, cast, now):
    import_units("dv.csv", csv("SNV,Sở Nội vụ tỉnh,,,,,"), actor=None, now_ms=now)
    node = unit_tree().by_code["SNV"]
    assert (node.name, node.kind, node.parent_id) == ("Sở Nội vụ tỉnh", "Sở ban ngành", cast.units["province"])


def test_an_organiser_imports_below_their_own_unit_only(any_app, cast, now):
    lan = actor_for(cast.person("lan"))
    reading = import_units(
        "dv.csv", csv("TH-PL,Trường Phú Lộc,X-PHULOC,,,,", "STP,Sở khác,,,,,"), actor=lan, now_ms=now
    )
    assert reading.counts == {"new": 1, "changed": 0, "same": 0, "invalid": 1}
    assert unit_tree().by_code["STP"].name == "Sở Tư pháp"


def test_a_preview_writes_nothing(any_app, cast, now):
    before = session().scalar(select(func.count()).select_from(Unit))
    assert preview("dv.csv", csv("A,Đơn vị A,TINH,,,,"), actor=None, now_ms=now).counts["new"] == 1
    assert session().scalar(select(func.count()).select_from(Unit)) == before


def test_the_template_can_be_imported(any_app, now):
    assert import_units("mau.xlsx", template(), actor=None, now_ms=now).counts["new"] == 3


def test_headings_in_other_words_are_understood(any_app, now):
    content = "Tên cơ quan;Mã ĐV;Số biên chế\nSở Y tế;SYT;45\n".encode()
    import_units("dv.csv", content, actor=None, now_ms=now)
    assert unit_tree().by_code["SYT"].headcount(date(2026, 11, 22)) == 45


@pytest.mark.parametrize(
    ("content", "code"), [(HEADING.encode(), "no_rows"), (b"Ghi chu,Loai\nx,y\n", "missing_header")]
)
def test_a_file_without_usable_rows_is_refused_whole(any_app, now, content, code):
    with pytest.raises(Refused, match=code):
        import_units("dv.csv", content, actor=None, now_ms=now)


def test_four_thousand_units_are_imported(app, now):
    rows = [["G", "Gốc", "", "", "", "", "", "", "", "", ""]]
    rows += [[f"U{n}", f"Đơn vị {n}", "", "G", "", n, "01/01/2026", "", "", "", ""] for n in range(1, 4000)]
    content = write_sheet(TEMPLATE_HEADINGS, rows, sheet_name="Đơn vị")
    assert import_units("dv.xlsx", content, actor=None, now_ms=now).counts["new"] == 4000


def test_a_list_without_codes_is_written_and_read_again_without_change(any_app, cast, now):
    content = "Tên đơn vị,Đơn vị cấp trên\nPhòng Một,Phường An Hòa\nTổ Hai,Phòng Một\n".encode()

    def load():
        return import_units("dv.csv", content, actor=actor_for(cast.person("dung")), now_ms=now).counts

    assert load()["new"] == 2
    room = session().scalars(select(Unit).where(Unit.code == "PM")).one()
    assert room.parent_id == cast.units["ward"]
    assert load()["same"] == 2
