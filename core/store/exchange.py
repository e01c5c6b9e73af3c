"""What a store keeps about its exchange with others: cursors, facts, and files on their way."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from core.store.mapping import Base, Local


class ScopeCursor(Local, Base):
    """How far this store has what the central store holds of one scope."""

    __tablename__ = "scope_cursor"
    __table_args__ = ({"sqlite_with_rowid": False},)

    scope: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    """Every change up to this place is here."""
    chain: Mapped[bytes]
    """The rolling hash over all those changes, to compare with the centre's."""


class ExchangeFact(Local, Base):
    """A fact about the partner of the exchange, by name: its epoch, this device's counters."""

    __tablename__ = "exchange_fact"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    """JSON."""


class FileTransfer(Local, Base):
    """A sealed file on its way to or from the centre."""

    __tablename__ = "file_transfer"
    __table_args__ = ({"sqlite_with_rowid": False},)

    sha256: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[str] = mapped_column(primary_key=True)
    """`up` or `down`."""
    scope: Mapped[str]
    state: Mapped[str]
    """`waiting`, `received` (the centre has confirmed it by hash), `refused`."""
    size: Mapped[int]
    done: Mapped[int]
    """Bytes known to be over."""
    location: Mapped[str | None]
    """Where the centre takes the rest."""
    reason: Mapped[str | None]
    place: Mapped[int]
    """Order by hand: smaller first; equal ones by size."""
