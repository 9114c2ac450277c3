"""Organisers' pages about contests and rounds: rules, opening, amendments."""

from flask import Blueprint

bp = Blueprint("rounds", __name__)
