"""How organisers head the columns of their question sheets. The first name of each field is the one
our own sheets use."""

LETTERS = "ABCDEFGH"  # that people use; what stands behind them needs more than a letter to be told
PLACES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # of answers

FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("STT", "TT", "Số thứ tự", "No", "Số TT", "Câu số"),
    "code": ("Mã câu", "Mã câu hỏi", "Mã", "Mã số", "ID", "Code", "Question ID"),
    "type": ("Loại câu", "Loại câu hỏi", "Dạng câu", "Dạng câu hỏi", "Hình thức", "Kiểu câu hỏi", "Type"),
    "stem": (
        "Nội dung câu hỏi", "Câu hỏi", "Câu dẫn", "Nội dung câu", "Câu hỏi trắc nghiệm", "Nội dung hỏi", "Đề bài",
        "Question", "Question text", "Questions", "Question content", "Stem", "Tên câu hỏi", "Câu hỏi thi", "Nội dung",
        "Text", "Prompt", "Title", "Câu hỏi và phương án trả lời", "Nội dung câu hỏi và phương án trả lời",
        "Câu hỏi và các phương án trả lời", "Câu hỏi và phương án", "Nội dung câu hỏi và đáp án", "Câu hỏi và đáp án",
    ),
    "options": (
        "Các phương án", "Các phương án trả lời", "Phương án trả lời", "Các lựa chọn", "Các đáp án",
        "Phương án lựa chọn", "Các câu trả lời", "Phương án", "Lựa chọn", "Options", "Choices",
        "Answers", "Answer options", "Answer choices",
    ),
    "key": (
        "Đáp án đúng", "Phương án đúng", "Câu trả lời đúng", "Trả lời đúng", "Lựa chọn đúng", "Đáp án chính xác",
        "Đáp án chuẩn", "Correct answer", "Correct answers", "Correct option", "Right answer", "Correct", "Đáp án",
        "Đ/a đúng", "ĐA đúng", "Answer key", "Answer", "Key", "ĐA", "Đ/A", "Kết quả", "Đáp án câu hỏi",
        "Correct option index", "Correct answer index", "Correct index", "Answer index", "Correct choice",
        "Vị trí đáp án đúng", "Chỉ số đáp án đúng",
    ),
    "topic": ("Lĩnh vực", "Chủ đề", "Chuyên đề", "Chương", "Nhóm câu hỏi", "Topic", "Category", "Phần", "Nhóm", "Mảng",
        "Hạng mục", "Danh mục", "Subject"),
    "level": ("Mức độ", "Độ khó", "Cấp độ", "Mức độ khó", "Mức", "Mức độ nhận thức", "Level", "Difficulty"),
    "situational": ("Tình huống", "Câu tình huống", "Situational"),
    "explanation": ("Giải thích", "Lời giải", "Giải thích đáp án", "Hướng dẫn", "Hướng dẫn giải", "Explanation"),
    "document": ("Căn cứ pháp lý", "Căn cứ", "Văn bản", "Nguồn", "Cơ sở pháp lý", "Trích dẫn", "Legal basis"),
    "article": ("Điều", "Article"),
    "clause": ("Khoản", "Khoản điểm", "Clause"),
    "valid_from": ("Hiệu lực từ", "Ngày hiệu lực", "Có hiệu lực từ", "Valid from"),
    "valid_to": ("Hiệu lực đến", "Ngày hết hiệu lực", "Hết hiệu lực", "Valid to"),
    "audience": ("Đối tượng", "Đối tượng dự thi", "Bảng thi", "Audience"),
    "scope": ("Phạm vi", "Cấp", "Scope"),
    "review_on": ("Ngày rà soát", "Hạn rà soát", "Rà soát", "Review date"),
    "enemy_group": ("Nhóm loại trừ", "Loại trừ", "Enemy group"),
    "author_name": ("Người soạn", "Người ra đề", "Tác giả", "Người biên soạn", "Author"),
    "appraiser_name": ("Người thẩm định", "Người duyệt", "Người phản biện", "Appraiser"),
    "status": ("Trạng thái", "Tình trạng", "Status"),
    "note": ("Ghi chú", "Note", "Notes"),
    "tags": ("Thẻ", "Tags", "Tag"),
}  # fmt: skip

_OPTION_NAMES = (
    "Phương án", "Đáp án", "Lựa chọn", "Phương án trả lời", "Câu trả lời", "Trả lời", "PA", "Option", "Choice",
    "Answer", "Ý", "Mệnh đề", "Nhận định", "ĐA", "Đ/A",
)  # fmt: skip

for _number, _letter in enumerate(PLACES, 1):
    FIELDS[f"option_{_letter}"] = (
        *(f"{name} {_letter}" for name in _OPTION_NAMES),
        *(_letter if _letter in LETTERS else ""),
        *(f"{name} {_number}" for name in _OPTION_NAMES),
    )
for _letter in PLACES:
    FIELDS[f"match_{_letter}"] = (f"Ghép {_letter}", f"Ghép với {_letter}", f"Match {_letter}")
    FIELDS[f"weight_{_letter}"] = (f"Tỷ lệ điểm {_letter}", f"Trọng số {_letter}", f"Weight {_letter}")
    FIELDS[f"feedback_{_letter}"] = (f"Phản hồi {_letter}", f"Nhận xét {_letter}", f"Feedback {_letter}")
REQUIRED = {"stem", "key"}
