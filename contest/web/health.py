"""For proxies, supervisors and monitoring: does this process answer, and is the installation fit to serve?"""

import json
from typing import Any

from flask import Blueprint, Flask

from contest.services.readiness import WELL, readiness
from contest.settings import Settings

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> str:
    """The process lives; asks nothing of anybody else."""
    return "ok"


def ready_answer(app: Flask, heartbeat: Any) -> tuple[str, bytes]:
    """(HTTP status, JSON naming each part): 503 as soon as one of them is not well."""
    settings: Settings = app.config["SETTINGS"]
    with app.app_context():
        found = readiness(settings.instance_path, heartbeat, settings.now_ms())
    ready = set(found.values()) == {WELL}
    body = json.dumps({"ready": ready, **found}).encode() + b"\n"
    return ("200 OK" if ready else "503 Service Unavailable"), body
