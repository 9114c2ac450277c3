"""An organiser makes a contest from a preset, announces it, takes that back, clones it."""

import pytest

from contest.rules.refusals import Refused
from contest.rules.rulesets import Assumption
from contest.services import contests, round_editing
from contest.services.rounds import round_facts
from contest.storage.contests import Contest, contest_by_slug, contests_of, has_attempts
from contest.storage.db import session
from contest.storage.people import AuditEntry
from tests.support.cast import HOUR, MINUTE, NOW
from tests.support.contests import CITIZENS, OFFICIALS, enter, first_rules, make_banks, make_contest, rounds

pytestmark = pytest.mark.usefixtures("any_app")
DAY = 24 * HOUR


def test_a_preset_gives_a_draft_contest_with_its_rounds(cast):
    made = make_contest(cast, preset="hue_2025", starts_ms=NOW + DAY + 1234)
    assert not made.published
    found = rounds(made)
    opens = (NOW + DAY) // MINUTE * MINUTE
    assert [(r.number, r.name, r.opens_ms) for r in found] == [
        (n, f"Đợt {n}", opens + (n - 1) * 7 * DAY) for n in range(1, 5)
    ]
    rules = found[0].ruleset
    assert [(d.name, d.bank_code) for d in rules.divisions] == [
        ("Bảng cán bộ, công chức, viên chức", OFFICIALS),
        ("Bảng người dân, doanh nghiệp, học sinh", CITIZENS),
    ]
    assert Assumption.MINUTES in rules.assumptions
    assert len({r.ruleset.lot_seed for r in found}) == 4


def test_an_unknown_preset_makes_nothing(cast):
    with pytest.raises(Refused, match="not_found"):
        make_contest(cast, preset="mars_2100")
    assert contests_of(None) == []


def test_two_contests_of_one_name_get_two_addresses(cast):
    slugs = [make_contest(cast).slug for _ in range(3)]
    assert slugs == [
        "hoi-thi-cai-cach-hanh-chinh",
        "hoi-thi-cai-cach-hanh-chinh-2",
        "hoi-thi-cai-cach-hanh-chinh-3",
    ]


def test_announcing_shows_the_contest_and_is_recorded(cast):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    assert session().get(Contest, made.id).published
    assert round_facts(rounds(made)[0].id).announced
    assert [a.action for a in session().query(AuditEntry).order_by(AuditEntry.id)] == ["create", "announce"]


def test_a_contest_whose_bank_is_missing_is_not_announced(cast):
    made = make_contest(cast)
    with pytest.raises(Refused) as refusal:
        contests.announce(made.id, actor_id=None, now_ms=NOW)
    assert refusal.value.code == "round_without_bank"
    session().rollback()
    assert not session().get(Contest, made.id).published


def test_a_contest_whose_bank_is_too_small_is_not_announced_and_the_cell_is_told(cast):
    make_banks(cast, per_level=5)
    made = make_contest(cast)
    with pytest.raises(Refused) as refusal:
        contests.announce(made.id, actor_id=None, now_ms=NOW)
    assert refusal.value.code == "blueprint_unfilled"
    assert refusal.value.details == {
        "round": "Đợt 1",
        "division": "Bảng cán bộ, công chức, viên chức",
        "bank": OFFICIALS,
        "wanted": 8,
        "available": 5,
        "topic": "bất kỳ",
        "level": "Dễ",
    }


def test_an_announcement_is_taken_back_before_anything_opened(cast):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    contests.withdraw(made.id, actor_id=None, now_ms=NOW)
    assert not session().get(Contest, made.id).published


@pytest.mark.parametrize(("after_ms", "stays"), [(-1, False), (0, True), (HOUR, True)])
def test_once_a_round_has_opened_the_announcement_stays(cast, after_ms, stays):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    now = rounds(made)[0].opens_ms + after_ms
    assert contests.may_withdraw(made, now) is not stays
    if stays:
        with pytest.raises(Refused, match="already_opened"):
            contests.withdraw(made.id, actor_id=None, now_ms=now)


def test_texts_and_material_are_written(cast):
    made = make_contest(cast)
    material = {"title": "Nghị quyết 76", "topic": "Văn bản", "url": "https://example.vn", "text": ""}
    contests.edit_contest(
        made.id,
        name="  Cuộc thi   mới ",
        slug="cuoc-thi-moi",
        introduction="Giới thiệu",
        plan="Kế hoạch",
        contact="Sở Nội vụ",
        materials=[material],
        actor_id=None,
        now_ms=NOW,
    )
    session().expire_all()
    found = contest_by_slug("cuoc-thi-moi")
    assert found is not None
    assert (found.id, found.name, found.materials) == (made.id, "Cuộc thi mới", [material])


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("", "bad_slug"),
        ("Có dấu", "bad_slug"),
        ("-a", "bad_slug"),
        ("a" * 81, "bad_slug"),
        ("hoi-thi-cai-cach-hanh-chinh-2", "slug_taken"),
    ],
)
def test_an_address_is_plain_and_only_one_contest_has_it(cast, slug, code):
    first, _ = make_contest(cast), make_contest(cast)
    texts = {"introduction": "", "plan": "", "contact": "", "materials": []}
    with pytest.raises(Refused) as refusal:
        contests.edit_contest(first.id, name="Tên khác", slug=slug, actor_id=None, now_ms=NOW, **texts)
    assert (refusal.value.code, refusal.value.field) == (code, "slug")


def test_a_clone_has_the_rounds_moved_to_a_new_start_and_no_attempts(cast):
    make_banks(cast)
    made = make_contest(cast, announced=True)
    round_editing.add_round(made.id, rehearsal=True, actor_id=None, now_ms=NOW)
    enter(cast, rounds(made)[0], "an")
    start = (NOW + 365 * DAY) // MINUTE * MINUTE
    copy = contests.clone_contest(made.id, name="Năm sau", starts_ms=start, actor_id=None, now_ms=NOW)
    old, new = rounds(made), rounds(copy)
    assert not copy.published
    assert [r.opens_ms - start for r in new] == [r.opens_ms - old[0].opens_ms for r in old]
    assert [r.closes_ms - r.opens_ms for r in new] == [r.closes_ms - r.opens_ms for r in old]
    assert [r.rehearsal for r in new] == [False] * 4 + [True]
    assert first_rules(copy).divisions == first_rules(made).divisions
    assert first_rules(copy).lot_seed == "nam-sau/1"
    assert not has_attempts([r.id for r in new])
