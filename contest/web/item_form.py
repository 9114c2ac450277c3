"""The form of one item, for all types; works without script: eight option boxes at least, three legal bases."""

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional, Regexp

from contest.formats.bank_headings import LETTERS
from contest.rules.item_changes import rewritten
from contest.rules.item_types import ITEM_TYPES, playable
from contest.rules.item_types.choice import MOST_OPTIONS
from contest.rules.items import Category, Item, LegalBasis, Level, Scope
from contest.web.form_fields import DayField, required
from contest.wording import label, say

FEWEST_BASES = 2


class _Longest(Length):
    def __call__(self, form: Any, field: Any) -> None:
        self.message = say("too_long", gettext, limit=self.max)
        super().__call__(form, field)


def longest(limit: int) -> Length:
    """At most so many characters, said in the visitor's language."""
    return _Longest(max=limit)


class BasisForm(Form):
    document = StringField(validators=[longest(1000)])
    article = StringField(validators=[longest(60)])
    clause = StringField(validators=[longest(60)])
    valid_from = DayField(validators=[Optional()])
    valid_to = DayField(validators=[Optional()])


class ItemForm(FlaskForm):
    code = StringField(validators=[Optional(), longest(60)])
    type = SelectField(choices=list(ITEM_TYPES))
    stem = TextAreaField(validators=[required("empty_stem"), longest(30_000)])
    options = FieldList(StringField(validators=[longest(4000)]), min_entries=len(LETTERS), max_entries=MOST_OPTIONS)
    key = SelectMultipleField(choices=[str(n) for n in range(MOST_OPTIONS)])
    accepted = TextAreaField(validators=[longest(2000)])
    topic = StringField(validators=[longest(120)])
    level = SelectField(choices=["", *Level])
    situational = BooleanField()
    explanation = TextAreaField(validators=[longest(4000)])
    bases = FieldList(FormField(BasisForm), min_entries=FEWEST_BASES, max_entries=20)
    audience = SelectMultipleField(choices=list(Category))
    scope = SelectField(choices=list(Scope))
    review_on = DayField(validators=[Optional()])
    enemy_group = StringField(validators=[longest(60)])
    note = StringField(validators=[longest(500)])
    reason = StringField(validators=[longest(300)])
    seen_version = HiddenField(validators=[Optional(), Regexp(r"^\d{1,6}$")])

    def __init__(self, kind: str = "", **kwargs: Any) -> None:
        """`kind` is the type of the item there is; else only types that can be played are offered."""
        super().__init__(**kwargs)
        offered = [name for name in ITEM_TYPES if playable(name) or name == kind]
        self.type.choices = [(name, label("item_type", name, gettext)) for name in offered]
        self.level.choices = [("", "–"), *((level.value, label("level", level, gettext)) for level in Level)]
        self.scope.choices = [(scope.value, label("item_scope", scope, gettext)) for scope in Scope]
        self.audience.choices = [(c.value, label("audience", c, gettext)) for c in Category]

    def show(self, item: Item) -> None:
        """Fill the form with an item."""
        for name in _PLAIN:
            self[name].data = getattr(item, name)
        while len(self.options) < min(len(item.options), MOST_OPTIONS):
            self.options.append_entry()
        for field, option in zip(self.options, item.options, strict=False):
            field.data = option
        self.key.data = [str(k) for k in item.key]
        self.accepted.data = "\n".join(item.accepted)
        self.audience.data = list(item.audience)
        while len(self.bases) < len(item.legal_basis) + 1 and len(self.bases) < 20:
            self.bases.append_entry()
        for entry, basis in zip(self.bases, item.legal_basis, strict=False):
            for name in ("document", "article", "clause", "valid_from", "valid_to"):
                entry.form[name].data = getattr(basis, name)

    def answers(self) -> dict[str, Any]:
        """Options, key and accepted answers as typed, boxes that were left empty dropped."""
        if self.type.data == "short_answer":
            return {"options": (), "key": (), "accepted": tuple((self.accepted.data or "").splitlines())}
        filled = [n for n, field in enumerate(self.options) if (field.data or "").strip()]
        chosen = {int(k) for k in self.key.data or ()}
        return {
            "options": tuple(self.options[n].data for n in filled),
            "key": tuple(place for place, n in enumerate(filled) if n in chosen),
            "accepted": (),
        }

    def item(self, base: Item | None = None) -> Item:
        """What was typed, over what the form does not show of the item there is; the service judges it."""
        return rewritten(
            base or Item(type=self.type.data, stem=""),
            type=self.type.data,
            stem=self.stem.data or "",
            **self.answers(),
            code=self.code.data or "",
            topic=self.topic.data or "",
            level=self.level.data or "",
            situational=bool(self.situational.data),
            explanation=self.explanation.data or "",
            legal_basis=tuple(_basis(entry.form) for entry in self.bases),
            audience=tuple(self.audience.data or ()),
            scope=self.scope.data,
            review_on=self.review_on.data,
            enemy_group=self.enemy_group.data or "",
            note=self.note.data or "",
        )


_PLAIN = (
    "code", "type", "stem", "topic", "level", "situational", "explanation", "scope", "review_on", "enemy_group", "note",
)  # fmt: skip


def _basis(form: BasisForm) -> LegalBasis:
    return LegalBasis(
        document=form.document.data or "",
        article=(form.article.data or "").strip(),
        clause=(form.clause.data or "").strip(),
        valid_from=form.valid_from.data,
        valid_to=form.valid_to.data,
    )
