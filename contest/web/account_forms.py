"""The forms of one's own account."""

from dataclasses import replace

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField, StringField, SubmitField
from wtforms.validators import ValidationError

from contest.rules.items import Category
from contest.services.registering import Registration
from contest.web.form_fields import required
from contest.web.unit_picking import UnitPickForm
from contest.wording import label, say
from contest.wording.people import CONSENT_VERSION


def _twice(form: FlaskForm, field: PasswordField) -> None:
    if field.data != form["password"].data:
        raise ValidationError(say("passwords_differ", gettext))


class LoginForm(FlaskForm):
    login = StringField(validators=[required("missing_login")])
    password = PasswordField(validators=[required("missing_password")])


class BriefRegisterForm(UnitPickForm):
    """What somebody registers with at a kiosk, while others wait."""

    name = StringField(validators=[required("missing_name")])
    category = RadioField(choices=[], validate_choice=False, validators=[required("unknown_category")])
    phone = StringField(validators=[required("missing_phone")])
    consent = BooleanField()
    find = SubmitField()  # look the unit up without script

    def offer_categories(self) -> None:
        self.category.choices = [(c.value, label("category", c, gettext)) for c in Category]

    def said(self) -> Registration:
        """What was typed; without a password, which the person may set later by a code."""
        return Registration(
            name=self.name.data,
            category=self.category.data,
            password=None,
            phone=self.phone.data or "",
            unit_id=self.picked(),
            consent_version=CONSENT_VERSION if self.consent.data else "",
        )


class RegisterForm(BriefRegisterForm):
    phone = StringField()
    email = StringField()
    password = PasswordField(validators=[required("missing_password")])
    again = PasswordField(validators=[_twice])

    def said(self) -> Registration:
        return replace(super().said(), password=self.password.data, email=self.email.data or "")


class ActivateForm(FlaskForm):
    code = StringField(validators=[required("missing_code")])
    password = PasswordField(validators=[required("missing_password")])
    again = PasswordField(validators=[_twice])


class ClaimForm(FlaskForm):
    code = StringField(validators=[required("missing_code")])


class ChangePasswordForm(FlaskForm):
    old = PasswordField(validators=[required("missing_password")])
    password = PasswordField(validators=[required("missing_password")])
    again = PasswordField(validators=[_twice])
