"""The forms about units."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField

from contest.services.unit_editing import UnitData
from contest.web.form_fields import CountField, DayField, required
from contest.web.unit_picking import UnitPickForm


class UnitForm(UnitPickForm):
    """`unit_q` and `unit_id` name the parent; `seen_likeness` comes back when the maker insists."""

    code = StringField(validators=[required("unit_without_code")])
    name = StringField(validators=[required("unit_without_name")])
    kind = StringField()
    emulation_group = StringField()
    valid_from = DayField()
    valid_to = DayField()
    open_entry = BooleanField()
    note = StringField()
    seen_likeness = HiddenField()

    def unit_data(self) -> UnitData:
        """Raises Refused when the parent is not clear."""
        return UnitData(
            code=self.code.data,
            name=self.name.data[:250],
            kind=(self.kind.data or "")[:80],
            emulation_group=(self.emulation_group.data or "")[:120],
            parent_id=self.picked(),
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            open_entry=bool(self.open_entry.data),
            note=(self.note.data or "")[:500],
        )


class HeadcountForm(FlaskForm):
    counted_on = DayField(validators=[required("missing_day")])
    people = CountField()


class SuccessionForm(UnitPickForm):
    """Either an existing unit (`unit_q`) or a new `code` and `name`."""

    code = StringField()
    name = StringField()
    from_day = DayField(validators=[required("missing_day")])
    move = BooleanField()
