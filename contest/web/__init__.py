"""Blueprints: parse, call a service, render. Never a statement, never a rule."""

from flask import Flask

from contest.web import (
    account,
    attempts,
    banks,
    boards,
    contests,
    desk,
    errors,
    exports,
    health,
    home,
    people,
    presentation,
    results,
    rounds,
    units,
)

_BLUEPRINTS = (home, account, contests, attempts, boards, results, desk, units, people, banks, rounds, exports, health)


def register(app: Flask) -> None:
    presentation.register(app)
    errors.register(app)
    for module in _BLUEPRINTS:
        app.register_blueprint(module.bp)
