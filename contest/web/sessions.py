"""Sessions are signed by the program's own clock: setting the system's clock logs nobody out."""

from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from contest.settings import Settings

RENEWED_S = 600  # a session in use is signed anew this often, not with every page


class Session(SecureCookieSession):
    """`signed_s`: when the cookie was signed (Unix seconds); 0 for one that is new."""

    signed_s = 0.0


class OwnClockSessions(SecureCookieSessionInterface):
    """Flask's own sessions, their age told by `settings.now_ms`."""

    session_class = Session

    def __init__(self, settings: Settings) -> None:
        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return settings.now_ms() // 1000

        self._signer, self._settings = Signer, settings
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._serializer is None:
            made: Any = super().get_signing_serializer(app)
            if made is not None:
                made.signer = self._signer
            self._serializer = made
        return self._serializer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        serializer, cookie = self.get_signing_serializer(app), request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return super().open_session(app, request)
        most = int(app.permanent_session_lifetime.total_seconds())
        try:
            data, signed = serializer.loads(cookie, max_age=most, return_timestamp=True)
        except BadSignature:
            return Session()
        found = Session(data)
        found.signed_s = signed.timestamp()
        return found

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        if session.modified or not session.permanent:
            return super().should_set_cookie(app, session)
        return self._settings.now_ms() / 1000 - getattr(session, "signed_s", 0.0) >= RENEWED_S
