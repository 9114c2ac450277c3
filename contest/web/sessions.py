"""Sessions are signed by the program's own clock: setting the system's clock logs nobody out."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from contest.settings import Settings


class OwnClockSessions(SecureCookieSessionInterface):
    """Flask's own sessions, their age told by `settings.now_ms`."""

    def __init__(self, settings: Settings) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return settings.now_ms() // 1000

        self._signer = Signer

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        made: Any = super().get_signing_serializer(app)
        if made is not None:
            made.signer = self._signer
        return made
