"""What was imported, when, and how its columns were read; an import can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from core.inventory.problems import AlreadyUndone, UnknownRecord
from core.inventory.undoing import Undone, undo_transaction
from core.store import Base, Local, Synced, Work


class InventoryImport(Synced, Base):
    """One workbook or HSDS file taken in."""

    __tablename__ = "inventory_import"

    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    fingerprint: Mapped[str]
    """Of the layout: the same for next year's workbook of the same office."""
    imported_at: Mapped[datetime]
    undoes: Mapped[UUID]
    """The transaction that wrote it all."""
    counts: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]


class RememberedMapping(Local, Base):
    """How the columns of a layout were read last time."""

    __tablename__ = "remembered_mapping"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """An import as lists show it."""

    id: UUID
    file_name: str
    imported_at: datetime
    counts: dict[str, int]
    undone_at: datetime | None


def list_imports(work: Work) -> list[ImportSummary]:
    """Imports, the newest first."""
    return [
        ImportSummary(one.id, one.file_name, one.imported_at, dict(one.counts), one.undone_at)
        for one in work.scalars(
            select(InventoryImport).order_by(InventoryImport.imported_at.desc())
        )
    ]


def undo_import(work: Work, *, import_id: UUID, at: datetime) -> Undone:
    """Take an import back as new changes; what was edited since stays and is listed.

    Raises: UnknownRecord, AlreadyUndone.
    """
    one = work.get(InventoryImport, import_id)
    if one is None:
        raise UnknownRecord(kind="inventory_import", id=import_id)
    if one.undone_at is not None:
        raise AlreadyUndone
    undone = undo_transaction(
        work,
        transaction_id=one.undoes,
        only=frozenset({"provider", "facility", "social_response", "figure"}),
    )
    one.undone_at = at
    work.flush()
    return undone
