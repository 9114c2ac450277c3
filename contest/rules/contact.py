"""How people are reached and known: phone, e-mail, staff code, in one form each."""

import re

from contest.rules.refusals import Refused
from contest.rules.vietnamese import tidy

FEWEST_PASSWORD_CHARACTERS = 8
MOST_PASSWORD_CHARACTERS = 200
_EMAIL = re.compile(r"[^@\s\"<>(),;:]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_STAFF_CODE = re.compile(r"[A-Z0-9][A-Z0-9./_-]{0,59}")


def plain_phone(text: str) -> str:
    """A Vietnamese number as 0 and 9 or 10 digits: "+84 90.123 4567" → "0901234567"; "" stays "".

    Raises Refused("bad_phone").
    """
    digits = re.sub(r"[\s.\-()]", "", tidy(text))
    if not digits:
        return ""
    if re.fullmatch(r"[1-9]\d{8}", digits):
        digits = "0" + digits  # a spreadsheet took the number for a quantity and dropped its 0
    digits = re.sub(r"^(\+|00)?84(?=0?\d{9,10}$)0?", "0", digits)
    if not re.fullmatch(r"0[1-9]\d{8,9}", digits):
        raise Refused("bad_phone", field="phone")
    return digits


def plain_email(text: str) -> str:
    """Lower case; "" stays "". Raises Refused("bad_email")."""
    email = tidy(text).lower()
    if email and (len(email) > 200 or not _EMAIL.fullmatch(email)):
        raise Refused("bad_email", field="email")
    return email


def plain_staff_code(text: str) -> str:
    """Upper case without spaces; "" stays "". Raises Refused("bad_staff_code").

    A code that could be read as a phone number is refused: a login would mean two people.
    """
    code = tidy(text).upper().replace(" ", "")
    if not code:
        return ""
    if not _STAFF_CODE.fullmatch(code) or _could_be_phone(code):
        raise Refused("bad_staff_code", field="staff_code")
    return code


def _could_be_phone(text: str) -> bool:
    try:
        return bool(plain_phone(text))
    except Refused:
        return False


def plain_login(text: str) -> tuple[str, str]:
    """What a person typed to log in, as (field, value); field is "phone", "email" or "staff_code"."""
    if "@" in text:
        return "email", tidy(text).lower()[:200]
    try:
        phone = plain_phone(text)
    except Refused:
        phone = ""
    if phone:
        return "phone", phone
    return "staff_code", tidy(text).upper().replace(" ", "")[:60]


def check_password(password: str) -> None:
    """Long enough is all we ask. Raises Refused("short_password" or "long_password")."""
    if len(password) < FEWEST_PASSWORD_CHARACTERS:
        raise Refused("short_password", field="password", least=FEWEST_PASSWORD_CHARACTERS)
    if len(password) > MOST_PASSWORD_CHARACTERS:
        raise Refused("long_password", field="password", most=MOST_PASSWORD_CHARACTERS)


def person_name(text: str) -> str:
    """A tidy full name of 2 to 120 characters. Raises Refused("missing_name" or "bad_name")."""
    name = tidy(text)
    if not name:
        raise Refused("missing_name", field="name")
    if not 2 <= len(name) <= 120 or not any(c.isalpha() for c in name) or any(c in "<>@" for c in name):
        raise Refused("bad_name", field="name")
    return name
