"""Everything the deployment decides, read once from the environment into one frozen value."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import click

from contest import clock

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(click.ClickException):
    """A setting is missing or cannot be understood; the message names it. A command prints it and ends."""


@dataclass(frozen=True)
class Settings:
    """What an installation can choose. Times in seconds, sizes in bytes."""

    secret_key: str = ""  # signs sessions, attempt tokens and code digests; CONTEST_SECRET
    database_url: str = ""  # empty: SQLite below instance_path; CONTEST_DATABASE_URL
    redis_url: str = ""  # rate limits and shared cache; empty: per process; CONTEST_REDIS_URL
    instance_path: Path = ROOT / "instance"  # database, job queue, exports; CONTEST_INSTANCE
    demo: bool = False  # demonstration passwords and province; CONTEST_DEMO=1
    base_url: str = ""  # public address, for links in printed slips; CONTEST_BASE_URL
    secure_cookies: bool = False  # set behind HTTPS; CONTEST_SECURE_COOKIES=1
    trusted_proxies: int = 0  # number of reverse proxies in front; CONTEST_TRUSTED_PROXIES
    max_upload: int = 20 * 1024 * 1024  # largest accepted upload; CONTEST_MAX_UPLOAD
    reader_memory: int = 1024  # megabytes for reading one uploaded bank; CONTEST_READER_MEMORY
    reader_cpu: int = 60  # seconds of processor for it; CONTEST_READER_CPU
    reader_seconds: int = 120  # seconds until it is given up; CONTEST_READER_SECONDS
    reader_members: int = 2_000  # files inside one archive; CONTEST_READER_MEMBERS
    reader_expanded: int = 100  # megabytes that they may unpack to; CONTEST_READER_EXPANDED
    reader_rows: int = 20_000  # rows or questions of one file; CONTEST_READER_ROWS
    reader_elements: int = 600_000  # elements of one XML text; CONTEST_READER_ELEMENTS
    reader_depth: int = 200  # elements inside one another; CONTEST_READER_DEPTH
    reader_conversion: int = 60  # seconds for an old Word file; CONTEST_READER_CONVERSION
    smtp_url: str = ""  # mail server for reminders; "console:" shows them on standard error; CONTEST_SMTP_URL
    mail_from: str = ""  # the sender's address; CONTEST_MAIL_FROM
    locale: str = "vi"  # language when the visitor has chosen none; CONTEST_LOCALE
    metrics_token: str = ""  # whoever knows it may read /metrics from elsewhere; CONTEST_METRICS_TOKEN
    log: str = "text"  # form of the log, "text" or "json"; CONTEST_LOG
    argon2_time_cost: int = 2
    argon2_memory_kib: int = 19456
    jobs_inline: bool = False  # tests run background work at once, in the same process
    rate_limits: bool = True  # switched off only by tests that are about something else
    now_ms: Callable[[], int] = field(default=clock.now_ms, compare=False)

    @property
    def sqlalchemy_url(self) -> str:
        """The URL for SQLAlchemy; a bare postgresql:// is given the psycopg 3 driver."""
        url = self.database_url or f"sqlite:///{self.instance_path / 'contest.sqlite3'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read the CONTEST_* variables.

        Raises SettingsError naming the variable that cannot be understood.
        """
        return cls(
            secret_key=env.get("CONTEST_SECRET", ""),
            database_url=env.get("CONTEST_DATABASE_URL", ""),
            redis_url=env.get("CONTEST_REDIS_URL", ""),
            instance_path=Path(env.get("CONTEST_INSTANCE", ROOT / "instance")).resolve(),
            demo=_flag(env, "CONTEST_DEMO"),
            base_url=env.get("CONTEST_BASE_URL", "").rstrip("/"),
            secure_cookies=_flag(env, "CONTEST_SECURE_COOKIES"),
            trusted_proxies=_number(env, "CONTEST_TRUSTED_PROXIES", 0),
            max_upload=_number(env, "CONTEST_MAX_UPLOAD", cls.max_upload),
            reader_memory=_number(env, "CONTEST_READER_MEMORY", cls.reader_memory),
            reader_cpu=_number(env, "CONTEST_READER_CPU", cls.reader_cpu),
            reader_seconds=_number(env, "CONTEST_READER_SECONDS", cls.reader_seconds),
            reader_members=_number(env, "CONTEST_READER_MEMBERS", cls.reader_members),
            reader_expanded=_number(env, "CONTEST_READER_EXPANDED", cls.reader_expanded),
            reader_rows=_number(env, "CONTEST_READER_ROWS", cls.reader_rows),
            reader_elements=_number(env, "CONTEST_READER_ELEMENTS", cls.reader_elements),
            reader_depth=_number(env, "CONTEST_READER_DEPTH", cls.reader_depth),
            reader_conversion=_number(env, "CONTEST_READER_CONVERSION", cls.reader_conversion),
            smtp_url=_mail_server(env),
            mail_from=env.get("CONTEST_MAIL_FROM", ""),
            locale=env.get("CONTEST_LOCALE", "vi"),
            metrics_token=env.get("CONTEST_METRICS_TOKEN", ""),
            log=_one_of(env, "CONTEST_LOG", ("text", "json")),
        )


def _flag(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "no", "false"}:
        return False
    if value in {"1", "yes", "true"}:
        return True
    raise SettingsError(f"{name} must be 0 or 1, not {value!r}")


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of the choices; the first where nothing is said."""
    value = env.get(name, "").strip().lower() or choices[0]
    if value not in choices:
        raise SettingsError(f"{name} must be {' or '.join(choices)}, not {value!r}")
    return value


def _mail_server(env: Mapping[str, str]) -> str:
    """The address of the mail server, understood before anybody is to be written to."""
    url = env.get("CONTEST_SMTP_URL", "").strip()
    if url in {"", "console:"}:
        return url
    try:
        parts = urlsplit(url)
        understood = parts.scheme in {"smtp", "smtps"} and parts.hostname and parts.port != 0
    except ValueError:
        understood = False
    if not understood:
        raise SettingsError("CONTEST_SMTP_URL must look like smtp://user:password@host:587 or smtps://…")
    if not env.get("CONTEST_MAIL_FROM", ""):
        raise SettingsError("CONTEST_SMTP_URL is set, so CONTEST_MAIL_FROM must name the sender's address")
    return url


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name, default))
    except ValueError:
        raise SettingsError(f"{name} must be a whole number, not {env[name]!r}") from None
