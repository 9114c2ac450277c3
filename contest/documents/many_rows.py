"""The rows of a long list, put into a finished workbook past XlsxWriter: a fifth of its time.

XlsxWriter writes everything else, and for each such list one model row of empty cells, which tells
how it numbered the styles. The model row is replaced by the rows; the other parts stay as they are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name

MOST_ROWS = 2**20  # a sheet holds no more
_AT_ONCE = 500  # rows put together before they are compressed
_SPECIAL = re.compile(r"[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class ManyRows:
    """`cells` gives the values of an entry, numbered from 1; the first is to stand in row `first`
    (from 1), where the model row is. Numbers, texts, and None or "" for a cell left empty."""

    entries: Sequence[Any]
    cells: Callable[[int, Any], Sequence[object]]
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1


def pour(book: bytes, rows: Sequence[ManyRows | None]) -> bytes:
    """The workbook with the rows of each of its sheets (None: it has no such list)."""
    lists = {f"xl/worksheets/sheet{number}.xml": found for number, found in enumerate(rows, start=1) if found}
    out = BytesIO()
    with ZipFile(BytesIO(book)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            found = lists.get(info.filename)
            with new.open(copy(info), "w") as part:  # writing moves what `info` points at
                for piece in _sheet(old.read(info), found) if found else (old.read(info),):
                    part.write(piece)
    return out.getvalue()


def _sheet(xml: bytes, found: ManyRows) -> Iterator[bytes]:
    text = re.sub(r'(<dimension ref="A1:[A-Z]+)\d+"', rf'\g<1>{found.last}"', xml.decode(), count=1)
    above, below = text.split(f'<row r="{found.first}"', 1)
    model, below = below.split("</row>", 1)
    yield above.encode()
    yield from _rows(found, re.findall(r' s="(\d+)"', model))
    yield below.encode()


def _rows(found: ManyRows, styles: Sequence[str]) -> Iterator[bytes]:
    frame = [(f'<c r="{xl_col_to_name(column)}', f'" s="{style}"') for column, style in enumerate(styles)]
    done: list[str] = []
    for number, entry in enumerate(found.entries, start=1):
        row = found.first + number - 1
        done.append(f'<row r="{row}">')
        for (at, style), value in zip(frame, found.cells(number, entry), strict=True):
            if value is None or value == "":
                done.append(f"{at}{row}{style}/>")
            elif isinstance(value, int | float):
                done.append(f"{at}{row}{style}><v>{value}</v></c>")
            else:
                text = _text(str(value))
                done.append(f'{at}{row}{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        done.append("</row>")
        if number % _AT_ONCE == 0:
            yield "".join(done).encode()
            done.clear()
    yield "".join(done).encode()


def _text(value: str) -> str:
    """As XML; what XML cannot hold is left out, and what Excel reads as a code (_x0041_) stays as typed."""
    if not _SPECIAL.search(value):
        return value
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", _UNWRITABLE.sub("", value)))
