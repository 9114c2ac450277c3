"""The house stands: pages render, the cast can be seen, both engines carry the tables."""

from contest.services.actors import actor_for


def test_home_page_speaks_vietnamese(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Hội thi CCHC" in page.text


def test_organiser_holds_the_whole_subtree(any_app, cast):
    actor = actor_for(cast.person("dung"))
    assert actor.organises == frozenset(cast.units.values())


def test_desk_sends_strangers_to_login_and_hides_from_contestants(as_):
    assert as_("giang").get("/ban-to-chuc").status_code == 302
    assert as_("an").get("/ban-to-chuc").status_code == 404
    assert as_("dung").get("/ban-to-chuc").status_code == 200
