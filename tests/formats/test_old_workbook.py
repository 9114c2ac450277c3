"""Spreadsheets of LibreOffice, and files that say to be one."""

import io
import zipfile

import pytest

from contest.formats import read_bank
from contest.formats.confined import Limits, read_confined
from contest.rules.refusals import Refused

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


def cell(value: str | float) -> str:
    if isinstance(value, float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def ods(rows: list[list[str | float]]) -> bytes:
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    table = f'<office:spreadsheet><table:table table:name="Câu hỏi">{lines}</table:table></office:spreadsheet>'
    content = f"<office:document-content {NAMES}><office:body>{table}</office:body></office:document-content>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


ROWS: list[list[str | float]] = [
    ["Danh sách câu hỏi"],
    ["Câu hỏi", "A", "B", "Đáp án"],
    ["Một cộng một?", 2.0, 3.5, "A"],
    ["Hai cộng hai?", 4.0, "", "C"],
]


def test_an_ods_sheet_is_read_like_any_other():
    first, second = read_bank("a.ods", ods(ROWS)).entries
    assert (first.where, first.item.options, first.item.key) == ({"row": 3}, ("2", "3,5"), (0,))
    assert second.item is None
    assert second.problems


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", ods(ROWS), "wrong_format"),
        ("a.ods", ods(ROWS)[:-60], "malformed_archive"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "malformed_spreadsheet"),
        ("a.xls", b"A;B\n1;2\n", "wrong_format"),
    ],
)
def test_what_is_none_is_refused_by_name(name, content, code):
    with pytest.raises(Refused, match=code):
        read_bank(name, content)


def test_a_sheet_that_claims_a_billion_cells_costs_one_process():
    bomb = ods([["Câu hỏi", "A", "B", "Đáp án"], ["x", "1", "2", "A"]])
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        content = archive.read("content.xml").decode()
    far = "<table:table-row table:number-rows-repeated='1000000'>"
    far += "<table:table-cell table:number-columns-repeated='16000' office:value-type='string'><text:p>x</text:p>"
    far += "</table:table-cell></table:table-row></table:table>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", MIME)
        archive.writestr("content.xml", content.replace("</table:table>", far))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    with pytest.raises(Refused, match=r"reading_too_(large|long)|too_many_rows|malformed_spreadsheet"):
        read_confined("a.ods", made.getvalue(), Limits(memory=512 * 2**20, cpu_seconds=10, seconds=30))
