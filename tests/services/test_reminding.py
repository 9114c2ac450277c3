"""People who have not entered are written to: once a day, only by those who organise them."""

import socket
from collections.abc import Iterator

import pytest

from contest.rules.refusals import Refused
from contest.services.actors import actor_for
from contest.services.merging import merge_by_hand
from contest.services.reminding import request_reminder, run_reminder
from contest.services.rounds import forget_rounds, round_facts
from contest.services.senders import ConsoleSender, SendingFailed, SmtpSender, sender_of
from contest.services.snapshots import forget_snapshots
from contest.settings import Settings
from contest.storage import reminders
from contest.storage.db import commit, session
from tests.support.cast import HOUR, NOW
from tests.support.contests import enter, make_banks, make_contest, rounds
from tests.support.mail import MailServer, mail_server

DAY = 24 * HOUR
LINK = "https://thi.example.vn/vao-thi"


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def running(any_app, cast):
    """The province's open round; An, Bình, Lan and Dũng have addresses, An has entered."""
    make_banks(cast)
    for name in ("an", "binh", "lan", "dung"):
        cast.person(name).email = f"{name}@example.vn"
    row = rounds(make_contest(cast, starts_ms=NOW - HOUR, announced=True))[0]
    enter(cast, row, "an")
    forget_rounds()
    forget_snapshots()
    return row


@pytest.fixture
def remind(running, cast, mail):
    def press(who, units=None, now_ms=NOW):
        return request_reminder(
            round_facts(running.id),
            units,
            link=LINK,
            actor=actor_for(cast.person(who)),
            now_ms=now_ms,
            enqueue=lambda n: run_reminder(n, SmtpSender(mail.url, "btc@example.vn"), now_ms),
        )

    return press


def figures(reminder_id):
    session().expire_all()
    found = reminders.find(reminder_id)
    return found.total, found.sent, found.skipped, found.failed


def receivers(mail):
    return sorted(message["To"] for message in mail.kept)


def test_everyone_with_an_address_who_has_not_entered_is_written_to(remind, mail):
    assert figures(remind("dung")) == (3, 3, 0, 0)
    assert receivers(mail) == ["binh@example.vn", "dung@example.vn", "lan@example.vn"]


def test_the_message_says_what_closes_when_and_where_to_enter(remind, mail, cast):
    remind("lan")
    said = next(m for m in mail.kept if m["To"] == "binh@example.vn")
    assert said["Subject"] == "Nhắc dự thi: Hội thi cải cách hành chính, Đợt 1"
    assert said["From"] == "btc@example.vn"
    body = said.get_content()
    assert "Kính gửi Trần Thị Bình" in body
    assert "22:00 28/11/2026" in body
    assert LINK in body


def test_an_organiser_reminds_the_people_of_their_own_units_only(remind, mail, cast):
    remind("lan", [cast.units["commune"], cast.units["home_affairs"]])
    assert receivers(mail) == ["binh@example.vn", "lan@example.vn"]


def test_only_the_ticked_units_are_reminded(remind, mail, cast):
    remind("dung", [cast.units["home_affairs"]])
    assert receivers(mail) == ["dung@example.vn"]


def test_a_person_is_written_to_once_a_day_whoever_asks(remind, mail):
    remind("lan")
    assert figures(remind("dung", now_ms=NOW + HOUR)) == (3, 1, 2, 0)
    assert figures(remind("dung", now_ms=NOW + DAY)) == (3, 3, 0, 0)


def test_a_job_that_runs_again_writes_to_nobody_twice(remind, mail):
    reminder_id = remind("dung")
    reminders.tell_progress(reminder_id, finished_ms=None)
    commit()
    run_reminder(reminder_id, SmtpSender(mail.url, "btc@example.vn"), NOW)
    assert len(mail.kept) == 3


def test_two_accounts_reminded_on_one_day_can_still_become_one(remind, cast):
    remind("dung")
    cast.person("lan").name, cast.person("lan").folded = cast.person("binh").name, cast.person("binh").folded
    commit()
    merge_by_hand(cast.people["binh"], cast.people["lan"], actor=actor_for(cast.person("quan")), now_ms=NOW)
    assert cast.person("binh").merged_into_id == cast.people["lan"]


def test_an_address_that_is_refused_does_not_stop_the_others(remind, mail):
    mail.refused.append("binh@example.vn")
    assert figures(remind("dung")) == (3, 2, 0, 1)
    mail.refused.clear()
    assert figures(remind("dung")) == (3, 1, 2, 0)  # and may be tried again the same day


def test_a_server_that_is_away_ends_the_job_without_a_fault(running, cast):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, never listening
        away = SmtpSender(f"smtp://127.0.0.1:{taken.getsockname()[1]}", "btc@example.vn")
        reminder_id = request_reminder(
            round_facts(running.id),
            None,
            link=LINK,
            actor=actor_for(cast.person("dung")),
            now_ms=NOW,
            enqueue=lambda n: run_reminder(n, away, NOW),
        )
    assert figures(reminder_id) == (3, 0, 0, 3)


@pytest.mark.parametrize(
    ("when", "code"), [(NOW - 2 * HOUR, "reminder_out_of_time"), (NOW + 30 * DAY, "reminder_out_of_time")]
)
def test_nobody_is_reminded_of_a_round_that_is_not_open(remind, mail, when, code):
    with pytest.raises(Refused) as refused:
        remind("dung", now_ms=when)
    assert refused.value.code == code
    assert mail.kept == []


def test_without_any_address_the_organiser_is_told_to_print(remind, cast):
    with pytest.raises(Refused) as refused:
        remind("dung", [cast.units["justice"]])
    assert refused.value.code == "nobody_to_remind"


def test_a_name_that_would_break_the_headers_is_refused_not_sent(mail):
    with SmtpSender(mail.url, "btc@example.vn") as sender, pytest.raises(SendingFailed):
        sender.send("an@example.vn\r\nBcc: all@example.vn", "Nhắc", "Thư")
    assert mail.kept == []


@pytest.mark.parametrize(
    ("url", "kind"), [("", type(None)), ("console:", ConsoleSender), ("smtp://mail.example.vn", SmtpSender)]
)
def test_the_installation_chooses_the_way_of_sending(url, kind):
    assert isinstance(sender_of(Settings(smtp_url=url, mail_from="btc@example.vn")), kind)


def test_the_console_shows_the_whole_message_which_the_log_would_leave_out(capsys):
    with ConsoleSender() as sender:
        sender.send("an@example.vn", "Nhắc dự thi", "Đợt 1 đóng lúc 22 giờ.")
    assert capsys.readouterr().err == "to an@example.vn: Nhắc dự thi\nĐợt 1 đóng lúc 22 giờ.\n"
