"""The forms about other people's accounts."""

from flask_babel import gettext
from wtforms import SelectField, StringField

from contest.rules.authority import GRANTABLE
from contest.rules.items import Category
from contest.rules.permissions import Actor, Role
from contest.services.person_editing import PersonData
from contest.web.form_fields import CountField, required
from contest.web.unit_picking import UnitPickForm
from contest.wording import label


class PersonForm(UnitPickForm):
    name = StringField(validators=[required("missing_name")])
    position = StringField()
    category = SelectField(choices=[], validate_choice=False)
    phone = StringField()
    email = StringField()
    staff_code = StringField()
    extra_minutes = CountField()

    def offer_categories(self) -> None:
        self.category.choices = [(c.value, label("category", c, gettext)) for c in Category]

    def person_data(self) -> PersonData:
        """Raises Refused when the unit is not clear."""
        return PersonData(
            name=self.name.data,
            category=self.category.data,
            unit_id=self.picked(),
            position=self.position.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            staff_code=self.staff_code.data or "",
            extra_minutes=self.extra_minutes.data or 0,
        )


class RoleForm(UnitPickForm):
    role = SelectField(choices=[], validate_choice=False)

    def offer_roles(self, actor: Actor) -> None:
        roles = [r for r in GRANTABLE if r != Role.ADMIN or actor.is_admin]
        self.role.choices = [(r.value, label("role", r, gettext)) for r in roles]
