"""Sentences and labels of actions on many rows at once."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "unknown_bulk_action": N_("Hãy chọn một việc cần làm."),
    "nobody_ticked": N_("Chưa chọn người nào."),
    "too_many_matching": N_("Bộ lọc có quá %(most)s người. Mỗi lần làm được tối đa %(most)s người: hãy lọc hẹp hơn."),
    "account_inactive": N_("Tài khoản này đang ngừng hoạt động. Hãy liên hệ Ban Tổ chức của đơn vị."),
    "account_active": N_("Tài khoản đang hoạt động."),
    "already_activated": N_("Đã kích hoạt; mã đặt lại mật khẩu cấp ở trang của từng người."),
    "already_in_unit": N_("Đã ở đơn vị này."),
    "item_in_use": N_("Câu này đang dùng."),
    "changed_since_ticked": N_("Có dòng vừa được người khác thay đổi nên chưa làm gì. Hãy xem lại rồi làm lại."),
    "nothing_bulk_to_undo": N_("Không có việc nào để hoàn tác."),
    "bulk_published": N_("Không hoàn tác được: đã có công bố kết quả tính những người này."),
    "bulk_changed": N_("Không hoàn tác được: có dòng đã thay đổi sau đó."),
}

LABELS: dict[tuple[str, str], str] = {
    ("bulk", "codes"): N_("Cấp mã và in phiếu kích hoạt"),
    ("bulk", "deactivate"): N_("Ngừng hoạt động tài khoản"),
    ("bulk", "activate"): N_("Cho hoạt động lại"),
    ("bulk", "move"): N_("Chuyển sang đơn vị khác"),
    ("bulk", "retire"): N_("Ngừng dùng câu hỏi"),
    ("bulk", "put_back"): N_("Dùng lại câu hỏi"),
    ("bulk_effect", "codes"): N_("Mỗi người có một mã mới, in trên phiếu; phiếu in trước đó hết giá trị."),
    ("bulk_effect", "deactivate"): N_(
        "Những người này không đăng nhập và không vào thi được nữa. Kết quả đã có được giữ nguyên; bài đang làm vẫn "
        "được thu và tính."
    ),
    ("bulk_effect", "activate"): N_("Những người này lại đăng nhập và vào thi được."),
    ("bulk_effect", "move"): N_("Từ nay họ thuộc đơn vị mới. Lượt thi đã làm vẫn tính cho đơn vị cũ."),
    ("bulk_effect", "retire"): N_("Các câu này không vào đề mới. Đề đã lập vẫn giữ câu."),
    ("bulk_effect", "put_back"): N_("Các câu này trở lại như trước khi ngừng dùng: đã thẩm định, hoặc dự thảo."),
}
