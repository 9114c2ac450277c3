"""A publication is frozen and numbered; a correction is a new one that names what it replaces."""

import pytest

from contest.rules.publications import Line
from contest.rules.refusals import Refused
from contest.services import publishing
from contest.services.closing import close_round
from contest.services.disqualifying import disqualify
from contest.services.publishing import publish
from contest.storage.contests import Round
from contest.storage.db import commit, rollback, session
from contest.storage.people import AuditEntry
from contest.storage.publications import Publication, PublicationEntry, PublishedIsFixedError
from tests.support.cast import HOUR
from tests.support.results import enter, make_contest, make_round, organiser, person


@pytest.fixture
def contest(any_app, cast):
    return make_contest(cast)


@pytest.fixture
def round_(contest, cast, now):
    row = make_round(contest, tie_breaks=["elapsed"])
    for n, who in enumerate(("an", "binh", "dung")):
        enter(row, cast.people[who], elapsed_ms=50_000 + n)
    close_round(row.id, None, now)
    return session().get_one(Round, row.id)


@pytest.fixture
def by(cast):
    return organiser(cast)


def refused(call):
    with pytest.raises(Refused) as no:
        call()
    rollback()
    return no.value.code


def stored():
    columns = PublicationEntry.__table__.columns
    return session().execute(PublicationEntry.__table__.select().order_by(columns.id)).all()


def test_a_publication_holds_people_units_awards_and_exclusions(round_, by, now):
    assert publish(round_.id, "provisional", by, now) == 1
    header = publishing.newest(round_.id)
    assert (header.number, header.kind, header.at_ms, header.replaces) == (1, "provisional", now, None)
    assert header.figures == round_.outcome
    assert header.rules == round_.ruleset
    lines = publishing.entries(header.id)
    names = [(e.kind, e.name) for e in lines if e.kind != Line.UNIT]
    assert names == [
        ("person", "Nguyễn Văn An"),
        ("person", "Trần Thị Bình"),
        ("person", "Lê Tiến Dũng"),
        ("award", "Nguyễn Văn An"),
        ("award", "Trần Thị Bình"),
    ]
    ranked = {e.name for e in publishing.entries(header.id, Line.UNIT) if e.place}
    assert ranked == {"Phường An Hòa", "Xã Phú Lộc", "Sở Nội vụ"}
    assert session().get_one(Round, round_.id).published == "provisional"


def test_names_stay_as_they_were(round_, by, cast, now):
    publish(round_.id, "provisional", by, now)
    cast.person("an").name = "Nguyễn Văn Ân"
    commit()
    (first, *_), total = publishing.people_page(publishing.newest(round_.id).id, "can-bo", "", 1)
    assert (first.name, total) == ("Nguyễn Văn An", 3)


def test_no_contact_data_is_published(round_, by, cast, now):
    cast.person("an").email, cast.person("an").staff_code = "an@example.vn", "CB-0001"
    commit()
    publish(round_.id, "provisional", by, now)
    whole = str(stored())
    assert not any(private in whole for private in ("0900000001", "an@example.vn", "CB-0001"))


def test_a_correction_replaces_and_leaves_the_old_one_untouched(round_, by, cast, now):
    publish(round_.id, "provisional", by, now)
    first, before = publishing.newest(round_.id), stored()
    disqualify(round_.id, cast.people["an"], "Làm bài hộ", cast.people["dung"], now)
    publish(round_.id, "provisional", by, now + HOUR, "Hủy kết quả một thí sinh")
    second = publishing.newest(round_.id)
    assert (second.number, second.replaces, second.note) == (2, 1, "Hủy kết quả một thí sinh")
    assert stored()[: len(before)] == before
    assert [h.number for h in publishing.history(round_.id)] == [2, 1]
    assert publishing.stands_untouched(first.id)
    assert publishing.stands_untouched(second.id)
    assert first.digest != second.digest


def test_published_lines_and_headers_refuse_to_change(round_, by, now):
    publish(round_.id, "provisional", by, now)
    for target, name in ((PublicationEntry, "name"), (Publication, "note")):
        setattr(session().query(target).first(), name, "khác")
        with pytest.raises(PublishedIsFixedError):
            session().flush()
        rollback()
        session().delete(session().query(target).order_by(target.id.desc()).first())
        with pytest.raises(PublishedIsFixedError):
            session().flush()
        rollback()


def test_a_line_changed_behind_the_programs_back_no_longer_fits_the_digest(round_, by, now):
    publish(round_.id, "provisional", by, now)
    header = publishing.newest(round_.id)
    table = PublicationEntry.__table__
    one = session().query(PublicationEntry).filter_by(kind="person").first().id
    session().execute(table.update().where(table.c.id == one).values(place=7))
    commit()
    assert not publishing.stands_untouched(header.id)


def test_official_only_after_provisional_and_then_for_good(round_, by, now):
    assert refused(lambda: publish(round_.id, "official", by, now)) == "provisional_first"
    publish(round_.id, "provisional", by, now)
    publish(round_.id, "official", by, now + HOUR)
    official = publishing.newest(round_.id)
    assert (official.kind, official.number, official.replaces) == ("official", 2, 1)
    assert session().get_one(Round, round_.id).published == "official"
    assert refused(lambda: publish(round_.id, "provisional", by, now, "Sửa")) == "already_official"


def test_publishing_the_same_again_is_refused(round_, by, now):
    publish(round_.id, "provisional", by, now)
    assert refused(lambda: publish(round_.id, "provisional", by, now)) == "correction_needs_reason"
    assert refused(lambda: publish(round_.id, "provisional", by, now, "Bấm hai lần")) == "nothing_changed"
    assert session().query(Publication).count() == 1


def test_nothing_is_published_before_the_close_nor_from_a_rehearsal(contest, cast, by, now):
    open_ = make_round(contest, 2)
    assert refused(lambda: publish(open_.id, "provisional", by, now)) == "round_not_closed"
    rehearsal = make_round(contest, 3, rehearsal=True)
    close_round(rehearsal.id, None, now)
    assert refused(lambda: publish(rehearsal.id, "provisional", by, now)) == "rehearsal_not_published"
    assert refused(lambda: publish(404, "provisional", by, now)) == "not_found"
    assert refused(lambda: publish(open_.id, "provisional", by, now, "x" * 501)) == "publication_note_too_long"
    assert session().query(Publication).count() == 0


def test_numbers_run_through_the_contest(round_, contest, cast, by, now):
    publish(round_.id, "provisional", by, now)
    other = make_round(contest, 2)
    close_round(other.id, None, now)
    assert publish(other.id, "provisional", by, now) == 2
    assert publishing.newest(other.id).replaces is None


def test_who_published_is_on_record_with_the_digest(round_, by, cast, now):
    publish(round_.id, "provisional", by, now)
    (entry,) = session().query(AuditEntry).filter_by(action="round.published")
    assert entry.actor_id == cast.people["dung"]
    assert entry.details["digest"] == publishing.newest(round_.id).digest


def test_people_are_found_without_diacritics_by_name_or_unit(round_, by, now):
    publish(round_.id, "provisional", by, now)
    here = publishing.newest(round_.id).id
    found = {
        words: [e.name for e in publishing.people_page(here, "can-bo", words, 1)[0]]
        for words in ("binh", "an hoa", "tien dung", "%")
    }
    assert found == {"binh": ["Trần Thị Bình"], "an hoa": ["Nguyễn Văn An"], "tien dung": ["Lê Tiến Dũng"], "%": []}


def test_a_long_list_comes_in_pages(contest, cast, by, now):
    row = make_round(contest, tie_breaks=["elapsed"])
    for n in range(publishing.PAGE + 3):
        enter(row, person(f"Người {n:03}", cast.units["ward"]), elapsed_ms=1_000 + n)
    close_round(row.id, None, now)
    publish(row.id, "provisional", by, now)
    lines, total = publishing.people_page(publishing.newest(row.id).id, "can-bo", "", 2)
    assert total == publishing.PAGE + 3
    assert [e.place for e in lines] == [publishing.PAGE + n for n in (1, 2, 3)]
