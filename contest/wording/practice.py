"""Sentences about practising and study material."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "practice_paused": N_("Câu hỏi này đang tạm dừng ôn tập. Hãy ôn câu khác."),
    "practice_changed": N_("Câu hỏi vừa được sửa. Hãy ôn lại câu này hoặc câu khác."),
    "practice_unanswered": N_("Hãy trả lời đủ các ý của câu hỏi rồi bấm Kiểm tra."),
    # Study material
    "not_a_pdf": N_("Tệp này không phải PDF. Hãy lưu tài liệu dưới dạng PDF rồi tải lên lại."),
    "lost_pdf": N_("Không tìm thấy tệp PDF đã tải lên. Hãy chọn lại tệp."),
}

LABELS: dict[tuple[str, str], str] = {
    ("box", "1"): N_("Ngăn 1: ôn lại sau 1 ngày"),
    ("box", "2"): N_("Ngăn 2: ôn lại sau 2 ngày"),
    ("box", "3"): N_("Ngăn 3: ôn lại sau 4 ngày"),
    ("box", "4"): N_("Ngăn 4: ôn lại sau 8 ngày"),
    ("box", "5"): N_("Ngăn 5: đã thuộc, ôn lại sau 16 ngày"),
}
