"""The command line: `flask --app wsgi …`. One module per group of commands."""

from flask import Flask


def register(app: Flask) -> None:
    """Add every command to the flask command."""
