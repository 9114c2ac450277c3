"""A small open round with every kind of question, for tests of the paper itself."""

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from contest.rules.items import Item
from contest.rules.rulesets import PredictionRule
from contest.services.passwords import Passwords
from contest.storage import attempts
from contest.storage.attempts import Attempt
from contest.storage.db import session
from tests.browser.live import Site, log_in
from tests.support.cast import PASSWORD, Cast, make_cast
from tests.support.rounds import make_round, sample_items

AN = "0900000001"


@dataclass(frozen=True)
class SmallRound:
    site: Site
    cast: Cast
    id: int

    def attempt(self) -> Any:
        """An's newest attempt as stored."""
        with self.site.app.app_context():
            return attempts.of_person(self.id, self.cast.people["an"])[-1]

    def answers(self) -> dict[str, Any]:
        return json.loads(self.attempt().answers)

    def start(self, page: Page) -> None:
        """An logs in and comes to the paper, a new one or the one that is open."""
        log_in(page, AN)
        page.goto(f"/thi/{self.id}")
        page.get_by_test_id("start").click()
        page.locator("#paper[data-ready]").wait_for()

    def shorten(self, left_ms: int) -> None:
        """Only so much is left of An's attempt from now on."""
        with self.site.app.app_context():
            row = session().query(Attempt).one()
            row.deadline_ms = self.site.clock.now_ms() + left_ms
            session().commit()


def one_of_each() -> list[Item]:
    options = ("Đúng một", "Đúng hai", "Sai một", "Sai hai")
    return [
        *sample_items(2),
        Item(type="multiple_choice", stem="Những phương án nào đúng?", options=options, key=(0, 1)),
        Item(type="true_false_cluster", stem="Mỗi ý đúng hay sai?", options=options, key=(0, 1)),
        Item(type="short_answer", stem="Cơ chế một cửa tên là gì?", accepted=("một cửa",)),
    ]


def small_round(site: Site, items: list[Item] | None = None, **rules: Any) -> SmallRound:
    """Open for two more hours; the prediction is asked for unless `rules` say otherwise."""
    with site.app.app_context():
        cast = make_cast(Passwords(1, 8).hash(PASSWORD))
        given = {"prediction": PredictionRule(), "shuffle_items": False, **rules}
        return SmallRound(site, cast, make_round(cast, items or one_of_each(), **given))
