"""Backups of the centre's database, and the way back: a restored centre starts a new epoch."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from core.store.ids import new_id
from sync.centre.service import begin_epoch
from sync.server.database import open_engine, upgrade
from sync.server.devices import note
from sync.server.problems import CopyFailed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sync.server.config import ServerConfig


def make_copy(config: ServerConfig, out: Path) -> None:
    """Copy the database into one file, while the centre works. Raises: CopyFailed."""
    fresh = out.with_name(out.name + ".new")
    try:
        if config.database.startswith("sqlite"):
            with (
                closing(sqlite3.connect(_file_of(config))) as source,
                closing(sqlite3.connect(fresh)) as target,
            ):
                source.backup(target)
                if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise CopyFailed(why="integrity_check")
        else:
            _tool(config, ["pg_dump", "--format=custom", "--no-owner", f"--file={fresh}"])
        fresh.replace(out)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        raise CopyFailed(why=type(error).__name__) from error


def put_back(config: ServerConfig, copy: Path, *, at: datetime) -> None:
    """Put a copy in the place of the database; all or nothing. The centre must be stopped.

    The epoch changes, so that laptops offer again what came after the copy. Raises: CopyFailed.
    """
    if not copy.is_file():
        raise CopyFailed(why=copy.name)
    if config.database.startswith("sqlite"):
        target = _file_of(config)
        fresh = target.with_name(target.name + ".new")
        try:
            shutil.copyfile(copy, fresh)
            with closing(sqlite3.connect(fresh)) as database:
                if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise CopyFailed(why="integrity_check")
            for rest in ("-wal", "-shm"):
                target.with_name(target.name + rest).unlink(missing_ok=True)
            fresh.replace(target)
        except (OSError, sqlite3.Error) as error:
            fresh.unlink(missing_ok=True)
            raise CopyFailed(why=type(error).__name__) from error
    else:
        _tool(
            config,
            ["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
             "--exit-on-error", f"--dbname={make_url(config.database).database}", str(copy)],
        )  # fmt: skip
    engine = open_engine(config.database)
    upgrade(engine)
    with engine.begin() as connection:
        begin_epoch(connection, new_id().hex)
        note(connection, at=at, actor="cli", action="centre.restored", subject=copy.name)
    engine.dispose()


def _file_of(config: ServerConfig) -> Path:
    return Path(make_url(config.database).database or "")


def _tool(config: ServerConfig, command: Sequence[str]) -> None:
    url = make_url(config.database)
    given = {
        "PGHOST": url.host or url.query.get("host"), "PGPORT": url.port, "PGUSER": url.username,
        "PGPASSWORD": url.password, "PGDATABASE": url.database,
    }  # fmt: skip
    env = os.environ | {name: str(value) for name, value in given.items() if value}
    tools = env.get("TERRENO_POSTGRES_TOOLS")
    program = str(Path(tools) / command[0]) if tools else command[0]
    done = subprocess.run(
        [program, *command[1:]], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CopyFailed(why=(done.stderr.strip().splitlines() or ["?"])[-1][:200])
