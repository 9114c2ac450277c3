"""Sentences and labels about taking the quiz."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    # Starting
    "round_not_open": N_("Đợt thi không mở vào lúc này nên chưa thể bắt đầu làm bài."),
    "no_division": N_("Đợt thi này không có bảng thi dành cho đối tượng của bạn."),
    "unit_may_not_enter": N_("Đợt thi này chỉ dành cho một số đơn vị; đơn vị của bạn không thuộc danh sách dự thi."),
    "no_attempts_left": N_("Bạn đã dùng hết số lượt thi của đợt này."),
    "bank_missing": N_("Đợt thi chưa có ngân hàng câu hỏi. Vui lòng báo cho Ban Tổ chức."),
    "bank_too_small": N_("Ngân hàng câu hỏi chưa đủ câu để lập đề thi. Vui lòng báo cho Ban Tổ chức."),
    # Saving and handing in
    "forged_token": N_("Phiên làm bài không hợp lệ. Vui lòng tải lại trang rồi tiếp tục làm bài."),
    "malformed_answers": N_("Dữ liệu bài làm không hợp lệ nên không được lưu. Bài đã lưu trước đó vẫn còn nguyên."),
    "answers_too_large": N_(
        "Bài làm gửi lên quá lớn (tối đa %(kilobytes)s KB) nên không được lưu. Bài đã lưu trước đó vẫn còn nguyên."
    ),
    "stale_save": N_("Bài đã được lưu từ thiết bị hoặc cửa sổ khác. Hãy xem lại các câu trả lời rồi nộp bài."),
    "too_late": N_("Đã hết giờ làm bài. Bài thi được tính theo những câu trả lời máy chủ đã nhận."),
    "already_submitted": N_("Bài thi này đã được nộp."),
    "prediction_required": N_("Hãy điền câu dự đoán trước khi nộp bài."),
    "prediction_malformed": N_("Câu dự đoán phải là một số nguyên từ 0 đến 1.000.000.000."),
    # Looking back
    "review_closed": N_("Theo thể lệ, đáp án và giải thích của bài thi này chưa được công bố."),
}

LABELS: dict[tuple[str, str], str] = {
    ("closed_by", "person"): N_("Thí sinh nộp bài"),
    ("closed_by", "time"): N_("Hệ thống tự thu bài khi hết giờ"),
    ("prediction_question", "people_all_correct"): N_("Dự đoán có bao nhiêu người trả lời đúng tất cả các câu hỏi?"),
    ("prediction_question", "attempts_all_correct"): N_(
        "Dự đoán có bao nhiêu lượt thi trả lời đúng tất cả các câu hỏi?"
    ),
    ("prediction_question", "attempts"): N_("Dự đoán có bao nhiêu lượt thi trong đợt này?"),
    ("prediction_question", "entrants"): N_("Dự đoán có bao nhiêu người dự thi trong đợt này?"),
}
