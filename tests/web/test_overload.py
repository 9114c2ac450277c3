"""A full house: pages wait a little or are asked to come back; saves, hand-ins and health are always served."""

import logging
import threading

import pytest

from contest.rules.attempt_tokens import Ticket, seal
from contest.services import playing
from contest.web.overload import LATEST, SOONEST, Overload, Turns
from tests.faults.stack import until
from tests.support.rounds import make_round

SECRET = "chi-dung-khi-thu"


@pytest.fixture
def house(app):
    layer = app.wsgi_app
    while not isinstance(layer, Overload):
        layer = layer._following
    return layer


def fill(turns):
    """All at work, nobody else may wait."""
    turns._free, turns._seconds = 0, 0
    turns._most = [0 for _ in turns._queues]


class Hall:
    """People who each wait for a turn in a thread of their own, in a known order."""

    def __init__(self, turns):
        self.turns, self.served, self.threads = turns, [], []
        assert turns.take()

    def wait(self, name, rank):
        waiting = len(self.turns._queues[rank])

        def come():
            self.turns.take(rank)
            self.served.append(name)
            self.turns.give_back()

        self.threads.append(threading.Thread(target=come))
        self.threads[-1].start()
        until(lambda: len(self.turns._queues[rank]) > waiting)

    def open(self):
        self.turns.give_back()
        for thread in self.threads:
            thread.join(30)
        return self.served


def test_the_lowest_rank_is_next_and_of_one_rank_who_waited_longest():
    hall = Hall(Turns(at_work=1, waiting=(None, 4, 4), seconds=30))
    for name, rank in (("door", 2), ("paper", 1), ("door again", 2), ("hand in", 0), ("paper again", 1)):
        hall.wait(name, rank)
    assert hall.open() == ["hand in", "paper", "paper again", "door", "door again"]
    assert hall.turns.take()


def test_no_more_wait_than_may():
    hall = Hall(Turns(at_work=1, waiting=(None, 1), seconds=30))
    hall.wait("paper", 1)
    assert not hall.turns.take(1)
    hall.wait("hand in", 0)
    assert hall.open() == ["hand in", "paper"]


def test_who_waited_too_long_is_sent_away_and_leaves_their_place():
    turns = Turns(at_work=1, waiting=(1,), seconds=0)
    assert turns.take()
    assert not turns.take()
    turns.give_back()
    assert turns.take()
    assert not turns.take()
    turns.give_back()
    assert turns.take()


def test_a_page_that_cannot_be_served_says_so_and_opens_itself_again(client, house):
    fill(house.pages)
    reply = client.get("/")
    seconds = int(reply.headers["Retry-After"])
    assert reply.status_code == 503
    assert SOONEST <= seconds <= LATEST
    assert f'<meta http-equiv="refresh" content="{seconds}">' in reply.text
    assert "Đang đông người truy cập" in reply.text
    assert reply.text.count("<h1") == 1


def test_asking_to_wait_is_no_failure_that_the_log_would_tell_ten_thousand_times(client, house, monkeypatch):
    told = []
    monkeypatch.setattr(logging.getLogger("contest.events"), "handle", told.append)
    fill(house.pages)
    assert client.get("/").status_code == 503
    assert told == []


def test_the_page_that_asks_to_wait_is_made_outside_of_any_request(house):
    fill(house.pages)
    answered = []

    def ask():
        answered.extend(house({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *_: None))

    thread = threading.Thread(target=ask)  # of a context of its own, as in a server
    thread.start()
    thread.join()
    assert "Đang đông người truy cập" in answered[0].decode()


def test_a_form_that_was_not_taken_is_not_sent_again_by_itself(client, house):
    fill(house.pages)
    reply = client.post("/thi/1", data={})
    assert reply.status_code == 503
    assert "http-equiv" not in reply.text
    assert "chưa được thực hiện" in reply.text


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/don-vi?q=a", {}), ("/cuoc-thi/x/bang-tong.json", {}), ("/", {"Accept": "application/json"})],
)
def test_a_script_is_told_in_json(client, house, path, headers):
    fill(house.pages)
    reply = client.get(path, headers=headers)
    assert (reply.status_code, reply.json["code"]) == (503, "busy")
    assert reply.headers["Retry-After"]


@pytest.mark.parametrize(
    ("method", "path", "rank"),
    [
        ("POST", "/thi/luot/7/nop", 0),
        ("POST", "/thi/3", 1),
        ("GET", "/thi/luot/7", 1),
        ("GET", "/thi/luot/7/bien-nhan", 1),
        ("GET", "/thi/3", 2),
        ("GET", "/", 2),
        ("GET", "/cuoc-thi/hoi-thi/dot/1/cua-toi", 2),
    ],
)
def test_who_is_inside_the_quiz_comes_before_who_stands_at_the_door(house, method, path, rank):
    assert house._turns(method, path) == (house.pages, rank)


def test_saving_handing_in_and_health_are_never_turned_away(client, house, cast, now):
    ticket = Ticket(playing.start(cast.people["an"], make_round(cast), now, SECRET).id, cast.people["an"])
    for turns in (house.pages, house.desk, house.passwords):
        fill(turns)
    token = {"X-Attempt": seal(ticket, SECRET)}
    state = {"base": 0, "save_id": "save-0001", "answers": {}}
    address = f"/thi/luot/{ticket.attempt_id}"
    assert client.put(f"{address}/luu", json=state, headers=token).status_code == 200
    assert client.put(f"{address}/luu", json={**state, "save_id": "save-0002"}, headers=token).status_code == 409
    assert (
        client.post(f"{address}/nop", json={**state, "save_id": "save-0003", "base": 1}, headers=token).status_code
        == 200
    )
    assert client.get("/healthz").status_code == 200
    assert client.get("/thi/gio").status_code == 200
    with client.get("/static/icon.svg") as picture:
        assert picture.status_code == 200


def test_a_hall_that_logs_in_keeps_nobody_from_the_pages(client, house):
    fill(house.passwords)
    assert client.post("/dang-nhap", data={"login": "0900000001", "password": "x"}).status_code == 503
    assert client.get("/dang-nhap").status_code == 200


def test_a_busy_desk_keeps_no_contestant_from_the_pages(as_, house):
    fill(house.desk)
    assert as_("dung").get("/ban-to-chuc").status_code == 503
    assert as_("an").get("/").status_code == 200


def test_places_are_given_back_after_each_page(client, house):
    for _ in range(90):  # more than there are places
        assert client.get("/khong-co").status_code == 404
