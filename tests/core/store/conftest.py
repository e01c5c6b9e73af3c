"""A store on the disk for each test, and two tables that only tests have."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.store import Author, Base, SampleKey, Synced, create_store, open_store


class Room(Synced, Base):
    """A synced table with one column of each kind."""

    __tablename__ = "test_room"

    name: Mapped[str]
    floor: Mapped[int | None]
    area: Mapped[float | None]
    price: Mapped[Decimal | None]
    open: Mapped[bool | None]
    since: Mapped[date | None]
    seen_at: Mapped[datetime | None]
    owner: Mapped[UUID | None]
    picture: Mapped[bytes | None]
    facts: Mapped[dict[str, Any] | None]
    chairs: Mapped[list[Chair]] = relationship(back_populates="room")


class Chair(Synced, Base):
    """A synced table that points to another."""

    __tablename__ = "test_chair"

    room_id: Mapped[UUID | None] = mapped_column(ForeignKey("test_room.id", ondelete="CASCADE"))
    room: Mapped[Room | None] = relationship(back_populates="chairs")


class HandClock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic_ns(self) -> int:
        return int(self.at.timestamp() * 1e9)

    def forward(self, **spans: float) -> None:
        self.at += timedelta(**spans)


AUTHOR = Author(technician_id=UUID(int=7), device_id=UUID(int=8))


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "loja"


@pytest.fixture
def store(folder, clock):
    made, _ = create_store(folder, unlock=SampleKey(), author=AUTHOR, clock=clock)
    yield made
    made.close()


@pytest.fixture
def reopen(folder, clock):
    opened = []

    def again(**other):
        asked = {"unlock": SampleKey(), "author": AUTHOR, "clock": clock} | other
        opened.append(open_store(folder, **asked))
        return opened[-1]

    yield again
    for each in opened:
        each.close()


@pytest.fixture
def tables():
    return Room, Chair


@pytest.fixture
def author():
    return AUTHOR


@pytest.fixture
def small_disk():
    """A folder with 6 MiB of room."""
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        pytest.skip("needs mount")
    # Not under tmp_path: another session of pytest may rename that folder while it is mounted.
    folder = Path(tempfile.mkdtemp(prefix="terreno-small-"))
    asked = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if subprocess.run(asked, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("may not mount a file system here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()
