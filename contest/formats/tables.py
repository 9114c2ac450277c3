"""Tables in and out, for whoever reads or writes one: banks, units, people, results.

The format is told by content; a file whose name says otherwise is refused naming both.
"""

from contest.formats import delimited, workbook
from contest.formats.headings import Header, find_header
from contest.formats.sheets import Row, Sheet
from contest.formats.workbook_writing import sheets_with_errors, with_errors, write_sheet
from contest.rules.refusals import Refused

__all__ = [
    "Header",
    "Row",
    "Sheet",
    "find_header",
    "read_sheets",
    "sheets_with_errors",
    "told_format",
    "with_errors",
    "write_sheet",
]

_SPREADSHEET, _TEXT = {"xlsx", "xlsm"}, {"csv", "tsv", "txt"}
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


def told_format(file_name: str, content: bytes) -> str:
    """ "xlsx" or "csv", told by content.

    Raises Refused: empty_file, password_protected, unsupported_format (extension),
    wrong_extension (extension, content).
    """
    extension = file_name.rpartition(".")[2].lower() if "." in file_name else ""
    if not content:
        raise Refused("empty_file")
    if content.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("password_protected")
        if extension in _SPREADSHEET | _TEXT:
            raise Refused("wrong_extension", extension=f".{extension}", content="Excel 97–2003 (.xls)")
        raise Refused("unsupported_format", extension=f".{extension}")
    if extension not in _SPREADSHEET | _TEXT:
        raise Refused("unsupported_format", extension=f".{extension}")
    if content.startswith(b"PK"):
        kind = workbook.kind_of_package(content)
        if extension in _SPREADSHEET and kind in {"xlsx", "zip"}:
            return "xlsx"
        raise Refused("wrong_extension", extension=f".{extension}", content=f".{kind}")
    if extension in _SPREADSHEET:
        html = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
        raise Refused("wrong_extension", extension=f".{extension}", content="HTML" if html else "CSV")
    return "csv"


def read_sheets(file_name: str, content: bytes) -> list[Sheet]:
    """Every visible sheet of an XLSX file, or the one table of a CSV/TSV file.

    Raises Refused: those of `told_format`, of `workbook.read` and of `delimited.read`.
    """
    if told_format(file_name, content) == "xlsx":
        return workbook.read(content)
    return [delimited.read(content)]
