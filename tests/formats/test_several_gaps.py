"""A question with several gaps becomes one question for each, and nothing of it is lost."""

import pytest

from contest.formats import gift, moodlexml, qti
from tests.formats.test_exchange_traps import choices, codes, correct, entries, moodle, only, qti_item, stem


def parts(text: str, read):
    found = entries(text, read)
    assert all(entry.usable for entry in found), [codes(entry) for entry in found]
    assert [codes(entry) for entry in found] == [["several_gaps"], *[[]] * (len(found) - 1)]
    return [entry.item for entry in found]


def test_gift_gaps_are_asked_for_one_by_one():
    text = "// [id:C1]\n::tên::Sông {=Hồng ~Đà} đổ ra {=biển =Biển Đông}.{####vì vậy}".replace("{####vì vậy}", "")
    first, second = parts(text, gift.read)
    assert first.stem == "Sông (1) _____ đổ ra (2) _____.\nChọn hoặc điền cho chỗ trống (1)."
    assert (first.options, first.key, first.code) == (("Hồng", "Đà"), (0,), "C1-1")
    assert second.stem.endswith("chỗ trống (2).")
    assert (second.type, second.accepted, second.code) == ("short_answer", ("biển", "Biển Đông"), "C1-2")


def test_a_gap_that_is_not_understood_does_not_cost_the_others():
    good, bad = entries("Một {=a ~b} và {#=không phải số}.", gift.read)
    assert good.usable
    assert codes(bad) == ["not_a_number"]


def test_moodle_cloze_questions_are_read_with_their_credits():
    inner = stem("<p>Họp ở {1:MULTICHOICE:Sousse#xa~=Crete#đúng~%50%Hy Lạp}, năm {1:NUMERICAL:=2012:1}.</p>")
    first, second = parts(moodle(inner, "cloze"), moodlexml.read)
    assert (first.options, first.key) == (("Sousse", "Crete", "Hy Lạp"), (1,))
    assert (first.weights, first.feedback) == ((0.0, 100.0, 50.0), ("xa", "đúng", ""))
    assert (second.type, int(second.numbers[0].value), int(second.numbers[0].tolerance)) == ("numerical", 2012, 1)


def test_a_single_gap_is_no_split_question():
    assert only(moodle(stem("Thủ đô: {1:SA:=Hà Nội}."), "cloze"), moodlexml.read).stem == "Thủ đô: _____."
    (entry,) = entries(moodle(stem("Không có chỗ trống."), "cloze"), moodlexml.read)
    assert codes(entry) == ["no_interaction"]


@pytest.mark.parametrize(("kind", "tag"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_moodle_gaps_offer_the_choices_of_their_group(kind, tag):
    listed = [("Hồng", 1), ("Đà", 1), ("biển", 2), ("hồ", 2)]
    inner = stem("Sông [[1]] ra [[3]].") + "".join(
        f"<{tag}><text>{text}</text><group>{group}</group></{tag}>" for text, group in listed
    )
    first, second = parts(moodle(inner, kind), moodlexml.read)
    assert (first.options, first.key) == (("Hồng", "Đà"), (0,))
    assert (second.options, second.key) == (("biển", "hồ"), (0,))
    (lost,) = entries(moodle(stem("Sông [[7]]."), kind), moodlexml.read)
    assert codes(lost) == ["key_outside_options"]


def test_qti_questions_of_several_parts_keep_each_key():
    declared = correct("B") + '</responseDeclaration><responseDeclaration identifier="S" cardinality="multiple" '
    declared += f'baseType="identifier">{correct("A", "B")}'
    evidence = choices("c", "d", "e").replace('"R"', '"S"').replace("P?", "Vì sao?")
    first, second = parts(qti_item(f"<p>Đọc</p>{choices('a', 'b')}{evidence}", declared=declared), qti.read)
    assert (first.stem, first.options, first.key) == ("Đọc\nP?", ("a", "b"), (1,))
    assert (second.stem, second.type, second.key) == ("Đọc\nVì sao?", "multiple_choice", (0, 1))


def test_what_has_no_place_is_named_beside_the_part_that_has():
    good, lost = entries(
        qti_item(choices("a", "b") + '<sliderInteraction responseIdentifier="S"/>', declared=correct("A")), qti.read
    )
    assert good.usable
    assert codes(lost) == ["unsupported_type"]


def test_qti_gap_texts_are_choices_for_each_gap():
    texts = "".join(f'<gapText identifier="{n}" matchMax="1">{t}</gapText>' for n, t in [("W", "đông"), ("S", "hè")])
    inner = (
        f'<gapMatchInteraction responseIdentifier="R"><prompt>Điền.</prompt>{texts}'
        '<p>Mùa <gap identifier="G1"/> rồi <gap identifier="G2"/>.</p></gapMatchInteraction>'
    )
    first, second = parts(qti_item(inner, "multiple", "directedPair", correct("S G1", "W G2")), qti.read)
    assert first.stem == "Điền.\nMùa (1) _____ rồi (2) _____.\nChọn hoặc điền cho chỗ trống (1)."
    assert (first.options, first.key, second.key) == (("đông", "hè"), (1,), (0,))


def test_qti_hot_texts_are_options_and_stay_in_the_text():
    inner = '<hottextInteraction responseIdentifier="R"><p>Chỗ sai: <hottext identifier="A">một</hottext> hay '
    inner += '<hottext identifier="B">hai</hottext>?</p></hottextInteraction>'
    item = only(qti_item(inner, declared=correct("B")), qti.read)
    assert (item.stem, item.options, item.key) == ("Chỗ sai: một hay hai?", ("một", "hai"), (1,))


def test_qti_pairs_out_of_one_list_are_a_matching():
    listed = "".join(f'<simpleAssociableChoice identifier="{n}">{n.lower()}</simpleAssociableChoice>' for n in "ABCDE")
    inner = f'<associateInteraction responseIdentifier="R"><prompt>Nối</prompt>{listed}</associateInteraction>'
    item = only(qti_item(inner, "multiple", "pair", correct("A D", "C B")), qti.read)
    assert item.pairs == (("a", "d"), ("c", "b"), ("", "e"))


def test_two_right_answers_where_one_is_declared_are_kept_and_doubted():
    (entry,) = entries(qti_item(choices("a", "b", "c"), declared=correct("A", "B")), qti.read)
    assert (entry.item.type, entry.item.key, codes(entry)) == ("multiple_choice", (0, 1), ["several_full_marks"])
