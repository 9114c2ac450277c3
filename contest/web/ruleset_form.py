"""The form of a whole rule set. Field names are those of RuleSet, so that a problem's path leads
to its field; limits are the rule set's own, not repeated here."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from contest.rules.items import Category
from contest.rules.ruleset_problems import RuleProblem, read_rules
from contest.rules.rulesets import Counting, PredictionTarget, ReviewWhen, RuleSet, TieBreak, UnitFormula
from contest.web.ruleset_fields import (
    BlueprintField,
    CodesField,
    MomentField,
    PickField,
    PointsField,
    Row,
    Rows,
    WholeField,
    offered,
)
from contest.wording import label, say


def _choices(enumeration: str, values: Any) -> list[SelectChoice]:
    return offered((v.value, _l(label(enumeration, v))) for v in values)


def _select(text: Any, enumeration: str, values: Any, **more: Any) -> SelectField:
    return SelectField(text, choices=_choices(enumeration, values), validate_choice=False, **more)


class PrizeForm(Row):
    telling = ("title", "amount")
    title = StringField(_l("Tên giải"))
    count = WholeField(_l("Số giải"), default=1)
    amount = WholeField(_l("Tiền thưởng mỗi giải (đồng)"))

    def value(self) -> dict[str, Any]:
        return {"title": self.title.data or "", "count": self.count.data, "amount": self.amount.data or 0}


class SizeGroupForm(Row):
    telling = ("name", "at_least", "threshold_percent")
    name = StringField(_l("Tên nhóm"))
    at_least = WholeField(_l("Biên chế từ"))
    threshold_percent = WholeField(_l("Ngưỡng tham gia (%)"))

    def value(self) -> dict[str, Any]:
        return {
            "name": self.name.data or "",
            "at_least": self.at_least.data,
            "threshold_percent": self.threshold_percent.data,
        }


class DivisionForm(Row):
    code = StringField(_l("Mã bảng thi"), description=_l("Chữ thường không dấu, ví dụ: can-bo"))
    name = StringField(_l("Tên bảng thi"))
    categories = SelectMultipleField(
        _l("Đối tượng"),
        choices=_choices("category", Category),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    bank_code = PickField(_l("Ngân hàng câu hỏi"))
    blueprint = BlueprintField(_l("Ma trận đề"))
    prizes = Rows(FormField(PrizeForm), spare=2)
    removed = BooleanField(_l("Bỏ bảng thi này"))

    def is_blank(self) -> bool:
        return bool(self.removed.data)

    def value(self) -> dict[str, Any]:
        return {
            "code": (self.code.data or "").strip(),
            "name": (self.name.data or "").strip(),
            "categories": self.categories.data or [],
            "bank_code": self.bank_code.data or "",
            "blueprint": self.blueprint.data,
            "prizes": [entry.form.value() for entry in self.prizes.kept],
        }


class PredictionForm(Form):
    asked = BooleanField(_l("Có câu hỏi dự đoán"))
    target = _select(_l("Dự đoán điều gì"), "prediction_target", PredictionTarget)
    required = BooleanField(_l("Bắt buộc trả lời"))
    per_division = BooleanField(_l("Đáp số tính riêng cho từng bảng thi"))


class UnitsForm(Form):
    formula = _select(_l("Công thức xếp hạng tập thể"), "unit_formula", UnitFormula)
    threshold_percent = WholeField(_l("Ngưỡng tham gia (% biên chế)"))
    least_entrants = WholeField(_l("Số người dự thi tối thiểu"))
    pass_mark_percent = WholeField(_l("Mốc đạt (% điểm tối đa)"))
    by_emulation_group = BooleanField(_l("Xếp hạng riêng theo khối thi đua"))
    size_groups = Rows(FormField(SizeGroupForm), spare=2)
    prizes = Rows(FormField(PrizeForm), spare=2)


class RuleSetForm(FlaskForm):
    name = StringField(_l("Tên đợt thi"))
    version = HiddenField()
    opens_ms = MomentField(_l("Giờ mở"))
    closes_ms = MomentField(_l("Giờ đóng"))
    minutes = WholeField(_l("Thời gian làm bài (phút)"))
    grace_seconds = WholeField(
        _l("Thời gian chờ sau hạn nộp (giây)"), description=_l("Cho câu trả lời gửi đến muộn do đường truyền.")
    )
    attempts_allowed = WholeField(_l("Số lượt thi mỗi người"))
    counting = _select(_l("Lượt được tính"), "counting", Counting)
    points_per_item = PointsField(_l("Điểm mỗi câu đúng"))
    shuffle_items = BooleanField(_l("Trộn thứ tự câu hỏi"))
    shuffle_options = BooleanField(_l("Trộn thứ tự phương án"))
    prediction = FormField(PredictionForm)
    tie_breaks = FieldList(
        SelectField(
            choices=[*offered([("", _l("(không xét thêm)"))]), *_choices("tie_break", TieBreak)], validate_choice=False
        ),
        min_entries=len(TieBreak),
    )
    lot_seed = StringField(
        _l("Mã bốc thăm"), description=_l("Công khai trước khi bốc thăm; ai cũng tính lại được kết quả.")
    )
    entry_units = CodesField(
        _l("Chỉ người thuộc các đơn vị (mã đơn vị)"),
        description=_l("Gồm cả đơn vị trực thuộc. Để trống: mọi đơn vị đều được thi."),
    )
    divisions = Rows(FormField(DivisionForm))
    units = FormField(UnitsForm)
    review = _select(_l("Xem đáp án"), "review", ReviewWhen)
    one_prize_per_person = BooleanField(_l("Mỗi người chỉ nhận một giải trong các đợt"))
    freeze_minutes = WholeField(
        _l("Đóng băng bảng xếp hạng trước giờ đóng (phút)"), description=_l("0: không đóng băng.")
    )
    rehearsal = BooleanField(_l("Đây là đợt thử hệ thống (không tính kết quả, không công bố)"))
    reason = TextAreaField(_l("Lý do sửa đổi"), description=_l("Được công bố trên trang cuộc thi."))

    def use_banks(self, banks: list[tuple[str, str]]) -> None:
        """Offer these (code, name), and whatever a division of the stored rules draws from already:
        nobody draws from a bank of others by naming it."""
        known = {code: f"{name} ({code})" for code, name in banks}
        kept = {division["bank_code"]: division["bank_code"] for division in self.divisions.object_data or ()}
        choices = {"": gettext("(chưa chọn)")} | kept | known
        for entry in self.divisions.entries:
            entry.form.bank_code.choices = offered(choices.items())

    def candidate(self, before: RuleSet) -> dict[str, Any]:
        """What was filled in, for `read_rules`."""
        data: dict[str, Any] = {
            name: self[name].data
            for name in RuleSet.model_fields
            if name not in {"divisions", "units", "prediction", "tie_breaks", "assumptions"}
        }
        units = self.units.form
        return data | {
            "lot_seed": (self.lot_seed.data or "").strip(),
            "entry_units": self.entry_units.data or [],
            "divisions": [entry.form.value() for entry in self.divisions.kept],
            "prediction": {k: v for k, v in self.prediction.data.items() if k != "asked"}
            if self.prediction.form.asked.data
            else None,
            "tie_breaks": [entry.data for entry in self.tie_breaks.entries if entry.data],
            "units": {
                "formula": units.formula.data,
                "threshold_percent": units.threshold_percent.data,
                "least_entrants": units.least_entrants.data,
                "pass_mark_percent": units.pass_mark_percent.data,
                "by_emulation_group": units.by_emulation_group.data,
                "size_groups": [entry.form.value() for entry in units.size_groups.kept],
                "prizes": [entry.form.value() for entry in units.prizes.kept],
            },
            "assumptions": before.assumptions,
        }

    def mark(self, problems: list[RuleProblem]) -> None:
        """Say each problem at its field; contradictions between fields at the top of the form."""
        for problem in problems:
            message = say(problem.code, gettext, **problem.details)
            field = _field_at(self, problem.path)
            if field is None:
                self.form_errors.append(message)
            elif not field.errors:
                field.errors = [message]


def _field_at(form: Any, path: tuple[str | int, ...]) -> Any:
    here: Any = None
    inside = form
    for step in path:
        if isinstance(step, int):
            if not isinstance(here, Rows):
                return here
            here = here.kept[step]
            inside = here.form
        elif step in inside:
            here = inside[step]
            inside = here.form if isinstance(here, FormField) else inside
        else:
            return here
    return here if not isinstance(here, FormField) else None


def filled_in(form: RuleSetForm, before: RuleSet) -> RuleSet | None:
    """The rule set that was filled in, or None with every problem marked at its field."""
    clean = form.validate()
    rules, problems = read_rules(form.candidate(before))
    form.mark(problems)
    return rules if clean else None


def form_values(name: str, version: int, rules: RuleSet) -> dict[str, Any]:
    """The rule set as the form's starting values."""
    data = rules.model_dump(mode="json")
    data["prediction"] = {"asked": rules.prediction is not None, "required": True} | (data["prediction"] or {})
    data["tie_breaks"] = [*data["tie_breaks"], *[""] * (len(TieBreak) - len(data["tie_breaks"]))]
    return data | {"name": name, "version": version}
