"""Addresses that are read off paper or a screen and typed on another machine."""

from flask import request, url_for

from contest.web.access import settings


def public_url(endpoint: str, **values: object) -> str:
    """The whole address, below CONTEST_BASE_URL when that is set: organisers may sit behind another name."""
    return (settings().base_url or request.host_url.rstrip("/")) + url_for(endpoint, **values)  # type: ignore[arg-type]
