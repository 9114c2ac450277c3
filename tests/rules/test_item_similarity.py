"""When two items are the same question, or nearly."""

import time
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from contest.rules.item_json import item_from_json, item_to_json
from contest.rules.similarity import comparable, fingerprint, nearest
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


def test_a_thousand_against_a_thousand_takes_seconds():
    known = [comparable(question(n)) for n in range(1000)]
    started = time.perf_counter()
    assert all(nearest(known, known))
    assert time.perf_counter() - started < 15


def test_an_item_survives_being_json():
    item = question(1, audience=("citizen",))
    assert item_from_json(item_to_json(item)) == item
