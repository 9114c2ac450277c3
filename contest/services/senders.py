"""How a message leaves the house. A further way (SMS, Zalo) is one more class with `send` and its
line in `sender_of`."""

import smtplib
import sys
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from contest.settings import Settings

_SECONDS = 20


class SendingFailed(Exception):
    """The message did not leave; the text says why, for the log."""


class Sender(Protocol):
    """Open from `with` to its end, for one message after another."""

    def __enter__(self) -> "Sender": ...

    def __exit__(self, *_: object) -> None: ...

    def send(self, to: str, subject: str, body: str) -> None:
        """Raises SendingFailed."""


class ConsoleSender:
    """Writes to standard error, for trying things out. Not to the log: that never holds an address."""

    def __enter__(self) -> "ConsoleSender":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send(self, to: str, subject: str, body: str) -> None:
        print(f"to {to}: {subject}\n{body}", file=sys.stderr, flush=True)


class SmtpSender:
    """E-mail through one server. `url`: smtp://user:password@host:port, encrypted by STARTTLS where
    the server offers it, or smtps:// encrypted from the first byte."""

    def __init__(self, url: str, mail_from: str) -> None:
        self.url, self.mail_from = urlsplit(url), mail_from
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> "SmtpSender":
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except OSError:
                self._server.close()

    def send(self, to: str, subject: str, body: str) -> None:
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = self.mail_from, to, subject
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(body)
            self._open().send_message(message)
        except (OSError, ValueError) as problem:  # SMTPException is an OSError
            lost = isinstance(problem, smtplib.SMTPServerDisconnected) or not isinstance(problem, smtplib.SMTPException)
            if self._server is not None and lost:
                self._server.close()
                self._server = None  # the next message opens another line
            raise SendingFailed(str(problem)) from problem

    def _open(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        host, secure = self.url.hostname or "localhost", self.url.scheme == "smtps"
        port = self.url.port or (465 if secure else 587)
        server = (
            smtplib.SMTP_SSL(host, port, timeout=_SECONDS) if secure else smtplib.SMTP(host, port, timeout=_SECONDS)
        )
        try:
            server.ehlo()
            if not secure and server.has_extn("starttls"):
                server.starttls()
                server.ehlo()
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
        except OSError:
            server.close()
            raise
        self._server = server
        return server


def sender_of(settings: Settings) -> Sender | None:
    """None where the installation has no way of sending."""
    if settings.smtp_url == "console:":
        return ConsoleSender()
    return SmtpSender(settings.smtp_url, settings.mail_from) if settings.smtp_url else None
