"""Granting and withdrawing roles."""

from contest.rules.authority import check_grant
from contest.rules.permissions import Actor, Role
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.storage import person_rows
from contest.storage.db import commit, session
from contest.storage.people import RoleGrant, audit


def grant(person_id: int, role: str, unit_id: int | None, *, actor: Actor, now_ms: int) -> None:
    """Give a role over a unit and all below it; admins have no unit.

    Raises Refused: unknown_role, missing_unit, unknown_unit, forbidden, role_held.
    """
    check_grant(actor, role, unit_id)
    unit_id = None if role == Role.ADMIN else unit_id
    if unit_id is not None and unit_id not in unit_tree().nodes:
        raise Refused("unknown_unit", field="unit_q")
    person = person_rows.person(person_id)
    if (role, unit_id) in person_rows.grants_of([person.id]).get(person.id, []):
        raise Refused("role_held", field="role")
    session().add(RoleGrant(person_id=person.id, role=role, unit_id=unit_id, granted_ms=now_ms))
    audit(actor.person_id, "role.grant", "person", person.id, now_ms, role=role, unit=unit_id)
    commit()


def revoke(person_id: int, grant_id: int, *, actor: Actor, now_ms: int) -> None:
    """Withdraw a role the actor could have granted. Nobody withdraws the last admin.

    Raises Refused: not_found, forbidden, last_admin.
    """
    held = next((g for g in person_rows.grants(person_id) if g.id == grant_id), None)
    if held is None:
        raise Refused("not_found")
    check_grant(actor, held.role, held.unit_id)
    if held.role == Role.ADMIN and person_rows.count_admins() == 1:
        raise Refused("last_admin")
    session().delete(held)
    audit(actor.person_id, "role.revoke", "person", person_id, now_ms, role=held.role, unit=held.unit_id)
    commit()
