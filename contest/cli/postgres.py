"""A PostgreSQL cluster of our own in a folder: found, made, and the command that runs it."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path

ACCOUNT = "postgres"  # the server refuses to run as root


def binaries() -> Path | None:
    """The folder of the newest installed server, or None where there is none."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda p: int(p.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def as_account() -> list[str]:
    """What goes before a command of the server: root hands over to the server's own account."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", "--"]


def prepare(folder: Path, *more: str) -> None:
    """Make a new cluster in `folder`/data, unless there is one; on loopback it trusts everybody.

    Raises RuntimeError where PostgreSQL is not installed.
    """
    where = binaries()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed")
    if (folder / "data" / "PG_VERSION").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)
    initdb = [*as_account(), str(where / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust"]
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    subprocess.run([*initdb, "-E", "UTF8", *more], check=True, cwd=folder, env=env, stdout=subprocess.DEVNULL)


def command(folder: Path, port: int, options: Sequence[str]) -> list[str]:
    """What runs the cluster of `prepare` on this loopback port until it is told to end; `options` as "name=value"."""
    where = binaries()
    if where is None:
        raise RuntimeError("PostgreSQL is not installed")
    settings = [part for option in options for part in ("-c", option)]
    server = [str(where / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *settings]
    return [*as_account(), *server]
