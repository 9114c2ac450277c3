"""What a person does with their own account."""

from contest.storage.db import session
from contest.storage.people import Person


def person_of_session(person_id: int, session_number: int) -> Person | None:
    """The person a session belongs to, unless the session was ended since."""
    person = session().get(Person, person_id)
    return person if person and person.session_number == session_number and person.merged_into_id is None else None
