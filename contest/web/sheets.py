"""Spreadsheets as downloads, and the lines of an import cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response

from contest.rules.sheet_lines import Fate, Line

PER_PAGE = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What needs eyes first.
_ORDER = (Fate.INVALID, Fate.CHANGED, Fate.NEW, Fate.SAME)


def sheet_response(content: bytes, file_name: str) -> Response:
    return Response(content, mimetype=XLSX, headers={"Content-Disposition": f'attachment; filename="{file_name}"'})


@dataclass(frozen=True)
class LinePage:
    lines: list[Line[Any]]
    fate: str  # "": all
    number: int
    pages: int


def shown_lines(lines: Sequence[Line[Any]], fate: str, number: int) -> LinePage:
    """One page of the lines of a fate, or of all with the doubtful first."""
    fate = fate if fate in set(Fate) else ""
    listed = [line for line in lines if not fate or line.fate == fate]
    listed.sort(key=lambda line: (_ORDER.index(line.fate), not line.problems, line.number))
    pages = max(1, -(-len(listed) // PER_PAGE))
    number = min(max(number, 1), pages)
    return LinePage(listed[(number - 1) * PER_PAGE : number * PER_PAGE], fate, number, pages)
