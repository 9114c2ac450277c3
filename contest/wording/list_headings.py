"""Headings of the unit and roster lists: the first of each is the one we write ourselves."""

SYNONYMS: dict[str, tuple[str, ...]] = {
    "code": ("Mã đơn vị", "Mã", "Mã ĐV", "Ma don vi", "Mã cơ quan", "Code"),
    "name": ("Tên đơn vị", "Đơn vị", "Tên", "Tên cơ quan", "Tên cơ quan, đơn vị", "Cơ quan, đơn vị", "Name"),
    "kind": ("Loại đơn vị", "Loại", "Loại hình", "Cấp đơn vị"),
    "parent_code": (
        "Mã đơn vị cấp trên",
        "Mã cấp trên",
        "Mã cha",
        "Đơn vị cấp trên",
        "Trực thuộc",
        "Mã đơn vị chủ quản",
    ),
    "emulation_group": ("Khối thi đua", "Cụm thi đua", "Khối", "Cụm, khối thi đua", "Khối/cụm thi đua"),
    "headcount": ("Biên chế", "Số biên chế", "Tổng số CBCCVC", "Số người", "Tổng số người"),
    "counted_on": ("Ngày tính biên chế", "Thời điểm tính biên chế", "Biên chế tính đến ngày"),
    "valid_from": ("Hiệu lực từ", "Ngày thành lập", "Từ ngày", "Có hiệu lực từ"),
    "valid_to": ("Hiệu lực đến", "Ngày kết thúc", "Đến ngày", "Hết hiệu lực"),
    "successors": ("Đơn vị kế thừa", "Mã đơn vị kế thừa", "Sáp nhập vào"),
    "open_entry": ("Tự do dự thi", "Không thuộc cơ quan"),
    "note": ("Ghi chú", "Chú thích"),
}

TEMPLATE_HEADINGS = [
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại đơn vị",
    "Mã đơn vị cấp trên",
    "Khối thi đua",
    "Biên chế",
    "Ngày tính biên chế",
    "Hiệu lực từ",
    "Hiệu lực đến",
    "Đơn vị kế thừa",
    "Ghi chú",
]
TEMPLATE_ROWS: list[list[object]] = [
    ["TINH", "Tỉnh (tên tỉnh)", "Tỉnh", "", "", "", "", "", "", "", "Dòng mẫu, sửa hoặc xóa"],
    ["SNV", "Sở Nội vụ", "Sở ban ngành", "TINH", "Khối sở, ban, ngành", 60, "01/10/2026", "", "", "", ""],
    ["P-01", "Phường (tên phường)", "Phường", "TINH", "Khối xã, phường, đặc khu", 45, "01/10/2026", "", "", "", ""],
]

ROSTER_SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("Họ và tên", "Họ tên", "Tên", "Họ và tên thí sinh", "Name"),
    "position": ("Chức vụ", "Chức danh", "Vị trí", "Chức vụ, chức danh"),
    "phone": ("Số điện thoại", "Điện thoại", "SĐT", "ĐT", "Số ĐT", "Điện thoại di động"),
    "email": ("Email", "E-mail", "Thư điện tử", "Hộp thư", "Địa chỉ email"),
    "staff_code": ("Mã cán bộ", "Mã CB", "Mã CBCCVC", "Mã nhân viên", "Mã công chức", "Mã số"),
    "unit_code": ("Mã đơn vị", "Mã ĐV", "Mã cơ quan"),
    "unit_name": ("Tên đơn vị", "Đơn vị", "Đơn vị công tác", "Cơ quan", "Cơ quan, đơn vị", "Nơi công tác"),
    "category": ("Đối tượng", "Nhóm đối tượng", "Đối tượng dự thi"),
}
ROSTER_HEADINGS = [
    "Họ và tên",
    "Chức vụ",
    "Số điện thoại",
    "Email",
    "Mã cán bộ",
    "Mã đơn vị",
    "Tên đơn vị",
    "Đối tượng",
]
ROSTER_ROWS: list[list[object]] = [
    ["Nguyễn Văn Mẫu", "Chuyên viên", "0900000000", "", "", "SNV", "Sở Nội vụ", "Cán bộ"],
    ["Trần Thị Ví Dụ", "Giáo viên", "", "vidu@example.vn", "CB-0002", "SNV", "Sở Nội vụ", "Cán bộ"],
]

# What people write in the column "Đối tượng", folded, by category.
CATEGORY_WORDS: dict[str, tuple[str, ...]] = {
    "official": (
        "can bo",
        "cong chuc",
        "vien chuc",
        "cbccvc",
        "nguoi lao dong",
        "can bo cong chuc vien chuc nguoi lao dong",
        "can bo cong chuc vien chuc",
        "official",
    ),
    "citizen": ("nguoi dan", "cong dan", "dan", "citizen"),
    "enterprise": ("doanh nghiep", "dn", "enterprise"),
    "pupil": ("hoc sinh", "sinh vien", "hoc sinh sinh vien", "pupil"),
}
