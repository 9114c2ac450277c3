"""Files that are broken, hostile or not what they say: refused by a name, never a crash."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.formats import read_bank
from contest.formats.headings import find_header
from contest.formats.limits import ContentLimits
from contest.formats.sheets import Row, Sheet
from contest.formats.tables import read_sheets, with_errors, write_sheet
from contest.rules.refusals import Refused
from tests.support.questions import csv_file, question, sheet_of

BOOK = sheet_of([question(1)], "xlsx")


def rebuilt(change):
    """The workbook with some members changed: `change(name, content)` gives the new content or None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return out.getvalue()


def in_sheet(old, new):
    return rebuilt(lambda name, content: content.replace(old, new) if "sheet1.xml" in name else content)


BOMB = b"<a>" + b" " * (ContentLimits().expanded + 10) + b"</a>"
DTD = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("empty_file", "a.xlsx", b""),
        ("malformed_archive", "a.xlsx", BOOK[: len(BOOK) * 2 // 3]),
        ("malformed_archive", "a.xlsx", rebuilt(lambda n, c: None if "sharedStrings" in n else c)),
        ("malformed_archive", "a.xlsx", in_sheet(b"</sheetData>", b"")),
        ("malformed_archive", "a.xlsx", rebuilt(lambda _n, c: c.replace(b'"UTF-8"', b'"NaN"'))),
        ("malformed_xml", "a.xml", b'<?xml version="1.0" encoding="NaN"?><quiz></quiz>'),
        ("xml_entities_forbidden", "a.xlsx", in_sheet(b"<worksheet", DTD)),
        ("archive_too_large", "a.xlsx", rebuilt(lambda n, c: BOMB if "sheet1.xml" in n else c)),
        ("wrong_extension", "a.csv", BOOK),
        ("wrong_extension", "a.xlsx", b"Question,A,B,Answer"),
        ("malformed_csv", "a.csv", csv_file([["", 'Câu "mở', "a", "b", "", "", "A"]]).replace(b'C\xc3\xa2u "', b'"')),
        ("not_text", "a.csv", b"Cau hoi,A,B,Dap an\x00\x01\x02\xff"),
        ("no_questions_found", "a.csv", csv_file([])),
        ("too_many_rows", "a.csv", b"a,b\n" * 20_001),
    ],
)
def test_it_is_refused_by_its_name(code, name, content):
    with pytest.raises(Refused) as refusal:
        read_bank(name, content)
    assert refusal.value.code == code


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a"]))
def test_noise_never_crashes_the_reader(content, name):
    with suppress(Refused):
        read_bank(name, content)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_never_crashes_the_reader(place, noise):
    with suppress(Refused):
        read_bank("a.xlsx", BOOK[:place] + noise + BOOK[place + len(noise) :])


def sheet(*rows):
    return Sheet("", [Row(n, list(cells)) for n, cells in enumerate(rows, 1)])


def test_the_heading_may_stand_anywhere_near_the_top_and_over_two_rows():
    fields = {"name": ("Họ và tên", "Tên"), "a": ("Điểm A",), "b": ("Điểm B",)}
    table = sheet(["DANH SÁCH"], [], ["ho va ten", "Điểm", "Điểm"], ["", "A", "B"], ["An", "1", "2"])
    header = find_header(table, fields, {"name"})
    assert (header.row_number, header.columns) == (4, {"name": 0, "a": 1, "b": 2})


def test_two_columns_of_one_name_are_named():
    with pytest.raises(Refused) as refusal:
        find_header(sheet(["Tên", "Mã", "Tên"]), {"name": ("Tên",), "code": ("Mã",)}, {"name"})
    assert (refusal.value.code, refusal.value.details) == ("ambiguous_header", {"heading": "Tên"})


def test_text_in_a_written_sheet_stays_text_and_numbers_stay_numbers():
    content = write_sheet(["Tên", "Số"], [["=1+1", 12], [None, 2.5]], sheet_name="Đợt 1/2026")
    rows = read_sheets("a.xlsx", content)[0].rows
    assert [row.cells for row in rows] == [["Tên", "Số"], ["=1+1", "12"], ["", "2,5"]]


def test_faulty_rows_are_handed_back_below_their_own_heading():
    table = sheet(["Tiêu đề"], ["Mã", "Tên"], ["1", "An"], ["2"])
    rows = read_sheets("a.xlsx", with_errors(table, {4: "Thiếu tên"}, header_row=2))[0].rows
    assert [row.cells for row in rows] == [["Mã", "Tên", "Lỗi"], ["2", "", "Thiếu tên"]]
