"""The table of docs/dinh-dang.md says what each format keeps, and the formats keep just that."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contest.formats import FORMATS, WRITABLE, read_bank
from contest.rules.items import Item, LegalBasis, NumericAnswer
from contest.settings import ROOT
from tests.formats.test_exchange_round_trip import PICTURES

GUIDE = (ROOT / "docs" / "dinh-dang.md").read_text(encoding="utf-8")
COLUMNS = {
    "Excel": "xlsx",
    "CSV": "csv",
    "Word": "docx",
    "GIFT": "gift",
    "Moodle XML": "moodlexml",
    "QTI 2.1": "qti21",
    "QTI 3.0": "qti30",
}
CHOICE = Item("single_choice", "Thủ đô?\nChọn một.", ("Hà Nội", "Huế", "Vinh"), (0,), code="C1")
PICTURE = PICTURES[0]
SAMPLES = {
    "Câu dẫn, phương án, đáp án": [
        CHOICE,
        replace(CHOICE, type="multiple_choice", stem="Hai ý nào?", key=(0, 2)),
        replace(CHOICE, type="true_false_cluster", stem="Đúng hay sai?", key=(1,)),
        Item("short_answer", "Năm nào?", accepted=("1945", "năm 1945")),
    ],
    "Tỷ lệ điểm của phương án": [replace(CHOICE, weights=(100.0, 50.0, -25.0))],
    "Phản hồi của phương án": [replace(CHOICE, feedback=("đúng rồi", "", "xem lại"))],
    "Hình trong câu và phương án": [
        replace(CHOICE, stem=f"Xem {PICTURE.mark}", options=(PICTURE.mark, "khác"), pictures=(PICTURE,))
    ],
    "Lĩnh vực": [replace(CHOICE, topic="Chính quyền số")],
    "Mức độ": [replace(CHOICE, level="hard")],
    "Căn cứ pháp lý và hiệu lực": [
        replace(CHOICE, legal_basis=(LegalBasis("Luật A", "Điều 1", "khoản 2", date(2020, 1, 1), None),))
    ],
    "Giải thích": [replace(CHOICE, explanation="Theo Hiến pháp.")],
    "Thẻ": [replace(CHOICE, tags=("thủ đô", "địa lý"))],
    "Đối tượng, phạm vi, nhóm loại trừ, ngày rà soát": [
        replace(CHOICE, audience=("pupil",), scope="province", enemy_group="n1", review_on=date(2027, 1, 1))
    ],
    "Câu tự luận": [Item("essay", "Nêu ý kiến.")],
    "Câu ghép đôi": [Item("matching", "Ghép:", pairs=(("a", "một"), ("b", "hai")))],
    "Câu trả lời bằng số, có sai số": [
        Item("numerical", "Bao nhiêu?", numbers=(NumericAnswer(Decimal("1.5"), Decimal("0.1")),))
    ],
    "Câu sắp thứ tự": [Item("ordering", "Xếp:", ("a", "b", "c"))],
}


def keeps(format_name: str, items: list[Item]) -> bool:
    writer = FORMATS[format_name]
    entries = read_bank(f"a.{getattr(writer, 'EXTENSION', format_name)}", writer.write(items)).entries
    came = [entry.item for entry in entries if entry.usable and entry.item]
    return _bare(came) == _bare(items) and _pictures(came) == _pictures(items)


def _bare(items: list[Item]) -> list[Item]:
    return [replace(item, pictures=()) for item in items]


def _pictures(items: list[Item]) -> dict[str, bytes]:
    """Pictures may come back under another file name."""
    return {picture.sha256: picture.content for item in items for picture in item.pictures}


def told() -> dict[str, dict[str, bool]]:
    """row → column → what the guide says."""
    table = re.search(r"^\| giữ lại .*?(?=\n\n)", GUIDE, re.M | re.S)
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[0].splitlines()]
    return {row[0]: {name: cell == "có" for name, cell in zip(head[1:], row[1:], strict=True)} for row in rows}


def test_every_format_that_is_written_has_its_column():
    assert set(COLUMNS.values()) == set(WRITABLE)
    assert {tuple(columns) for columns in told().values()} == {tuple(COLUMNS)}
    assert list(told()) == list(SAMPLES)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_guide_says_what_comes_back(column):
    kept = {row: keeps(COLUMNS[column], items) for row, items in SAMPLES.items()}
    assert {row: said[column] for row, said in told().items()} == kept
