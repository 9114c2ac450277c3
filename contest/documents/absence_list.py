"""Danh sách chưa dự thi, for the officer of each unit who will call people up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contest.documents.spreadsheets import Column, Sheet, workbook

_COLUMNS = (
    Column("STT", 6, "mid"),
    Column("Họ và tên", 30),
    Column("Chức vụ", 24),
    Column("Điện thoại", 16, "mid"),
    Column("Thư điện tử", 30),
    Column("Đã nhắc", 12),
)


@dataclass(frozen=True)
class Missing:
    """One who has not entered; contacts may be empty."""

    name: str
    position: str
    phone: str
    email: str


def write(title: str, at: datetime, units: Sequence[tuple[str, Sequence[Missing]]]) -> bytes:
    """(unit name, its people) in order, as one sheet. `at`: Vietnamese wall time of the figures."""

    def fill(sheet: Sheet) -> None:
        sheet.line("DANH SÁCH NGƯỜI CHƯA DỰ THI", "title", height=28)
        sheet.line(title, "bold_centre")
        sheet.line(f"Số liệu lúc {at:%H:%M ngày %d/%m/%Y}. Có số điện thoại: chỉ dùng để nhắc dự thi.", "italic")
        sheet.next()
        sheet.headings()
        for unit, people in units:
            sheet.part(f"{unit} ({len(people)} người)")
            for n, one in enumerate(people, start=1):
                sheet.cells((n, one.name, one.position, one.phone, one.email, ""))

    return workbook([("Chưa dự thi", _COLUMNS, fill)], title="Danh sách người chưa dự thi", made=at)
