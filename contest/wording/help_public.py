"""What the "?" of each public page says, in two sentences."""

from contest.wording.marks import N_

GUIDE = "thi-sinh"
#: Heading in the guide, without its number → endpoint of a page → what its "?" says.
PAGES: dict[str, dict[str, str]] = {
    "Làm bài": {
        "home.show": N_(
            "Trang này liệt kê các cuộc thi đang mở, sắp mở và đã qua. "
            "Bấm Vào thi để làm bài, bấm Thể lệ để xem cách tính."
        ),
        "contests.show": N_(
            "Trang này có kế hoạch, lịch các đợt và tài liệu của cuộc thi. Đợt nào đang mở thì có nút Vào thi."
        ),
        "contests.round": N_(
            "Trang này tóm tắt giờ mở, số câu, số lượt và cách xếp hạng của một đợt. "
            "Muốn xem đầy đủ thì bấm Thể lệ đầy đủ."
        ),
        "attempts.begin": N_(
            "Đồng hồ chỉ chạy sau khi bấm Bắt đầu làm bài. "
            "Hãy kiểm tra đường truyền và thời gian còn lại của đợt trước khi bấm."
        ),
    },
    "Có tài khoản": {
        "account.login": N_(
            "Đăng nhập bằng số điện thoại, thư điện tử hoặc mã cán bộ. "
            "Quên mật khẩu thì xin mã đặt lại ở Ban Tổ chức của đơn vị."
        ),
        "account.register": N_(
            "Điền họ tên, đối tượng và một cách liên hệ. "
            "Đơn vị: gõ một phần tên, không cần dấu, rồi bấm chọn trong danh sách hiện ra."
        ),
        "account.activate": N_(
            "Nhập mã trên phiếu kích hoạt hoặc mã đặt lại mật khẩu, rồi tự đặt mật khẩu. Mỗi mã chỉ dùng được một lần."
        ),
        "account.show": N_(
            "Thông tin của bạn và các lượt thi đã làm ở đây. "
            "Sai đơn vị hoặc họ tên thì báo Ban Tổ chức của đơn vị sửa giúp."
        ),
    },
    "Xếp hạng thế nào": {
        "contests.regulation": N_(
            "Thể lệ in ra từ chính các quy định mà hệ thống dùng để chấm và xếp hạng. "
            "Mọi sửa đổi sau khi mở đợt đều được ghi số và ngày."
        ),
        "boards.round_board": N_(
            "Bảng xếp theo thứ tự các tiêu chí ghi ngay trên bảng. Khi đợt còn mở, thứ tự chỉ là tạm tính."
        ),
        "boards.unit_board": N_(
            "Đơn vị được xếp theo công thức trong thể lệ; tỷ lệ tham gia tính trên biên chế. "
            "Chọn khối hoặc quy mô để so sánh cùng nhóm."
        ),
        "boards.overall": N_(
            "Bảng tổng cộng kết quả các đợt được tính của mỗi người. "
            "Bằng nhau thì xét tiếp các tiêu chí phụ của cuộc thi."
        ),
        "results.show": N_(
            "Đây là kết quả Ban Tổ chức đã công bố, kèm mã kiểm tra. Công bố sau thay công bố trước và ghi rõ lý do."
        ),
    },
    "Hỏi Ban Tổ chức": {
        "inquiries.show": N_(
            "Thông báo của Ban Tổ chức, các câu đã trả lời chung và câu hỏi của riêng bạn. "
            "Đăng nhập rồi viết câu hỏi; chỉ Ban Tổ chức thấy."
        ),
    },
    "Bài được lưu khi nào": {
        "attempts.paper": N_(
            "Chọn phương án là bài tự lưu; dòng ở thanh trên cùng cho biết đã lưu hay chưa. "
            "Làm xong bấm Nộp bài; hết giờ bài tự nộp."
        ),
    },
    "Biên nhận": {
        "attempts.receipt": N_(
            "Biên nhận ghi điểm, thời gian và mã đối chiếu của bài đã nộp. Hãy chụp lại mã để dùng khi cần khiếu nại."
        ),
        "attempts.mine": N_(
            "Trang này liệt kê các lượt bạn đã thi trong đợt và lượt nào được tính. Bấm Biên nhận để xem chi tiết."
        ),
        "attempts.review": N_(
            "Mỗi câu ghi phương án bạn chọn, đáp án, giải thích và căn cứ pháp lý. "
            "Thấy đáp án sai thì gửi ý kiến cho Ban Tổ chức."
        ),
        "sharing.result": N_(
            "Trang này hiện kết quả do chính người thi chia sẻ. "
            "Ai có liên kết đều xem được; không có liên kết thì không tìm thấy."
        ),
    },
    "Ôn tập": {
        "practice.show": N_(
            "Trang này cho biết bạn đã ôn, đã thuộc bao nhiêu câu của từng lĩnh vực và câu nào đến hạn ôn lại. "
            "Bấm Bắt đầu ôn để làm từng câu, hoặc mở tài liệu cạnh lĩnh vực."
        ),
        "practice.ask": N_(
            "Trả lời rồi bấm Kiểm tra để xem đáp án, giải thích và căn cứ pháp lý. "
            "Câu trả lời ở đây không tính vào kết quả thi."
        ),
        "practice.verdict": N_(
            "Trang này cho biết câu vừa trả lời đúng hay sai, vì sao, và khi nào câu được hỏi lại. "
            "Bấm Câu tiếp để ôn tiếp."
        ),
    },
}
