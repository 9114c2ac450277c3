"""Sentences and labels about units."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "unit_without_code": N_("Thiếu mã đơn vị."),
    "unit_without_name": N_("Thiếu tên đơn vị."),
    "bad_unit_code": N_("Mã đơn vị không hợp lệ: tối đa %(most)s ký tự, không có dấu cách, dấu phẩy, dấu nháy."),
    "unit_text_too_long": N_("Nội dung quá dài (tối đa %(most)s ký tự)."),
    "unit_code_taken": N_("Mã đơn vị này đã được dùng."),
    "bad_date": N_("Ngày không hợp lệ: “%(value)s”. Viết theo dạng ngày/tháng/năm, ví dụ 01/7/2025."),
    "bad_headcount": N_("Biên chế phải là số nguyên không âm, không phải “%(value)s”."),
    "validity_reversed": N_("Ngày hết hiệu lực sớm hơn ngày bắt đầu hiệu lực."),
    "repeated_unit_code": N_("Mã đơn vị “%(unit_code)s” trùng với dòng %(row)s."),
    "unit_below_itself": N_("Đơn vị không thể trực thuộc chính nó."),
    "unknown_parent": N_("Không có đơn vị cấp trên mang mã “%(unit_code)s” trong tệp hoặc trong hệ thống."),
    "parent_invalid": N_("Dòng của đơn vị cấp trên “%(unit_code)s” có lỗi nên dòng này chưa thể nhập."),
    "parent_needed": N_("Cần chọn đơn vị cấp trên; chỉ quản trị viên tạo được đơn vị đứng đầu."),
    "unit_succeeds_itself": N_("Đơn vị không thể kế thừa chính nó."),
    "unknown_successor": N_("Không có đơn vị kế thừa mang mã “%(unit_code)s” trong tệp hoặc trong hệ thống."),
    "successor_invalid": N_("Dòng của đơn vị kế thừa “%(unit_code)s” có lỗi nên dòng này chưa thể nhập."),
    "successor_below_unit": N_("Đơn vị kế thừa đang trực thuộc đơn vị này; hãy chuyển nó ra trước."),
    "succession_ring": N_("Quan hệ kế thừa tạo thành vòng."),
    "unit_ring": N_("Quan hệ trực thuộc tạo thành vòng."),
    "unit_out_of_scope": N_("Đơn vị nằm ngoài phạm vi quản lý của bạn."),
    "similar_unit": N_("Có thể trùng với đơn vị mang mã “%(unit_code)s”."),
    "similar_unit_exists": N_("Cùng cấp trên đã có “%(name)s”, có thể là một. Nếu vẫn muốn tạo, hãy bấm Lưu lần nữa."),
    "bad_day": N_("Ngày không hợp lệ."),
    "not_a_whole_number": N_("Vui lòng nhập số nguyên."),
    "missing_day": N_("Vui lòng chọn ngày."),
    "successor_or_name": N_("Chọn đơn vị kế thừa đã có, hoặc nhập mã và tên mới."),
}

LABELS: dict[tuple[str, str], str] = {
    ("unit_field", "name"): N_("Tên"),
    ("unit_field", "kind"): N_("Loại"),
    ("unit_field", "emulation_group"): N_("Khối thi đua"),
    ("unit_field", "parent_code"): N_("Cấp trên"),
    ("unit_field", "headcount"): N_("Biên chế"),
    ("unit_field", "valid_from"): N_("Hiệu lực từ"),
    ("unit_field", "valid_to"): N_("Hiệu lực đến"),
    ("unit_field", "successors"): N_("Kế thừa"),
    ("unit_field", "open_entry"): N_("Tự do dự thi"),
    ("unit_field", "note"): N_("Ghi chú"),
}
