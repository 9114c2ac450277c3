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
    limits,
    people,
    presentation,
    results,
    roster_import,
    rounds,
    slips,
    strikes,
    unit_import,
    units,
)

_BLUEPRINTS = (
    home,
    account,
    contests,
    attempts,
    boards,
    results,
    strikes,
    desk,
    units,
    unit_import,
    people,
    roster_import,
    slips,
    banks,
    rounds,
    exports,
    health,
)


def register(app: Flask) -> None:
    presentation.register(app)
    errors.register(app)
    limits.register(app)
    for module in _BLUEPRINTS:
        app.register_blueprint(module.bp)
