"""For proxies and supervisors: is this process answering?"""

from flask import Blueprint

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> str:
    return "ok"
