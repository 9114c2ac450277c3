"""CSV and TSV text in any encoding and with any separator that Vietnamese offices produce."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from contest.formats.limits import limits
from contest.formats.sheets import MOST_COLUMNS, Row, Sheet, clean
from contest.rules.refusals import Refused

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 100_000
# Cells that begin so are run as formulas by spreadsheet programs; an apostrophe in front stops it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read(content: bytes) -> Sheet:
    """The table. Row numbers count records, as a spreadsheet program shows them.

    Raises Refused: not_text, unknown_encoding (name), malformed_csv (line), too_many_rows (limit).
    """
    text = decode(content)
    first, _, rest = text.partition("\n")
    separator = ""
    offset = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text, offset = first.strip()[4], rest, 1
    rows = []
    for number, record in _records(text, separator or _separator(text), offset):
        cells = [_unescaped(clean(cell)) for cell in record[:MOST_COLUMNS]]
        if any(cells):
            rows.append(Row(number, cells))
        if len(rows) > limits().rows:
            raise Refused("too_many_rows", limit=limits().rows)
    return Sheet("", rows)


def write(rows: Iterable[Iterable[object]]) -> bytes:
    """UTF-8 with the mark Excel looks for; cells that look like formulas get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_escaped("" if cell is None else str(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _escaped(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _unescaped(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def decode(content: bytes) -> str:
    """The text of UTF-8, UTF-16 or Windows-1258 bytes.

    Raises Refused: not_text for binary data, unknown_encoding for TCVN3 and the like.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding)
    if b"\x00" in content:
        sample = content[:2000]
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if len(zeros) > 3 and zeros.count(0) > 0.4 * len(zeros):
                return _strict(content, encoding)
        raise Refused("not_text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # In Windows-1258 the bytes A1–BF are rare signs; in TCVN3 they are the letters of every second word.
    high = [b for b in content if b >= 0x80]
    if sum(0xA1 <= b <= 0xBF for b in high) > len(high) / 4:
        raise Refused("unknown_encoding", name="TCVN3 (ABC)")
    try:
        return content.decode("cp1258")
    except UnicodeDecodeError:
        raise Refused("not_text") from None


def _strict(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("not_text") from None
    if "\x00" in text:
        raise Refused("not_text")
    return text


def _separator(text: str) -> str:
    """The separator that cuts the first records into most columns, most evenly."""

    def evenness(separator: str) -> float:
        widths: Counter[int] = Counter()
        try:
            for (_, record), _ in zip(_records(text[:50_000], separator, 0), range(30), strict=False):
                widths[len(record)] += 1
        except Refused:
            pass  # told later, by whoever reads the whole of it
        if not widths:
            return 0
        width, times = widths.most_common(1)[0]
        return (width - 1) * times / widths.total()

    return max(_SEPARATORS, key=evenness)


def _records(text: str, separator: str, offset: int) -> Iterable[tuple[int, list[str]]]:
    """(record number, cells) of every record that has any."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number, started = offset, offset + 1
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refused("malformed_csv", line=started) from None
        number += 1
        started = offset + reader.line_num + 1
        if record:
            yield number, record
