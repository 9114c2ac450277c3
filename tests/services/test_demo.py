"""The demonstration: a province with a finished round, an open one, and accounts for every role."""

import pytest

from contest.rules.permissions import Role
from contest.rules.phases import Phase
from contest.services import demo
from contest.services.passwords import Passwords
from contest.services.publishing import entries, newest
from contest.services.rounds import round_facts
from contest.settings import ROOT
from contest.storage.contests import contests_of, rounds_of

PASSWORDS = Passwords(time_cost=1, memory_kib=8)


@pytest.fixture
def accounts(app, now):
    return demo.prepare(ROOT / "question_banks", PASSWORDS, now)


def test_the_demonstration_can_be_tried_at_once(accounts, now):
    slug, round_id = demo.open_round(now)
    facts = round_facts(round_id)
    assert facts.phase_at(now) is Phase.OPEN
    assert facts.contest_slug == slug

    (contest,) = contests_of(None)
    phases = [round_facts(r.id).phase_at(now) for r in rounds_of([contest.id]) if not r.rehearsal]
    assert phases == [Phase.OFFICIAL, Phase.OPEN, Phase.UPCOMING, Phase.UPCOMING]

    roles = {account.role for account in accounts}
    assert roles >= {Role.CONTESTANT, Role.AUTHOR, Role.APPRAISER, Role.ORGANISER, Role.JUDGE, Role.ADMIN}
    assert not demo.is_empty()


def test_its_boards_have_something_to_show(accounts, now):
    slug, _ = demo.open_round(now)
    first = next(r for r in rounds_of([contests_of(None)[0].id]) if not r.rehearsal)
    publication = newest(first.id)
    awards = entries(publication.id, "award")
    assert any(entry.unit_id and not entry.person_id for entry in awards), slug
    assert sum(bool(entry.person_id) for entry in awards) >= 3


def test_its_password_is_made_for_this_installation_alone(accounts):
    (password,) = {account.password for account in accounts}
    assert password.startswith("demo-")
    assert len(password) == len("demo-") + 8
