"""What nobody can save faster than without leaving a Flask route and one statement per request: hello, and
one autocommit UPDATE by key on a connection that each thread keeps. `BENCH_FLOOR`: a PostgreSQL URL, or
the path of an SQLite file."""

import os
import sqlite3
import threading
from typing import Any

import psycopg
from flask import Flask, Response, request

app = Flask(__name__)
_database = os.environ["BENCH_FLOOR"]
_kept = threading.local()
_OK = b'{"ok":true}'


def _connect() -> Any:
    if _database.startswith("postgresql"):
        return psycopg.connect(_database, autocommit=True, prepare_threshold=0)
    link = sqlite3.connect(_database, timeout=30, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        link.execute(f"PRAGMA {pragma}")
    return link


_MARK = "%s" if _database.startswith("postgresql") else "?"
_UPDATE = f"UPDATE floor SET answers = {_MARK}, revision = revision + 1 WHERE id = {_MARK}"


@app.get("/")
def hello() -> str:
    return "hello"


@app.put("/floor/<int:row>")
def update(row: int) -> Response:
    if not hasattr(_kept, "link"):
        _kept.link = _connect()
    _kept.link.execute(_UPDATE, (request.get_data(cache=False).decode(), row))
    return Response(_OK, mimetype="application/json")
