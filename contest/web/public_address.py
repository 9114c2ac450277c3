"""Addresses within this site and of it: where a visitor came from, what is read off paper or a screen."""

from flask import request, url_for

from contest.web.access import settings


def came_from() -> str:
    """The page of this site that a form was sent from; the home page where that is not told."""
    back = request.referrer or ""
    return back if back.startswith(request.host_url) else url_for("home.show")


def public_url(endpoint: str, **values: object) -> str:
    """The whole address, below CONTEST_BASE_URL when that is set: organisers may sit behind another name."""
    return (settings().base_url or request.host_url.rstrip("/")) + url_for(endpoint, **values)  # type: ignore[arg-type]
