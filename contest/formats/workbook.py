"""XLSX workbooks as people see them: visible sheets, shown numbers and dates, merged cells filled.

Read straight from the XML, because what decides here (hidden rows, formulas without a value, the
number format) is not told by the usual reading libraries.
"""

import posixpath
import zipfile

from contest.formats.limits import limits
from contest.formats.package import Attributes, open_package, parse_member
from contest.formats.sheet_xml import SheetReader
from contest.formats.sheets import Sheet
from contest.formats.workbook_numbers import NumberFormats
from contest.rules.refusals import Refused


def kind_of_package(content: bytes) -> str:
    """ "xlsx", "docx", "pptx" or "zip", told by the members; "xlsx" is still unproven content."""
    names = set(open_package(content).namelist())
    for folder, kind in (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx")):
        if any(n.startswith(folder) for n in names):
            return kind
    return "zip"


def read(content: bytes) -> list[Sheet]:
    """The visible sheets that hold anything, in the order of their tabs.

    Raises Refused: malformed_archive, archive_too_large, xml_entities_forbidden, too_many_rows.
    """
    with open_package(content) as package:
        tabs, epoch_1904, parts = _workbook(package)
        strings = _shared_strings(package, parts.get("sharedStrings", ""))
        formats = NumberFormats(epoch_1904)
        if parts.get("styles"):
            parse_member(package, parts["styles"], start=formats.start)
        sheets, rows = [], 0
        for name, member in tabs:
            reader = SheetReader(strings, formats, most_rows=limits().rows - rows)
            parse_member(package, member, start=reader.start, end=reader.end, text=reader.text)
            if found := reader.rows():
                sheets.append(Sheet(name, found))
                rows += len(found)
        return sheets


def _workbook(package: zipfile.ZipFile) -> tuple[list[tuple[str, str]], bool, dict[str, str]]:
    """([(name, member) of each visible sheet], dates count from 1904, {kind of part: member})."""
    main = _relations(package, "", "").get("officeDocument", [("", "xl/workbook.xml")])[0][1]
    relations = _relations(package, posixpath.dirname(main), posixpath.basename(main))
    targets = {number: member for found in relations.values() for number, member in found}
    tabs: list[tuple[str, str]] = []
    epoch_1904 = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal epoch_1904
        if tag == "workbookPr":
            epoch_1904 = attributes.get("date1904") in {"1", "true"}
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            member = targets.get(attributes.get("id", ""), "")
            if "worksheets/" in member:  # not a chart sheet
                tabs.append((attributes.get("name", ""), member))

    parse_member(package, main, start=start)
    return tabs, epoch_1904, {kind: found[0][1] for kind, found in relations.items()}


def _relations(package: zipfile.ZipFile, folder: str, name: str) -> dict[str, list[tuple[str, str]]]:
    """Kind of part → [(relation id, member)]; links that lead out of the package are passed over."""
    found: dict[str, list[tuple[str, str]]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            member = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found.setdefault(kind, []).append((attributes.get("Id", ""), member))

    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations in package.namelist():
        parse_member(package, relations, start=start)
    return found


def _shared_strings(package: zipfile.ZipFile, member: str) -> list[str]:
    if not member:
        return []
    if member not in package.namelist():
        raise Refused("malformed_archive")
    strings: list[str] = []
    parts: list[str] = []
    inside: list[str] = []

    def start(tag: str, _attributes: Attributes) -> None:
        inside.append(tag)
        if tag == "si":
            parts.clear()

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            strings.append("".join(parts))

    def text(data: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:  # rPh: reading aids of East Asian text
            parts.append(data)

    parse_member(package, member, start=start, end=end, text=text)
    return strings
