"""Sentences and labels about files of other question-bank systems (GIFT, Moodle XML, QTI …)."""

from contest.wording.marks import N_

_FILES = {
    "wrong_format": N_(
        "Tên tệp có đuôi %(extension)s nhưng nội dung là %(content)s. Hãy đổi lại đuôi tệp cho đúng rồi tải lên lại."
    ),
    "unknown_xml": N_("Tệp XML có phần tử gốc “%(root)s”, không phải ngân hàng câu hỏi Moodle XML hay QTI."),
    "malformed_xml": N_("XML bị hỏng ở dòng %(line)s. Hãy xuất lại tệp từ hệ thống cũ."),
    "xml_too_large": N_("XML lồng quá sâu hoặc có quá nhiều phần tử nên bị từ chối."),
    "no_manifest": N_("Gói ZIP không có tệp imsmanifest.xml nên không phải gói câu hỏi QTI."),
    "unsafe_archive": N_("Gói ZIP chứa đường dẫn thoát ra ngoài (%(name)s) nên bị từ chối."),
    "malformed_package": N_("Gói ZIP bị hỏng hoặc tải lên chưa đủ. Hãy xuất lại gói từ hệ thống cũ."),
    "unsupported_qti": N_("Gói theo chuẩn QTI %(version)s chưa đọc được. Hãy xuất lại theo QTI 2.1, 2.2 hoặc 3.0."),
}

_ITEMS = {
    "no_full_mark": N_("Không có phương án nào được trọn điểm (cao nhất %(best)s%%)."),
    "too_few_pairs": N_("Câu ghép đôi có %(count)s cặp; cần ít nhất 2 cặp."),
    "several_full_marks": N_(
        "Có %(count)s phương án được trọn điểm; câu được nhập thành câu chọn nhiều, hãy kiểm tra lại."
    ),
    "wildcard_answer": N_("Đáp án “%(written)s” dùng dấu * thay cho chữ bất kỳ; ở đây dấu * được hiểu đúng là dấu *."),
    "wrong_answers_left_out": N_("Câu trả lời ngắn bỏ %(count)s câu trả lời sai (chỉ có phản hồi)."),
    "answers_not_understood": N_("Không hiểu phần trả lời “%(written)s”."),
    "not_a_number": N_("“%(written)s” không phải là số."),
    "bad_weight": N_("Trọng số “%(written)s” không phải là số phần trăm."),
    "weights_against_key": N_("Tỷ lệ điểm của các phương án không khớp với đáp án đúng; hãy kiểm tra lại."),
    "unbalanced_braces": N_("Dấu ngoặc { } không khớp."),
    "several_gaps": N_("Câu có %(count)s chỗ trả lời nên được tách thành %(count)s câu; hãy xem lại từng câu."),
    "no_interaction": N_("Câu không có phần trả lời."),
    "template_variables": N_("Câu tạo số liệu ngẫu nhiên (template) chưa được hỗ trợ."),
    "external_reference": N_("Địa chỉ ngoài gói không được mở: %(address)s"),
    "not_in_manifest": N_("Câu có trong gói nhưng imsmanifest.xml không nhắc tới; hãy kiểm tra có muốn nhập không."),
    "missing_file": N_("Gói thiếu tệp %(name)s."),
    "empty_manifest_href": N_("Mục “%(name)s” của imsmanifest.xml không trỏ tới tệp nào."),
    "pairs_not_one_to_one": N_("Câu ghép đôi cho một vế ghép với nhiều vế."),
    "description_left_out": N_("Đoạn này không có phần trả lời nên không được nhập."),
    "keys_from_zero": N_("Cột “%(column)s” đếm phương án từ 0: 0 là phương án đầu tiên."),
    "unsupported_type": N_("Loại câu “%(type)s” chưa được hỗ trợ."),
    "repeated_but_kept": N_("Câu này giống hệt câu ở %(first)s của tệp; cả hai được giữ."),
    "kahoot_too_long": N_("Dài quá giới hạn của Kahoot (câu hỏi %(question)s, phương án %(answer)s ký tự)."),
    "kahoot_time_limit": N_(
        "Thời gian “%(written)s” không có trong danh sách của Kahoot (cuộc thi có thời gian riêng)."
    ),
    "external_picture": N_("Hình ở địa chỉ ngoài tệp (%(address)s) không được tải về."),
    "missing_picture": N_("Thiếu tệp hình %(name)s."),
    "no_picture": N_("Tệp %(name)s không phải hình PNG, JPEG, GIF, WebP hay BMP hợp lệ nên bị bỏ."),
    "picture_misnamed": N_("Hình %(name)s thực ra là %(kind)s."),
    "unsafe_file_name": N_("Tên tệp kèm theo không an toàn (%(name)s) nên tệp bị bỏ."),
    "bad_base64": N_("Tệp kèm theo %(name)s bị hỏng mã base64."),
    "at_named_line": N_("Dòng %(line)s, câu “%(name)s”: %(message)s"),
    "at_named_file": N_("Tệp %(file)s, câu “%(name)s”: %(message)s"),
    "at_named_item": N_("Câu thứ %(item)s “%(name)s”: %(message)s"),
    "at_paragraph": N_("Đoạn %(paragraph)s: %(message)s"),
    "at_line": N_("Dòng %(line)s: %(message)s"),
    "at_file": N_("Tệp %(file)s: %(message)s"),
    "at_item": N_("Câu thứ %(item)s: %(message)s"),
    "not_playable": N_("Loại câu này chưa dùng để thi được nên chỉ giữ ở dạng dự thảo."),
}

SENTENCES: dict[str, str] = _FILES | _ITEMS

LABELS: dict[tuple[str, str], str] = {
    ("item_type", "essay"): N_("Tự luận"),
    ("item_type", "matching"): N_("Ghép đôi"),
    ("item_type", "numerical"): N_("Trả lời bằng số"),
    ("item_type", "ordering"): N_("Sắp thứ tự"),
}
