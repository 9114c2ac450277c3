"""Sentences and labels that several parts use."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "round_already_closed": N_("Đợt thi đã chốt kết quả nên không thêm dữ liệu mô phỏng được."),
    "not_found": N_("Không tìm thấy nội dung yêu cầu."),
    "forbidden": N_("Tài khoản của bạn không có quyền thực hiện việc này."),
    "too_many_requests": N_("Bạn thao tác quá nhanh. Vui lòng chờ một lát rồi thử lại."),
    "too_large": N_("Dữ liệu gửi lên quá lớn (tối đa %(megabytes)s MB)."),
    "bad_request": N_("Yêu cầu không hợp lệ. Vui lòng tải lại trang rồi thử lại."),
    "form_expired": N_("Trang đã mở quá lâu. Vui lòng tải lại trang rồi thử lại."),
    "busy": N_("Hệ thống đang đông người truy cập. Vui lòng chờ ít giây rồi thử lại."),
    "server_error": N_("Hệ thống gặp sự cố. Dữ liệu đã lưu không bị mất; vui lòng thử lại sau ít phút."),
}

LABELS: dict[tuple[str, str], str] = {
    ("category", "official"): N_("Cán bộ, công chức, viên chức, người lao động"),
    ("category", "citizen"): N_("Người dân"),
    ("category", "enterprise"): N_("Doanh nghiệp"),
    ("category", "pupil"): N_("Học sinh, sinh viên"),
    ("role", "contestant"): N_("Thí sinh"),
    ("role", "author"): N_("Người ra đề"),
    ("role", "appraiser"): N_("Người thẩm định"),
    ("role", "organiser"): N_("Ban Tổ chức"),
    ("role", "judge"): N_("Giám khảo"),
    ("role", "admin"): N_("Quản trị"),
    ("level", "easy"): N_("Dễ"),
    ("level", "medium"): N_("Trung bình"),
    ("level", "hard"): N_("Khó"),
    ("display_theme", "auto"): N_("Theo máy"),
    ("display_theme", "light"): N_("Sáng"),
    ("display_theme", "dark"): N_("Tối"),
    ("display_theme", "contrast"): N_("Tương phản cao"),
    ("phase", "draft"): N_("Đang soạn"),
    ("phase", "upcoming"): N_("Sắp mở"),
    ("phase", "open"): N_("Đang mở"),
    ("phase", "ending"): N_("Đang thu bài"),
    ("phase", "ended"): N_("Đã kết thúc, chờ chốt"),
    ("phase", "closed"): N_("Đã chốt kết quả"),
    ("phase", "provisional"): N_("Kết quả tạm thời"),
    ("phase", "official"): N_("Kết quả chính thức"),
}
