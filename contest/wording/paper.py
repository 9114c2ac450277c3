"""Sentences and labels about answers on paper."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    # Printing
    "paper_times_line": N_("Bắt đầu lúc ……… giờ ………   Nộp bài lúc ……… giờ ………, ngày ………………   Ký tên: …………………"),
    "paper_too_late": N_("Đợt thi đã đóng nên không in thêm đề giấy được."),
    "unknown_division": N_("Đợt thi không có bảng thi này."),
    "too_many_papers": N_("Mỗi đợt thi in nhiều nhất %(most)s mã đề."),
    # Keying
    "paper_round_over": N_("Chỉ nhập bài giấy từ lúc đợt thi mở đến khi công bố kết quả chính thức."),
    "paper_no_division": N_("Đợt thi này không có bảng thi dành cho đối tượng của người này."),
    "paper_unit_may_not_enter": N_("Đơn vị của người này không thuộc danh sách dự thi của đợt."),
    "unknown_paper": N_("Đợt thi không có mã đề này. Hãy xem lại mã ghi trên bài."),
    "paper_of_other_division": N_("Mã đề này của bảng thi khác; người này thi bảng %(division)s."),
    "paper_of_old_rules": N_("Ma trận đề đã sửa sau khi in mã đề này nên bài không tính được. Hãy in và dùng đề mới."),
    "paper_keyed_by_you": N_("Bạn đã nhập bài của người này. Lần nhập thứ hai phải do người khác làm."),
    "paper_keyed_twice": N_("Bài của người này đã được nhập hai lần. Hãy xem trong danh sách bài giấy."),
    "unread_letter": N_("Chỉ gõ các chữ %(letters)s, hoặc để trống nếu bài không trả lời."),
    "one_letter_only": N_("Câu này chỉ chọn một phương án. Nếu bài khoanh nhiều phương án, hãy để trống."),
    "unread_statements": N_("Gõ đủ %(count)s chữ Đ hoặc S theo thứ tự các ý, dấu - cho ý bỏ trống."),
    "unread_words": N_("Câu trả lời chỉ gồm chữ viết thường gặp, dài nhất %(most)s ký tự."),
    "paper_minutes": N_("Thời gian làm bài phải từ 1 đến %(most)s phút."),
    "paper_in_future": N_("Giờ nộp không được sau lúc này."),
    "paper_outside_window": N_("Giờ bắt đầu và giờ nộp phải nằm trong thời gian mở của đợt thi."),
    "nothing_differs": N_("Bài này không còn chỗ lệch nào phải đối chiếu."),
    # Counting
    "paper_counted": N_("Bài này đã được tính. Nếu sai, hãy hủy lượt thi ở trang chốt kết quả."),
    "paper_open_online": N_("Đang có lượt thi trực tuyến chưa nộp."),
    "paper_overlaps": N_("Giờ làm bài trùng với lượt thi số %(number)s của chính người này."),
    "paper_no_attempts_left": N_("Đã dùng hết số lượt thi của đợt."),
    "paper_not_counted": N_("%(name)s: chưa tính được. %(why)s"),
}

LABELS: dict[tuple[str, str], str] = {
    ("sheet_state", "keyed_once"): N_("Nhập một lần"),
    ("sheet_state", "different"): N_("Lệch"),
    ("sheet_state", "agreed"): N_("Khớp"),
    ("sheet_state", "counted"): N_("Đã tính"),
    ("sheet_field", "code"): N_("Mã đề"),
    ("sheet_field", "finished_ms"): N_("Giờ nộp"),
    ("sheet_field", "minutes"): N_("Số phút làm bài"),
    ("sheet_field", "prediction"): N_("Câu dự đoán"),
    ("closed_by", "paper"): N_("Bài giấy do Ban Tổ chức nhập"),
    ("export", "round_papers"): N_("Đề giấy của đợt và đáp án (.zip)"),
}
