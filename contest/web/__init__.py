"""Blueprints: parse, call a service, render. Never a statement, never a rule."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

from contest.web import (
    absences,
    account,
    announcements,
    attempts,
    bank_import,
    bank_items,
    bank_preview,
    banks,
    boards,
    bulk,
    contests,
    desk,
    display,
    drafting,
    errors,
    exports,
    finding,
    guides,
    health,
    home,
    import_columns,
    import_history,
    inquiries,
    kept_parts,
    kiosk,
    kiosk_mode,
    limits,
    materials,
    paper_entries,
    people,
    pictures,
    plain_text,
    posters,
    practice,
    practice_desk,
    presentation,
    printing,
    results,
    roster_import,
    rounds,
    sharing,
    shell,
    slips,
    strikes,
    unit_import,
    units,
    watching,
)

_BLUEPRINTS = (
    home,
    display,
    account,
    contests,
    practice,
    materials,
    attempts,
    shell,
    sharing,
    posters,
    boards,
    bulk,
    results,
    strikes,
    desk,
    absences,
    kiosk,
    paper_entries,
    practice_desk,
    watching,
    finding,
    announcements,
    inquiries,
    units,
    unit_import,
    people,
    roster_import,
    slips,
    banks,
    bank_items,
    bank_import,
    bank_preview,
    import_columns,
    import_history,
    pictures,
    printing,
    rounds,
    drafting,
    exports,
    guides,
    health,
)


class RowNumber(IntegerConverter):
    """A number in an address that both databases can hold; a larger one is no page of ours."""

    def __init__(self, map_: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(map_, *args, **{"max": 2**31 - 1, **kwargs})


def register(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber
    presentation.register(app)
    kept_parts.register(app)
    errors.register(app)
    plain_text.register(app)
    limits.register(app)
    kiosk_mode.register(app)
    for module in _BLUEPRINTS:
        app.register_blueprint(module.bp)
