"""Danh sách kết quả: everyone with a place, and the units, as one workbook of two sheets."""

from contest.documents.published import Published, minutes
from contest.documents.spreadsheets import Column, Sheet, workbook
from contest.rules.publications import Entry, Line
from contest.wording import label

EXTENSION = "xlsx"


def _column(key: str, width: float, style: str = "text") -> Column:
    return Column(label("document", key), width, style)


PEOPLE = (
    _column("number", 6, "mid"),
    _column("place", 7, "mid"),
    _column("name", 28),
    _column("position", 20),
    _column("unit", 34),
    _column("division", 24),
    _column("score", 9, "decimal"),
    _column("time", 14, "mid"),
    _column("prediction", 10, "whole"),
    _column("error", 10, "whole"),
    _column("attempts", 8, "mid"),
)
UNITS = (
    _column("number", 6, "mid"),
    _column("place", 7, "mid"),
    _column("unit_name", 40),
    _column("group", 28),
    _column("entrants", 11, "whole"),
    _column("headcount", 11, "whole"),
    _column("rate", 12, "two_places"),
    _column("mean", 12, "two_places"),
    _column("points", 12, "two_places"),
    _column("remark", 32),
)


def write(published: Published) -> bytes:
    def people(sheet: Sheet) -> None:
        _title(sheet, published)
        sheet.rows(published.lines(Line.PERSON), lambda number, entry: _person(number, entry, published))

    def units(sheet: Sheet) -> None:
        _title(sheet, published)
        sheet.rows(published.lines(Line.UNIT), _unit)

    return workbook(
        [
            (label("document", "results_people_sheet"), PEOPLE, people),
            (label("document", "results_units_sheet"), UNITS, units),
        ],
        title=f"{label('document', 'result_title')} – {published.contest}",
        made=published.at,
    )


def _title(sheet: Sheet, published: Published) -> None:
    sheet.line(published.organiser.upper(), "agency", last=len(sheet.columns) // 2 - 1)
    sheet.line(label("document", "result_title"), "title")
    sheet.line(f"{published.contest} – {published.round}", "bold_centre")
    sheet.line(published.source, "italic")
    sheet.next()
    sheet.headings()


def _person(number: int, e: Entry, published: Published) -> list[object]:
    return [
        number,
        e.place,
        e.name,
        e.data["position"],
        e.unit_name,
        published.divisions.get(e.division, e.division),
        e.data["score"] / 100,
        minutes(e.data["elapsed_ms"]),
        e.data["prediction"],
        e.data["prediction_error"],
        e.data["attempts"],
    ]


def _unit(number: int, e: Entry) -> list[object]:
    rate, mean, points = (None if e.data[k] is None else e.data[k] / 100 for k in ("rate", "mean", "points"))
    why = e.data["not_ranked"]
    return [
        number,
        e.place,
        e.name,
        e.division,
        e.data["entrants"],
        e.data["headcount"],
        rate,
        mean,
        points,
        label("not_ranked", why) if why else "",
    ]
