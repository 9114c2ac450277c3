"""The form of a whole rule set: what it shows it takes back; what is wrong it tells at the field."""

import re

import pytest

from contest.storage.contests import Amendment
from contest.storage.db import session
from tests.support.cast import HOUR
from tests.support.contests import enter, graded_items, make_banks, make_contest, rounds
from tests.support.pages import filled
from tests.support.rounds import make_bank

REASON = "Nhiều đơn vị đề nghị sửa"


@pytest.fixture
def draft(app, cast):
    make_banks(cast)
    return make_contest(cast, preset="hue_2025")


def address(row) -> str:
    return f"/ban-to-chuc/dot-thi/{row.id}"


def save(browser, row, changes=(), *, action="save", without=()):
    """Send the page back as a browser would, with some fields changed or unticked."""
    data = filled(browser.get(address(row)).text) | dict(changes) | {"action": action}
    return browser.post(address(row), data={k: v for k, v in data.items() if k not in without})


def test_saving_the_page_as_it_is_changes_nothing_but_the_version(as_, draft):
    for row in rounds(draft):
        before, version = row.ruleset, row.version
        assert save(as_("dung"), row).status_code == 302
        session().expire_all()
        assert row.ruleset == before
        assert row.version == version + 2


def test_every_part_of_the_rules_can_be_set(as_, draft):
    row = rounds(draft)[0]
    changes = {
        "name": "Vòng loại",
        "opens_ms": "2026-12-01T08:30",
        "closes_ms": "2026-12-05T22:00",
        "minutes": "15",
        "grace_seconds": "45",
        "attempts_allowed": "3",
        "counting": "last",
        "points_per_item": "0,5",
        "prediction-target": "entrants",
        "prediction-per_division": "y",
        "tie_breaks-0": "elapsed",
        "tie_breaks-1": "prediction",
        "tie_breaks-2": "",
        "tie_breaks-3": "lot",
        "tie_breaks-4": "",
        "lot_seed": "xổ số 05/12",
        "entry_units": "SNV, P-ANHOA",
        "units-formula": "weighted",
        "units-threshold_percent": "40",
        "units-size_groups-0-name": "Dưới 50",
        "units-size_groups-0-at_least": "0",
        "units-size_groups-0-threshold_percent": "30",
        "units-prizes-0-amount": "5000000",
        "review": "never",
        "freeze_minutes": "60",
        "divisions-0-name": "Cán bộ",
        "divisions-0-code": "can-bo",
        "divisions-0-categories": ["official", "enterprise"],
        "divisions-1-categories": ["citizen", "pupil"],
        "divisions-0-prizes-3-title": "giải Tư",
        "divisions-0-prizes-3-count": "4",
    }
    answer = save(as_("dung"), row, changes, without=("shuffle_items", "one_prize_per_person"))
    assert answer.status_code == 302
    session().expire_all()
    rules = rounds(draft)[0].ruleset
    assert rounds(draft)[0].name == "Vòng loại"
    assert rules.closes_ms - rules.opens_ms == (4 * 24 + 13) * HOUR + HOUR // 2
    assert (rules.minutes, rules.grace_seconds, rules.attempts_allowed, rules.counting) == (15, 45, 3, "last")
    assert (rules.points_per_item, rules.shuffle_items, rules.shuffle_options) == (50, False, True)
    assert rules.prediction.model_dump() == {"target": "entrants", "required": True, "per_division": True}
    assert rules.tie_breaks == ("elapsed", "prediction", "lot")
    assert (rules.lot_seed, rules.entry_units) == ("xổ số 05/12", ("SNV", "P-ANHOA"))
    assert (rules.units.formula, rules.units.threshold_percent) == ("weighted", 40)
    assert rules.units.size_groups[0].model_dump() == {"name": "Dưới 50", "at_least": 0, "threshold_percent": 30}
    assert rules.units.prizes[0].amount == 5_000_000
    assert (rules.review, rules.freeze_minutes, rules.one_prize_per_person) == ("never", 60, False)
    first = rules.divisions[0]
    assert (first.name, first.code, first.categories) == ("Cán bộ", "can-bo", ("official", "enterprise"))
    assert [(p.title, p.count) for p in first.prizes][-1] == ("giải Tư", 4)


def test_the_blueprint_is_a_grid_over_the_topics_of_the_bank(as_, draft):
    row = rounds(draft)[0]
    page = as_("dung").get(address(row)).text
    grid = dict(re.findall(r'name="divisions-0-blueprint-topic-(\d)" value="([^"]*)"', page))
    assert grid == {"0": "", "1": "PAPI", "2": "SIPAS"}
    changes = {f"divisions-{d}-blueprint-{level}-0": "" for d in (0, 1) for level in ("easy", "medium", "hard")}
    changes |= {
        "divisions-0-blueprint-any-1": "4",
        "divisions-0-blueprint-hard-2": "2",
        "divisions-1-blueprint-any-0": "5",
    }
    assert save(as_("dung"), row, changes).status_code == 302
    session().expire_all()
    cells = [(c.topic, c.level, c.count) for c in rounds(draft)[0].ruleset.divisions[0].blueprint]
    assert cells == [("PAPI", None, 4), ("SIPAS", "hard", 2)]


def test_cells_the_bank_cannot_fill_are_told(as_, draft):
    row = rounds(draft)[0]
    page = save(as_("dung"), row, {"divisions-0-blueprint-easy-1": "9"}, action="refresh")
    assert page.status_code == 200
    assert "cần 9, chỉ có 4" in page.text
    session().expire_all()
    assert rounds(draft)[0].ruleset.divisions[0].item_count == 15


def test_a_division_is_added_and_taken_away_without_a_script(as_, draft):
    row, dung = rounds(draft)[0], as_("dung")
    more = save(dung, row, action="add_division")
    assert 'name="divisions-2-name"' in more.text
    assert save(dung, row, {"divisions-1-removed": "y"}).status_code == 302
    session().expire_all()
    assert [d.code for d in rounds(draft)[0].ruleset.divisions] == ["officials"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("minutes", "0", "Giá trị phải từ 1 trở lên."),
        ("minutes", "mười", "Vui lòng nhập một số nguyên."),
        ("minutes", "", "Vui lòng nhập nội dung này."),
        ("minutes", "9" * 30, "Giá trị không được quá 600."),
        ("opens_ms", "hôm nay", "Vui lòng nhập ngày và giờ"),
        ("points_per_item", "1,234", "Vui lòng nhập số điểm"),
        ("counting", "worst", "Giá trị không hợp lệ."),
        ("units-threshold_percent", "101", "Giá trị không được quá 100."),
        ("divisions-0-name", "", "Vui lòng nhập nội dung này."),
        ("divisions-0-code", "Cán bộ", "Mã chỉ gồm chữ thường"),
        ("divisions-0-prizes-0-count", "0", "Giá trị phải từ 1 trở lên."),
        ("entry_units", "SAO-HOA", "Không có đơn vị mang mã: SAO-HOA."),
    ],
)
def test_a_wrong_value_is_told_at_its_field_and_nothing_is_saved(as_, draft, field, value, message):
    row = rounds(draft)[0]
    before = row.ruleset
    answer = save(as_("dung"), row, {field: value, "lot_seed": "khác"})
    assert answer.status_code == 200
    shown = re.search(rf'id="{field}-error">([^<]*)', answer.text)
    assert shown
    assert message in shown[1]
    session().expire_all()
    assert rounds(draft)[0].ruleset == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closes_ms": "2020-01-01T00:00"}, "Giờ đóng phải sau giờ mở."),
        ({"tie_breaks-1": "prediction"}, "Một tiêu chí phụ được chọn hai lần."),
        ({"divisions-1-categories": ["official"]}, "Một đối tượng chỉ được thuộc một bảng thi."),
        ({"divisions-1-code": "officials"}, "Hai bảng thi trùng mã."),
        ({"freeze_minutes": "99999"}, "dài hơn cả đợt thi"),
    ],
)
def test_fields_that_contradict_each_other_are_told_at_the_top(as_, draft, changes, message):
    answer = save(as_("dung"), rounds(draft)[0], changes)
    assert answer.status_code == 200
    assert message in answer.text


def test_a_tie_break_by_prediction_needs_the_question(as_, draft):
    answer = save(as_("dung"), rounds(draft)[0], without=("prediction-asked",))
    assert "thì phải có câu hỏi dự đoán" in answer.text


def test_a_page_that_somebody_else_overtook_is_refused(as_, draft):
    row, dung = rounds(draft)[0], as_("dung")
    old = filled(dung.get(address(row)).text)
    save(dung, row, {"minutes": "15"})
    answer = dung.post(address(row), data=old | {"minutes": "25", "action": "save"})
    assert "Người khác vừa thay đổi đợt thi này" in answer.text
    session().expire_all()
    assert rounds(draft)[0].ruleset.minutes == 15


def test_an_open_round_is_amended_with_a_reason_only(as_, cast, now):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=now - HOUR, announced=True))[0]
    dung = as_("dung")
    assert "thể lệ đã khóa" in dung.get(address(row)).text
    assert "Vui lòng nêu lý do" in save(dung, row, {"attempts_allowed": "2"}).text
    assert save(dung, row, {"attempts_allowed": "2", "reason": REASON}).status_code == 302
    assert session().query(Amendment).one().details["changed"] == ["attempts_allowed"]


def test_with_papers_drawn_the_page_says_what_stays(as_, cast, now):
    make_banks(cast)
    row = rounds(make_contest(cast, starts_ms=now - HOUR, announced=True))[0]
    enter(cast, row, "an")
    answer = save(as_("dung"), row, {"minutes": "25", "reason": REASON})
    assert "Đã có người vào thi nên không thể đổi thời gian làm bài." in answer.text
    assert session().query(Amendment).count() == 0


def test_no_round_draws_from_a_bank_of_others(as_, cast, draft):
    row = rounds(make_contest(cast, unit="commune"))[0]
    make_bank(cast, graded_items(), "bi-mat")
    for bank, status in (("bi-mat", 200), (row.ruleset.divisions[0].bank_code, 302)):
        before = row.ruleset
        answer = save(as_("lan"), row, {"divisions-0-bank_code": bank})
        assert answer.status_code == status
        session().expire_all()
        assert row.ruleset == before
    assert "SIPAS" not in save(as_("lan"), row, {"divisions-0-bank_code": "bi-mat", "divisions-1-bank_code": ""}).text
