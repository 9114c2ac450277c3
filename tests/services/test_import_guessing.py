"""Columns without known headings are guessed from what stands in them."""

import pytest

from contest.services.import_guessing import guessed

ASKED = ["Cơ quan nào tiếp nhận hồ sơ?", "Hà Nội", "Huế", "Đà Nẵng", "Vinh"]
OPTIONS = {2: "option_A", 3: "option_B", 4: "option_C", 5: "option_D"}


def rows(*cells, start=1):
    return list(enumerate(cells, start))


def test_a_table_without_heading_is_understood_from_its_first_row():
    table = rows(["1", *ASKED, "B"], ["2", *ASKED, "C"], ["3", *ASKED, "A"])
    assert guessed(table) == (0, {1: "stem", 6: "key"} | OPTIONS)


def test_the_heading_is_the_row_above_the_first_question():
    table = rows(["TT", "x", "p", "q", "r", "s", "kq"], ["1", *ASKED, "B"], ["2", *ASKED, "C"], start=4)
    assert guessed(table) == (4, {1: "stem", 6: "key"} | OPTIONS)


def test_letters_are_a_key_before_numbers():
    table = rows(["2", *ASKED, "B"], ["2", *ASKED, "C"], ["1", *ASKED, "A"])
    assert guessed(table)[1][6] == "key"


def test_a_key_may_name_several_options_or_stand_before_them():
    assert (
        guessed(rows([ASKED[0], "A, C", *ASKED[1:]], [ASKED[0], "B", *ASKED[1:]]))[1] == {0: "stem", 1: "key"} | OPTIONS
    )


@pytest.mark.parametrize("table", [[], [(1, [])], rows(["Xin", "chào"], ["các", "bạn"])])
def test_where_nothing_looks_like_a_key_nothing_is_named(table):
    assert guessed(table) == (table[0][0] if table else 0, {})
