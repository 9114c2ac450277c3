"""Numbers of a workbook as the spreadsheet program shows them: dates, percents, leading zeros."""

import re
from datetime import datetime, timedelta

from contest.formats.package import Attributes

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENT_FORMATS = {9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ZEROS = re.compile(r"0+")


class NumberFormats:
    """The cell styles of a workbook; `start` is fed its styles member."""

    def __init__(self, epoch_1904: bool) -> None:
        self._epoch = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
        self._codes: dict[int, str] = dict(_PERCENT_FORMATS)
        self._styles: list[int] = []
        self._in_cells = False

    def start(self, tag: str, attributes: Attributes) -> None:
        number = attributes.get("numFmtId", "")
        if tag == "numFmt" and number.isdigit():
            self._codes[int(number)] = attributes.get("formatCode", "")
        elif tag in {"cellXfs", "cellStyleXfs", "dxfs"}:
            self._in_cells = tag == "cellXfs"
        elif tag == "xf" and self._in_cells:
            self._styles.append(int(number) if number.isdigit() else 0)

    def shown(self, value: str, style: str) -> str:
        """The stored number as text in this style."""
        try:
            number = float(value)
        except ValueError:
            return value
        code_id = self._styles[int(style)] if style.isdigit() and int(style) < len(self._styles) else 0
        code = _QUOTED.sub("", self._codes.get(code_id, "")).split(";")[0]
        if (code_id in _DATE_FORMATS and not code) or re.search(r"[dyhmsDYHMS]", code.replace("General", "")):
            return self._moment(number)
        if "%" in code:
            return f"{_plain(number * 100)}%"
        if _ZEROS.fullmatch(code) and number == int(number) and number >= 0:
            return str(int(number)).zfill(len(code))
        return _plain(number)

    def _moment(self, number: float) -> str:
        try:
            moment = self._epoch + timedelta(seconds=round(number * 86400))
        except (OverflowError, ValueError):
            return _plain(number)
        if 0 <= number < 1:
            return moment.strftime("%H:%M")
        return moment.strftime("%d/%m/%Y" if moment.time() == datetime.min.time() else "%d/%m/%Y %H:%M")


def too_long(value: str) -> bool:
    """Excel keeps 15 digits: of a longer number the last ones are lost."""
    try:
        return abs(float(value)) >= 1e15
    except ValueError:
        return False


def _plain(number: float) -> str:
    """15 significant digits, as Excel shows them, with the Vietnamese decimal comma."""
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")
