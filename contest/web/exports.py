"""Files made by background jobs."""

from flask import Blueprint

bp = Blueprint("exports", __name__)
