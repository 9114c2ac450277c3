"""Danh sách đề nghị khen thưởng: the appendix to the submission, collectives first, then people.

It carries no phone, address or identity number. What the plan leaves to people (number and day of
the submission, signatures) stays blank.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contest.documents.published import Published, decimal, minutes
from contest.documents.spreadsheets import Column, Sheet, workbook
from contest.rules.publications import Entry, Kind, Line
from contest.rules.vietnamese import name_key, text_key
from contest.wording import label, say

EXTENSION = "xlsx"


def _column(key: str, width: float, style: str = "text") -> Column:
    return Column(label("document", key), width, style)


_REST = (_column("form", 20), _column("amount", 14, "whole"), _column("remark", 26))
PEOPLE = (
    _column("number", 6, "mid"),
    _column("name", 26),
    _column("position", 20),
    _column("unit", 32),
    _column("achievement", 40),
    *_REST,
)
UNITS = (
    _column("number", 6, "mid"),
    _column("unit_name", 40),
    _column("group", 30),
    _column("unit_achievement", 44),
    *_REST,
)


def write(published: Published) -> bytes:
    given = published.lines(Line.AWARD)
    units = [e for e in given if e.person_id is None]
    people = [e for e in given if e.person_id is not None]

    def fill_units(sheet: Sheet) -> None:
        _title(sheet, published, "units_part")
        _fill(sheet, units, {e.division: e.division for e in units}, text_key, _unit)
        _signatures(sheet, published)

    def fill_people(sheet: Sheet) -> None:
        _title(sheet, published, "people_part")
        _fill(sheet, people, published.divisions, name_key, _person)
        _signatures(sheet, published)

    return workbook(
        [
            (label("document", "units_sheet"), UNITS, fill_units),
            (label("document", "people_sheet"), PEOPLE, fill_people),
        ],
        title=f"{label('document', 'commendation_title')} – {published.contest}",
        made=published.at,
    )


def _title(sheet: Sheet, published: Published, part: str) -> None:
    sheet.line(published.organiser.upper(), "agency", last=len(sheet.columns) // 2 - 1)
    sheet.line(label("document", "appendix"), "title")
    sheet.line(label("document", "commendation_title"), "title")
    sheet.line(f"{published.contest} – {published.round}", "bold_centre")
    sheet.line(label("document", "submission"), "italic")
    if published.kind != Kind.OFFICIAL:
        sheet.line(label("document", "draft"), "bold_centre")
    sheet.next()
    sheet.headings()
    sheet.part(label("document", part))


def _fill(
    sheet: Sheet,
    awards: Sequence[Entry],
    groups: Mapping[str, str],
    key: Callable[[str], Any],
    cells: Callable[[Entry], list[object]],
) -> None:
    """Group by group (a bảng thi, a khối) in the order given, then prize by prize; within a prize
    the Vietnamese way."""
    number = 0
    for code, name in groups.items():
        mine = sorted((e for e in awards if e.division == code), key=lambda e: (e.data["rank"], key(e.name)))
        if mine and name:
            sheet.part(name)
        for entry in mine:
            number += 1
            sheet.cells([number, *cells(entry), label("document", "committee_prize"), *_money_and_remark(entry)])
    if not number:
        sheet.part(label("document", "nobody"))


def _person(e: Entry) -> list[object]:
    achieved = say(
        "document_person_achieved",
        prize=e.data["prize"],
        place=e.place,
        score=decimal(e.data["score"]),
        time=minutes(e.data["elapsed_ms"]),
    )
    if e.data["prediction_error"] is not None:
        achieved += say("document_prediction_off", error=e.data["prediction_error"])
    return [e.name, e.data["position"], e.unit_name, achieved]


def _unit(e: Entry) -> list[object]:
    achieved = say(
        "document_unit_achieved",
        prize=e.data["prize"],
        place=e.place,
        entrants=e.data["entrants"],
        rate=decimal(e.data["rate"]),
        points=decimal(e.data["points"]),
    )
    return [e.name, e.division, achieved]


def _money_and_remark(e: Entry) -> list[object]:
    remarks = []
    if e.data["tied"]:
        prizes = ", ".join(e.data["contested"])
        remarks.append(say("document_tied", prizes=prizes, seats=e.data["seats"]))
    if e.data.get("twice"):
        remarks.append(say("document_twice", where="; ".join(e.data["twice"])))
    # What equals will get is not decided, so no sum is written.
    return [None if e.data["tied"] or not e.data["amount"] else e.data["amount"], "; ".join(remarks)]


def _signatures(sheet: Sheet, published: Published) -> None:
    sheet.next()
    sheet.pair("", say("document_place_and_day", year=published.at.year), "italic")
    sheet.pair(label("document", "prepared_by"), label("document", "head_of_unit"), "bold_centre")
    sheet.pair(label("document", "sign"), label("document", "sign_and_stamp"), "italic")
    for _ in range(4):
        sheet.next()
    sheet.line(published.source, "italic")
