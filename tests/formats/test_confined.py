"""Files are read in a process of its own: what blows up there is told, and nothing else is hurt."""

import io
import time
import zipfile

import pytest

from contest.formats.confined import HeadingsUnknown, Limits, Unfinished, read_confined
from contest.formats.reading_json import reading_from_json, reading_to_json
from contest.rules.items import Item, Problem
from contest.rules.refusals import Refused
from tests.support.questions import question, sheet_of


def test_a_file_is_read_as_it_would_be_here():
    from contest.formats import read_bank

    content = sheet_of([question(1), question(2, key=()), question(1)])
    assert read_confined("a.csv", content, Limits()) == read_bank("a.csv", content)


def test_what_the_format_refuses_is_refused_alike():
    with pytest.raises(Refused, match="wrong_extension") as refused:
        read_confined("a.xlsx", b"xin chao", Limits())
    assert refused.value.details["extension"] == ".xlsx"


def test_a_table_with_unknown_headings_comes_with_its_first_rows():
    with pytest.raises(HeadingsUnknown) as unknown:
        read_confined("a.csv", b"x;y\n1;2\n", Limits())
    assert unknown.value.sheets[0]["rows"] == [[1, ["x", "y"]], [2, ["1", "2"]]]


def test_too_much_memory_is_refused_by_name():
    with pytest.raises(Refused, match="reading_too_large"):
        read_confined("a.csv", sheet_of([question(n) for n in range(20_000)]), Limits(memory=90 * 2**20))


def test_too_much_processor_time_is_refused_by_name():
    many = sheet_of([question(n) for n in range(20_000)], "xlsx")
    with pytest.raises(Refused, match="reading_too_long"):
        read_confined("a.xlsx", many, Limits(cpu_seconds=1))


def test_too_long_a_wait_is_refused_or_left_to_the_background():
    many = sheet_of([question(n) for n in range(5_000)])
    with pytest.raises(Refused, match="reading_too_long"):
        read_confined("a.csv", many, Limits(seconds=0.2))
    with pytest.raises(Unfinished):
        read_confined("a.csv", many, Limits(), patience=0.2)


def test_a_bomb_costs_one_process_and_little_time():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 * 2**20))
    started = time.monotonic()
    with pytest.raises(Refused, match="archive_too_large"):
        read_confined("a.xlsx", made.getvalue(), Limits())
    assert time.monotonic() - started < 20


def test_a_reading_survives_its_json():
    from contest.formats.reading import Entry, Reading

    reason = Refused("missing_column", columns="Đáp án")
    entry = Entry({"row": 3}, ("a",), None, (Problem("empty_stem"),), draft=Item(type="essay", stem="?"))
    whole = Reading("csv", [entry], (Problem("sheet_skipped", details={"sheet": "A", "reason": reason}),))
    again = reading_from_json(reading_to_json(whole))
    assert again.entries == whole.entries
    assert again.problems[0].details["reason"].details == {"columns": "Đáp án"}
