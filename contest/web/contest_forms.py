"""Forms about a contest as a whole, and about what is done to a round after it opened."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from contest.rules.presets import PRESETS
from contest.rules.study_material import is_pdf
from contest.services.study_material import Brought
from contest.web.ruleset_fields import MomentField, PickField, Row, Rows, WholeField, offered, refuse
from contest.wording import label, say


class Required(InputRequired):
    """Something must be typed; white space is nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        if not field.raw_data or not str(field.raw_data[0]).strip():
            raise ValidationError(say("value_required", gettext))


def at_most(limit: int) -> Length:
    return Length(max=limit, message=_l("Nội dung quá dài (tối đa %(max)d ký tự)."))


class NewContestForm(FlaskForm):
    name = StringField(_l("Tên cuộc thi"), validators=[Required(), at_most(250)])
    unit = PickField(_l("Đơn vị tổ chức"))
    preset = PickField(
        _l("Thể lệ mẫu"),
        choices=offered((code, _l(label("preset", code))) for code in PRESETS),
        description=_l("Mọi tham số đều sửa được trước khi đợt thi mở."),
    )
    starts_ms = MomentField(_l("Đợt đầu mở lúc"), validators=[Required()])
    officials = PickField(_l("Ngân hàng cho cán bộ, công chức, viên chức"))
    citizens = PickField(_l("Ngân hàng cho người dân, doanh nghiệp, học sinh"))

    def offer(self, units: list[tuple[str, str]], banks: list[tuple[str, str]]) -> None:
        self.unit.choices = offered(units)
        for field in (self.officials, self.citizens):
            known = [(code, f"{name} ({code})") for code, name in banks]
            field.choices = offered([("", gettext("(chọn sau)")), *known])


class CloneForm(FlaskForm):
    name = StringField(_l("Tên cuộc thi mới"), validators=[Required(), at_most(250)])
    starts_ms = MomentField(_l("Đợt đầu mở lúc"), validators=[Required()])


class MaterialForm(Row):
    telling = ("title", "url", "topic", "text", "pdf", "pdf_file")
    title = StringField(_l("Tên tài liệu"), validators=[Optional(), at_most(200)])
    topic = StringField(_l("Lĩnh vực"), validators=[Optional(), at_most(120)])
    url = StringField(_l("Liên kết (trang web, video)"), validators=[Optional(), at_most(500)])
    text = TextAreaField(_l("Nội dung"), validators=[Optional(), at_most(20000)])
    pdf_file = FileField(_l("Tệp PDF"))
    pdf = HiddenField()  # the digest of the file that is there already
    drop_pdf = BooleanField(_l("Bỏ tệp PDF đang có"))

    def validate_pdf_file(self, field: Any) -> None:
        if field.data:
            self.content = field.data.read()
            if not is_pdf(self.content):
                raise refuse("not_a_pdf")

    def validate_url(self, field: Any) -> None:
        if field.data and not field.data.strip().lower().startswith(("https://", "http://")):
            raise refuse("bad_link")

    def value(self) -> dict[str, str]:
        said = {name: (self[name].data or "").strip() for name in ("title", "url", "topic", "text", "pdf")}
        return said | ({"pdf": ""} if self.drop_pdf.data else {})


class ContestForm(FlaskForm):
    name = StringField(_l("Tên cuộc thi"), validators=[Required(), at_most(250)])
    slug = StringField(_l("Đường dẫn"), validators=[Required()], description=_l("Phần cuối địa chỉ trang cuộc thi."))
    introduction = TextAreaField(_l("Giới thiệu: chủ đề, mục đích"), validators=[at_most(20000)])
    plan = TextAreaField(_l("Kế hoạch"), validators=[at_most(20000)])
    contact = TextAreaField(_l("Liên hệ"), validators=[at_most(500)])
    materials = Rows(FormField(MaterialForm), spare=2)

    def brought(self) -> dict[int, Brought]:
        """Place among the materials → the file that came with it."""
        rows = [entry.form for entry in self.materials.kept]
        return {n: Brought(row.pdf_file.data.filename, row.content) for n, row in enumerate(rows) if row.pdf_file.data}

    def validate_materials(self, field: Any) -> None:
        for entry in field.kept:
            if not (entry.form.title.data or "").strip():
                entry.form.title.errors = [say("missing_title", gettext)]
                raise refuse("missing_title")


class ExtendForm(FlaskForm):
    minutes = WholeField(_l("Thêm bao nhiêu phút"), validators=[Required()])
    reason = TextAreaField(_l("Lý do"), validators=[Required()])


class GrantForm(FlaskForm):
    attempts = WholeField(_l("Thêm bao nhiêu lượt"), default=1, validators=[Required()])
    scope = RadioField(
        _l("Cho ai"),
        choices=offered(
            [
                ("person", _l("Một người")),
                ("unit", _l("Một đơn vị và các đơn vị trực thuộc")),
                ("everyone", _l("Mọi người")),
            ]
        ),
        default="person",
        validate_choice=False,
    )
    login = StringField(_l("Số điện thoại, thư điện tử hoặc mã cán bộ"))
    unit_code = StringField(_l("Mã đơn vị"))
    minutes = WholeField(_l("Mở lại đợt thi bao nhiêu phút, tính từ bây giờ"))
    reason = TextAreaField(_l("Lý do"), validators=[Required()])

    def receiver(self) -> dict[str, str]:
        """Whom `grant_attempts` is to name."""
        if self.scope.data == "person":
            return {"login": (self.login.data or "").strip()}
        if self.scope.data == "unit":
            return {"unit_code": (self.unit_code.data or "").strip()}
        return {}

    def validate_scope(self, field: Any) -> None:
        if field.data not in {"person", "unit", "everyone"}:
            raise refuse("value_invalid")

    def validate_login(self, field: Any) -> None:
        if self.scope.data == "person" and not (field.data or "").strip():
            raise refuse("value_required")

    def validate_unit_code(self, field: Any) -> None:
        if self.scope.data == "unit" and not (field.data or "").strip():
            raise refuse("value_required")
