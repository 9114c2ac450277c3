"""The thể lệ: the rule set and the contest's facts in, twelve articles out.

Every parameter that affects anyone is said here, so the printed rules are those the machine obeys.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from contest.documents import regulation_ranking as ranking
from contest.documents.regulation_words import Words, amount
from contest.rules.rulesets import Assumption, Division, RuleSet


@dataclass(frozen=True)
class ContestFacts:
    """What the articles say beside the rules. `unit_names` and `bank_names`: code → name."""

    name: str
    organiser: str
    introduction: str = ""
    contact: str = ""
    materials: tuple[str, ...] = ()
    unit_names: Mapping[str, str] = field(default_factory=dict)
    bank_names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NamedRules:
    """A round: its name and its rules."""

    name: str
    rules: RuleSet


@dataclass(frozen=True)
class Article:
    number: int
    title: str
    paragraphs: tuple[str, ...]


# Each assumption → the article that says the value which fills it.
_ARTICLE_OF: dict[Assumption, int] = {
    Assumption.WINDOW: 5,
    Assumption.DIVISIONS: 3,
    Assumption.BLUEPRINT: 4,
    Assumption.MINUTES: 5,
    Assumption.POINTS: 6,
    Assumption.ATTEMPTS: 5,
    Assumption.COUNTING: 5,
    Assumption.PREDICTION: 6,
    Assumption.TIE_BREAKS: 6,
    Assumption.PRIZES: 7,
    Assumption.ONE_PRIZE: 7,
    Assumption.UNIT_FORMULA: 6,
    Assumption.THRESHOLD: 6,
    Assumption.UNIT_PRIZES: 7,
    Assumption.HANDLING: 5,
}


def alike(rounds: Iterable[NamedRules]) -> list[list[NamedRules]]:
    """The rounds grouped by rules that differ in nothing but window, lot seed and what is said
    about them beside: one thể lệ serves each group."""
    groups: dict[str, list[NamedRules]] = {}
    for one in rounds:
        own = {"opens_ms", "closes_ms", "lot_seed", "assumptions"}
        groups.setdefault(one.rules.model_dump_json(exclude=own), []).append(one)
    return list(groups.values())


def articles(rounds: list[NamedRules], facts: ContestFacts, translate: Callable[[str], str] = str) -> list[Article]:
    """The articles for rounds that are `alike`, in order."""
    words = Words(translate)
    written = (_name, _organiser, _who, _content, _form, ranking.points_and_order, _prizes, *_fixed(), _validity)
    return [
        Article(number, words.say(f"article_{number}"), tuple(write(rounds, facts, words)))
        for number, write in enumerate(written, start=1)
    ]


def _name(rounds: list[NamedRules], facts: ContestFacts, words: Words) -> list[str]:
    return [
        words.say("reg_name", name=facts.name),
        facts.introduction.strip() or words.say("reg_purpose"),
        words.say("reg_rehearsal" if rounds[0].rules.rehearsal else "reg_counted"),
    ]


def _organiser(_rounds: list[NamedRules], facts: ContestFacts, words: Words) -> list[str]:
    lines = [words.say("reg_organiser", organiser=facts.organiser)]
    return lines + ([words.say("reg_contact", contact=facts.contact)] if facts.contact else [])


def _who(rounds: list[NamedRules], facts: ContestFacts, words: Words) -> list[str]:
    rules = rounds[0].rules
    lines = [
        words.say(
            "reg_division_who",
            division=d.name,
            categories=", ".join(words.label("category", c) for c in d.categories),
        )
        for d in rules.divisions
    ]
    units = ", ".join(facts.unit_names.get(code, code) for code in rules.entry_units)
    lines.append(words.say("reg_entry_units", units=units) if units else words.say("reg_entry_all"))
    return [*lines, words.say("reg_barred")]


def _content(rounds: list[NamedRules], facts: ContestFacts, words: Words) -> list[str]:
    lines = [
        words.say(
            "reg_paper",
            division=d.name,
            count=d.item_count,
            bank=facts.bank_names.get(d.bank_code, d.bank_code),
            cells=_cells(d, words),
        )
        for d in rounds[0].rules.divisions
    ]
    if facts.materials:
        lines.append(words.say("reg_materials", materials="; ".join(facts.materials)))
    return lines


def _cells(division: Division, words: Words) -> str:
    told = []
    for cell in division.blueprint:
        topic = words.say("reg_cell_topic", topic=cell.topic) if cell.topic else ""
        level = words.say("reg_cell_level", level=words.label("level", cell.level).lower()) if cell.level else ""
        what = " ".join(part for part in (topic, level) if part) or words.say("reg_cell_any")
        told.append(words.say("reg_cell", count=cell.count, what=what))
    return "; ".join(told)


def _form(rounds: list[NamedRules], _facts: ContestFacts, words: Words) -> list[str]:
    rules = rounds[0].rules
    shuffles = {
        (True, True): "reg_shuffle_both",
        (True, False): "reg_shuffle_items",
        (False, True): "reg_shuffle_options",
        (False, False): "reg_shuffle_none",
    }
    if rules.attempts_allowed == 1:
        attempts = [words.say("reg_attempts_one"), words.say(f"reg_again_{rules.counting}")]
    else:
        counting = words.label("counting", rules.counting)
        attempts = [words.say("reg_attempts_many", attempts=rules.attempts_allowed, counting=counting)]
    return [
        words.say("reg_online"),
        *(
            words.say(
                "reg_window", round=r.name, opens=words.moment(r.rules.opens_ms), closes=words.moment(r.rules.closes_ms)
            )
            for r in rounds
        ),
        words.say("reg_minutes", minutes=rules.minutes),
        words.say("reg_grace", seconds=rules.grace_seconds),
        *attempts,
        words.say(shuffles[rules.shuffle_items, rules.shuffle_options]),
        words.label("review", rules.review) + ".",
        words.say("reg_unit_at_start"),
    ]


def _prizes(rounds: list[NamedRules], _facts: ContestFacts, words: Words) -> list[str]:
    rules = rounds[0].rules
    lines = []
    for d in rules.divisions:
        told = amount(d.prizes, words)
        lines.append(
            words.say("reg_prizes", division=d.name, prizes=told)
            if told
            else words.say("reg_no_prizes", division=d.name)
        )
    lines.append(words.say("reg_one_prize" if rules.one_prize_per_person else "reg_many_prizes"))
    each = words.say("reg_each_group") if rules.units.by_emulation_group or rules.units.size_groups else ""
    told = amount(rules.units.prizes, words)
    lines.append(words.say("reg_unit_prizes", each=each, prizes=told) if told else words.say("reg_no_unit_prizes"))
    return [*lines, words.say("reg_budget")]


def _fixed() -> list[Callable[..., list[str]]]:
    """Articles 8 to 11, the same for every contest."""
    texts = (
        ("reg_own_result", "reg_data", "reg_duty"),
        ("reg_violation",),
        ("reg_appeal",),
        ("reg_outage", "reg_outage_measures"),
    )

    def article(codes: tuple[str, ...]) -> Callable[..., list[str]]:
        return lambda _rounds, _facts, words: [words.say(code) for code in codes]

    return [article(codes) for codes in texts]


def _validity(rounds: list[NamedRules], _facts: ContestFacts, words: Words) -> list[str]:
    lines = [words.say("reg_lock")]
    assumed = dict.fromkeys(a for r in rounds for a in r.rules.assumptions)
    for one in assumed:
        if one is Assumption.UNIT_WINNER:
            lines.append(words.say("reg_unit_winner"))
        else:
            lines.append(words.say("reg_assumed", what=words.label("assumption", one), article=_ARTICLE_OF[one]))
    return lines
