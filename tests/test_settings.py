"""Settings are read once, loudly; nothing serves without a secret of its own."""

import pytest

from contest import create_app
from contest.settings import Settings, SettingsError


def test_an_unknown_flag_value_is_named():
    with pytest.raises(SettingsError, match="CONTEST_DEMO"):
        Settings.from_env({"CONTEST_DEMO": "có"})


def test_a_number_that_is_none_is_named():
    with pytest.raises(SettingsError, match="CONTEST_MAX_UPLOAD"):
        Settings.from_env({"CONTEST_MAX_UPLOAD": "20 MB"})


def test_a_bare_postgresql_address_gets_our_driver():
    settings = Settings.from_env({"CONTEST_DATABASE_URL": "postgresql://db/contest"})
    assert settings.sqlalchemy_url == "postgresql+psycopg://db/contest"


def test_the_application_refuses_to_serve_without_a_secret(tmp_path):
    with pytest.raises(SettingsError, match="CONTEST_SECRET"):
        create_app(Settings(instance_path=tmp_path), command_line=False)


def test_a_command_runs_without_a_secret_but_cannot_serve(tmp_path):
    app = create_app(Settings(instance_path=tmp_path), command_line=True)
    with pytest.raises(SettingsError, match="CONTEST_SECRET"):
        app.test_client().get("/")


def test_a_command_without_a_secret_leaves_no_trace(tmp_path):
    create_app(Settings(instance_path=tmp_path / "instance"), command_line=True)
    assert not (tmp_path / "instance").exists()


def test_a_command_that_needs_the_database_names_the_missing_secret(tmp_path):
    app = create_app(Settings(instance_path=tmp_path / "instance"), command_line=True)
    for command in (["db", "upgrade"], ["bank", "export", "cbccvc", "--out", str(tmp_path / "x")], ["simulate", "1"]):
        said = app.test_cli_runner().invoke(args=command)
        assert said.exit_code != 0
        assert "CONTEST_SECRET" in said.output + str(said.exception), command
