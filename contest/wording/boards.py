"""Sentences and labels about boards: tie-breaks, unit formulas, why one stands above another."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "search_too_short": N_("Nhập ít nhất 2 chữ cái của tên cần tìm."),
    "unit_not_found": N_("Không có đơn vị nào khớp với nội dung đã nhập."),
    "why_score": N_("điểm cao hơn (%(upper)s so với %(lower)s)"),
    "why_prediction": N_("dự đoán sát hơn (lệch %(upper)s so với %(lower)s)"),
    "why_elapsed": N_("thời gian làm bài ngắn hơn (%(upper)s so với %(lower)s)"),
    "why_finished": N_("nộp bài sớm hơn (%(upper)s so với %(lower)s)"),
    "why_attempts": N_("dùng ít lượt thi hơn (%(upper)s so với %(lower)s)"),
    "why_registered": N_("đăng ký sớm hơn (%(upper)s so với %(lower)s)"),
    "why_lot": N_("kết quả bốc thăm theo mã công khai"),
    "why_tie": N_("bằng nhau ở mọi tiêu chí nên đồng hạng"),
    "why_tie_so_far": N_("bằng nhau ở mọi tiêu chí đã biết nên tạm thời đồng hạng"),
    "no_prediction": N_("không dự đoán"),
}

LABELS: dict[tuple[str, str], str] = {
    ("tie_break", "score"): N_("Điểm cao hơn"),
    ("tie_break", "prediction"): N_("Dự đoán sát hơn"),
    ("tie_break", "elapsed"): N_("Thời gian làm bài ngắn hơn"),
    ("tie_break", "finished"): N_("Nộp bài sớm hơn"),
    ("tie_break", "attempts"): N_("Dùng ít lượt thi hơn"),
    ("tie_break", "registered"): N_("Đăng ký sớm hơn"),
    ("tie_break", "lot"): N_("Bốc thăm"),
    ("unit_formula", "rate"): N_("Tỷ lệ tham gia; bằng nhau thì xét điểm trung bình"),
    ("unit_formula", "rate_times_mean"): N_("Tỷ lệ tham gia × điểm trung bình (thang 100)"),
    ("unit_formula", "rate_and_mean"): N_("Trung bình cộng của tỷ lệ tham gia và điểm trung bình (thang 100)"),
    ("unit_formula", "weighted"): N_("50% tỷ lệ tham gia, 40% điểm trung bình (thang 100), 10% tỷ lệ người đạt"),
    ("unit_formula", "rank_sum"): N_("Tổng điểm thứ hạng theo số người dự thi, tổng điểm và số lượt thi"),
    ("not_ranked", "no_entrants"): N_("Chưa có người dự thi"),
    ("not_ranked", "no_headcount"): N_("Chưa có số biên chế nên không xếp hạng"),
    ("not_ranked", "too_few_entrants"): N_("Chưa đủ số người dự thi tối thiểu nên không xếp hạng"),
    ("not_ranked", "below_threshold"): N_("Dưới ngưỡng tham gia nên không xếp hạng"),
}
