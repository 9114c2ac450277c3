"""What the "?" of each page of the desk says, in two sentences."""

from contest.wording.marks import N_

GUIDE = "ban-to-chuc"
#: Heading in the guide, without its number → endpoint of a page → what its "?" says.
PAGES: dict[str, dict[str, str]] = {
    "Chuẩn bị người làm việc": {
        "desk.show": N_(
            "Việc cần làm được xếp theo mức gấp, việc gấp nhất ở trên. Bấm vào từng việc để tới đúng trang cần xử lý."
        ),
        "finding.show": N_(
            "Tìm cuộc thi, đơn vị, người và câu hỏi trong phạm vi của bạn, không cần dấu. "
            "Gõ thêm từ để thu hẹp kết quả."
        ),
    },
    "Đơn vị": {
        "units.index": N_(
            "Cây đơn vị thuộc phạm vi của bạn, kèm biên chế. "
            "Biên chế là mẫu số của tỷ lệ tham gia nên cần đúng trước khi mở đợt."
        ),
        "units.show": N_(
            "Trang này có biên chế theo ngày, đơn vị trực thuộc và đơn vị kế thừa. "
            "Sáp nhập thì khai kế thừa, đừng xóa đơn vị cũ."
        ),
        "units.create": N_("Mã đơn vị không được trùng và nên giữ ổn định. Đơn vị mới thuộc đơn vị cấp trên bạn chọn."),
        "units.edit": N_("Sửa tên, loại, khối thi đua và thời gian hiệu lực. Kết quả đã công bố không đổi theo."),
        "units.succeed": N_(
            "Khai đơn vị nào kế thừa đơn vị này từ ngày nào. Người của đơn vị cũ được tính cho đơn vị mới từ ngày đó."
        ),
        "unit_import.choose": N_("Tải tệp mẫu, điền rồi chọn tệp và bấm Xem trước. Bước này chưa ghi gì vào hệ thống."),
        "unit_import.preview": N_(
            "Xem dòng nào mới, thay đổi hay lỗi trước khi ghi. Dòng lỗi tải về được dưới dạng Excel có cột Lỗi."
        ),
    },
    "Thí sinh": {
        "people.index": N_(
            "Tìm theo tên hoặc số điện thoại, không cần dấu. Bấm vào một người để cấp mã, sửa hoặc giao vai trò."
        ),
        "bulk.people": N_(
            "Xem từng người sẽ thay đổi thế nào, ai được để nguyên và vì sao, rồi mới bấm. "
            "Trừ cấp mã, việc vừa làm hoàn tác được ở đầu danh sách thí sinh."
        ),
        "people.show": N_(
            "Cấp mã kích hoạt hoặc mã đặt lại mật khẩu, giao vai trò, gộp tài khoản trùng. "
            "Mã chỉ hiện một lần: hãy ghi lại ngay."
        ),
        "people.create": N_(
            "Thêm một người khi không cần nhập cả danh sách. Cần ít nhất một cách liên hệ hoặc mã cán bộ."
        ),
        "people.edit": N_(
            "Sửa thông tin và thời gian bù của một người. Lượt thi đã bắt đầu vẫn tính cho đơn vị lúc bắt đầu."
        ),
        "roster_import.choose": N_(
            "Danh sách Excel hoặc CSV, mỗi người một dòng. Người đã tự đăng ký được gộp, không bị tính hai lần."
        ),
        "roster_import.preview": N_(
            "Xem ai mới, ai đã có và dòng nào lỗi trước khi ghi. Ghi xong thì in phiếu kích hoạt theo đơn vị."
        ),
        "slips.choose": N_(
            "Mỗi phiếu có mã riêng dùng một lần để người nhận tự đặt mật khẩu. In lại phiếu thì mã cũ hết hiệu lực."
        ),
    },
    "Ngân hàng câu hỏi": {
        "bulk.items": N_(
            "Xem từng câu sẽ ngừng dùng hay dùng lại rồi mới bấm. Việc vừa làm hoàn tác được ở đầu danh sách câu hỏi."
        ),
        "banks.index": N_(
            "Mỗi ngân hàng thuộc một đơn vị và có người ra đề, người thẩm định riêng. "
            "Chỉ câu đã thẩm định mới vào đề thi."
        ),
        "banks.create": N_(
            "Đặt tên và mã cho ngân hàng mới, rồi nhập câu hỏi từ tệp hoặc soạn từng câu. "
            "Mã dùng trong tên tệp và không đổi được."
        ),
        "banks.show": N_(
            "Lọc theo lĩnh vực, mức độ, trạng thái; đánh dấu nhiều câu để thẩm định cùng lúc. "
            "Không ai thẩm định được câu của chính mình."
        ),
        "bank_items.show": N_(
            "Trang này có mọi phiên bản của câu hỏi, người soạn và người thẩm định. "
            "Sửa câu là tạo phiên bản mới, đề đã phát không đổi."
        ),
        "bank_items.create": N_(
            "Soạn một câu hỏi; các cảnh báo hiện bên cạnh khi có điều nên xem lại. Câu mới ở trạng thái chờ thẩm định."
        ),
        "bank_items.edit": N_("Lưu sẽ tạo một phiên bản mới chờ thẩm định. Phiên bản cũ vẫn giữ cho các đề đã phát."),
        "bank_import.choose": N_(
            "Chọn tệp Word, Excel, CSV, GIFT, Moodle, Aiken, QTI hoặc Kahoot rồi bấm Xem trước. "
            "Chưa có gì được ghi ở bước này."
        ),
        "bank_import.result": N_(
            "Trang này cho biết đã ghi bao nhiêu câu và dòng nào còn lỗi. "
            "Cả lượt nhập hoàn tác được khi chưa câu nào được dùng."
        ),
        "bank_preview.show": N_(
            "Mỗi câu hiện cạnh đoạn nguồn trong tệp; chỗ đáng ngờ được đánh dấu. "
            "Sửa ngay tại đây, chọn câu muốn lấy rồi bấm Ghi."
        ),
        "import_columns.explain": N_(
            "Hệ thống chưa nhận ra tên cột của tệp. "
            "Hãy chỉ cột nào là câu hỏi, phương án, đáp án; lần sau không phải chỉ lại."
        ),
        "import_history.show": N_(
            "Mỗi lượt nhập ghi ai, lúc nào, từ tệp nào. Hoàn tác được khi chưa câu nào của lượt đó vào đề thi."
        ),
        "printing.papers": N_(
            "In nhiều mã đề từ cùng các câu hỏi, kèm phiếu đáp án riêng. Cùng từ khóa trộn thì cho ra cùng bộ đề."
        ),
    },
    "Cuộc thi và các đợt": {
        "rounds.index": N_("Các cuộc thi thuộc phạm vi của bạn. Bấm Tạo cuộc thi để bắt đầu từ một thể lệ mẫu."),
        "rounds.new": N_(
            "Chọn thể lệ mẫu gần nhất với kế hoạch của bạn, đặt tên và ngày bắt đầu. "
            "Mọi quy định đều sửa được trước khi đợt mở."
        ),
        "rounds.contest": N_(
            "Từ đây sửa nội dung, thêm đợt, công bố cuộc thi và chốt kết quả. "
            "Đợt thiếu câu hỏi được ghi rõ ngay dưới tên đợt."
        ),
        "rounds.edit_contest": N_(
            "Sửa tên, giới thiệu và tài liệu ôn tập của cuộc thi. Thể lệ của từng đợt sửa ở trang của đợt đó."
        ),
        "rounds.edit": N_(
            "Mọi quy định ở đây vừa điều khiển hệ thống vừa in ra thể lệ. "
            "Đợt đã mở thì thay đổi thành một sửa đổi có số, công khai."
        ),
    },
    "Đợt sau, cuộc thi sau": {
        "rounds.clone": N_(
            "Tạo cuộc thi mới với cùng thể lệ và số đợt, tính từ ngày bắt đầu mới. "
            "Bài thi và kết quả không sao chép theo."
        ),
    },
    "Thi trên giấy": {
        "paper_entries.papers": N_(
            "Lập đề giấy theo ma trận đề của từng bảng thi, mỗi mã đề một tệp Word, kèm đáp án. "
            "Đề đã lập được giữ nguyên để bài làm trên giấy chấm đúng theo đề đã in."
        ),
        "paper_entries.index": N_(
            "Tìm người có bài, nhập bài, rồi nhờ người khác nhập lần hai. "
            "Bài khớp thì bấm Tính, bài lệch thì mở tờ bài ra đối chiếu."
        ),
        "paper_entries.key": N_(
            "Gõ mã đề, rồi gõ từng câu đúng như trên giấy, phím Enter sang ô sau. "
            "Người nhập lần hai không thấy nội dung lần một."
        ),
        "paper_entries.sheet": N_(
            "Hai lần nhập đặt cạnh nhau, chỗ lệch được đánh dấu. "
            "Chọn nội dung đúng như trên giấy; việc đối chiếu được ghi vào nhật ký."
        ),
    },
    "Trong khi thi": {
        "absences.by_unit": N_(
            "Đơn vị thuộc phạm vi của bạn, đơn vị tham gia ít nhất ở trên. "
            "Đánh dấu đơn vị rồi gửi thư nhắc hoặc in danh sách có số điện thoại."
        ),
        "absences.people": N_(
            "Danh sách người chưa dự thi, mỗi đơn vị một trang khi in. Trao cho cán bộ đầu mối của đúng đơn vị đó."
        ),
        "watching.show": N_("Số liệu của đợt thi, tự cập nhật sau vài giây. Mỗi biểu đồ có bảng số hoặc lời đi kèm."),
        "kiosk.open_here": N_(
            "Biến máy này thành quầy thi để nhiều người lần lượt dự thi, ví dụ ở bộ phận một cửa. "
            "Tài khoản của bạn được đăng xuất ngay; đóng quầy cần mật khẩu của Ban Tổ chức đơn vị."
        ),
        "kiosk.start": N_(
            "Người dự thi chọn cách vào thi ở đây; không biết chọn gì thì hỏi cán bộ phụ trách quầy. "
            "Thông tin của người trước đã được xóa khỏi máy."
        ),
        "kiosk.login": N_(
            "Đăng nhập bằng số điện thoại, thư điện tử hoặc mã cán bộ. "
            "Thi xong, bấm Người tiếp theo để thông tin của bạn được xóa khỏi máy."
        ),
        "kiosk.register": N_(
            "Điền họ tên, đối tượng và số điện thoại là vào thi được. "
            "Muốn đăng nhập ở nơi khác thì xin Ban Tổ chức cấp mã để đặt mật khẩu."
        ),
        "kiosk.activate": N_(
            "Nhập mã trên phiếu hoặc mã cán bộ phụ trách vừa cấp, rồi tự đặt mật khẩu. Mỗi mã chỉ dùng được một lần."
        ),
        "kiosk.close": N_(
            "Chỉ Ban Tổ chức của đơn vị đặt quầy đóng được, bằng mật khẩu của mình. "
            "Đóng xong, máy trở lại bình thường và không ai đang đăng nhập."
        ),
        "announcements.index": N_(
            "Thông báo đã đăng hiện trên trang cuộc thi và trong tài khoản của người đã dự thi. "
            "Bản nháp chỉ Ban Tổ chức thấy."
        ),
        "announcements.edit": N_("Sửa lời, đăng hoặc rút thông báo này. Rút xong, bản nháp vẫn được giữ."),
        "inquiries.index": N_(
            "Câu hỏi của người dự thi về các cuộc thi bạn phụ trách, câu chờ lâu nhất ở trên. "
            "Lọc theo tình trạng hoặc chỉ xem câu giao cho bạn."
        ),
        "inquiries.manage": N_(
            "Giao câu hỏi cho người phụ trách rồi trả lời; người hỏi thấy ngay câu trả lời. "
            "Công khai thì viết lại câu hỏi, bỏ họ tên và số điện thoại."
        ),
        "rounds.extend": N_(
            "Kéo dài giờ đóng cho mọi người khi có sự cố; các bài đang làm cũng được thêm giờ. "
            "Việc này được ghi và công khai."
        ),
        "rounds.grant": N_("Cấp thêm lượt cho một người hoặc một đơn vị, ghi rõ lý do. Lượt đã làm vẫn được giữ."),
        "posters.screen": N_(
            "Chiếu mã này lên màn hình hội trường để mọi người quét và vào thi. "
            "Địa chỉ bằng chữ ở dưới dành cho máy không quét được."
        ),
        "practice_desk.progress": N_(
            "Trang này cho biết đơn vị nào đã ôn tập, trả lời bao nhiêu lượt và thuộc bao nhiêu phần. "
            "Chỉ tính người của chính đơn vị, trong phạm vi của bạn."
        ),
    },
    "Kết quả và khen thưởng": {
        "results.manage": N_(
            "Làm lần lượt: chốt, kiểm tra, công bố tạm thời, rồi công bố chính thức. "
            "Công bố chính thức xong thì không sửa được nữa."
        ),
        "strikes.entrants": N_(
            "Tìm thí sinh để hủy kết quả hoặc khôi phục, luôn kèm lý do. Thứ hạng được tính lại ngay."
        ),
        "strikes.entrant": N_(
            "Hủy một lượt thi hay toàn bộ kết quả của thí sinh, hoặc khôi phục. Lý do được ghi vào nhật ký."
        ),
        "exports.index": N_(
            "Các tệp kết quả và danh sách đề nghị khen thưởng đã lập. Tệp được tạo trong nền; trang tự báo khi xong."
        ),
    },
}
