"""What the demonstration contest says of itself."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    "demo_bank_cbccvc": N_("Ngân hàng câu hỏi dành cho cán bộ, công chức, viên chức"),
    "demo_bank_nguoi_dan": N_("Ngân hàng câu hỏi dành cho người dân, doanh nghiệp, học sinh"),
    "demo_bank_mau": N_("Câu hỏi mẫu của địa phương (không đưa vào đề thi)"),
    "demo_contest": N_("Hội thi tìm hiểu cải cách hành chính và Chỉ số PAPI tỉnh Bình Minh năm 2026"),
    "demo_introduction": N_(
        "Hội thi nhằm nâng cao nhận thức của cán bộ, công chức, viên chức và Nhân dân về cải cách hành chính, các chỉ "
        "số PAPI, PAR INDEX, SIPAS, PCI; qua đó nâng cao chất lượng phục vụ người dân và doanh nghiệp.\n\nĐây là cuộc "
        "thi trình diễn của một tỉnh không có thật."
    ),
    "demo_plan": N_(
        "Cuộc thi gồm 04 đợt, mỗi đợt 01 tuần, thi trực tuyến. Sau mỗi đợt, Ban Tổ chức chốt kết quả, công bố tạm "
        "thời để tiếp nhận ý kiến, sau đó công bố chính thức và đề nghị khen thưởng.\n\nCác sở, ban, ngành, Ủy ban "
        "nhân dân xã, phường, đặc khu phổ biến thể lệ, vận động người dự thi và theo dõi tỷ lệ tham gia của đơn vị."
    ),
    "demo_contact": N_("Thường trực Ban Tổ chức: Phòng Cải cách hành chính, Sở Nội vụ tỉnh Bình Minh"),
}

LABELS: dict[tuple[str, str], str] = {}

MATERIALS: tuple[dict[str, str], ...] = (
    {
        "title": N_("Tám nội dung của Chỉ số PAPI"),
        "topic": "PAPI",
        "url": "",
        "text": N_(
            "(1) Tham gia của người dân ở cấp cơ sở; (2) Công khai, minh bạch trong việc ra quyết định ở địa phương; "
            "(3) Trách nhiệm giải trình với người dân; (4) Kiểm soát tham nhũng trong khu vực công; (5) Thủ tục hành "
            "chính công; (6) Cung ứng dịch vụ công; (7) Quản trị môi trường; (8) Quản trị điện tử."
        ),
    },
    {
        "title": N_("Cơ chế một cửa, một cửa liên thông"),
        "topic": N_("Cơ chế một cửa"),
        "url": "",
        "text": N_(
            "Trung tâm Phục vụ hành chính công tiếp nhận hồ sơ không phụ thuộc địa giới hành chính trong phạm vi cấp "
            "tỉnh; sự hài lòng của tổ chức, cá nhân là thước đo chất lượng phục vụ (Nghị định 118/2025/NĐ-CP)."
        ),
    },
)
