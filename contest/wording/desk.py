"""Sentences and labels of the organisers' desk."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    # What to do next
    "step_announce": N_("%(contest)s: chưa công bố, người dự thi chưa thấy."),
    "step_add_contact": N_("%(contest)s: chưa ghi nơi liên hệ, người dự thi không biết hỏi ai."),
    "step_close": N_("%(contest)s, %(round)s: đã kết thúc, chưa chốt kết quả."),
    "step_publish": N_("%(contest)s, %(round)s: đã chốt, chưa công bố kết quả."),
    "step_make_official": N_("%(contest)s, %(round)s: mới công bố tạm thời, chưa công bố chính thức."),
    "step_choose_bank": N_("%(contest)s, %(round)s: có bảng thi chưa chọn ngân hàng câu hỏi."),
    "step_fill_blueprint": N_("%(contest)s, %(round)s: ma trận đề còn thiếu %(count)s câu."),
    "step_remind_units": N_("%(contest)s, %(round)s: %(count)s đơn vị chưa có người dự thi."),
    "step_remind_people": N_("%(contest)s, %(round)s: %(count)s người chưa dự thi."),
    "step_add_headcounts": N_("%(count)s đơn vị chưa có biên chế nên chưa tính được tỷ lệ tham gia."),
    "step_hand_out_codes": N_("%(count)s người trong danh sách chưa kích hoạt tài khoản."),
    "step_appraise": N_("%(bank)s: %(count)s câu chờ thẩm định."),
    "step_answer": N_("Có %(count)s câu hỏi của người dự thi chưa trả lời."),
    # Reminders
    "reminder_out_of_time": N_("Chỉ nhắc được khi đợt thi đang mở."),
    "nobody_to_remind": N_(
        "Không có ai chưa dự thi mà có địa chỉ thư điện tử. Hãy in danh sách để nhắc qua điện thoại."
    ),
    "mail_not_set_up": N_(
        "Hệ thống chưa được cấu hình gửi thư. Hãy in danh sách, hoặc nhờ quản trị đặt CONTEST_SMTP_URL."
    ),
    "reminder_subject": N_("Nhắc dự thi: %(contest)s, %(round)s"),
    "reminder_body": N_(
        "Kính gửi %(name)s,\n\n%(contest)s, %(round)s đang mở và sẽ đóng lúc %(closes)s. Anh/chị chưa dự thi.\n"
        "Mỗi lượt thi kéo dài %(minutes)s phút; xin vào thi sớm, tránh giờ cuối.\n\nVào thi: %(link)s\n\n"
        "Thư này do hệ thống gửi theo yêu cầu của Ban Tổ chức, mỗi người nhiều nhất một thư một ngày. "
        "Nếu anh/chị đã dự thi sau khi thư được gửi, xin bỏ qua.\n"
    ),
}

LABELS: dict[tuple[str, str], str] = {
    ("urgency", "now"): N_("Cần làm ngay"),
    ("urgency", "soon"): N_("Trong tuần này"),
    ("urgency", "later"): N_("Khi tiện"),
    # The button beside each
    ("step", "announce"): N_("Xem lại, công bố"),
    ("step", "add_contact"): N_("Ghi nơi liên hệ"),
    ("step", "close"): N_("Chốt kết quả"),
    ("step", "publish"): N_("Kiểm tra, công bố"),
    ("step", "make_official"): N_("Công bố chính thức"),
    ("step", "choose_bank"): N_("Chọn ngân hàng"),
    ("step", "fill_blueprint"): N_("Xem ma trận đề"),
    ("step", "remind_units"): N_("Xem, nhắc đơn vị"),
    ("step", "remind_people"): N_("Xem, nhắc người dự thi"),
    ("step", "add_headcounts"): N_("Nhập biên chế"),
    ("step", "hand_out_codes"): N_("In phiếu kích hoạt"),
    ("step", "answer"): N_("Trả lời"),
    ("step", "appraise"): N_("Mở ngân hàng"),
    ("funnel", "eligible"): N_("Có tài khoản, được dự thi"),
    ("funnel", "started"): N_("Đã vào thi"),
    ("funnel", "submitted"): N_("Đã nộp bài"),
    ("funnel", "all_correct"): N_("Đúng tất cả các câu"),
    # What its moment is
    ("step_due", "announce"): N_("Đợt đầu mở lúc"),
    ("step_due", "choose_bank"): N_("Mở lúc"),
    ("step_due", "fill_blueprint"): N_("Mở lúc"),
    ("step_due", "remind_units"): N_("Đóng lúc"),
    ("step_due", "remind_people"): N_("Đóng lúc"),
}
