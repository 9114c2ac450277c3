"""What only the server can make: the token of an open paper, the seed of its draw, its receipt.

The token names attempt and person and is signed, so that saving needs no session and no user row;
whoever holds it may write to that paper, so it also proves that a request came from our page.
"""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass
from functools import lru_cache

from contest.rules.refusals import Refused


@dataclass(frozen=True)
class Ticket:
    """A token that was found to be ours."""

    attempt_id: int
    person_id: int


def seal(ticket: Ticket, secret: str) -> str:
    body = f"{ticket.attempt_id}.{ticket.person_id}"
    return f"{body}.{_sign(body, secret)}"


def unseal(token: str, secret: str) -> Ticket:
    """Raises Refused("forged_token") for anything that `seal` did not make with this secret."""
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _sign(body, secret).encode()):
        raise Refused("forged_token")
    attempt_id, _, person_id = body.partition(".")
    return Ticket(int(attempt_id), int(person_id))


def seal_share(attempt_id: int, secret: str) -> str:
    """Names an attempt to whoever its owner shows it to; gives no right to the paper."""
    return f"{attempt_id}.{_digest('share', str(attempt_id), secret)}"


def open_share(token: str, secret: str) -> int:
    """The attempt's id. Raises Refused("not_found") for anything that `seal_share` did not make."""
    attempt_id, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _digest("share", attempt_id, secret).encode()):
        raise Refused("not_found")
    return int(attempt_id)


def paper_seed(secret: str, round_id: int, person_id: int, number: int) -> str:
    """32 hex digits: the same attempt always draws alike, and nobody can tell beforehand what."""
    return _digest("paper", f"{round_id}.{person_id}.{number}", secret)


def receipt_code(seed: str, attempt_id: int, answers: str, finished_ms: int) -> str:
    """A short code, "XXXX-XXXX-XXXX", that fits only these stored answers at this time."""
    content = hashlib.sha256(answers.encode()).hexdigest()
    mac = hmac.digest(seed.encode(), f"{attempt_id}.{content}.{finished_ms}".encode(), "sha256")
    code = b32encode(mac).decode()
    return "-".join(code[n : n + 4] for n in (0, 4, 8))


def _sign(body: str, secret: str) -> str:
    return _digest("attempt", body, secret)


def _digest(purpose: str, body: str, secret: str) -> str:
    mac = hashlib.blake2b(body.encode("utf-8", "replace"), key=_key(purpose, secret), digest_size=16)
    return mac.hexdigest()


@lru_cache(maxsize=8)
def _key(purpose: str, secret: str) -> bytes:
    """One key per purpose, so that no signature can pass for another."""
    return hashlib.sha256(f"{purpose}\0{secret}".encode()).digest()
