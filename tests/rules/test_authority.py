"""Nobody acts on the account of someone who holds more."""

import pytest

from contest.rules.authority import check_grant, commands
from contest.rules.permissions import Actor, Role
from contest.rules.refusals import Refused

COMMUNE = Actor(1, scopes={Role.ORGANISER: frozenset({5, 6})})
ADMIN = Actor(2, scopes={Role.ADMIN: frozenset()})


def test_an_organiser_stands_above_people_without_roles_and_roles_in_their_units():
    assert commands(COMMUNE, [])
    assert commands(COMMUNE, [(Role.AUTHOR, 5), (Role.ORGANISER, 6)])


@pytest.mark.parametrize("grant", [(Role.ORGANISER, 1), (Role.JUDGE, 9), (Role.ADMIN, None)])
def test_an_organiser_stands_below_roles_from_elsewhere(grant):
    assert not commands(COMMUNE, [(Role.AUTHOR, 5), grant])
    assert commands(ADMIN, [grant])


def test_roles_are_granted_in_ones_own_units_only():
    check_grant(COMMUNE, Role.JUDGE, 6)
    for role, unit_id in ((Role.JUDGE, 1), (Role.ADMIN, None), (Role.ADMIN, 5)):
        with pytest.raises(Refused, match="forbidden"):
            check_grant(COMMUNE, role, unit_id)


def test_an_admin_grants_everything_but_nonsense():
    check_grant(ADMIN, Role.ADMIN, None)
    check_grant(ADMIN, Role.ORGANISER, 1)
    with pytest.raises(Refused, match="unknown_role"):
        check_grant(ADMIN, "contestant", 1)
    with pytest.raises(Refused, match="missing_unit"):
        check_grant(ADMIN, Role.AUTHOR, None)
