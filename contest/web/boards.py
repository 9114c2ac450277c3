"""Live standings of people and units, and the big screen."""

from flask import Blueprint

bp = Blueprint("boards", __name__)
