"""Sentences and labels about files of other question-bank systems (GIFT, Moodle XML, QTI …)."""

from contest.wording.marks import N_

_FILES: dict[str, str] = {}

_ITEMS = {
    "no_full_mark": N_("Không có phương án nào được trọn điểm (cao nhất %(best)s%%)."),
    "too_few_pairs": N_("Câu ghép đôi có %(count)s cặp; cần ít nhất 2 cặp."),
    "at_paragraph": N_("Đoạn %(paragraph)s: %(message)s"),
    "at_line": N_("Dòng %(line)s: %(message)s"),
    "at_file": N_("Tệp %(file)s: %(message)s"),
    "at_item": N_("Câu thứ %(item)s: %(message)s"),
    "not_playable": N_("Loại câu “%(type)s” chưa dùng để thi được nên chỉ giữ ở dạng dự thảo."),
}

SENTENCES: dict[str, str] = _FILES | _ITEMS

LABELS: dict[tuple[str, str], str] = {
    ("item_type", "essay"): N_("Tự luận"),
    ("item_type", "matching"): N_("Ghép đôi"),
    ("item_type", "numerical"): N_("Trả lời bằng số"),
    ("item_type", "ordering"): N_("Sắp thứ tự"),
}
