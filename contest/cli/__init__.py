"""The command line: `flask --app wsgi …`. One module per group of commands."""

from flask import Flask

from contest.cli import bank, demo, exam_papers, people, scaled, serve, simulate, verify


def register(app: Flask) -> None:
    """Add every command to the flask command."""
    bank.register(app)
    exam_papers.register(app)
    people.register(app)
    demo.register(app)
    simulate.register(app)
    serve.register(app)
    scaled.register(app)
    verify.register(app)
