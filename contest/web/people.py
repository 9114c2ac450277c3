"""Organisers' pages about people: roster, codes, roles."""

from flask import Blueprint

bp = Blueprint("people", __name__)
