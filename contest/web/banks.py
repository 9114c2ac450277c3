"""Question banks: list, import, edit, appraise."""

from flask import Blueprint

bp = Blueprint("banks", __name__)
