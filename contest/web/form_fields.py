"""Form fields that speak Vietnamese when the input makes no sense, and refusals shown at their field."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import DateField, IntegerField
from wtforms.validators import DataRequired, StopValidation, ValidationError

from contest.rules.refusals import Refused
from contest.web.errors import sentence
from contest.wording import say


def required(code: str) -> DataRequired:
    """The field must be filled; `code` is the sentence shown otherwise (translated at request time)."""
    return _Required(code)


class _Required(DataRequired):
    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def __call__(self, form: Any, field: Any) -> None:
        if field.errors:
            raise StopValidation  # what was typed makes no sense: that is said already
        self.message = say(self.code, gettext)
        super().__call__(form, field)


class DayField(DateField):
    """A day as the browser's date input sends it; None when empty."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data: date | None = None
        if text:
            try:
                self.data = date.fromisoformat(text)
            except ValueError:
                raise ValueError(say("bad_day", gettext)) from None
            if not 1900 <= self.data.year <= 2200:
                self.data = None
                raise ValueError(say("bad_day", gettext))


class CountField(IntegerField):
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = " ".join(valuelist).strip()
        self.data: int | None = None
        if text:
            if not text.isascii() or not text.isdigit() or len(text) > 9:
                raise ValueError(say("not_a_whole_number", gettext))
            self.data = int(text)


class TableFileForm(FlaskForm):
    """One spreadsheet."""

    file = FileField()

    def validate_file(self, field: FileField) -> None:
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError(say("no_table_file", gettext))


def whole_numbers(sent: Iterable[str]) -> list[int]:
    """The numbers among what ticked boxes and hidden fields sent; what is no number a row could have
    is passed over."""
    return [int(text) for text in sent if text.isascii() and text.isdigit() and len(text) < 10]


def show_refusal(form: FlaskForm, refusal: Refused) -> None:
    """Put the refusal at the field it names, or above the form."""
    field = form._fields.get(refusal.field)
    if field is None:
        form.form_errors.append(sentence(refusal))
    else:
        field.errors = [*field.errors, sentence(refusal)]
