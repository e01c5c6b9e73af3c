"""The flat table behind lists and search, and its full-text indices. Local: derived, never sent.

`entry_text` holds the words of each entry without accents; `entry_word` every word there is, by
trigrams, to find what a mistyped one may have meant.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Index, event
from sqlalchemy.orm import Mapped, mapped_column

from core.store import Base, Local


class EntryRow(Local, Base):
    """A social response, a facility without any, an item of a bank, or an offer."""

    __tablename__ = "inventory_entry"
    __table_args__ = (
        Index("ix_inventory_entry_by_title", "title_key", "number"),
        Index("ix_inventory_entry_by_provider", "provider_key", "number"),
        Index("ix_inventory_entry_by_type", "type_key", "number"),
        Index("ix_inventory_entry_by_place", "place_key", "number"),
        Index("ix_inventory_entry_by_capacity", "capacity", "number"),
        Index("ix_inventory_entry_by_served", "served", "number"),
        Index("ix_inventory_entry_by_confirmed", "confirmed_on", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str]
    entity_id: Mapped[UUID] = mapped_column(unique=True)
    facility_id: Mapped[UUID | None] = mapped_column(index=True)
    provider_id: Mapped[UUID | None] = mapped_column(index=True)
    municipality: Mapped[str] = mapped_column(index=True)
    parish: Mapped[str]
    title: Mapped[str]
    title_key: Mapped[str]
    provider: Mapped[str]
    provider_key: Mapped[str]
    nipc: Mapped[str]
    type_id: Mapped[str] = mapped_column(index=True)
    type_key: Mapped[str]
    place_key: Mapped[str]
    """Municipality and parish, by name."""
    address: Mapped[str]
    postal_code: Mapped[str]
    code: Mapped[str]
    status: Mapped[str]
    capacity: Mapped[int | None]
    served: Mapped[int | None]
    vacancies: Mapped[int | None]
    waiting: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    confirmed_on: Mapped[date | None]


class SearchWord(Local, Base):
    """A word that stands in some entry; `number` is its row in `entry_word`."""

    __tablename__ = "inventory_word"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    word: Mapped[str] = mapped_column(unique=True)


FULL_TEXT = (
    """CREATE VIRTUAL TABLE entry_text USING fts5(words, content='', contentless_delete=1,
    detail=none, prefix='2 3 4', tokenize='unicode61')""",
    """CREATE VIRTUAL TABLE entry_word USING fts5(word, content='', contentless_delete=1,
    detail=none, tokenize='trigram')""",
)
"""FTS5 is no part of the models; the revision that brings it says the same words."""


def _lay_out(_target: object, connection: Connection, **_: object) -> None:
    if connection.dialect.name == "sqlite":
        for statement in FULL_TEXT:
            connection.exec_driver_sql(statement)


event.listen(Base.metadata, "after_create", _lay_out)
