"""When two items are the same question, or nearly."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.item_json import item_from_json, item_to_json
from contest.rules.similarity import Likeness, comparable, fingerprint, nearest, nearest_earlier, numbers_of
from tests.support.questions import question


@given(st.permutations(range(4)))
def test_the_order_of_options_does_not_make_another_question(order):
    item = question(1)
    shuffled = replace(item, options=tuple(item.options[n] for n in order), key=tuple(order.index(k) for k in item.key))
    assert fingerprint(shuffled) == fingerprint(item)


def test_case_spaces_and_diacritics_do_not_make_another_question_but_the_key_does():
    item = question(1)
    assert fingerprint(replace(item, stem=f"  {item.stem.upper()} ")) == fingerprint(item)
    assert fingerprint(replace(item, stem=item.stem.replace("hồ sơ", "hồ  so"))) == fingerprint(item)
    assert fingerprint(replace(item, key=(1,))) != fingerprint(item)


def test_the_nearest_text_is_found_if_it_is_near_enough():
    texts = [
        comparable(question(n, stem=s)) for n, s in enumerate(["Ai tiếp nhận hồ sơ ở xã?", "PAPI có mấy nội dung?"])
    ]
    alike = comparable(question(9, stem="Ai là người tiếp nhận hồ sơ ở xã?"))
    found = nearest([alike, "khác hẳn"], texts)
    assert found[0] is not None
    assert found[0].position == 0
    assert found[1] is None


def test_what_is_narrowed_by_words_finds_what_each_with_each_finds():
    known = [f"thủ tục {n} nộp hồ sơ ở bộ phận {n * 7} của xã {n * 13}" for n in range(2000)]
    new = [known[n] + " nhé" for n in range(0, 2000, 2)]
    assert nearest(new, known) == [likeness for text in new for likeness in nearest([text], known)]


def near_in_file(*stems):
    found = [question(1, stem=stem) for stem in stems]
    return nearest_earlier([comparable(item) for item in found], [numbers_of(item) for item in found])


def test_in_a_file_the_later_of_two_near_questions_names_the_earlier():
    first, second, third = near_in_file(
        "Ai tiếp nhận hồ sơ ở xã, phường?", "Nghị quyết nào nêu mục tiêu?", "Ai là người tiếp nhận hồ sơ ở xã, phường?"
    )
    assert (first, second) == (None, None)
    assert isinstance(third, Likeness)
    assert third.position == 0


def test_in_a_file_another_number_makes_another_question_but_one_more_number_does_not():
    stem = "Chỉ số cải cách hành chính của tỉnh được công bố lúc nào trong năm {}?"
    assert near_in_file(stem.format("2022"), stem.format("2023")) == [None, None]
    assert near_in_file(stem.format("qua"), stem.format("qua 2023"))[1] is not None


def test_an_item_survives_being_json():
    item = question(1, audience=("citizen",))
    assert item_from_json(item_to_json(item)) == item
