"""HTTP requests as bytes, made before anything is timed."""

import json
from collections.abc import Mapping
from typing import Any

AGENT = "bench"


def request(
    method: str, path: str, host: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"User-Agent: {AGENT}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def save_body(base: int, save_id: str, answers: Mapping[str, Any]) -> bytes:
    return json.dumps({"base": base, "save_id": save_id, "answers": answers}, separators=(",", ":")).encode()


def own(token: str) -> dict[str, str]:
    """The headers with which the page of a paper saves and hands in."""
    return {"Content-Type": "application/json", "Accept": "application/json", "X-Attempt": token}


def form(**fields: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of a posted form; the values must be free of characters to quote."""
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()
    return {"Content-Type": "application/x-www-form-urlencoded"}, body
