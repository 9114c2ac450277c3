"""Who may open and press what on the organisers' pages about contests."""

import pytest

from tests.support.contests import make_banks, make_contest, rounds

DESK = "/ban-to-chuc"
CONTEST = f"{DESK}/cuoc-thi/{{contest}}"
ROUND = f"{DESK}/dot-thi/{{round}}"
GETS = [CONTEST, f"{CONTEST}/sua", f"{CONTEST}/nhan-ban", ROUND, f"{ROUND}/gia-han", f"{ROUND}/cap-them-luot"]
POSTS = [
    f"{CONTEST}/cong-bo",
    f"{CONTEST}/rut-cong-bo",
    f"{CONTEST}/xoa",
    f"{CONTEST}/nhan-ban",
    f"{CONTEST}/them-dot",
    f"{CONTEST}/sua",
    ROUND,
    f"{ROUND}/bo",
    f"{ROUND}/gia-han",
    f"{ROUND}/cap-them-luot",
]


def made(cast, announced):
    make_banks(cast)
    contest = make_contest(cast, announced=announced)
    return {"contest": contest.id, "round": rounds(contest)[0].id}


@pytest.mark.parametrize(
    ("who", "draft", "announced"), [("giang", 302, 302), ("an", 404, 403), ("lan", 404, 403), ("dung", 200, 200)]
)
def test_pages_of_a_contest_open_for_its_organisers_only(as_, cast, who, draft, announced):
    browser = as_(who)
    for shown, status in ((False, draft), (True, announced)):
        ids = (
            made(cast, shown)
            if not shown
            else {"contest": (c := make_contest(cast, announced=True)).id, "round": rounds(c)[0].id}
        )
        assert {url: browser.get(url.format(**ids)).status_code for url in GETS} == dict.fromkeys(GETS, status)


@pytest.mark.parametrize(("who", "status"), [("giang", 302), ("an", 404), ("lan", 404)])
def test_nobody_else_changes_a_contest(as_, cast, who, status):
    ids, browser = made(cast, False), as_(who)
    found = {url: browser.post(url.format(**ids)) for url in POSTS}
    assert {url: answer.status_code for url, answer in found.items()} == dict.fromkeys(POSTS, status)
    assert all("/dang-nhap" in answer.location for answer in found.values() if status == 302)
    assert [r.number for r in rounds(type("C", (), {"id": ids["contest"]}))] == [1, 2, 3, 4]


@pytest.mark.parametrize("url", GETS)
def test_what_does_not_exist_is_not_found(as_, cast, url):
    assert as_("dung").get(url.format(contest=999, round=999)).status_code == 404
    assert as_("giang").get(url.format(contest=999, round=999)).status_code == 302


@pytest.mark.parametrize("path", [f"{DESK}/cuoc-thi", f"{DESK}/cuoc-thi/moi"])
@pytest.mark.parametrize(
    ("who", "status"), [("giang", 302), ("an", 404), ("chi", 403), ("lan", 200), ("dung", 200), ("quan", 200)]
)
def test_only_organisers_hold_contests(as_, path, who, status):
    assert as_(who).get(path).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("giang", 302), ("an", 404), ("chi", 200), ("lan", 200), ("dung", 200), ("quan", 200)]
)
def test_the_desk_is_for_whoever_holds_a_role(as_, who, status):
    assert as_(who).get(DESK).status_code == status
