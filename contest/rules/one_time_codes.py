"""One-time codes that people type from paper: 50 random bits, no letter that looks like another."""

import hashlib
import hmac
import secrets

# 32 signs without I, O, 0 and 1.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 10
ACTIVATION_DAYS = 60
RESET_HOURS = 24


def new_code() -> str:
    """For example "K7RM-2QXD-9F"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def plain_code(typed: str) -> str:
    """The signs alone, whatever case, spaces and dashes they were typed with."""
    return "".join(c for c in typed.upper() if c.isalnum())


def digest(code: str, secret: str) -> str:
    """What is stored: HMAC-SHA256 keyed by the application's secret, so that a stolen table is no list of codes."""
    return hmac.new(secret.encode(), b"one-time-code:" + plain_code(code).encode(), hashlib.sha256).hexdigest()


def lifetime_ms(purpose: str) -> int:
    hours = RESET_HOURS if purpose == "reset" else ACTIVATION_DAYS * 24
    return hours * 3_600_000
