"""What `make run-scaled` writes for nginx, and where its database may live."""

import shutil
import subprocess

import pytest

from contest.cli import nginx, scaled
from contest.settings import Settings


@pytest.fixture
def configuration(tmp_path):
    nginx.prepare(tmp_path, "127.0.0.1:8443", [9001, 9002], Settings(secret_key="x", instance_path=tmp_path))
    return (tmp_path / "nginx.conf").read_text()


def test_every_process_is_behind_it_and_figures_are_not(configuration):
    assert "server 127.0.0.1:9001 " in configuration
    assert "server 127.0.0.1:9002 " in configuration
    assert "location = /metrics { return 404; }" in configuration
    assert "limit_req" not in configuration  # a whole office stands behind one address


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin:/usr/bin"), reason="nginx is not installed")
def test_nginx_understands_it(configuration, tmp_path):
    found = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    command = [found, "-t", "-q", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "nginx.log")]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr


def test_the_certificate_is_made_once_and_its_key_is_ours_alone(tmp_path, configuration):
    made = (tmp_path / "tls.crt").read_bytes()
    assert (tmp_path / "tls.key").stat().st_mode & 0o077 == 0
    nginx.prepare(tmp_path, "127.0.0.1:8443", [9001], Settings(secret_key="x", instance_path=tmp_path))
    assert (tmp_path / "tls.crt").read_bytes() == made


def test_a_folder_nobody_else_may_enter_has_its_database_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(scaled.os, "geteuid", lambda: 0)
    folder = tmp_path / "instance"
    folder.mkdir(mode=0o700)
    elsewhere = scaled._reachable(folder)
    assert folder not in elsewhere.parents
    assert elsewhere == scaled._reachable(folder)
    monkeypatch.setattr(scaled.os, "geteuid", lambda: 1000)
    assert scaled._reachable(folder) == folder / "postgres"
