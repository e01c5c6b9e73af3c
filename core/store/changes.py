"""The change log: one row for each committed change of a field, and the heads of each field."""

from __future__ import annotations

import base64
import enum
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Index, LargeBinary, select, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from core.store.ids import id_of
from core.store.mapping import Base, Local, Work

DELETED = "_deleted"
MOVED = "_moved"
UNDERIVED = -1
_ID = 16


class IdTuple(TypeDecorator[tuple[UUID, ...]]):
    """Several ids in one column, 16 bytes each, sorted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: tuple[UUID, ...] | None, dialect: Dialect) -> bytes:
        """Toward the database."""
        return b"".join(sorted(one.bytes for one in value or ()))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> tuple[UUID, ...]:
        """From the database."""
        data = bytes(value or b"")
        return tuple(id_of(data[at : at + _ID]) for at in range(0, len(data), _ID))


class Change(Local, Base):
    """One committed change of one field: what, by whom, when, and which changes it replaces."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_entity", "entity_id", "entity"),
        Index("ix_change_waiting", "number", sqlite_where=text("seq IS NULL")),
        Index("ix_change_seq", "scope", "seq"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    """Place in this store's log, in commit order; another store numbers otherwise."""
    id: Mapped[UUID] = mapped_column(unique=True)
    digest: Mapped[bytes]
    entity: Mapped[str]
    entity_id: Mapped[UUID]
    field: Mapped[str]
    value: Mapped[str]
    """Canonical JSON, the same for every kind of database."""
    parents: Mapped[tuple[UUID, ...]] = mapped_column(IdTuple)
    author: Mapped[UUID]
    device: Mapped[UUID]
    scope: Mapped[str]
    hlc: Mapped[int]
    transaction_id: Mapped[UUID]
    ordinal: Mapped[int] = mapped_column(default=UNDERIVED, server_default=text(str(UNDERIVED)))
    """Place in its transaction, from which the id follows (`change_id`)."""
    seq: Mapped[int | None]
    """Place in its scope as the central store gave it; none until it has accepted the change."""
    eff: Mapped[int | None]
    """The hybrid time that counts: `hlc`, held down by the central store's clock."""
    refused: Mapped[str | None]
    """Why the central store did not take it (a code), until it is tried again."""


class FieldHead(Local, Base):
    """A change that no other replaces. More than one for a field is a conflict."""

    __tablename__ = "field_head"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    change_id: Mapped[UUID] = mapped_column(primary_key=True)
    shown: Mapped[bool]
    """Whether the row shows this change's value."""


class AwaitedParent(Local, Base):
    """A change that another one replaces and that has not come here yet."""

    __tablename__ = "awaited_parent"
    __table_args__ = ({"sqlite_with_rowid": False},)

    id: Mapped[UUID] = mapped_column(primary_key=True)


class HeldRow(Local, Base):
    """A row that the log tells of and its table cannot show now, with the reason."""

    __tablename__ = "held_row"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]


class StoreState(Local, Base):
    """The few facts that the store keeps about itself, by name."""

    __tablename__ = "store_state"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """A change as it leaves the store."""

    id: UUID
    entity: str
    entity_id: UUID
    field: str
    value: Any
    parents: tuple[UUID, ...]
    author: UUID
    device: UUID
    scope: str
    hlc: int
    transaction_id: UUID


def change_id(transaction_id: UUID, ordinal: int) -> UUID:
    """The id of the change at a place (from 0) of a transaction.

    A UUID of version 7 (RFC 9562, 5.7) with the time of the transaction; its other 74 bits are a
    hash, so that a whole transaction travels under one id.
    """
    seed = transaction_id.bytes + ordinal.to_bytes(4, "big")
    number = int.from_bytes(
        transaction_id.bytes[:6] + hashlib.blake2b(seed, digest_size=10).digest()
    )
    number = number & ~(0xF << 76) | 7 << 76
    return UUID(int=number & ~(0b11 << 62) | 0b10 << 62)


def history(work: Work, *, entity: str, entity_id: UUID) -> list[ChangeSummary]:
    """What happened to one entity, oldest first, in this store's order."""
    rows = work.execute(
        select(
            Change.id, Change.entity, Change.entity_id, Change.field, Change.value, Change.parents,
            Change.author, Change.device, Change.scope, Change.hlc, Change.transaction_id,
        )
        .where(Change.entity_id == entity_id, Change.entity == entity)
        .order_by(Change.number)
    )  # fmt: skip
    return [
        ChangeSummary(**row | {"value": json.loads(row["value"])})
        for row in map(dict, rows.mappings())
    ]


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, one spelling for each value.

    Raises: TypeError for a value that the log cannot hold (an SQL expression, say).
    """
    return _ENCODER.encode(value)


def digest_of(
    *, id: UUID, entity: str, entity_id: UUID, field: str, value: str,  # noqa: A002  the column's name
    parents: tuple[UUID, ...],
    author: UUID, device: UUID, scope: str, hlc: int, transaction_id: UUID,
) -> bytes:  # fmt: skip
    """blake2b of 16 bytes over the canonical change: tells a re-sent change from a forged one."""
    whole = [
        id, entity, entity_id, field, value, sorted(str(one) for one in parents),
        author, device, scope, hlc, transaction_id,
    ]  # fmt: skip
    return hashlib.blake2b(canonical(whole).encode(), digest_size=16).digest()


def _plain(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case enum.Enum():
            return value.value
    raise TypeError(f"the change log cannot hold {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False
)


def revived(text: str, python_type: type[Any] | None) -> Any:
    """The value of a column again, from its canonical JSON."""
    value = json.loads(text)
    if value is None or python_type is None:
        return value
    if python_type is UUID:
        return UUID(value)
    if python_type is datetime:
        return datetime.fromisoformat(value)
    if python_type is date:
        return date.fromisoformat(value)
    if python_type is Decimal:
        return Decimal(value)
    if python_type is bytes:
        return base64.b64decode(value)
    if python_type is float:
        return float(value)
    return value
