"""Sentences and labels about announcements and questions to the organisers."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "inquiry_length": N_("Vui lòng viết từ %(least)s đến %(most)s ký tự."),
    "too_many_inquiries": N_(
        "Bạn đang có %(most)s câu hỏi chờ trả lời. Vui lòng chờ Ban Tổ chức trả lời trước khi hỏi tiếp."
    ),
    "inquiry_unanswered": N_("Câu hỏi chưa được trả lời nên chưa công khai được."),
    "not_assignable": N_("Người này không thuộc Ban Tổ chức của cuộc thi."),
}

LABELS: dict[tuple[str, str], str] = {
    ("inquiry", "received"): N_("Đã nhận"),
    ("inquiry", "assigned"): N_("Đã phân công"),
    ("inquiry", "answered"): N_("Đã trả lời"),
    ("inquiry", "published"): N_("Đã trả lời, công khai"),
}
