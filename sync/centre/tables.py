"""What the central store keeps beside the log, heads and rows that it shares with the laptops."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.store import schema
from core.store.changes import AwaitedParent, Change, FieldHead, HeldRow, StoreState
from core.store.mapping import Base, synced_tables

if TYPE_CHECKING:
    from sqlalchemy import Connection


class CentreBase(DeclarativeBase):
    """Tables of the centre only; laptops never have them."""

    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    type_annotation_map: ClassVar[dict[Any, Any]] = Base.type_annotation_map


class ScopeHead(CentreBase):
    """One row for each scope, locked while operations are put in: its order is that of commits."""

    __tablename__ = "scope_head"

    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    chain: Mapped[bytes]


class ChainMark(CentreBase):
    """The rolling hash of a scope at some places, so that a page need not count from the start."""

    __tablename__ = "chain_mark"

    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[bytes]


class CentreFact(CentreBase):
    """A fact about the centre, by name: its epoch."""

    __tablename__ = "centre_fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SyncDevice(CentreBase):
    """A laptop that may exchange: who uses it, where it belongs, and whether it still may."""

    __tablename__ = "sync_device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    technician_id: Mapped[UUID]
    organisation: Mapped[str]
    role: Mapped[str]
    name: Mapped[str]
    public_key: Mapped[bytes]
    follows: Mapped[UUID | None]
    """The device id that this laptop had before it came back from a backup."""
    accepted: Mapped[int] = mapped_column(default=0)
    """How many of its operations the centre has."""
    enrolled_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    pushed_at: Mapped[datetime | None]
    waiting: Mapped[int] = mapped_column(default=0)
    """How many operations it has still to send: as it said, less what came since."""
    refused: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How many of its operations were refused: as it said, and what was refused since."""
    refused_why: Mapped[str] = mapped_column(default="", server_default=text("''"))
    """The code of the newest refusal."""
    revoked_at: Mapped[datetime | None]
    wipe: Mapped[bool] = mapped_column(default=False)
    wiped_at: Mapped[datetime | None]
    sealing_key: Mapped[bytes | None]
    """X25519, for bundles that only this laptop opens; none until it has told it."""


class SnapshotRow(CentreBase):
    """A scope as it stood at a place; the bytes lie in the blob store under their hash."""

    __tablename__ = "snapshot"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(index=True)
    seq: Mapped[int]
    chain: Mapped[bytes]
    size: Mapped[int]
    made_at: Mapped[datetime]
    content: Mapped[bytes]


SHARED = (Change, FieldHead, AwaitedParent, HeldRow, StoreState)


def lay_out(connection: Connection) -> None:
    """Make the tables that are missing; what is there stays."""
    schema.load_tables()
    # One by one: what follows a table on a laptop (its search index) has no place here.
    wanted = {model.__tablename__ for model in SHARED} | {one.name for one in synced_tables()}
    for table in Base.metadata.sorted_tables:
        if table.name in wanted:
            table.create(connection, checkfirst=True)
    CentreBase.metadata.create_all(connection)
