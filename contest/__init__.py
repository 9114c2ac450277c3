"""Hội thi CCHC: knowledge competitions about public administration reform."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from sqlalchemy import event
from werkzeug.middleware.proxy_fix import ProxyFix

from contest import cli, jobs, logs, web
from contest.settings import ROOT, Settings, SettingsError
from contest.storage import changes
from contest.storage.db import db, migrate
from contest.storage.shared_values import share
from contest.web.access import login_manager
from contest.web.assets import Assets, compress
from contest.web.board_lane import BoardLane
from contest.web.metrics import Watching
from contest.web.overload import Overload
from contest.web.save_lane import SaveLane
from contest.web.sessions import OwnClockSessions

csrf = CSRFProtect()


class Application(Flask):
    """The application."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: nothing of ours is a coroutine, and Flask looks a dozen times in every request."""
        return func


def create_app(settings: Settings | None = None, *, command_line: bool | None = None) -> Flask:
    """Build the application from settings (None: from the environment).

    Raises SettingsError when it would have to serve without a secret of its own; commands that
    need no secret run without (`command_line`; None: told by the flask command's own mark).
    """
    settings = settings or Settings.from_env()
    app = Application(__name__, root_path=str(ROOT), instance_path=str(settings.instance_path))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key or None,
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings),
        MAX_CONTENT_LENGTH=settings.max_upload,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        WTF_CSRF_TIME_LIMIT=None,  # a form lasts as long as its session, which is told by our own clock
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "contest" / "translations"),
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.session_interface = OwnClockSessions(settings)
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    if settings.secret_key:
        settings.instance_path.mkdir(parents=True, exist_ok=True)
        db.init_app(app)
        with app.app_context():
            share(db.engine.url, settings.redis_url)
        changes.agree_on(settings.instance_path)
        jobs.register(app)
    else:
        _run_bare(app, command_line)
    migrate.init_app(app, db)
    csrf.init_app(app)
    Bootstrap5(app)
    login_manager.init_app(app, add_context_processor=False)  # it would ask the database on every page
    web.register(app)
    cli.register(app)
    if settings.secret_key:
        # Flask's own way to wrap itself is to replace this method; mypy forbids it in general.
        app.after_request_funcs.setdefault(None, []).insert(0, compress)  # what was put in first comes last
        app.wsgi_app = Assets(app, app.wsgi_app)  # type: ignore[method-assign]
        app.wsgi_app = SaveLane(app, BoardLane(app, Overload(app, app.wsgi_app)))  # type: ignore[method-assign]
        logs.configure(settings.log)
        app.wsgi_app = Watching(app, app.wsgi_app, app.extensions["heartbeat_ms"])  # type: ignore[method-assign]
    return app


def engine_options(settings: Settings) -> dict[str, object]:
    if settings.sqlalchemy_url.startswith("sqlite"):
        return {"pool_size": 20, "max_overflow": 20}
    return {"pool_size": 10, "max_overflow": 10}


def _run_bare(app: Flask, command_line: bool | None) -> None:
    """Without a secret only commands run, and of those the ones that keep nothing (`bank check`):
    whatever asks for a page or for the database is told what is missing."""
    if command_line is None:
        command_line = os.environ.get("FLASK_RUN_FROM_CLI") == "true"
    missing = SettingsError("CONTEST_SECRET is not set: the application does not serve without its own secret")
    if not command_line:
        raise missing

    def refuse(*_asked: object) -> list[bytes]:
        raise missing

    app.wsgi_app = refuse  # type: ignore[method-assign,assignment]
    app.config.update(SQLALCHEMY_DATABASE_URI="sqlite://", SQLALCHEMY_ENGINE_OPTIONS={})
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "do_connect", refuse)
