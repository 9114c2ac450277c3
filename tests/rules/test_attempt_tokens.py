"""Tokens, seeds and receipts that only the server can make."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.attempt_tokens import Ticket, paper_seed, receipt_code, seal, unseal
from contest.rules.refusals import Refused

numbers = st.integers(1, 2**31 - 1)


@given(numbers, numbers, st.text(min_size=1))
def test_a_sealed_ticket_opens_with_the_same_secret(attempt, person, secret):
    assert unseal(seal(Ticket(attempt, person), secret), secret) == Ticket(attempt, person)


@given(st.text())
def test_no_made_up_token_opens(token):
    with pytest.raises(Refused, match="forged_token"):
        unseal(token, "bi-mat")


@given(numbers, numbers, st.integers(0, 40), st.sampled_from("0a1.9é"))
def test_a_changed_token_does_not_open(attempt, person, place, letter):
    token = seal(Ticket(attempt, person), "bi-mat")
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(Refused):
            unseal(changed, "bi-mat")


def test_a_seed_is_of_one_attempt_and_no_token():
    seeds = {paper_seed("bi-mat", r, p, n) for r in (1, 2) for p in (1, 2) for n in (1, 2)}
    assert len(seeds) == 8
    assert seal(Ticket(1, 2), "bi-mat").rpartition(".")[2] not in seeds
    assert paper_seed("bi-mat", 1, 2, 3) == paper_seed("bi-mat", 1, 2, 3) != paper_seed("khac", 1, 2, 3)


def test_a_receipt_fits_only_its_attempt_answers_and_time():
    code = receipt_code("seed", 7, '{"a":{}}', 1000)
    assert code == receipt_code("seed", 7, '{"a":{}}', 1000)
    others = [
        ("other", 7, '{"a":{}}', 1000),
        ("seed", 8, '{"a":{}}', 1000),
        ("seed", 7, "{}", 1000),
        ("seed", 7, '{"a":{}}', 1001),
    ]
    assert code not in {receipt_code(*other) for other in others}
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
