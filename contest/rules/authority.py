"""Who may act on another person's account: a role holder is out of reach of whoever holds less."""

from collections.abc import Iterable

from contest.rules.permissions import Actor, Role
from contest.rules.refusals import Refused

Grants = Iterable[tuple[str, int | None]]

GRANTABLE = (Role.AUTHOR, Role.APPRAISER, Role.ORGANISER, Role.JUDGE, Role.ADMIN)


def commands(actor: Actor | None, grants: Grants) -> bool:
    """Does the actor (None: the program itself) stand above every role this person holds?

    Without this an organiser of a commune could reset the password of a province's organiser who
    happens to work there, and so take over the province.
    """
    if actor is None or actor.is_admin:
        return True
    return all(unit_id is not None and unit_id in actor.organises for _, unit_id in grants)


def check_grant(actor: Actor, role: str, unit_id: int | None) -> None:
    """Roles are granted within one's own part of the tree; admin only by admins, over everything.

    Raises Refused: unknown_role, forbidden, missing_unit.
    """
    if role not in GRANTABLE:
        raise Refused("unknown_role", field="role")
    if role == Role.ADMIN:
        if not actor.is_admin:
            raise Refused("forbidden")
        return
    if unit_id is None:
        raise Refused("missing_unit", field="unit_id")
    if not actor.is_admin and unit_id not in actor.organises:
        raise Refused("forbidden")
