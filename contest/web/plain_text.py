"""No text of ours holds a NUL: no keyboard types one, and PostgreSQL stores none."""

from collections.abc import Iterator

from flask import Flask, abort, request


def register(app: Flask) -> None:
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if any("\0" in text for text in _texts()):
        abort(400)


def _texts() -> Iterator[str]:
    yield request.path
    yield from (text for pair in request.args.items(multi=True) for text in pair)
    # A paper is read under its own limit of size, and its answers are stored with a NUL escaped.
    if request.blueprint != "attempts":
        yield from (text for pair in request.form.items(multi=True) for text in pair)
        yield from (file.filename or "" for _, file in request.files.items(multi=True))
