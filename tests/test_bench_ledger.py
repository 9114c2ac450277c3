"""The bench finds every acknowledged answer that the database does not hold."""

import pytest

from tests.bench.ledger import Account, holds


def state(*answers: int) -> dict[str, object]:
    return {"a": {str(n): answer for n, answer in enumerate(answers)}, "f": [], "p": 7}


@pytest.fixture
def account() -> Account:
    """Two answers acknowledged, a third sent without an answer."""
    account = Account(attempt=1)
    account.acknowledge(state(1, 2))
    account.unsure.append(state(1, 2, 3))
    return account


@pytest.mark.parametrize("stored", [state(1, 2), state(1, 2, 3)], ids=["acknowledged", "unsure"])
def test_what_was_acknowledged_or_sent_since_is_held(account, stored):
    assert holds(stored, account)


@pytest.mark.parametrize("stored", [state(1), state(1, 3), state(), {**state(1, 2), "p": 8}])
def test_anything_else_is_lost(account, stored):
    assert not holds(stored, account)


def test_whoever_was_told_nothing_lost_nothing():
    assert holds(state(), Account(attempt=1))


def test_a_later_word_of_the_server_settles_what_was_unsure(account):
    account.acknowledge(state(1, 2, 3, 0))
    assert not holds(state(1, 2, 3), account)
