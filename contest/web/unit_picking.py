"""Choosing a unit in a form: a combobox with script, a list to choose from after sending without."""

from collections.abc import Sequence
from datetime import date

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField

from contest.rules.days import vietnam_day
from contest.rules.refusals import Refused
from contest.services.actors import unit_tree
from contest.services.unit_finding import UnitHit, find_units, picked_unit
from contest.web.access import now_ms


class UnitPickForm(FlaskForm):
    """Mixed into forms that ask for a unit. `unit_q` is what was typed, `unit_id` what was chosen;
    `unit_choices` is filled when the text fits several."""

    unit_q = StringField()
    unit_id = HiddenField()
    unit_choices: Sequence[UnitHit] = ()

    def picked(self) -> int | None:
        """Raises Refused("choose_unit" or "unknown_unit") and then offers the choices."""
        try:
            return picked_unit(self.unit_q.data or "", str(self.unit_id.data or ""), living_on=_today())
        except Refused:
            self.offer()
            raise

    def offer(self) -> None:
        self.unit_choices = find_units(self.unit_q.data or "", living_on=_today())

    def show_unit(self, unit_id: int | None) -> None:
        """Fill in a unit that is already known."""
        node = unit_tree().nodes.get(unit_id) if unit_id is not None else None
        self.unit_q.data, self.unit_id.data = (node.name, str(node.id)) if node else ("", "")


def _today() -> date:
    return vietnam_day(now_ms())
