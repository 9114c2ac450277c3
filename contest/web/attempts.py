"""Taking the quiz: start, paper, save, submit, receipt, review."""

from flask import Blueprint

bp = Blueprint("attempts", __name__)
