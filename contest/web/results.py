"""Closing, publishing, awards, public results."""

from flask import Blueprint

bp = Blueprint("results", __name__)
