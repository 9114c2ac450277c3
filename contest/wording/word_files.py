"""Sentences and labels about question banks in Word files."""

from contest.wording.marks import N_

_FILES = {
    "document_too_large": N_("Tệp Word quá lớn hoặc lồng quá sâu. Hãy chia thành nhiều tệp."),
    "old_word_file": N_(
        "Máy chủ chưa đọc được tệp %(extension)s. Hãy mở tệp bằng Word, lưu lại dạng .docx rồi tải lên."
    ),
    "conversion_failed": N_(
        "Không chuyển được tệp %(extension)s sang .docx. Hãy mở tệp bằng Word, lưu lại dạng .docx rồi tải lên."
    ),
    "key_list_codes": N_("Bảng đáp án có nhiều cột mã đề nên không biết dùng cột nào. Hãy chỉ để lại cột của đề này."),
    "key_list_parts": N_(
        "Đề có %(parts)s phần đánh số lại từ đầu nhưng bảng đáp án có %(lists)s phần nên chưa ghép được đáp án."
    ),
    "key_list_mismatch": N_(
        "Bảng đáp án không khớp với các câu hỏi. Câu chưa có trong bảng: %(missing)s; "
        "số không ứng với câu nào: %(unknown)s."
    ),
    "hidden_text": N_("Có chữ bị ẩn trong tệp (đoạn %(paragraphs)s); phần này không được nhập."),
    "legacy_fonts": N_("Tệp dùng phông chữ cũ (TCVN3 hoặc VNI), đã đổi sang Unicode. Hãy đọc lại bản xem trước."),
    "text_apart": N_("Có %(count)s dòng không thuộc câu nào: %(text)s"),
}

_ITEMS = {
    "at_named_paragraph": N_("%(name)s (đoạn %(paragraph)s): %(message)s"),
    "at_table": N_("Bảng %(table)s, dòng %(row)s: %(message)s"),
    "at_named_table": N_("%(name)s (bảng %(table)s, dòng %(row)s): %(message)s"),
    "keys_contradict": N_("Dấu hiệu đáp án mâu thuẫn (%(first)s; %(second)s)."),
    "key_letter_and_text": N_(
        "Dòng đáp án “%(written)s” ghi chữ cái của một phương án nhưng nội dung của phương án khác."
    ),
    "several_keys": N_("Có nhiều phương án được đánh dấu (%(letters)s) nên hiểu là câu chọn nhiều; hãy kiểm tra."),
    "statements_unjudged": N_("Chưa đánh dấu ý nào đúng, ý nào sai (thiếu đáp án)."),
    "no_options": N_("Không tìm thấy các phương án trả lời của câu này."),
    "options_unlettered": N_(
        "Các phương án không có chữ cái A, B, C… và không phương án nào được đánh dấu nên chưa nhận ra đáp án."
    ),
    "option_labels": N_(
        "Chữ cái của các phương án không theo thứ tự A, B, C… (thừa %(letters)s). Hãy đánh lại chữ cái."
    ),
    "struck_option": N_("Phương án %(letters)s bị gạch ngang; hãy xác nhận giữ hay bỏ."),
    "question_unlabelled": N_("Câu này không có nhãn “Câu …” như các câu khác; được nhận ra nhờ các phương án."),
    "passage_guessed": N_("Đoạn dẫn ở trên không nói dùng cho những câu nào; chỉ được gắn vào câu này."),
    "text_behind": N_("Sau câu này còn đoạn chưa rõ thuộc về đâu nên không được nhập: %(text)s"),
    "picture_outside": N_("Hình liên kết ra ngoài tệp (%(address)s) không được tải về. Hãy chèn hẳn hình vào tệp."),
    "picture_missing": N_("Có hình bị thiếu trong tệp."),
    "picture_too_large": N_("Hình %(name)s lớn quá %(megabytes)s MB nên không được nhập."),
    "picture_unshowable": N_("Hình %(name)s ở dạng trình duyệt không hiện được (WMF, EMF…). Hãy lưu lại thành PNG."),
    "object_not_read": N_(
        "Có công thức hoặc đối tượng nhúng (MathType, Excel…) chưa đọc được. Hãy thay bằng hình hoặc chữ."
    ),
}

_PAPERS = {
    "paper_code": N_("Mã đề %(number)s"),
    "paper_name_line": N_("Họ và tên: ……………………………………  Đơn vị: ……………………………………"),
    "paper_count": N_("Đề gồm %(count)s câu."),
    "paper_question": N_("Câu %(number)s."),
    "paper_answer_line": N_("Trả lời: ……………………………………………………………………"),
    "paper_end": N_("----- HẾT -----"),
    "paper_keys": N_("ĐÁP ÁN THEO MÃ ĐỀ"),
    "paper_question_head": N_("Câu"),
    "paper_page": N_("Mã đề %(number)s – Trang"),
    "paper_keys_page": N_("Đáp án – Trang"),
    "papers_written": N_("Đã ghi %(count)s tệp vào %(folder)s."),
}

SENTENCES: dict[str, str] = _FILES | _ITEMS | _PAPERS

LABELS: dict[tuple[str, str], str] = {
    ("key_source", "sign"): N_("dấu ở phương án"),
    ("key_source", "bold"): N_("in đậm"),
    ("key_source", "underline"): N_("gạch chân"),
    ("key_source", "red"): N_("chữ đỏ"),
    ("key_source", "highlight"): N_("tô nền"),
    ("key_source", "shade"): N_("tô bóng"),
    ("key_source", "colour"): N_("chữ màu"),
    ("key_source", "italic"): N_("in nghiêng"),
    ("key_source", "left_standing"): N_("không bị gạch ngang"),
    ("key_source", "line"): N_("dòng đáp án"),
    ("key_source", "list"): N_("bảng đáp án"),
}
