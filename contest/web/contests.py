"""Public pages of a contest: plan, thể lệ, material, timetable."""

from flask import Blueprint

bp = Blueprint("contests", __name__)
