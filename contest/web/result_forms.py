"""Forms of the organisers' result pages."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField


class CloseForm(FlaskForm):
    """Only the protection against forged requests."""


class StrikeForm(FlaskForm):
    """Striking out or restoring; the service says what is wrong with the reason."""

    reason = StringField(default="")


class PublishForm(FlaskForm):
    note = TextAreaField(default="")
    confirmed = BooleanField(default=False)
