"""Rate limits hold by account first: an office behind one address is never locked out together."""

import dataclasses

import pytest

from contest import create_app
from contest.storage.db import db
from tests.conftest import Clock, settings_for


@pytest.fixture
def limited(tmp_path):
    settings = dataclasses.replace(settings_for(tmp_path, Clock()), rate_limits=True)
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_one_account_is_slowed_down_and_its_neighbours_at_the_same_address_are_not(limited):
    client = limited.test_client()
    tries = [client.post("/dang-nhap", data={"login": "0900000001", "password": "x"}).status_code for _ in range(31)]
    assert tries[-1] == 429
    assert client.post("/dang-nhap", data={"login": "+84900000001", "password": "x"}).status_code == 429
    assert client.post("/dang-nhap", data={"login": "0900000002", "password": "x"}).status_code == 422


def test_three_hundred_people_of_one_office_log_in_within_a_minute(limited):
    client = limited.test_client()
    codes = {client.post("/dang-nhap", data={"login": f"cb-{n}", "password": ""}).status_code for n in range(300)}
    assert codes == {422}
