"""Sentences and labels about people, their accounts and codes."""

from contest.wording.marks import N_

# The text people agree to when they tick the box; a new text gets a new version.
CONSENT_VERSION = "2026-11"
CONSENT_TEXT = N_(
    "Tôi đồng ý để Ban Tổ chức dùng họ tên, đơn vị và thông tin liên hệ của tôi cho việc tổ chức cuộc thi, "
    "liên hệ và công bố kết quả (chỉ công bố họ tên, đơn vị và kết quả). "
    "Tôi có thể rút lại sự đồng ý này ở trang Tài khoản."
)

SENTENCES: dict[str, str] = {
    "missing_name": N_("Vui lòng nhập họ và tên."),
    "bad_name": N_("Họ và tên không hợp lệ (2 đến 120 ký tự, không có ký hiệu lạ)."),
    "bad_phone": N_("Số điện thoại không hợp lệ. Ví dụ đúng: 0912345678."),
    "bad_email": N_("Địa chỉ thư điện tử không hợp lệ. Ví dụ đúng: ten@coquan.gov.vn."),
    "bad_staff_code": N_(
        "Mã cán bộ không hợp lệ: chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch và không được giống số điện thoại."
    ),
    "short_password": N_("Mật khẩu cần ít nhất %(least)s ký tự."),
    "long_password": N_("Mật khẩu dài quá %(most)s ký tự."),
    "passwords_differ": N_("Hai lần nhập mật khẩu không giống nhau."),
    "missing_password": N_("Vui lòng nhập mật khẩu."),
    "missing_phone": N_("Vui lòng nhập số điện thoại."),
    "missing_login": N_("Vui lòng nhập số điện thoại, thư điện tử hoặc mã cán bộ."),
    "contact_needed": N_("Cần ít nhất một thông tin: số điện thoại, thư điện tử hoặc mã cán bộ."),
    "unknown_category": N_("Vui lòng chọn đối tượng dự thi."),
    "missing_unit": N_("Vui lòng chọn đơn vị."),
    "unknown_unit": N_("Không tìm thấy đơn vị này. Vui lòng gõ lại tên và chọn trong danh sách."),
    "choose_unit": N_("Có nhiều đơn vị khớp với tên đã gõ. Vui lòng chọn một đơn vị."),
    "phone_taken": N_("Số điện thoại này đã có tài khoản. Hãy đăng nhập, hoặc nhờ Ban Tổ chức cấp lại mật khẩu."),
    "email_taken": N_("Thư điện tử này đã có tài khoản. Hãy đăng nhập, hoặc nhờ Ban Tổ chức cấp lại mật khẩu."),
    "staff_code_taken": N_("Mã cán bộ này đã có tài khoản."),
    "contact_taken": N_("Số điện thoại, thư điện tử hoặc mã cán bộ này vừa được một tài khoản khác dùng."),
    "use_activation_code": N_(
        "Bạn đã có tên trong danh sách của đơn vị. Hãy dùng mã kích hoạt trên phiếu được phát để vào tài khoản "
        "(mục Kích hoạt); nếu chưa nhận được mã, liên hệ Ban Tổ chức của đơn vị."
    ),
    "wrong_login": N_("Tên đăng nhập hoặc mật khẩu không đúng."),
    "wrong_password": N_("Mật khẩu hiện tại không đúng."),
    "locked_out": N_("Đã nhập sai quá nhiều lần. Vui lòng thử lại sau %(minutes)s phút."),
    "missing_code": N_("Vui lòng nhập mã."),
    "unknown_code": N_("Mã không đúng. Hãy kiểm tra lại từng ký tự trên phiếu; mã cũ hết giá trị khi có mã mới."),
    "code_used": N_("Mã này đã được dùng. Nếu không phải bạn dùng, hãy báo Ban Tổ chức của đơn vị."),
    "code_expired": N_("Mã đã hết hạn. Hãy đề nghị Ban Tổ chức của đơn vị cấp mã mới."),
    "already_on_roster": N_("Tài khoản này đã thuộc danh sách của đơn vị nên không nhận thêm mã kích hoạt."),
    "same_account": N_("Không thể gộp một tài khoản với chính nó."),
    "not_alike": N_("Chỉ gộp được hai tài khoản cùng họ tên và cùng đơn vị."),
    "outranked": N_("Tài khoản này giữ vai trò ngoài phạm vi quản lý của bạn; hãy đề nghị Ban Tổ chức cấp trên."),
    "not_on_yourself": N_("Bạn không tự thay đổi nội dung này cho chính mình; hãy đề nghị người quản lý khác."),
    "merged_attempt_void": N_("Gộp hai tài khoản của cùng một người: vượt quá số lượt được phép."),
    "nobody_awaits_activation": N_("Không còn ai chờ kích hoạt trong phạm vi đã chọn."),
    "extra_minutes_out_of_range": N_("Thời gian bù từ 0 đến %(most)s phút."),
    "unknown_role": N_("Vui lòng chọn vai trò."),
    "role_held": N_("Người này đã có vai trò đó."),
    "last_admin": N_("Đây là quản trị viên cuối cùng, không thể thu hồi."),
    "no_rows": N_("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề."),
    "no_table_file": N_("Vui lòng chọn tệp Excel (.xlsx) hoặc CSV."),
    "unknown_category_text": N_("Đối tượng “%(value)s” không rõ; dùng: Cán bộ, Người dân, Doanh nghiệp, Học sinh."),
    "unknown_unit_code": N_("Không có đơn vị mang mã “%(unit_code)s”."),
    "unknown_unit_name": N_("Không có đơn vị tên “%(name)s” trong phạm vi của bạn."),
    "ambiguous_unit": N_("Có %(count)s đơn vị cùng tên “%(name)s”; hãy ghi mã đơn vị."),
    "repeated_contact": N_(
        "%(value)s đã có ở dòng %(row)s. Mỗi số điện thoại, thư điện tử hoặc mã cán bộ chỉ của một người; "
        "nếu là hai người, hãy sửa lại hoặc để trống."
    ),
    "repeated_person": N_(
        "Trùng họ tên với dòng %(row)s; nếu là hai người, hãy ghi thêm số điện thoại hoặc mã cán bộ."
    ),
    "row_without_unit": N_("Dòng này chưa ghi đơn vị."),
    "row_of_nobody": N_("Dòng này không giống một người: họ tên có chữ số mà không có số điện thoại hay mã cán bộ."),
    "row_without_contact": N_("Không có số điện thoại, thư điện tử hay mã cán bộ: tài khoản được cấp mã để đăng nhập."),
    "several_accounts": N_("Số điện thoại, thư điện tử, mã cán bộ trong dòng này thuộc nhiều tài khoản: %(names)s."),
    "several_namesakes": N_("Đơn vị đã có %(count)s người cùng họ tên; hãy ghi thêm số điện thoại hoặc mã cán bộ."),
    "namesake_in_unit": N_("Đơn vị đã có người tên %(name)s. Nếu là cùng một người, hãy gộp ở trang của người đó."),
    "person_of_other_unit": N_("Người này thuộc danh sách của đơn vị khác, ngoài phạm vi của bạn."),
    "self_registered_joins": N_("Tài khoản tự đăng ký của %(name)s được ghép vào danh sách, không tạo người mới."),
    "name_differs": N_("Thông tin liên hệ này đang thuộc tài khoản tên %(name)s; hãy kiểm tra có đúng là một người."),
}

LABELS: dict[tuple[str, str], str] = {
    ("fate", "new"): N_("Mới"),
    ("fate", "changed"): N_("Thay đổi"),
    ("fate", "same"): N_("Giữ nguyên"),
    ("fate", "invalid"): N_("Lỗi"),
    ("person_field", "name"): N_("Họ và tên"),
    ("person_field", "position"): N_("Chức vụ"),
    ("person_field", "phone"): N_("Số điện thoại"),
    ("person_field", "email"): N_("Thư điện tử"),
    ("person_field", "staff_code"): N_("Mã cán bộ"),
    ("person_field", "unit_id"): N_("Đơn vị"),
    ("person_field", "category"): N_("Đối tượng"),
    ("person_field", "on_roster"): N_("Vào danh sách"),
}
