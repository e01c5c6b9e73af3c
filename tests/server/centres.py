"""A centre in processes of its own, and laptops that know it over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

from core.store.ids import new_id
from core.store.log import Author
from sync.replica import enrolment
from sync.replica.exchange import Exchange
from sync.server.config import ServerConfig, read_config
from sync.server.database import open_engine
from sync.server.devices import make_code
from sync.server.running import pin_of, set_up
from tests.server.postgres import free_port
from tests.sync.worlds import Laptop, SimClock

REPOSITORY = Path(__file__).resolve().parents[2]
SERVE = """
import sys
from pathlib import Path
from dataclasses import replace
from sync.server.config import read_config
from sync.server.running import run
run(replace(read_config(Path(sys.argv[1])), port=int(sys.argv[2])))
"""


class Wall:
    """The real time, as the laptops of the tests see it."""

    @property
    def at(self):
        return datetime.now(UTC)


def config_for(folder, database, *, scheme="http", **rest) -> ServerConfig:
    """A centre laid out and ready to run."""
    port = free_port()
    config = ServerConfig(
        folder=Path(folder), database=database, url=f"{scheme}://127.0.0.1:{port}",
        host="127.0.0.1", port=port, **rest,
    )  # fmt: skip
    return set_up(config, at=datetime.now(UTC))


class CentreProcess:
    """One process of a centre. `port`: another than the configured one, for a second process."""

    def __init__(self, config: ServerConfig, *, port: int | None = None) -> None:
        self.config = config
        self.port = port or config.port
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return self.config.url.rsplit(":", 1)[0] + f":{self.port}"

    @property
    def address(self) -> str:
        """As a laptop is told it."""
        pin = pin_of(self.config)
        return f"{self.url}#pin={pin}" if pin else self.url

    def start(self) -> None:
        self.log = (self.config.folder / f"log-{self.port}").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.config.folder), str(self.port)],
            cwd=REPOSITORY, stdout=self.log, stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        )  # fmt: skip
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                if self.port_answers():
                    return
            except OSError:
                Event().wait(0.05)
        raise AssertionError(Path(self.log.name).read_text())

    def port_answers(self) -> bool:
        import socket

        with socket.create_connection(("127.0.0.1", self.port), timeout=2):
            return True

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()
        self.log.close()

    def stop(self) -> int:
        """As an operator does; gives the exit code."""
        self.process.terminate()
        code = self.process.wait(timeout=60)
        self.log.close()
        return code

    def log_lines(self) -> list[str]:
        return Path(self.log.name).read_text(encoding="utf-8").splitlines()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            self.stop()

    @contextmanager
    def database(self):
        """A transaction on the centre's database."""
        engine = open_engine(read_config(self.config.folder, env={}).database)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def code(self, organisation="1312", role="technician", *, hours=24, made_at=None) -> str:
        with self.database() as connection:
            return make_code(
                connection, organisation=organisation, role=role,
                at=made_at or datetime.now(UTC), lasts=timedelta(hours=hours),
            )  # fmt: skip

    def get(self, path: str):
        """A plain request: status and JSON."""
        with urllib.request.urlopen(self.url + path, timeout=20) as got:
            content = got.read()
            return got.status, (json.loads(content) if content[:1] == b"{" else content.decode())


def at_once(_seconds: float) -> None:
    """No waiting between two tries."""


def a_laptop() -> Laptop:
    """A laptop in memory that belongs to no centre yet."""
    return Laptop(Author(new_id(), new_id()), SimClock(Wall()))


def enrolled(centre: CentreProcess, organisation="1312", role="technician") -> Laptop:
    """A laptop that has been let in."""
    laptop = a_laptop()
    enrolment.enrol(
        laptop, centre.address, centre.code(organisation, role), name="portátil", pause=at_once
    )
    return laptop


def exchange(laptop: Laptop, *, pause=at_once):
    """One exchange over HTTP."""
    endpoint = enrolment.endpoint_of(laptop, pause=pause)
    try:
        return Exchange(laptop, endpoint, clock=laptop.clock).run()
    finally:
        endpoint.wire.close()


def put(laptop: Laptop, *, scope="1312", **fields) -> UUID:
    """A row written on a laptop."""
    from tests.sync.worlds import SimPlace

    def verb(work):
        place = SimPlace(scope=scope, **fields)
        work.add(place)
        work.flush()
        return place.id

    return laptop.write_now(verb)


def seen(laptop: Laptop, identity: UUID, name="name"):
    """What a laptop shows of a row."""
    from tests.sync.worlds import SimPlace

    def verb(work):
        place = work.get(SimPlace, identity)
        return None if place is None else getattr(place, name)

    return laptop.read(verb)
