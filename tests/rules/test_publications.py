"""The digest of a publication fixes its rules, figures and every line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.publications import Entry, digest

RULES, FIGURES = {"minutes": 20, "divisions": [{"code": "a"}]}, {"entrants": 2}
AN = Entry("person", "Nguyễn Văn An", "a", 1, 1, 7, "Phường An Hòa", {"score": 500, "prediction": None})
BINH = Entry("person", "Trần Thị Bình", "a", 2, 2, 8, "Xã Phú Lộc", {"score": 400, "prediction": 3})
WHOLE = digest(RULES, FIGURES, [AN, BINH])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "award"},
        {"name": "Nguyễn Văn Ân"},
        {"division": "b"},
        {"place": 9},
        {"person_id": 3},
        {"unit_id": None},
        {"unit_name": ""},
        {"data": {"score": 501, "prediction": None}},
    ],
)
def test_a_change_in_any_field_of_any_line_changes_it(change):
    assert digest(RULES, FIGURES, [replace(AN, **change), BINH]) != WHOLE
    assert digest(RULES, FIGURES, [AN, replace(BINH, **change)]) != WHOLE


def test_a_line_more_or_less_or_elsewhere_changes_it():
    assert len({WHOLE, digest(RULES, FIGURES, [AN]), digest(RULES, FIGURES, [BINH, AN])}) == 3


def test_rules_and_figures_belong_to_it():
    assert digest({**RULES, "minutes": 21}, FIGURES, [AN, BINH]) != WHOLE
    assert digest(RULES, {"entrants": 3}, [AN, BINH]) != WHOLE


@given(st.dictionaries(st.text(max_size=4), st.integers() | st.text() | st.none(), max_size=6))
def test_the_order_in_which_a_database_keeps_names_does_not_matter(data):
    turned = dict(reversed(data.items()))
    assert digest(RULES, FIGURES, [replace(AN, data=data)]) == digest(RULES, FIGURES, [replace(AN, data=turned)])
