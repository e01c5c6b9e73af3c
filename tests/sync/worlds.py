"""A small world for tests of the exchange: laptops and a centre on SQLite in memory."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, ForeignKey, create_engine, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

from core.people.technicians import Device, Technician
from core.store import Base, Synced
from core.store.capture import begin_capture, install_guards, provide_permits
from core.store.changes import AwaitedParent, Change, FieldHead, HeldRow, StoreState
from core.store.clock import HybridClock
from core.store.exchange import ExchangeFact, FileTransfer, ScopeCursor
from core.store.log import Author, last_stamp
from sync.centre.keys import SIGNING
from sync.centre.service import Centre, begin_epoch
from sync.centre.tables import CentreBase, CentreFact, SyncDevice
from sync.protocol.operations import COLUMNS, operation_of

SCOPES = ("1312", "1308")
EPOCH = datetime(2026, 11, 23, 9, tzinfo=UTC)


class SimPlace(Synced, Base):
    """A synced table of the simulated world."""

    __tablename__ = "test_sim_place"

    name: Mapped[str]
    floor: Mapped[int | None]
    note: Mapped[str | None]


class SimChair(Synced, Base):
    """One that points to another."""

    __tablename__ = "test_sim_chair"

    place_id: Mapped[UUID] = mapped_column(ForeignKey("test_sim_place.id"))
    colour: Mapped[str | None]


LOCAL = (Change, FieldHead, AwaitedParent, HeldRow, StoreState, ScopeCursor, ExchangeFact,
         FileTransfer)  # fmt: skip
TABLES = [model.__table__ for model in (*LOCAL, Technician, Device, SimPlace, SimChair)]


class Broken(AssertionError):
    """An invariant does not hold; the message names it."""


class Crash(Exception):
    """The process dies here."""


class Full(OperationalError):
    """The disk is full: the statement fails, and the process goes on."""

    def __init__(self) -> None:
        super().__init__("", None, sqlite3.OperationalError("database or disk is full"))


class SimClock:
    """A clock with an error of its own over a time that all share."""

    def __init__(self, world: Any, off: timedelta = timedelta()) -> None:
        self.world = world
        self.off = off

    def now(self) -> datetime:
        return self.world.at + self.off

    def monotonic_ns(self) -> int:
        return int((self.world.at - EPOCH).total_seconds() * 1e9)


class Time:
    """The time of the simulated world."""

    def __init__(self) -> None:
        self.at = EPOCH

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


_COMPILED: dict[Any, Any] = {}
"""Statements compiled once for all engines of a run (`_DIALECT` is a part of their keys)."""
_FIRST = create_engine("sqlite://")
_FIRST.connect().close()
_DIALECT = _FIRST.dialect
"""Of all engines: with one each, every laptop would compile every statement anew."""


def _engine(raw: sqlite3.Connection, name: str) -> Any:
    engine = Engine(
        StaticPool(lambda: raw, dialect=_DIALECT),
        _DIALECT,
        _FIRST.url,
        logging_name=name,
        execution_options={"compiled_cache": _COMPILED},
    )

    @event.listens_for(engine, "connect")
    def _connected(dbapi: Any, record: Any) -> None:
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys=ON")
        provide_permits(dbapi, record.info)

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@cache
def _blank(kind: str) -> bytes:
    raw = sqlite3.connect(":memory:", check_same_thread=False)
    engine = _engine(raw, "blank")
    with engine.begin() as connection:
        for table in TABLES:
            table.create(connection)
        if kind == "centre":
            CentreBase.metadata.create_all(connection)
        else:
            install_guards(connection)
    image = raw.serialize()
    engine.dispose()
    return image


class Disk:
    """A database in memory that can be copied, put back, and that fails when told to."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.fuse: int | None = None
        """Statements until the crash, or until the disk is full."""
        self.fault: type[Exception] = Crash
        self.engine: Any = None
        self.load(_blank(kind))

    def load(self, image: bytes) -> None:
        if self.engine is not None:
            self.engine.dispose()
        raw = sqlite3.connect(":memory:", check_same_thread=False)
        raw.deserialize(image)
        self.raw = raw
        self.engine = _engine(raw, self.kind)
        event.listen(self.engine, "before_cursor_execute", self._burn)
        event.listen(self.engine, "commit", self._burn_commit)

    def fail(self, after: int, *, full: bool) -> None:
        """The process dies at a statement from now, or the disk is full there."""
        self.fuse, self.fault = after, Full if full else Crash

    def log(self) -> list[tuple[Any, bytes, int | None, int | None]]:
        """Id, digest, place and time held of each operation, past SQLAlchemy: it is asked often.

        The ids are as they lie on the disk: to be compared with others from here only.
        """
        return self.raw.execute(
            "SELECT id, digest, seq, eff FROM change ORDER BY number"
        ).fetchall()

    def ids(self) -> set[Any]:
        """The ids of `log`."""
        return {one for (one,) in self.raw.execute("SELECT id FROM change")}

    def image(self) -> bytes:
        return self.raw.serialize()

    def close(self) -> None:
        self.engine.dispose()
        self.raw.close()

    def _burn(self, *_: Any) -> None:
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse <= 0:
                self.fuse = None
                raise self.fault

    def _burn_commit(self, _connection: Any) -> None:
        self._burn()


class Laptop:
    """A store as an exchange needs it, on a disk in memory."""

    def __init__(self, author: Author, clock: SimClock) -> None:
        self.author = author
        self.clock = clock
        self.disk = Disk("laptop")
        self.start()

    def start(self) -> None:
        """After a start only what is on the disk counts."""
        with self.disk.engine.connect() as connection:
            self.hybrid = HybridClock(self.clock, last=last_stamp(connection))
        self.touched: list[tuple[str, UUID]] = []

    def set_author(self, author: Author) -> None:
        self.author = author

    def write_now(self, verb: Any) -> Any:
        with Session(self.disk.engine, expire_on_commit=False) as work:
            capture = begin_capture(work, author=self.author, clock=self.hybrid)
            with work.begin():
                value = verb(work)
        self.touched += capture.touched
        return value

    def read(self, verb: Any) -> Any:
        with Session(self.disk.engine, autoflush=False) as work, work.begin():
            return verb(work)

    def operations(self) -> list[Any]:
        with self.disk.engine.connect() as connection:
            return all_operations(connection)


def all_operations(connection: Any) -> list[Any]:
    """Every operation of a log, in its order."""
    rows = connection.execute(select(*COLUMNS).order_by(Change.number)).mappings()
    return [operation_of(row) for row in rows]


def make_centre(time: Time, disk: Disk, *, epoch: str = "first") -> Centre:
    """A centre on a disk in memory."""
    centre = Centre(disk.engine, clock=SimClock(time))
    with disk.engine.begin() as connection:
        begin_epoch(connection, epoch)
        connection.execute(
            CentreFact.__table__.insert().values(name=SIGNING, value=b"the centre".hex().zfill(64))
        )
    return centre


def device_row(author: Author, *, organisation: str, role: str) -> dict[str, Any]:
    """What the centre knows of a laptop."""
    return {
        "id": author.device_id, "technician_id": author.technician_id,
        "organisation": organisation, "role": role, "name": "portátil",
        "public_key": author.technician_id.bytes,
        "follows": None, "accepted": 0, "waiting": 0, "enrolled_at": EPOCH, "seen_at": None,
        "pushed_at": None, "revoked_at": None, "wipe": False, "wiped_at": None,
    }  # fmt: skip


def enrol(centre: Centre, author: Author, *, organisation: str, role: str) -> None:
    """Let a laptop in."""
    with centre.engine.begin() as connection:
        connection.execute(
            SyncDevice.__table__.insert().values(
                device_row(author, organisation=organisation, role=role)
            )
        )
