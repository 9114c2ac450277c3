"""The sentences of the thể lệ. Their places are filled from the rule set, never by hand."""

from contest.wording.marks import N_

SENTENCES: dict[str, str] = {
    # Titles
    "article_1": N_("Tên gọi, chủ đề, mục đích"),
    "article_2": N_("Đơn vị tổ chức"),
    "article_3": N_("Đối tượng dự thi"),
    "article_4": N_("Nội dung thi, tài liệu ôn tập"),
    "article_5": N_("Hình thức, thời gian, số lượt thi"),
    "article_6": N_("Cách tính điểm, xếp hạng"),
    "article_7": N_("Giải thưởng, kinh phí"),
    "article_8": N_("Quyền và nghĩa vụ của người dự thi"),
    "article_9": N_("Xử lý vi phạm"),
    "article_10": N_("Khiếu nại"),
    "article_11": N_("Sự cố kỹ thuật"),
    "article_12": N_("Hiệu lực, sửa đổi thể lệ"),
    # 1–4
    "reg_name": N_("Tên cuộc thi: %(name)s."),
    "reg_purpose": N_(
        "Mục đích: nâng cao nhận thức, hiểu biết của cán bộ, công chức, viên chức và người dân về cải cách hành chính."
    ),
    "reg_rehearsal": N_(
        "Đây là đợt thử hệ thống: kết quả không được tính, không công bố, không xét giải và không ảnh hưởng "
        "đến các đợt chính thức."
    ),
    "reg_counted": N_("Kết quả các đợt thi nêu trong thể lệ này được tính vào kết quả chung của cuộc thi."),
    "reg_organiser": N_("Đơn vị tổ chức: %(organiser)s."),
    "reg_contact": N_("Liên hệ: %(contact)s"),
    "reg_division_who": N_("%(division)s gồm: %(categories)s."),
    "reg_entry_all": N_("Người thuộc các đối tượng nêu trên ở mọi đơn vị đều được dự thi."),
    "reg_entry_units": N_("Chỉ người thuộc các đơn vị sau (kể cả đơn vị trực thuộc) được dự thi: %(units)s."),
    "reg_barred": N_(
        "Thành viên Ban Tổ chức, người ra đề, người thẩm định, giám khảo và người quản trị hệ thống của cuộc "
        "thi không được xét giải."
    ),
    "reg_paper": N_(
        "%(division)s: mỗi đề %(count)s câu, rút ngẫu nhiên từ ngân hàng câu hỏi “%(bank)s” đã thẩm định, gồm "
        "%(cells)s."
    ),
    "reg_cell": N_("%(count)s câu %(what)s"),
    "reg_cell_topic": N_("thuộc lĩnh vực “%(topic)s”"),
    "reg_cell_level": N_("mức độ %(level)s"),
    "reg_cell_any": N_("thuộc lĩnh vực và mức độ bất kỳ"),
    "reg_materials": N_("Tài liệu ôn tập: %(materials)s."),
    # 5
    "reg_online": N_("Thi trắc nghiệm trực tuyến trên trang của cuộc thi."),
    "reg_moment": N_("%(hour)s giờ %(minute)s phút ngày %(day)s"),
    "reg_window": N_("%(round)s: mở từ %(opens)s đến %(closes)s."),
    "reg_minutes": N_(
        "Thời gian làm bài: %(minutes)s phút, tính từ lúc bắt đầu theo đồng hồ máy chủ và không quá giờ đóng "
        "đợt thi. "
        "Người được cấp thời gian bù (người khuyết tật) được cộng thêm số phút đã duyệt."
    ),
    "reg_grace": N_(
        "Hết giờ, hệ thống còn nhận câu trả lời gửi đến muộn trong %(seconds)s giây (do đường truyền); giờ nộp "
        "vẫn ghi theo hạn nộp. "
        "Bài chưa nộp được thu tự động với các câu trả lời đã lưu."
    ),
    "reg_attempts_one": N_("Mỗi người được thi 1 lượt trong mỗi đợt."),
    "reg_attempts_many": N_("Mỗi người được thi tối đa %(attempts)s lượt trong mỗi đợt; %(counting)s."),
    "reg_again_best": N_("Nếu được cấp thêm lượt thi thì lấy lượt có kết quả tốt nhất."),
    "reg_again_first": N_("Nếu được cấp thêm lượt thi thì vẫn tính lượt đầu tiên."),
    "reg_again_last": N_("Nếu được cấp thêm lượt thi thì tính lượt sau cùng."),
    "reg_shuffle_both": N_("Thứ tự câu hỏi và thứ tự phương án được trộn riêng cho từng đề."),
    "reg_shuffle_items": N_("Thứ tự câu hỏi được trộn riêng cho từng đề; thứ tự phương án giữ nguyên."),
    "reg_shuffle_options": N_("Thứ tự phương án được trộn riêng cho từng đề; thứ tự câu hỏi giữ nguyên."),
    "reg_shuffle_none": N_("Thứ tự câu hỏi và phương án giữ nguyên, không trộn."),
    "reg_unit_at_start": N_("Đơn vị của người dự thi được ghi nhận tại thời điểm bắt đầu lượt thi."),
    # 6
    "reg_points": N_(
        "Mỗi câu trả lời đúng hoàn toàn được %(points)s điểm; câu đúng/sai gồm nhiều ý được tính theo tỷ lệ ý "
        "trả lời đúng; sai hoặc bỏ trống không bị trừ điểm."
    ),
    "reg_top": N_("%(division)s: điểm tối đa %(points)s điểm."),
    "reg_prediction": N_(
        "Câu hỏi dự đoán: “%(question)s” Câu này %(required)s, không tính điểm, chỉ dùng để xét thứ tự khi "
        "bằng điểm. "
        "Đáp số %(scope)s, chỉ đếm khi chốt đợt trên các lượt thi hợp lệ và được tính lại nếu có bài bị hủy; "
        "dự đoán được xét là dự đoán của lượt thi được tính."
    ),
    "reg_prediction_required": N_("bắt buộc trả lời"),
    "reg_prediction_optional": N_("không bắt buộc trả lời"),
    "reg_prediction_division": N_("tính riêng cho từng bảng thi"),
    "reg_prediction_round": N_("tính chung cho cả đợt thi"),
    "reg_no_prediction": N_("Không có câu hỏi dự đoán."),
    "reg_order": N_("Xếp hạng theo điểm từ cao xuống thấp. Khi bằng điểm, lần lượt xét: %(criteria)s."),
    "reg_order_score": N_("Xếp hạng theo điểm từ cao xuống thấp; bằng điểm thì đồng hạng."),
    "reg_true_tie": N_("Người bằng nhau ở mọi tiêu chí thì đồng hạng."),
    "reg_lot": N_("%(round)s: mã bốc thăm công khai là “%(seed)s”; ai cũng có thể tính lại kết quả bốc thăm."),
    "reg_live": N_(
        "Trước khi chốt đợt, bảng xếp hạng trực tuyến chỉ dùng các tiêu chí đã biết và chỉ có giá trị tham khảo."
    ),
    "reg_freeze": N_("Bảng xếp hạng công khai đứng yên trong %(minutes)s phút cuối trước giờ đóng đợt."),
    "reg_no_freeze": N_("Bảng xếp hạng công khai được cập nhật cho đến giờ đóng đợt."),
    "reg_overall": N_(
        "Xếp hạng chung của cuộc thi theo tổng điểm các đợt được tính, sau đó lần lượt xét: %(criteria)s."
    ),
    "reg_overall_score": N_("Xếp hạng chung của cuộc thi theo tổng điểm các đợt được tính."),
    "reg_units": N_("Xếp hạng tập thể: %(formula)s."),
    "reg_units_rate_100": N_("Tỷ lệ tham gia là số người dự thi chia cho biên chế, khi tính điểm lấy không quá 100%%."),
    "reg_pass_mark": N_("Người đạt là người có từ %(percent)s%% điểm tối đa trở lên."),
    "reg_least": N_(
        "Đơn vị được xếp hạng khi có ít nhất %(least)s người dự thi và tỷ lệ tham gia từ %(percent)s%% biên "
        "chế trở lên."
    ),
    "reg_emulation_groups": N_("Các đơn vị được xếp hạng riêng theo từng khối thi đua."),
    "reg_no_emulation_groups": N_("Các đơn vị được xếp hạng chung, không chia khối thi đua."),
    "reg_size_group": N_("Nhóm quy mô “%(name)s”: biên chế từ %(least)s người%(threshold)s, xếp hạng riêng."),
    "reg_size_threshold": N_(", tỷ lệ tham gia tối thiểu %(percent)s%%"),
    # 7
    "reg_prizes": N_("%(division)s, mỗi đợt: %(prizes)s."),
    "reg_no_prizes": N_("%(division)s: không có giải cá nhân."),
    "reg_prize_money": N_("%(prize)s (%(amount)s đồng)"),
    "reg_one_prize": N_(
        "Mỗi người chỉ nhận một giải trong các đợt của cuộc thi; kết quả các đợt sau vẫn được xếp hạng."
    ),
    "reg_many_prizes": N_("Một người có thể nhận giải ở nhiều đợt."),
    "reg_unit_prizes": N_("Giải tập thể%(each)s: %(prizes)s."),
    "reg_each_group": N_(", cho mỗi nhóm xếp hạng"),
    "reg_no_unit_prizes": N_("Không có giải tập thể."),
    "reg_budget": N_("Kinh phí tổ chức và giải thưởng theo kế hoạch của đơn vị tổ chức."),
    # 8–12
    "reg_own_result": N_("Người dự thi được biết điểm và thời gian làm bài của mình ngay sau khi nộp."),
    "reg_data": N_(
        "Người dự thi đồng ý cho xử lý họ tên, đơn vị và một thông tin liên hệ để tổ chức cuộc thi theo Luật "
        "Bảo vệ dữ liệu cá nhân số 91/2025/QH15. "
        "Danh sách công bố chỉ gồm họ tên, đơn vị, kết quả và giải; không gồm số điện thoại, thư điện tử, giấy "
        "tờ tùy thân."
    ),
    "reg_duty": N_(
        "Người dự thi khai đúng thông tin, chỉ dùng một tài khoản, tự làm bài và chịu trách nhiệm về tài khoản "
        "của mình."
    ),
    "reg_violation": N_(
        "Khai sai thông tin, dùng nhiều tài khoản, thi hộ hoặc can thiệp hệ thống thì bị hủy kết quả; việc hủy "
        "do Ban Tổ chức quyết định và ghi rõ lý do, hệ thống không tự động loại."
    ),
    "reg_appeal": N_(
        "Kết quả được công bố tạm thời trước. Trong 5 ngày kể từ ngày công bố tạm thời, người dự thi có quyền "
        "khiếu nại; Ban Tổ chức trả lời trong 5 ngày. Sau đó kết quả mới là chính thức."
    ),
    "reg_outage": N_(
        "Khi mất mạng hoặc máy chủ gặp sự cố, câu trả lời đã lưu không mất và người dự thi được vào làm tiếp "
        "nếu còn thời gian."
    ),
    "reg_outage_measures": N_(
        "Ban Tổ chức có thể gia hạn cho mọi người (giờ đóng đợt và hạn nộp của các bài đang làm dời cùng số "
        "phút) hoặc cấp thêm lượt thi; lý do được công bố trên trang cuộc thi."
    ),
    "reg_lock": N_(
        "Thể lệ có hiệu lực từ khi công bố và không thay đổi từ khi đợt thi mở; thay đổi bắt buộc phải có là "
        "sửa đổi được đánh số, nêu lý do và công bố trên trang cuộc thi."
    ),
    "reg_assumed": N_("Thể lệ gốc không nêu %(what)s; áp dụng mặc định nêu tại Điều %(article)s."),
    "reg_unit_winner": N_(
        "Thể lệ gốc yêu cầu đơn vị đạt giải tập thể có cá nhân đạt giải; hệ thống không tự xét điều kiện này, "
        "Ban Tổ chức xét khi trao giải."
    ),
}
