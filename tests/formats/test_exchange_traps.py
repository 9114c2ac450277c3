"""What the files of other systems hide: each trap of GIFT, Aiken, Moodle XML, QTI and Kahoot."""

import base64
from decimal import Decimal

import pytest

from contest.formats import gift, kahoot, moodlexml, qti, read_bank
from contest.formats.aiken import read as read_aiken
from contest.formats.answers import TRUE_FALSE
from contest.formats.markup import html_text
from contest.formats.workbook_writing import write_sheet
from contest.rules.items import NumericAnswer
from tests.formats.test_exchange_round_trip import png


def entries(text: str, read=gift.read):
    return read(text.encode()).entries


def only(text: str, read=gift.read):
    (entry,) = entries(text, read)
    assert entry.usable, entry.problems
    return entry.item


def codes(entry) -> list[str]:
    return [problem.code for problem in entry.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_gift_is_read_in_any_encoding(encoding):
    (entry,) = gift.read("::a::Thu dô là nào?{=Hà ~Hu}".encode(encoding)).entries
    assert (entry.item.stem, entry.item.options) == ("Thu dô là nào?", ("Hà", "Hu"))


def test_gift_escapes_are_undone_after_the_answers_are_cut():
    item = only("Tính \\{x\\} với f(x)\\=x\\:2 \\~ 3 \\# 1?{=a\\=b ~c\\~d}")
    assert item.stem == "Tính {x} với f(x)=x:2 ~ 3 # 1?"
    assert item.options == ("a=b", "c~d")


def test_gift_credits_and_feedback_are_kept():
    item = only("S?{~sai#không ~%50%nửa#gần =đúng#phải ####giải thích}")
    assert (item.key, item.weights) == ((2,), (0.0, 50.0, 100.0))
    assert (item.feedback, item.explanation) == (("không", "gần", "phải"), "giải thích")


def test_gift_several_right_answers():
    item = only("Chọn hai{~%50%2 ~%50%4 ~%-100%5}")
    assert (item.type, item.key, item.weights) == ("multiple_choice", (0, 1), (50.0, 50.0, -100.0))
    assert only("Chọn hai{~%50%2 ~%50%4 ~5}").weights == ()


def test_gift_true_false_gives_feedback_for_wrong_first():
    item = only("Đất tròn.{T#Sai rồi#Đúng rồi}")
    assert (item.options, item.key, item.feedback) == (TRUE_FALSE, (0,), ("Đúng rồi", "Sai rồi"))
    assert only("Đất phẳng.{FALSE}").key == (1,)


def test_gift_missing_word_leaves_a_blank():
    assert only("Nguyễn {=Du ~Trãi} viết Truyện Kiều.").stem == "Nguyễn _____ viết Truyện Kiều."
    assert only("Tác giả là {=Nguyễn Du =Tố Như}.").stem == "Tác giả là _____."


def test_gift_numbers_have_tolerances_or_ranges():
    assert only("?{#3.5:0.1}").numbers == (NumericAnswer(Decimal("3.5"), Decimal("0.1")),)
    assert only("?{#1..5}").numbers == (NumericAnswer(Decimal(3), Decimal(2)),)
    item = only("Năm?{#=1822:0 =%50%1822:2#gần ~#sai}")
    assert (len(item.numbers), item.weights) == (2, (100.0, 50.0))


def test_gift_embedded_answers_mark_the_right_one_by_two_signs():
    item = only("Họ {~=thích~ghét} cá.")
    assert (item.options, item.key) == (("thích", "ghét"), (0,))
    assert only("Anh {1:SA:=đã đi~=đi rồi}.").accepted == ("đã đi", "đi rồi")


def test_gift_categories_ids_and_tags_describe_the_questions_below():
    item = only("// [id:CC-01] [tag:Dễ] [tag:Sông]\n$CATEGORY: x\n\n// [id:CC-02] [tag:Khó] [tag:Núi]\nA?{=a ~b}")
    assert (item.code, item.level, item.tags, item.topic) == ("CC-02", "hard", ("Núi",), "x")


def test_gift_questions_without_a_blank_line_between_are_all_found():
    assert [e.item.stem for e in entries("Một?{=a ~b}\nHai?{=c ~d}\nBa {=e ~f} nhé.")] == [
        "Một?",
        "Hai?",
        "Ba _____ nhé.",
    ]


def test_gift_feedback_may_hold_a_blank_line():
    assert only("Một?{=a#dòng\n\ndòng hai\n~b}").feedback == ("dòng\ndòng hai", "")


def test_gift_broken_questions_are_named_by_line_and_the_rest_is_read():
    found = entries("::Tốt::1+1?{=2 ~3}\n\n::Hỏng 1::Thiếu{=a ~b\n\n::Hỏng 2::x{~a ~b}\n\n::Hỏng 3::Thừa}{=a}")
    assert [codes(e) for e in found] == [[], ["unbalanced_braces"], ["missing_key"], ["unbalanced_braces"]]
    assert [e.where["line"] for e in found] == [1, 3, 5, 7]


def test_several_full_marks_are_kept_and_doubted():
    (entry,) = entries("Mùa?{=xuân =hạ ~mưa}")
    assert (entry.item.type, entry.item.key, codes(entry)) == ("multiple_choice", (0, 1), ["several_full_marks"])


def test_a_repeated_question_of_another_category_is_kept_with_a_word():
    first, second = entries("$CATEGORY: a\n\nMột?{=a ~b}\n\n$CATEGORY: b\n\nMột?{=a ~b}")
    assert second.usable
    assert codes(second) == ["repeated_but_kept"]
    assert codes(first) == []


def test_aiken_is_forgiving_where_nothing_is_lost():
    text = (
        "Nhiều dòng\ntrong câu?\n\nA) một\nvà tiếp\nB) hai\nAnswer: b.\n\n"
        "A. mồ côi\nANSWER: A\n\nThiếu?\nA. một\nB. hai"
    )
    good, orphan, missing = entries(text, read_aiken)
    assert (good.item.stem, good.item.options, good.item.key) == (
        "Nhiều dòng\ntrong câu?",
        ("một\nvà tiếp", "hai"),
        (1,),
    )
    assert "empty_stem" in codes(orphan)
    assert codes(missing) == ["missing_key"]


def moodle(inner: str, kind: str = "multichoice") -> str:
    return f'<quiz><question type="{kind}"><name><text>w3</text></name>{inner}</question></quiz>'


def stem(html: str, files: str = "") -> str:
    return f'<questiontext format="html"><text><![CDATA[{html}]]></text>{files}</questiontext>'


TWO = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'


def test_moodle_categories_are_topics_and_double_slashes_are_one():
    path = "<question type='category'><category><text>$course$/top/Tiếng Việt/Chương 1//2</text></category></question>"
    item = only(moodle(stem("S") + TWO).replace("<quiz>", f"<quiz>{path}"), moodlexml.read)
    assert item.topic == "Tiếng Việt / Chương 1/2"


def test_moodle_single_choice_without_full_mark_is_named():
    (entry,) = entries(moodle(stem("S") + TWO.replace("100", "90")), moodlexml.read)
    assert not entry.usable
    assert "no_full_mark" in codes(entry)
    assert entry.where["name"] == "w3"


def test_moodle_pictures_come_with_their_question_and_what_is_none_is_named():
    good = base64.b64encode(png(1)).decode()
    svg = base64.b64encode(b"<svg onload='x'/>").decode()
    files = (
        f'<file name="a.png" encoding="base64">{good}</file><file name="s.png" encoding="base64">{svg}</file>'
        '<file name="../../b.exe" encoding="base64">AAAA</file><file name="c.png" encoding="base64">@@</file>'
    )
    html = "".join(f'<img src="@@PLUGINFILE@@/{n}">' for n in ("a.png", "s.png", "thieu.png")) + "<img src=x onerror=y>"
    (entry,) = entries(moodle(stem(html, files) + TWO), moodlexml.read)
    assert entry.usable
    assert entry.item.stem == entry.item.pictures[0].mark
    assert sorted(codes(entry)) == ["bad_base64", "missing_picture", "no_picture", "unsafe_file_name"]


@pytest.mark.parametrize("kind", ["ddimageortext", "ddmarker", "calculated", "calculatedmulti", "randomsamatch"])
def test_moodle_types_without_a_place_are_named(kind):
    (entry,) = entries(moodle(stem("S"), kind), moodlexml.read)
    assert codes(entry) == ["unsupported_type"]
    assert entry.problems[0].details["type"] == kind


def qti_item(inner: str, cardinality: str = "single", base: str = "identifier", declared: str = "") -> str:
    attributes = f'identifier="R" cardinality="{cardinality}" baseType="{base}"'
    response = f"<responseDeclaration {attributes}>{declared}</responseDeclaration>"
    return f'<assessmentItem identifier="i" title="T">{response}<itemBody>{inner}</itemBody></assessmentItem>'


def correct(*values: str) -> str:
    return f"<correctResponse>{''.join(f'<value>{v}</value>' for v in values)}</correctResponse>"


def choices(*texts: str) -> str:
    options = "".join(f'<simpleChoice identifier="{chr(65 + n)}">{t}</simpleChoice>' for n, t in enumerate(texts))
    return f'<choiceInteraction responseIdentifier="R"><prompt>P?</prompt>{options}</choiceInteraction>'


def test_qti_feedback_inside_a_choice_is_no_part_of_the_choice():
    inside = 'Đúng<feedbackInline outcomeIdentifier="F" identifier="A">Chuẩn!</feedbackInline>'
    item = only(qti_item(choices(inside, "Sai"), declared=correct("A")), qti.read)
    assert (item.options, item.feedback) == (("Đúng", "Sai"), ("Chuẩn!", ""))


def test_qti_mapping_gives_credits_in_percent():
    points = "".join(f'<mapEntry mapKey="{choice}" mappedValue="1"/>' for choice in "AB")
    mapping = f'<mapping defaultValue="-1">{points}</mapping>'
    item = only(qti_item(choices("2", "4", "5"), "multiple", declared=correct("A", "B") + mapping), qti.read)
    assert (item.key, item.weights) == ((0, 1), (50.0, 50.0, -50.0))


def test_qti_3_names_mean_the_same():
    old = qti_item(choices("x", "y"), declared=correct("B"))
    new = old
    names = "assessmentItem responseDeclaration correctResponse itemBody choiceInteraction simpleChoice prompt value"
    for name in names.split():
        hyphened = "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
        new = new.replace(f"<{name}", f"<qti-{hyphened}").replace(f"</{name}", f"</qti-{hyphened}")
    new = new.replace("responseIdentifier", "response-identifier").replace("baseType", "base-type")
    assert only(new, qti.read) == only(old, qti.read)


def test_qti_matching_and_ordering_take_their_order_from_the_key():
    sets = [("L1", "a"), ("L2", "b")], [("R1", "1"), ("R2", "2"), ("R3", "3")]
    sides = ""
    for side in sets:
        texts = "".join(f'<simpleAssociableChoice identifier="{i}">{t}</simpleAssociableChoice>' for i, t in side)
        sides += f"<simpleMatchSet>{texts}</simpleMatchSet>"
    inner = f'<matchInteraction responseIdentifier="R">{sides}</matchInteraction>'
    item = only(qti_item(f"<p>Nối</p>{inner}", "multiple", "directedPair", correct("L2 R1", "L1 R2")), qti.read)
    assert item.pairs == (("a", "2"), ("b", "1"), ("", "3"))
    inner = choices("x", "y").replace("choiceInteraction", "orderInteraction")
    assert only(qti_item(inner, "ordered", declared=correct("B", "A")), qti.read).options == ("y", "x")


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ("<p>chỉ đọc</p>", "no_interaction"),
        ('<hotspotInteraction responseIdentifier="R"/>', "unsupported_type"),
        (choices("a", '<printedVariable identifier="X"/>'), "template_variables"),
    ],
)
def test_qti_items_without_a_place_are_named(inner, code):
    (entry,) = entries(qti_item(inner, declared=correct("A")), qti.read)
    assert codes(entry) == [code]


@pytest.mark.parametrize(("shown", "found"), [("a", ["template_variables"]), ("x", [])])
def test_qti_variables_in_a_formula_are_named_and_other_letters_are_not(shown, found):
    variable = '<templateDeclaration identifier="a" cardinality="single" baseType="integer" mathVariable="true"/>'
    inner = choices("1", f"<math><mi>{shown}</mi></math>")
    (entry,) = entries(qti_item(inner, declared=correct("A") + variable), qti.read)
    assert codes(entry) == found


def test_kahoot_keys_are_places_and_numbered_empty_rows_are_nothing():
    headings = ["", "Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in (1, 2, 3, 4)),
                "Time limit (sec) – 5, 10, 20", "Correct answer(s) - choose at least one"]  # fmt: skip
    rows = [
        [1, "2+2?", "1", "4", "3", "2", 20, 2],
        [2, "Chẵn?", "2", "3", "4", "", 7, "1,3"],
        [3, "x?", "a", "b", "", "", 5, 4],
        [4, "", "", "", "", "", "", ""],
    ]
    content = write_sheet(headings, rows, sheet_name="Sheet1")
    reading = read_bank("k.xlsx", content)
    assert reading.format == "kahoot"
    assert [(e.item.key, codes(e)) for e in reading.entries] == [
        ((1,), []), ((0, 2), ["kahoot_time_limit"]), ((), ["key_outside_options", "missing_key"]),
    ]  # fmt: skip
    assert kahoot.read(content).entries == reading.entries


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>Hai<br>Ba</p>", "Một\nHai\nBa"),
        ("H<sub>2</sub>O, x<sup>2+n</sup>, a<sup>b!</sup>", "H₂O, x²⁺ⁿ, a^(b!)"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<math><mfrac><mi>a</mi><mi>b</mi></mfrac><msup><mi>x</mi><mn>2</mn></msup></math>", "a/bx²"),
        ("$$x^2$$ và \\(a&lt;b\\)", "$$x^2$$ và \\(a<b\\)"),
        ("<style>p{}</style>a<script>b</script>", "a"),
    ],
)
def test_markup_becomes_plain_text(html, text):
    assert html_text(html) == text
