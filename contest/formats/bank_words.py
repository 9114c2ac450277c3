"""The words of a question sheet for enumerated values: how we write them, and what we understand."""

from contest.rules.vietnamese import fold
from contest.wording import LABELS

_UNDERSTOOD: dict[str, dict[str, tuple[str, ...]]] = {
    "item_type": {
        "single_choice": ("một đáp án", "một lựa chọn", "chọn 1", "single", "single choice", "single answer"),
        "multiple_choice": ("nhiều đáp án", "chọn nhiều ý", "multiple answer", "multiple answers", "multiple response",
                            "multi", "multiple", "checkbox"),
        "true_false_cluster": ("đúng sai", "đúng - sai", "cụm đúng/sai", "trắc nghiệm đúng sai", "true/false",
                               "true false"),
        "short_answer": ("điền khuyết", "điền từ", "trả lời ngắn gọn", "short answer", "fill in the blank", "text"),
        "essay": ("essay", "luận", "câu hỏi tự luận", "long answer"),
        "matching": ("ghép cặp", "ghép nối", "nối", "matching", "match"),
        "numerical": ("số", "trả lời số", "numerical", "numeric"),
        "ordering": ("sắp xếp", "sắp xếp thứ tự", "thứ tự", "ordering", "order"),
    },
    "level": {
        "easy": ("nhận biết", "nb", "biết", "easy", "thấp", "cơ bản"),
        "medium": ("thông hiểu", "th", "hiểu", "tb", "medium", "vừa"),
        "hard": ("vận dụng", "vận dụng cao", "vd", "vdc", "hard", "cao", "nâng cao"),
    },
    "item_scope": {"central": ("chung",), "province": ("địa phương",), "sample": ("ví dụ",)},
    "item_status": {"draft": ("chờ thẩm định", "nháp"), "appraised": ("đã duyệt",), "retired": ("ngừng sử dụng",)},
    "audience": {
        "official": ("cán bộ, công chức, viên chức", "cán bộ công chức viên chức", "công chức"),
        "citizen": ("nhân dân", "công dân"),
        "enterprise": ("doanh nghiệp, hợp tác xã",),
        "pupil": ("học sinh, sinh viên", "sinh viên"),
    },
}  # fmt: skip
EVERYONE = "Tất cả"
YES = "x"
# "Multiple choice" is a question with options in English; how many are right, its key tells.
_BY_KEY = ("trắc nghiệm", "trắc nghiệm khách quan", "nhiều lựa chọn", "trắc nghiệm nhiều lựa chọn", "multiple choice",
           "mcq", "choice", "quiz")  # fmt: skip
_EVERYONE = {"", "tat ca", "moi doi tuong", "all"}
_YES = {"x", "co", "1", "true", "yes", "dung"}


def _dictionary(enumeration: str) -> dict[str, str]:
    words = {fold(LABELS[enumeration, value]): value for value in _UNDERSTOOD[enumeration]}
    return words | {fold(text): value for value, texts in _UNDERSTOOD[enumeration].items() for text in texts}


_DICTIONARIES = {enumeration: _dictionary(enumeration) for enumeration in _UNDERSTOOD}
_DICTIONARIES["item_type"] |= {fold(text): "" for text in _BY_KEY}


def value_of(enumeration: str, text: str) -> str | None:
    """The value a cell names; None if it names none, "" for a type that the key decides."""
    return _DICTIONARIES[enumeration].get(fold(text.replace("_", " ")))


def word_for(enumeration: str, value: str) -> str:
    """What our own sheets say for a value."""
    return LABELS[enumeration, value] if value else ""


def audience_of(text: str) -> tuple[tuple[str, ...], list[str]]:
    """(categories, words not understood); everyone is the empty tuple."""
    if fold(text) in _EVERYONE:
        return (), []
    words = [word.strip() for word in text.replace("\n", ";").split(";") if word.strip()]
    values = [value_of("audience", word) for word in words]
    return tuple(dict.fromkeys(v for v in values if v)), [w for w, v in zip(words, values, strict=True) if v is None]


def audience_words(audience: tuple[str, ...]) -> str:
    return ";".join(word_for("audience", a) for a in audience) if audience else EVERYONE


def means_yes(text: str) -> bool:
    return fold(text) in _YES
