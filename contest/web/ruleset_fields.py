"""Form fields for the values of a rule set: moments, points, blueprint grids, rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext
from wtforms import Field, FieldList, Form, IntegerField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.widgets import DateTimeLocalInput, TextInput

from contest.rules.days import moment_ms, vietnam_time
from contest.rules.items import Level
from contest.wording import say

_TIME_FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M")
# A contest's clocks stay within these years; what lies beyond was mistyped.
_EARLIEST_MS, _LATEST_MS = moment_ms(datetime(2000, 1, 1)), moment_ms(datetime(2100, 1, 1))
LEVELS = ("", *(level.value for level in Level))


def offered(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """(value, what people read) as choices of a select or radio field."""
    return [SelectChoice(value, text) for value, text in pairs]


def refuse(code: str) -> ValidationError:
    return ValidationError(say(code, gettext))


class PickField(SelectField):
    """A choice among what is offered, refused in Vietnamese."""

    def pre_validate(self, form: Any) -> None:
        if str(self.data) not in {choice.value for choice in self.choices}:
            raise refuse("value_invalid")


class MomentField(Field):
    """A moment in UTC milliseconds, typed and shown by Vietnamese clocks to the minute."""

    widget = DateTimeLocalInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return vietnam_time(self.data).strftime(_TIME_FORMS[0]) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        for form in _TIME_FORMS:
            try:
                typed = moment_ms(datetime.strptime(valuelist[0].strip(), form))
            except (ValueError, OverflowError):
                continue
            if not _EARLIEST_MS <= typed < _LATEST_MS:
                break
            kept = self.object_data
            # The page shows whole minutes: a value left as it was keeps its seconds.
            same = isinstance(kept, int) and kept // 60_000 == typed // 60_000
            self.data = kept if same else typed
            return
        self.data = None
        raise refuse("bad_time")


class WholeField(IntegerField):
    """A whole number; empty is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = int(valuelist[0])
            except ValueError:
                raise refuse("bad_whole_number") from None


class PointsField(Field):
    """Hundredths of a point, typed as 1 or 0,5."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        whole, _, part = valuelist[0].strip().replace(".", ",").partition(",")
        if not (whole.isdecimal() and len(whole) <= 6 and len(part) <= 2 and (part + "0").isdecimal()):
            raise refuse("bad_points")
        self.data = int(whole) * 100 + int(part.ljust(2, "0"))


class CodesField(StringField):
    """Codes apart by commas, spaces or new lines."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ", ".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = list(dict.fromkeys(valuelist[0].replace(",", " ").replace(";", " ").split()))


class BlueprintField(Field):
    """A grid of counts, topic × level, posted as `<name>-topic-<row>` and `<name>-<level>-<row>`
    ("any" for no level). `data` holds the cells with a count, as RuleSet wants them; `typed` what
    stands in each box."""

    data: list[dict[str, Any]]
    process_errors: list[str]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        self.data = list(self.data or ())
        self.typed: dict[tuple[str, str], str] = {
            (cell["topic"], cell["level"] or ""): str(cell["count"]) for cell in self.data
        }
        if formdata is None or f"{self.name}-topic-0" not in formdata:
            return
        self.typed, self.data = {}, []
        row = 0
        while (key := f"{self.name}-topic-{row}") in formdata:
            for level in LEVELS:
                self._read(formdata[key], level, formdata.get(f"{self.name}-{level or 'any'}-{row}", "").strip())
            row += 1

    def _read(self, topic: str, level: str, text: str) -> None:
        if text in {"", "0"}:
            return
        self.typed[topic, level] = text
        if text.isdecimal() and len(text) <= 4:
            self.data.append({"topic": topic, "level": level or None, "count": int(text)})
        elif not self.process_errors:
            self.process_errors = [say("bad_whole_number", gettext)]

    def topics(self, of_bank: set[str]) -> list[str]:
        """The grid's rows: any topic, then those of the bank and those already asked for."""
        return ["", *sorted((of_bank | {topic for topic, _ in self.typed}) - {""})]


class Rows(FieldList):
    """Rows of sub-forms of which the blank ones are ignored, with `spare` blank ones to fill in."""

    def __init__(self, *args: Any, spare: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spare = spare

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data, extra_filters)
        for _ in range(self.spare - sum(entry.form.is_blank() for entry in self.entries)):
            self.append_entry()

    @property
    def kept(self) -> list[Any]:
        """The entries that count, in order: their indexes are those of the rule set."""
        return [entry for entry in self.entries if not entry.form.is_blank()]


class Row(Form):
    """A sub-form; blank when nothing was typed into any of its `telling` fields."""

    telling: tuple[str, ...] = ()

    def is_blank(self) -> bool:
        return not any(self[name].data or self[name].process_errors for name in self.telling)
