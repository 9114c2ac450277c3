"""What is kept of a question's HTML is what would be made anew, for everyone and in each language."""

import contextvars

import pytest
from flask import render_template

from contest.rules.items import Item
from contest.services.sheets import Question
from contest.web.question_cards import _kept, questions_html

ITEMS = [
    Item(type="single_choice", stem="Hồ sơ <7>?", options=("Một", "Hai & ba", "Bốn"), key=(0,)),
    Item(type="multiple_choice", stem="Việc nào?", options=("Một", "Hai", "Ba"), key=(0, 1)),
    Item(type="true_false_cluster", stem="Đúng hay sai?", options=("Một", "Hai"), key=(0,)),
    Item(type="short_answer", stem="Điền số 707070707070", options=(), accepted=("12",)),
]


@pytest.fixture(autouse=True)
def nothing_kept():
    _kept.cache_clear()


def asked(item, position, order=None, **filled):
    options = tuple((n, item.options[n]) for n in order or range(len(item.options)))
    values = {"response": None, "answered": False, "flagged": False, **filled}
    return Question(position, item, options, **values)


def visit(app, language, look):
    """What `look` finds in a request of its own in this language."""

    def within():
        with app.test_request_context("/") as context:
            context.session["language"] = language
            return look()

    return contextvars.Context().run(within)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.type)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_kept_question_is_like_one_made_anew(app, item, language):
    count = len(item.options)
    for position, order in ((0, range(count)), (7, range(count)[::-1]), (19, [*range(count)][1:] + [0][:count])):
        question = asked(item, position, order)
        kept = visit(app, language, lambda q=question: questions_html([q]))
        anew = visit(app, language, lambda q=question: render_template("attempts/_question.html", q=q))
        assert kept == anew


def test_each_order_of_options_and_each_language_is_its_own(app):
    ways = [(language, order) for language in ("vi", "en") for order in ((0, 1, 2), (2, 1, 0))]
    found = {visit(app, language, lambda o=order: questions_html([asked(ITEMS[0], 0, o)])) for language, order in ways}
    assert len(found) == 4


def test_what_somebody_answered_is_never_kept_for_others(app):
    with app.test_request_context("/"):
        mine = questions_html([asked(ITEMS[0], 0, response=1, answered=True)])
        flagged = questions_html([asked(ITEMS[0], 0, flagged=True)])
        assert mine.count("checked") == flagged.count("checked") == 1
        assert "checked" not in questions_html([asked(ITEMS[0], 0)])
