"""Question sheets for tests: small, hand-made, in the layouts that organisers use."""

from collections.abc import Sequence
from datetime import date

from contest.formats import FORMATS
from contest.rules.items import Item, LegalBasis
from contest.services import banks

HEADINGS = ["Mã câu", "Câu hỏi", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án D", "Đáp án đúng", "Lĩnh vực", "Mức độ"]


def csv_file(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    lines = [";".join(headings), *(";".join(row) for row in rows)]
    return "\n".join(lines).encode()


def question(n: int, **changes: object) -> Item:
    """A sound item, told apart by its number."""
    facts: dict[str, object] = {
        "type": "single_choice",
        "code": f"C-{n:04}",
        "stem": f"Khi hồ sơ số {n} nộp thiếu giấy tờ, công chức tiếp nhận cần làm việc gì trước tiên?",
        "options": ("Hướng dẫn đầy đủ một lần", "Trả lại ngay hồ sơ", "Nhận rồi bổ sung sau", "Chuyển phòng khác"),
        "key": (0,),
        "topic": "Cơ chế một cửa",
        "level": "medium",
        "explanation": "Hướng dẫn một lần, đầy đủ.",
        "legal_basis": (LegalBasis("Nghị định 118/2025/NĐ-CP của Chính phủ", valid_from=date(2025, 7, 1)),),
    }
    return Item(**(facts | changes))  # type: ignore[arg-type]


def sheet_of(items: Sequence[Item], format_name: str = "csv") -> bytes:
    content: bytes = FORMATS[format_name].write(items)
    return content


def make_bank(unit_id: int, now_ms: int, code: str = "nh-thu") -> int:
    return banks.create_bank(code=code, name="Ngân hàng thử", unit_id=unit_id, now_ms=now_ms)
