"""Labels of what a check of stored results may find."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "verified_clean": N_(
        "Khớp hết: %(contests)s cuộc thi, %(rounds)s đợt, %(people)s người, %(attempts)s lượt thi, "
        "%(publications)s công bố."
    ),
    "verified_differences": N_("Có %(count)s chỗ không khớp với bài làm gốc."),
    "no_such_contest": N_("Không có cuộc thi “%(slug)s”."),
}

LABELS: dict[tuple[str, str], str] = {
    ("difference", "score"): N_("Điểm của lượt thi"),
    ("difference", "correct"): N_("Số câu đúng của lượt thi"),
    ("difference", "elapsed_ms"): N_("Thời gian làm bài của lượt thi"),
    ("difference", "finished_ms"): N_("Giờ nộp bài của lượt thi"),
    ("difference", "prediction"): N_("Số dự đoán của lượt thi"),
    ("difference", "receipt"): N_("Mã biên nhận của lượt thi"),
    ("difference", "saved_late"): N_("Lần lưu sau giờ chót"),
    ("difference", "unreadable"): N_("Bài làm không đọc được"),
    ("difference", "left_open"): N_("Lượt thi còn mở trong đợt đã chốt"),
    ("difference", "too_many_attempts"): N_("Số lượt thi vượt mức cho phép"),
    ("difference", "open_at_once"): N_("Nhiều lượt thi mở cùng lúc"),
    ("difference", "standing"): N_("Kết quả được tính của thí sinh"),
    ("difference", "standing_attempt_id"): N_("Lượt thi được tính"),
    ("difference", "standing_unit_id"): N_("Đơn vị trong kết quả được tính"),
    ("difference", "standing_division"): N_("Bảng thi trong kết quả được tính"),
    ("difference", "standing_score"): N_("Điểm trong kết quả được tính"),
    ("difference", "standing_correct"): N_("Số câu đúng trong kết quả được tính"),
    ("difference", "standing_all_correct"): N_("Đúng tất cả trong kết quả được tính"),
    ("difference", "standing_elapsed_ms"): N_("Thời gian làm bài trong kết quả được tính"),
    ("difference", "standing_finished_ms"): N_("Giờ nộp trong kết quả được tính"),
    ("difference", "standing_registered_ms"): N_("Giờ đăng ký trong kết quả được tính"),
    ("difference", "standing_attempts"): N_("Số lượt trong kết quả được tính"),
    ("difference", "standing_prediction"): N_("Số dự đoán trong kết quả được tính"),
    ("difference", "figure"): N_("Số liệu chung của đợt"),
    ("difference", "place"): N_("Hạng"),
    ("difference", "prediction_error"): N_("Độ lệch dự đoán"),
    ("difference", "digest"): N_("Mã kiểm tra của công bố"),
    ("difference", "published_place"): N_("Hạng đã công bố"),
    ("difference", "published_figure"): N_("Số liệu đã công bố của thí sinh"),
    ("difference", "published_people"): N_("Số thí sinh đã công bố"),
    ("difference", "published_unit"): N_("Kết quả đơn vị đã công bố"),
    ("difference", "award"): N_("Giải thưởng đã công bố"),
}
