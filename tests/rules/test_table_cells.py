"""Dates and numbers as people type them into spreadsheets."""

from datetime import date

import pytest

from contest.rules.table_cells import count_of, date_of


@pytest.mark.parametrize("text", ["01/7/2025", "1-7-2025", "01.07.2025", "2025-07-01", "2025-07-01 00:00:00"])
def test_a_day_is_read_day_first(text):
    assert date_of(text) == date(2025, 7, 1)


@pytest.mark.parametrize("text", ["31/02/2025", "7/2025", "hôm qua", "45839", "1/7/25", "01/01/0001", "2025-13-01"])
def test_what_is_no_day_is_an_error(text):
    with pytest.raises(ValueError):
        date_of(text)


@pytest.mark.parametrize("text", ["1250", "1.250", "1 250", "1,250", "1250.0"])
def test_a_count_may_have_thousands_marks(text):
    assert count_of(text) == 1250


@pytest.mark.parametrize("text", ["-1", "1,5", "12a", "1e3", "99999999999", "٣"])
def test_what_is_no_count_is_an_error(text):
    with pytest.raises(ValueError):
        count_of(text)


def test_an_empty_cell_says_nothing():
    assert date_of(" ") is None
    assert count_of("") is None
