"""Sentences and labels about bringing a file of questions into a bank."""

from contest.wording.marks import N_

_READING = {
    "reading_too_long": N_("Đọc tệp quá %(seconds)s giây nên đã dừng. Hãy chia tệp thành nhiều phần nhỏ hơn."),
    "reading_too_large": N_(
        "Đọc tệp cần nhiều bộ nhớ hơn mức cho phép (%(megabytes)s MB) nên đã dừng. Hãy chia tệp thành nhiều phần."
    ),
    "file_not_understood": N_(
        "Tệp có cấu trúc khác thường nên không đọc được. "
        "Hãy mở tệp, lưu lại bằng chương trình đã tạo ra nó rồi thử lại."
    ),
    "malformed_spreadsheet": N_("Bảng tính bị hỏng hoặc tải lên chưa đủ. Hãy mở tệp và lưu lại dạng .xlsx."),
    "being_written": N_("Tệp đang được ghi vào ngân hàng. Hãy đợi rồi mở lại trang."),
    "import_broke_off": N_(
        "Máy chủ gặp lỗi khi ghi nên chưa ghi câu nào. Hãy bấm ghi lại; nếu vẫn lỗi, báo người quản trị."
    ),
    "still_reading": N_("Tệp đang được đọc. Hãy đợi rồi mở lại trang."),
    "columns_unknown": N_("Chưa biết cột nào là câu hỏi, cột nào là đáp án. Hãy chỉ ra các cột trước."),
    "column_named_twice": N_("Hai cột cùng được chọn là “%(column)s”."),
}

_DEEDS = {
    "near_duplicate_in_file": N_("Gần giống câu ở %(place)s của chính tệp này (%(percent)s%%)."),
    "nothing_to_set": N_("Hãy nhập lĩnh vực, mức độ hoặc căn cứ pháp lý để đặt cho các câu đã chọn."),
    "not_imported_yet": N_("Tệp này chưa được nhập."),
    "already_undone": N_("Lần nhập này đã được hoàn tác rồi."),
    "nothing_to_undo": N_("Lần nhập này không ghi câu nào nên không có gì để hoàn tác."),
    "import_in_use": N_(
        "Không hoàn tác được: %(count)s câu của lần nhập này đã được thẩm định, sửa, ngừng dùng hoặc đưa vào đề. "
        "Hãy ngừng dùng từng câu nếu cần."
    ),
    "number_between": N_("Hãy nhập số từ %(least)s đến %(most)s."),
}

SENTENCES: dict[str, str] = _READING | _DEEDS

LABELS: dict[tuple[str, str], str] = {
    ("bank_format", "xlsx"): N_("Excel (.xlsx)"),
    ("bank_format", "csv"): N_("CSV"),
    ("bank_format", "xls"): N_("Excel 97–2003 (.xls)"),
    ("bank_format", "ods"): N_("OpenDocument (.ods)"),
    ("bank_format", "docx"): N_("Word (.docx)"),
    ("bank_format", "doc"): N_("Word 97–2003 (.doc)"),
    ("bank_format", "odt"): N_("OpenDocument (.odt)"),
    ("bank_format", "kahoot"): N_("Kahoot (.xlsx)"),
    ("bank_format", "gift"): N_("Moodle GIFT (.gift)"),
    ("bank_format", "aiken"): N_("Aiken (.txt)"),
    ("bank_format", "moodlexml"): N_("Moodle XML (.xml)"),
    ("bank_format", "qti"): N_("QTI"),
    ("bank_format", "qti21"): N_("QTI 2.1 (.zip)"),
    ("bank_format", "qti30"): N_("QTI 3.0 (.zip)"),
    ("bank_column", "stem"): N_("Câu hỏi"),
    ("bank_column", "options"): N_("Các phương án trong một ô"),
    ("bank_column", "key"): N_("Đáp án đúng"),
    ("bank_column", "topic"): N_("Lĩnh vực"),
    ("bank_column", "level"): N_("Mức độ"),
    ("bank_column", "explanation"): N_("Giải thích"),
    ("bank_column", "document"): N_("Căn cứ pháp lý"),
    ("bank_column", "code"): N_("Mã câu"),
    ("bank_column", "type"): N_("Loại câu"),
    ("bank_column", "note"): N_("Ghi chú"),
    ("export", "bank"): N_("Ngân hàng câu hỏi"),
    ("export", "exam_papers"): N_("Đề thi giấy và đáp án (.zip)"),
    ("line_filter", "doubtful"): N_("Cần xem lại"),
    ("line_filter", "faulty"): N_("Lỗi, lặp lại"),
    ("line_filter", "changed"): N_("Thay đổi"),
    ("line_filter", "left_out"): N_("Đã bỏ chọn"),
}
